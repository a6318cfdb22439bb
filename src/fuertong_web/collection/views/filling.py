"""Pages of filling in (填报): the own forms, the table, and the plain submit that works without script."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection import actions
from fuertong_web.collection.actions.cells import COLUMNS
from fuertong_web.collection.actions.rounding import has_spare_decimals
from fuertong_web.collection.enums import FormState
from fuertong_web.collection.errors import Unready
from fuertong_web.collection.forms import HeadForm
from fuertong_web.collection.models import Form
from fuertong_web.collection.selectors import days_left, due_on, form_for, is_late, may_write
from fuertong_web.collection.selectors.forms import forms_for
from fuertong_web.collection.selectors.todo import todo_for
from fuertong_web.collection.sheet import ABSENCES, Line, count, lines_of
from fuertong_web.collection.typed import fingerprint, typed_entry, with_typed
from fuertong_web.collection.views.pages import crumbs

SEES = (Permission.VALUES_WRITE_OWN, Permission.VALUES_SEE_OWN, Permission.VALUES_SEE)


@needs(Permission.VALUES_WRITE_OWN, Permission.SIGN_OWN)
def forms(request: ActorRequest) -> HttpResponse:
    """The own unit's forms: those that wait first, earlier ones below; one waiting form of a code opens at once."""
    waiting = todo_for(request.actor)
    known = {todo.form.pk for todo in waiting}
    context = {
        "waiting": waiting,
        "others": [form for form in forms_for(request.actor)[:40] if form.pk not in known],
        "crumbs": crumbs(request.actor, ("填报", "")),
    }
    return render(request, "collection/forms.html", context)


