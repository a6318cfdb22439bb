"""A value in another row's place (填错行): equal to the other row's figure, or two rows exchanged."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.findings import Finding, Severity
from fuertong.model.numbers import format_number
from fuertong.quality.rule import Case, CellRule, Neighbour, register


@register
@dataclass(frozen=True, kw_only=True)
class Misplaced(CellRule):
    """The value of another row or of its numerator or denominator, or two rows exchanged."""

    code = "misplaced"
    title = "疑似填错行"
    severity = Severity.WARNING
    describes = (
        "与本指标上年相差很大，却与另一指标的数或其分子、分母相同（如把女生比重45.5%填在入学率处），或两行恰好互换。"
    )
    covers = frozenset({"jump", "digits"})
    far: float = 0.2
    close: float = 0.02
    digits: int = 3
    least_part: int = 100

    def check(self, case: Case) -> Iterator[Finding]:
        value = case.value.value
        last = case.latest.value if case.latest else None
        if not value or not last or value < 0 or last < 0 or abs(math.log(value / last)) < self.far:
            return
        if len(format_number(value).replace(".", "").strip("0")) < 2:
            return
        for other in case.neighbours:
            if other.indicator.name == case.indicator.name:
                continue
            part = self._part_of(value, other)
            if part:
                message = (
                    f"{case.subject}填的是{case.shown(value)}，上年是{case.shown(last)}，"
                    f"却与“{other.indicator.name}”的{part}相同。"
                )
                yield self.finding(case, message, "请核对是否把别的指标的分子、分母填在了这里；数据属实的请说明。")
                return
            if other.indicator.unit == case.indicator.unit and self._is_theirs(value, last, other):
                name = other.indicator.name
                message = (
                    f"{case.subject}填的是{case.shown(value)}，上年是{case.shown(last)}，却与“{name}”的数相同或相近。"
                )
                yield self.finding(case, message, "请核对是否填错了行；数据属实的请说明。")
                return

    def _part_of(self, value: Decimal, other: Neighbour) -> str:
        """Which part of the other row the value equals; short numbers meet by chance and do not count."""
        if len(str(value.normalize()).replace(".", "").strip("0")) < self.digits or value < self.least_part:
            return ""
        for label, part in zip(("分子", "分母"), other.parts, strict=True):
            if part == value and part != other.value:
                return label
        return ""

    def _is_theirs(self, value: Decimal, last: Decimal, other: Neighbour) -> bool:
        if other.last is None:
            return value == other.value
        if value in (other.last, other.value) and _near(other.last, value, self.far):
            return True
        return _near(other.last, value, self.close) and _near(other.value, last, self.close)


def _near(one: Decimal, other: Decimal, within: float) -> bool:
    return one > 0 and other > 0 and abs(math.log(one / other)) <= within
