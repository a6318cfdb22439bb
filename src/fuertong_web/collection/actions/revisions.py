"""Cutting revisions (修订): what somebody answered for becomes a row that never changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fuertong.model.period import Period
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.enums import Cause
from fuertong_web.collection.models import Cell, Form, Revision
from fuertong_web.places.models import StoredFile

Key = tuple[int, int, str, str]
SOURCE_FIELDS = ("taken_report", "taken_table", "taken_column", "taken_by")
ATTESTED_FIELDS = ("attested", "attested_by", "attested_document", "attested_on")
_CARRIED = (*SOURCE_FIELDS, *ATTESTED_FIELDS)
_CONTENT = ("value", "numerator", "denominator", "decimals", "absence", "raw", "status", "note", *_CARRIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Who filled the values in at the unit, with the work phone."""

    name: str = ""
    phone: str = ""


def key_of(row: Cell | Revision) -> Key:
    """The key of a cell or a revision."""
    return (row.indicator_id, row.region_id, row.period, row.breakdown)


def latest_of_form(form: Form) -> dict[Key, Revision]:
    """The newest revision of each key that came through this form."""
    return {key_of(row): row for row in form.revisions.order_by("at", "pk")}


def cut(
    *,
    by: Actor,
    form: Form,
    cells: Iterable[Cell],
    cause: Cause,
    filler: Filler,
    at: datetime,
    document: StoredFile | None = None,
) -> list[Revision]:
    """One revision for each filled cell that differs from what this form last said; blank cells give none."""
    known = latest_of_form(form)
    filled = [cell for cell in cells if cell.value is not None or cell.absence or cell.attested]
    newest = _newest(filled)
    made = [
        revision
        for cell in filled
        if _differs(revision := _revision(by, form, cell, cause, filler, at, document), known.get(key_of(cell)))
    ]
    for revision in made:
        revision.previous = newest.get(key_of(revision))
    return Revision.objects.bulk_create(made, batch_size=500)


def _newest(cells: list[Cell]) -> dict[Key, Revision]:
    if not cells:
        return {}
    rows = Revision.objects.filter(
        indicator__in={cell.indicator_id for cell in cells}, period__in={cell.period for cell in cells}
    )
    return {key_of(row): row for row in rows.order_by("at", "pk")}


def _revision(
    by: Actor, form: Form, cell: Cell, cause: Cause, filler: Filler, at: datetime, document: StoredFile | None
) -> Revision:
    answered = bool(cell.return_reason and cause is Cause.SUBMIT)
    return Revision(
        indicator_id=cell.indicator_id,
        region_id=cell.region_id,
        period=cell.period,
        data_year=Period.parse(cell.period).data_year,
        breakdown=cell.breakdown,
        value=cell.value,
        numerator=cell.numerator,
        denominator=cell.denominator,
        decimals=cell.decimals,
        absence=cell.absence,
        raw=_raw(cell),
        status=cell.status,
        cause=Cause.RETURN_ANSWER if answered else cause,
        reason=cell.answer if answered else "",
        source=form.unit.short or form.unit.name,
        note=cell.note,
        document=document,
        form=form,
        unit=form.unit,
        filler=filler.name,
        filler_phone=filler.phone,
        entered_by=by.label,
        entered_user=by.user,
        at=at,
        **{name: getattr(cell, name) for name in _CARRIED},
    )


def _raw(cell: Cell) -> str:
    if cell.raw.strip() or not (cell.raw_numerator or cell.raw_denominator):
        return cell.raw
    return f"{cell.raw_numerator}／{cell.raw_denominator}"


def _differs(new: Revision, old: Revision | None) -> bool:
    if old is None or (new.reason and new.reason != old.reason):
        return True
    return any(getattr(new, name) != getattr(old, name) for name in _CONTENT)
