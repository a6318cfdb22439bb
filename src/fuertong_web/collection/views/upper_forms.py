"""Forms of the upper office (套表): upload once, look at the cells, get them filled every year."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.catalogue import normal_name
from fuertong.errors import FuertongError
from fuertong.upper_forms import Filled, Meaning, Measure, Slot
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.day_one import intake_place
from fuertong_web.collection.actions.upper_forms import map_upper_form, record_filled, take_upper_form
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.models_intake import UpperForm
from fuertong_web.collection.selectors.query import last_year
from fuertong_web.collection.series import breakdown_of
from fuertong_web.collection.upper_forms import Edition, edition_of, filled_for
from fuertong_web.collection.upper_forms_apart import read_apart, write_apart
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.selectors import indicators_of, name_index
from fuertong_web.ui.downloads import attachment
from fuertong_web.ui.uploads import TOO_LARGE, is_too_large

KINDS = ".xlsx,.xls,.et,.docx"
SHIFTS = ((0, "本年"), (-1, "上年"), (-2, "前年"))
_SHIFT, _FIXED = re.compile(r"-?\d{1,2}"), re.compile(r"=(?:19|20)\d\d")
_DISTANCE = re.compile(r"Y([+-]\d+)")


@needs(Permission.VALUES_PROXY)
def upper_forms(request: ActorRequest) -> HttpResponse:
    """The place's forms; a POST takes a new blank."""
    place = intake_place(request.actor)
    error = ""
    if request.method == "POST":
        try:
            form = _taken(request, None)
        except FuertongError as refused:
            error = str(refused)
        else:
            return redirect("upper_form", uid=form.uid)
    context = {
        "error": error,
        "title": request.POST.get("title", ""),
        "issuer": request.POST.get("issuer", ""),
        "kinds": KINDS,
        "forms": place.upper_forms.filter(retired_at=None).prefetch_related("editions__document"),
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("上级套表", "")),
    }
    return render(request, "collection/upper_forms.html", context, status=413 if error == TOO_LARGE else 200)


