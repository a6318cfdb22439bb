"""Breakdown of responsibilities (责任分解): per unit the goals it leads and supports, and naming units of a goal.

A dissolved unit keeps its printed name with its successor beside it (现：×××), and its goals count for the successor.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.places.models import Place, Unit
from fuertong_web.plans.models import Goal, GoalUnit, Plan
from fuertong_web.plans.selectors import successors


@dataclass(slots=True, kw_only=True)
class UnitLoad:
    """What one unit answers for; `unit` is None for a name that fits no unit of the place."""

    name: str
    unit: Unit | None
    leads: list[Goal] = field(default_factory=list)
    supports: list[Goal] = field(default_factory=list)

    @property
    def target_count(self) -> int:
        """The targets of the goals it leads."""
        return sum(len(goal.targets.all()) for goal in self.leads)


def loads_of(place: Place, plans: Iterable[Plan]) -> list[UnitLoad]:
    """Every unit named in the plans in the place's order, then the names without a unit."""
    parts = (
        GoalUnit.objects.filter(goal__domain__plan__in=[plan.pk for plan in plans], goal__dropped_on=None)
        .exclude(part=GoalUnit.Part.COLLECTIVE)
        .select_related("goal__domain__plan", "unit")
        .prefetch_related("goal__targets")
        .order_by("-goal__domain__plan__audience", "goal__domain__no", "goal__no", "order")
    )
    heirs = successors(place)
    found: dict[str, UnitLoad] = {}
    for part in parts:
        for name, unit in answering_today(part, heirs):
            load = found.setdefault(name, UnitLoad(name=name, unit=unit))
            goals = load.leads if part.part == GoalUnit.Part.LEAD else load.supports
            if part.goal not in goals:
                goals.append(part.goal)
    return sorted(found.values(), key=_order)


def answering_today(part: GoalUnit, heirs: dict[int, list[Unit]]) -> list[tuple[str, Unit | None]]:
    """Name and unit of whoever answers today: the successors of a dissolved unit, else the unit itself."""
    if part.unit is None:
        return [(part.text, None)]
    return [(unit.name, unit) for unit in heirs.get(part.unit.pk, [part.unit])]


def _order(load: UnitLoad) -> tuple[bool, int, str]:
    return (load.unit is None, load.unit.order if load.unit else 0, load.name)


def printed_name(part: GoalUnit, heirs: dict[int, list[Unit]]) -> str:
    """The name as the plan has it, with the unit that answers today where that is another."""
    now = heirs.get(part.unit_id or 0)
    return f"{part.text}（现：{'、'.join(unit.name for unit in now)}）" if now else part.text


@transaction.atomic
def assign_units(*, by: Actor, goal: Goal, leads: Sequence[Unit], supports: Sequence[Unit], reason: str) -> Goal:
    """Name the units of a goal anew, as a 任务分工 says; units that stay keep the wording of the plan."""
    if by.place is None or goal.domain.plan.place_id != by.place.pk or not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以调整责任单位。")
    old = list(goal.units.select_for_update())
    before = {part: [row.text for row in old if row.part == part] for part in ("lead", "support")}
    texts = {(row.unit_id, row.part): row.text for row in old}
    rows = [(GoalUnit.Part.LEAD, unit) for unit in leads]
    rows += [(GoalUnit.Part.SUPPORT, unit) for unit in supports if unit not in leads]
    kept = [row for row in old if row.part == GoalUnit.Part.COLLECTIVE]
    goal.units.exclude(part=GoalUnit.Part.COLLECTIVE).delete()
    GoalUnit.objects.bulk_create(
        GoalUnit(goal=goal, unit=unit, part=part, text=texts.get((unit.pk, part), unit.name), order=order)
        for order, (part, unit) in enumerate(rows, start=1)
    )
    for order, row in enumerate(kept, start=len(rows) + 1):
        row.order = order
    GoalUnit.objects.bulk_update(kept, ["order"])
    after = {"lead": [unit.name for unit in leads], "support": [unit.name for unit in supports], "reason": reason}
    record(by=by, action="plans.assign_units", target=goal, before=before, after=after)
    return goal
