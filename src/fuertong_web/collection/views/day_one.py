"""Day one (历年材料): drop in what there is, name what is unknown, pick where files disagree, import."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.intake import Joined
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.apart import finding_of
from fuertong_web.collection.actions.day_one import (
    ReadFile,
    answer_names,
    import_intake,
    intake_place,
    pick_values,
    take_files,
)
from fuertong_web.collection.day_one import Sheet, sheet_of, slot_text
from fuertong_web.collection.day_one_apart import read_apart
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.models_intake import Intake
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

KINDS = ".xlsx,.xls,.et,.csv,.docx"
MOST_FILES = 40
SHOWN = 400


@needs(Permission.VALUES_PROXY)
def day_one(request: ActorRequest) -> HttpResponse:
    """Hand in files; those handed in before, with how far they are."""
    place = intake_place(request.actor)
    errors: list[str] = []
    year = request.POST.get("year", "").strip()
    if request.method == "POST":
        intake, errors = _taken(request, None)
        if intake is not None:
            for error in errors:
                messages.warning(request, error)
            return redirect("day_one_sheet", uid=intake.uid)
    context = {
        "errors": errors,
        "year": year,
        "kinds": KINDS,
        "intakes": place.intakes.prefetch_related("files__document"),
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("历年材料", "")),
    }
    return render(request, "collection/day_one.html", context, status=413 if TOO_LARGE in errors else 200)


@needs(Permission.VALUES_PROXY)
def day_one_sheet(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The grid indicator × year with the file of each cell; a POST adds files, answers names or picks values."""
    intake = _intake(request, uid)
    if request.method == "POST":
        return _changed(request, intake)
    sheet = sheet_of(intake)
    files = list(intake.files.select_related("document"))
    numbers = {file.document.name: number for number, file in enumerate(files, start=1)}
    grid = _grid(sheet, numbers)
    context = {
        "intake": intake,
        "files": [
            {"number": number, "file": file, "values": len(file.values), "findings": map(finding_of, file.findings)}
            for number, file in enumerate(files, start=1)
        ],
        "sheet": sheet,
        "grid": grid[:SHOWN],
        "more": max(0, len(grid) - SHOWN),
        "disputed": [_dispute(cell, sheet) for cell in sheet.disputed],
        "indicators": sorted(sheet.indicators.values(), key=lambda row: row.name),
        "kinds": KINDS,
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("历年材料", reverse("day_one")), ("核对", "")),
    }
    return render(request, "collection/day_one_sheet.html", context)


@needs(Permission.VALUES_PROXY)
@require_POST
def day_one_import(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Import the grid."""
    intake = _intake(request, uid)
    try:
        result = import_intake(by=request.actor, intake=intake)
    except FuertongError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"已导入{result.revisions}个数据，性质为“历史导入（未复核）”。")
    return redirect("day_one_sheet", uid=uid)


def _intake(request: ActorRequest, uid: UUID) -> Intake:
    found = Intake.objects.filter(uid=uid, place=intake_place(request.actor)).select_related("place__region").first()
    if found is None:
        raise Http404
    return found


def _changed(request: ActorRequest, intake: Intake) -> HttpResponse:
    what = request.POST.get("what", "")
    try:
        if what == "files":
            _, errors = _taken(request, intake)
            for error in errors:
                messages.warning(request, error)
        elif what == "names":
            names, codes = request.POST.getlist("name"), request.POST.getlist("code")
            answers = {name: code for name, code in zip(names, codes, strict=False) if code}
            count = answer_names(by=request.actor, intake=intake, answers=answers)
            messages.success(request, f"已记住{count}个名称，以后的材料也按此对应。")
        else:
            picks = {key[5:]: str(value) for key, value in request.POST.items() if key.startswith("pick:")}
            pick_values(by=request.actor, intake=intake, picks=picks)
            messages.success(request, "已保存选用的数据。")
    except FuertongError as error:
        messages.error(request, str(error))
    return redirect("day_one_sheet", uid=intake.uid)


def _taken(request: ActorRequest, intake: Intake | None) -> tuple[Intake | None, list[str]]:
    """The intake with the files that could be read, and a sentence for each that could not."""
    if is_too_large(request):
        return None, [TOO_LARGE]
    uploads = request.FILES.getlist("files")
    year = request.POST.get("year", "").strip()
    if not uploads:
        return None, ["请选择要上传的文件，可以一次选多个。"]
    if len(uploads) > MOST_FILES:
        return None, [f"一次最多{MOST_FILES}个文件，请分几次上传。"]
    if year and not (year.isdecimal() and len(year) == 4):
        return None, ["年份请填四位数字，如2023；不需要时请留空。"]
    read: list[ReadFile] = []
    errors: list[str] = []
    for upload in uploads:
        content, name = upload.read(), upload.name or "表格.xlsx"
        try:
            reading = read_apart(content, name=name, year=int(year) if year else None)
        except FuertongError as error:
            errors.append(str(error))
        else:
            read.append(ReadFile(name=name, content=content, reading=reading))
    if not read:
        return None, errors
    return take_files(by=request.actor, files=read, intake=intake), errors


def _grid(sheet: Sheet, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """The rows in the order the files give the indicators, so that they can be checked line by line."""
    rows: dict[tuple[str, str, str], dict[int, Joined]] = defaultdict(dict)
    first: dict[str, int] = {}
    for place, cell in enumerate(sheet.cells):
        first.setdefault(cell.slot[0], place)
        rows[cell.slot[:3]][cell.slot[3]] = cell
    return [
        {
            "indicator": sheet.indicators[code],
            "group": breakdown_label(breakdown),
            "cells": [_cell(points.get(year), sheet, numbers) for year in sheet.years],
        }
        for (code, breakdown, _), points in sorted(rows.items(), key=lambda row: (first[row[0][0]], row[0]))
    ]


def _cell(cell: Joined | None, sheet: Sheet, numbers: dict[str, int]) -> dict[str, Any] | None:
    if cell is None:
        return None
    held = sheet.standing.get(cell.slot)
    return {
        "found": cell.taken,
        "file": numbers.get(cell.taken.where.file, ""),
        "is_disputed": cell.is_disputed,
        "is_held": held is not None,
    }


def _dispute(cell: Joined, sheet: Sheet) -> dict[str, Any]:
    code, breakdown, _, year = cell.slot
    return {
        "slot": slot_text(cell.slot),
        "indicator": sheet.indicators[code],
        "group": breakdown_label(breakdown),
        "year": year,
        "options": [
            {"found": found, "where": str(found.where), "is_taken": found is cell.taken, "is_own": found.is_own}
            for found in cell.told
        ],
    }