@needs(Permission.VALUES_PROXY)
def upper_form(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The form as a grid, what each cell means, what stays blank in a year; a POST maps or takes the next edition."""
    form, edition = _edition(request, uid)
    rows = list(indicators_of(form.place))
    if request.method == "POST":
        try:
            if request.POST.get("what") == "edition" or is_too_large(request):
                _taken(request, form)
                messages.success(request, "已换成新版，原来的对应关系已按行名和表头带过来，请核对不同之处。")
            else:
                slots = _mapped(request.POST, edition.slots, rows)
                map_upper_form(by=request.actor, edition=edition.row, slots=slots)
                messages.success(request, "已保存对应关系，以后每年按此填写。")
        except FuertongError as refused:
            messages.error(request, str(refused))
        return redirect("upper_form", uid=uid)
    year = _year(request, edition)
    done = filled_for(edition, form.place, year)
    names = {row.code: row.name for row in rows}
    context = {
        "form": form,
        "edition": edition,
        "year": year,
        "grids": [_grid(edition, done, number, names, year) for number in range(len(edition.grids))],
        "slots": [_row(number, one, names, year) for number, one in enumerate(done)],
        "filled": sum(_is_filled(one) for one in done),
        "blank": [_row(number, one, names, year) for number, one in enumerate(done) if one.reason],
        "indicators": rows,
        "fresh": [_label(slot, year) for slot in edition.change.new] if edition.change else [],
        "gone": [_label(slot, year) for slot in edition.change.gone] if edition.change else [],
        "measures": [(item.value, item.label) for item in Measure],
        "kinds": KINDS,
        "crumbs": crumbs(
            request.actor, ("数据", reverse("values")), ("上级套表", reverse("upper_forms")), (form.title, "")
        ),
    }
    return render(request, "collection/upper_form.html", context)


@needs(Permission.VALUES_PROXY)
@require_POST
def upper_form_file(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The filled form as a file, in the layout it was issued in."""
    form, edition = _edition(request, uid)
    year = _year(request, edition)
    done = filled_for(edition, form.place, year)
    name = edition.row.document.name
    try:
        content = write_apart(bytes(edition.row.document.content), done, name=name)
    except FuertongError as refused:
        messages.error(request, str(refused))
        return redirect("upper_form", uid=uid)
    filled = sum(_is_filled(one) for one in done)
    record_filled(by=request.actor, form=form, year=year, filled=filled, blank=len(done) - filled)
    stem, _, ending = name.rpartition(".")
    return attachment(content, f"{stem}（{year}年已填）.{ending}", "application/octet-stream")


def _edition(request: ActorRequest, uid: UUID) -> tuple[UpperForm, Edition]:
    place = intake_place(request.actor)
    form = UpperForm.objects.filter(uid=uid, place=place).select_related("place__region").first()
    edition = edition_of(form) if form else None
    if form is None or edition is None:
        raise Http404
    return form, edition


def _taken(request: ActorRequest, form: UpperForm | None) -> UpperForm:
    if is_too_large(request):
        raise FuertongError(TOO_LARGE)
    upload = request.FILES.get("file")
    if upload is None:
        raise FuertongError("请选择上级下发的空表。")
    content, name = upload.read(), upload.name or "套表.xlsx"
    return take_upper_form(
        by=request.actor,
        name=name,
        content=content,
        read=read_apart(content, name=name),
        title=request.POST.get("title", "").strip(),
        issuer=request.POST.get("issuer", "").strip()[:100],
        form=form,
    )


def _year(request: ActorRequest, edition: Edition) -> int:
    given = request.POST.get("year", "") or request.GET.get("year", "")
    if given.isdecimal() and len(given) == 4:
        return int(given)
    newest = last_year(edition.row.form.place)
    return edition.year or newest or edition.row.at.year - 1


def _mapped(given: QueryDict, slots: list[Slot], rows: list[Indicator]) -> list[Slot]:
    """The slots as the page gives them back; FuertongError names what is not understood."""
    index = name_index(rows)
    found = []
    for number, slot in enumerate(slots):
        name = given.get(f"code:{number}")
        if name is None:
            found.append(slot)
            continue
        indicator = index.get(normal_name(name)) if name.strip() else None
        if name.strip() and indicator is None:
            raise FuertongError(f"指标库中没有“{name}”，请从列表中选择。没有保存。")
        group = breakdown_of(given.get(f"group:{number}", ""))
        if group is None:
            raise FuertongError(f"分组“{given.get(f'group:{number}')}”无法识别，请写农村、女等。没有保存。")
        shift, fixed_year = _when(given.get(f"shift:{number}", ""), slot.meaning)
        decimals = given.get(f"decimals:{number}", "").strip()
        meaning = replace(
            slot.meaning,
            code=indicator.code if indicator else "",
            breakdown=group,
            shift=shift,
            fixed_year=fixed_year,
            measure=Measure(given.get(f"measure:{number}", Measure.VALUE)),
            unit=given.get(f"unit:{number}", "").strip()[:20],
            decimals=int(decimals) if decimals in tuple("0123456") and decimals else None,
        )
        found.append(replace(slot, meaning=meaning, is_sure=True))
    return found


def _when(text: str, before: Meaning) -> tuple[int, int | None]:
    """The distance from the form's year, or the fixed year, that was chosen; what stood there for anything else."""
    if _FIXED.fullmatch(text):
        return before.shift, int(text[1:])
    return (int(text), None) if _SHIFT.fullmatch(text) else (before.shift, before.fixed_year)


def _years_offered(slot: Slot) -> list[tuple[str, str, bool]]:
    """本年、上年、前年 and whatever else the head asks for: its value, its words, whether it is chosen."""
    meaning = slot.meaning
    chosen = f"={meaning.fixed_year}" if meaning.fixed_year is not None else str(meaning.shift)
    offered = {str(shift): label for shift, label in SHIFTS}
    if meaning.fixed_year is not None:
        offered[chosen] = f"{meaning.fixed_year}年"
    elif chosen not in offered:
        offered[chosen] = f"{-meaning.shift}年前" if meaning.shift < 0 else f"{meaning.shift}年后"
    return [(value, label, value == chosen) for value, label in offered.items()]


def _label(slot: Slot, year: int) -> str:
    """The row's name and the head as they stand on the paper of that year."""
    head = _DISTANCE.sub(lambda found: str(year + int(found[1])), slot.anchor.column)
    return "，".join(filter(None, (slot.anchor.row, head)))


def _is_filled(one: Filled) -> bool:
    return one.number is not None or bool(one.text)


def _row(number: int, one: Filled, names: dict[str, str], year: int) -> dict[str, Any]:
    slot = one.slot
    return {
        "number": number,
        "one": one,
        "slot": slot,
        "indicator": names.get(slot.meaning.code, ""),
        "group": breakdown_label(slot.meaning.breakdown),
        "label": _label(slot, year),
        "years": _years_offered(slot),
    }


def _grid(edition: Edition, done: list[Filled], number: int, names: dict[str, str], year: int) -> dict[str, Any]:
    grid = edition.grids[number]
    at = {
        (one.slot.row, one.slot.column): _row(place, one, names, year)
        for place, one in enumerate(done)
        if one.slot.grid == number
    }
    lines = [
        [(cell, at.get((row, column))) for column, cell in enumerate(line) if not cell.is_covered]
        for row, line in enumerate(grid.rows)
    ]
    return {"name": grid.name, "lines": lines, "slots": len(at)}
