"""The quality report of a round (数据质量评价): page, Word and Excel; a unit sees its own line."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.checking import must_explain
from fuertong_web.collection.models import Round
from fuertong_web.collection.quality_paper import COLUMNS, quality_figures, quality_paper, quality_rows
from fuertong_web.collection.selectors import form_for, round_for
from fuertong_web.collection.selectors.unit_quality import FORMULA, UnitQuality, quality_of
from fuertong_web.collection.sheet import Line, lines_of
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.indicators.sheets import SheetTable, sheet
from fuertong_web.ui.downloads import word

SEES = (Permission.ROUND_MANAGE, Permission.VALUES_SEE)


@needs(*SEES)
def round_quality(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Every unit of the round."""
    found = round_for(request.actor, uid)
    return _page(request, found, quality_of(found), reverse("round", args=[found.uid]), whole=True)


@needs(*SEES)
def round_quality_docx(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The same as Word."""
    found = round_for(request.actor, uid)
    return word(quality_paper(found, quality_of(found)))


@needs(*SEES)
def round_quality_xlsx(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The same as a workbook."""
    found = round_for(request.actor, uid)
    return sheet(f"{found.title}数据质量评价", SheetTable(columns=COLUMNS, rows=quality_figures(quality_of(found))))


@needs(*SEES, Permission.VALUES_SEE_OWN)
def form_quality(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One unit's own line."""
    if request.actor.code_form_id is not None:
        raise PermissionDenied("这一页只供有账号的人员查看。")
    form = form_for(request.actor, uid)
    rows = quality_of(form.round, unit_id=form.unit_id)
    if not rows:
        raise Http404
    back = reverse("form_fill", args=[form.uid])
    return _page(request, form.round, rows, back, whole=False, lines=lines_of(request.actor, form, whole=True))


def _page(
    request: ActorRequest, found: Round, rows: list[UnitQuality], back: str, *, whole: bool, lines: Sequence[Line] = ()
) -> HttpResponse:
    context = {
        "round": found,
        "columns": COLUMNS,
        "rows": list(zip(rows, quality_rows(rows), strict=True)),
        "formula": FORMULA,
        "whole": whole,
        "particulars": _particulars([line for line in lines if not line.withheld]),
        "crumbs": crumbs(request.actor, (found.title, back), ("数据质量", "")),
    }
    return render(request, "collection/quality.html", context)


def _particulars(lines: Sequence[Line]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What stands behind a unit's figures: which values were returned, which explained, which are missing and why."""
    asked = [line for line in lines if line.cell.value is None and not line.cell.attested and not line.is_prefilled]
    found = [
        ("退回的数据", [(line.name, line.cell.return_reason) for line in lines if line.cell.return_reason]),
        ("已提示并说明的数据", [(line.name, line.cell.note) for line in lines if _is_explained(line)]),
        ("没有数值的分组", [(line.name, line.absence or "未填") for line in asked if line.group]),
        ("没有数值的合计", [(line.name, line.absence or "未填") for line in asked if not line.group]),
    ]
    return [(title, rows) for title, rows in found if rows]


def _is_explained(line: Line) -> bool:
    return must_explain(line.findings) and bool(line.cell.note.strip())
