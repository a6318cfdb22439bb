"""Rules on names and denominators (指标名称、分母): one indicator under two names, promises without a denominator."""

import re
from collections.abc import Iterator

from fuertong.catalogue import normal_name
from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.plan import Goal, Strategy, TargetKind
from fuertong.planning.rules.registry import Case, about, rule
from fuertong.planning.subjects import Placed

_UNIVERSAL = re.compile(r"(?<!健)全覆盖|应[保救助享养治补纳]尽[保救助享养治补纳]|一个不[落少]|全部纳入")


@rule("two-names", "同一指标两种叫法", Severity.INFO)
def two_names(case: Case) -> Iterator[Finding]:
    """One indicator of the catalogue called differently within a plan or in its twin."""
    groups: dict[str, list[Placed]] = {}
    for item in (*case.goals, *case.twin):
        if item.indicator:
            groups.setdefault(item.key, []).append(item)
    for items in groups.values():
        own = [item for item in items if item.plan is case.plan]
        if not own:
            continue
        other = next(
            (item for item in items if _name(item) != _name(own[0])),
            None,
        )
        if other:
            place = f"{other.plan.audience.label}规划{other.where}" if other.plan is not case.plan else other.where
            yield about(
                own[0],
                "two-names",
                f"在{place}又称“{other.target.indicator}”，是同一项指标，将按一项采集。",
                "请确认两处口径一致，最好统一名称。",
            )


def _name(item: Placed) -> str:
    return normal_name(item.target.indicator)


@rule("universal-without-denominator", "承诺全覆盖而无分母", Severity.INFO)
def universal_without_denominator(case: Case) -> Iterator[Finding]:
    """全覆盖, 应保尽保 where neither the sentence nor the catalogue says of how many; one finding a domain."""
    for domain in case.plan.domains:
        known = {item.line for item in case.targets if item.domain is domain and _has_denominator(item)}
        places = []
        items: list[Goal | Strategy] = [*domain.goals, *domain.strategies]
        for item in items:
            if item.line not in known and (found := _UNIVERSAL.search(item.text)):
                kind = "目标" if isinstance(item, Goal) else "策略"
                places.append((item.line, f"第{item.no}条{kind}“{_clause(item.text, found.start(), found.end())}”"))
        if places:
            yield Finding(
                severity=Severity.INFO,
                code="universal-without-denominator",
                message=f"“{domain.title}”有{len(places)}处全面覆盖的承诺没有写明对象总数（分母）："
                f"{'；'.join(words for _, words in places)}。",
                where=Place(line=places[0][0]),
                remedy="请在监测方案中确定对象范围、分母和数据来源，否则无法核实。",
            )


def _clause(text: str, start: int, end: int) -> str:
    """The clause around a place, at most 24 characters before it."""
    before = re.split(r"[，。；：,;:]", text[:start])[-1]
    return before[-24:] + text[start:end]


def _has_denominator(item: Placed) -> bool:
    return bool(item.indicator and item.indicator.denominator and item.target.value is not None)


def _bare(item: Placed) -> str:
    """The name without what stands in brackets behind it (人流量较大地区)."""
    return normal_name(re.sub(r"（[^）]*）$", "", item.target.indicator))


@rule("strategy-without-goal", "策略措施的指标没有对应目标", Severity.INFO)
def strategy_without_goal(case: Case) -> Iterator[Finding]:
    """Numeric commitments of strategies on what no goal of the plan asks for; one finding a domain."""
    asked = {item.key for item in case.goals} | {normal_name(item.target.indicator) for item in case.goals}
    goals = "".join(normal_name(goal.text) for domain in case.plan.domains for goal in domain.goals)
    rows: dict[int, dict[str, Placed]] = {}
    for item in case.targets:
        if (
            item.strategy is None
            or item.key in asked
            or _bare(item) in asked
            or item.target.value is None
            or item.target.implied
        ):
            continue
        if (
            item.target.kind is not TargetKind.MILESTONE
            and normal_name(item.target.indicator).rstrip("率") not in goals
        ):
            rows.setdefault(item.domain.no, {}).setdefault(item.target.quote or item.key, item)
    for found in rows.values():
        first = next(iter(found.values()))
        listed = "；".join(
            f"第{item.strategy.no}条“{quote}”" for quote, item in found.items() if item.strategy is not None
        )
        yield Finding(
            severity=Severity.INFO,
            code="strategy-without-goal",
            message=f"“{first.domain.title}”的策略措施有{len(found)}处数值要求，主要目标中没有对应的指标：{listed}。",
            where=Place(line=first.line),
            remedy="请确定是否列入监测，由哪条目标承接。",
        )
