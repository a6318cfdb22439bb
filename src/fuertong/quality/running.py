"""Rules on what stands or only rises between counts (累计数、届次数): running sums and figures of a term of office."""

from collections.abc import Iterator
from dataclasses import dataclass

from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Indicator, Kind
from fuertong.quality.rule import Case, CellRule, register

CUMULATIVE_WORDS = ("累计", "历年总数")


def is_cumulative(indicator: Indicator) -> bool:
    """Whether the indicator is a running sum by its own words (累计)."""
    named = (indicator.name, *indicator.aliases)
    return indicator.kind is Kind.COUNT and any(word in text for text in named for word in CUMULATIVE_WORDS)


@register
@dataclass(frozen=True, kw_only=True)
class Cumulative(CellRule):
    """A running sum that falls."""

    code = "cumulative"
    title = "累计数下降"
    severity = Severity.WARNING
    describes = "名称中写明“累计”的数只增不减，不应小于以前任何一年。"
    covers = frozenset({"jump"})

    def applies_to(self, indicator: Indicator) -> bool:
        return is_cumulative(indicator)

    def check(self, case: Case) -> Iterator[Finding]:
        value, latest = case.value.value, case.latest
        if value is None or latest is None or latest.value is None or value >= latest.value:
            return
        message = f"{case.subject}填的是{case.shown(value)}，比以前的{case.shown(latest.value)}少，累计数不应减少。"
        yield self.finding(case, message, "请核对是否填成了当年数；以前的数有误的请说明。")


@register
@dataclass(frozen=True, kw_only=True)
class BetweenTerms(CellRule):
    """A figure of a term of office or a survey that changes between two terms or surveys."""

    code = "between_terms"
    title = "届次、调查年之间变动"
    severity = Severity.WARNING
    describes = "换届或定期调查产生的数，在下一次换届、调查之前应与上一次相同。"
    covers = frozenset({"jump", "digits"})

    def applies_to(self, indicator: Indicator) -> bool:
        return indicator.freq > 1

    def check(self, case: Case) -> Iterator[Finding]:
        value, latest = case.value.value, case.latest
        if value is None or latest is None or latest.value is None or value == latest.value:
            return
        before = case.past[-1][0]
        if case.year - before >= case.indicator.freq:
            return
        message = (
            f"{case.subject}填的是{case.shown(value)}，{before}年是{case.shown(latest.value)}；"
            f"这个数每{case.indicator.freq}年产生一次，其间不应变动。"
        )
        yield self.finding(case, message, "请核对；期中有增补、调整的请说明。")
