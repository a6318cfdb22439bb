"""Which goal and which target of one plan is which of another (目标配对): by their words, then by their place.

Used for the revision of a document (修订), the succession of plans (衔接) and the alignment with an upper plan (对齐).
Every goal and target of both plans comes exactly once: paired, or alone with the other side None.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fuertong.catalogue import normal_name
from fuertong.model.plan import Domain, Goal, Plan, Target
from fuertong.planning.likeness import alike, best_pairs, likeness, same_words

GOALS_LEAST = 0.4
TARGETS_LEAST = 0.45
TARGETS_APART_LEAST = 0.75
_SAME_DOMAIN = 0.08
_SAME_NUMBER = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedGoal:
    """A goal where it stands; `at` are the positions (domain, goal) counted from 0."""

    domain: Domain
    goal: Goal
    at: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTarget:
    """A target where it stands; `at` are the positions (domain, goal, target) counted from 0."""

    domain: Domain
    goal: Goal
    target: Target
    at: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPair:
    """A goal of the old plan and the goal of the new one it became; None on the side that has none.

    `likeness` goes from 0 to 1; 1 means the same words. It is 0 where a side is None.
    """

    old: PlacedGoal | None
    new: PlacedGoal | None
    likeness: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPair:
    """A target of the old plan and the target of the new one it became; None on the side that has none."""

    old: PlacedTarget | None
    new: PlacedTarget | None
    likeness: float = 0.0


def match_goals(old: Plan, new: Plan, *, least: float = GOALS_LEAST) -> list[GoalPair]:
    """Pair the goals of two plans: first those of the new plan in its order, then the dropped ones in theirs.

    Two goals are paired when their words are alike to `least` (0 to 1) at least; the same domain and number decide
    among the alike. `match_goals(x, x)` pairs every goal with itself.
    """
    before, after = placed_goals(old), placed_goals(new)
    titles = _same_titles(old, new)

    def near(one: int, other: int) -> float:
        return _distance(before[one].at, after[other].at)

    scored = []
    for one, other, score in alike([row.goal.text for row in before], [row.goal.text for row in after]):
        if score >= least:
            scored.append((_placed_score(score, before[one], after[other], titles), one, other))
    found = {other: one for one, other, _ in best_pairs(scored, distance=near)}
    pairs = []
    for other, row in enumerate(after):
        mate = before[found[other]] if other in found else None
        pairs.append(GoalPair(old=mate, new=row, likeness=likeness(mate.goal.text, row.goal.text) if mate else 0.0))
    kept = set(found.values())
    return pairs + [GoalPair(old=row, new=None) for place, row in enumerate(before) if place not in kept]


def match_targets(
    old: Plan, new: Plan, *, goals: Sequence[GoalPair] | None = None, least: float = TARGETS_LEAST
) -> list[TargetPair]:
    """Pair the targets of two plans: those of the new plan in its order, then the dropped ones in theirs.

    Targets of paired goals (`goals`, from match_goals by default) are paired when alike to `least`; what is left over
    is looked for in the whole plan, where the name must be nearly the same. A target and its gap (差距) never meet.
    """
    goals = match_goals(old, new) if goals is None else goals
    before, after = placed_targets(old), placed_targets(new)
    mates = {pair.new.at: pair.old.at for pair in goals if pair.new and pair.old}
    found = _pairs_within(before, after, lambda one, other: mates.get(other.at[:2]) == one.at[:2], least)
    left_old = [row for row in before if row.at not in {one.at for one, _, _ in found}]
    left_new = [row for row in after if row.at not in {other.at for _, other, _ in found}]
    found += _pairs_within(left_old, left_new, lambda one, other: True, TARGETS_APART_LEAST)
    by_new = {other.at: (one, score) for one, other, score in found}
    pairs = []
    for row in after:
        one, score = by_new.get(row.at, (None, 0.0))
        pairs.append(TargetPair(old=one, new=row, likeness=score))
    kept = {one.at for one, _, _ in found}
    return pairs + [TargetPair(old=row, new=None) for row in before if row.at not in kept]


def target_likeness(one: Target, other: Target) -> float:
    """How surely two targets bound the same thing, 0 to 1; 0 for different gaps, 1 for the same name and terms."""
    if (one.gap or "") != (other.gap or "") or one.slow != other.slow:
        return 0.0
    name = likeness(normal_name(one.indicator), normal_name(other.indicator))
    terms = ("group", "each", "against", "scope", "kind", "unit", "deadline")
    equal = sum((getattr(one, term) or "") == (getattr(other, term) or "") for term in terms)
    value = (one.comparator, one.value, one.value2) == (other.comparator, other.value, other.value2)
    quote = likeness(one.quote, other.quote) if one.quote and other.quote else name
    score: float = 0.65 * name + 0.2 * quote + 0.1 * equal / len(terms) + 0.05 * value
    return score


def placed_goals(plan: Plan) -> list[PlacedGoal]:
    """All goals of a plan in its order."""
    return [
        PlacedGoal(domain=domain, goal=goal, at=(one, two))
        for one, domain in enumerate(plan.domains)
        for two, goal in enumerate(domain.goals)
    ]


def placed_targets(plan: Plan) -> list[PlacedTarget]:
    """All targets of a plan's goals in its order."""
    return [
        PlacedTarget(domain=row.domain, goal=row.goal, target=target, at=(*row.at, three))
        for row in placed_goals(plan)
        for three, target in enumerate(row.goal.targets)
    ]


def _pairs_within(
    before: Sequence[PlacedTarget],
    after: Sequence[PlacedTarget],
    together: Callable[[PlacedTarget, PlacedTarget], bool],
    least: float,
) -> list[tuple[PlacedTarget, PlacedTarget, float]]:
    by_name = alike([_name(row) for row in before], [_name(row) for row in after])
    scored = []
    for one, other, _ in by_name:
        if together(before[one], after[other]):
            score = target_likeness(before[one].target, after[other].target)
            if score >= least:
                scored.append((score, one, other))

    def near(one: int, other: int) -> float:
        return _distance(before[one].at, after[other].at)

    return [(before[one], after[other], score) for one, other, score in best_pairs(scored, distance=near)]


def _name(row: PlacedTarget) -> str:
    return normal_name(row.target.indicator) or row.target.indicator


def _placed_score(score: float, one: PlacedGoal, other: PlacedGoal, titles: set[tuple[int, int]]) -> float:
    """Place breaks ties and helps the doubtful; it never outweighs the same words."""
    domain = _SAME_DOMAIN if (one.at[0], other.at[0]) in titles else 0.0
    number = _SAME_NUMBER if domain and one.goal.no == other.goal.no else 0.0
    return (2.0 if score == 1.0 else score) + domain + number


def _same_titles(old: Plan, new: Plan) -> set[tuple[int, int]]:
    return {
        (one, other)
        for one, before in enumerate(old.domains)
        for other, after in enumerate(new.domains)
        if same_words(before.title, after.title)
    }


def _distance(one: Iterable[int], other: Iterable[int]) -> float:
    weights = (1_000_000, 1_000, 1)
    return float(sum(weight * abs(a - b) for weight, a, b in zip(weights, one, other, strict=False)))
