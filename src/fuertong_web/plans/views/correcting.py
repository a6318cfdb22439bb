"""One correction of a reading (改识别结果) as posted from the review screen: an act on an item, on what was seen of it.

A conflict shows both versions and keeps the input; a form that needs mending comes back as it was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.actions import change_domain_goals, change_draft_goal, remember_place
from fuertong_web.plans.forms import DomainForm, GoalForm, TargetForm, names_in
from fuertong_web.plans.goal_edits import Moves, merged_goals, moved_text, split_goal
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import Node, find, fingerprint, new_goal
from fuertong_web.plans.remembering import forgotten, is_left_out
from fuertong_web.plans.review_page import WHOLE_DOMAIN, Open
from fuertong_web.plans.reviewing import ReadingChanged, correct, snapshot
from fuertong_web.plans.selectors import draft_for
from fuertong_web.plans.target_edits import added, deleted, edited, merged, split
from fuertong_web.plans.views.review import is_htmx, place_url, show, whole_page
from fuertong_web.plans.wording import goal_lines

DOMAIN_ACTS = ("domain", "add_goal")
TARGET_ACTS = ("edit", "split", "merge", "delete", "forget")
GONE = "没有这样的操作，请刷新页面。"


@dataclass(slots=True)
class _Asked:
    """One correction as posted: which act at which path, on which goal, with which form."""

    act: str
    at: str
    seen: str
    form: TargetForm | GoalForm | None = None
    looked_at: list[str] = field(default_factory=list)

    @property
    def goal_path(self) -> str:
        return "/".join(self.at.split("/")[:2])

    @property
    def domain_id(self) -> str:
        return self.at.split("/")[0]

    @property
    def goal_id(self) -> str:
        return self.goal_path.partition("/")[2]

    @property
    def target_id(self) -> str:
        return self.at.split("/")[2] if self.at.count("/") == 2 else ""


@needs(Permission.PLAN_WRITE)
@require_POST
def draft_change(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One correction; on a conflict both versions are shown and the input stays."""
    found = draft_for(request.actor, uid)
    asked = _Asked(act=request.POST.get("do", ""), at=request.POST.get("at", ""), seen=request.POST.get("seen", ""))
    if asked.act in DOMAIN_ACTS:
        return _change_domain(request, found, asked)
    if asked.act in WHOLE_DOMAIN:
        return _change_goals(request, found, asked)
    try:
        after = _after(request, found, asked)
    except ReadingChanged as error:
        return _conflict(request, found, asked, None, error)
    except FuertongError as error:
        return _again(request, found, asked, problem=str(error))
    if isinstance(after, str):
        return _again(request, found, asked, problem="")
    try:
        found = change_draft_goal(
            by=request.actor, draft=found, path=asked.goal_path, goal=after, seen=asked.seen, looked_at=asked.looked_at
        )
    except ReadingChanged as error:
        return _conflict(request, found, asked, after, error)
    except FuertongError as error:
        return _again(request, found, asked, problem=str(error))
    where = asked.at if find(found.plan, asked.at) else asked.goal_path
    if find(found.plan, where):
        remember_place(by=request.actor, draft=found, path=where)
    if is_htmx(request):
        return show(request, found, Open(at=asked.at))
    return redirect(place_url(found, where) if find(found.plan, where) else reverse("draft", args=[found.uid]))


def _change_domain(request: ActorRequest, found: PlanDraft, asked: _Asked) -> HttpResponse:
    """A new title of a domain, or a goal the reader missed; both send the whole page."""
    domain = find(found.plan, asked.at)
    if domain is None or "goals" not in domain:
        raise Http404
    form: GoalForm | DomainForm = DomainForm(request.POST) if asked.act == "domain" else GoalForm(request.POST)
    path, after, seen = asked.at, None, asked.seen
    if form.is_valid() and isinstance(form, DomainForm):
        after = {"title": form.cleaned_data["title"]}
    elif form.is_valid() and isinstance(form, GoalForm):
        after = new_goal(domain) | form.fields_of()
        path, seen = f"{asked.at}/{after['id']}", fingerprint(None)
    if after is None:
        return show(request, found, Open(at=asked.at, act=asked.act, form=form))
    try:
        found = correct(by=request.actor, draft=found, path=path, after=after, seen=seen)
    except ReadingChanged as error:
        opened = Open(at=asked.at, act=asked.act, form=form, problem=str(error), theirs=goal_lines(error.current),
                      mine=goal_lines(after))  # fmt: skip
        return show(request, PlanDraft.objects.get(pk=found.pk), opened, status=409)
    except FuertongError as error:
        messages.error(request, str(error))
    return redirect(place_url(found, path))


