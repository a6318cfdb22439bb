"""Rules on slips of the pen (单位与笔误): factors of ten, digits doubled or swapped, a value in another row's place."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Kind
from fuertong.model.numbers import format_number
from fuertong.quality.parts import base_of
from fuertong.quality.rule import Case, CellRule, register

_SHARES = (Kind.PCT, Kind.RATE)


@register
@dataclass(frozen=True, kw_only=True)
class UnitSlip(CellRule):
    """About ten, a hundred, a thousand or ten thousand times last year's or the usual value, or that part of it."""

    code = "unit_slip"
    title = "单位疑似写错"
    severity = Severity.WARNING
    describes = "与上年、历年中位数或各地中位数相差约10、100、1000、10000倍，如‰写成%、比例写成小数、人写成万人。"
    covers = frozenset({"jump", "digits", "misplaced"})
    tolerance: float = 0.12
    wide_tolerance: float = 0.2
    fewest: int = 10
    least_peers: int = 4
    least_years: int = 3

    def check(self, case: Case) -> Iterator[Finding]:
        value = case.value.value
        if value is not None and not _parts_agree(case):
            for reference, words in self._references(case):
                power = self._power(float(value), float(reference))
                if power and not self._is_usual(case, value, reference, power):
                    yield self._say(case, value, reference, words, power)
                    return
        yield from self._parts(case)

    def _references(self, case: Case) -> Iterator[tuple[Decimal, str]]:
        """Last year's value and the median of all; the other regions without one, or where they agree (‰ as %)."""
        last = case.latest
        if last and last.value is not None:
            yield last.value, "上年" if case.last else "上次"
        past = [item.value for _, item in case.past if item.value]
        if len(past) >= self.least_years and not _is_rare(case, self.fewest):
            yield median(past), "历年中位数"
        others = [item.value for item in case.peers if item.value is not None and item.key != case.value.key]
        if len(others) < self.least_peers - 1:
            return
        middle = median(others)
        is_share = case.indicator.kind in _SHARES and not _is_rare(case, self.fewest)
        if last is None or last.value is None:
            yield median([*others, case.value.value or Decimal(0)]), "各地中位数"
        elif is_share and min(others) > 0 and max(others) < 3 * min(others) and case.value.value:
            yield middle, "各地中位数"

    def _power(self, value: float, reference: float) -> int:
        """The power of ten between the two, 0 when none is near."""
        if value <= 0 or reference <= 0:
            return 0
        ratio = math.log10(value / reference)
        power = round(ratio)
        near = self.tolerance if abs(power) == 1 else self.wide_tolerance
        return power if 1 <= abs(power) <= 4 and abs(ratio - power) <= near else 0

    def _is_usual(self, case: Case, value: Decimal, reference: Decimal, power: int) -> bool:
        """Small counts and series that have moved so before."""
        if abs(power) > 1:
            return False
        if case.indicator.kind is Kind.COUNT and min(value, reference) < self.fewest:
            return True
        if case.value.numerator is not None and case.value.numerator < self.fewest:
            return True
        past = [float(item.value) for _, item in case.past if item.value]
        return len(past) > 2 and min(past) > 0 and math.log10(max(past) / min(past)) > 0.8

    def _say(self, case: Case, value: Decimal, reference: Decimal, words: str, power: int) -> Finding:
        times = f"约为{words}的{10**power}倍" if power > 0 else f"约为{words}的1/{10**-power}"
        guess = "‰、%、/10万是否写错，或把比例写成了小数" if case.indicator.kind in _SHARES else "计量单位是否写错"
        message = f"{case.subject}填的是{case.shown(value)}，{words}是{case.shown(reference)}，{times}。"
        return self.finding(case, message, f"请核对{guess}，小数点是否点错；数据属实的请说明。")

    def _parts(self, case: Case) -> Iterator[Finding]:
        last = case.last
        if last is None:
            return
        pairs = (
            ("分子", case.value.numerator, last.numerator),
            ("分母", case.value.denominator, last.denominator),
        )
        for label, part, before in pairs:
            if part and before and min(part, before) >= self.fewest:
                power = self._power(float(part), float(before))
                if power:
                    message = (
                        f"{case.subject}的{label}是{format_number(part)}，上年是{format_number(before)}，"
                        f"约为其{10**power if power > 0 else f'1/{10**-power}'}{'倍' if power > 0 else ''}。"
                    )
                    yield self.finding(case, message, f"请核对{label}的计量单位和小数点；数据属实的请说明。")
                    return


@register
@dataclass(frozen=True, kw_only=True)
class Digits(CellRule):
    """A digit typed twice, two digits swapped, one digit throughout."""

    code = "digits"
    title = "数字疑似敲错"
    severity = Severity.WARNING
    describes = "与上年相比像是多敲了一位、两位数字颠倒（如94.2写成49.2），或人数等通篇是同一个数字（如8888）。"
    covers = frozenset({"jump"})
    repeated: int = 4
    far: float = 0.1
    close: float = 0.04

    def check(self, case: Case) -> Iterator[Finding]:
        value = case.value.value
        last = case.last.value if case.last else None
        if value is None or value <= 0 or value == last:
            return
        text = format_number(value)
        is_count = case.indicator.kind is Kind.COUNT
        if is_count and len(text) >= self.repeated and len(set(text)) == 1:
            message = f"{case.subject}填的是{text}，每位都是同一个数字。"
            yield self.finding(case, message, "请核对是否为随手填写；数据属实的请说明。")
            return
        if not last or last <= 0 or abs(math.log(value / last)) < self._far(case, last):
            return
        for other in _typed_as(text):
            if other > 0 and abs(math.log(other / last)) < self.close:
                message = (
                    f"{case.subject}填的是{case.shown(value)}，上年是{case.shown(last)}，是否应为{case.shown(other)}？"
                )
                yield self.finding(
                    case, message, "请核对数字是否敲重、漏敲或颠倒；数据属实的请说明。", expected=str(other)
                )
                return

    def _far(self, case: Case, last: Decimal) -> float:
        """How far from last year a value must be before its digits are looked at: beyond the usual yearly change."""
        past = [float(item.value) for _, item in case.past if item.value]
        steps = [abs(math.log(after / before)) for before, after in itertools.pairwise(past)]
        return max(self.far, *(3 * step for step in steps)) if steps else 3 * self.far


def _is_rare(case: Case, fewest: int) -> bool:
    """Whether few events stand behind the value, so that a tenth of the others' may be true."""
    top = case.value.numerator
    return top < fewest if top is not None else case.indicator.kind is Kind.RATE and (case.indicator.per or 0) > 10_000


def _typed_as(text: str) -> Iterator[Decimal]:
    """What a number may have been before a digit was doubled or two neighbours were swapped."""
    for index in range(len(text) - 1):
        left, right = text[index], text[index + 1]
        if left == right and left != ".":
            yield Decimal(text[:index] + text[index + 1 :])
        elif left != "." and right != ".":
            yield Decimal(text[:index] + right + left + text[index + 2 :])


def _parts_agree(case: Case) -> bool:
    """Whether the value follows from its own numerator and denominator, so that its unit is right."""
    value, top, bottom = case.value.value, case.value.numerator, case.value.denominator
    base = base_of(case.indicator)
    if not value or not top or not bottom or base is None:
        return False
    return abs(top / bottom * base / value - 1) < Decimal("0.05")
