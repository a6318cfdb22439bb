"""The page to give a year's verdicts: green ones in one act, doubtful ones first."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions import take_over_green
from fuertong_web.assessment.actions.verdicts import default_word, save_verdicts
from fuertong_web.assessment.selectors import answers_of, assessments_of, figures_seen, targets_for, verdicts_of
from fuertong_web.assessment.views.common import chosen_plans, chosen_year
from fuertong_web.collection.disclosure import View
from fuertong_web.plans.models import Plan
from fuertong_web.plans.wording import bound_of as asked
from fuertong_web.ui.frame import Crumb

ORDER = ["预计达标困难", "未达标", "预计可达标", "无法判断", "到期待数", "已达标", ""]


@needs(Permission.VERDICT_WRITE)
def verdicts(request: ActorRequest) -> HttpResponse:
    """Every target of the chosen plans with signal, the unit's view and the verdict; what waits comes first.

    Whoever does not see signals does not see them in the order either.
    """
    year = chosen_year(request)
    plans = chosen_plans(request) if year else []
    if request.method == "POST" and year:
        return _save(request, plans, year)
    sees = request.actor.can(Permission.SIGNAL_SEE)
    context: dict[str, Any] = {
        "year": year,
        "sections": [_section(request, plan, year, sees) for plan in plans] if year else [],
        "words": [word.value for word in Word if word not in (Word.OPEN, Word.PARTLY)],
        "sees_signal": sees,
        "entered": {},
        "crumbs": [Crumb(title="评估预警"), Crumb(title="认定")],
    }
    return render(request, "assessment/verdicts.html", context)


def _rows(request: ActorRequest, plan: Plan, year: int, sees: bool) -> list[dict[str, object]]:
    targets = list(targets_for(request.actor, plan))
    signals, given = assessments_of(targets, year), verdicts_of(targets, year)
    answers = answers_of(targets, year)
    rows: list[dict[str, object]] = [
        {
            "target": target,
            "asked": asked(target),
            "signal": signals.get(target.pk) if sees else None,
            "figures": figures_seen(request.actor, target) is View.ALL,
            "default": default_word(signals.get(target.pk)),
            "verdict": given.get(target.pk),
            "answer": answers.get(target.pk),
            "rank": (
                target.pk in given,
                default_word(signals.get(target.pk)) is not None,
                ORDER.index(signals[target.pk].cls if sees and target.pk in signals else ""),
                target.pk,
            ),
        }
        for target in targets
    ]
    return sorted(rows, key=lambda row: row["rank"])  # type: ignore[arg-type, return-value]


def _section(request: ActorRequest, plan: Plan, year: int, sees: bool) -> tuple[Plan, list[dict[str, object]], int]:
    """A plan's rows, and how many of them a green signal could settle in one act."""
    rows = _rows(request, plan, year, sees)
    return plan, rows, sum(1 for row in rows if row["verdict"] is None and row["default"] is not None)


def _save(request: ActorRequest, plans: list[Plan], year: int) -> HttpResponse:
    choices = []
    for plan in plans:
        targets = list(targets_for(request.actor, plan))
        given = verdicts_of(targets, year)
        for target in targets:
            text = request.POST.get(f"word-{target.uid}", "")
            current = given.get(target.pk)
            if text and (current is None or current.word != text):
                choices.append((target, Word(text), request.POST.get(f"reason-{target.uid}", "")))
    done, refused = save_verdicts(by=request.actor, choices=choices, data_year=year)
    for sentence in refused:
        messages.error(request, sentence)
    messages.success(request, f"已保存{done}项认定。") if done or not refused else None
    return redirect(f"{reverse('verdicts')}?year={year}")


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
