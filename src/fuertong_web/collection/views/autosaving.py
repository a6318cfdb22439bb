"""Autosave (自动保存) of the filling table: what was typed since the last one, answered cell by cell in JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding
from fuertong.model.numbers import format_number
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection import actions
from fuertong_web.collection.actions.autosaving import Answer, Autosaved
from fuertong_web.collection.checking import Found, findings_of
from fuertong_web.collection.entries import resolve_cell
from fuertong_web.collection.models import Cell
from fuertong_web.collection.sheet import Line

Json = dict[str, Any]
_STATUS = {"saved": 200, "conflict": 409, "refused": 400}


@needs(Permission.VALUES_WRITE_OWN, Permission.VALUES_PROXY)
@require_POST
def cell_save(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Save `{"cells": [{cell, field, raw, lock_version}, …]}`: an answer each, in order, and what else is said now.

    One entry without the list is answered by the status as well: 409 with both values when somebody else was first.
    """
    try:
        sent = json.loads(request.body)
        typed = [_typed(one) for one in sent.get("cells", [sent])]
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"message": "提交的内容不完整，没有保存。请刷新页面后再填。"}, status=400)
    try:
        saved = actions.save_typed(by=request.actor, form=uid, typed=typed)
    except PermissionDenied as error:
        return JsonResponse({"message": str(error)}, status=403)
    except FuertongError as error:
        return JsonResponse({"message": str(error)}, status=400)
    found = findings_of(saved.form, saved.family)
    answers = [_answer(one, found) for one in saved.answers]
    if "cells" not in sent:
        return JsonResponse(answers[0], status=_STATUS[answers[0]["outcome"]])
    return JsonResponse({"answers": answers, "beside": _beside(request.actor.code_part_id, saved, found)})


def _typed(one: Mapping[str, Any]) -> actions.Typed:
    return actions.Typed(
        cell=UUID(str(one["cell"])),
        field=str(one["field"]),
        raw=str(one["raw"]),
        lock_version=int(one["lock_version"]),
    )


def _answer(one: Answer, found: Found) -> Json:
    if one.refusal or one.cell is None:
        return {"outcome": "refused", "message": one.refusal}
    if one.conflict:
        return _clash(one, one.cell)
    computed = resolve_cell(one.cell).computed
    return {
        "outcome": "saved",
        "lock_version": one.cell.lock_version,
        "shown": format_number(one.cell.value, one.cell.decimals),
        "computed": format_number(computed, one.cell.indicator.decimals),
    } | _said(one.cell, found)


def _clash(one: Answer, cell: Cell) -> Json:
    mine, theirs, by = one.typed.raw, one.theirs, cell.changed_by
    message = (
        f"{by or '另一位同事'}刚刚把这一格改为“{theirs or '空'}”，您填的是“{mine or '空'}”，没有保存。请选用其一。"
    )
    clash = {"mine": mine, "theirs": theirs, "by": by, "message": message}
    return {"outcome": "conflict", "lock_version": cell.lock_version} | clash


def _beside(part: int | None, saved: Autosaved, found: Found) -> dict[str, Json]:
    """What is said now about the cells of the same indicators that were not saved: their sums may have changed."""
    asked = {one.cell.pk for one in saved.answers if one.cell is not None}
    return {
        str(cell.uid): _said(cell, found)
        for cell in saved.family
        if cell.pk not in asked and part in (None, cell.part_id)
    }


def _said(cell: Cell, found: Found) -> Json:
    findings: Sequence[Finding] = found.get(str(cell.uid), [])
    return {
        "findings": [{"severity": one.severity.value, "message": f"{one.message}{one.remedy}"} for one in findings],
        "word": Line(cell=cell, last=None, findings=list(findings)).word,
    }
