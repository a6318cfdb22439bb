"""达标率 as counts: every denominator named, targets with and without number apart (section 9, last points)."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from fuertong.assess.goals import goal_class
from fuertong.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One target with its verdict; `goal` is the code of its goal, `numbered` whether it has a number.

    `identity` is what makes two targets of different plans the same one: (indicator, breakdown, region, kind, cmp,
    value, deadline); None never equals another. `units` are the responsible units; a target counts under each of
    them, so units do not add up to the plan.
    """

    target: str
    goal: str
    domain: str
    plan: str
    verdict: Verdict
    numbered: bool
    identity: Hashable | None = None
    has_data: bool = True
    nearly: bool = False
    units: tuple[str, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attainment:
    """Counts of one group. `quantified` = targets with a number that were judged: the denominator of `rate`.

    `numbered` are all targets with a number, judged or not. `met` counts 已达标; with `nearly_counts` also 基本达标.
    `one_year_missed` is within `quantified` but not within `missed`; directions, 到期待数, 无法判断, 待认定 and
    qualitative targets are never in that denominator.
    """

    group: str
    targets: int
    quantified: int
    met: int
    likely: int
    hard: int
    missed: int
    one_year_missed: int
    directions: int
    directions_fitting: int
    due: int
    unknown: int
    no_data: int
    open: int
    qualitative: int
    goals: int
    goals_judged: int
    goals_met: int
    goals_partly: int
    shared_once: int
    numbered: int = 0

    @property
    def rate(self) -> float | None:
        """Share of the judged targets with a number that are met, None without any."""
        return self.met / self.quantified if self.quantified else None

    @property
    def direction_rate(self) -> float | None:
        """Share of the judged targets without number whose direction fits."""
        return self.directions_fitting / self.directions if self.directions else None

    @property
    def goal_rate(self) -> float | None:
        """Share of the judged goals that are met."""
        return self.goals_met / self.goals_judged if self.goals_judged else None


def attainment(
    judgements: Sequence[Judgement],
    *,
    by: Callable[[Judgement], str | Sequence[str]] = lambda judgement: judgement.plan,
    over: bool = False,
    nearly_counts: bool = False,
) -> list[Attainment]:
    """The counts of each group in order of appearance; a target shared by two plans counts once within a group.

    `by` gives a target's group, or all its groups (`by_unit`).
    """
    return [
        _count(group, members, over=over, nearly_counts=nearly_counts)
        for group, members in grouped(judgements, by).items()
    ]


def grouped(
    judgements: Iterable[Judgement], by: Callable[[Judgement], str | Sequence[str]]
) -> dict[str, list[Judgement]]:
    """The judgements of each group in order of appearance; one with several groups stands in each."""
    groups: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        found = by(judgement)
        for group in [found] if isinstance(found, str) else dict.fromkeys(found):
            groups.setdefault(group, []).append(judgement)
    return groups


def by_unit(judgement: Judgement) -> tuple[str, ...]:
    """Every responsible unit; 未定责任单位 where there is none."""
    return judgement.units or ("未定责任单位",)


def by_region(judgement: Judgement) -> str:
    """The region."""
    return judgement.region


def by_domain(judgement: Judgement) -> str:
    """The domain of the plan."""
    return judgement.domain


def all_together(judgement: Judgement) -> str:
    """One group for both plans, in which a shared target counts once."""
    return "两规划合计"


def once(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements with each shared target kept once: the first that has a verdict, else the first."""
    kept: dict[Hashable, Judgement] = {}
    for judgement in judgements:
        key = ("own", judgement.plan, judgement.target) if judgement.identity is None else ("same", judgement.identity)
        held = kept.get(key)
        if held is None or (held.verdict == Verdict.OPEN and judgement.verdict != Verdict.OPEN):
            kept[key] = judgement
    return list(kept.values())


_ASIDE = (Verdict.DUE, Verdict.UNKNOWN, Verdict.OPEN)


def _count(group: str, members: list[Judgement], *, over: bool, nearly_counts: bool) -> Attainment:
    single = once(members)
    plain = [each for each in single if each.numbered and not each.verdict.is_qualitative]
    quantified = [each for each in plain if each.verdict not in _ASIDE]
    pointing = [each for each in single if not each.numbered and not each.verdict.is_qualitative]
    directions = [each for each in pointing if each.verdict not in _ASIDE]
    by_goal: dict[tuple[str, str], list[str]] = {}
    for each in members:
        by_goal.setdefault((each.plan, each.goal), []).append(each.verdict.value)
    goals = [goal_class(verdicts, over=over) for verdicts in by_goal.values()]

    def having(*verdicts: Verdict) -> int:
        return sum(each.verdict in verdicts for each in single)

    fitting = (Verdict.FITS, Verdict.KEPT, Verdict.MET)
    return Attainment(
        group=group,
        targets=len(single),
        quantified=len(quantified),
        met=sum(each.verdict == Verdict.MET or (nearly_counts and each.nearly) for each in quantified),
        likely=sum(each.verdict in (Verdict.LIKELY, Verdict.BORDERLINE) for each in quantified),
        hard=sum(each.verdict == Verdict.HARD for each in quantified),
        missed=sum(each.verdict == Verdict.MISSED and not (nearly_counts and each.nearly) for each in quantified),
        one_year_missed=having(Verdict.MISSED_ONE_YEAR),
        directions=len(directions),
        directions_fitting=sum(each.verdict in fitting for each in directions),
        due=having(Verdict.DUE),
        unknown=having(Verdict.UNKNOWN),
        no_data=sum(not each.has_data for each in single),
        open=having(Verdict.OPEN),
        qualitative=sum(each.verdict.is_qualitative for each in single),
        goals=len(goals),
        goals_judged=sum(goal.cls != Verdict.UNKNOWN for goal in goals),
        goals_met=sum(goal.cls == Verdict.MET for goal in goals),
        goals_partly=sum(goal.cls == Verdict.PARTLY for goal in goals),
        shared_once=len(members) - len(single),
        numbered=len(plain),
    )
