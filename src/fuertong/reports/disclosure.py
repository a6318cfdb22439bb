"""Disclosure (少量数据保护): what a reader of a report may see of deaths, violence and small bodies.

A report is read by others than the owner and the statistician, so for indicators of sensitivity `counts` no count
leaves, and no rate of a single year with fewer than ten observed or expected events: the pooled rate or the word
stands instead. An indicator under embargo shows neither value nor verdict until its day.
"""

from dataclasses import replace
from decimal import Decimal

from fuertong.model.indicator import Kind, Sensitivity
from fuertong.model.organisation import Level
from fuertong.model.verdict import Verdict
from fuertong.reports.facts import (
    BackgroundFacts,
    DomainFacts,
    Facts,
    GoalFacts,
    IndicatorFacts,
    PointFacts,
    TargetFacts,
)

FEWEST_EVENTS = 10


def disclosed(facts: Facts) -> Facts:
    """The facts with everything taken out that the report may not print."""
    domains = tuple(_domain(domain, facts) for domain in facts.domains)
    background = tuple(_background(item, facts) for item in facts.background)
    hidden = {target.uid for domain in domains for target in domain.targets if _keeps_something_back(target)}
    changes = tuple(change for change in facts.changes if change.target not in hidden)
    return replace(facts, domains=domains, background=background, changes=changes)


def _keeps_something_back(target: TargetFacts) -> bool:
    return target.sealed or any(point.withheld for point in target.points)


def _domain(domain: DomainFacts, facts: Facts) -> DomainFacts:
    return replace(domain, goals=tuple(_goal(goal, facts) for goal in domain.goals))


def _goal(goal: GoalFacts, facts: Facts) -> GoalFacts:
    targets = tuple(_target(target, facts) for target in goal.targets)
    return replace(goal, targets=targets, commitments=tuple(_target(one, facts) for one in goal.commitments))


def _background(item: BackgroundFacts, facts: Facts) -> BackgroundFacts:
    if item.indicator.sensitivity is not Sensitivity.COUNTS:
        return item
    points = tuple(withheld_point(point, item.indicator, None, facts.place.level) for point in item.points)
    return replace(item, points=points)


def _target(target: TargetFacts, facts: Facts) -> TargetFacts:
    indicator = target.indicator
    if target.sealed or _is_sealed(indicator, facts):
        return replace(
            target,
            sealed=True,
            points=tuple(_empty(point) for point in target.points),
            breakdowns=(),
            pooled=None,
            verdict=Verdict.OPEN,
            previous_verdict=None,
            direction_word=None,
            notes=(),
            outlook=None,
            warning=None,
            remark="",
        )
    if indicator.sensitivity is not Sensitivity.COUNTS:
        return target
    asked = target.required if target.required is not None else target.value
    points = tuple(withheld_point(point, indicator, asked, facts.place.level) for point in target.points)
    groups = tuple(
        replace(
            group, points=tuple(withheld_point(point, indicator, asked, facts.place.level) for point in group.points)
        )
        for group in target.breakdowns
    )
    closed = {point.year for group in groups for point in group.points if point.withheld}
    closed |= {point.year for point in points if point.withheld}
    groups = tuple(replace(g, points=tuple(_empty(p) if p.year in closed else p for p in g.points)) for g in groups)
    warning = replace(target.warning, text="", answer="") if target.warning else None
    return replace(target, points=points, breakdowns=groups, outlook=None, warning=warning, remark="")


def _is_sealed(indicator: IndicatorFacts, facts: Facts) -> bool:
    if indicator.sensitivity is not Sensitivity.SEALED:
        return False
    return indicator.sealed_until is None or indicator.sealed_until > facts.cutoff


def _empty(point: PointFacts) -> PointFacts:
    return replace(point, value=None, numerator=None, denominator=None, withheld=True)


def withheld_point(point: PointFacts, indicator: IndicatorFacts, asked: Decimal | None, level: Level) -> PointFacts:
    """A point of an indicator of small counts without its parts, and without its value where events are too few."""
    if point.value is None:
        return replace(point, numerator=None, denominator=None)
    if _too_few(point, indicator, asked, level):
        return _empty(point)
    return replace(point, numerator=None, denominator=None)


def _too_few(point: PointFacts, indicator: IndicatorFacts, asked: Decimal | None, level: Level) -> bool:
    """Fewer than ten events seen or expected; counts and rates without their parts only for provinces upward."""
    large = level in (Level.NATION, Level.PROVINCE)
    if indicator.kind is Kind.COUNT:
        return not large or (point.value is not None and point.value < FEWEST_EVENTS)
    events = [number for number in (point.numerator,) if number is not None]
    if point.denominator is not None and indicator.per:
        rates = [rate for rate in (point.value, asked) if rate is not None]
        events += [rate * point.denominator / indicator.per for rate in rates]
    if not events:
        return not large
    return any(count < FEWEST_EVENTS for count in events)
