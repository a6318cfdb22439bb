"""From a plan's target (规划目标) to a judging row: kind and comparator become type and cmp (decisions)."""

from typing import Any

from fuertong.assess.codes import TargetType
from fuertong.model.indicator import Indicator, Polarity
from fuertong.model.plan import Target, TargetKind

_GAPS = {
    "城乡": ("residence=urban", "residence=rural"),
    "性别": ("sex=M", "sex=F"),
    "residence": ("residence=urban", "residence=rural"),
    "sex": ("sex=M", "sex=F"),
}
_PLAIN = {TargetKind.TREND: TargetType.TREND, TargetKind.KEEP: TargetType.KEEP, TargetKind.LEVEL: TargetType.LEVEL}


def judging_target(
    target: Target,
    *,
    indicator: Indicator,
    plan_period: tuple[int, int] | None,
    target_id: str,
    against: Indicator | None = None,
    region: str | None = None,
) -> dict[str, Any] | None:
    """The judging row (columns of D9) of a plan's target; None where only a person can judge it.

    None: milestones and qualitative targets, levels without a number, and comparisons whose other side is not known
    (`against`, or a gap between regions). Base year and deadline default to the year before the plan and its last
    year. Polarity is the indicator's, never guessed.
    """
    asked = _asked(target, indicator, against)
    deadline = target.deadline or (plan_period[1] if plan_period else None)
    if asked is None or deadline is None:
        return None
    base_year = target.base_year or (plan_period[0] - 1 if plan_period else None)
    row: dict[str, Any] = {
        "id": target_id,
        "region": region,
        "indicator": indicator.code,
        "breakdown": "",
        "kind": indicator.kind.value,
        "per": indicator.per,
        "decimals": indicator.decimals,
        "freq": indicator.freq,
        "cmp": target.comparator,
        "value": target.value,
        "value2": target.value2,
        "base_year": base_year,
        "deadline": deadline,
        "direction": target.direction,
        "polarity": indicator.polarity.value if indicator.polarity else None,
        "substitute_base": True,
        "every_year": any(word in target.quote for word in ("逐年", "持续")) and target.kind == TargetKind.TREND,
        "each": target.each is not None,
    }
    row |= asked
    if row["each"] and row["type"] == TargetType.LEVEL:
        row["type"] = "all_units"
    return row


def milestone_rows(row: dict[str, Any], target: Target) -> list[dict[str, Any]]:
    """One row more for each value the plan asks for in a year before the deadline (2025年…，2030年…)."""
    return [
        row | {"id": f"{row['id']}@{step.year}", "value": step.value, "deadline": step.year}
        for step in target.milestones
        if step.year < row["deadline"]
    ]


def _asked(target: Target, indicator: Indicator, against: Indicator | None) -> dict[str, Any] | None:
    """What the target asks for: type and the columns that go with it."""
    if target.kind == TargetKind.MILESTONE:
        return None
    if target.slow:
        return {"type": TargetType.SLOW.value, "direction": _growing(indicator), "cmp": None, "value": None}
    if target.gap is not None:
        return _gap(target.gap, indicator)
    if target.against is not None:
        return _compare(target, against)
    if target.kind == TargetKind.CHANGE:
        return _change(target)
    if target.kind == TargetKind.TREND:
        term = indicator.statistical_year == "J"
        return {"type": (TargetType.TERM if term else TargetType.TREND).value, "cmp": None, "value": None}
    if target.value is None and target.kind == TargetKind.LEVEL:
        return None
    total = target.scope is not None and "累计" in target.scope
    return {"type": (TargetType.CUMULATIVE if total else _PLAIN[target.kind]).value}


def _growing(indicator: Indicator) -> str:
    """The movement that must slow: towards the bad side."""
    return "down" if indicator.polarity == Polarity.UP else "up"


def _gap(dimension: str, indicator: Indicator) -> dict[str, Any] | None:
    sides = _GAPS.get(dimension)
    if sides is None:
        return None
    return {
        "type": TargetType.COMPARE.value,
        "breakdown": sides[0],
        "other": indicator.code,
        "other_breakdown": sides[1],
        "mode": "diff",
        "shrink": True,
        "cmp": None,
        "value": None,
    }


def _compare(target: Target, against: Indicator | None) -> dict[str, Any] | None:
    if against is None:
        return None
    return {
        "type": TargetType.COMPARE.value,
        "other": against.code,
        "mode": "diff",
        "shrink": False,
        "cmp": target.comparator if target.comparator in (">", "<", "<=") else ">=",
        "value": 0.0,
    }


def _change(target: Target) -> dict[str, Any] | None:
    """Relative changes in percent; changes in points, years or cases as a difference; 平均每年 as a yearly step."""
    if target.value is None:
        return None
    if target.scope is not None and ("每年" in target.scope or "年均" in target.scope):
        return {"type": TargetType.YEARLY.value, "cmp": None}
    mode = "ratio" if target.unit in (None, "%", "％") else "diff"
    return {"type": TargetType.CHANGE.value, "cmp": None, "mode": mode}
