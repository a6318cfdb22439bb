"""Rules on numerator and denominator (分子分母): part and whole, and the rate they give."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Indicator, Kind
from fuertong.model.numbers import format_number, round_half_up
from fuertong.quality.rule import Case, CellRule, register


def base_of(indicator: Indicator) -> int | None:
    """The factor of the formula: `per`, or 100 for a percentage that does not state it."""
    return indicator.per or (100 if indicator.kind is Kind.PCT else None)


@register
@dataclass(frozen=True, kw_only=True)
class PartOfWhole(CellRule):
    """A part greater than its whole, negative parts, a whole of nothing."""

    code = "part_of_whole"
    title = "部分大于总体"
    severity = Severity.ERROR
    describes = "分子不大于分母（允许超过100%的指标除外），分子、分母不为负，分母为零时不应有分子。"
    covers = frozenset({"rate_parts"})

    def applies_to(self, indicator: Indicator) -> bool:
        return indicator.kind in (Kind.PCT, Kind.RATE, Kind.RATIO)

    def check(self, case: Case) -> Iterator[Finding]:
        top, bottom = case.value.numerator, case.value.denominator
        for label, part in (("分子", top), ("分母", bottom)):
            if part is not None and part < 0:
                message = f"{case.subject}的{label}填的是{format_number(part)}，是负数。"
                yield self.finding(case, message, f"请核对{label}。")
        if top is None or bottom is None or top < 0 or bottom < 0:
            return
        if bottom == 0 and top > 0:
            message = f"{case.subject}的分母是0，分子却是{format_number(top)}。"
            yield self.finding(case, message, "请核对分母。")
        elif bottom and top > bottom and case.indicator.kind is not Kind.RATIO and not case.indicator.over_100:
            message = f"{case.subject}的分子{format_number(top)}大于分母{format_number(bottom)}。"
            yield self.finding(case, message, "请核对分子、分母是否填颠倒，口径是否一致。")


@register
@dataclass(frozen=True, kw_only=True)
class RateParts(CellRule):
    """The rate against its numerator and denominator; an error when it is off by much, a question in the last digit."""

    code = "rate_parts"
    title = "数值与分子分母不符"
    severity = Severity.ERROR
    describes = "数值应等于分子÷分母×基数并四舍五入（如8÷59＝13.56%，不是13.57%）；只差在末位的作提示。"
    covers = frozenset({"unit_slip", "jump", "digits"})
    small_relative: Decimal = Decimal("0.005")

    def applies_to(self, indicator: Indicator) -> bool:
        return base_of(indicator) is not None

    def check(self, case: Case) -> Iterator[Finding]:
        value, top, bottom = case.value.value, case.value.numerator, case.value.denominator
        base = base_of(case.indicator)
        if value is None or top is None or not bottom or base is None or top < 0 or bottom < 0:
            return
        exact = top / bottom * base
        decimals = case.value.decimals
        if decimals is None:
            decimals = max(0, -int(value.as_tuple().exponent))
        gap = abs(value - exact)
        unit = Decimal(1).scaleb(-decimals)
        if gap <= unit / 2:
            return
        right = round_half_up(exact, decimals)
        is_small = gap <= max(unit * 2, abs(exact) * self.small_relative)
        message = (
            f"{case.subject}填的是{case.shown(value)}，按分子{format_number(top)}、分母{format_number(bottom)}"
            f"计算是{format_number(right, decimals)}{case.indicator.unit}{_factor(value, exact)}。"
        )
        severity = Severity.WARNING if is_small else Severity.ERROR
        remedy = "请核对数值和分子、分母。"
        yield self.finding(case, message, remedy, severity=severity, expected=format_number(right, decimals))


def _factor(value: Decimal, exact: Decimal) -> str:
    if not value or not exact:
        return ""
    for power in (1, 2, 3, 4):
        factor = Decimal(10) ** power
        for ratio, word in ((value / exact / factor, "大"), (value / exact * factor, "小")):
            if abs(ratio - 1) < Decimal("0.03"):
                return (
                    f"，{word}了约{factor:f}倍，疑为单位写错" if word == "大" else f"，约为其1/{factor:f}，疑为单位写错"
                )
    return ""
