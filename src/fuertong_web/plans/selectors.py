"""Reading plans (规划): drafts, plans, goals and targets of the actor's place, and who answers for them."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from fuertong.model.plan import Audience
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.places.models import Place, Unit, UnitSuccession
from fuertong_web.plans.models import Goal, GoalUnit, Plan, PlanDraft, Target


def plans_of(place: Place, audience: str | None = None) -> QuerySet[Plan]:
    """The active plans of a place, women's first; `audience` women, children, or anything else for both."""
    rows = place.plans.filter(state=Plan.State.ACTIVE).order_by("-audience", "-first_year")
    return rows.filter(audience=audience) if audience in {item.value for item in Audience} else rows


def other_plans(plan: Plan) -> list[Plan]:
    """The other active plans of a plan's place, for the way from one to the other."""
    return [one for one in plans_of(plan.place) if one.pk != plan.pk]


def plan_for(actor: Actor, code: str) -> Plan:
    """A plan of the actor's place; Http404 elsewhere."""
    _may_see(actor)
    found = (
        Plan.objects.filter(code=code, place=actor.place)
        .select_related("place__region", "draft", "parent__place__region")
        .first()
    )
    if found is None:
        raise Http404
    return found


def drafts_for(actor: Actor) -> QuerySet[PlanDraft]:
    """The drafts of the place still to be confirmed, for the office; without the bulk of the text."""
    if actor.place is None or not actor.can(Permission.PLAN_WRITE):
        return PlanDraft.objects.none()
    rows = PlanDraft.objects.filter(place=actor.place, state=PlanDraft.State.OPEN)
    return rows.select_related("file", "by").defer("lines", "file__content").order_by("-at", "pk")


def draft_for(actor: Actor, uid: UUID) -> PlanDraft:
    """A draft of the actor's place; Http404 elsewhere, PermissionDenied for others than the office."""
    rows = PlanDraft.objects.filter(uid=uid, place=actor.place)
    found = rows.select_related("file", "place__region").defer("file__content").first()
    if actor.place is None or found is None:
        raise Http404
    if not actor.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以核对规划。")
    return found


def targets_of(place: Place, audience: str | None = None) -> QuerySet[Target]:
    """The targets of the active plans in the plans' order, with goal, domain, plan, indicator and named units."""
    return (
        Target.objects.filter(goal__domain__plan__in=plans_of(place, audience))
        .select_related("goal__domain__plan", "indicator__source_unit", "against_indicator")
        .prefetch_related(_parts())
        .order_by("-goal__domain__plan__audience", "goal__domain__plan", "goal__domain__no", "goal__no", "no")
    )


def target_for(actor: Actor, code: str) -> Target:
    """A target of the actor's place; Http404 elsewhere."""
    _may_see(actor)
    found = (
        Target.objects.filter(code=code, goal__domain__plan__place=actor.place)
        .select_related("goal__domain__plan__place__region", "indicator__source_unit", "against_indicator")
        .prefetch_related(_parts())
        .first()
    )
    if found is None:
        raise Http404
    return found


def earlier_of(target: Target) -> Target | None:
    """The target of the plan before that this one takes over from, where a person has confirmed it."""
    rows = Target.objects.filter(successions__new=target, successions__same=True)
    return rows.select_related("goal__domain__plan").first()


def goal_for(actor: Actor, code: str) -> Goal:
    """A goal of the actor's place; Http404 elsewhere."""
    _may_see(actor)
    rows = Goal.objects.filter(code=code, domain__plan__place=actor.place).select_related("domain__plan")
    found = rows.prefetch_related("targets__indicator", "units__unit").first()
    if found is None:
        raise Http404
    return found


def goals_of(plan: Plan) -> list[Goal]:
    """All goals of a plan with domain, units and targets, in the plan's order."""
    rows = Goal.objects.filter(domain__plan=plan).select_related("domain").order_by("domain__no", "no")
    parts = GoalUnit.objects.select_related("unit").order_by("order")
    found = Target.objects.select_related("indicator").order_by("no")
    return list(rows.prefetch_related(Prefetch("units", parts), Prefetch("targets", found)))


def leads_of(unit: Unit, *, supporting: bool = False) -> QuerySet[Goal]:
    """The goals of active plans a unit leads today (or supports), goals of units it has succeeded included."""
    part = GoalUnit.Part.SUPPORT if supporting else GoalUnit.Part.LEAD
    inherited = UnitSuccession.objects.filter(new=unit, since__lte=timezone.localdate()).values("old_id")
    own = GoalUnit.objects.filter(Q(unit=unit) | Q(unit__in=inherited), part=part)
    rows = Goal.objects.filter(pk__in=own.values("goal_id"), domain__plan__state=Plan.State.ACTIVE)
    return rows.select_related("domain__plan").order_by("domain__plan", "domain__no", "no")


def lead_units(targets: Iterable[Target]) -> dict[int, list[GoalUnit]]:
    """Per target (primary key) the units that answer for its goal: the leads, or all named where none leads."""
    found = {}
    for target in targets:
        parts = list(target.goal.units.all())
        leads = [part for part in parts if part.part == GoalUnit.Part.LEAD]
        found[target.pk] = leads or [part for part in parts if part.part == GoalUnit.Part.SUPPORT]
    return found


def successors(place: Place) -> dict[int, list[Unit]]:
    """Who answers today for each dissolved unit (primary key) of the place."""
    rows = UnitSuccession.objects.filter(old__place=place, since__lte=timezone.localdate()).select_related("new")
    found: dict[int, list[Unit]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.old_id, []).append(row.new)
    return found


def plan_sizes(place: Place) -> dict[int, tuple[int, int]]:
    """Goals and targets per plan (primary key)."""
    rows = Plan.objects.filter(place=place).annotate(
        goal_count=Count("domains__goals", filter=Q(domains__goals__dropped_on=None), distinct=True),
        target_count=Count(
            "domains__goals__targets", filter=Q(domains__goals__targets__dropped_on=None), distinct=True
        ),
    )
    return {row.pk: (row.goal_count, row.target_count) for row in rows}


def _parts() -> "Prefetch[str]":
    return Prefetch("goal__units", GoalUnit.objects.select_related("unit").order_by("order"))


def _may_see(actor: Actor) -> None:
    if actor.place is None:
        raise Http404
    if not actor.can(Permission.PLAN_SEE):
        raise PermissionDenied("您的身份不能查看规划。")
