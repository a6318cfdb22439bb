"""The page to give a year's verdicts: green ones in one act, doubtful ones first."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions import take_over_green
from fuertong_web.assessment.actions.verdicts import Choice, Offline, save_verdicts
from fuertong_web.assessment.selectors import targets_for, verdicts_of
from fuertong_web.assessment.verdict_rows import GRAVE, WORDS, Typed, plan_rows
from fuertong_web.assessment.views.common import chosen_plans, chosen_year, verdict_tabs
from fuertong_web.plans.models import Plan
from fuertong_web.ui.frame import Crumb


class OfflineForm(forms.Form):
    """The same for all verdicts of one page, when a meeting decided them on paper."""

    offline_body = forms.CharField(label="线下认定机构", max_length=100, required=False)
    offline_on = forms.DateField(label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    offline_document = forms.CharField(label="文件", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("offline_body")) != bool(data.get("offline_on")):
            self.add_error("offline_on", "线下认定要同时写明认定机构和日期。")
        return data

    def offline(self) -> Offline | None:
        """What was filled in, None for verdicts given here; only after `is_valid`."""
        data = self.cleaned_data
        if not data["offline_body"]:
            return None
        return Offline(body=data["offline_body"], on=data["offline_on"], document=data["offline_document"])


@needs(Permission.VERDICT_WRITE)
def verdicts(request: ActorRequest) -> HttpResponse:
    """Every target of the chosen plans with signal, the unit's view and the verdict; what waits comes first.

    Whoever does not see signals does not see them in the order either.
    """
    year = chosen_year(request)
    plans = chosen_plans(request) if year else []
    offline = OfflineForm(request.POST if request.method == "POST" else None)
    typed: dict[str, Typed] = {}
    if request.method == "POST" and year and offline.is_valid():
        typed = _save(request, plans, year, offline.offline())
        if not typed:
            return redirect(f"{reverse('verdicts')}?year={year}")
    sections = [plan_rows(request.actor, plan, year, typed=typed) for plan in plans] if year else []
    context: dict[str, Any] = {
        "year": year,
        "sections": sections,
        "greens": sum(len(section.green) for section in sections),
        "doubtful": sum(len(section.doubtful) for section in sections),
        "words": WORDS,
        "grave": GRAVE,
        "offline": offline,
        "sees_signal": request.actor.can(Permission.SIGNAL_SEE),
        "tabs": verdict_tabs("verdicts", year),
        "crumbs": [Crumb(title="评估预警"), Crumb(title="认定")],
    }
    return render(request, "assessment/verdicts.html", context)


def _save(request: ActorRequest, plans: list[Plan], year: int, offline: Offline | None) -> dict[str, Typed]:
    """Save what can be saved; returns what was entered in the rows that could not, with the reason."""
    choices, refused = [], {}
    for plan in plans:
        targets = list(targets_for(request.actor, plan))
        given = verdicts_of(targets, year)
        for target in targets:
            text = request.POST.get(f"other-{target.uid}") or request.POST.get(f"word-{target.uid}", "")
            current = given.get(target.pk)
            again = f"again-{target.uid}" in request.POST
            reason = request.POST.get(f"reason-{target.uid}", "")
            if text in WORDS and (current is None or current.word != text or again or offline is not None):
                choices.append(Choice(target=target, word=Word(text), reason=reason))
            elif reason.strip() and text not in WORDS:
                refused[str(target.uid)] = f"“{target.name}”写了理由，还没有选认定，请选一个再保存。"
    done, late = save_verdicts(by=request.actor, choices=choices, data_year=year, offline=offline)
    refused |= late
    for sentence in refused.values():
        messages.error(request, sentence)
    if done or not refused:
        messages.success(request, f"已保存{done}项认定。")
    return {uid: _typed(request, uid, sentence) for uid, sentence in refused.items()}


def _typed(request: ActorRequest, uid: str, refusal: str) -> Typed:
    word, other, reason = (request.POST.get(f"{name}-{uid}", "") for name in ("word", "other", "reason"))
    return Typed(refusal=refusal, word=word, other=other, reason=reason)


@needs(Permission.VERDICT_WRITE)
@require_POST
def verdicts_green(request: ActorRequest) -> HttpResponse:
    """Take over all green signals of the chosen plans."""
    year = chosen_year(request)
    made = [
        v for plan in chosen_plans(request) for v in take_over_green(by=request.actor, plan=plan, data_year=year or 0)
    ]
    messages.success(request, f"已按研判信号采纳{len(made)}项。其余请逐项认定。")
    return redirect(f"{reverse('verdicts')}?year={year}" if year else "verdicts")
