"""Rows of the warnings page (预警): one a matter, shared by both plans, with its stage and what was done so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.models import Warning, WarningStep
from fuertong_web.assessment.selectors import leads, open_warnings
from fuertong_web.plans.models import GoalUnit


class Stage(StrEnum):
    """Where a warning stands, in the order of the page."""

    RAISED = "待核实"
    ANSWERED = "单位已答复"
    ASKED = "待单位答复"
    RELEASED = "已发布"
    CLEARED = "已解除"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRow:
    """One matter: `warnings` has one row, or one of each plan that asks for the same."""

    warnings: list[Warning]
    steps: list[WarningStep]
    owner: str

    @property
    def first(self) -> Warning:
        """The one that names the row."""
        return self.warnings[0]

    @property
    def plans(self) -> str:
        """妇女规划、儿童规划."""
        return "、".join(dict.fromkeys(row.target.goal.domain.plan.short for row in self.warnings))

    @property
    def stage(self) -> Stage:
        """From the state, and while nobody decided from the last step."""
        state = self.first.state
        if state != Warning.State.RAISED:
            return Stage.RELEASED if state == Warning.State.RELEASED else Stage.CLEARED
        kinds = [step.kind for step in self.steps]
        if WarningStep.Kind.ANSWERED in kinds:
            return Stage.ANSWERED
        return Stage.ASKED if WarningStep.Kind.ASKED in kinds else Stage.RAISED

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.stage is not Stage.CLEARED


def warning_rows(actor: Actor, data_year: int, *, plans: Iterable[int] | None = None) -> list[WarningRow]:
    """The year's warnings as the actor may see them, one row a matter; four queries."""
    wanted = set(plans) if plans is not None else None
    found: dict[tuple[object, ...], list[Warning]] = {}
    rows = open_warnings(actor, data_year).prefetch_related("steps__unit", "target__goal__units__unit")
    for row in rows:
        if wanted is None or row.target.goal.domain.plan_id in wanted:
            found.setdefault(_matter(row), []).append(row)
    sees = actor.can(Permission.SIGNAL_SEE)
    made = [
        WarningRow(
            warnings=group,
            steps=list({(step.kind, step.text, step.at): step for row in group for step in row.steps.all()}.values())
            if sees
            else [],
            owner=_owner(group[0]),
        )
        for group in found.values()
    ]
    order = {stage: place for place, stage in enumerate(Stage)}
    return sorted(made, key=lambda row: (order[row.stage], row.first.pk))


def twins_of(actor: Actor, warning: Warning) -> list[Warning]:
    """The warning with those of other plans on the same matter: what is decided on one holds for all."""
    for row in warning_rows(actor, warning.data_year):
        if warning in row.warnings:
            return row.warnings
    return [warning]


def questions_for(actor: Actor) -> list[tuple[WarningStep, WarningStep | None]]:
    """What the actor's units were asked, newest first, each with the answer given; two queries."""
    if not actor.can(Permission.VERDICT_ANSWER_OWN):
        return []
    steps = WarningStep.objects.filter(unit__in=actor.unit_ids).select_related(
        "warning__target__goal__domain__plan", "warning__assessment", "unit"
    )
    asked = steps.filter(kind=WarningStep.Kind.ASKED).order_by("-at", "-pk")
    answers = {row.warning_id: row for row in steps.filter(kind=WarningStep.Kind.ANSWERED).order_by("at", "pk")}
    return [(row, answers.get(row.warning_id)) for row in asked]


def questions_open(actor: Actor) -> int:
    """How many warnings the actor's units were asked about and have not answered; at most one query."""
    if not actor.can(Permission.VERDICT_ANSWER_OWN) or not actor.unit_ids:
        return 0
    answered = WarningStep.objects.filter(unit__in=actor.unit_ids, kind=WarningStep.Kind.ANSWERED).values("warning")
    asked = WarningStep.objects.filter(unit__in=actor.unit_ids, kind=WarningStep.Kind.ASKED)
    return asked.exclude(warning__in=answered).values("warning").distinct().count()


def _matter(row: Warning) -> tuple[object, ...]:
    """Two plans asking the same of one indicator make one matter; without an indicator each target is its own."""
    target = row.target
    bound = (target.indicator_id, target.breakdown, target.kind, target.comparator, target.value, target.deadline)
    return (*(bound if target.indicator_id else (target.pk,)), row.rule, row.state)


def _owner(row: Warning) -> str:
    parts: list[GoalUnit] = leads(row.target)
    return "、".join(part.unit.name if part.unit else part.text for part in parts)
