"""Facts narrowed to one unit (本单位牵头的目标): what a paper for one department speaks of."""

from dataclasses import replace

from fuertong.errors import FuertongError
from fuertong.reports.facts import DomainFacts, Facts, GoalFacts


def led_by(facts: Facts, unit: str) -> Facts:
    """Only the goals and targets the unit leads; FuertongError when there are none."""
    domains = tuple(made for domain in facts.domains if (made := _domain(domain, unit)).goals)
    if not domains:
        raise FuertongError(f"规划中没有由“{unit}”牵头的目标，请核对单位名称。")
    return replace(facts, domains=domains, background=(), changes=())


def _domain(domain: DomainFacts, unit: str) -> DomainFacts:
    goals = tuple(made for goal in domain.goals if (made := _goal(goal, unit)))
    return replace(domain, goals=goals)


def _goal(goal: GoalFacts, unit: str) -> GoalFacts | None:
    """A goal the unit leads whole; of another goal the targets it leads."""
    if unit in goal.lead:
        return goal
    own = tuple(target for target in goal.targets if unit in target.lead)
    return replace(goal, targets=own) if own else None
