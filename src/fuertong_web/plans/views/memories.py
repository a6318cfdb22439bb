"""What is remembered (记住的内容): answering the reader's questions, and a page where each answer can be taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.plans.memories import take_back, tick_off
from fuertong_web.plans.memory_models import Memory
from fuertong_web.plans.memory_page import forget_lesson, forget_unit_name, remembered_of
from fuertong_web.plans.open_findings import make_target, words_of
from fuertong_web.plans.reviewing import ReadingChanged
from fuertong_web.plans.selectors import draft_for
from fuertong_web.plans.views.pages import crumbs
from fuertong_web.plans.views.review import place_url

GONE = "这一条已经变动，请刷新页面后再办理。"


@needs(Permission.PLAN_WRITE)
@require_POST
def draft_finding(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One question of the reader: no target (remembered), or a target from now on."""
    found = draft_for(request.actor, uid)
    given = request.POST
    number = int(given.get("number", "")) if given.get("number", "").isdigit() else -1
    again = redirect(f"{reverse('draft', args=[uid])}?at={found.cursor}&do=findings")
    try:
        words = words_of(found, number)
        if words != given.get("words"):
            raise FuertongError(GONE)
        if given.get("do") == "off":
            tick_off(by=request.actor, draft=found, words=words)
            messages.success(request, f"已记下：“{words[:30]}”不是指标值，以后同样的话不再列出。")
            return again
        path = make_target(by=request.actor, draft=found, number=number, at=given.get("at", ""))
    except ReadingChanged:
        messages.error(request, GONE)
    except FuertongError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已设为指标值，请看名称和要求，需要时改后保存。")
        return redirect(place_url(found, path).replace("#", "&do=edit#"))
    return again


@needs(Permission.PLAN_WRITE)
def plan_memories(request: ActorRequest) -> HttpResponse:
    """Everything remembered for the next documents; each line with its way back."""
    if request.actor.place is None:
        raise Http404
    if request.method == "POST":
        try:
            messages.success(request, _forget(request))
        except FuertongError as error:
            messages.error(request, str(error))
        return redirect("plan_memories")
    context = {"kinds": remembered_of(request.actor.place), "crumbs": crumbs(("记住的内容", ""))}
    return render(request, "plans/memories.html", context)


def _forget(request: ActorRequest) -> str:
    kind, key = request.POST.get("kind", ""), request.POST.get("key", "")
    if kind == "lesson":
        return f"以后不再照改：{forget_lesson(by=request.actor, key=key)}"
    if kind == "unit":
        unit, _, name = key.partition("|")
        return f"“{name}”不再是{forget_unit_name(by=request.actor, unit=unit, name=name)}的其他写法。"
    memory = Memory.objects.filter(place=request.actor.place, uid=key).first() if _is_uid(key) else None
    if memory is None:
        raise FuertongError(GONE)
    take_back(by=request.actor, memory=memory)
    return f"已取回：“{memory.written[:40]}”。"


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
