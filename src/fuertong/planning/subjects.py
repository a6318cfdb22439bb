"""What a target is about (指标口径): the indicator behind a phrase, so that two wordings of one thing meet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from fuertong.catalogue import load, normal_name
from fuertong.model.indicator import Indicator, Polarity
from fuertong.model.plan import Domain, Goal, Plan, Strategy, Target

_OWN_SEX = ("女童", "女性", "妇女", "女生", "女婴", "男童", "男性", "男生")


class Named(Protocol):
    """Indicators by every name they go by, in normal spelling: a catalogue, or a place's own names beside it."""

    @property
    def by_name(self) -> Mapping[str, Indicator]:
        """Name in normal spelling → indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of a place (`by_name`) for `placed_targets`."""

    by_name: Mapping[str, Indicator]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A target where it stands in its plan; `key` is the indicator's code, or the phrase in normal spelling."""

    plan: Plan
    domain: Domain
    target: Target
    key: str
    indicator: Indicator | None = None
    goal: Goal | None = None
    strategy: Strategy | None = None

    @property
    def line(self) -> int:
        """The line of its goal or strategy."""
        item = self.goal or self.strategy
        return item.line if item else self.domain.line

    @property
    def where(self) -> str:
        """Where it stands, as users call it: “妇女与健康”第2条目标."""
        if self.goal:
            return f"“{self.domain.title}”第{self.goal.no}条目标"
        return f"“{self.domain.title}”第{self.strategy.no}条策略" if self.strategy else f"“{self.domain.title}”"

    @property
    def deadline(self) -> int | None:
        """The year it is due: its own, else the plan's last."""
        return self.target.deadline or (self.plan.period[1] if self.plan.period else None)

    @property
    def polarity(self) -> Polarity | None:
        """Which way is good, where the catalogue says so."""
        return self.indicator.polarity if self.indicator else None

    @property
    def leads(self) -> tuple[str, ...]:
        """Who answers for it in the words of the plan."""
        item = self.goal or self.strategy
        return (item.lead or item.support) if item else ()


def placed_targets(plan: Plan, *, catalogue: Named | None = None, strategies: bool = False) -> list[Placed]:
    """Every target of the goals (and of the strategies where asked for), with the indicator it names."""
    known = catalogue or load()
    found = []
    for domain in plan.domains:
        for goal in domain.goals:
            for target in goal.targets:
                found.append(_placed(plan, domain, target, named(target, known), goal=goal))
    if strategies:
        found += _of_strategies(plan, known)
    return found


def _of_strategies(plan: Plan, known: Named) -> Iterator[Placed]:
    for domain in plan.domains:
        for strategy in domain.strategies:
            for target in strategy.targets:
                yield _placed(plan, domain, target, named(target, known), strategy=strategy)


def _placed(
    plan: Plan,
    domain: Domain,
    target: Target,
    indicator: Indicator | None,
    *,
    goal: Goal | None = None,
    strategy: Strategy | None = None,
) -> Placed:
    gap = f"+{target.gap}" if target.gap and indicator and "差" not in indicator.name else ""
    key = (indicator.code if indicator else normal_name(target.indicator)) + gap
    return Placed(plan=plan, domain=domain, target=target, key=key, indicator=indicator, goal=goal, strategy=strategy)


def named(target: Target, catalogue: Named) -> Indicator | None:
    """The indicator a target names for certain (by name or alias); likeness alone names nothing."""
    return catalogue.by_name.get(normal_name(target.indicator))


def without_sex(phrase: str) -> str:
    """The phrase without the sex it speaks of, in normal spelling; "" where it speaks of none."""
    name = normal_name(phrase)
    for word in _OWN_SEX:
        normal = normal_name(word)
        if name.startswith(normal) and len(name) > len(normal) + 2:
            return name.removeprefix(normal)
    return ""
