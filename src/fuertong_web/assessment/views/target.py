"""One target: the verdict first, then - for office and statistician - signal, forecast and why."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions import answer_target, give_verdict
from fuertong_web.assessment.actions.verdicts import Offline
from fuertong_web.assessment.every_unit import every_unit_of
from fuertong_web.assessment.explaining import is_of_counts, reasons_of, sentence_of
from fuertong_web.assessment.insight import may_look_behind, methods_of, need_of
from fuertong_web.assessment.milestones import milestones_reached
from fuertong_web.assessment.selectors import (
    answers_of,
    assessments_of,
    default_word,
    figures_seen,
    is_own,
    leads,
    target_for,
    verdict_history,
)
from fuertong_web.assessment.target_series import behind as behind_target
from fuertong_web.assessment.target_series import chart
from fuertong_web.assessment.verdict_rows import stale_since
from fuertong_web.assessment.views.common import chosen_year
from fuertong_web.collection.disclosure import View
from fuertong_web.plans.models import Target
from fuertong_web.plans.selectors import earlier_of
from fuertong_web.plans.wording import bound_of as asked
from fuertong_web.ui.frame import Crumb

WORDS = [("", "请选择")] + [(word.value, word.value) for word in Word if word not in (Word.OPEN, Word.PARTLY)]


class VerdictForm(forms.Form):
    """A verdict, given here or registered from paper."""

    word = forms.ChoiceField(label="认定", choices=WORDS)
    reason = forms.CharField(label="理由", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    offline_body = forms.CharField(label="线下认定机构", max_length=100, required=False)
    offline_on = forms.DateField(label="线下认定日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    offline_document = forms.CharField(label="文件", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("offline_body")) != bool(data.get("offline_on")):
            self.add_error("offline_on", "线下认定要同时写明认定机构和日期。")
        return data


class AnswerForm(forms.Form):
    """The unit's own view."""

    word = forms.ChoiceField(label="预判", choices=WORDS)
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


@needs(Permission.PLAN_SEE)
def target(request: ActorRequest, code: str) -> HttpResponse:
    """The target's page."""
    return _page(request, target_for(request.actor, code), VerdictForm(), AnswerForm())


def _page(request: ActorRequest, row: Target, verdict_form: VerdictForm, answer_form: AnswerForm) -> HttpResponse:
    actor, year = request.actor, chosen_year(request)
    signal = assessments_of([row], year).get(row.pk) if year else None
    may_signal = actor.can(Permission.SIGNAL_SEE)
    may_verdict = _sees_verdict(actor, row)
    found = behind_target(actor, row)
    private = is_of_counts(row) and not _may_read(actor, row)
    history = list(verdict_history(row)) if may_verdict else []
    earlier = earlier_of(row)
    current = next((verdict for verdict in history if verdict.data_year == year), None)
    plan = row.goal.domain.plan
    behind = signal if signal is not None and may_look_behind(actor, row, signal) else None
    context = {
        "target": row,
        "plan": plan,
        "year": year,
        "asked": asked(row),
        "earlier": earlier,
        "earlier_asked": asked(earlier) if earlier else "",
        "earlier_verdict": verdict_history(earlier).first() if earlier and may_verdict else None,
        "current": current,
        "files": row.verdict_files.select_related("file").defer("file__content") if may_verdict else [],
        "history": history,
        "may_verdict": may_verdict,
        "signal": signal if may_signal else None,
        "sentence": sentence_of(signal, row, actor) if signal and may_signal else "",
        "reasons": reasons_of(signal, row, actor) if signal and may_signal else [],
        "methods": methods_of(behind) if behind else [],
        "need": need_of(behind, row) if behind else "",
        "behind": behind,
        "every": every_unit_of(actor, row, year) if year and row.each else None,
        "steps": milestones_reached(actor, plan, [row], year).get(row.pk, []) if year else [],
        "stale": stale_since(current, signal),
        "default": default_word(signal) if may_signal else None,
        "sources": found.sources,
        "groups": found.groups,
        "private": private,
        "compare_url": f"{reverse('comparison')}?indicator={row.indicator.uid}" if row.indicator else "",
        "may_compare": actor.can(Permission.VALUES_SEE) or actor.can(Permission.VALUES_SEE_ACCEPTED),
        "sees_values": actor.can(Permission.VALUES_SEE) or actor.can(Permission.VALUES_SEE_ACCEPTED) or found.any,
        "chart": chart(row, found, signal if may_signal and figures_seen(actor, row) is View.ALL else None),
        "answer": answers_of([row], year).get(row.pk) if year and may_verdict else None,
        "units": row.goal.units.all(),
        "strategies": row.goal.domain.strategies.order_by("no"),
        "warnings": row.warnings.order_by("-data_year", "pk") if may_signal else [],
        "may_decide": actor.can(Permission.VERDICT_WRITE),
        "may_answer": _may_answer(actor, row),
        "verdict_form": verdict_form,
        "answer_form": answer_form,
        "crumbs": [
            Crumb(title="评估预警"),
            Crumb(title=plan.short, url=reverse("plan", args=[plan.code])),
            Crumb(title=row.goal.domain.title),
            Crumb(title=f"目标{row.goal.no}", url=reverse("goal", args=[row.goal.code])),
            Crumb(title=row.name),
        ],
    }
    return render(request, "assessment/target.html", context)


