"""Pages of reports: what there is, writing a new version, reading, downloading, making it final."""

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong import reports as core
from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.facts import gather
from fuertong_web.assessment.views.common import chosen_plans, chosen_year
from fuertong_web.plans.selectors import plan_for
from fuertong_web.reports.actions import DOCX, finish_report, make_report, open_targets
from fuertong_web.reports.preview import pieces
from fuertong_web.reports.selectors import sees_drafts, version_for, versions_for
from fuertong_web.ui.frame import Crumb


@needs(Permission.REPORT_SEE)
def reports(request: ActorRequest) -> HttpResponse:
    """The reports of the place with their versions; the statistician writes new ones here."""
    context = {
        "versions": versions_for(request.actor),
        "plans": chosen_plans(request),
        "year": chosen_year(request),
        "may_write": request.actor.can(Permission.REPORT_WRITE_MONITORING),
        "sees_drafts": sees_drafts(request.actor),
        "crumbs": [Crumb(title="报告"), Crumb(title="监测报告")],
    }
    return render(request, "reports/reports.html", context)


@needs(Permission.REPORT_WRITE_MONITORING)
@require_POST
def report_make(request: ActorRequest) -> HttpResponse:
    """Write a new version."""
    year = chosen_year(request)
    plan = plan_for(request.actor, request.POST.get("plan", ""))
    if year is None:
        raise Http404
    try:
        without = request.POST.get("gaps") == "drop"
        version = make_report(by=request.actor, plan=plan, data_year=year, without_gaps=without)
    except FuertongError as error:
        messages.error(request, str(error))
        return redirect("reports")
    messages.success(request, f"已生成第{version.no}稿，请核对后下载。")
    return redirect("report_version", uid=version.uid)


@needs(Permission.REPORT_WRITE_MONITORING)
def report_preview(request: ActorRequest, code: str) -> HttpResponse:
    """The report as it would be written now, without storing a version."""
    plan, year = plan_for(request.actor, code), chosen_year(request)
    if year is None:
        raise Http404
    made = core.compose("monitoring", gather(request.actor, plan, year))
    context = {
        "made": made,
        "pieces": pieces(made),
        "plan": plan,
        "year": year,
        "crumbs": [Crumb(title="报告"), Crumb(title="监测报告", url=reverse("reports")), Crumb(title="预览")],
    }
    return render(request, "reports/preview.html", context)


@needs(Permission.REPORT_SEE)
def report_version(request: ActorRequest, uid: str) -> HttpResponse:
    """One version: what it was made from, what is left to settle, download, 定稿."""
    version = version_for(request.actor, uid)
    context = {
        "version": version,
        "left": open_targets(version),
        "may_write": request.actor.can(Permission.REPORT_WRITE_MONITORING),
        "may_finish": request.actor.can(Permission.REPORT_APPROVE) and not version.is_final,
        "crumbs": [
            Crumb(title="报告"),
            Crumb(title="监测报告", url=reverse("reports")),
            Crumb(title=f"{version.report.title}第{version.no}稿"),
        ],
    }
    return render(request, "reports/version.html", context)


@needs(Permission.REPORT_SEE)
def report_download(request: ActorRequest, uid: str) -> HttpResponse:
    """The Word file."""
    version = version_for(request.actor, uid)
    response = HttpResponse(bytes(version.file.content), content_type=DOCX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(version.file.name)}"
    return response


@needs(Permission.REPORT_APPROVE)
@require_POST
def report_finish(request: ActorRequest, uid: str) -> HttpResponse:
    """Make a version final."""
    version = version_for(request.actor, uid)
    try:
        finish_report(by=request.actor, version=version, reason=request.POST.get("reason", ""))
        messages.success(request, "已定稿。")
    except (FuertongError, PermissionDenied) as error:
        messages.error(request, str(error))
    return redirect("report_version", uid=uid)
