"""Workbooks as they really come back: each kind of mangling with its expected outcome."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl.comments import Comment

from fuertong import workbooks
from fuertong.model.findings import Finding, Severity
from fuertong.model.observation import Absence
from fuertong.workbooks import CellIn, Form

Make = Callable[[Form, Callable[[Any], None]], bytes]
Outcome = tuple[list[CellIn], list[Finding]]
CLEAN = ["8.95", "94.2", "93.5", "12480", "75.0", "3.2"]


def sheet_of(book: Any) -> Any:
    return book["填报表"]


@pytest.fixture
def back(filled: Form, mangled: Make) -> Callable[[Callable[[Any], None]], Outcome]:
    """The filled form, mangled and read again."""

    def read(change: Callable[[Any], None]) -> Outcome:
        return workbooks.read(mangled(filled, change), form=filled, name="报表.xlsx")

    return read


def values(cells: list[CellIn]) -> list[str]:
    return [str(cell.value) for cell in cells]


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def unmerge(sheet: Any) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def insert_rows_above(book: Any) -> None:
    unmerge(sheet_of(book))
    sheet_of(book).insert_rows(1, 5)


def insert_row_between(book: Any) -> None:
    unmerge(sheet_of(book))
    sheet_of(book).insert_rows(12, 2)


def insert_head_row(book: Any) -> None:
    sheet = sheet_of(book)
    unmerge(sheet)
    sheet.insert_rows(8)
    sheet["C8"], sheet["G8"] = "监测指标", "填报数"


def head_of_two_rows(book: Any) -> None:
    sheet = sheet_of(book)
    unmerge(sheet)
    sheet.insert_rows(8)
    for column in (1, 2, 3, 4, 5, 6, 10, 11):
        sheet.cell(8, column).value = sheet.cell(9, column).value
        sheet.cell(9, column).value = None
        sheet.merge_cells(start_row=8, end_row=9, start_column=column, end_column=column)
    sheet["G8"], sheet["I9"] = "2025年", "数值"
    sheet.merge_cells("G8:I8")


def repeat_head(book: Any) -> None:
    sheet = sheet_of(book)
    unmerge(sheet)
    sheet.insert_rows(13)
    for column in range(1, 12):
        sheet.cell(13, column).value = sheet.cell(8, column).value


def rename_sheet(book: Any) -> None:
    sheet_of(book).title = "Sheet1 (2)"


def add_sheets(book: Any) -> None:
    book.create_sheet("草稿", 0)["A1"] = "随手记 100"


def move_columns(book: Any) -> None:
    sheet = sheet_of(book)
    unmerge(sheet)
    sheet.move_range("G8:I16", cols=10)


def insert_column(book: Any) -> None:
    sheet = sheet_of(book)
    unmerge(sheet)
    sheet.insert_cols(4, 2)


def sort_rows(book: Any) -> None:
    sheet = sheet_of(book)
    first = [sheet.cell(11, column).value for column in range(1, 12)]
    second = [sheet.cell(13, column).value for column in range(1, 12)]
    for column in range(1, 12):
        sheet.cell(11, column).value, sheet.cell(13, column).value = second[column - 1], first[column - 1]


def numbers_as_text(book: Any) -> None:
    for cell in ("I11", "I12", "I13", "I15", "I16", "G11"):
        sheet_of(book)[cell].value = str(sheet_of(book)[cell].value)


def full_width(book: Any) -> None:
    sheet_of(book)["I11"], sheet_of(book)["I13"] = "９４．２", "１２，４８０"


def grouped(book: Any) -> None:
    sheet_of(book)["I13"], sheet_of(book)["G11"] = "12,480", " 10,525 "


def percent_text(book: Any) -> None:
    sheet_of(book)["I11"], sheet_of(book)["I12"] = "94.2%", "93.5％"


def percent_format(book: Any) -> None:
    sheet_of(book)["I11"].value = 0.942
    sheet_of(book)["I11"].number_format = "0.0%"


def own_units(book: Any) -> None:
    sheet_of(book)["I13"], sheet_of(book)["I16"] = "12480人", "3.2‰"


def head_spaced(book: Any) -> None:
    sheet_of(book)["I8"], sheet_of(book)["C8"] = "本 年\n数", "指 标 名 称"


def head_by_year(book: Any) -> None:
    sheet_of(book)["I8"], sheet_of(book)["F8"] = "2025年", "2024年"


def foot_deleted(book: Any) -> None:
    sheet = sheet_of(book)
    unmerge(sheet)
    sheet.delete_rows(17, 20)


def explanations_deleted(book: Any) -> None:
    del book["指标解释"]


def trailing_space(book: Any) -> None:
    sheet_of(book)["A11"].value += "  "
    sheet_of(book)["C11"].value = " 孕产妇系统管理率　"


def numbered_names(book: Any) -> None:
    for number, row in enumerate((10, 11, 13, 15, 16), start=1):
        sheet_of(book)[f"C{row}"].value = f"{number}．{sheet_of(book)[f'C{row}'].value}"


def protect_off(book: Any) -> None:
    sheet_of(book).protection.sheet = False


def dates_in_foot(book: Any) -> None:
    sheet_of(book)["I22"] = date(2026, 4, 2)


@pytest.mark.parametrize(
    "change",
    [
        insert_rows_above,
        insert_row_between,
        insert_head_row,
        head_of_two_rows,
        repeat_head,
        rename_sheet,
        add_sheets,
        move_columns,
        insert_column,
        sort_rows,
        numbers_as_text,
        full_width,
        grouped,
        percent_text,
        percent_format,
        own_units,
        head_spaced,
        head_by_year,
        foot_deleted,
        explanations_deleted,
        trailing_space,
        numbered_names,
        protect_off,
        dates_in_foot,
    ],
)
def test_harmless_changes_alter_nothing(back: Callable[..., Outcome], change: Callable[[Any], None]) -> None:
    cells, findings = back(change)
    assert codes(findings) == []
    assert [value.rstrip("0").rstrip(".") if "." in value else value for value in values(cells)] == [
        "8.95", "94.2", "93.5", "12480", "75", "3.2"
    ]  # fmt: skip


def set_cell(name: str, value: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        sheet_of(book)[name].value = value

    return change


@pytest.mark.parametrize(
    ("cell", "entered", "code"),
    [
        ("I11", "95%以上", "bound"),
        ("I11", "约94", "bound"),
        ("I11", "94-95", "bound"),
        ("I16", "0.32%", "unit_sign"),
        ("I13", "12480%", "unit"),
        ("I13", "5/8", "fraction"),
        ("I13", date(2025, 8, 1), "not_a_number"),
        ("I13", "见附件", "not_a_number"),
        ("I13", "#DIV/0!", "formula_error"),
        ("I13", "=SUM(A1:A3)", "formula_empty"),
        ("G11", "94.2%", "unit"),
        ("J11", "忘了", "unknown_reason"),
    ],
)
def test_what_cannot_be_taken_is_named_by_cell(
    back: Callable[..., Outcome], cell: str, entered: object, code: str
) -> None:
    cells, findings = back(set_cell(cell, entered))
    assert codes(findings) == [code]
    finding = findings[0]
    assert (finding.severity, finding.where.sheet, finding.where.cell) == (Severity.ERROR, "填报表", cell)
    assert finding.where.file == "报表.xlsx"
    touched = next(item for item in cells if item.key == finding.key)
    assert touched.is_refused
    others = [item for item in cells if item.key != finding.key]
    assert len(others) == 5
    assert all(item.value is not None for item in others), "one bad cell stops no other"


@pytest.mark.parametrize("sign", ["—", "/", "…", "无"])
def test_a_sign_for_nothing_becomes_a_reason_to_confirm(back: Callable[..., Outcome], sign: str) -> None:
    cells, findings = back(set_cell("I13", sign))
    assert (cells[3].value, cells[3].absence, cells[3].raw) == (None, Absence.NOT_COLLECTED, sign)
    assert codes(findings) == ["absence_sign"]


def test_a_sign_with_a_reason_beside_it_is_no_question(back: Callable[..., Outcome]) -> None:
    def change(book: Any) -> None:
        sheet_of(book)["I13"], sheet_of(book)["J13"] = "—", "数据待发布"

    cells, findings = back(change)
    assert (cells[3].absence, findings) == (Absence.PENDING, [])


def test_minus_two_is_no_value(back: Callable[..., Outcome]) -> None:
    cells, findings = back(set_cell("I13", -2))
    assert (cells[3].value, cells[3].absence) == (None, Absence.NOT_STARTED)
    assert codes(findings) == ["missing_code"]


def test_value_and_reason_exclude_each_other(back: Callable[..., Outcome]) -> None:
    cells, findings = back(set_cell("J13", "未统计"))
    assert codes(findings) == ["value_and_reason"]
    assert cells[3].is_refused


def test_merged_entry_cells_are_not_shared_out(back: Callable[..., Outcome]) -> None:
    cells, findings = back(lambda book: sheet_of(book).merge_cells("I15:I16"))
    assert codes(findings) == ["merged"]
    assert (str(cells[4].value), cells[5].value) == ("75.0", None)
    assert "I15" in findings[0].message


def test_a_comment_is_mentioned(back: Callable[..., Outcome]) -> None:
    def change(book: Any) -> None:
        sheet_of(book)["I13"].comment = Comment("含流动人口", "张")

    _, findings = back(change)
    assert codes(findings) == ["comment"]
    assert "含流动人口" in findings[0].message


def test_rows_without_code_are_matched_by_name_and_said(back: Callable[..., Outcome]) -> None:
    def change(book: Any) -> None:
        for row in range(8, 17):
            sheet_of(book)[f"A{row}"].value = None

    cells, findings = back(change)
    assert values(cells) == CLEAN
    assert codes(findings) == ["by_name"]
    assert "6行" in findings[0].message


def test_names_alone_that_fit_two_rows_are_not_guessed(back: Callable[..., Outcome]) -> None:
    def change(book: Any) -> None:
        unmerge(sheet_of(book))
        for row in range(8, 17):
            sheet_of(book)[f"A{row}"].value = None
            sheet_of(book)[f"D{row}"].value = None

    cells, findings = back(change)
    assert codes(findings).count("ambiguous") == 2
    assert len(cells) == 4


def test_code_and_name_that_disagree_are_not_taken(back: Callable[..., Outcome]) -> None:
    def change(book: Any) -> None:
        sheet = sheet_of(book)
        sheet["C13"].value, sheet["C15"].value = sheet["C15"].value, sheet["C13"].value

    cells, findings = back(change)
    assert codes(findings).count("code_name") == 2
    assert len(cells) == 4


def test_a_rewritten_name_is_taken_by_code_and_said(back: Callable[..., Outcome]) -> None:
    cells, findings = back(set_cell("C15", "婚检率"))
    assert codes(findings) == ["renamed"]
    assert values(cells) == CLEAN


def test_a_row_twice_with_two_values_is_not_guessed(back: Callable[..., Outcome]) -> None:
    def change(book: Any) -> None:
        sheet = sheet_of(book)
        unmerge(sheet)
        sheet.insert_rows(17)
        for column in range(1, 12):
            sheet.cell(17, column).value = sheet.cell(16, column).value
        sheet["I17"].value = 4.4

    cells, findings = back(change)
    assert codes(findings) == ["twice"]
    assert cells[5].value is None


def test_a_deleted_row_is_missed(back: Callable[..., Outcome]) -> None:
    def change(book: Any) -> None:
        unmerge(sheet_of(book))
        sheet_of(book).delete_rows(15)

    cells, findings = back(change)
    assert codes(findings) == ["missing_rows"]
    assert "婚前医学检查率" in findings[0].message
    assert len(cells) == 5


def test_a_row_of_ones_own_is_not_taken(back: Callable[..., Outcome]) -> None:
    def change(book: Any) -> None:
        sheet = sheet_of(book)
        unmerge(sheet)
        sheet.insert_rows(17)
        sheet["C17"], sheet["I17"] = "托育机构数", 12

    _, findings = back(change)
    assert codes(findings) == ["unknown_row"]
    assert findings[0].where.cell == "C17"


def test_parts_where_none_are_asked_are_not_taken(back: Callable[..., Outcome]) -> None:
    cells, findings = back(set_cell("G15", 300))
    assert codes(findings) == ["not_asked"]
    assert cells[4].numerator is None


def test_the_head_deleted_stops_with_a_sentence(back: Callable[..., Outcome]) -> None:
    def change(book: Any) -> None:
        unmerge(sheet_of(book))
        sheet_of(book).delete_rows(8)

    cells, findings = back(change)
    assert (cells, codes(findings)) == ([], ["no_table"])


def other(form: Form, **changes: Any) -> Form:
    rows = form.rows
    if "data_year" in changes:
        rows = tuple(replace(row, key=replace(row.key, period=f"{changes['data_year']}H")) for row in rows)
    if "place_code" in changes:
        rows = tuple(replace(row, key=replace(row.key, region=changes["place_code"])) for row in rows)
    return replace(form, rows=rows, **changes)


STRANGERS = [
    ("wrong_year", {"data_year": 2024, "work_year": 2025}, ("2024", "2025")),
    ("wrong_unit", {"unit_code": "379901-edu", "unit_name": "示例县教育局"}, ("示例县教育局", "示例县卫生健康局")),
    ("wrong_place", {"place_code": "379902", "place_name": "邻县"}, ("邻县", "示例县")),
    ("wrong_round", {"round_code": "2026-half"}, ("2026-half", "2026-annual")),
]


@pytest.mark.parametrize(("code", "changes", "names"), STRANGERS)
def test_a_strangers_workbook_is_refused_with_both_names(
    filled: Form, code: str, changes: dict[str, Any], names: tuple[str, str]
) -> None:
    cells, findings = workbooks.read(workbooks.write(other(filled, **changes)), form=filled)
    assert (cells, codes(findings)) == ([], [code])
    assert all(name in findings[0].message for name in names)


@pytest.mark.parametrize(("code", "changes"), [(code, changes) for code, changes, _ in STRANGERS[:3]])
def test_a_stranger_is_known_without_its_hidden_sheet(
    filled: Form, mangled: Make, code: str, changes: dict[str, Any]
) -> None:
    def change(book: Any) -> None:
        del book["_fuertong"]

    cells, findings = workbooks.read(mangled(other(filled, **changes), change), form=filled)
    assert (cells, codes(findings)) == ([], [code])


def test_a_sheet_that_says_nothing_about_itself_is_taken_with_a_word(filled: Form, mangled: Make) -> None:
    def change(book: Any) -> None:
        del book["_fuertong"]
        sheet = sheet_of(book)
        unmerge(sheet)
        sheet.delete_rows(1, 7)
        sheet["I1"] = "本年数"
        for row in range(1, 10):
            sheet[f"A{row}"].value = None

    cells, findings = workbooks.read(mangled(filled, change), form=filled)
    assert codes(findings) == ["no_identity", "by_name"]
    assert values(cells) == CLEAN


def test_an_older_version_is_matched_by_code(filled: Form) -> None:
    cells, findings = workbooks.read(workbooks.write(replace(filled, version=0)), form=filled)
    assert codes(findings) == ["old_version"]
    assert values(cells) == CLEAN
