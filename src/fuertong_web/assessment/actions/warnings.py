"""预警: raised silently with an assessment, asked of the unit, released or cleared by a person; all stays on record."""

from collections.abc import Sequence
from datetime import timedelta

import polars as pl
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.assess.warning_rules import DEFAULT_RULES, Rule
from fuertong.assess.warnings import fire
from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.actor import SYSTEM, Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions.verdicts import answer_target
from fuertong_web.assessment.models import Assessment, Warning, WarningStep
from fuertong_web.assessment.selectors import assessments_of, leads
from fuertong_web.audit.actions import record
from fuertong_web.places.selectors import setting

GONE = "最新数据不再触发这条预警。"
_RESULT: dict[str, pl.DataType] = {
    "id": pl.String(),
    "region": pl.String(),
    "cls": pl.String(),
    "p": pl.Float64(),
    "flags": pl.List(pl.String),
    "deadline": pl.Int32(),
}


def raise_warnings(
    assessments: list[Assessment], *, deadlines: dict[int, int], rules: tuple[Rule, ...] = DEFAULT_RULES
) -> int:
    """Raise what the assessments set off (待核实); one warning a target, year and rule.

    What nobody has decided on yet and the newest judging no longer sets off is cleared by the system, and raised again
    should it come back.
    """
    if not assessments:
        return 0
    year = assessments[0].data_year
    by_id = {str(row.target_id): row for row in assessments}
    before = assessments_of([row.target for row in assessments], year - 1)
    fired = fire(_results(assessments, deadlines), rules, as_of=year, before=_results(list(before.values()), deadlines))
    due = {}
    for hit in fired.iter_rows(named=True):
        row = by_id[hit["id"]]
        due[row.target_id, str(hit["rule"])] = Warning(
            assessment=row,
            target=row.target,
            data_year=year,
            colour=hit["colour"],
            rule=hit["rule"],
            sentence=f"{row.target.name}：{hit['words']}。",
            raised_at=row.at,
        )
    known = {
        (row.target_id, row.rule): row
        for row in Warning.objects.filter(data_year=year, target__in=[row.target_id for row in assessments])
    }
    _clear([row for key, row in known.items() if key not in due and row.state == Warning.State.RAISED])
    _raise_again([row for key, row in known.items() if key in due and row.decided_by == SYSTEM.label])
    fresh = [row for key, row in due.items() if key not in known]
    Warning.objects.bulk_create(fresh)
    return len(fresh)


def _results(rows: Sequence[Assessment], deadlines: dict[int, int]) -> pl.LazyFrame:
    table = [
        (str(row.target_id), "", row.cls, row.p, row.flags, deadlines.get(row.target_id, row.data_year)) for row in rows
    ]
    return pl.DataFrame(table, schema=_RESULT, orient="row").lazy()


def _clear(rows: list[Warning]) -> None:
    now = timezone.now()
    Warning.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=Warning.State.CLEARED, decided_by=SYSTEM.label, decided_at=now, decision=GONE
    )
    _steps(rows, WarningStep.Kind.CLEARED, by=SYSTEM, text=GONE)


def _raise_again(rows: list[Warning]) -> None:
    Warning.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=Warning.State.RAISED, decided_by="", decided_at=None, decision=""
    )
    _steps(rows, WarningStep.Kind.RAISED, by=SYSTEM, text="最新数据再次触发这条预警。")


def _steps(rows: list[Warning], kind: WarningStep.Kind, *, by: Actor, text: str) -> None:
    now = timezone.now()
    WarningStep.objects.bulk_create(
        [WarningStep(warning=row, kind=kind, text=text, by=by.label, at=now) for row in rows]
    )


@transaction.atomic
def ask_unit(*, by: Actor, warning: Warning) -> WarningStep:
    """Ask the lead unit to look into a warning; the term is the same as for its view before a verdict."""
    _may_decide(by)
    if warning.state != Warning.State.RAISED:
        raise FuertongError(f"这条预警已由{warning.decided_by}处理。")
    unit = next((part.unit for part in leads(warning.target) if part.unit is not None), None)
    if unit is None:
        raise FuertongError(f"“{warning.target.name}”还没有对应的责任单位，请先在责任分解中对应单位。")
    if warning.steps.filter(kind=WarningStep.Kind.ASKED).exists():
        raise FuertongError(f"已经请{unit.name}核实过这条预警。")
    days = int(setting(warning.target.goal.domain.plan.place, "verdict.answer_days"))
    step = WarningStep.objects.create(
        warning=warning,
        kind=WarningStep.Kind.ASKED,
        text=warning.sentence,
        unit=unit,
        due_on=timezone.localdate() + timedelta(days=days),
        by=by.label,
        at=timezone.now(),
    )
    record(by=by, action="assessment.warning_ask", target=warning, after={"unit": unit.name, "due": str(step.due_on)})
    return step


@transaction.atomic
def answer_warnings(*, by: Actor, warnings: Sequence[Warning], word: Word, reason: str) -> list[WarningStep]:
    """The unit's one answer to all it was asked about a matter; it is also its view (预判) of each target."""
    asked = [row.steps.filter(kind=WarningStep.Kind.ASKED).order_by("pk").last() for row in warnings]
    if not by.can(Permission.VERDICT_ANSWER_OWN) or any(
        step is None or step.unit_id not in by.unit_ids for step in asked
    ):
        raise PermissionDenied("只有被请核实的单位可以答复这条预警。")
    for row in {row.target_id: row for row in warnings}.values():
        answer_target(by=by, target=row.target, data_year=row.data_year, word=word, reason=reason)
    now = timezone.now()
    return WarningStep.objects.bulk_create(
        [
            WarningStep(
                warning=row,
                kind=WarningStep.Kind.ANSWERED,
                text=f"{word.value}：{reason.strip()}"[:500],
                unit=step.unit,
                by=by.label,
                at=now,
            )
            for row, step in zip(warnings, asked, strict=True)
            if step is not None
        ]
    )


def answer_warning(*, by: Actor, warning: Warning, word: Word, reason: str) -> WarningStep:
    """The unit's answer to one warning."""
    return answer_warnings(by=by, warnings=[warning], word=word, reason=reason)[0]


@transaction.atomic
def decide_warning(*, by: Actor, warning: Warning, release: bool, decision: str) -> Warning:
    """Release a warning to others, or clear it, a released one too; the reason stays on record."""
    _may_decide(by)
    done = Warning.State.RELEASED if release else Warning.State.CLEARED
    if warning.state == Warning.State.CLEARED or warning.state == done:
        raise FuertongError(f"这条预警已由{warning.decided_by}处理。")
    if not decision.strip():
        raise FuertongError("请写明核实情况。")
    before = warning.state
    warning.state, warning.decision = done, decision.strip()
    warning.decided_by, warning.decided_at = by.label, timezone.now()
    warning.save()
    kind = WarningStep.Kind.RELEASED if release else WarningStep.Kind.CLEARED
    _steps([warning], kind, by=by, text=warning.decision)
    record(
        by=by,
        action="assessment.warning",
        target=warning,
        before={"state": before},
        after={"state": warning.state, "decision": warning.decision},
    )
    return warning


def _may_decide(by: Actor) -> None:
    if not by.can(Permission.VERDICT_WRITE) or not by.can(Permission.SIGNAL_SEE):
        raise PermissionDenied("预警由妇儿工委办核实后发布或解除。")
