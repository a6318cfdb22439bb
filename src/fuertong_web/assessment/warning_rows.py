"""Rows of the warnings page (预警): one a matter, shared by both plans, with its stage and what was done so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fuertong.model.indicator import Sensitivity
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.explaining import sentence_of, unit_of
from fuertong_web.assessment.models import Assessment, Warning, WarningStep
from fuertong_web.assessment.selectors import assessments_of, figures_seen, leads, open_warnings
from fuertong_web.collection.disclosure import View
from fuertong_web.plans.models import GoalUnit, Target
from fuertong_web.plans.wording import bound_of
from fuertong_web.ui.numbers import shown

GRAVITY = [colour.value for colour in Warning.Colour]
VALUES = (Permission.VALUES_SEE, Permission.VALUES_SEE_ACCEPTED)


class Stage(StrEnum):
    """Where a warning stands, in the order of the page."""

    RAISED = "待核实"
    ANSWERED = "单位已答复"
    ASKED = "待单位答复"
    RELEASED = "已发布"
    CLEARED = "已解除"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRow:
    """One matter: everything the rules say of one target in one state, in each plan that asks for the same.

    `figures` is the newest value beside what is asked, `told` the signal's sentence; both empty where the actor may
    not see them. `open_figures` are the figures as paper may carry them: none of few cases or sealed ones.
    """

    warnings: list[Warning]
    steps: list[WarningStep]
    owner: str
    figures: str = ""
    open_figures: str = ""
    told: str = ""

    @property
    def first(self) -> Warning:
        """The gravest, which names the row and gives its colour."""
        return self.warnings[0]

    @property
    def reasons(self) -> str:
        """What fired, the gravest first, each once."""
        words = (row.sentence.removeprefix(f"{row.target.name}：").rstrip("。") for row in self.warnings)
        return "；".join(dict.fromkeys(words))

    @property
    def sentence(self) -> str:
        """妇女常见病筛查率：按近年趋势到期达标困难；近年波动较大。"""
        return f"{self.first.target.name}：{self.reasons}。"

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one unit was asked about one matter, with its answer once all of it is answered."""

    steps: list[WarningStep]
    answer: WarningStep | None

    @property
    def first(self) -> WarningStep:
        """The step that names the question."""
        return self.steps[0]

    @property
    def warnings(self) -> list[Warning]:
        """Everything the answer holds for."""
        return [step.warning for step in self.steps]

    @property
    def sentence(self) -> str:
        """The matter with everything that fired."""
        return WarningRow(warnings=self.warnings, steps=[], owner="").sentence


def warning_rows(actor: Actor, data_year: int, *, plans: Iterable[int] | None = None) -> list[WarningRow]:
    """The year's warnings as the actor may see them, one row a matter; a constant number of queries."""
    wanted = set(plans) if plans is not None else None
    found: dict[tuple[object, ...], list[Warning]] = {}
    rows = open_warnings(actor, data_year).prefetch_related("steps__unit", "target__goal__units__unit")
    for row in rows:
        if wanted is None or row.target.goal.domain.plan_id in wanted:
            found.setdefault((*_matter(row.target), row.state), []).append(row)
    newest = assessments_of(
        {row.target_id: row.target for group in found.values() for row in group}.values(), data_year
    )
    made = [_row(actor, sorted(group, key=_gravity), newest) for group in found.values()]
    order = {stage: place for place, stage in enumerate(Stage)}
    return sorted(made, key=lambda row: (order[row.stage], row.first.pk))


def _row(actor: Actor, group: list[Warning], newest: Mapping[int, Assessment]) -> WarningRow:
    """Said by the newest judging: what raised the warning may be older than the year's own value."""
    first = group[0]
    signal = newest.get(first.target_id, first.assessment)
    sees = actor.can(Permission.SIGNAL_SEE)
    figures = _figures(first.target, signal)
    plain = first.target.indicator is not None and first.target.indicator.sensitivity in (
        Sensitivity.OPEN,
        Sensitivity.INTERNAL,
    )
    values = any(actor.can(right) for right in VALUES)
    shows = values and figures_seen(actor, first.target) is View.ALL
    return WarningRow(
        warnings=group,
        steps=_steps(group) if sees else [],
        owner=_owner(first),
        figures=figures if shows else "",
        open_figures=figures if shows and plain and not _is_against_few(first.target) else "",
        told=sentence_of(signal, first.target, actor) if sees else "",
    )


