"""What a revised document changes (修订对照): goal by goal and target by target, new, dropped, changed, moved.

`compare(x, x)` finds nothing; changing one value is found as exactly that. Line numbers, the reader's confidence,
spacing and punctuation are no change.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fuertong.model.plan import Plan, Strategy, Target
from fuertong.planning.likeness import alike, best_pairs, same_words
from fuertong.planning.matching import (
    GoalPair,
    PlacedGoal,
    PlacedTarget,
    TargetPair,
    match_goals,
    match_targets,
)

HEAD_FIELDS = ("title", "audience", "region", "period", "document_number", "issued_on")
VALUE_FIELDS = (
    "kind", "comparator", "value", "value2", "unit", "direction", "deadline", "base_year", "base_value", "group",
    "scope", "reference", "each", "against", "gap", "slow", "strength", "milestones",
)  # fmt: skip
UNIT_FIELDS = ("lead", "support", "collective")
_OFTEN_ELSEWHERE = ("base_value", "milestones")  # in an annex or entered by hand: silence takes nothing back
_STRATEGIES_LEAST = 0.4


class Change(StrEnum):
    """What happened to a goal or target between two documents."""

    NEW = "new"
    DROPPED = "dropped"
    TEXT = "text"
    VALUE = "value"
    UNITS = "units"
    MOVED = "moved"
    RENUMBERED = "renumbered"

    @property
    def label(self) -> str:
        """The word shown to users."""
        return {
            "new": "新增",
            "dropped": "删去",
            "text": "文字有改动",
            "value": "目标值有改动",
            "units": "责任单位有改动",
            "moved": "移到别处",
            "renumbered": "序号变了",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field before and after."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChange:
    """One target in both documents and what differs; nothing when `changes` is empty."""

    old: PlacedTarget | None
    new: PlacedTarget | None
    changes: frozenset[Change]
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChange:
    """One goal in both documents and what differs in it; its targets are listed by themselves."""

    old: PlacedGoal | None
    new: PlacedGoal | None
    changes: frozenset[Change]
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyChange:
    """One strategy in both documents; positions (domain, strategy) counted from 0."""

    old: tuple[int, int] | None
    new: tuple[int, int] | None
    changes: frozenset[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All pairs of two documents, the unchanged ones included; `domains` pairs positions (old, new)."""

    head: tuple[Field, ...]
    domains: tuple[tuple[int, int], ...]
    goals: tuple[GoalChange, ...]
    targets: tuple[TargetChange, ...]
    strategies: tuple[StrategyChange, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing was found to differ."""
        rows: tuple[GoalChange | TargetChange | StrategyChange, ...] = (*self.goals, *self.targets, *self.strategies)
        return not self.head and not any(row.changes for row in rows)


def compare(old: Plan, new: Plan) -> Comparison:
    """What the new document changes, in the new one's order, the dropped at the end."""
    goals = match_goals(old, new)
    ends = old.period[1] if old.period else None, new.period[1] if new.period else None
    titles = _domain_mates(goals, old, new)
    return Comparison(
        head=tuple(_fields(old, new, HEAD_FIELDS)),
        domains=tuple(sorted(titles)),
        goals=tuple(_goal_change(pair, titles) for pair in goals),
        targets=tuple(_target_change(pair, goals, ends) for pair in match_targets(old, new, goals=goals)),
        strategies=tuple(_strategies(old, new, titles)),
    )


def _fields(old: Any, new: Any, names: Sequence[str]) -> list[Field]:
    rows = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return [Field(name=name, old=before, new=after) for name, before, after in rows if not _equal(before, after)]


def _equal(before: Any, after: Any) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return before == after or (same_words(before, after) and bool(before) == bool(after))
    return bool((before or None) == (after or None)) if not _is_number(before, after) else before == after


def _is_number(*values: Any) -> bool:
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _goal_change(pair: GoalPair, titles: set[tuple[int, int]]) -> GoalChange:
    if pair.old is None or pair.new is None:
        kind = Change.NEW if pair.old is None else Change.DROPPED
        return GoalChange(old=pair.old, new=pair.new, changes=frozenset({kind}))
    old, new = pair.old, pair.new
    fields = _fields(old.goal, new.goal, ("text", *UNIT_FIELDS))
    changes = {Change.TEXT if field.name == "text" else Change.UNITS for field in fields}
    if (old.at[0], new.at[0]) not in titles:
        changes.add(Change.MOVED)
    elif old.goal.no != new.goal.no:
        changes.add(Change.RENUMBERED)
    return GoalChange(old=old, new=new, changes=frozenset(changes), fields=tuple(fields))


def _target_change(pair: TargetPair, goals: Sequence[GoalPair], ends: tuple[int | None, int | None]) -> TargetChange:
    if pair.old is None or pair.new is None:
        kind = Change.NEW if pair.old is None else Change.DROPPED
        return TargetChange(old=pair.old, new=pair.new, changes=frozenset({kind}))
    old, new = pair.old, pair.new
    fields = [
        field
        for field in _fields(old.target, new.target, VALUE_FIELDS)
        if field.name != "deadline" and (field.new or field.name not in _OFTEN_ELSEWHERE)
    ]
    due = _due(old.target, ends[0]), _due(new.target, ends[1])
    if due[0] != due[1]:
        fields.append(Field(name="deadline", old=due[0], new=due[1]))
    words = _fields(old.target, new.target, ("indicator",))
    changes = {Change.VALUE} if fields else set()
    if words:
        changes.add(Change.TEXT)
    if not any(goal.old and goal.new and goal.old.at == old.at[:2] and goal.new.at == new.at[:2] for goal in goals):
        changes.add(Change.MOVED)
    return TargetChange(old=old, new=new, changes=frozenset(changes), fields=(*words, *fields))


def _due(target: Target, end: int | None) -> int | None:
    """A target without a year of its own is due at the plan's end."""
    return target.deadline or end


def _domain_mates(goals: Sequence[GoalPair], old: Plan, new: Plan) -> set[tuple[int, int]]:
    """Domains that are one: of the same title, or where most goals of the one went to the other; each at most once."""
    scored = [
        (1_000_000.0, one, other)
        for one, before in enumerate(old.domains)
        for other, after in enumerate(new.domains)
        if same_words(before.title, after.title)
    ]
    votes = Counter((pair.old.at[0], pair.new.at[0]) for pair in goals if pair.old and pair.new)
    scored += [(float(count), one, other) for (one, other), count in votes.items()]
    return {(one, other) for one, other, _ in best_pairs(scored, distance=lambda one, other: abs(one - other))}


def _strategies(old: Plan, new: Plan, titles: set[tuple[int, int]]) -> list[StrategyChange]:
    before, after = _placed(old), _placed(new)
    scored = [
        ((2.0 if score == 1.0 else score) + 0.1 * ((before[one][0][0], after[other][0][0]) in titles), one, other)
        for one, other, score in alike([_words(row) for _, row in before], [_words(row) for _, row in after])
        if score >= _STRATEGIES_LEAST
    ]

    def near(one: int, other: int) -> float:
        here, there = before[one][0], after[other][0]
        return 1000.0 * abs(here[0] - there[0]) + abs(here[1] - there[1])

    found = {other: one for one, other, _ in best_pairs(scored, distance=near)}
    rows = []
    for place, (at, strategy) in enumerate(after):
        if place not in found:
            rows.append(StrategyChange(old=None, new=at, changes=frozenset({Change.NEW})))
            continue
        was_at, was = before[found[place]]
        text = {Change.TEXT} if not same_words(_words(was), _words(strategy)) else set()
        moved = {Change.MOVED} if (was_at[0], at[0]) not in titles else set()
        renumbered = {Change.RENUMBERED} if not moved and was.no != strategy.no else set()
        rows.append(StrategyChange(old=was_at, new=at, changes=frozenset(text | moved | renumbered)))
    kept = set(found.values())
    dropped = frozenset({Change.DROPPED})
    return rows + [
        StrategyChange(old=at, new=None, changes=dropped) for place, (at, _) in enumerate(before) if place not in kept
    ]


def _placed(plan: Plan) -> list[tuple[tuple[int, int], Strategy]]:
    return [((one, two), row) for one, domain in enumerate(plan.domains) for two, row in enumerate(domain.strategies)]


def _words(row: Strategy) -> str:
    return f"{row.title}{row.text}"
