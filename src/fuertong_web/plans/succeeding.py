"""Taking over from the plan before (规划接续): links between targets, so that series and history go on.

What both plans name for certain is taken over in one act; what is only alike in name a person confirms pair by pair. A
confirmed pair puts the new target on the indicator of the old one; the new wording becomes one of its names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.planning.pairing import Pair
from fuertong.planning.subjects import placed_targets
from fuertong.planning.succession import Change, Succession, SuccessionRow, succeed_placed
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.indicators.models import Indicator
from fuertong_web.plans.amending import amend_target
from fuertong_web.plans.core_form import core_plan
from fuertong_web.plans.indicator_choice import proposal_of
from fuertong_web.plans.known_names import names_of_place
from fuertong_web.plans.models import Goal, GoalUnit, Plan, Target, TargetSuccession
from fuertong_web.plans.responsibility import answering_today
from fuertong_web.plans.selectors import goals_of, successors


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One row of the page: the comparison, the two targets stored, and a person's word on them ("" while open)."""

    row: SuccessionRow
    old: Target | None = None
    new: Target | None = None
    word: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet whether the two are one."""
        return self.old is not None and self.new is not None and not self.word


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingOver:
    """The new plan beside the one before it, with what has been confirmed."""

    succession: Succession
    rows: tuple[Taken, ...]

    def of(self, change: Change) -> list[Taken]:
        """The rows of one change."""
        return [row for row in self.rows if row.row.change is change]

    @property
    def dropped(self) -> list[Target]:
        """Old targets without counterpart: a person may name one."""
        return [row.old for row in self.rows if row.old and not row.new]

    @property
    def added(self) -> list[Target]:
        """New targets without counterpart."""
        return [row.new for row in self.rows if row.new and not row.old]

    @property
    def sure(self) -> list[Taken]:
        """Pairs both plans name for certain and nobody has confirmed yet."""
        return [row for row in self.rows if row.is_open and row.row.sure]


def taking_over(plan: Plan, before: Plan) -> TakingOver:
    """Compare two plans of a place; pairs a person has confirmed or refused come first."""
    names = names_of_place(plan.place)
    old_core, new_core = core_plan(before), core_plan(plan)
    old_rows, new_rows = _stored(before), _stored(plan)
    old, new = placed_targets(old_core, catalogue=names), placed_targets(new_core, catalogue=names)
    stored = {id(item): row for item, row in zip((*old, *new), (*old_rows, *new_rows), strict=True)}
    words = {
        (row.old_id, row.new_id): row.same
        for row in TargetSuccession.objects.filter(new__goal__domain__plan=plan, old__goal__domain__plan=before)
    }
    settled = [
        Pair(mine=after, theirs=earlier)
        for earlier in old
        for after in new
        if words.get((stored[id(earlier)].pk, stored[id(after)].pk))
    ]
    refused = {pair for pair, same in words.items() if not same}
    succession = succeed_placed(
        old_core,
        new_core,
        old,
        new,
        settled=settled,
        refused=lambda earlier, after: (stored[id(earlier)].pk, stored[id(after)].pk) in refused,
    )
    rows = []
    for row in succession.rows:
        old_target = stored[id(row.old)] if row.old else None
        new_target = stored[id(row.new)] if row.new else None
        known = words.get((old_target.pk, new_target.pk)) if old_target and new_target else None
        rows.append(Taken(row=row, old=old_target, new=new_target, word="已接续" if known else ""))
    return TakingOver(succession=succession, rows=tuple(rows))


def _stored(plan: Plan) -> list[Target]:
    """The targets in the order in which the core form gives them."""
    return [target for goal in goals_of(plan) for target in goal.targets.all()]


@transaction.atomic
def take_over(*, by: Actor, plan: Plan, pairs: Sequence[tuple[Target, Target]]) -> int:
    """Confirm pairs (old, new) as the same and return how many; series, and units where a goal names none, go on."""
    before = _before_of(by, plan)
    for old, new in pairs:
        if old.goal.domain.plan_id != before.pk or new.goal.domain.plan_id != plan.pk:
            raise FuertongError("这两项指标不属于这两个周期的规划，请刷新页面后再确认。")
        if TargetSuccession.objects.filter(new=new, same=True).exclude(old=old).exists():
            raise FuertongError(f"“{new.name}”已接续上一周期的另一项指标，请先核对。")
        TargetSuccession.objects.update_or_create(old=old, new=new, defaults={"same": True, "by": by.label})
        _continue_series(by, old, new)
        _continue_units(old.goal, new.goal)
    after = {"pairs": [f"{old.code} → {new.code}" for old, new in pairs]}
    record(by=by, action="plans.take_over", target=plan, after=after)
    return len(pairs)


@transaction.atomic
def keep_apart(*, by: Actor, plan: Plan, old: Target, new: Target) -> None:
    """A person says that two targets alike in name are not the same."""
    before = _before_of(by, plan)
    if old.goal.domain.plan_id != before.pk or new.goal.domain.plan_id != plan.pk:
        raise FuertongError("这两项指标不属于这两个周期的规划，请刷新页面后再确认。")
    TargetSuccession.objects.update_or_create(old=old, new=new, defaults={"same": False, "by": by.label})
    record(by=by, action="plans.keep_apart", target=plan, after={"pairs": [f"{old.code} → {new.code}"]})


def _before_of(by: Actor, plan: Plan) -> Plan:
    if by.place is None or plan.place_id != by.place.pk or not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以确认规划接续。")
    if plan.predecessor is None:
        raise FuertongError("这部规划没有登记上一周期的规划，不能接续。")
    return plan.predecessor


def _continue_series(by: Actor, old: Target, new: Target) -> None:
    """The new target on the old one's indicator, so that its series goes on; not where the units of measure differ."""
    indicator = old.indicator
    if indicator is None or new.indicator_id == indicator.pk or not proposal_of(new).fits(indicator.unit):
        return
    left = new.indicator
    _add_name(indicator, new)
    amend_target(by=by, target=new, changes={"indicator": indicator}, reason="接续上一周期的同一指标")
    if left is not None and not _is_used(left):
        Indicator.objects.filter(pk=left.pk).update(valid_to=timezone.localdate() - timedelta(days=1))


def _is_used(indicator: Indicator) -> bool:
    """Whether anything at all still refers to an indicator: then it stays in force."""
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: indicator}).exists()
        for relation in indicator._meta.related_objects
    )


def _add_name(indicator: Indicator, new: Target) -> None:
    if new.gap or new.against or new.name in (indicator.name, *indicator.aliases):
        return
    indicator.aliases = [*indicator.aliases, new.name]
    indicator.save(update_fields=["aliases"])


def _continue_units(old: Goal, new: Goal) -> None:
    """A goal whose text names no unit is answered for by whoever answers today for the goal before it."""
    if new.units.exists():
        return
    heirs = successors(new.domain.plan.place)
    rows = [
        GoalUnit(goal=new, unit=unit, part=part.part, text=name)
        for part in old.units.select_related("unit").order_by("order")
        for name, unit in answering_today(part, heirs)
    ]
    for order, row in enumerate(rows, start=1):
        row.order = order
    GoalUnit.objects.bulk_create(rows)
