"""The indicator of each target (目标对应的指标): the place's own by name or alias, else a new local one.

A gap (差距) is judged on the rate it is a gap of, with the breakdown it compares; a target against another indicator
links that one too. An indicator that both plans bound is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fuertong.model.plan import TargetKind
from fuertong_web.accounts.actor import Actor
from fuertong_web.indicators.actions import Proposal, add_breakdowns, create_local
from fuertong_web.indicators.measures import plain_name
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.selectors import indicators_of, name_index
from fuertong_web.places.models import Unit
from fuertong_web.plans.models import Plan, Target
from fuertong_web.plans.reading_tree import Node

GAP_BREAKDOWNS = {"城乡": "residence=urban", "性别": "sex=M"}
_GAP_ENDINGS = ("差距", "差异")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """How many targets were linked, and the codes of the indicators made for them."""

    targets: int
    made: list[str]


def indicator_name(target: Target) -> str:
    """The indicator a target is judged on: of a gap the rate without 城乡差距, else the target's own name."""
    name = target.name
    if target.gap:
        for ending in _GAP_ENDINGS:
            name = name.removesuffix(ending)
        name = name.removesuffix(target.gap).rstrip("的、，")
    return name or target.name


def needs_indicator(target: Target) -> bool:
    """Whether a target is judged by values at all: a milestone without a number is judged by people."""
    return target.kind != TargetKind.MILESTONE or target.value is not None


def link_indicators(*, by: Actor, plan: Plan, rows: Sequence[tuple[Target, tuple[Node, Unit | None]]]) -> Linked:
    """Set the indicators of unsaved targets, making the local ones that are missing in one go."""
    index = name_index(indicators_of(plan.place))
    wanted: dict[str, Proposal] = {}
    for target, (_, lead) in sorted(rows, key=lambda row: row[0].value is None or bool(row[0].gap)):
        for proposal in _proposals(target, lead):
            key = plain_name(proposal.name)
            if key not in index:
                wanted.setdefault(key, proposal)
    made = create_local(by=by, proposals=list(wanted.values()))
    index |= name_index(made)
    _link(rows, index)
    return Linked(targets=len(rows), made=[row.code for row in made])


def _proposals(target: Target, lead: Unit | None) -> list[Proposal]:
    if not needs_indicator(target):
        return []
    own = Proposal(
        name=indicator_name(target),
        unit=target.unit,
        value=target.value,
        is_change=target.kind == TargetKind.CHANGE or bool(target.gap),
        source_unit=lead,
    )
    return [own, *([Proposal(name=target.against, source_unit=lead)] if target.against else [])]


def _link(rows: Sequence[tuple[Target, tuple[Node, Unit | None]]], index: dict[str, Indicator]) -> None:
    asked: dict[int, tuple[Indicator, set[str]]] = {}
    for target, _ in rows:
        if not needs_indicator(target):
            continue
        indicator = index[plain_name(indicator_name(target))]
        target.indicator = indicator
        target.breakdown = GAP_BREAKDOWNS.get(target.gap, "")
        if target.breakdown:
            dimension = target.breakdown.split("=")[0]
            asked.setdefault(indicator.pk, (indicator, set()))[1].add(dimension)
        if target.against:
            target.against_indicator = index[plain_name(target.against)]
    add_breakdowns(indicators=asked)
