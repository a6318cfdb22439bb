"""The edited Word file taken back, and the checker (报告核对) for any Word file."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong.reports.storing import from_data
from fuertong.reports.taking_back import Deed, Edits, decisions_of
from fuertong.reports.templates import template
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.assessment.views.common import chosen_plans, chosen_year
from fuertong_web.plans.selectors import plan_for
from fuertong_web.reports.actions.making import composed
from fuertong_web.reports.actions.taking_back import read_returned, take_returned
from fuertong_web.reports.comparing import side_by_side
from fuertong_web.reports.files_apart import checked_apart
from fuertong_web.reports.gathering import report_facts
from fuertong_web.reports.kinds import WRITE, may_write, writer_words
from fuertong_web.reports.models import Report
from fuertong_web.reports.selectors import WRITERS, returned_for, version_for
from fuertong_web.ui.frame import Crumb
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

_LABELS = {
    Deed.CHANGED: "修改",
    Deed.ADDED: "增加",
    Deed.DELETED: "删去",
    Deed.MOVED: "移动",
    Deed.TABLE: "改表",
}
_CHECKED = [(kind.value, kind.label) for kind in Report.Kind if template(kind.value).needs == ""]
NO_FILE = "请选择一个Word文件（.docx）。"


@needs(*WRITE)
def report_take_back(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand in the edited file of a version."""
    version = version_for(request.actor, uid)
    if not may_write(request.actor, version.report.kind):
        raise PermissionDenied(writer_words(version.report.kind))
    error, status = "", 200
    if request.method == "POST":
        try:
            name, content = _file(request)
            made = read_returned(by=request.actor, version=version, name=name, content=content)
            return redirect("report_returned", uid=made.uid)
        except FuertongError as refused:
            error, status = str(refused), 413 if str(refused) == TOO_LARGE else 200
    context = {
        "version": version,
        "error": error,
        "crumbs": [
            Crumb(title="报告", url=reverse("reports")),
            Crumb(title=f"{version.report.title}第{version.no}稿", url=reverse("report_version", args=[version.uid])),
            Crumb(title="收回修改稿"),
        ],
    }
    return render(request, "reports/take_back.html", context, status=status)


@needs(*WRITE)
def report_returned(request: ActorRequest, uid: UUID) -> HttpResponse:
    """What people did to the file; a POST makes it a version, with the decisions on changed numbers."""
    found = returned_for(request.actor, uid)
    if request.method == "POST":
        undone = [key.removeprefix("edit-") for key, value in request.POST.items() if value == "undo"]
        mended = {
            diff["edit"]: diff["proposal"]
            for diff in found.seen["diffs"]
            if diff["proposal"] and request.POST.get(f"edit-{diff['edit']}") == "mend"
        }
        try:
            refuse = [key.removeprefix("deed-") for key, value in request.POST.items() if value == "refuse"]
            version = take_returned(by=request.actor, returned=found, undone=undone, mended=mended, refuse=refuse)
        except FuertongError as error:
            messages.error(request, str(error))
            return redirect("report_returned", uid=found.uid)
        messages.success(request, f"已收回，成为第{version.no}稿。")
        return redirect("report_version", uid=version.uid)
    version = found.version
    decisions = [
        {"one": one, "label": _LABELS[one.deed], "pair": side_by_side(one.before, one.after)}
        for one in decisions_of(from_data(Edits, found.edits))
    ]
    context = {
        "found": found,
        "version": version,
        "numbers": found.seen["numbers"],
        "diffs": found.seen["diffs"],
        "decisions": decisions,
        "nothing": not decisions and not found.seen["diffs"],
        "crumbs": [
            Crumb(title="报告", url=reverse("reports")),
            Crumb(title=f"{version.report.title}第{version.no}稿", url=reverse("report_version", args=[version.uid])),
            Crumb(title="收回修改稿"),
        ],
    }
    return render(request, "reports/returned.html", context)


@needs(*WRITERS)
def report_check(request: ActorRequest) -> HttpResponse:
    """Check any Word report, ours or typed by hand, against the plan's data; nothing is stored."""
    plans, year = chosen_plans(request), chosen_year(request)
    context: dict[str, object] = {
        "plans": plans,
        "year": year,
        "kinds": _CHECKED,
        "chosen": request.POST,
        "crumbs": [Crumb(title="报告", url=reverse("reports")), Crumb(title="报告核对")],
    }
    status = 200
    if request.method == "POST":
        plan = plan_for(request.actor, request.POST.get("plan", ""))
        if year is None:
            raise Http404
        try:
            name, content = _file(request)
            kind = request.POST.get("kind", "")
            context["rows"] = checked_apart(
                content,
                name=name,
                template=kind if kind in Report.Kind.values else None,
                facts=report_facts(request.actor, plan, year),
                also=[report_facts(request.actor, one, year) for one in plans if one != plan],
            )
            context["name"] = name
        except FuertongError as refused:
            context["error"] = str(refused)
            status = 413 if str(refused) == TOO_LARGE else 200
    return render(request, "reports/check.html", context, status=status)


@needs(*WRITERS)
def report_check_version(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Check a stored version against the data as they are today."""
    version = version_for(request.actor, uid)
    plan, year = version.report.plan, version.report.data_year
    kind = version.report.kind
    facts = report_facts(request.actor, plan, year, kind=kind)
    own_way = template(kind).needs != "" or bool(version.style_id) or bool(facts.texts)
    needs_more = template(version.report.kind).needs != ""
    name, content = version.file.name, bytes(version.file.content)
    context = {
        "version": version,
        "name": name,
        "rows": checked_apart(
            content,
            name=name,
            facts=facts,
            template=Report.Kind.MONITORING if needs_more else version.report.kind,
            known=[composed(version.report, facts, style=version.style)] if own_way else [],
        ),
        "crumbs": [
            Crumb(title="报告", url=reverse("reports")),
            Crumb(title=f"{version.report.title}第{version.no}稿", url=reverse("report_version", args=[version.uid])),
            Crumb(title="按今天的数据核对"),
        ],
    }
    return render(request, "reports/check.html", context)


def _file(request: ActorRequest) -> tuple[str, bytes]:
    """Name and bytes of the file handed in."""
    if is_too_large(request):
        raise FuertongError(TOO_LARGE)
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise FuertongError(NO_FILE)
    if not file.name.lower().endswith(".docx"):
        raise FuertongError("只能读取.docx文件，请用Word或WPS另存为.docx后再上传。")
    return file.name, file.read()
