"""The breakdown of a stored plan in the core's form (目标责任分解), dissolved units with their successors (现：×××)."""

from dataclasses import dataclass

from django.utils import timezone

from fuertong.planning.duties import DutyRow, duty_rows
from fuertong_web.places.models import Place
from fuertong_web.plans.core_form import core_plan
from fuertong_web.plans.models import Goal, GoalUnit, Plan
from fuertong_web.plans.responsibility import printed_name
from fuertong_web.plans.selectors import successors


def duty_rows_of(plan: Plan) -> tuple[DutyRow, ...]:
    """The goals of the plan as it stands today."""
    heirs = successors(plan.place)
    parts = GoalUnit.objects.filter(goal__domain__plan=plan, unit__in=list(heirs)).select_related("unit")
    return duty_rows(core_plan(plan), names={part.text: printed_name(part, heirs) for part in parts})


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphaned:
    """A dissolved unit nobody has taken over from, with the goals that still name it."""

    unit: str
    since: str
    leads: tuple[Goal, ...]
    supports: tuple[Goal, ...]


def orphaned_duties(place: Place) -> list[Orphaned]:
    """The work list before a round opens (practice 29): goals of active plans whose unit is dissolved without heir.

    A plan that is over and has its successor asks nobody any more.
    """
    heirs = successors(place)
    parts = (
        GoalUnit.objects.filter(
            goal__domain__plan__place=place, goal__domain__plan__state=Plan.State.ACTIVE, unit__valid_to__isnull=False
        )
        .exclude(unit__in=list(heirs))
        .exclude(
            goal__domain__plan__last_year__lt=timezone.localdate().year, goal__domain__plan__successors__isnull=False
        )
        .select_related("unit", "goal__domain__plan")
        .order_by("unit__order", "unit__code", "-goal__domain__plan__audience", "goal__domain__no", "goal__no")
    )
    found: dict[int, list[GoalUnit]] = {}
    for part in parts:
        found.setdefault(part.unit_id or 0, []).append(part)
    rows = []
    for own in found.values():
        unit = own[0].unit
        if unit is None or unit.valid_to is None:
            continue
        leads = tuple(part.goal for part in own if part.part == GoalUnit.Part.LEAD)
        supports = tuple(part.goal for part in own if part.part != GoalUnit.Part.LEAD)
        rows.append(Orphaned(unit=unit.name, since=unit.valid_to.isoformat(), leads=leads, supports=supports))
    return rows