def _steps(group: list[Warning]) -> list[WarningStep]:
    """The steps of the matter, those taken for several warnings at once told once."""
    found: dict[tuple[object, ...], WarningStep] = {}
    for step in sorted((step for row in group for step in row.steps.all()), key=lambda step: (step.at, step.pk)):
        text = "" if step.kind == WarningStep.Kind.ASKED else step.text
        found.setdefault((step.kind, step.by, step.unit_id, step.due_on, text), step)
    return list(found.values())


def _figures(target: Target, signal: Assessment) -> str:
    """2025年82.1%，要求≥ 85%; of a target every unit must pass how many do not."""
    asked = bound_of(target)
    units, failing = signal.details.get("units"), signal.details.get("failing")
    if target.each and units:
        return f"{units}个中{len(failing or [])}个没有达到或预计达不到，要求{asked}"
    if signal.latest is None or target.indicator is None:
        return f"要求{asked}"
    value = shown(signal.latest, target.indicator.decimals)
    return f"{signal.latest_year}年{value}{unit_of(signal, target)}，要求{asked}"


def _is_against_few(target: Target) -> bool:
    other = target.against_indicator
    return other is not None and other.sensitivity not in (Sensitivity.OPEN, Sensitivity.INTERNAL)


def raised_count(actor: Actor, data_year: int) -> int:
    """How many matters wait for somebody to decide (待核实); one query."""
    rows = open_warnings(actor, data_year).filter(state=Warning.State.RAISED)
    return len({_matter(row.target) for row in rows})


def questions_for(actor: Actor) -> list[Question]:
    """What the actor's units were asked, newest first, one question a matter; two queries."""
    if not actor.can(Permission.VERDICT_ANSWER_OWN):
        return []
    steps = WarningStep.objects.filter(unit__in=actor.unit_ids).select_related(
        "warning__target__goal__domain__plan", "warning__target__indicator", "warning__assessment", "unit"
    )
    found: dict[tuple[object, ...], list[WarningStep]] = {}
    for step in steps.filter(kind=WarningStep.Kind.ASKED).order_by("-at", "-pk"):
        key = (step.warning.data_year, step.unit_id, *_matter(step.warning.target))
        found.setdefault(key, []).append(step)
    answers = {row.warning_id: row for row in steps.filter(kind=WarningStep.Kind.ANSWERED).order_by("at", "pk")}
    made = []
    for group in found.values():
        said = [answers.get(step.warning_id) for step in group]
        group.sort(key=lambda step: _gravity(step.warning))
        made.append(Question(steps=group, answer=said[0] if all(said) else None))
    return made


def questions_open(actor: Actor) -> int:
    """How many matters the actor's units were asked about, that still stand, without an answer; at most one query."""
    if not actor.can(Permission.VERDICT_ANSWER_OWN) or not actor.unit_ids:
        return 0
    answered = WarningStep.objects.filter(unit__in=actor.unit_ids, kind=WarningStep.Kind.ANSWERED).values("warning")
    asked = WarningStep.objects.filter(unit__in=actor.unit_ids, kind=WarningStep.Kind.ASKED)
    open_ = asked.exclude(warning__in=answered).exclude(warning__state=Warning.State.CLEARED)
    rows = open_.select_related("warning__target")
    return len({(row.warning.data_year, *_matter(row.warning.target)) for row in rows})


def _matter(target: Target) -> tuple[object, ...]:
    """Two plans asking the same of one indicator make one matter; without an indicator each target is its own."""
    bound = (target.indicator_id, target.breakdown, target.kind, target.comparator, target.value, target.deadline)
    return bound if target.indicator_id else (target.pk,)


def _gravity(row: Warning) -> tuple[int, int]:
    return GRAVITY.index(row.colour), row.pk


def _owner(row: Warning) -> str:
    parts: list[GoalUnit] = leads(row.target)
    return "、".join(part.unit.name if part.unit else part.text for part in parts)
