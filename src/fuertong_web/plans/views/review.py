"""The review of a reading (规划核对): original text left, reading right, one answer a doubtful place.

Every link and form works as a plain page; with htmx only the goal concerned is replaced.
"""

from collections.abc import Callable
from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.reading.targets import read_targets
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.actions import mark_checked, redo_correction, remember_place, undo_correction
from fuertong_web.plans.forms import DomainForm, GoalForm, TargetForm
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import Node, doubtful, find
from fuertong_web.plans.review_page import Open, goal_box, review_page
from fuertong_web.plans.reviewing import ReadingChanged
from fuertong_web.plans.revising import standing_plan
from fuertong_web.plans.selectors import draft_for
from fuertong_web.plans.views.pages import crumbs

_LONGEST_QUOTE = 300


@needs(Permission.PLAN_WRITE)
def draft(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The review screen; without `at` it opens where the person stopped, the first time at the first doubt."""
    found = draft_for(request.actor, uid)
    if found.state != PlanDraft.State.OPEN:
        return _closed(found)
    at, act = request.GET.get("at", ""), request.GET.get("do", "")
    if not at and "only" not in request.GET:
        if found.cursor and find(found.plan, found.cursor):
            return redirect(place_url(found, found.cursor))
        at = next(iter(doubtful(found.plan, found.checked)), "")
        return show(request, found, Open(at=at))
    if at and find(found.plan, at) is not None:
        remember_place(by=request.actor, draft=found, path=at)
    return show(request, found, Open(at=at, act=act, form=_blank_form(request, found, at, act)))


def _closed(found: PlanDraft) -> HttpResponse:
    plan = found.plans.first()
    if plan is None and (revision := found.revisions.select_related("plan").first()):
        plan = revision.plan
    return redirect("plan", code=plan.code) if plan else redirect("plan_import")


def place_url(draft: PlanDraft, path: str) -> str:
    """The address of the review at one item."""
    return f"{reverse('draft', args=[draft.uid])}?at={path}#{path}"


def show(request: ActorRequest, found: PlanDraft, opened: Open, status: int = 200) -> HttpResponse:
    """The whole page, or for htmx the one goal with the counters."""
    if is_htmx(request):
        context = goal_box(found, opened) | {"partial": True}
        return render(request, "plans/review_goal.html", context)
    only = request.GET.get("only") == "doubt"
    context = review_page(found, opened, only_doubts=only)
    context["standing"] = standing_plan(found)
    context["crumbs"] = crumbs(("导入规划", reverse("plan_import")), ("核对", ""))
    return render(request, "plans/review.html", context, status=status)


def is_htmx(request: ActorRequest) -> bool:
    """Whether the page asks for a part only."""
    return request.headers.get("HX-Request") == "true"


def _blank_form(
    request: ActorRequest, found: PlanDraft, at: str, act: str
) -> TargetForm | GoalForm | DomainForm | None:
    node = find(found.plan, at) if at else None
    if node is None:
        return None
    if act == "edit" and "indicator" in node:
        return TargetForm(initial=TargetForm.initial_of(node))
    if act == "add":
        return TargetForm(initial=_read_words(request.GET.get("quote", "")))
    if act == "domain":
        return DomainForm(initial={"title": node.get("title", "")})
    if act == "add_goal":
        return GoalForm()
    return GoalForm(initial=GoalForm.initial_of(node)) if act == "goal" else None


def _read_words(quote: str) -> Node:
    """What the reader makes of words a person selected; only the words where it makes nothing of them."""
    words = "".join(quote.split())[:_LONGEST_QUOTE]
    found = read_targets(words) if words else ()
    if not found:
        return {"deadline": None, "kind": "level", "quote": words}
    return TargetForm.initial_of(asdict(found[0])) | {"quote": words}


@needs(Permission.PLAN_WRITE)
@require_POST
def draft_check(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The person has looked at a target and it is right; with `all`, at every one of the list."""
    found = draft_for(request.actor, uid)
    at, every = request.POST.get("at", ""), request.POST.get("all", "").split()
    try:
        found = mark_checked(by=request.actor, draft=found, paths=[at, *every])
    except FuertongError as error:
        messages.error(request, str(error))
        return whole_page(request, reverse("draft", args=[uid]))
    last = every[-1] if every else at
    left = doubtful(found.plan, found.checked)
    following = next((path for path in left if _order(found, path) > _order(found, last)), left[0] if left else last)
    if find(found.plan, following) is not None:
        remember_place(by=request.actor, draft=found, path=following)
    if every:
        messages.success(request, f"已看过{len(every)}处。")
        return whole_page(request, place_url(found, following))
    if is_htmx(request):
        return show(request, found, Open(at=at))
    return redirect(place_url(found, following))


def whole_page(request: ActorRequest, address: str) -> HttpResponse:
    """Go to a page as a whole, also from a request of htmx."""
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


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
    return _step(request, uid, undo_correction, "已撤销上一处改动。", "没有可以撤销的改动。")


@needs(Permission.PLAN_WRITE)
@require_POST
def draft_redo(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Make again what was taken back last."""
    return _step(request, uid, redo_correction, "已恢复刚才撤销的改动。", "没有可以恢复的改动。")


def _step(request: ActorRequest, uid: UUID, act: Callable[..., str | None], done: str, nothing: str) -> HttpResponse:
    found = draft_for(request.actor, uid)
    try:
        path = _made(request.actor, found, act)
    except ReadingChanged:
        messages.error(request, "这处改动之后，同一条又被别人改过，不能直接撤销或恢复，请手工修改。")
        return redirect("draft", uid=uid)
    except FuertongError as error:
        messages.error(request, str(error))
        return redirect("draft", uid=uid)
    if path is None:
        messages.info(request, nothing)
        return redirect("draft", uid=uid)
    messages.success(request, done)
    found = draft_for(request.actor, uid)
    path = path.removesuffix("/*")
    return redirect(place_url(found, path) if path and find(found.plan, path) else reverse("draft", args=[uid]))


def _made(by: Actor, found: PlanDraft, act: Callable[..., str | None]) -> str | None:
    return act(by=by, draft=found)
