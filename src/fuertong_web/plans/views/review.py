"""The review of a reading (规划核对): original text left, reading right, one answer a doubtful place.

Every link and form works as a plain page; with htmx only the goal concerned is replaced.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.actions import change_draft_goal, mark_checked, remember_place, undo_correction
from fuertong_web.plans.forms import DomainForm, GoalForm, TargetForm, names_in
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import Node, doubtful, find, fingerprint, new_goal
from fuertong_web.plans.review_page import Open, goal_box, review_page
from fuertong_web.plans.reviewing import ReadingChanged, correct, snapshot
from fuertong_web.plans.selectors import draft_for
from fuertong_web.plans.target_edits import added, deleted, edited, merged, split
from fuertong_web.plans.views.pages import crumbs
from fuertong_web.plans.wording import goal_lines

DOMAIN_ACTS = ("domain", "add_goal")
TARGET_ACTS = ("edit", "split", "merge", "delete")


@needs(Permission.PLAN_WRITE)
def draft(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The review screen; without `at` it opens where the person stopped."""
    found = draft_for(request.actor, uid)
    if found.state != PlanDraft.State.OPEN:
        plan = found.plans.first()
        return redirect("plan", code=plan.code) if plan else redirect("plan_import")
    at, act = request.GET.get("at", ""), request.GET.get("do", "")
    if not at and found.cursor and find(found.plan, found.cursor):
        return redirect(place_url(found, found.cursor))
    if at:
        remember_place(by=request.actor, draft=found, path=at)
    return _show(request, found, Open(at=at, act=act, form=_blank_form(found, at, act)))


def place_url(draft: PlanDraft, path: str) -> str:
    """The address of the review at one item."""
    return f"{reverse('draft', args=[draft.uid])}?at={path}#{path}"


def _show(request: ActorRequest, found: PlanDraft, opened: Open, status: int = 200) -> HttpResponse:
    """The whole page, or for htmx the one goal with the counters."""
    if request.headers.get("HX-Request") == "true":
        context = goal_box(found, opened) | {"partial": True}
        return render(request, "plans/review_goal.html", context)
    context = review_page(found, opened) | {"crumbs": crumbs(("导入规划", reverse("plan_import")), ("核对", ""))}
    return render(request, "plans/review.html", context, status=status)


def _blank_form(found: PlanDraft, at: str, act: str) -> TargetForm | GoalForm | DomainForm | None:
    node = find(found.plan, at) if at else None
    if node is None:
        return None
    if act == "edit" and "indicator" in node:
        return TargetForm(initial=TargetForm.initial_of(node))
    if act == "add":
        return TargetForm(initial={"deadline": None, "kind": "level"})
    if act == "domain":
        return DomainForm(initial={"title": node.get("title", "")})
    if act == "add_goal":
        return GoalForm()
    return GoalForm(initial=GoalForm.initial_of(node)) if act == "goal" else None


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
    remember_place(by=request.actor, draft=found, path=asked.at if find(found.plan, asked.at) else asked.goal_path)
    if request.headers.get("HX-Request") == "true":
        return _show(request, found, Open(at=asked.at))
    where = asked.at if find(found.plan, asked.at) else asked.goal_path
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
        return _show(request, found, Open(at=asked.at, act=asked.act, form=form))
    try:
        found = correct(by=request.actor, draft=found, path=path, after=after, seen=seen)
    except ReadingChanged as error:
        opened = Open(at=asked.at, act=asked.act, form=form, problem=str(error), theirs=goal_lines(error.current),
                      mine=goal_lines(after))  # fmt: skip
        return _show(request, PlanDraft.objects.get(pk=found.pk), opened, status=409)
    except FuertongError as error:
        messages.error(request, str(error))
    return redirect(place_url(found, path))


