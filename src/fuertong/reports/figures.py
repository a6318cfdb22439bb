"""Printed numbers (数值书写): each is rounded once, at the precision it was published with.

Everything a report computes (changes, distances) starts from these published numbers unless the wording says so.
"""

from decimal import Decimal

from fuertong.model.numbers import round_half_up
from fuertong.reports.facts import IndicatorFacts, PointFacts

_POINTS = {"%": "个百分点", "‰": "个千分点", "个百分点": "个百分点", "个千分点": "个千分点"}


def decimals_of(value: Decimal) -> int:
    """The number of decimals a Decimal carries."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def printed_decimals(point: PointFacts, indicator: IndicatorFacts) -> int:
    """The precision of a point: as written, else as declared (never more than the value carries)."""
    if point.decimals is not None:
        return point.decimals
    return indicator.decimals if point.value is None else min(indicator.decimals, decimals_of(point.value))


def published(point: PointFacts, indicator: IndicatorFacts) -> Decimal | None:
    """The number as it stands in print, or None where there is none to print."""
    if point.value is None or point.withheld:
        return None
    return round_half_up(point.value, printed_decimals(point, indicator))


def number(value: Decimal) -> str:
    """A number without its unit; no thousands separators, no exponent, no minus zero."""
    return f"{value if value else abs(value):f}"


def with_unit(value: Decimal, unit: str) -> str:
    """A number with its unit: 94.2%, 14.3/10万, 111.1（女=100）."""
    return f"{number(value)}（{unit}）" if "=" in unit else f"{number(value)}{unit}"


def distance(value: Decimal, unit: str) -> str:
    """A distance between two values of a unit: 0.4个百分点, 0.1个千分点, 2.3/10万, 1.1岁, 1.2 for 女=100."""
    return number(value) if "=" in unit else f"{number(value)}{_POINTS.get(unit, unit)}"


def short(value: Decimal) -> str:
    """A target number as a plan prints it: 95, 8.2 (trailing zeros after the point dropped)."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percentage(part: int, whole: int) -> str:
    """`part` of `whole` in percent with one decimal, rounded half up once; `whole` must not be 0."""
    return f"{round_half_up(Decimal(part) * 100 / Decimal(whole), 1)}%"


def tidy(value: Decimal) -> Decimal:
    """The same number without trailing zeros after the point: 95.000000 from a database is 95."""
    return Decimal(short(value))


def chinese_number(value: int) -> str:
    """1 to 99 in Chinese numerals, for headings: 一, 十二, 二十."""
    digits = "零一二三四五六七八九"
    if value < 10:
        return digits[value]
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
