"""Rules on the history of a value (趋势): last year's number left in, a jump out of its own line."""

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Indicator, Kind, Sensitivity
from fuertong.model.numbers import format_number
from fuertong.model.units import normal_unit
from fuertong.quality.rule import Case, CellRule, register

_BODIES = frozenset(["个", "所", "家", "座", "处", "张", "支", "户", "项", "次", "套"])


@register
@dataclass(frozen=True, kw_only=True)
class Unchanged(CellRule):
    """Last year's number left in, where a number that moves every year stands still."""

    code = "unchanged"
    title = "与上年完全相同"
    severity = Severity.WARNING
    describes = (
        "与上年一字不差，而历年都在变动的数。不问：0和100、接近上下限的比率、机构数、换届指标、少于100的数、"
        "历年变动本来就小的数；分子分母已更新的不问。"
    )
    near_bounds: Decimal = Decimal(2)
    fewest: Decimal = Decimal(100)
    steps: int = 3

    def applies_to(self, indicator: Indicator) -> bool:
        if indicator.freq > 1 or indicator.statistical_year == "J":
            return False
        return not (indicator.kind is Kind.COUNT and normal_unit(indicator.unit) in _BODIES)

    def check(self, case: Case) -> Iterator[Finding]:
        value, last = case.value.value, case.last
        if value is None or last is None or last.value != value or self._is_bound(case.indicator, value):
            return
        parts = (case.value.numerator, case.value.denominator)
        before = (last.numerator, last.denominator)
        if None not in parts and None not in before and parts != before:
            return
        if not (None not in parts and parts == before) and not self._moves(case):
            return
        message = f"{case.subject}填的是{case.shown(value)}，与上年完全相同。"
        yield self.finding(case, message, "请核对是否漏改上年数；数据属实的请说明。")

    def _is_bound(self, indicator: Indicator, value: Decimal) -> bool:
        if value == 0:
            return True
        if indicator.kind is Kind.PCT:
            return value <= self.near_bounds or value >= 100 - self.near_bounds
        return indicator.kind is Kind.COUNT and value < self.fewest

    def _moves(self, case: Case) -> bool:
        """Whether the series has moved clearly in every earlier year, so that standing still is odd."""
        values = [item.value for _, item in case.past if item.value is not None]
        changes = [abs(after - before) for before, after in itertools.pairwise(values)]
        if len(changes) < 2:
            return case.indicator.kind is Kind.COUNT
        unit = Decimal(1).scaleb(-case.indicator.decimals)
        return min(changes) > 0 and median(changes) >= self.steps * unit


@register
@dataclass(frozen=True, kw_only=True)
class Jump(CellRule):
    """A step far beyond the usual yearly changes, by median and median deviation, for 3 to 10 earlier points.

    Shares move on a log-odds scale (a point near 100 % weighs more), counts and rates on a log scale; the usual
    change is never taken smaller than a floor, and a step that chance alone allows (on the square-root scale of the
    events behind it, `chance_limit` deviations) is no jump; nor is any step of a rare rate (`rare_per`) whose
    denominator is not given. A value far outside all earlier ones is a jump however they moved among themselves.
    """

    code = "jump"
    title = "与历年相比变动异常"
    severity = Severity.WARNING
    describes = (
        "有3年以上数据时，本年变动远超历年通常的变动（按中位数和中位绝对偏差判断，并计入小数的偶然波动），"
        "或者远在历年各数的范围之外。"
    )
    fewest_points: int = 3
    most_points: int = 10
    times: float = 4.5
    times_when_short: float = 5.0
    least_step: float = 0.7
    chance_limit: float = 3.5
    rare_per: int = 100_000
    floor_share: float = 0.08
    floor_rate: float = 0.14
    floor_count: float = 0.09
    floor_ratio: float = 0.03
    floor_years: float = 0.01
    outside_share: int = 15
    outside_ratio: int = 8
    outside_ranges: Decimal = Decimal("1.5")
    outside_times: int = 5
    outside_from: int = 5

    def check(self, case: Case) -> Iterator[Finding]:
        value = case.value.value
        past = [item.value for _, item in case.past if item.value is not None][-self.most_points :]
        if value is None or value < 0 or len(past) < self.fewest_points or min(past) < 0:
            return
        move, floor = self._scale(case.indicator)
        points = [move(float(item)) for item in past]
        steps = [after - before for before, after in itertools.pairwise(points)]
        usual = median(steps)
        spread = 1.4826 * median(abs(step - usual) for step in steps)
        usual_size = max(spread, floor)
        times = self.times_when_short if len(past) <= self.fewest_points + 1 else self.times
        gap = move(float(value)) - points[-1] - usual
        step = move(float(value)) - points[-1]
        is_far = min(abs(gap), abs(step) / self.least_step) > times * usual_size
        if (is_far and not self._is_chance(case, past)) or self._is_outside(case.indicator, value, past):
            shown = "、".join(format_number(item) for item in past[-5:])
            word = "上升" if value > past[-1] else "下降"
            message = (
                f"{case.subject}填的是{case.shown(value)}，比上次的{case.shown(past[-1])}{word}过多"
                f"（前几年：{shown}）。"
            )
            yield self.finding(case, message, "请核对；数据属实的请说明变动原因。")

    def _is_outside(self, indicator: Indicator, value: Decimal, past: list[Decimal]) -> bool:
        """Whether a value lies far outside everything there was, however that moved: the log-odds scale forgives
        too much near 100 %, and a restless series any factor.
        """
        if len(past) <= self.fewest_points:
            return False
        low, high = min(past), max(past)
        least = {Kind.PCT: self.outside_share, Kind.RATIO: self.outside_ratio}.get(indicator.kind)
        if least is not None and not indicator.over_100:
            beyond = max(low - value, value - high)
            return beyond > least and beyond > self.outside_ranges * (high - low)
        is_rare = indicator.sensitivity is Sensitivity.COUNTS or (indicator.per or 0) >= self.rare_per
        if indicator.kind not in (Kind.RATE, Kind.COUNT) or is_rare or high < self.outside_from:
            return False
        return value > self.outside_times * high

    def _scale(self, indicator: Indicator) -> tuple[Callable[[float], float], float]:
        if indicator.kind is Kind.PCT and not indicator.over_100:
            return (lambda value: math.log((value + 2) / max(102 - value, 0.1))), self.floor_share
        floors = {
            Kind.PCT: self.floor_count,
            Kind.RATE: self.floor_rate,
            Kind.COUNT: self.floor_count,
            Kind.RATIO: self.floor_ratio,
            Kind.YEARS: self.floor_years,
        }
        smallest = 10.0**-indicator.decimals
        return (lambda value: math.log(value + smallest)), floors[indicator.kind]

    def _is_chance(self, case: Case, past: list[Decimal]) -> bool:
        """Whether the events behind the values are so few that chance alone may have made the step."""
        indicator, value = case.indicator, case.value.value or Decimal(0)
        if indicator.kind is Kind.COUNT and normal_unit(indicator.unit)[:1] not in "万亿百千":
            before, now = float(past[-1]), float(value)
        elif indicator.kind is Kind.RATE and indicator.per and case.value.denominator:
            people = float(case.value.denominator) / indicator.per
            before, now = float(median(past)) * people, float(value) * people
        else:
            return indicator.sensitivity is Sensitivity.COUNTS or (indicator.per or 0) >= self.rare_per
        return 2 * abs(math.sqrt(now + 0.375) - math.sqrt(before + 0.375)) < self.chance_limit