def _after(request: ActorRequest, found: PlanDraft, asked: _Asked) -> Node | str | None:
    """The goal after the correction, None when it is deleted, "" when the form needs mending."""
    if "/" not in asked.goal_path:
        raise FuertongError("没有这样的操作，请刷新页面。")
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
        raise FuertongError("没有这样的操作，请刷新页面。")
    asked.looked_at = [asked.at]
    if asked.act == "edit":
        return _with_form(asked, TargetForm(request.POST), lambda form: edited(goal, asked.target_id, form.node()))
    if asked.act == "split":
        return split(goal, asked.target_id, names_in(request.POST.get("names", "")))
    if asked.act == "merge":
        return merged(goal, asked.target_id, request.POST.get("other", ""))
    return deleted(goal, asked.target_id)


def _with_form(asked: _Asked, form: Any, change: Any) -> Node | str:
    asked.form = form
    return change(form) if form.is_valid() else ""


def _again(request: ActorRequest, found: PlanDraft, asked: _Asked, *, problem: str) -> HttpResponse:
    """The same form with what was typed and what is wrong; the page as a whole when the item is gone."""
    if find(found.plan, asked.at) is None:
        messages.error(request, problem)
        return _whole_page(request, reverse("draft", args=[found.uid]))
    opened = Open(at=asked.at, act=asked.act, form=asked.form, problem=problem, typed=request.POST.get("names", ""))
    return _show(request, found, opened, status=200 if asked.form else 400)


def _conflict(
    request: ActorRequest, found: PlanDraft, asked: _Asked, mine: Node | None, error: ReadingChanged
) -> HttpResponse:
    fresh = PlanDraft.objects.get(pk=found.pk)
    opened = Open(
        at=asked.at,
        act=asked.act,
        form=asked.form,
        problem=str(error),
        theirs=goal_lines(error.current),
        mine=goal_lines(mine),
        typed=request.POST.get("names", ""),
    )
    if error.current is None:
        messages.error(request, "这条目标刚被别人删除，您的改动没有保存。如需恢复，请用“撤销”。")
        return _whole_page(request, reverse("draft", args=[found.uid]))
    return _show(request, fresh, opened, status=409)


def _whole_page(request: ActorRequest, address: str) -> HttpResponse:
    """Go to a page as a whole, also from a request of htmx."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


@needs(Permission.PLAN_WRITE)
@require_POST
def draft_check(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The person has looked at a target and it is right."""
    found = draft_for(request.actor, uid)
    at = request.POST.get("at", "")
    found = mark_checked(by=request.actor, draft=found, paths=[at])
    left = doubtful(found.plan, found.checked)
    following = next((path for path in left if _order(found, path) > _order(found, at)), left[0] if left else at)
    remember_place(by=request.actor, draft=found, path=following)
    if request.headers.get("HX-Request") == "true":
        return _show(request, found, Open(at=at))
    return redirect(place_url(found, following))


def _order(found: PlanDraft, path: str) -> tuple[int, ...]:
    """The position of an item in the plan."""
    node: Node = found.plan
    order = []
    for part, name in zip(path.split("/"), ("domains", "goals", "targets"), strict=False):
        ids = [child["id"] for child in node.get(name, [])]
        if part not in ids:
            break
        order.append(ids.index(part))
        node = node[name][ids.index(part)]
    return tuple(order)


@needs(Permission.PLAN_WRITE)
@require_POST
def draft_undo(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take back the last correction."""
    found = draft_for(request.actor, uid)
    try:
        path = undo_correction(by=request.actor, draft=found)
    except ReadingChanged:
        messages.error(request, "上一处改动之后，同一条又被别人改过，不能直接撤销，请手工修改。")
        return redirect("draft", uid=uid)
    if path is None:
        messages.info(request, "没有可以撤销的改动。")
        return redirect("draft", uid=uid)
    messages.success(request, "已撤销上一处改动。")
    found = draft_for(request.actor, uid)
    return redirect(place_url(found, path) if path and find(found.plan, path) else reverse("draft", args=[uid]))


def seen_of(found: PlanDraft, path: str) -> str:
    """The mark of what is shown at a path, to be sent back with a correction."""
    return fingerprint(snapshot(found.plan, path))
