"""Commitments of strategies (策略措施的承诺) as targets: what the reading found in a strategy, taken over by a person.

A target so made has the code plan/dN/sN/tN and stands under the goal it serves, so that somebody answers for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions import judge_again
from fuertong_web.audit.actions import record
from fuertong_web.places.models import Unit
from fuertong_web.plans.confirming import target_row
from fuertong_web.plans.indicator_choice import link_indicators
from fuertong_web.plans.models import Goal, GoalUnit, Plan, Strategy, Target
from fuertong_web.plans.reading_tree import Node
from fuertong_web.plans.wording import sentence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A commitment found in a strategy: number `no` in it, in words, and the target it became."""

    strategy: Strategy
    no: int
    node: Node
    taken: Target | None
    likely: Goal | None

    @property
    def code(self) -> str:
        """The code of the target it is or would be."""
        return f"{self.strategy.code}/t{self.no}"

    @property
    def sentence(self) -> str:
        """Indicator and bound in one line."""
        return sentence_of(self.node)


def offers_of(plan: Plan) -> dict[int, list[Offer]]:
    """Per strategy (primary key) the commitments the reading found; four queries."""
    tree: Node = plan.draft.plan if plan.draft else {}
    read = {
        (number, position): node.get("targets") or []
        for number, domain in enumerate(tree.get("domains", []))
        for position, node in enumerate(domain.get("strategies", []))
    }
    taken = {target.code: target for target in Target.objects.filter(strategy__domain__plan=plan)}
    found: dict[int, list[Offer]] = {}
    for number, domain in enumerate(plan.domains.prefetch_related("strategies", "goals").order_by("no")):
        goals = sorted(domain.goals.all(), key=lambda goal: goal.no)
        for position, strategy in enumerate(sorted(domain.strategies.all(), key=lambda row: row.no)):
            nodes = read.get((number, position), [])
            offers = list(_offers(strategy, nodes, taken, goals))
            if offers:
                found[strategy.pk] = offers
    return found


def _offers(strategy: Strategy, nodes: list[Node], taken: dict[str, Target], goals: list[Goal]) -> Iterator[Offer]:
    for no, node in enumerate(nodes, 1):
        code = f"{strategy.code}/t{no}"
        likely = max(goals, key=lambda goal: _likeness(node, goal), default=None)
        yield Offer(strategy=strategy, no=no, node=node, taken=taken.get(code), likely=likely)


def _likeness(node: Node, goal: Goal) -> float:
    blocks = SequenceMatcher(None, node["indicator"], goal.text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1)


@transaction.atomic
def take_commitment(*, by: Actor, plan: Plan, code: str, goal: Goal) -> Target:
    """Make the commitment of this code a target under a goal of the same domain; once only."""
    if by.place is None or plan.place_id != by.place.pk or not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以把策略措施的承诺设为目标。")
    offer = next((one for offers in offers_of(plan).values() for one in offers if one.code == code), None)
    if offer is None:
        raise FuertongError("这条策略措施里没有读到这项承诺，请刷新页面。")
    if offer.taken is not None:
        return offer.taken
    if goal.domain_id != offer.strategy.domain_id:
        raise FuertongError("请选择同一领域里的目标。")
    highest = goal.targets.aggregate(highest=Max("no"))["highest"] or 0
    target = target_row(plan, goal, highest + 1, offer.node, seen=True)
    target.strategy, target.code = offer.strategy, code
    linked = link_indicators(by=by, plan=plan, rows=[(target, _lead(goal))])
    target.save()
    after = {"code": code, "goal": goal.code, "quote": target.quote, "new_indicators": linked.made}
    record(by=by, action="plans.strategy_target", target=target, after=after)
    judge_again(by=by, place=by.place)
    return target


def _lead(goal: Goal) -> Unit | None:
    parts = goal.units.select_related("unit").exclude(unit=None).exclude(part=GoalUnit.Part.COLLECTIVE)
    first = parts.order_by("part", "order").first()
    return first.unit if first else None
