"""预警: grouped by colour, each with its stage, what the unit said and what a person decided."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions.warnings import answer_warnings, ask_unit, decide_warning
from fuertong_web.assessment.models import Warning
from fuertong_web.assessment.selectors import judged_years
from fuertong_web.assessment.verdict_rows import WORDS
from fuertong_web.assessment.views.common import chosen_plans, chosen_year, shows_units
from fuertong_web.assessment.warning_papers import warning_report, warning_sheet
from fuertong_web.assessment.warning_rows import Stage, WarningRow, questions_for, warning_rows
from fuertong_web.ui.downloads import excel, word
from fuertong_web.ui.frame import Crumb

CRUMBS = [Crumb(title="评估预警"), Crumb(title="预警")]
GRAVE = (Warning.Colour.RED.value, Warning.Colour.ORANGE.value)
DONE = {
    "ask": "已请责任单位核实{}项。",
    "ask-grave": "已请责任单位核实{}项。",
    "release": "已发布{}项预警。",
    "clear": "已解除{}项预警。",
}


class AnswerForm(forms.Form):
    """The unit's answer."""

    word = forms.ChoiceField(label="预判", choices=[("", "请选择"), *((text, text) for text in WORDS)])
    reason = forms.CharField(label="核实情况和原因", max_length=480, widget=forms.Textarea(attrs={"rows": 2}))


@needs(Permission.SIGNAL_SEE, Permission.VERDICT_SEE)
def warnings(request: ActorRequest) -> HttpResponse:
    """The year's warnings; raised ones for office and statistician, released ones for the others."""
    return _page(request, {})


def _page(request: ActorRequest, typed: dict[str, str]) -> HttpResponse:
    """?stage=, ?colour= and ?words= filter; `typed` keeps what was entered and could not be done."""
    year, may = chosen_year(request), request.actor.can
    rows = _rows(request, year)
    shown = [row for row in rows if _wanted(request, row)]
    open_rows = [row for row in shown if row.open]
    context = {
        "year": year,
        "groups": [
            (colour, found)
            for colour in Warning.Colour
            if (found := [(row, typed.get(str(row.first.uid))) for row in open_rows if row.first.colour == colour])
        ],
        "cleared": [(row, None) for row in shown if not row.open],
        "counts": [(stage, count) for stage in Stage if (count := sum(row.stage is stage for row in rows))],
        "any": bool(rows),
        "stages": list(Stage),
        "colours": list(Warning.Colour),
        "filters": {name: request.GET.get(name, "") for name in ("stage", "colour", "words")},
        "unasked": sum(row.stage is Stage.RAISED and row.first.colour in GRAVE for row in rows),
        "years": judged_years(request.actor),
        "may_decide": may(Permission.VERDICT_WRITE) and may(Permission.SIGNAL_SEE),
        "sees_signal": may(Permission.SIGNAL_SEE),
        "shows_units": shows_units(request.actor),
        "query": request.GET.urlencode(),
        "crumbs": CRUMBS,
    }
    return render(request, "assessment/warnings.html", context)


def _wanted(request: ActorRequest, row: WarningRow) -> bool:
    stage, colour, words = (request.GET.get(name, "").strip() for name in ("stage", "colour", "words"))
    return (
        (not stage or row.stage.value == stage)
        and (not colour or row.first.colour == colour)
        and (not words or words in row.sentence or words in row.owner)
    )


def _rows(request: ActorRequest, year: int | None) -> list[WarningRow]:
    plans = {plan.pk for plan in chosen_plans(request)}
    return warning_rows(request.actor, year, plans=plans) if year else []


@needs(Permission.SIGNAL_SEE, Permission.VERDICT_SEE)
def warnings_docx(request: ActorRequest) -> HttpResponse:
    """The released warnings of the year as Word."""
    year = chosen_year(request) or timezone.localdate().year
    place = request.actor.place.region.name if request.actor.place else ""
    day = timezone.localdate().isoformat()
    named = shows_units(request.actor)
    return word(warning_report(_rows(request, year), place=place, year=year, day=day, named=named))


@needs(Permission.SIGNAL_SEE, Permission.VERDICT_SEE)
def warnings_xlsx(request: ActorRequest) -> HttpResponse:
    """The year's warnings, as far as the actor sees them, as a workbook."""
    year = chosen_year(request) or timezone.localdate().year
    return excel(warning_sheet(_rows(request, year), year=year, named=shows_units(request.actor)), f"{year}年预警清单")


@needs(Permission.VERDICT_WRITE)
@require_POST
def warnings_decide(request: ActorRequest) -> HttpResponse:
    """Ask the units, release or clear what was ticked or written to, for every plan that shares the matter."""
    year, act = chosen_year(request) or 0, request.POST.get("act", "")
    if act not in DONE:
        raise Http404
    rows = warning_rows(request.actor, year)
    done, typed = 0, {}
    for row in rows:
        uid = str(row.first.uid)
        own, shared = (request.POST.get(name, "").strip() for name in (f"decision-{uid}", "decision"))
        grave = act == "ask-grave" and row.stage is Stage.RAISED and row.first.colour in GRAVE
        if not (own or grave or uid in request.POST.getlist("pick")):
            continue
        try:
            _decide(request.actor, row, act, own or shared)
            done += 1
        except FuertongError as error:
            messages.error(request, f"“{row.first.target.name}”：{error}")
            typed[uid] = own
    if done:
        messages.success(request, DONE[act].format(done))
    elif not typed:
        messages.error(request, "请先勾选要办理的预警，或写下核实情况。")
    if typed:
        return _page(request, typed)
    return redirect(f"{reverse('warnings')}?{request.GET.urlencode()}")


@transaction.atomic
def _decide(actor: Actor, row: WarningRow, act: str, decision: str) -> None:
    for warning in row.warnings:
        if act in ("ask", "ask-grave"):
            ask_unit(by=actor, warning=warning)
        else:
            decide_warning(by=actor, warning=warning, release=act == "release", decision=decision)


@needs(Permission.VERDICT_ANSWER_OWN)
def warning_questions(request: ActorRequest) -> HttpResponse:
    """What the own unit is asked to look into, with a form to answer."""
    return _questions(request, AnswerForm(), None)


def _questions(request: ActorRequest, form: AnswerForm, about: UUID | None) -> HttpResponse:
    found = questions_for(request.actor)
    context = {
        "waiting": [
            (one, form if one.first.warning.uid == about else AnswerForm()) for one in found if one.answer is None
        ],
        "answered": [one for one in found if one.answer is not None],
        "crumbs": [Crumb(title="评估预警"), Crumb(title="预警核实")],
    }
    return render(request, "assessment/warning_questions.html", context)


@needs(Permission.VERDICT_ANSWER_OWN)
@require_POST
def warning_answer(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The unit's answer to one warning."""
    asked = next((one for one in questions_for(request.actor) if uid in {row.uid for row in one.warnings}), None)
    if asked is None:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _questions(request, form, uid)
    data = form.cleaned_data
    try:
        answer_warnings(by=request.actor, warnings=asked.warnings, word=Word(data["word"]), reason=data["reason"])
        messages.success(request, "已答复，妇儿工委办会据此发布或解除预警。")
    except (FuertongError, PermissionDenied) as error:
        messages.error(request, str(error))
    return redirect("warning_questions")
