"""Targets as read from the plan document (识别结果), for a place folder whose targets nobody has confirmed yet."""

from decimal import Decimal

from fuertong.model.indicator import Kind
from fuertong.model.plan import Goal, Target
from fuertong.reports.facts import IndicatorFacts, TargetFacts

_KINDS = {"%": Kind.PCT, "‰": Kind.RATE, "/10万": Kind.RATE, "/万": Kind.RATE, "岁": Kind.YEARS, "年": Kind.YEARS}
_PER = {"%": 100, "‰": 1000, "/10万": 100_000, "/万": 10_000}


def targets_as_read(goal: Goal, *, code: str, deadline: int) -> tuple[TargetFacts, ...]:
    """The goal's targets without values; `code` is the goal's, `deadline` the plan's last year."""
    return tuple(_target(target, goal, f"{code}/t{no}", deadline) for no, target in enumerate(goal.targets, start=1))


def _target(target: Target, goal: Goal, uid: str, deadline: int) -> TargetFacts:
    unit = target.unit or ""
    return TargetFacts(
        uid=uid,
        indicator=IndicatorFacts(
            name=target.indicator, unit=unit, kind=_KINDS.get(unit, Kind.COUNT), per=_PER.get(unit)
        ),
        kind=target.kind,
        text=goal.text,
        comparator=target.comparator,
        value=_decimal(target.value),
        value2=_decimal(target.value2),
        unit=unit,
        base_year=target.base_year,
        deadline=target.deadline or deadline,
        direction=target.direction,
        asked=target.quote,
        strength=target.strength,
        lead=goal.lead,
        support=goal.support,
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))
