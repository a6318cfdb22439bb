"""Who leads where a document never says 牵头 (牵头单位认定): a rule of the whole document, not of one goal.

Where leads are named anywhere, 责任单位 support. Where none is, the responsible units lead; and where the document says
that the first one named leads (排在第一位的为牵头单位), the first does and the others support.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.plan import Domain, Goal, Plan, Strategy

_FIRST_LEADS = re.compile(
    r"(?:排|列|名)[^，。；]{0,8}(?:第一|首位|最前|首个)[^，。；]{0,10}牵头|(?:第一|首)个?(?:单位|部门)[^，。；]{0,6}牵头"
)


def with_leads(plans: tuple[Plan, ...], lines: Iterable[str]) -> tuple[tuple[Plan, ...], list[Finding]]:
    """The plans with leads concluded, and the finding that says so."""
    items: list[Goal | Strategy] = []
    for domain in (domain for plan in plans for domain in plan.domains):
        items += [*domain.goals, *domain.strategies]
    if not any(item.support for item in items):
        return plans, []
    first = any(_FIRST_LEADS.search(line) for line in lines)
    if not first and any(item.lead for item in items):
        return plans, []
    said = (
        "全文写明排在第一位的单位牵头，已照此读取牵头单位，请核对。"
        if first
        else "全文没有写明牵头单位，责任单位已都作为牵头单位读取，请核对。"
    )
    found = Finding(
        severity=Severity.INFO, code="no-lead-named", message=said, where=Place(line=plans[0].domains[0].line)
    )
    return tuple(_plan(plan, first=first) for plan in plans), [found]


def _plan(plan: Plan, *, first: bool) -> Plan:
    return replace(plan, domains=tuple(_domain(domain, first=first) for domain in plan.domains))


def _domain(domain: Domain, *, first: bool) -> Domain:
    return replace(
        domain,
        goals=tuple(_led(goal, first=first) for goal in domain.goals),
        strategies=tuple(_led(strategy, first=first) for strategy in domain.strategies),
    )


_Item = TypeVar("_Item", Goal, Strategy)


def _led(item: _Item, *, first: bool) -> _Item:
    if item.lead or not item.support:
        return item
    size = 1 if first else len(item.support)
    return replace(item, lead=item.support[:size], support=item.support[size:])
