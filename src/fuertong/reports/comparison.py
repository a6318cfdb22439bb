"""Comparison with the target (与目标比较): how far a printed value is from the number asked for.

A statement is made only when the numbers and the verdict agree; where they do not the comparison is refused.
"""

from dataclasses import dataclass
from decimal import Decimal
from operator import ge, gt, le, lt

from fuertong.model.numbers import round_half_up
from fuertong.model.plan import TargetKind
from fuertong.model.verdict import Verdict
from fuertong.reports.asking import asked_figure, compare_unit, in_text, required
from fuertong.reports.changes import family
from fuertong.reports.facts import TargetFacts
from fuertong.reports.figures import decimals_of, distance, tidy
from fuertong.reports.tally import NEARLY_MET
from fuertong.reports.wording import Wording

COMPARISONS = {">=": ge, ">": gt, "<=": le, "<": lt}
_ONE_YEAR = "单年达标"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The phrase (比2030年达到95%以上的目标高0.8个百分点) and whether the number is reached (None: no test)."""

    phrase: str
    met: bool | None


def compare(target: TargetFacts, value: Decimal, wording: Wording) -> Comparison | None:
    """Compare a published value with the target; None when no number is asked for."""
    asked = required(target)
    if asked is None:
        return None
    name = _target_name(target, wording)
    if target.value2 is not None:
        return _range(value, asked, tidy(target.value2), name, target)
    if target.comparator in ("~", "=") and target.kind is not TargetKind.CHANGE:
        return _about(target, value, asked, name)
    gap = distance(_apart(value, asked), compare_unit(target))
    comparator = _comparator(target)
    test = COMPARISONS.get(comparator)
    met = bool(test(value, asked)) if test else None
    if value == asked:
        return Comparison(_equal(target, comparator), met)
    if met is False and comparator in (">=", ">"):
        return Comparison(f"距{name}还差{gap}", met)
    more, less = ("多", "少") if family(target.indicator) == "count" else ("高", "低")
    return Comparison(f"比{name}{more if value > asked else less}{gap}", met)


def agrees(comparison: Comparison, target: TargetFacts, verdict: Verdict) -> bool:
    """Whether the printed numbers and the verdict can stand in one sentence."""
    if comparison.met is None:
        return True
    if comparison.met:
        some_fail = target.units is not None and target.units.failing > 0
        excused = some_fail or (_ONE_YEAR in target.flags and verdict is not Verdict.MISSED)
        return excused or verdict not in (Verdict.HARD, Verdict.MISSED, Verdict.MISSED_ONE_YEAR)
    return verdict is not Verdict.MET or NEARLY_MET in target.flags


def _apart(value: Decimal, asked: Decimal) -> Decimal:
    """The distance at the precision of the value; one decimal more where rounding would make it vanish."""
    apart = abs(value - asked)
    places = max(decimals_of(value), min(decimals_of(asked), 2))
    shown = round_half_up(apart, places)
    return shown if shown or not apart else round_half_up(apart, decimals_of(asked))


def _comparator(target: TargetFacts) -> str:
    """The test of a target; a change asked for is tested in its direction."""
    if target.kind is TargetKind.CHANGE:
        return ">=" if target.direction == "up" else "<="
    return target.comparator or "="


def _about(target: TargetFacts, value: Decimal, asked: Decimal, name: str) -> Comparison:
    """左右 and 保持在: within the tolerance (5 % of the target, half a unit) or beyond it on the good side is met."""
    if value == asked:
        return Comparison(_equal(target, ""), True)
    half = Decimal(5).scaleb(-1 - target.indicator.decimals)
    tolerance = max(asked * Decimal("0.05"), half) if target.comparator == "~" else half
    if abs(value - asked) <= tolerance:
        return Comparison(f"处于{name}范围之内", True)
    side = "高" if value > asked else "低"
    phrase = f"比{name}{side}{distance(_apart(value, asked), compare_unit(target))}"
    good = {"up": value > asked, "down": value < asked, "two_sided": False}
    polarity = target.indicator.polarity.value if target.indicator.polarity else target.direction or ""
    return Comparison(phrase, good.get(polarity))


def _equal(target: TargetFacts, comparator: str) -> str:
    """与2030年95%的目标值持平; where the target asks for more than the number, that is said."""
    year = f"{target.deadline}年" if target.deadline else ""
    short_of = {">": "但尚未超过", "<": "但尚未低于"}.get(comparator, "")
    figure = asked_figure(target)
    return f"与{year}{f'{figure}的' if figure else ''}目标值持平{short_of}"


def _target_name(target: TargetFacts, wording: Wording) -> str:
    year = f"{target.deadline}年" if target.deadline else ""
    return f"{year}{in_text(target, wording)}的目标"


def _range(value: Decimal, low: Decimal, high: Decimal, name: str, target: TargetFacts) -> Comparison:
    unit = compare_unit(target)
    if value < low:
        return Comparison(f"比{name}下限低{distance(low - value, unit)}", False)
    if value > high:
        return Comparison(f"比{name}上限高{distance(value - high, unit)}", False)
    return Comparison(f"处于{name}范围之内", True)