@needs(*SEES)
def form_fill(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The table: to fill in for the unit, the code's holder and 代录; to read for whoever may see it."""
    form = form_for(request.actor, uid)
    if request.actor.code_form_id is not None and not request.actor.phone:
        return redirect("code_filler")
    if request.method == "POST":
        return _save_all(request, form)
    return _page(request, form, lines_of(request.actor, form))


@needs(Permission.VALUES_WRITE_OWN)
def form_submit(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Sum up and 报送."""
    form = form_for(request.actor, uid)
    if request.actor.code_part_id is not None or not request.actor.can(
        Permission.VALUES_WRITE_OWN, unit_id=form.unit_id
    ):
        raise PermissionDenied("这份报表由填报单位报送；分表填完请按“交回”。")
    if form.state not in (FormState.FILLING, FormState.RETURNED):
        return redirect("form_fill", uid=form.uid)
    lines = lines_of(request.actor, form, whole=True)
    head = HeadForm(request.POST or None, initial=HeadForm.proposal(form, _filler(request, form), request.actor.phone))
    refused = ""
    if request.method == "POST" and head.is_valid():
        try:
            _write_notes(request, form, lines)
            actions.submit_form(by=request.actor, form=form, head=actions.Head(**head.cleaned_data))
        except Unready as error:
            refused = str(error)
            lines = lines_of(request.actor, form, whole=True)
        except FuertongError as error:
            refused = str(error)
        else:
            messages.success(request, "已报送，等待本单位审核人签发。签发前可以撤回修改。")
            return redirect("form_fill", uid=form.uid)
    context = {
        "found": form,
        "head": head,
        "refused": refused,
        "count": count(lines),
        "problems": [line for line in lines if line.findings and not line.is_open],
        "blank": [line for line in lines if line.is_open],
        "absent": [line for line in lines if line.absence],
        "ready": not any(line.mend or line.explain for line in lines),
        "spare_decimals": _spare(lines),
        "asked": [line for line in lines if line.explain and not line.mend],
        "crumbs": crumbs(
            request.actor, (form.unit.name, reverse("form_fill", args=[form.uid])), ("报送", ""), form=form
        ),
    }
    return render(request, "collection/form_submit.html", context)


def _write_notes(request: ActorRequest, form: Form, lines: list[Line]) -> None:
    """The sentences written on the submit page itself go into the cells that were asked about."""
    said = {line.uid: request.POST.get(f"note-{line.uid}", "").strip() for line in lines if line.explain}
    entries = [actions.Entry(cell=uid, note=text) for uid, text in said.items() if text]
    if entries:
        actions.set_cells(by=request.actor, form=form, entries=entries)


@needs(Permission.VALUES_WRITE_OWN)
@require_POST
def form_take_back(request: ActorRequest, uid: UUID) -> HttpResponse:
    """撤回 before the unit's reviewer has signed."""
    form = form_for(request.actor, uid)
    try:
        actions.take_back_form(by=request.actor, form=form)
    except FuertongError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已撤回，可以继续修改。")
    return redirect("form_fill", uid=form.uid)


def _filler(request: ActorRequest, form: Form) -> str:
    return form.filler if request.actor.code_form_id is not None else request.actor.label


# --- without script: the whole table in one plain POST


def _save_all(request: ActorRequest, form: Form) -> HttpResponse:
    if not request.actor.can(Permission.VALUES_WRITE_OWN, unit_id=form.unit_id) and not request.actor.can(
        Permission.VALUES_PROXY
    ):
        raise PermissionDenied("您可以查看这份报表，但不能填报。")
    lines = lines_of(request.actor, form)
    entries = [entry for line in lines if (entry := typed_entry(request.POST, line)) is not None]
    try:
        outcome = actions.set_cells(by=request.actor, form=form, entries=entries)
    except FuertongError as error:
        messages.error(request, str(error))
        return _page(request, form, with_typed(lines, entries), status=400)
    lines = with_typed(lines_of(request.actor, form), [entry for entry, _ in outcome.conflicts], clash=True)
    if outcome.conflicts:
        messages.warning(
            request,
            f"有{len(outcome.conflicts)}项在您填报期间被别人改过，您填的内容没有保存。"
            "两个数值都列在下面，请核对后再保存。",
        )
        return _page(request, form, lines, status=409)
    if "submit" in request.POST:
        return redirect("form_submit", uid=form.uid)
    messages.success(request, f"已保存，本次改动{len(outcome.changed)}项。")
    return redirect(request.get_full_path())


def _as_proxy(request: ActorRequest) -> bool:
    """Whether the statistician asked to type in a paper; without it the unit's form is only read."""
    return request.GET.get("proxy") == "1"


def _spare(lines: list[Line]) -> int:
    """How many rates are written with more decimals than declared."""
    return sum(has_spare_decimals(line.cell) for line in lines)


def _page(request: ActorRequest, form: Form, lines: list[Line], *, status: int = 200) -> HttpResponse:
    actor = request.actor
    own = actor.can(Permission.VALUES_WRITE_OWN, unit_id=form.unit_id)
    may_proxy = actor.can(Permission.VALUES_PROXY) and may_write(actor, form)
    writes = may_write(actor, form) and (own or _as_proxy(request))
    for line in lines:
        shown = {field: getattr(line.cell, column) for field, column in COLUMNS.items()}
        line.fields = shown | line.fields
        line.was = fingerprint(line.cell)
    context: dict[str, Any] = {
        "found": form,
        "round": form.round,
        "lines": lines,
        "count": count(lines),
        "writes": writes,
        "own": own,
        "absences": ABSENCES,
        "due": due_on(form),
        "days_left": days_left(form),
        "late": is_late(form),
        "returned": [line for line in lines if line.cell.return_reason],
        "problems": [line for line in lines if line.mend or line.explain],
        "has_parts": any(line.asks_parts for line in lines),
        "events": timeline_of(form),
        "may_submit": writes and own and actor.code_part_id is None,
        "may_split": writes and own and actor.code_part_id is None,
        "part": form.parts.filter(pk=actor.code_part_id).first() if actor.code_part_id is not None else None,
        "to_explain": explain if len(explain := [line for line in lines if line.explain]) > 1 else [],
        "last_note": next((line.last.note for line in lines if line.explain and line.last and line.last.note), ""),
        "spare_decimals": _spare(lines) if writes else 0,
        "sources_offered": sum(bool(line.last_taken and not line.taken) for line in lines),
        "may_take_back": own and actor.code_part_id is None and form.state == FormState.TO_SIGN,
        "may_proxy": may_proxy and not own,
        "as_proxy": _as_proxy(request),
        "crumbs": crumbs(actor, (form.unit.name, ""), form=form),
    }
    return render(request, "collection/form_fill.html", context, status=status)


def timeline_of(form: Form) -> list[dict[str, Any]]:
    """The way of a form, newest last."""
    words = {
        "begin": "开始填报",
        "send": "报送",
        "take_back": "撤回",
        "refuse": "退回填报人",
        "sign": "审核签发",
        "sign_offline": "线下签发",
        "deliver": "下级报送",
        "return": "退回",
        "accept": "接受",
        "reopen": "重新打开",
        "extend": "批准延期",
    }
    return [
        {
            "who": event.by,
            "what": words.get(event.name, event.name),
            "at": event.at,
            "note": "；".join(
                part
                for part in (
                    event.comment,
                    f"{event.offline_by}于{event.offline_on.isoformat()}签字" if event.offline_on else "",
                )
                if part
            ),
            "tone": "back" if event.name in ("return", "refuse", "reopen") else "",
        }
        for event in form.events.all()
    ]
