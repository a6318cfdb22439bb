"""Rules on a value by itself (取值范围): possible values, codes for missing data, decimals."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Indicator, Kind
from fuertong.model.numbers import format_number
from fuertong.quality.rule import Case, CellRule, register


@register
@dataclass(frozen=True, kw_only=True)
class MissingCode(CellRule):
    """Codes such as -2 in the place of a value."""

    code = "missing_code"
    title = "缺数代码当作数值"
    severity = Severity.ERROR
    describes = "-1、-2、-9、-99、-999不是数值（如-2表示工作未开展），应选择缺数原因；9999等请核对。"
    covers = frozenset({"range", "unit_slip", "jump", "rate_parts", "digits", "misplaced"})
    codes: tuple[int, ...] = (-1, -2, -9, -99, -999)
    fillers: tuple[int, ...] = (9999, 99999, 999999)

    def check(self, case: Case) -> Iterator[Finding]:
        value = case.value.value
        if value in self.codes and not case.value.decimals:
            message = f"{case.subject}填的是{format_number(value)}，这是缺数代码，不是数值。"
            yield self.finding(case, message, "请清空数值并选择缺数原因。")
        elif value in self.fillers:
            message = f"{case.subject}填的是{format_number(value)}，像是代替缺数的数字。"
            yield self.finding(case, message, "请核对；没有数据的请选择缺数原因。", severity=Severity.WARNING)


@register
@dataclass(frozen=True, kw_only=True)
class Range(CellRule):
    """Values that cannot be."""

    code = "range"
    title = "超出可能范围"
    severity = Severity.ERROR
    describes = (
        "百分数在0—100之间（毛入学率等允许超过100%的除外），比率不超过其基数，人数、年数不为负；负的比率可说明。"
    )
    covers = frozenset({"jump", "misplaced"})
    longest_years: Decimal = Decimal(120)
    highest_gross: Decimal = Decimal(200)

    def check(self, case: Case) -> Iterator[Finding]:
        value = case.value.value
        if value is None:
            return
        if value < 0:
            is_share = case.indicator.kind in (Kind.PCT, Kind.RATE)
            severity = Severity.WARNING if is_share else Severity.ERROR
            message = f"{case.subject}填的是{case.shown(value)}，是负数。"
            yield self.finding(case, message, "请核对；确为负增长的请说明。", severity=severity)
        top = self._top(case.indicator)
        if top is not None and value > top:
            message = f"{case.subject}填的是{case.shown(value)}，超过了{case.shown(top)}。"
            remedy = "请核对数值和计量单位；分子分母是否填颠倒。"
            yield self.finding(case, message, remedy, expected=f"0—{format_number(top)}")

    def _top(self, indicator: Indicator) -> Decimal | None:
        if indicator.kind is Kind.PCT:
            return self.highest_gross if indicator.over_100 else Decimal(100)
        if indicator.kind is Kind.RATE and indicator.per:
            return Decimal(indicator.per)
        return self.longest_years if indicator.kind is Kind.YEARS else None


@register
@dataclass(frozen=True, kw_only=True)
class Decimals(CellRule):
    """More decimals than declared; persons and institutions in fractions."""

    code = "decimals"
    title = "小数位数过多"
    severity = Severity.WARNING
    describes = "小数位数不多于指标规定的位数；人数、机构数为整数。"

    def check(self, case: Case) -> Iterator[Finding]:
        value = case.value.value
        if value is None:
            return
        written = max(0, -int(value.normalize().as_tuple().exponent))
        allowed = case.indicator.decimals
        if written <= allowed:
            return
        want = "应为整数" if allowed == 0 else f"规定保留{allowed}位小数"
        message = f"{case.subject}填的是{case.shown(value)}，有{written}位小数，{want}。"
        yield self.finding(case, message, "请按规定的位数四舍五入后填写。", expected=want)
