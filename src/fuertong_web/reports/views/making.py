"""Writing a report: the preview, how it is sent, the new version, progress of a long one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.reports.dressing import Dress, bodies_in, dressed
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.assessment.views.common import chosen_year
from fuertong_web.places.models import Unit
from fuertong_web.plans.selectors import plan_for
from fuertong_web.reports.actions.background import ACTIVE, ask_for_report, is_silent, write_again
from fuertong_web.reports.actions.making import edits_of, last_edited, make_report, written
from fuertong_web.reports.forms import DressForm
from fuertong_web.reports.gathering import report_facts
from fuertong_web.reports.kinds import LONG, WRITE, may_write, offers_of, writer_words
from fuertong_web.reports.models import Report
from fuertong_web.reports.preview import pieces
from fuertong_web.reports.selectors import run_for
from fuertong_web.reports.styles import current_style
from fuertong_web.reports.texts import lines_of
from fuertong_web.reports.writing_models import ReportRun
from fuertong_web.ui.frame import Crumb


@needs(*WRITE)
def report_preview(request: ActorRequest) -> HttpResponse:
    """The report as it would be written now, kept edits of people in it, without storing a version."""
    return _preview(request, request.GET, DressForm(initial={"to": "", "number": ""}))


def _preview(request: ActorRequest, asked: QueryDict, dress: DressForm, status: int = 200) -> HttpResponse:
    plan, year = plan_for(request.actor, asked.get("plan", "")), chosen_year(request)
    kind = asked.get("kind") or next((one.kind for one in offers_of(request.actor)), "")
    if year is None:
        raise Http404
    if not may_write(request.actor, kind):
        raise PermissionDenied(writer_words(kind))
    unit = unit_chosen(request, asked.get("unit", ""))
    wanted = Report.objects.filter(plan=plan, kind=kind, data_year=year, unit=unit).first()
    report = wanted or Report(plan=plan, kind=kind, data_year=year, unit=unit)
    try:
        known_on = _day(asked.get("on", ""))
        facts = report_facts(request.actor, plan, year, kind=kind, known_on=known_on)
        style, last = current_style(plan.place, kind), last_edited(report)
        made = written(report, facts, style=style, edits=edits_of(last))
        lines = lines_of(made.form.template, facts, plan, kind)
    except FuertongError as error:
        messages.error(request, str(error))
        return redirect("reports")
    context = {
        "made": made.report,
        "pieces": pieces(dressed(made.report, facts, Dress())),
        "findings": made.findings,
        "outdated": made.outdated,
        "edited": last,
        "plan": plan,
        "year": year,
        "kind": kind,
        "label": Report.Kind(kind).label,
        "unit": unit,
        "on": known_on,
        "cutoff": facts.cutoff,
        "style": style,
        "asked": sum(1 for line in lines if line.part.asked),
        "written": sum(1 for line in lines if line.part.asked and line.text),
        "parts": len(lines),
        "changed": sum(len(line.changed) for line in lines),
        "dress": dress,
        "crumbs": [Crumb(title="报告", url=reverse("reports")), Crumb(title="预览")],
    }
    return render(request, "reports/preview.html", context, status=status)


@needs(*WRITE)
@require_POST
def report_make(request: ActorRequest) -> HttpResponse:
    """Write a new version; a long one is written in the background."""
    year = chosen_year(request)
    plan = plan_for(request.actor, request.POST.get("plan", ""))
    if year is None:
        raise Http404
    kind = request.POST.get("kind") or Report.Kind.MONITORING
    form = DressForm(request.POST)
    if not form.is_valid():
        return _preview(request, request.POST, form, status=422)
    try:
        options: dict[str, Any] = {
            "without_gaps": request.POST.get("gaps") == "drop",
            "keep_edits": request.POST.get("edits") != "drop",
            "dress": _dress(form),
            "known_on": _day(request.POST.get("on", "")),
        }
        if kind in LONG:
            run, begun = ask_for_report(by=request.actor, plan=plan, data_year=year, kind=kind, **options)
            if not begun:
                messages.info(request, "这份报告正在编写，没有重复发起。")
            return redirect("report_run", uid=run.uid)
        version = make_report(
            by=request.actor,
            plan=plan,
            data_year=year,
            kind=kind,
            unit=unit_chosen(request, request.POST.get("unit", "")),
            **options,
        )
    except FuertongError as error:
        messages.error(request, str(error))
        return redirect("reports")
    messages.success(request, f"已生成第{version.no}稿，请核对后下载。")
    return redirect("report_version", uid=version.uid)


@needs(*WRITE)
def report_run(request: ActorRequest, uid: UUID) -> HttpResponse:
    """How far a long report is; the page looks again every second until it is there."""
    run = run_for(request.actor, uid)
    if run.state == ReportRun.State.DONE and run.version is not None:
        target = reverse("report_version", args=[run.version.uid])
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": target})
        return redirect(target)
    silent = is_silent(run)
    context = {
        "run": run,
        "label": Report.Kind(run.kind).label,
        "is_open": run.state in ACTIVE and not silent,
        "silent": silent,
        "crumbs": [Crumb(title="报告", url=reverse("reports")), Crumb(title="正在编写")],
    }
    part = "reports/parts/run.html" if request.headers.get("HX-Request") else "reports/run.html"
    return render(request, part, context)


@needs(*WRITE)
@require_POST
def report_run_again(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take up a run that broke off."""
    if write_again(by=request.actor, run=run_for(request.actor, uid)):
        messages.success(request, "已重新开始编写。")
    return redirect("report_run", uid=uid)


def unit_chosen(request: ActorRequest, code: str) -> Unit | None:
    """The unit asked for, of the own place; None where none is."""
    return Unit.objects.filter(place=request.actor.place, code=code).first() if code else None


def _day(text: str) -> date | None:
    """The cut-off chosen; FuertongError for what is no day."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise FuertongError("数据截止日期请写成2026-06-30这样的形式，空着表示用今天的数据。") from None


def _dress(form: DressForm) -> Dress:
    data = form.cleaned_data
    head = data["head"]
    return Dress(
        red_head=head == "red",
        letter=head == "letter",
        number=data["number"],
        to=data["to"],
        copies=bodies_in(data["copies"]),
        sources=data["sources"],
    )
