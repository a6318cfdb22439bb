"""Rolling up (下级汇总): the value of an area from those of its parts, as declared; never an average of rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.indicator import Aggregation
from fuertong.model.numbers import compute_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part with what is known of it."""

    name: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """The value of the whole; None with the names of the parts that lack what it takes, or why it cannot be."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: tuple[str, ...] = ()
    why: str = ""


def roll_up(parts: Sequence[Part], *, way: Aggregation, per: int | None, decimals: int) -> Rolled:
    """The whole from all its parts: counts added, rates recomputed from added numerators and denominators.

    Rates are rounded half up to `decimals`. One part missing leaves the whole without a value.
    """
    if way is Aggregation.NONE:
        return Rolled(why="这项指标不能由下级汇总")
    if not parts:
        return Rolled(why="没有下级地区")
    if way is Aggregation.SUM:
        missing = tuple(part.name for part in parts if part.value is None)
        if missing:
            return Rolled(missing=missing, why="缺数值")
        return Rolled(value=sum((part.value or Decimal(0) for part in parts), Decimal(0)))
    missing = tuple(part.name for part in parts if part.numerator is None or part.denominator is None)
    if missing or not per:
        return Rolled(missing=missing, why="缺分子或分母")
    top = sum((part.numerator or Decimal(0) for part in parts), Decimal(0))
    bottom = sum((part.denominator or Decimal(0) for part in parts), Decimal(0))
    rate = compute_rate(top, bottom, per=per, decimals=decimals)
    if rate is None:
        return Rolled(why="分母合计为零")
    return Rolled(value=rate, numerator=top, denominator=bottom)
