"""Which targets an actor may open."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.disclosure import View, view_of
from fuertong_web.plans.models import Goal, GoalUnit, Plan, Target


def targets_for(actor: Actor, plan: Plan | None = None) -> QuerySet[Target]:
    """The targets of the actor's place (of one plan), with goal, domain, plan, indicator and units at hand."""
    if actor.place is None or not actor.can(Permission.PLAN_SEE):
        return Target.objects.none()
    rows = Target.objects.filter(goal__domain__plan__place=actor.place)
    if plan is not None:
        rows = rows.filter(goal__domain__plan=plan)
    return (
        rows.select_related("goal__domain__plan", "indicator__source_unit", "against_indicator__source_unit")
        .prefetch_related(Prefetch("goal__units", queryset=GoalUnit.objects.select_related("unit").order_by("order")))
        .order_by("goal__domain__plan", "goal__domain__no", "goal__no", "no")
    )


def target_for(actor: Actor, code: str) -> Target:
    """One target by its code; Http404 for another place's."""
    if not actor.can(Permission.PLAN_SEE):
        raise PermissionDenied("您的身份不能查看规划。")
    found = targets_for(actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def leads(target: Target) -> list[GoalUnit]:
    """The lead units of the target's goal; without a named lead the first responsible unit leads."""
    parts = list(target.goal.units.all())
    named = [part for part in parts if part.part == GoalUnit.Part.LEAD]
    return named or [part for part in parts if part.part == GoalUnit.Part.SUPPORT][:1]


def figures_seen(actor: Actor, target: Target) -> View:
    """How much the actor sees of the figures a signal was made from: the least of the indicator and the one compared.

    A signal keeps the whole series with its parts, so beyond View.ALL nothing of it may be printed as a number (D7).
    """
    views = [view_of(actor, row) for row in (target.indicator, target.against_indicator) if row is not None]
    return next((view for view in View if view in views), View.ALL)


def is_own(actor: Actor, target: Target) -> bool:
    """Whether the actor fills the target's indicator or leads its goal, and so cannot be the only judge."""
    own = {part.unit_id for part in leads(target)} | {target.indicator.source_unit_id if target.indicator else None}
    return bool(actor.unit_ids & {pk for pk in own if pk})


def goals_for(actor: Actor, plan: Plan) -> QuerySet[Goal]:
    """The goals of one plan of the actor's place with domain, plan and units at hand."""
    if actor.place is None or not actor.can(Permission.PLAN_SEE):
        return Goal.objects.none()
    return (
        Goal.objects.filter(domain__plan=plan, domain__plan__place=actor.place)
        .select_related("domain__plan__place")
        .prefetch_related(Prefetch("units", queryset=GoalUnit.objects.select_related("unit").order_by("order")))
        .order_by("domain__no", "no")
    )


def leads_goal(actor: Actor, goal: Goal) -> bool:
    """Whether one of the actor's units leads the goal."""
    parts = list(goal.units.all())
    named = [part for part in parts if part.part == GoalUnit.Part.LEAD] or parts[:1]
    return bool(actor.unit_ids & {part.unit_id for part in named if part.unit_id})
