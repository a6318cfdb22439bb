"""Pages of responsibilities (责任分解) and of the plan's health (规划体检)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.home.context import audience_of
from fuertong_web.indicators.sheets import sheet
from fuertong_web.plans.health import health_of
from fuertong_web.plans.responsibility import loads_of
from fuertong_web.plans.selectors import plan_for, plans_of
from fuertong_web.plans.views.browsing import tabs_of
from fuertong_web.plans.views.pages import crumbs
from fuertong_web.plans.workbook import duties_table


@needs(Permission.PLAN_SEE)
def duties(request: ActorRequest) -> HttpResponse:
    """Unit → goals led and supported, in the plans chosen in the frame."""
    place = request.actor.place
    if place is None:
        return redirect("home")
    audience = request.GET.get("audience", audience_of(request))
    chosen = list(plans_of(place, audience))
    loads = loads_of(place, chosen)
    context = {
        "loads": loads,
        "plans": chosen,
        "chosen": audience,
        "lost": [load for load in loads if load.unit is None],
        "may_write": request.actor.can(Permission.PLAN_WRITE),
        "crumbs": crumbs(("责任分解", "")),
    }
    return render(request, "plans/duties.html", context)


@needs(Permission.PLAN_SEE)
def duties_xlsx(request: ActorRequest) -> HttpResponse:
    """The same as a workbook: one row a unit and goal."""
    place = request.actor.place
    if place is None:
        return redirect("home")
    chosen = list(plans_of(place, request.GET.get("audience", audience_of(request))))
    return sheet(f"{place.region.name}妇女儿童发展规划责任分解", duties_table(loads_of(place, chosen)))


@needs(Permission.PLAN_SEE)
def plan_health(request: ActorRequest, code: str) -> HttpResponse:
    """What is missing or contradictory in a plan, each with the goal it concerns."""
    found = plan_for(request.actor, code)
    context = {
        "plan": found,
        "findings": health_of(found),
        "tabs": tabs_of(found, "plan_health"),
        "others": [one for one in plans_of(found.place) if one.pk != found.pk],
        "crumbs": crumbs((found.short, "")),
    }
    return render(request, "plans/health.html", context)