def _may_read(actor: Actor, row: Target) -> bool:
    """Whether words written about few cases may be read: by who owns, counts or judges them (practice 11)."""
    return actor.sees_counts or actor.can(Permission.VERDICT_WRITE) or is_own(actor, row)


def _sees_verdict(actor: Actor, row: Target) -> bool:
    if actor.can(Permission.VERDICT_SEE):
        return True
    own = {part.unit_id for part in row.goal.units.all()} | {row.indicator.source_unit_id if row.indicator else None}
    return actor.can(Permission.VERDICT_SEE_OWN) and bool(own & actor.unit_ids)


def _may_answer(actor: Actor, row: Target) -> bool:
    return actor.can(Permission.VERDICT_ANSWER_OWN) and any(part.unit_id in actor.unit_ids for part in leads(row))


def _year(request: ActorRequest) -> int:
    year = chosen_year(request)
    if year is None:
        raise Http404
    return year


def _back(code: str, year: int) -> HttpResponse:
    return redirect(f"{reverse('target', args=[code])}?year={year}")


@needs(Permission.VERDICT_WRITE)
@require_POST
def target_verdict(request: ActorRequest, code: str) -> HttpResponse:
    """Give the verdict of one target."""
    row, year, form = target_for(request.actor, code), _year(request), VerdictForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        offline = (
            Offline(body=data["offline_body"], on=data["offline_on"], document=data["offline_document"])
            if data["offline_body"]
            else None
        )
        try:
            give_verdict(
                by=request.actor,
                target=row,
                data_year=year,
                word=Word(data["word"]),
                reason=data["reason"],
                offline=offline,
            )
        except (FuertongError, PermissionDenied) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已认定{year}年“{row.name}”为{data['word']}。")
            return _back(code, year)
    return _page(request, row, form, AnswerForm())


@needs(Permission.VERDICT_ANSWER_OWN)
@require_POST
def target_answer(request: ActorRequest, code: str) -> HttpResponse:
    """The unit's view of one of its targets."""
    row, year, form = target_for(request.actor, code), _year(request), AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_target(
                by=request.actor,
                target=row,
                data_year=year,
                word=Word(form.cleaned_data["word"]),
                reason=form.cleaned_data["reason"],
            )
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "预判和理由已提交，认定时会放在信号旁边。")
            return _back(code, year)
    return _page(request, row, VerdictForm(), form)
