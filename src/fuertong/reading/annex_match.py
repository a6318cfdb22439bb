"""Where a row of an annex belongs (附表归位): the target of the same indicator, the goal of the same words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from fuertong.model.plan import Domain, Goal, Plan, Target, TargetKind
from fuertong.reading.annex_rows import IndicatorRow, TaskRow
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.wordlists import rows

_FOREIGN = re.compile(r"[（(][^）)]*[）)]|[的之、，。；“”\s—]|人群|教育(?=毛入学率|毛入园率)|全[省市县区州]")
_KINDS = (TargetKind.LEVEL, TargetKind.TREND, TargetKind.CHANGE, TargetKind.KEEP)
SAME, LIKELY, POSSIBLE = 0.8, 0.62, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in the plan by position: domain, goal, and target where there is one."""

    domain: int
    goal: int
    target: int | None = None


def bare_name(name: str) -> str:
    """The name of an indicator for comparing."""
    return _FOREIGN.sub("", plain(squeeze(name)))


def alike(one: str, two: str) -> float:
    """How alike two names of indicators are, 0 to 1; 0 when they speak of different people, places or bodies."""
    first, second = bare_name(one), bare_name(two)
    if not first or not second or _differ(plain(one), plain(two)):
        return 0.0
    if first == second:
        return 1.0
    short, long = sorted((first, second), key=len)
    ends = len(short) >= 5 and long.endswith(short)
    return max(0.9 if ends else 0.0, SequenceMatcher(None, first, second, autojunk=False).ratio())


def _differ(one: str, two: str) -> bool:
    """男童 and 女童, 小学 and 初中 differ; 农村 in one name alone differs too."""
    groups: dict[str, tuple[set[str], set[str], bool]] = {}
    for row in rows("contrasts.csv", key="word+group"):
        first, second, _ = groups.setdefault(row["group"], (set(), set(), row["alone"] == "yes"))
        first |= {row["as"]} if row["word"] in one else set()
        second |= {row["as"]} if row["word"] in two else set()
    return any(
        first != second and (alone or (first and second and not first & second))
        for first, second, alone in groups.values()
    )


def spots(plan: Plan) -> Iterator[tuple[Spot, Domain, Goal]]:
    """Every goal with its place."""
    for number, domain in enumerate(plan.domains):
        for position, goal in enumerate(domain.goals):
            yield Spot(domain=number, goal=position), domain, goal


def place_indicators(plan: Plan, found: Sequence[IndicatorRow]) -> dict[int, tuple[Spot, float]]:
    """Per row (position) the target of its indicator, best pairs first so that no target is given twice."""
    pairs = [
        (score, number, spot, position)
        for number, row in enumerate(found)
        for spot, domain, goal in spots(plan)
        for position, target in enumerate(goal.targets)
        if target.kind in _KINDS and not target.gap
        if (score := alike(row.name, target.indicator) + _bonus(row, domain, target)) >= SAME
    ]
    taken: set[tuple[int, int, int]] = set()
    placed: dict[int, tuple[Spot, float]] = {}
    for score, number, spot, position in sorted(pairs, key=lambda pair: -pair[0]):
        key = (spot.domain, spot.goal, position)
        if number not in placed and key not in taken:
            taken.add(key)
            placed[number] = (Spot(domain=spot.domain, goal=spot.goal, target=position), score)
    return placed


def _bonus(row: IndicatorRow, domain: Domain, target: Target) -> float:
    """Of equals the one in the row's own domain, with the row's unit."""
    own = bool(row.where.domain) and same_domain(row.where.domain, domain.title)
    return 0.02 * own + 0.01 * (target.unit is not None and target.unit == row.unit)


def same_domain(one: str, two: str) -> bool:
    """健康 and 妇女与健康 name one domain."""
    first, second = (re.sub(r"妇女|儿童|与|和|参与|领域|发展|[（）、\s]", "", text) for text in (one, two))
    return bool(first) and bool(second) and (first in second or second in first)


def home_of(plan: Plan, row: IndicatorRow) -> tuple[Spot, float] | None:
    """The goal that speaks of an indicator without naming it as a target, with how surely (0 to 1)."""
    wanted = _pairs(bare_name(row.name))
    scored = [
        (
            len(wanted & _pairs(_FOREIGN.sub("", plain(squeeze(goal.text))))) / max(1, len(wanted))
            + 0.15 * same_domain(row.where.domain, domain.title),
            spot,
            same_domain(row.where.domain, domain.title),
        )
        for spot, domain, goal in spots(plan)
    ]
    if any(own for _, _, own in scored):
        scored = [item for item in scored if item[2]]
    best = max(scored, key=lambda item: item[0], default=None)
    return (best[1], best[0]) if best and best[0] >= POSSIBLE else None


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def goals_for(plan: Plan, row: TaskRow, *, running: bool) -> list[Spot]:
    """The goals of a row: by its words, else by its numbers in its domain (`running`: numbered through the plan)."""
    every = list(spots(plan))
    if row.words:
        best = max(
            ((_same_words(row.words, goal.text), spot) for spot, _, goal in every),
            key=lambda item: item[0],
            default=None,
        )
        if best and best[0] >= 0.75:
            return [best[1]]
        if len(row.words) >= 4:
            named = [
                (max((alike(row.words, target.indicator) for target in goal.targets), default=0.0), spot)
                for spot, _, goal in every
            ]
            top = max(named, key=lambda item: item[0], default=(0.0, None))
            if top[0] >= SAME and top[1] is not None:
                return [top[1]]
            return []
    if running:
        return [every[number - 1][0] for number in row.numbers if 0 < number <= len(every)]
    return [
        spot for spot, domain, goal in every if goal.no in row.numbers and same_domain(row.where.domain, domain.title)
    ]


def _same_words(one: str, two: str) -> float:
    first, second = (_FOREIGN.sub("", plain(squeeze(text))) for text in (one, two))
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    short, long = sorted((first, second), key=len)
    if len(short) >= 8 and short in long:
        return 0.95
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.75 else 0.0
