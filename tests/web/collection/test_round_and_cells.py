"""Opening the round, writing into cells, and two people at the same cell."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from tests.web.collection.conftest import Desk
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong_web.audit.models import Event
from fuertong_web.collection.actions import Entry, close_round, open_round, save_cell, set_cells
from fuertong_web.collection.entries import resolve_cell
from fuertong_web.collection.enums import FormState
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.models import Cell, Form
from fuertong_web.places.models import Unit, UnitSuccession

YEARS = {"work_year": 2027, "data_year": 2026, "opens_on": date(2027, 1, 1), "deadline": date(2027, 3, 1)}


def test_a_round_asks_each_unit_for_exactly_its_cells(world: World) -> None:
    cells = Cell.objects.filter(form__round=world.things["round"])
    asked = sorted(cells.values_list("form__unit__code", "indicator__code", "period", "breakdown"))
    assert asked == [
        ("999901-edu", "school", "2025", ""),
        ("999901-edu", "school", "2025", "sex=F"),
        ("999901-edu", "school", "2025", "sex=M"),
        ("999901-health", "beds", "2025", ""),
        ("999901-health", "coverage", "2025", ""),
        ("999901-health", "deaths", "2025H", ""),
    ]


def test_a_successor_is_asked_for_a_dissolved_unit(world: World) -> None:
    old = world.education
    Unit.objects.filter(pk=old.pk).update(valid_to=date(2026, 6, 30))
    new = Unit.objects.create(place=world.place, code="999901-new", name="县教育体育局", order=3)
    UnitSuccession.objects.create(old=old, new=new, since=date(2026, 7, 1))
    opened = open_round(by=world.actor("statistician"), title="下一年", **YEARS)
    assert {form.unit for form in opened.forms.all()} == {world.health, new}


def test_an_indicator_between_two_surveys_is_not_asked_for_again(world: World) -> None:
    coverage = world.things["coverage"]
    type(coverage).objects.filter(pk=coverage.pk).update(freq=5)
    opened = open_round(by=world.actor("statistician"), title="下一年", **YEARS)
    cell = Cell.objects.get(form__round=opened, indicator=coverage)
    assert (cell.absence, cell.note) == ("survey_year", "下次：2029年")


def test_only_the_statistician_opens_a_round(world: World) -> None:
    with pytest.raises(PermissionDenied):
        open_round(by=world.actor("office"), title="下一年", **YEARS)


def test_contradicting_years_are_refused(world: World) -> None:
    with pytest.raises(FuertongError, match="数据年2028不能晚于工作年2027"):
        open_round(by=world.actor("statistician"), title="下一年", **(YEARS | {"data_year": 2028}))


def test_a_closed_round_takes_nothing_more(desk: Desk) -> None:
    close_round(by=desk.statistician, round=desk.world.things["round"])
    with pytest.raises(NotNow, match="已关闭"):
        desk.fill(beds={"value": "130"})


@pytest.mark.parametrize(
    ("code", "fields", "value", "absence"),
    [
        ("beds", {"value": " １,２３４ "}, "1234", ""),
        ("coverage", {"numerator": "475", "denominator": "500"}, "95.0", ""),
        ("coverage", {"value": "95.3%"}, "95.3", ""),
        ("coverage", {"value": "95%以上"}, None, ""),
        ("coverage", {"value": "—"}, None, "not_collected"),
        ("coverage", {"absence": "pending"}, None, "pending"),
        ("coverage", {"value": "95.3", "absence": "pending"}, None, "pending"),
    ],
)
def test_entries_are_read_once_and_kept_as_typed(
    desk: Desk, code: str, fields: dict[str, str], value: str | None, absence: str
) -> None:
    desk.fill(**{code: fields})
    cell = desk.cell(code)
    assert (cell.value, cell.absence) == (None if value is None else Decimal(value), absence)
    assert cell.raw == fields.get("value", "")


def test_parts_beside_a_reason_for_absence_are_a_contradiction(desk: Desk) -> None:
    desk.fill(coverage={"numerator": "475", "denominator": "500", "absence": "pending"})
    cell = desk.cell("coverage")
    assert cell.value is None
    assert [finding.code for _, finding in resolve_cell(cell).findings] == ["value_and_absence"]


def test_a_reason_read_from_a_dash_goes_with_the_dash(desk: Desk) -> None:
    desk.fill(coverage={"value": "—"})
    desk.fill(coverage={"value": "95.0"})
    cell = desk.cell("coverage")
    assert (cell.value, cell.absence) == (Decimal("95"), "")


def test_autosave_begins_the_form_and_writes_no_audit_event(desk: Desk) -> None:
    before = Event.objects.count()
    cell = desk.cell("beds")
    saved = save_cell(by=desk.liaison, form=desk.form.uid, cell=cell.uid, field="value", raw="9", lock_version=0)
    assert saved.cell.lock_version == 1
    assert desk.form.state == FormState.FILLING
    assert Event.objects.count() == before


def test_the_second_to_save_a_cell_is_told_and_nothing_is_overwritten(desk: Desk) -> None:
    cell = desk.cell("beds")
    save_cell(by=desk.liaison, form=desk.form.uid, cell=cell.uid, field="value", raw="126", lock_version=0)
    second = save_cell(by=desk.statistician, form=desk.form.uid, cell=cell.uid, field="value", raw="9", lock_version=0)
    assert second.conflict
    assert desk.cell("beds").raw == "126"


def test_many_cells_at_once_keep_what_was_changed_meanwhile(desk: Desk) -> None:
    beds, coverage = desk.cell("beds"), desk.cell("coverage")
    desk.fill(beds={"value": "126"})
    entries = [
        Entry(cell=str(beds.uid), value="9", lock_version=beds.lock_version),
        Entry(cell=str(coverage.uid), value="95.0", lock_version=coverage.lock_version),
    ]
    outcome = set_cells(by=desk.statistician, form=desk.form, entries=entries)
    assert [entry.value for entry, _ in outcome.conflicts] == ["9"]
    assert (desk.cell("beds").raw, desk.cell("coverage").raw) == ("126", "95.0")


def test_another_units_liaison_cannot_write(desk: Desk) -> None:
    stranger = desk.world.actor("liaison_education")
    with pytest.raises(PermissionDenied):
        set_cells(by=stranger, form=desk.form, entries=[Entry(cell=str(desk.cell("beds").uid), value="1")])


@pytest.mark.parametrize("role", ["leader", "office", "sysadmin", "secadmin", "auditor", "reviewer", "stranger_place"])
def test_nobody_but_filler_and_statistician_writes_a_value(desk: Desk, role: str) -> None:
    cell = desk.cell("beds")
    with pytest.raises((PermissionDenied, Http404)):
        save_cell(by=desk.world.actor(role), form=desk.form.uid, cell=cell.uid, field="value", raw="1", lock_version=0)


def test_a_cell_of_another_form_is_refused(desk: Desk) -> None:
    other = Cell.objects.filter(form=Form.objects.get(unit=desk.world.education)).first()
    assert other is not None
    with pytest.raises(FuertongError, match="没有这一项"):
        save_cell(by=desk.liaison, form=desk.form.uid, cell=other.uid, field="value", raw="1", lock_version=0)


def test_a_rate_too_large_to_keep_is_not_taken(desk: Desk) -> None:
    """A slip of the keyboard while the denominator is half typed must not break autosave."""
    desk.fill(deaths={"numerator": "99999999999999", "denominator": "1"})
    assert (desk.cell("deaths").value, desk.cell("deaths").raw_numerator) == (None, "99999999999999")
