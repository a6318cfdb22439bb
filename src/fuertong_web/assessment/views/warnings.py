"""预警: grouped by colour, each with its stage, what the unit said and what a person decided."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions.warnings import answer_warning, ask_unit, decide_warning
from fuertong_web.assessment.models import Warning
from fuertong_web.assessment.selectors import open_warnings
from fuertong_web.assessment.verdict_rows import WORDS
from fuertong_web.assessment.views.common import chosen_plans, chosen_year
from fuertong_web.assessment.warning_papers import warning_report, warning_sheet
from fuertong_web.assessment.warning_rows import Stage, WarningRow, questions_for, twins_of, warning_rows
from fuertong_web.ui.downloads import excel, word
from fuertong_web.ui.frame import Crumb

CRUMBS = [Crumb(title="评估预警"), Crumb(title="预警")]


class AnswerForm(forms.Form):
    """The unit's answer."""

    word = forms.ChoiceField(label="预判", choices=[("", "请选择"), *((text, text) for text in WORDS)])
    reason = forms.CharField(label="核实情况和原因", max_length=480, widget=forms.Textarea(attrs={"rows": 2}))


@needs(Permission.SIGNAL_SEE, Permission.VERDICT_SEE)
def warnings(request: ActorRequest) -> HttpResponse:
    """The year's warnings; raised ones for office and statistician, released ones for the others."""
    year = chosen_year(request)
    rows = _rows(request, year)
    may = request.actor.can
    context = {
        "year": year,
        "groups": [
            (colour, [row for row in rows if row.first.colour == colour.value and row.open])
            for colour in Warning.Colour
        ],
        "cleared": [row for row in rows if not row.open],
        "counts": [(stage, sum(row.stage is stage for row in rows)) for stage in Stage],
        "any": bool(rows),
        "may_decide": may(Permission.VERDICT_WRITE) and may(Permission.SIGNAL_SEE),
        "may_set": may(Permission.SIGNAL_SEE),
        "sees_signal": may(Permission.SIGNAL_SEE),
        "crumbs": CRUMBS,
    }
    return render(request, "assessment/warnings.html", context)


def _rows(request: ActorRequest, year: int | None) -> list[WarningRow]:
    plans = {plan.pk for plan in chosen_plans(request)}
    return warning_rows(request.actor, year, plans=plans) if year else []


@needs(Permission.SIGNAL_SEE, Permission.VERDICT_SEE)
def warnings_docx(request: ActorRequest) -> HttpResponse:
    """The released warnings of the year as Word."""
    year = chosen_year(request) or timezone.localdate().year
    place = request.actor.place.region.name if request.actor.place else ""
    day = timezone.localdate().isoformat()
    return word(warning_report(_rows(request, year), place=place, year=year, day=day))


@needs(Permission.SIGNAL_SEE, Permission.VERDICT_SEE)
def warnings_xlsx(request: ActorRequest) -> HttpResponse:
    """The year's warnings, as far as the actor sees them, as a workbook."""
    year = chosen_year(request) or timezone.localdate().year
    return excel(warning_sheet(_rows(request, year), year=year), f"{year}年预警清单")


@needs(Permission.VERDICT_WRITE)
@require_POST
def warning_decide(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Ask the unit, release or clear, for every plan that shares the matter."""
    year = Warning.objects.filter(uid=uid).values_list("data_year", flat=True).first() or 0
    warning = get_object_or_404(open_warnings(request.actor, year), uid=uid)
    act, decision = request.POST.get("act", ""), request.POST.get("decision", "")
    try:
        for one in twins_of(request.actor, warning):
            if act == "ask":
                ask_unit(by=request.actor, warning=one)
            else:
                decide_warning(by=request.actor, warning=one, release=act == "release", decision=decision)
        done = {"ask": "已请责任单位核实。", "release": "预警已发布。"}
        messages.success(request, done.get(act, "预警已解除。"))
    except FuertongError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('warnings')}?year={year}")


@needs(Permission.VERDICT_ANSWER_OWN)
def warning_questions(request: ActorRequest) -> HttpResponse:
    """What the own unit is asked to look into, with a form to answer."""
    return _questions(request, AnswerForm(), None)


def _questions(request: ActorRequest, form: AnswerForm, about: UUID | None) -> HttpResponse:
    found = questions_for(request.actor)
    context = {
        "waiting": [
            (step, form if step.warning.uid == about else AnswerForm()) for step, answer in found if answer is None
        ],
        "answered": [(step, answer) for step, answer in found if answer is not None],
        "crumbs": [Crumb(title="评估预警"), Crumb(title="预警核实")],
    }
    return render(request, "assessment/warning_questions.html", context)


@needs(Permission.VERDICT_ANSWER_OWN)
@require_POST
def warning_answer(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The unit's answer to one warning."""
    warning = next((step.warning for step, _ in questions_for(request.actor) if step.warning.uid == uid), None)
    if warning is None:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _questions(request, form, uid)
    data = form.cleaned_data
    try:
        answer_warning(by=request.actor, warning=warning, word=Word(data["word"]), reason=data["reason"])
        messages.success(request, "已答复，妇儿工委办会据此发布或解除预警。")
    except (FuertongError, PermissionDenied) as error:
        messages.error(request, str(error))
    return redirect("warning_questions")
