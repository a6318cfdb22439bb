"""预警: grouped by colour, each with its sentence, since when, owner and state of action."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions import decide_warning
from fuertong_web.assessment.models import Warning
from fuertong_web.assessment.selectors import leads, open_warnings, targets_for
from fuertong_web.assessment.views.common import chosen_plans, chosen_year
from fuertong_web.ui.frame import Crumb


@needs(Permission.SIGNAL_SEE, Permission.VERDICT_SEE)
def warnings(request: ActorRequest) -> HttpResponse:
    """The year's warnings; raised ones for office and statistician, released ones for the others."""
    year = chosen_year(request)
    plans = {plan.pk for plan in chosen_plans(request)}
    rows = [
        row for row in (open_warnings(request.actor, year) if year else []) if row.target.goal.domain.plan_id in plans
    ]
    owners = {
        target.pk: "、".join(part.unit.name if part.unit else part.text for part in leads(target))
        for target in targets_for(request.actor).filter(pk__in=[row.target_id for row in rows])
    }
    groups = [
        (colour, [(row, owners.get(row.target_id, "")) for row in rows if row.colour == colour.value])
        for colour in Warning.Colour
    ]
    context = {
        "year": year,
        "groups": [(colour, found) for colour, found in groups if found],
        "may_decide": request.actor.can(Permission.VERDICT_WRITE) and request.actor.can(Permission.SIGNAL_SEE),
        "sees_signal": request.actor.can(Permission.SIGNAL_SEE),
        "crumbs": [Crumb(title="评估预警"), Crumb(title="预警")],
    }
    return render(request, "assessment/warnings.html", context)


@needs(Permission.VERDICT_WRITE)
@require_POST
def warning_decide(request: ActorRequest, uid: str) -> HttpResponse:
    """Release or clear one warning."""
    year = Warning.objects.filter(uid=uid).values_list("data_year", flat=True).first() or 0
    warning = get_object_or_404(open_warnings(request.actor, year), uid=uid)
    try:
        decide_warning(
            by=request.actor,
            warning=warning,
            release=request.POST.get("act") == "release",
            decision=request.POST.get("decision", ""),
        )
        messages.success(request, "已记录处理意见。")
    except FuertongError as error:
        messages.error(request, str(error))
    return redirect("warnings")
