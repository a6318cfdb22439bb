"""The indicator of each target (目标对应的指标): the place's own by name or alias, the catalogue's, or a new local one.

A gap (差距) is judged on the rate it is a gap of, with the breakdown it compares; a target against another indicator
links that one too. An indicator that both plans bound is one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fuertong.catalogue import normal_name
from fuertong.model.indicator import Indicator as CatalogueRow
from fuertong.model.plan import Confidence, TargetKind
from fuertong_web.accounts.actor import Actor
from fuertong_web.indicators.actions import add_breakdowns, create_local, take_in
from fuertong_web.indicators.choosing import Known, choose, known_of
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.proposals import Proposal
from fuertong_web.indicators.selectors import name_index
from fuertong_web.places.models import Place, Unit
from fuertong_web.plans.models import Plan, Target
from fuertong_web.plans.reading_tree import Node, targets

GAP_BREAKDOWNS = {"城乡": "residence=urban", "性别": "sex=M"}
_GAP_ENDINGS = ("差距", "差异")
_GAP_WORDS = {"性别": ("性别", "男女", "两性"), "区域": ("区域", "地区", "县域", "地域"), "城乡": ("城乡",)}


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


def link_indicators(*, by: Actor, plan: Plan, rows: Sequence[tuple[Target, Unit | None]]) -> Linked:
    """Set the indicators of unsaved targets, taking in or making those that are missing in one go."""
    known = known_of(plan.place)
    local: dict[str, Proposal] = {}
    listed: dict[str, CatalogueRow] = {}
    sources: dict[str, Unit | None] = {}
    for target, lead in sorted(rows, key=lambda row: row[0].value is None or bool(row[0].gap)):
        for proposal in _proposals(target, lead):
            choice = choose(proposal, known)
            if choice.listed:
                listed.setdefault(choice.listed.code, choice.listed)
                sources.setdefault(choice.listed.code, proposal.source_unit)
            elif choice.own is None:
                local.setdefault(normal_name(proposal.name), proposal)
    taken = take_in(by=by, rows=listed.values(), sources=sources)
    made = create_local(by=by, proposals=list(local.values()))
    _link([target for target, _ in rows], _Links(known=known, taken={row.code: row for row in taken}, made=made))
    return Linked(targets=len(rows), taken=[row.code for row in taken], made=[row.code for row in made])


class _Links:
    """From a name to the indicator that now stands for it, with the group the name speaks of."""

    def __init__(self, *, known: Known, taken: Mapping[str, Indicator], made: Sequence[Indicator]) -> None:
        self.known, self.taken = known, taken
        self.made = name_index(made)
        self.fallback = name_index(taken.values())

    def of(self, proposal: Proposal) -> tuple[Indicator, str]:
        key = normal_name(proposal.name)
        if key in self.made:
            return self.made[key], ""
        choice = choose(proposal, self.known)
        own = choice.own or self.taken.get(choice.code)
        return (own, choice.breakdown) if own is not None else (self.fallback[key], "")


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


def _link(targets: Sequence[Target], links: _Links) -> None:
    asked: dict[int, tuple[Indicator, set[str]]] = {}
    for target in targets:
        if not needs_indicator(target):
            continue
        proposal = proposal_of(target)
        indicator, group = links.of(proposal)
        target.indicator = indicator
        if not proposal.fits(indicator.unit):
            target.confidence = Confidence.DECIDE
        target.breakdown = GAP_BREAKDOWNS.get(target.gap, "") or group
        if target.breakdown:
            dimension = target.breakdown.split("=")[0]
            asked.setdefault(indicator.pk, (indicator, set()))[1].add(dimension)
        if target.against:
            target.against_indicator = links.of(Proposal(name=target.against))[0]
    add_breakdowns(indicators=asked)


def proposals_of_reading(plan: Node) -> list[tuple[Proposal, int]]:
    """What the targets of a reading say of their indicators, each name once, with how many targets name it."""
    found: dict[str, Proposal] = {}
    counts: dict[str, int] = {}
    for _, _, node in targets(plan):
        target = target_of(node)
        for proposal in _proposals(target, None):
            key = normal_name(proposal.name)
            if key not in found or (proposal.unit and not found[key].unit):
                found[key] = proposal
            counts[key] = counts.get(key, 0) + 1
    return [(proposal, counts[key]) for key, proposal in found.items()]


def target_of(node: Node) -> Target:
    """The fields of a target of a reading that decide its indicator."""
    value = node.get("value")
    return Target(
        name=node["indicator"],
        kind=node["kind"],
        gap=node.get("gap") or "",
        against=node.get("against") or "",
        unit=node.get("unit") or "",
        value=None if value is None else Decimal(str(value)),
    )


def name_counts(place: Place, plan: Node) -> dict[str, int]:
    """How many names of a reading nobody has decided though near ones stand, and how many likeness decided."""
    known = known_of(place)
    chosen = [(proposal, choose(proposal, known)) for proposal, _ in proposals_of_reading(plan)]
    undecided = [proposal for proposal, choice in chosen if not choice.code and not choice.is_answered]
    return {
        "open_names": sum(bool(known.helpful(proposal)) for proposal in undecided),
        "likely_names": sum(choice.is_likely for _, choice in chosen),
    }
