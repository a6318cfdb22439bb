"""Alignment (与上级规划衔接): each target against the upper plan's, with verdict and reason."""

from dataclasses import dataclass
from enum import StrEnum

from fuertong.model.plan import Plan
from fuertong.planning.comparing import Side, Strictness, compare
from fuertong.planning.pairing import Pair, pair
from fuertong.planning.subjects import Named, Placed, placed_targets


class Standing(StrEnum):
    """How a target stands to the upper plan's; the order is the order of the page, what needs a look first."""

    LOOSER = "looser"
    MISSING = "missing"
    NOT_COMPARABLE = "not_comparable"
    STRICTER = "stricter"
    EQUAL = "equal"
    EXTRA = "extra"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return {
            "looser": "宽于上级",
            "missing": "本级缺少",
            "not_comparable": "不能直接比较",
            "stricter": "严于上级",
            "equal": "与上级相同",
            "extra": "本级增加",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentRow:
    """One comparison; not `sure` where only the names are alike; the side that is silent is None."""

    standing: Standing
    reason: str
    mine: Placed | None = None
    theirs: Placed | None = None
    sure: bool = True
    brief: str = ""

    @property
    def name(self) -> str:
        """The indicator, in the words of this plan where it has it."""
        item = self.mine or self.theirs
        return item.target.indicator if item else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """One plan against one upper plan; rows by standing, then in the plans' order."""

    plan: Plan
    upper: Plan
    upper_name: str
    rows: tuple[AlignmentRow, ...]

    def of(self, standing: Standing) -> tuple[AlignmentRow, ...]:
        """The rows of one standing."""
        return tuple(row for row in self.rows if row.standing is standing)

    @property
    def counts(self) -> dict[Standing, int]:
        """How many rows each standing has."""
        return {standing: len(self.of(standing)) for standing in Standing}


def align(
    plan: Plan,
    upper: Plan,
    *,
    upper_name: str = "上级",
    catalogue: Named | None = None,
    upper_catalogue: Named | None = None,
    whole: bool = True,
) -> Alignment:
    """Compare each target of `plan` with the upper plan's.

    `whole` False where `upper` holds headline targets only: then what it does not name is not called extra.
    """
    mine = placed_targets(plan, catalogue=catalogue)
    theirs = placed_targets(upper, catalogue=upper_catalogue or catalogue)
    return align_placed(plan, upper, mine, theirs, upper_name=upper_name, whole=whole)


def align_placed(
    plan: Plan, upper: Plan, mine: list[Placed], theirs: list[Placed], *, upper_name: str = "上级", whole: bool = True
) -> Alignment:
    """The same with targets whose indicators are known already."""
    pairing = pair(mine, theirs)
    rows = [_row(one, upper_name) for one in pairing.pairs]
    rows += [
        AlignmentRow(
            standing=Standing.MISSING,
            reason=f"{upper_name}规划{item.where}有这项要求，本级规划没有。",
            theirs=item,
        )
        for item in pairing.only_theirs
    ]
    if whole:
        rows += [
            AlignmentRow(standing=Standing.EXTRA, reason=f"{upper_name}规划没有这项要求。", mine=item)
            for item in pairing.only_mine
        ]
    order = list(Standing)
    rows.sort(key=lambda row: order.index(row.standing))
    return Alignment(plan=plan, upper=upper, upper_name=upper_name, rows=tuple(rows))


def side(item: Placed, name: str) -> Side:
    """A placed target as one side of a comparison."""
    return Side(name=name, target=item.target, indicator=item.indicator, deadline=item.deadline)


def _row(one: Pair, upper_name: str) -> AlignmentRow:
    result = compare(side(one.mine, "本级"), side(one.theirs, upper_name))
    standing = {
        Strictness.STRICTER: Standing.STRICTER,
        Strictness.EQUAL: Standing.EQUAL,
        Strictness.LOOSER: Standing.LOOSER,
        Strictness.NOT_COMPARABLE: Standing.NOT_COMPARABLE,
    }[result.strictness]
    reason = result.reason
    if not one.sure:
        reason = f"两处名称相近（{upper_name}为“{one.theirs.target.indicator}”），是否同一指标请核对。{reason}"
    return AlignmentRow(
        standing=standing, reason=reason, mine=one.mine, theirs=one.theirs, sure=one.sure, brief=result.brief
    )
