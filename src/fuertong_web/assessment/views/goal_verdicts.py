"""Verdicts of goals: those with targets from the counts, qualitative ones by a word and a sentence a year."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions.goal_verdicts import (
    Said,
    carry_last_year,
    give_goal_verdict,
    give_quality_verdict,
    same_as_last_year,
    take_over_goals,
)
from fuertong_web.assessment.actions.verdicts import Offline
from fuertong_web.assessment.checklist import checklist, proposed_word, sentence_of
from fuertong_web.assessment.evidence import attach, file_for, keep_file
from fuertong_web.assessment.goal_rows import GOAL_WORDS, QUALITY_WORDS, QualityRow, goal_rows, quality_rows
from fuertong_web.assessment.views.common import chosen_plans, chosen_year, verdict_tabs
from fuertong_web.assessment.views.verdicts import OfflineForm
from fuertong_web.plans.models import Plan
from fuertong_web.ui.downloads import attachment
from fuertong_web.ui.frame import Crumb

CRUMBS = [Crumb(title="评估预警"), Crumb(title="认定")]
SAME = "same"


@needs(Permission.VERDICT_WRITE)
def verdicts_quality(request: ActorRequest) -> HttpResponse:
    """Goals without numbers and what is to be built: a word, a sentence and the evidence, once a year."""
    year = chosen_year(request)
    plans = chosen_plans(request) if year else []
    offline = OfflineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and year and offline.is_valid():
        return _save_quality(request, plans, year, offline.offline())
    sections = [(plan, quality_rows(request.actor, plan, year)) for plan in plans] if year else []
    context: dict[str, Any] = {
        "year": year,
        "last_year": year - 1 if year else None,
        "sections": [(plan, rows) for plan, rows in sections if rows],
        "carried": sum(1 for _, rows in sections for row in rows if row.before and not row.verdict and not row.own),
        "words": QUALITY_WORDS,
        "checklist": checklist().items(),
        "offline": offline,
        "entered": request.POST,
        "tabs": verdict_tabs("verdicts_quality", year),
        "crumbs": CRUMBS,
    }
    return render(request, "assessment/verdicts_quality.html", context)


def _save_quality(request: ActorRequest, plans: list[Plan], year: int, offline: Offline | None) -> HttpResponse:
    done, refused = 0, []
    rows = [row for plan in plans for row in quality_rows(request.actor, plan, year)]
    refused += _attach(request, rows, year)
    for row in rows:
        said = _said(request, row)
        if said is None or (row.verdict is not None and _same(row, said) and offline is None):
            continue
        try:
            give_quality_verdict(by=request.actor, row=row, data_year=year, said=said, offline=offline)
            done += 1
        except (FuertongError, PermissionDenied) as error:
            refused.append(str(error))
    for sentence in refused:
        messages.error(request, sentence)
    messages.success(request, f"已保存{done}项。") if done or not refused else None
    return redirect(f"{reverse('verdicts_quality')}?year={year}")


def _said(request: ActorRequest, row: QualityRow) -> Said | None:
    text = request.POST.get(f"word-{row.key}", "")
    if text == SAME:
        return same_as_last_year(row)
    ticked = tuple(code for code in checklist() if code in request.POST.getlist(f"tick-{row.key}"))
    if not text and ticked and list(ticked) != row.ticked:
        text = proposed_word(ticked).value
    if text not in {word.value for word in QUALITY_WORDS}:
        return None
    return Said(
        word=Word(text),
        reason=request.POST.get(f"reason-{row.key}", "")[:500].strip() or sentence_of(ticked),
        evidence=request.POST.get(f"evidence-{row.key}", "")[:300],
        checklist=ticked,
    )


def _attach(request: ActorRequest, rows: list[QualityRow], year: int) -> list[str]:
    """Keep the uploaded file once, behind every row ticked for it; returns what is wrong."""
    file = request.FILES.get("file")
    chosen = [row for row in rows if f"attach-{row.key}" in request.POST]
    if file is None:
        return ["请选择要上传的佐证文件，再勾选适用的目标。"] if chosen else []
    if not chosen:
        return [f"《{file.name}》没有保存：请勾选它适用的目标（“附所选文件”）。"]
    try:
        kept = keep_file(by=request.actor, file=file)
    except FuertongError as error:
        return [str(error)]
    done = attach(by=request.actor, file=kept, subjects=[row.target or row.goal for row in chosen], data_year=year)
    messages.success(request, f"已保存《{kept.name}》，附在{done}项之后。")
    return []


@needs(Permission.VERDICT_SEE)
def verdict_file(request: ActorRequest, uid: UUID) -> HttpResponse:
    """A file behind a verdict; always a download."""
    found = file_for(request.actor, uid)
    if found is None:
        raise Http404
    return attachment(bytes(found.file.content), found.file.name, found.file.media_type)


def _same(row: QualityRow, said: Said) -> bool:
    now = row.verdict
    return now is not None and (
        (now.word, now.reason, now.evidence, list(now.checklist))
        == (said.word.value, said.reason, said.evidence, list(said.checklist))
    )


@needs(Permission.VERDICT_WRITE)
@require_POST
def verdicts_same(request: ActorRequest) -> HttpResponse:
    """All qualitative ones without a verdict stay as last year."""
    return _for_all(request, carry_last_year, "verdicts_quality", "已将{}项按上年填写，请核对。")


@needs(Permission.VERDICT_WRITE)
def verdicts_goals(request: ActorRequest) -> HttpResponse:
    """Goals with targets: what the verdicts add up to, taken over in one act or decided otherwise with a reason."""
    year = chosen_year(request)
    plans = chosen_plans(request) if year else []
    if request.method == "POST" and year:
        return _save_goals(request, plans, year)
    sections = [(plan, goal_rows(request.actor, plan, year)) for plan in plans] if year else []
    rows = [row for _, section in sections for row in section]
    context: dict[str, Any] = {
        "year": year,
        "sections": sections,
        "ready": sum(1 for row in rows if row.default and not row.own and (row.verdict is None or row.changed)),
        "waiting": sum(1 for row in rows if row.open),
        "words": GOAL_WORDS,
        "tabs": verdict_tabs("verdicts_goals", year),
        "crumbs": CRUMBS,
    }
    return render(request, "assessment/verdicts_goals.html", context)


def _save_goals(request: ActorRequest, plans: list[Plan], year: int) -> HttpResponse:
    done, refused = 0, []
    for row in [row for plan in plans for row in goal_rows(request.actor, plan, year)]:
        text, reason = (request.POST.get(f"{name}-{row.goal.uid}", "") for name in ("word", "reason"))
        if text not in {word.value for word in GOAL_WORDS}:
            continue
        try:
            if row.default is not None and text != row.default.value and not reason.strip():
                raise FuertongError(f"目标{row.goal.no}的认定与指标认定的汇总不同，请写明理由。")
            said = Said(word=Word(text), reason=reason[:500])
            give_goal_verdict(by=request.actor, goal=row.goal, data_year=year, said=said)
            done += 1
        except (FuertongError, PermissionDenied) as error:
            refused.append(str(error))
    for sentence in refused:
        messages.error(request, sentence)
    messages.success(request, f"已保存{done}项目标认定。") if done or not refused else None
    return redirect(f"{reverse('verdicts_goals')}?year={year}")


@needs(Permission.VERDICT_WRITE)
@require_POST
def verdicts_goals_all(request: ActorRequest) -> HttpResponse:
    """Take over what the targets' verdicts add up to, for every goal of the chosen plans."""
    return _for_all(request, take_over_goals, "verdicts_goals", "已按指标认定汇总采纳{}项目标。")


def _for_all(request: ActorRequest, act: Callable[..., int], page: str, words: str) -> HttpResponse:
    year = chosen_year(request)
    done = sum(act(by=request.actor, plan=plan, data_year=year) for plan in chosen_plans(request)) if year else 0
    messages.success(request, words.format(done))
    return redirect(f"{reverse(page)}?year={year}" if year else page)
