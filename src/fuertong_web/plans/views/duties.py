"""Pages of responsibilities (责任分解) and of the plan's health (规划体检)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from fuertong.model.findings import Severity
from fuertong.reports.plan_papers import duties_report, duties_sheet, health_report, health_sheet, unit_duties_report
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.home.context import audience_of
from fuertong_web.indicators.sheets import sheet
from fuertong_web.places.models import Place
from fuertong_web.plans.duty_rows import duty_rows_of, orphaned_duties
from fuertong_web.plans.health import checked, health_of
from fuertong_web.plans.models import Plan
from fuertong_web.plans.responsibility import loads_of
from fuertong_web.plans.selectors import other_plans, plan_for, plans_of
from fuertong_web.plans.views.browsing import tabs_of
from fuertong_web.plans.views.pages import crumbs
from fuertong_web.plans.workbook import duties_table
from fuertong_web.ui.downloads import excel, word

HEALTH = (
    (Severity.ERROR, "需要改正的", "规划中的差错"),
    (Severity.WARNING, "需要核对的", "前后不一、缺项或疑似照抄，请对照原文"),
    (Severity.INFO, "需要安排的", "不是差错，在监测方案中要作出安排"),
)


@needs(Permission.PLAN_SEE)
def duties(request: ActorRequest) -> HttpResponse:
    """Unit → goals led and supported, in the plans chosen in the frame."""
    place = request.actor.place
    if place is None:
        return redirect("home")
    audience = request.GET.get("audience", audience_of(request))
    chosen = _of_today(place, audience)
    loads = loads_of(place, chosen)
    context = {
        "loads": loads,
        "plans": chosen,
        "chosen": audience,
        "lost": [load for load in loads if load.unit is None],
        "orphaned": len(orphaned_duties(place)),
        "may_write": request.actor.can(Permission.PLAN_WRITE),
        "crumbs": crumbs(("责任分解", "")),
    }
    return render(request, "plans/duties.html", context)


def _of_today(place: Place, audience: str) -> list[Plan]:
    """The active plans without those that a newer one has taken over from."""
    rows = list(plans_of(place, audience))
    before = {plan.predecessor_id for plan in rows}
    return [plan for plan in rows if plan.pk not in before]


@needs(Permission.PLAN_SEE)
def duties_xlsx(request: ActorRequest) -> HttpResponse:
    """The same as a workbook: one row a unit and goal."""
    place = request.actor.place
    if place is None:
        return redirect("home")
    chosen = _of_today(place, request.GET.get("audience", audience_of(request)))
    return sheet(f"{place.region.name}妇女儿童发展规划责任分解", duties_table(loads_of(place, chosen)))


@needs(Permission.PLAN_SEE)
def duties_orphaned(request: ActorRequest) -> HttpResponse:
    """Dissolved units nobody has taken over from, with their goals: to be settled before a round opens."""
    place = request.actor.place
    if place is None:
        return redirect("home")
    context = {
        "rows": orphaned_duties(place),
        "may_mend": request.actor.can(Permission.UNITS_WRITE),
        "crumbs": crumbs(("待承接的职责", "")),
    }
    return render(request, "plans/orphaned.html", context)


@needs(Permission.PLAN_SEE)
def plan_duties_docx(request: ActorRequest, code: str) -> HttpResponse:
    """目标责任分解表 of the plan, ready to be issued."""
    found = plan_for(request.actor, code)
    return word(duties_report(found.title, duty_rows_of(found)))


@needs(Permission.PLAN_SEE)
def plan_duties_units_docx(request: ActorRequest, code: str) -> HttpResponse:
    """The same by unit."""
    found = plan_for(request.actor, code)
    return word(unit_duties_report(found.title, duty_rows_of(found)))


@needs(Permission.PLAN_SEE)
def plan_duties_xlsx(request: ActorRequest, code: str) -> HttpResponse:
    """Both as a workbook."""
    found = plan_for(request.actor, code)
    return excel(duties_sheet(found.title, duty_rows_of(found)), f"{found.title}目标责任分解表")


@needs(Permission.PLAN_SEE)
def plan_health(request: ActorRequest, code: str) -> HttpResponse:
    """What is wrong, contradictory or missing in a plan, by weight, each with the goal it concerns."""
    found = plan_for(request.actor, code)
    remarks = health_of(found, request.actor)
    parts = [
        (title, note, [one.row for one in remarks if one.severity is severity]) for severity, title, note in HEALTH
    ]
    context = {
        "plan": found,
        "parts": [part for part in parts if part[2]],
        "tabs": tabs_of(found, "plan_health"),
        "others": other_plans(found),
        "crumbs": crumbs((found.short, "")),
    }
    return render(request, "plans/health.html", context)


@needs(Permission.PLAN_SEE)
def plan_health_docx(request: ActorRequest, code: str) -> HttpResponse:
    """规划体检报告 as Word."""
    return word(health_report([checked(plan_for(request.actor, code), request.actor)]))


@needs(Permission.PLAN_SEE)
def plan_health_xlsx(request: ActorRequest, code: str) -> HttpResponse:
    """The findings as a list."""
    found = plan_for(request.actor, code)
    return excel(health_sheet([checked(found, request.actor)]), f"{found.title}体检")
