"""What is still needed (还需多少): the gap a year in the indicator's unit, and in people where the parts are known.

Nothing in people is given for indicators of deaths, HIV, violence, trafficking and sexual offences (`sensitive`,
practice point 11): one case is one woman.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fuertong.model.indicator import Kind
from fuertong.model.verdict import Signal

Row = Mapping[str, Any]
_NOISE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What reaching the target takes from the latest value on.

    `gap` and `per_year` are in the indicator's unit with sign (positive: must rise). `people` is a whole number,
    rounded up so that the target is surely reached, on `denominator`, the latest known one, which may change; None
    where it cannot or must not be said. `recent_per_year` is the pace of late for comparison.
    """

    gap: float
    years: int
    per_year: float
    recent_per_year: float | None
    people: int | None
    people_per_year: int | None
    denominator: float | None
    denominator_year: int | None


def need(
    row: Row,
    *,
    kind: str,
    per: float | None = None,
    numerator: float | None = None,
    denominator: float | None = None,
    denominator_year: int | None = None,
    sensitive: bool = False,
) -> Need | None:
    """From a result row of `assess`; None when the target is met, over, or its number is not known.

    `denominator` (and `numerator` where known) are those of the latest year; `per` the base of a rate. Without them,
    for years, ratios and sensitive indicators only the unit of the indicator is spoken of.
    """
    gap, year, deadline = row.get("gap"), row.get("year"), row.get("deadline")
    if gap is None or gap == 0 or year is None or deadline is None or deadline <= year:
        return None
    if row["cls"] in (Signal.MET, Signal.MISSED, Signal.DUE):
        return None
    years = int(deadline) - int(year)
    people = None if sensitive else _people(float(gap), row, kind, per, numerator, denominator)
    return Need(
        gap=float(gap),
        years=years,
        per_year=float(gap) / years,
        recent_per_year=row.get("recent_per_year"),
        people=people,
        people_per_year=None if people is None else math.ceil(people / years),
        denominator=denominator if people is not None else None,
        denominator_year=denominator_year if people is not None else None,
    )


def _people(
    gap: float, row: Row, kind: str, per: float | None, numerator: float | None, denominator: float | None
) -> int | None:
    """People by whom the numerator must change; of a count the gap itself."""
    if kind == Kind.COUNT:
        return math.ceil(abs(gap) - _NOISE)
    base = {Kind.PCT.value: 100.0, Kind.RATE.value: per}.get(kind)
    if base is None or denominator is None or denominator <= 0:
        return None
    if numerator is None:
        return max(1, math.ceil(abs(gap) / base * denominator - _NOISE))
    wanted = (float(row["latest"]) + gap) / base * denominator
    missing = math.ceil(wanted - _NOISE) - numerator if gap > 0 else numerator - math.floor(wanted + _NOISE)
    # The published value does not meet the target though the parts would: at least one person.
    return max(1, math.ceil(missing - _NOISE))


def need_sentence(
    found: Need, *, unit: str, decimals: int, action: str = "", who: str = "人", denominator_name: str = "分母"
) -> str:
    """One whole sentence: 还需提高8.8个百分点，平均每年1.5个百分点；按2024年应查人数36400人计算，还需筛查3204人…

    `action` is the verb of the indicator (筛查), `who` its unit of counting (人, 户, 所).
    """
    points = "个百分点" if unit in ("%", "％") else unit
    verb = "提高" if found.gap > 0 else "下降"
    # Rounded up in the last digit, so that what is asked for suffices.
    step = math.ceil(abs(found.per_year) * 10**decimals - _NOISE) / 10**decimals
    text = f"还需{verb}{abs(found.gap):.{decimals}f}{points}，平均每年{step:.{decimals}f}{points}"
    if found.recent_per_year is not None:
        recent = found.recent_per_year
        moved = "提高" if recent > 0 else "下降"
        text += f"（近年平均每年{moved}{abs(recent):.{decimals}f}{points}）"
    if found.people is None:
        return f"{text}。"
    if found.denominator is None:
        return f"{text}。"
    at = f"{found.denominator_year}年" if found.denominator_year else "最近一年"
    more = action or ("增加" if found.gap > 0 else "减少")
    return (
        f"{text}；按{at}{denominator_name}{_grouped(found.denominator)}{who}计算，还需{more}"
        f"{_grouped(found.people)}{who}，平均每年{_grouped(found.people_per_year or 0)}{who}。"
    )


def _grouped(number: float) -> str:
    return f"{number:,.0f}"
