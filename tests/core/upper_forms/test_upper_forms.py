"""A form of the upper office: mapped once by its labels, filled, and filled again in next year's edition."""

import io
import os
import shutil
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import openpyxl
import pytest
from tests.core.upper_forms.conftest import BLANKS, Blank, lookup_of, match

from fuertong.upper_forms import Slot, carry_over, fill, form_year, grids_of, read_blank, write_form
from fuertong.upper_forms.old_books import convert


def slots_of(data: bytes, name: str) -> list[Slot]:
    return read_blank(data, name=name, year=form_year(data, name=name), match=match)


def cells_of(data: bytes, name: str) -> dict[str, object]:
    """Every cell's text of the first sheet with a table, or of the Word table, by its name."""
    if name.endswith("docx"):
        table = docx.Document(io.BytesIO(data)).tables[0]
        return {
            f"{row},{column}": cell.text
            for row, line in enumerate(table.rows)
            for column, cell in enumerate(line.cells)
        }
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[-1]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}


def test_every_open_cell_is_found(blank: Blank) -> None:
    data = blank.make(2025, False)
    assert form_year(data, name=blank.name) == 2025
    slots = slots_of(data, blank.name)
    assert len(slots) == blank.cells
    assert len({slot.anchor for slot in slots}) == len(slots)


def test_next_years_edition_keeps_the_mapping(blank: Blank) -> None:
    old = [
        replace(slot, meaning=replace(slot.meaning, decimals=1))
        for slot in slots_of(blank.make(2025, False), blank.name)
    ]
    carried = carry_over(old, slots_of(blank.make(2026, True), blank.name))
    assert len(carried.slots) == blank.again
    assert carried.gone == ()
    assert len(carried.new) == blank.again - blank.cells
    kept = [slot for slot in carried.slots if slot not in carried.new]
    assert all(slot.meaning.decimals == 1 for slot in kept)
    assert {slot.meaning for slot in kept} == {slot.meaning for slot in old}


def test_a_row_taken_out_is_said() -> None:
    old = slots_of(BLANKS["in Word"].make(2026, True), "a.docx")
    carried = carry_over(old, slots_of(BLANKS["in Word"].make(2027, False), "a.docx"))
    assert {slot.name for slot in carried.gone} == {"婴儿死亡率"}


def test_merged_heads_are_filled_and_the_layout_stays() -> None:
    data = BLANKS["merged heads"].make(2025, False)
    done = fill(slots_of(data, "a.xlsx"), lookup_of(2025))
    made = write_form(data, done, name="a.xlsx")
    cells = cells_of(made, "a.xlsx")
    assert [cells[name] for name in ("C4", "D4", "E4", "F4")] == [12.34, 13.34, 11.34, 12.34]
    assert [cells[name] for name in ("C5", "D5")] == [94.2, 95.2]
    assert cells["G4"] == "=C4-E4"
    assert [one.reason for one in done if one.number is None] == ["没有已接受的数据"] * 2
    before, after = (openpyxl.load_workbook(io.BytesIO(one)).active for one in (data, made))
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert after["C4"].fill.fgColor.rgb == before["C4"].fill.fgColor.rgb
    assert len(after.data_validations.dataValidation) == 1
    assert after.print_area == before.print_area
    with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(io.BytesIO(made)) as other:
        assert one.namelist() == other.namelist()
        assert one.read("xl/styles.xml") == other.read("xl/styles.xml")
        assert b'fullCalcOnLoad="1"' in other.read("xl/workbook.xml")


def test_units_decimals_codes_and_notes_are_the_forms_own() -> None:
    data = BLANKS["other units"].make(2025, False)
    done = fill(slots_of(data, "a.xlsx"), lookup_of(2025))
    cells = cells_of(write_form(data, done, name="a.xlsx"), "a.xlsx")
    assert (cells["D4"], cells["E4"], cells["D5"]) == (942, "2025年报", 2.35)
    unfilled = [(one.slot.name, one.reason) for one in done if one.reason]
    assert unfilled == [("无人认识的指标", "没有对应的指标")] * 2
    assert next(one for one in done if one.slot.row == 3).decimals == 2


def test_parts_and_years_of_two_tables() -> None:
    data = BLANKS["two tables"].make(2025, False)
    cells = cells_of(write_form(data, fill(slots_of(data, "a.xlsx"), lookup_of(2025)), name="a.xlsx"), "a.xlsx")
    assert [cells[name] for name in ("B3", "C3", "D3")] == [942, 1000, 94.2]
    assert [cells[name] for name in ("B7", "C7", "B8", "C8")] == [90.5, 91.5, 91.5, 92.5]


def test_a_word_table_is_filled() -> None:
    data = BLANKS["in Word"].make(2026, True)
    cells = cells_of(write_form(data, fill(slots_of(data, "a.docx"), lookup_of(2026)), name="a.docx"), "a.docx")
    assert [cells[name] for name in ("2,2", "2,3", "4,3", "5,3")] == ["12.34", "13.34", "95.2", "96.2"]


def test_a_unit_of_another_kind_is_not_filled() -> None:
    slot = slots_of(BLANKS["in Word"].make(2025, False), "a.docx")[0]
    (done,) = fill([replace(slot, meaning=replace(slot.meaning, unit="人"))], lookup_of(2025))
    assert done.number is None
    assert "单位" in done.reason


def test_the_grid_shows_merged_cells_once() -> None:
    grid = grids_of(BLANKS["merged heads"].make(2025, False), name="a.xlsx")[0]
    assert (grid.rows[0][0].columns, grid.rows[1][0].rows, grid.rows[1][2].columns) == (7, 2, 2)
    assert grid.rows[1][3].is_covered


@pytest.mark.slow
@pytest.mark.office
def test_an_xls_form_comes_back_filled_as_xls() -> None:
    if shutil.which("soffice") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing, and CI needs it")
        pytest.skip("needs LibreOffice")
    old = convert(BLANKS["merged heads"].make(2025, False), ending="xls", name="a.xlsx")
    slots = slots_of(old, "a.xls")
    assert len(slots) == 12
    made = write_form(old, fill(slots, lookup_of(2025)), name="a.xls")
    assert made.startswith(b"\xd0\xcf\x11\xe0")
    cells = cells_of(convert(made, ending="xlsx", name="a.xls"), "a.xlsx")
    assert Decimal(str(cells["C5"])) == Decimal("94.2")
    assert cells["G4"] == "=C4-E4"


def base_form(year: int) -> bytes:
    """A form with the plan's base year beside this year, and a line of signatures."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        [f"{year}年监测统计表"],
        ["指标名称", "计量单位", "2020年基期", f"{year}年"],
        ["孕产妇系统管理率", "%", None, None],
        ["学前教育毛入园率", "%", None, None],
        [],
        ["单位负责人：", None, "填表人：", None],
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_base_year_stays_in_next_years_edition_and_signatures_are_no_cells() -> None:
    first = read_blank(base_form(2025), name="表.xlsx", year=2025, match=match)
    assert {(slot.name, slot.meaning.year(2025)) for slot in first} == {
        ("孕产妇系统管理率", 2020),
        ("孕产妇系统管理率", 2025),
        ("学前教育毛入园率", 2020),
        ("学前教育毛入园率", 2025),
    }
    carried = carry_over(first, read_blank(base_form(2026), name="表.xlsx", year=2026, match=match))
    assert (carried.new, carried.gone) == ((), ())
    assert {slot.meaning.year(2026) for slot in carried.slots} == {2020, 2026}
