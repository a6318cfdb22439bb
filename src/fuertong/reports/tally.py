"""Tallies (达标统计): how many targets stand where, every denominator named.

Targets with a number are counted apart from targets without (direction words) and qualitative ones; 单年未达标,
到期待数 and 待认定 have columns of their own. The rate is 已达标 over targets with a number that have data and a
verdict; 单年未达标 is in that denominator, 到期待数, 无法判断 and 待认定 are not.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fuertong.model.plan import TargetKind
from fuertong.model.verdict import Verdict
from fuertong.reports.facts import GoalFacts, TargetFacts

JUDGED = (
    Verdict.MET,
    Verdict.LIKELY,
    Verdict.BORDERLINE,
    Verdict.HARD,
    Verdict.MISSED,
    Verdict.MISSED_ONE_YEAR,
)
GOOD_DIRECTIONS = (Verdict.FITS, Verdict.KEPT)
NEARLY_MET = "基本达标"


def is_qualitative(target: TargetFacts) -> bool:
    """Whether the target is decided by evidence only (milestones, 定性)."""
    return target.kind is TargetKind.MILESTONE or target.verdict.is_qualitative


def agreed_verdict(target: TargetFacts) -> Verdict:
    """The verdict as it may be spoken of: trend targets by direction only, never 已达标 (practice 9)."""
    if target.quantified or is_qualitative(target):
        return Verdict.OPEN if target.quantified and target.verdict.is_direction else target.verdict
    if target.verdict is Verdict.MET:
        return target.direction_word or Verdict.OPEN
    return target.verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of some targets; all are numbers of targets (指标), not of goals."""

    total: int
    quantified: int
    judged: int
    met: int
    nearly_met: int
    words: Counter[Verdict]
    directional: int
    directions: Counter[Verdict]
    qualitative: int
    qualities: Counter[Verdict]
    sealed: int

    @property
    def good_directions(self) -> int:
        """Targets without number that moved or stayed as asked."""
        return sum(self.directions[word] for word in GOOD_DIRECTIONS)

    @property
    def judged_directions(self) -> int:
        """Targets without number that have a direction word."""
        return sum(count for word, count in self.directions.items() if word.is_direction)


def tally(targets: Iterable[TargetFacts], *, nearly_met_counts: bool = False) -> Tally:
    """Count the targets; those under embargo are counted in `sealed` only."""
    every = list(targets)
    seen = [target for target in every if not target.sealed]
    quantified = [t for t in seen if t.quantified and not is_qualitative(t)]
    qualitative = [t for t in seen if is_qualitative(t)]
    directional = [t for t in seen if not t.quantified and not is_qualitative(t)]
    words = Counter(agreed_verdict(target) for target in quantified)
    nearly = sum(
        1 for t in quantified if NEARLY_MET in t.flags and t.verdict in JUDGED and t.verdict is not Verdict.MET
    )
    return Tally(
        total=len(seen),
        quantified=len(quantified),
        judged=sum(words[word] for word in JUDGED),
        met=words[Verdict.MET] + (nearly if nearly_met_counts else 0),
        nearly_met=nearly,
        words=words,
        directional=len(directional),
        directions=Counter(agreed_verdict(target) for target in directional),
        qualitative=len(qualitative),
        qualities=Counter(target.verdict for target in qualitative),
        sealed=len(every) - len(seen),
    )


def goal_verdict(goal: GoalFacts) -> Verdict:
    """The verdict of a goal: the one given, else drawn from its targets (未达标 stands for 尚未达标)."""
    if goal.verdict is not Verdict.OPEN:
        return goal.verdict
    words = [agreed_verdict(target) for target in goal.targets if not target.sealed]
    judged = [word for word in words if word in JUDGED or word.is_direction]
    good = [word for word in judged if word is Verdict.MET or word in GOOD_DIRECTIONS]
    if not judged:
        return Verdict.UNKNOWN
    if len(good) == len(judged):
        return Verdict.MET
    return Verdict.PARTLY if good else Verdict.MISSED
