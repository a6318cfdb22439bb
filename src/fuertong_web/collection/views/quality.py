"""The quality report of a round (数据质量评价): page, Word and Excel; a unit sees its own line."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.models import Round
from fuertong_web.collection.quality_paper import COLUMNS, quality_paper, quality_rows
from fuertong_web.collection.selectors import form_for, round_for
from fuertong_web.collection.selectors.unit_quality import FORMULA, UnitQuality, quality_of
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
    return sheet(f"{found.title}数据质量评价", SheetTable(columns=COLUMNS, rows=quality_rows(quality_of(found))))


@needs(*SEES, Permission.VALUES_SEE_OWN)
def form_quality(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One unit's own line."""
    if request.actor.code_form_id is not None:
        raise PermissionDenied("这一页只供有账号的人员查看。")
    form = form_for(request.actor, uid)
    rows = quality_of(form.round, unit_id=form.unit_id)
    if not rows:
        raise Http404
    return _page(request, form.round, rows, reverse("form_fill", args=[form.uid]), whole=False)


def _page(request: ActorRequest, found: Round, rows: list[UnitQuality], back: str, *, whole: bool) -> HttpResponse:
    context = {
        "round": found,
        "columns": COLUMNS,
        "rows": quality_rows(rows),
        "formula": FORMULA,
        "whole": whole,
        "crumbs": crumbs(request.actor, (found.title, back), ("数据质量", "")),
    }
    return render(request, "collection/quality.html", context)
