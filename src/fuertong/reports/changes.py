"""Changes (比较用语): 比上年提高0.3个百分点, 下降0.1个千分点, 降低5.3%, 增加3.2万人, 与上年持平.

The wording follows the unit: % in 个百分点, ‰ in 个千分点, /10万 relatively in %, counts in their own unit. A change
is the difference of the two published numbers; where the wording asks for unrounded differences and both parts of
both rates are known it is computed from them and rounded once, unless that would contradict what is printed.
"""

from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.indicator import Kind
from fuertong.model.numbers import round_half_up
from fuertong.reports.facts import IndicatorFacts, PointFacts
from fuertong.reports.figures import decimals_of, distance, number, published
from fuertong.reports.wording import Wording


@dataclass(frozen=True, slots=True)
class Change:
    """A change: `phrase` with {} for the reference (比{}提高0.4个百分点); direction 1 up, -1 down, 0 none."""

    phrase: str
    direction: int

    def against(self, reference: str) -> str:
        """The whole phrase: 比上年提高0.4个百分点, 与上年持平."""
        return self.phrase.format(reference)


def family(indicator: IndicatorFacts) -> str:
    """The family of a unit in the wording: point, permille, relative, gap, count, natural, ratio."""
    unit = indicator.unit
    named = {"%": "point", "‰": "permille", "个百分点": "gap", "个千分点": "gap"}
    if unit in named:
        return named[unit]
    if unit.startswith("/"):
        return "relative"
    if indicator.kind is Kind.YEARS:
        return "natural"
    return "ratio" if indicator.kind is Kind.RATIO else "count"


def change(earlier: PointFacts, later: PointFacts, indicator: IndicatorFacts, wording: Wording) -> Change | None:
    """The change between two points in words; None where one of them has nothing to print."""
    old, new = published(earlier, indicator), published(later, indicator)
    if old is None or new is None:
        return None
    direction = (new > old) - (new < old)
    if direction == 0:
        return Change("与{}持平", 0)
    kind = family(indicator)
    verb = (wording.rise if direction > 0 else wording.fall)[kind]
    if kind == "relative":
        return _relative(old, new, direction, verb, wording)
    size = abs(_difference(earlier, later, old, new, indicator, wording))
    return Change(f"比{{}}{verb}{distance(size, indicator.unit)}", direction)


def _relative(old: Decimal, new: Decimal, direction: int, verb: str, wording: Wording) -> Change:
    """From zero there is no relative change: the sentence then names the number it started from."""
    if old == 0:
        return Change("{}为0", direction)
    share = abs(new - old) / old * 100
    if share < wording.nearly_flat:
        return Change("与{}基本持平", direction)
    return Change(f"比{{}}{verb}{number(round_half_up(share, 1))}%", direction)


def _difference(
    earlier: PointFacts, later: PointFacts, old: Decimal, new: Decimal, indicator: IndicatorFacts, wording: Wording
) -> Decimal:
    shown = new - old
    if wording.differences != "unrounded":
        return shown
    exact_old, exact_new = _exact(earlier, indicator), _exact(later, indicator)
    if exact_old is None or exact_new is None:
        return shown
    exact = round_half_up(exact_new - exact_old, decimals_of(shown))
    return exact if (exact > 0) == (shown > 0) and exact != 0 else shown


def _exact(point: PointFacts, indicator: IndicatorFacts) -> Decimal | None:
    if point.numerator is None or not point.denominator or not indicator.per:
        return None
    return point.numerator * indicator.per / point.denominator
