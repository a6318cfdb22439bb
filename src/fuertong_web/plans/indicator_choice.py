"""The indicator of each target (目标对应的指标): the place's own by name or alias, the catalogue's, or a new local one.

A gap (差距) is judged on the rate it is a gap of, with the breakdown it compares; a target against another indicator
links that one too. An indicator that both plans bound is one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fuertong.catalogue import load, normal_name
from fuertong.model.indicator import Indicator as CatalogueRow
from fuertong.model.plan import Confidence, TargetKind
from fuertong_web.accounts.actor import Actor
from fuertong_web.indicators.actions import add_breakdowns, create_local, take_in
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.proposals import Proposal
from fuertong_web.indicators.selectors import indicators_of, name_index
from fuertong_web.places.models import Unit
from fuertong_web.plans.models import Plan, Target

GAP_BREAKDOWNS = {"城乡": "residence=urban", "性别": "sex=M"}
_GAP_ENDINGS = ("差距", "差异")
_GAP_WORDS = {"性别": ("性别", "男女"), "区域": ("区域", "地区"), "城乡": ("城乡",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """How many targets were linked, and the codes of the indicators taken from the catalogue and made for them."""

    targets: int
    taken: list[str]
    made: list[str]


def indicator_name(target: Target) -> str:
    """The indicator a target is judged on: of a gap the rate without 城乡差距, else the target's own name."""
    name = target.name
    if target.gap:
        for ending in _GAP_ENDINGS:
            name = name.removesuffix(ending)
        for word in _GAP_WORDS.get(target.gap, (target.gap,)):
            name = name.removesuffix(word)
        name = name.rstrip("的、，")
    return name or target.name


def needs_indicator(target: Target) -> bool:
    """Whether a target is judged by values at all: a milestone without a number is judged by people."""
    return target.kind != TargetKind.MILESTONE or target.value is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an indicator name leads to: an indicator of the place, one of the catalogue, or a local one to be made."""

    own: Indicator | None = None
    listed: CatalogueRow | None = None


def choose(proposal: Proposal, index: Mapping[str, Indicator]) -> Choice:
    """The indicator of a proposal by name; a catalogue indicator in another unit of measurement is not the same."""
    key = normal_name(proposal.name)
    if key in index:
        return Choice(own=index[key])
    listed = load().by_name.get(key)
    return Choice(listed=listed if listed and proposal.fits(listed.unit) else None)


def link_indicators(*, by: Actor, plan: Plan, rows: Sequence[tuple[Target, Unit | None]]) -> Linked:
    """Set the indicators of unsaved targets, taking in or making those that are missing in one go."""
    index = name_index(indicators_of(plan.place))
    local: dict[str, Proposal] = {}
    listed: dict[str, CatalogueRow] = {}
    sources: dict[str, Unit | None] = {}
    for target, lead in sorted(rows, key=lambda row: row[0].value is None or bool(row[0].gap)):
        for proposal in _proposals(target, lead):
            choice = choose(proposal, index)
            if choice.listed:
                listed.setdefault(choice.listed.code, choice.listed)
                sources.setdefault(choice.listed.code, proposal.source_unit)
            elif choice.own is None:
                local.setdefault(normal_name(proposal.name), proposal)
    taken = take_in(by=by, rows=listed.values(), sources=sources)
    made = create_local(by=by, proposals=list(local.values()))
    index = name_index(made) | index | name_index(taken)
    _link([target for target, _ in rows], index)
    return Linked(targets=len(rows), taken=[row.code for row in taken], made=[row.code for row in made])


def _proposals(target: Target, lead: Unit | None) -> list[Proposal]:
    if not needs_indicator(target):
        return []
    own = proposal_of(target, lead)
    return [own, *([Proposal(name=target.against, source_unit=lead)] if target.against else [])]


def proposal_of(target: Target, lead: Unit | None = None) -> Proposal:
    """What a target says of its own indicator."""
    return Proposal(
        name=indicator_name(target),
        unit=target.unit,
        value=target.value,
        is_change=target.kind == TargetKind.CHANGE or bool(target.gap),
        source_unit=lead,
    )


def _link(targets: Sequence[Target], index: Mapping[str, Indicator]) -> None:
    asked: dict[int, tuple[Indicator, set[str]]] = {}
    for target in targets:
        if not needs_indicator(target):
            continue
        target.indicator = indicator = index[normal_name(indicator_name(target))]
        if not proposal_of(target).fits(indicator.unit):
            target.confidence = Confidence.DECIDE
        target.breakdown = GAP_BREAKDOWNS.get(target.gap, "")
        if target.breakdown:
            dimension = target.breakdown.split("=")[0]
            asked.setdefault(indicator.pk, (indicator, set()))[1].add(dimension)
        if target.against:
            target.against_indicator = index[normal_name(target.against)]
    add_breakdowns(indicators=asked)
