"""What a unit answers for (单位任务): the goals it leads, with their place in the plan, and those it supports."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fuertong.model.organisation import Unit
from fuertong.model.plan import Audience
from fuertong.reports.facts import DomainFacts, Facts, GoalFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One goal of one plan."""

    audience: Audience
    domain: DomainFacts
    goal: GoalFacts

    @property
    def uid(self) -> str:
        """The goal's uid; where facts have none, its place in the plan."""
        return self.goal.uid or f"{self.audience.value}/d{self.domain.no}/g{self.goal.no}"

    @property
    def heading(self) -> str:
        """第2条  适龄妇女宫颈癌人群筛查率达到70%以上"""
        return f"{self.domain.title}第{self.goal.no}条：{self.goal.text.rstrip('。；')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """The goals a unit leads and those it supports, of all the plans given."""

    leads: tuple[Task, ...]
    supports: tuple[Task, ...]


def tasks_of(unit: Unit, plans: Sequence[Facts]) -> Tasks:
    """Sort the goals of the plans for one unit; a target's own lead counts as leading its goal."""
    names = names_of(unit)
    leads = [task for task in _every(plans) if _named(names, leading(task.goal))]
    supports = [t for t in _every(plans) if t not in leads and _named(names, supporting(t.goal))]
    return Tasks(leads=tuple(leads), supports=tuple(supports))


def units_in_force(units: Sequence[Unit], on: date) -> list[Unit]:
    """The units that exist on a day; one that took over another's duties (职责承接) also goes by its name."""
    gone = [unit for unit in units if unit.valid_to is not None and unit.valid_to < on]
    heirs: dict[str, list[str]] = {}
    for unit in gone:
        for code in unit.successors:
            heirs.setdefault(code, []).extend((unit.name, unit.short, *unit.aliases))
    kept = (unit for unit in units if unit not in gone)
    return [replace(u, aliases=(*u.aliases, *(n for n in heirs.get(u.code, ()) if n))) for u in kept]


def names_of(unit: Unit) -> frozenset[str]:
    """Every name a unit goes by."""
    return frozenset(name for name in (unit.code, unit.name, unit.short, *unit.aliases) if name)


def leading(goal: GoalFacts) -> tuple[str, ...]:
    """The units that lead a goal or one of its targets, each once."""
    return tuple(dict.fromkeys((*goal.lead, *(name for target in goal.targets for name in target.lead))))


def supporting(goal: GoalFacts) -> tuple[str, ...]:
    """The units that support a goal or one of its targets, each once."""
    return tuple(dict.fromkeys((*goal.support, *(name for target in goal.targets for name in target.support))))


def _named(names: Collection[str], found: Collection[str]) -> bool:
    return any(name in names for name in found)


def _every(plans: Sequence[Facts]) -> Iterator[Task]:
    for facts in plans:
        for domain in facts.domains:
            for goal in domain.goals:
                yield Task(audience=facts.plan.audience, domain=domain, goal=goal)