def _change_goals(request: ActorRequest, found: PlanDraft, asked: _Asked) -> HttpResponse:
    """One goal cut into several, two joined, or words moved between two; all send the whole page."""
    domain = find(found.plan, asked.domain_id)
    if domain is None or "/" not in asked.at:
        raise Http404
    try:
        goals, moved = _goals_after(request, domain, asked)
        found = change_domain_goals(
            by=request.actor, draft=found, domain=asked.domain_id, goals=goals, seen=asked.seen, moved=moved
        )
    except ReadingChanged as error:
        fresh = PlanDraft.objects.get(pk=found.pk)
        current = (error.current or {"goals": []})["goals"]
        theirs = [line for goal in current for line in goal_lines(goal)[:1]]
        opened = _typed(request, asked, problem=str(error), theirs=theirs, mine=[goal["text"] for goal in goals])
        return show(request, fresh, opened, status=409)
    except FuertongError as error:
        return show(request, found, _typed(request, asked, problem=str(error)), status=400)
    where = asked.goal_path if find(found.plan, asked.goal_path) else asked.domain_id
    remember_place(by=request.actor, draft=found, path=where)
    return whole_page(request, place_url(found, where))


def _goals_after(request: ActorRequest, domain: Node, asked: _Asked) -> tuple[list[Node], Moves]:
    given = request.POST
    if asked.act == "split_goal":
        return split_goal(domain, asked.goal_id, names_in(given.get("parts", "")))
    if asked.act == "merge_goal":
        return merged_goals(domain, asked.goal_id, given.get("other", ""))
    return moved_text(domain, asked.goal_id, given.get("other", ""), (given.get("text", ""), given.get("text2", "")))


def _typed(request: ActorRequest, asked: _Asked, *, problem: str, **shown: Any) -> Open:
    texts = request.POST.get("text", ""), request.POST.get("text2", "")
    typed = request.POST.get("parts", "")
    return Open(at=asked.at, act=asked.act, problem=problem, typed=typed, texts=texts, **shown)


def _after(request: ActorRequest, found: PlanDraft, asked: _Asked) -> Node | str | None:
    """The goal after the correction, None when it is deleted, "" when the form needs mending."""
    if "/" not in asked.goal_path:
        raise FuertongError(GONE)
    goal = snapshot(found.plan, asked.goal_path)
    if goal is None:
        raise ReadingChanged(None)
    if asked.act == "delete_goal":
        return None
    if asked.act == "goal":
        return _with_form(asked, GoalForm(request.POST), lambda form: goal | form.fields_of())
    if asked.act == "add":
        return _with_form(asked, TargetForm(request.POST), lambda form: added(goal, form.node()))
    if asked.act not in TARGET_ACTS:
        raise FuertongError(GONE)
    asked.looked_at = [asked.at] if asked.act != "forget" else []
    if asked.act == "edit":
        return _with_form(asked, TargetForm(request.POST), lambda form: edited(goal, asked.target_id, form.node()))
    if asked.act == "split":
        return split(goal, asked.target_id, names_in(request.POST.get("names", "")))
    if asked.act == "merge":
        return merged(goal, asked.target_id, request.POST.get("other", ""))
    return forgotten(goal, asked.target_id) if asked.act == "forget" else deleted(goal, asked.target_id)


def _with_form(asked: _Asked, form: Any, change: Callable[[Any], Node]) -> Node | str:
    asked.form = form
    return change(form) if form.is_valid() else ""


def _again(request: ActorRequest, found: PlanDraft, asked: _Asked, *, problem: str) -> HttpResponse:
    """The same form with what was typed and what is wrong; the page as a whole when the item is gone."""
    if find(found.plan, asked.at) is None and not is_left_out(found.plan, asked.at):
        messages.error(request, problem)
        return whole_page(request, reverse("draft", args=[found.uid]))
    opened = Open(at=asked.at, act=asked.act, form=asked.form, problem=problem, typed=request.POST.get("names", ""))
    return show(request, found, opened, status=200 if asked.form else 400)


def _conflict(
    request: ActorRequest, found: PlanDraft, asked: _Asked, mine: Node | None, error: ReadingChanged
) -> HttpResponse:
    fresh = PlanDraft.objects.get(pk=found.pk)
    if error.current is None:
        messages.error(request, "这条目标刚被别人删除，您的改动没有保存。如需恢复，请用“撤销”。")
        return whole_page(request, reverse("draft", args=[found.uid]))
    opened = Open(
        at=asked.at,
        act=asked.act,
        form=asked.form,
        problem=str(error),
        theirs=goal_lines(error.current),
        mine=goal_lines(mine),
        typed=request.POST.get("names", ""),
    )
    return show(request, fresh, opened, status=409)
