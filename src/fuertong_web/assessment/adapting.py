"""From stored rows to what the core judges: the same dataclasses that a plan document and a catalogue give."""

from typing import Any

from fuertong.assess import judging_target
from fuertong.model import indicator as catalogue
from fuertong.model import plan as reading
from fuertong_web.indicators.models import Indicator
from fuertong_web.plans.models import Target


def core_indicator(row: Indicator) -> catalogue.Indicator:
    """The indicator as the core knows it."""
    return catalogue.Indicator(
        code=row.code,
        name=row.name,
        unit=row.unit,
        kind=catalogue.Kind(row.kind),
        version=row.version,
        per=row.per,
        decimals=row.decimals,
        freq=row.freq,
        statistical_year=row.statistical_year,
        polarity=catalogue.Polarity(row.polarity) if row.polarity else None,
        aliases=tuple(row.aliases),
        numerator=row.numerator,
        denominator=row.denominator,
        definition=row.definition,
        standing=catalogue.Standing(row.standing),
        source=row.source,
        source_unit=row.source_unit.name if row.source_unit else "",
        breakdowns=tuple(row.breakdowns),
        sensitivity=catalogue.Sensitivity(row.sensitivity),
        levels=tuple(row.levels) or ("province", "city", "county"),
        over_100=row.over_100,
        expected_month=row.expected_month,
    )


def core_target(row: Target) -> reading.Target:
    """The target as read from the plan."""
    return reading.Target(
        indicator=row.name,
        group=row.group or None,
        kind=reading.TargetKind(row.kind),
        comparator=row.comparator or None,
        value=_float(row.value),
        value2=_float(row.value2),
        unit=row.unit or None,
        base_year=row.base_year,
        deadline=row.deadline,
        direction=row.direction or None,
        scope=row.scope or None,
        reference=row.reference or None,
        implied=row.implied,
        quote=row.quote,
        slow=row.slow,
        each=row.each or None,
        against=row.against or None,
        gap=row.gap or None,
        strength=reading.Strength(row.strength),
        base_value=_float(row.base_value),
    )


def judging_row(target: Target, region: str) -> dict[str, Any] | None:
    """The row of D9 by which a target is judged in a region; None where only a person can judge it."""
    plan = target.goal.domain.plan
    if target.indicator is None:
        return None
    row = judging_target(
        core_target(target),
        indicator=core_indicator(target.indicator),
        plan_period=(plan.first_year, plan.last_year),
        target_id=target.code,
        against=core_indicator(target.against_indicator) if target.against_indicator else None,
        region=region,
    )
    if row is None:
        return None
    if target.breakdown and not row["breakdown"]:
        row["breakdown"] = target.breakdown
    row["every_year"] = row["every_year"] or target.every_year
    row["substitute_base"] = target.substitute_base
    return row


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))
