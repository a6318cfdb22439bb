"""The example's round: forms filled, signed, returned and accepted as round.toml says."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from fuertong.model.observation import Observation
from fuertong.place_folder import CellRow, FormRow, FormState, PlaceFolder
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Role
from fuertong_web.collection import actions
from fuertong_web.collection.actions.submitting import Head
from fuertong_web.collection.checking import findings_of, must_explain, must_mend
from fuertong_web.collection.models import Cell, Form, Round
from fuertong_web.example.actors import acting
from fuertong_web.example.scheme import approved_scheme
from fuertong_web.places.models import Place, Unit

SLIP_NOTE = "数据取自业务报表，请统计部门核对（示例说明）。"
FORM_NUMBER = "示例表"
DONE = (FormState.TO_SIGN, FormState.SUBMITTED, FormState.RETURNED, FormState.ACCEPTED)


def play_round(place: Place, folder: PlaceFolder, units: dict[str, Unit], statistician: Actor) -> Round:
    """Open the round and bring every form to its state."""
    asked = folder.round
    if asked is None:
        raise ValueError("the example folder has no round")
    authority = f"{folder.profile.name}统计局"
    scheme = approved_scheme(place, statistician, before=asked.opened_on, form_number=FORM_NUMBER, authority=authority)
    opened = actions.open_round(
        by=statistician,
        work_year=asked.work_year,
        data_year=asked.data_year,
        title=f"{asked.work_year}年度监测（{asked.data_year}年数据）",
        opens_on=asked.opened_on,
        deadline=asked.closes_on,
        cutoff=folder.profile.cut_off,
        form_number=FORM_NUMBER,
        authority=authority,
        scheme=scheme,
    )
    rows = {row.unit: row for row in asked.forms}
    typed: dict[str, list[CellRow]] = {}
    for cell in asked.cells:
        typed.setdefault(cell.unit, []).append(cell)
    known = [row for row in folder.observations if row.key.period.startswith(str(asked.data_year))]
    for form in opened.forms.select_related("unit", "round__place__region").order_by("pk"):
        row = rows.get(form.unit.code)
        if row is not None and row.state is not FormState.NOT_BEGUN:
            _play(form, row, typed.get(form.unit.code, []), known, place, statistician)
    return opened


def _play(
    form: Form, row: FormRow, typed: list[CellRow], known: Iterable[Observation], place: Place, statistician: Actor
) -> None:
    unit = form.unit
    liaison = acting(place, row.filler or f"{unit.name}填表人", Role.LIAISON, unit=unit)
    reviewer = acting(place, row.signer or f"{unit.name}审核人", Role.REVIEWER, unit=unit)
    sent = _moment(row.submitted_on or form.round.opens_on + timedelta(days=20))
    actions.set_cells(by=liaison, form=form, entries=_entries(form, typed, known), at=sent - timedelta(days=2))
    form.refresh_from_db()
    if row.state not in DONE:
        return
    _make_ready(form, liaison, sent - timedelta(days=1))
    head = Head(
        unit_head=row.signer, statistics_head=row.signer, filler=row.filler, phone=row.phone, reported_on=sent.date()
    )
    actions.submit_form(by=liaison, form=form, head=head, at=sent)
    if row.state is FormState.TO_SIGN:
        return
    if row.entered_offline:
        paper = actions.Offline(signer=row.signer or "单位负责人", on=sent.date(), paper_received=True)
        actions.sign_offline(by=statistician, form=form, offline=paper, at=sent + timedelta(hours=2))
    else:
        actions.sign_form(by=reviewer, form=form, at=sent + timedelta(hours=2))
    if row.state is FormState.RETURNED:
        actions.return_form(by=statistician, form=form, reasons=_reasons(form, typed), at=sent + timedelta(days=3))
    elif row.state is FormState.ACCEPTED:
        actions.accept_form(by=statistician, form=form, at=_moment(row.accepted_on or sent.date()))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10, 0)))


def _entries(form: Form, typed: list[CellRow], known: Iterable[Observation]) -> list[actions.Entry]:
    place = form.round.place.code
    cells = {(cell.indicator.code, cell.breakdown, cell.region.code): cell for cell in _cells(form)}
    values = {(row.key.indicator, row.key.breakdown, row.key.region): row for row in known}
    entries = {}
    for key, cell in cells.items():
        if key in values:
            entries[key] = _of_value(cell, values[key])
    for row in typed:
        key = (row.indicator, row.breakdown, place)
        if key in cells:
            entries[key] = _of_row(cells[key], row)
    return list(entries.values())


def _cells(form: Form) -> list[Cell]:
    return list(form.cells.select_related("indicator", "region").order_by("order"))


def _of_value(cell: Cell, row: Observation) -> actions.Entry:
    return actions.Entry(
        cell=str(cell.uid),
        value=_text(row.value, row.decimals),
        numerator=_text(row.numerator, None),
        denominator=_text(row.denominator, None),
        status=row.status.value,
    )


def _of_row(cell: Cell, row: CellRow) -> actions.Entry:
    return actions.Entry(
        cell=str(cell.uid),
        value=row.raw,
        numerator=_text(row.numerator, None),
        denominator=_text(row.denominator, None),
        absence=row.absence.value if row.absence else None,
        note=row.note or None,
    )


def _text(value: Decimal | None, decimals: int | None) -> str | None:
    if value is None:
        return None
    return f"{value:.{decimals}f}" if decimals is not None else f"{value.normalize():f}"


def _make_ready(form: Form, liaison: Actor, at: datetime) -> None:
    """Say what the rules ask for: a reason for every blank, a sentence for every warning."""
    cells = _cells(form)
    by_uid = {str(cell.uid): cell for cell in cells}
    entries = []
    for uid, rows in findings_of(form, cells, whole=True).items():
        blank = any(row.code == "blank" for row in rows)
        if blank:
            entries.append(actions.Entry(cell=uid, absence="not_collected"))
        elif must_mend(rows):
            entries.append(
                actions.Entry(cell=uid, value="", numerator="", denominator="", absence="pending", note=rows[0].message)
            )
        elif must_explain(rows) and not by_uid[uid].note:
            entries.append(actions.Entry(cell=uid, note=SLIP_NOTE))
    if entries:
        actions.set_cells(by=liaison, form=form, entries=entries, at=at)


def _reasons(form: Form, typed: list[CellRow]) -> dict[str, str]:
    own = form.round.place.region_id
    cells = {(cell.indicator.code, cell.breakdown): str(cell.uid) for cell in _cells(form) if cell.region_id == own}
    return {
        cells[row.indicator, row.breakdown]: row.returned_reason
        for row in typed
        if row.returned_reason and (row.indicator, row.breakdown) in cells
    }
