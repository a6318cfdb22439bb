"""A value against its region's peers (与同级地区相比): far outside what all the others give, and not so before."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Indicator, Kind
from fuertong.quality.rule import Case, CellRule, register


@register
@dataclass(frozen=True, kw_only=True)
class AgainstPeers(CellRule):
    """A share, rate or ratio far outside its peers, where the region's own history does not explain it.

    The distance is measured in median deviations on the log-odds scale for shares, the log scale for others, never
    taken smaller than a floor; rates of few events and absolute numbers are not compared.
    """

    code = "peers"
    title = "与同级地区相差悬殊"
    severity = Severity.WARNING
    describes = "同批6个以上同级地区中，本地的比率远在其余各地之外，本地往年又不是这样。人数等绝对数和小数量的率不比。"
    least_peers: int = 6
    times: float = 6.0
    floor: float = 0.25
    fewest_events: int = 10

    def applies_to(self, indicator: Indicator) -> bool:
        return indicator.kind is not Kind.COUNT

    def check(self, case: Case) -> Iterator[Finding]:
        value = case.value.value
        size = len(case.value.key.region)
        others = [
            float(item.value)
            for item in case.peers
            if item.value is not None and item.key != case.value.key and len(item.key.region) == size
        ]
        if value is None or value < 0 or len(others) < self.least_peers - 1 or min(others) < 0 or self._is_rare(case):
            return
        move = _scale(case.indicator)
        middle, usual = self._usual([move(item) for item in others])
        distance = abs(move(float(value)) - middle) / usual
        if distance <= self.times or self._was_so(case, move, middle, usual):
            return
        shown = f"{median(others):g}{case.indicator.unit}"
        message = f"{case.subject}填的是{case.shown(value)}，其余{len(others)}个同级地区的中位数是{shown}，相差悬殊。"
        yield self.finding(case, message, "请核对口径和计量单位；数据属实的请说明。")

    def _usual(self, points: Sequence[float]) -> tuple[float, float]:
        middle = median(points)
        return middle, max(1.4826 * median(abs(point - middle) for point in points), self.floor)

    def _is_rare(self, case: Case) -> bool:
        """Whether chance alone moves the value: few events, or a rare rate whose events are not known."""
        top = case.value.numerator
        if case.indicator.kind is not Kind.RATE:
            return top is not None and top < self.fewest_events
        return top is None or top < self.fewest_events

    def _was_so(self, case: Case, move: Callable[[float], float], middle: float, usual: float) -> bool:
        """Whether the region stood apart from its peers already."""
        latest = case.latest
        if latest is None or latest.value is None or latest.value < 0:
            return False
        return abs(move(float(latest.value)) - middle) / usual > self.times / 2


def _scale(indicator: Indicator) -> Callable[[float], float]:
    if indicator.kind is Kind.PCT and not indicator.over_100:
        return lambda value: math.log((value + 2) / max(102 - value, 0.1))
    return lambda value: math.log(value + 10.0**-indicator.decimals)
