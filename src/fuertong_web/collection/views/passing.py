"""Pages of rounds passed down: the upper office hands out, the lower one takes over, delivers, answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.observation import Absence
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.passing import answer_with, deliver, pass_down, take_over
from fuertong_web.collection.actions.pulling import pull_values
from fuertong_web.collection.enums import FormState, RoundState
from fuertong_web.collection.errors import Unready
from fuertong_web.collection.models import Round
from fuertong_web.collection.passing_models import PassedForm
from fuertong_web.collection.selectors import due_on, round_for, rounds_for
from fuertong_web.collection.selectors.passing import (
    TO_DELIVER,
    Offer,
    asked_below,
    lower_regions,
    offers_of,
    passed_by,
    task_for,
    tasks_for,
)
from fuertong_web.collection.selectors.pulling import pulled_from
from fuertong_web.collection.selectors.years import year_in_hand
from fuertong_web.collection.views.pages import crumbs

REASONS = [(item.value, item.label) for item in Absence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a person typed beside the values: reasons for absence and answers by the cell's uid."""

    absences: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a task: what is offered, what was typed beside it, whether it kept the task back."""

    offer: Offer
    absence: str
    answer: str
    wrong: bool


@needs(Permission.ROUND_MANAGE)
def round_pass(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Pass a round down: which lower places, and what each of them is asked for."""
    found = round_for(request.actor, uid)
    regions = lower_regions(found.place)
    if not regions:
        raise Http404
    if request.method == "POST":
        chosen = set(request.POST.getlist("region"))
        try:
            made = pass_down(by=request.actor, round=found, regions=[row for row in regions if str(row.uid) in chosen])
        except FuertongError as error:
            messages.error(request, str(error))
            return redirect("round_pass", uid=found.uid)
        messages.success(request, f"已下发给{len(made)}个下级，进度页列出各自的报送情况。")
        return redirect("round", uid=found.uid)
    asked, left = asked_below(found)
    held = {row.region_id for row in passed_by(found).values()}
    context = {
        "round": found,
        "regions": [(row, row.pk in held, hasattr(row, "place")) for row in regions],
        "asked": asked,
        "left": left,
        "may": found.state == RoundState.OPEN and bool(asked) and any(row.pk not in held for row in regions),
        "crumbs": crumbs(request.actor, (found.title, reverse("round", args=[found.uid])), ("下发给下级", "")),
    }
    return render(request, "collection/round_pass.html", context)


@needs(Permission.ROUND_MANAGE)
def upper_tasks(request: ActorRequest) -> HttpResponse:
    """What the rounds above ask of the place."""
    rows = [(row, due_on(row.form), _step(row)) for row in tasks_for(request.actor)]
    context = {"rows": rows, "crumbs": crumbs(request.actor, ("上级任务", ""))}
    return render(request, "collection/upper_tasks.html", context)


@needs(Permission.ROUND_MANAGE)
def upper_task(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One task: take it over, name the own round, deliver, answer what came back."""
    task = task_for(request.actor, uid)
    typed = Typed()
    wrong: tuple[str, ...] = ()
    status = 200
    if request.method == "POST":
        typed = Typed(absences=_typed(request, "absence-"), answers=_typed(request, "answer-"))
        try:
            words = _act(request, task, typed)
        except PermissionDenied as error:
            messages.error(request, str(error))
        except FuertongError as error:
            messages.error(request, str(error))
            wrong, status = (error.cells, 400) if isinstance(error, Unready) else ((), 400)
        else:
            messages.success(request, words)
            return redirect("upper_task", uid=task.uid)
        task = task_for(request.actor, uid)
    offers = offers_of(task)
    lines = [
        Line(
            offer=one,
            absence=typed.absences.get(one.uid, ""),
            answer=typed.answers.get(one.uid, one.cell.answer),
            wrong=one.uid in wrong,
        )
        for one in offers
    ]
    delivers = task.form.state in TO_DELIVER and task.form.round.state == RoundState.OPEN
    context = {
        "task": task,
        "upper": task.form.round,
        "due": due_on(task.form),
        "step": _step(task),
        "lines": lines,
        "known": sum(one.revision is not None for one in offers),
        "open": sum(not one.is_known for one in offers),
        "returned": [one for one in lines if one.offer.cell.return_reason],
        "delivers": delivers,
        "reasons": REASONS,
        "rounds": _fitting(request, task),
        "crumbs": crumbs(request.actor, ("上级任务", reverse("upper_tasks")), (task.form.round.title, "")),
    }
    return render(request, "collection/upper_task.html", context, status=status)


def _act(request: ActorRequest, task: PassedForm, typed: Typed) -> str:
    by, act = request.actor, request.POST.get("act", "")
    if act == "take":
        version = take_over(by=by, task=task)
        return f"已接收。上级的指标已列入“{version}”，不能删去；请核对责任单位，再开启本级的监测。"
    if act == "link":
        wanted = next((row for row in _fitting(request, task) if str(row.uid) == request.POST.get("round")), None)
        if wanted is None:
            raise FuertongError("请选择本级的轮次。")
        answer_with(by=by, task=task, round=wanted)
        return f"已定为用“{wanted.title}”采集。"
    if act == "deliver":
        number = deliver(by=by, task=task, absences=typed.absences, answers=typed.answers)
        return f"已报送上级，共{number}项，等待上级审核。"
    raise FuertongError("没有这一项办理。请刷新页面后再试。")


def _typed(request: ActorRequest, prefix: str) -> dict[str, str]:
    found = {name.removeprefix(prefix): request.POST.get(name, "") for name in request.POST if name.startswith(prefix)}
    return {uid: str(text) for uid, text in found.items() if text}


def _fitting(request: ActorRequest, task: PassedForm) -> list[Round]:
    """The own rounds about the same stretch of time that end in time."""
    upper, last = task.form.round, due_on(task.form)
    return [
        row
        for row in rounds_for(request.actor)
        if (row.data_year, row.span) == (upper.data_year, upper.span) and row.deadline <= last
    ]


def _step(task: PassedForm) -> int:
    """How far the task is: 0 to take over, 1 to collect, 2 delivered and under review, 3 accepted."""
    if task.form.state == FormState.ACCEPTED:
        return 4
    if task.form.state in (FormState.SUBMITTED, FormState.TO_SIGN):
        return 3
    return 2 if task.taken_at is not None else 1


@needs(Permission.ACCEPT)
def values_pull(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take the accepted values of a lower place of this installation, with the list of what would change."""
    actor = request.actor
    if actor.place is None:
        raise Http404
    given = request.GET.get("year", "")
    year = int(given) if given.isdecimal() and len(given) == 4 else year_in_hand(actor.place)
    year = year or timezone.localdate().year - 1
    found = pulled_from(actor, uid, year)
    back = f"{reverse('values_upward')}?year={year}"
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            made = pull_values(by=actor, region=uid, data_year=year, seen=int(seen) if seen.isdecimal() else 0)
        except FuertongError as error:
            messages.error(request, str(error))
            return redirect(f"{reverse('values_pull', args=[uid])}?year={year}")
        messages.success(request, f"已调取{found.region.name}{year}年的数{made.accepted}项，有关指标已重新研判。")
        return redirect(back)
    context = {
        "pull": found,
        "year": year,
        "back": back,
        "crumbs": crumbs(actor, ("数据", reverse("values")), ("下级汇总", back), ("从下级调取", "")),
    }
    return render(request, "collection/values_pull.html", context)
