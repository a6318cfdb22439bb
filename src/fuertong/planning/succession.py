"""Succession (规划接续): what a new plan takes over from the one before it, and what is new, dropped or changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fuertong.catalogue import normal_name
from fuertong.model.plan import Plan
from fuertong.planning.alignment import side
from fuertong.planning.comparing import Strictness, compare
from fuertong.planning.matching import GoalPair, match_goals
from fuertong.planning.pairing import Pair, pair
from fuertong.planning.subjects import Named, Placed, placed_targets


class Change(StrEnum):
    """What became of a target; the order is the order of the page."""

    DROPPED = "dropped"
    LOOSENED = "loosened"
    NOT_COMPARABLE = "not_comparable"
    NEW = "new"
    TIGHTENED = "tightened"
    KEPT = "kept"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return {
            "dropped": "不再列入",
            "loosened": "要求放宽",
            "not_comparable": "写法不同",
            "new": "新增",
            "tightened": "要求提高",
            "kept": "要求不变",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionRow:
    """One target of the old plan, the new plan, or both; not `sure` where only the names are alike."""

    change: Change
    reason: str
    old: Placed | None = None
    new: Placed | None = None
    sure: bool = True
    brief: str = ""

    @property
    def name(self) -> str:
        """The indicator, in the newer words."""
        item = self.new or self.old
        return item.target.indicator if item else ""

    @property
    def renamed(self) -> bool:
        """Whether the two plans call it differently."""
        if self.old is None or self.new is None:
            return False
        return normal_name(self.old.target.indicator) != normal_name(self.new.target.indicator)

    @property
    def handed_over(self) -> str:
        """Who led and who leads, where that has changed and both plans say so."""
        if self.old is None or self.new is None or not self.old.leads or not self.new.leads:
            return ""
        if set(self.old.leads) == set(self.new.leads):
            return ""
        return f"{'、'.join(self.old.leads)} → {'、'.join(self.new.leads)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """The new plan beside the old one; rows by change, then in the plans' order; `goals` pairs the goals themselves."""

    old: Plan
    new: Plan
    rows: tuple[SuccessionRow, ...]
    goals: tuple[GoalPair, ...] = ()

    def of(self, change: Change) -> tuple[SuccessionRow, ...]:
        """The rows of one change."""
        return tuple(row for row in self.rows if row.change is change)

    @property
    def counts(self) -> dict[Change, int]:
        """How many rows each change has."""
        return {change: len(self.of(change)) for change in Change}


def succeed(old: Plan, new: Plan, *, catalogue: Named | None = None) -> Succession:
    """Lay a new plan beside the one before it, target by target."""
    return succeed_placed(old, new, placed_targets(old, catalogue=catalogue), placed_targets(new, catalogue=catalogue))


def succeed_placed(
    old: Plan,
    new: Plan,
    before: list[Placed],
    after: list[Placed],
    *,
    settled: Sequence[Pair] = (),
    refused: Callable[[Placed, Placed], bool] | None = None,
) -> Succession:
    """The same with targets placed already: `settled` pairs stand, a `refused` pair (old, new) never meets."""
    pairing = pair(after, before, settled=settled, refused=refused)
    rows = [_row(one) for one in pairing.pairs]
    rows += [
        SuccessionRow(change=Change.DROPPED, reason=f"上一周期{item.where}有，新规划没有。", old=item)
        for item in pairing.only_theirs
    ]
    rows += [SuccessionRow(change=Change.NEW, reason="上一周期没有这项指标。", new=item) for item in pairing.only_mine]
    order = list(Change)
    rows.sort(key=lambda row: order.index(row.change))
    return Succession(old=old, new=new, rows=tuple(rows), goals=tuple(match_goals(old, new)))


def _row(one: Pair) -> SuccessionRow:
    result = compare(side(one.mine, "新规划"), side(one.theirs, "上一周期"), years=False)
    change = {
        Strictness.STRICTER: Change.TIGHTENED,
        Strictness.EQUAL: Change.KEPT,
        Strictness.LOOSER: Change.LOOSENED,
        Strictness.NOT_COMPARABLE: Change.NOT_COMPARABLE,
    }[result.strictness]
    reason = result.reason
    if not one.sure:
        reason = f"名称相近（上一周期为“{one.theirs.target.indicator}”），是否同一指标请确认。{reason}"
    return SuccessionRow(change=change, reason=reason, old=one.theirs, new=one.mine, sure=one.sure, brief=result.brief)
