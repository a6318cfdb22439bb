"""Unit reports: the pre-filled Word files out, the files back, what is missing, the office's gathered draft."""

import io
import zipfile
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fuertong import reports as core
from fuertong.errors import FuertongError
from fuertong.reports.facts import Facts
from fuertong.reports.unit_reports import Occasion, gathered_report, tasks_of, unit_report
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.selectors import current_years
from fuertong_web.places.models import Unit
from fuertong_web.places.selectors import setting
from fuertong_web.reports.actions.unit_reports import take_unit_report
from fuertong_web.reports.life_models import UnitReport
from fuertong_web.reports.selectors import WRITERS, sees_drafts
from fuertong_web.reports.unit_reports import TERMS, core_units, facts_of, lines_of, may_see, returned_of
from fuertong_web.ui.downloads import DOCX, attachment
from fuertong_web.ui.frame import Crumb
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large


@needs(*WRITERS, Permission.REPORT_WRITE_OWN)
def unit_reports(request: ActorRequest) -> HttpResponse:
    """Which unit writes what, what has come back; a POST takes files in."""
    occasion, plans = _occasion(request), facts_of(request.actor)
    year = _year(request, plans)
    refused: list[str] = []
    if request.method == "POST":
        refused = _take(request, occasion)
        if not refused:
            return redirect(f"{reverse('unit_reports')}?occasion={occasion.value}&year={year}")
    lines = lines_of(request.actor, plans, occasion, year)
    place = request.actor.place
    context = {
        "occasion": occasion,
        "occasions": [(one.value, TERMS[one]) for one in Occasion],
        "term": TERMS[occasion],
        "year": year,
        "lines": lines,
        "back": sum(1 for line in lines if line.report),
        "refused": refused,
        "gathers": sees_drafts(request.actor),
        "takes": request.actor.can(Permission.REPORT_WRITE_OWN)
        or request.actor.can(Permission.REPORT_WRITE_EVALUATION),
        "due": setting(place, "unit_report.deadline") if place else "",
        "crumbs": [Crumb(title="报告"), Crumb(title="单位报告")],
    }
    return render(request, "reports/unit_reports.html", context)


@needs(*WRITERS, Permission.REPORT_WRITE_OWN)
def unit_report_blank(request: ActorRequest, code: str) -> HttpResponse:
    """The pre-filled Word file of one unit."""
    place = request.actor.place
    unit = Unit.objects.filter(place=place, code=code).first()
    if place is None or unit is None or not may_see(request.actor, unit):
        raise Http404
    plans, occasion = facts_of(request.actor), _occasion(request)
    row = next((one for one in core_units(place) if one.code == code), None)
    if row is None:
        raise Http404
    try:
        made = unit_report(plans, row, occasion, year=_year(request, plans))
    except FuertongError as error:
        messages.error(request, str(error))
        return redirect("unit_reports")
    return attachment(core.docx(made), f"{made.title}.docx", DOCX)


@needs(*WRITERS)
def unit_reports_zip(request: ActorRequest) -> HttpResponse:
    """The pre-filled Word files of every unit, in one archive."""
    place = request.actor.place
    if place is None:
        raise Http404
    plans, occasion = facts_of(request.actor), _occasion(request)
    year = _year(request, plans)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, unit in enumerate((one for one in core_units(place) if tasks_of(one, plans).leads), 1):
            made = unit_report(plans, unit, occasion, year=year)
            archive.writestr(f"{number:02d} {made.title}.docx", core.docx(made))
    return attachment(
        out.getvalue(), f"{place.region.name}{year}年单位报告（{TERMS[occasion]}）.zip", "application/zip"
    )


@needs(*WRITERS)
def unit_reports_draft(request: ActorRequest) -> HttpResponse:
    """The office's draft: what the units wrote goal by goal, each named, the missing ones listed."""
    place = request.actor.place
    if place is None:
        raise Http404
    plans, occasion = facts_of(request.actor), _occasion(request)
    year = _year(request, plans)
    returned = returned_of(place, occasion, year)
    if not returned:
        messages.error(request, "还没有单位交回报告，不能汇总。")
        return redirect(f"{reverse('unit_reports')}?occasion={occasion.value}&year={year}")
    made = gathered_report(plans, returned, occasion, year=year)
    return attachment(core.docx(made), f"{made.title}.docx", DOCX)


@needs(*WRITERS, Permission.REPORT_WRITE_OWN)
def unit_report_file(request: ActorRequest, uid: UUID) -> HttpResponse:
    """What a unit wrote, goal by goal, with what is missing; `?word` gives its file as it came."""
    found = (
        UnitReport.objects.select_related("unit", "file", "place").filter(uid=uid, place=request.actor.place).first()
    )
    if found is None or not may_see(request.actor, found.unit):
        raise Http404
    if "word" in request.GET:
        return attachment(bytes(found.file.content), found.file.name, DOCX)
    goals = {
        goal.uid: f"{domain.title}　{goal.no}. {goal.text}"
        for facts in facts_of(request.actor)
        for domain in facts.domains
        for goal in domain.goals
    }
    answers = [row | {"heading": goals.get(row["goal"], row["goal"])} for row in found.seen["answers"]]
    context = {
        "found": found,
        "term": TERMS[Occasion(found.occasion)],
        "answers": answers,
        "crumbs": [
            Crumb(title="报告"),
            Crumb(title="单位报告", url=f"{reverse('unit_reports')}?occasion={found.occasion}&year={found.year}"),
            Crumb(title=found.unit.name),
        ],
    }
    return render(request, "reports/unit_report.html", context)


def _take(request: ActorRequest, occasion: Occasion) -> list[str]:
    """Take every file handed in; what could not be taken is named with its reason, the others are kept."""
    if is_too_large(request):
        return [TOO_LARGE]
    files = request.FILES.getlist("file")
    if not files:
        return ["请选择单位交回的Word文件，可以一次选多个。"]
    place = request.actor.place
    unit = Unit.objects.filter(place=place, code=request.POST.get("unit", "")).first()
    refused, taken = [], []
    for file in files:
        name = file.name or "文件"
        try:
            if not name.lower().endswith(".docx"):
                raise FuertongError("只能读取.docx文件，请用Word或WPS另存为.docx后再上传。")
            given = unit if len(files) == 1 else None
            made = take_unit_report(by=request.actor, name=name, content=file.read(), unit=given, occasion=occasion)
            taken.append(made.unit.name)
        except (FuertongError, PermissionDenied) as error:
            refused.append(f"《{name}》：{error}")
    if taken:
        messages.success(request, f"已收回{len(taken)}个单位的报告：{'、'.join(taken)}。")
    return refused


def _occasion(request: ActorRequest) -> Occasion:
    asked = request.POST.get("occasion") or request.GET.get("occasion", "")
    return Occasion(asked) if asked in set(Occasion) else Occasion.ANNUAL


def _year(request: ActorRequest, plans: list[Facts]) -> int:
    asked = request.GET.get("year", "")
    if asked.isdigit() and 1990 <= int(asked) <= 2100:
        return int(asked)
    years = current_years(request.actor.place) if request.actor.place else None
    if years:
        return years.work_year
    return plans[0].work_year if plans else timezone.localdate().year
