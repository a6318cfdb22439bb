"""Texts of people in a report (人工撰写部分), and a place's own style of a kind (本地样式)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.assessment.views.common import chosen_plans, chosen_year
from fuertong_web.places.models import Unit
from fuertong_web.plans.selectors import plan_for
from fuertong_web.reports.actions.making import written
from fuertong_web.reports.actions.texts import save_style, save_texts
from fuertong_web.reports.gathering import report_facts
from fuertong_web.reports.kinds import WRITE, may_write, writer_words
from fuertong_web.reports.models import Report
from fuertong_web.reports.preview import pieces
from fuertong_web.reports.style_form import overlay_text, style_rows
from fuertong_web.reports.styles import current_style, form_of
from fuertong_web.reports.texts import lines_of
from fuertong_web.reports.writing_models import ReportStyle
from fuertong_web.ui.frame import Crumb


@needs(*WRITE)
def report_texts(request: ActorRequest) -> HttpResponse:
    """Every part people write, with what changed under each since it was written."""
    plan, year = plan_for(request.actor, request.GET.get("plan", "")), chosen_year(request)
    kind = _kind(request, request.GET.get("kind", ""))
    if year is None:
        raise Http404
    facts = report_facts(request.actor, plan, year, kind=kind)
    try:
        lines = lines_of(form_of(kind, current_style(plan.place, kind)).template, facts, plan, kind)
        if request.method == "POST":
            units = {unit.code: unit for unit in Unit.objects.filter(place=plan.place)}
            texts = {
                line.part.id: (
                    request.POST[f"text-{line.part.id}"],
                    units.get(request.POST.get(f"unit-{line.part.id}", "")),
                )
                for line in lines
                if f"text-{line.part.id}" in request.POST
            }
            seen = "seen" in request.POST
            saved = save_texts(by=request.actor, plan=plan, kind=kind, facts=facts, texts=texts, seen=seen)
            messages.success(request, f"已保存，{saved}处有改动。" if saved else "没有改动。")
            return redirect(request.get_full_path())
    except FuertongError as error:
        messages.error(request, str(error))
        if request.method != "POST":
            return redirect("reports")
    context = {
        "plan": plan,
        "year": year,
        "kind": kind,
        "label": Report.Kind(kind).label,
        "lines": lines,
        "units": Unit.objects.filter(place=plan.place, valid_to=None).order_by("order", "code"),
        "changed": sum(len(line.changed) for line in lines),
        "preview": f"{reverse('report_preview')}?plan={plan.code}&kind={kind}&year={year}",
        "crumbs": [Crumb(title="报告", url=reverse("reports")), Crumb(title="人工撰写部分")],
    }
    return render(request, "reports/texts.html", context)


@needs(*WRITE)
def report_style(request: ActorRequest, kind: str) -> HttpResponse:
    """A place's own order, headings, words and layout of a kind; `preview` shows a report in it before it is kept."""
    place = request.actor.place
    kind = _kind(request, kind)
    if place is None:
        raise Http404
    text = current.text if (current := current_style(place, kind)) else ""
    preview = None
    if request.method == "POST":
        try:
            text = "" if "reset" in request.POST else overlay_text(kind, request.POST)
            if "preview" in request.POST:
                preview = _sample(request, kind, text)
            else:
                kept = save_style(by=request.actor, kind=kind, text=text, note=request.POST.get("note", ""))
                messages.success(request, "已保存，以后生成的报告都用这个样式。" if kept else "没有改动。")
                return redirect("report_style", kind=kind)
        except FuertongError as error:
            messages.error(request, str(error))
    rows = style_rows(kind, text)
    context = {
        "kind": kind,
        "label": Report.Kind(kind).label,
        "style": current,
        "rows": rows,
        "preview": preview,
        "earlier": ReportStyle.objects.filter(place=place, kind=kind)[:10],
        "crumbs": [Crumb(title="报告", url=reverse("reports")), Crumb(title=f"{Report.Kind(kind).label}样式")],
    }
    return render(request, "reports/style.html", context)


def _kind(request: ActorRequest, kind: str) -> str:
    if kind not in Report.Kind.values:
        raise Http404
    if not may_write(request.actor, kind):
        raise PermissionDenied(writer_words(kind))
    return kind


def _sample(request: ActorRequest, kind: str, text: str) -> dict[str, object]:
    """A report of the first plan as it would look."""
    year, plans = chosen_year(request), chosen_plans(request)
    if year is None or not plans:
        raise FuertongError("先导入规划并有数据，才能预览。")
    facts = report_facts(request.actor, plans[0], year, kind=kind)
    unit = next((name for target in facts.targets for name in target.lead), "")
    report = Report(plan=plans[0], kind=kind, data_year=year, unit=Unit(name=unit) if kind == "unit-briefing" else None)
    made = written(report, facts, style=ReportStyle(kind=kind, text=text) if text else None)
    return {"made": made.report, "pieces": pieces(made.report)}
