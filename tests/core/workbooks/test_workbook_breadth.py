"""Forms with formulas, with rows of lower regions, in two sheets, and of a province's length."""

import io
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from fuertong import workbooks
from fuertong.model.findings import Finding, Severity
from fuertong.model.observation import Absence
from fuertong.workbooks import CellIn, Form

Make = Callable[[Form, Callable[[Any], None]], bytes]


def with_formulas(form: Form, formulas: dict[str, tuple[str, object]]) -> bytes:
    """The form's table alone, written anew with formulas and their kept results."""
    source = openpyxl.load_workbook(io.BytesIO(workbooks.write(form)))["填报表"]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        percent = book.add_format({"num_format": "0.0%"})
        for row in source.iter_rows():
            for cell in row:
                if cell.coordinate in formulas:
                    formula, result = formulas[cell.coordinate]
                    shown = percent if isinstance(result, float) and result < 1 else None
                    sheet.write_formula(cell.coordinate, formula, shown, result)
                elif cell.value is not None:
                    sheet.write(cell.coordinate, cell.value)
    return stream.getvalue()


def test_a_formula_gives_its_kept_result_and_is_said(filled: Form) -> None:
    formulas = {
        "I11": ("=G11/H11*100", 94.20030430501964),
        "I12": ("=G12/H12", 0.935),
        "I13": ("=12000+480", 12480),
        "I16": ("=1/0", "#DIV/0!"),
        "G12": ("=5600+10", 5610),
    }
    cells, findings = workbooks.read(with_formulas(filled, formulas), form=filled)
    assert [(finding.code, finding.where.cell) for finding in findings] == [
        ("formula", "I11"),
        ("formula", "I12"),
        ("formula", "G12"),
        ("formula", "I13"),
        ("formula_error", "I16"),
    ]
    assert (cells[1].value, cells[1].decimals) == (Decimal("94.2"), 1)
    assert "94.2003043050196" in findings[0].message
    assert str(cells[2].value) == "93.5"
    assert (cells[3].value, cells[2].numerator) == (Decimal(12480), Decimal(5610))
    assert (cells[5].value, cells[5].raw, cells[5].is_refused) == (None, "#DIV/0!", True)


def read_changed(form: Form, mangled: Make, change: Callable[[Any], None]) -> tuple[list[CellIn], list[Finding]]:
    return workbooks.read(mangled(form, change), form=form, name="报表.xlsx")


def test_a_copied_sheet_with_other_numbers_is_not_guessed(filled: Form, mangled: Make) -> None:
    def change(book: Any) -> None:
        book.copy_worksheet(book["填报表"])["I13"] = 999

    cells, findings = read_changed(filled, mangled, change)
    assert [finding.code for finding in findings] == ["twice"]
    assert cells[3].is_refused
    assert findings[0].where.sheet != "填报表"


def test_a_form_split_over_two_sheets_is_taken_whole(filled: Form, mangled: Make) -> None:
    def change(book: Any) -> None:
        copy = book.copy_worksheet(book["填报表"])
        for area in list(copy.merged_cells.ranges):
            copy.unmerge_cells(str(area))
        copy.delete_rows(10, 3)
        for row in (13, 15, 16):
            for column in range(1, 12):
                book["填报表"].cell(row, column).value = None

    cells, findings = read_changed(filled, mangled, change)
    assert findings == []
    assert [cell.where.sheet for cell in cells] == ["填报表"] * 3 + ["填报表 Copy"] * 3


def test_a_sheet_of_another_table_is_left_alone(filled: Form, mangled: Make) -> None:
    def change(book: Any) -> None:
        sheet = book.create_sheet("别的表", 0)
        sheet.append(["指标名称", "本年数"])
        sheet.append(["财政收入", 12])

    cells, findings = read_changed(filled, mangled, change)
    assert (len(cells), findings) == (6, [])


def test_a_reason_that_is_not_offered_is_refused(form: Form) -> None:
    narrow = replace(form, rows=(replace(form.rows[4], absence_allowed=(Absence.PENDING,)), *form.rows[:4]))
    filled = replace(narrow, rows=(replace(narrow.rows[0], absence=Absence.NOT_APPLICABLE), *narrow.rows[1:]))
    cells, findings = workbooks.read(workbooks.write(filled), form=narrow)
    assert [finding.code for finding in findings] == ["reason_not_allowed"]
    assert cells[0].absence is None


def test_a_head_without_a_value_column_is_no_table(filled: Form, mangled: Make) -> None:
    def change(book: Any) -> None:
        book["填报表"]["I8"] = "填这里"

    cells, findings = read_changed(filled, mangled, change)
    assert (cells, [finding.code for finding in findings]) == ([], ["no_table"])


def test_rows_of_lower_regions_are_told_apart_by_name(form: Form, mangled: Make) -> None:
    row = form.rows[4]
    towns = [("379901001", "城关镇", "75.1"), ("379901002", "北山乡", "61.0")]
    rows = tuple(
        replace(row, key=replace(row.key, region=code), region_name=name, value=value) for code, name, value in towns
    )
    towns_form = replace(form, rows=rows)

    def change(book: Any) -> None:
        for number in range(8, 14):
            book["填报表"][f"A{number}"].value = None

    cells, findings = read_changed(towns_form, mangled, change)
    assert [str(cell.value) for cell in cells] == ["75.1", "61.0"]
    assert [cell.key.region for cell in cells] == ["379901001", "379901002"]
    assert [finding.code for finding in findings] == ["by_name"]


def test_a_percent_where_a_count_of_people_belongs_is_refused(filled: Form, mangled: Make) -> None:
    def change(book: Any) -> None:
        book["填报表"]["H11"].value = 0.94
        book["填报表"]["H11"].number_format = "0.0%"

    cells, findings = read_changed(filled, mangled, change)
    assert [(finding.code, finding.severity) for finding in findings] == [("unit", Severity.ERROR)]
    assert "分母" in findings[0].message
    assert cells[1].denominator is None


@pytest.mark.slow
def test_a_provinces_form_is_read_in_proportion(filled: Form) -> None:
    rows = tuple(
        replace(row, key=replace(row.key, indicator=f"{row.key.indicator}-{number}"), name=f"{row.name}{number}")
        for number in range(1000)
        for row in filled.rows
    )
    long = replace(filled, rows=tuple(replace(row, section="") for row in rows))
    data = workbooks.write(long)
    start = time.process_time()
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
    bare = time.process_time() - start
    start = time.process_time()
    cells, findings = workbooks.read(data, form=long)
    assert time.process_time() - start < 20 * bare + 3
    assert (len(cells), findings) == (6000, [])
