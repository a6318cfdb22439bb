"""A corpus of mangled workbooks by generator: each kind with what must be taken and what must be said.

The kinds of test_workbook_mangled.py are shapes of the sheet and single entries; these are what office programs,
hurried hands and forwarding do to a file. One line is one kind: its change, the six values expected (None = as
filled), the codes of the findings.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from copy import copy
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.table import Table

from fuertong import workbooks
from fuertong.errors import FuertongError
from fuertong.workbooks import Form

ROWS = (10, 11, 12, 13, 15, 16)
CLEAN = ["8.95", "94.2", "93.5", "12480", "75", "3.2"]
Change = Callable[[Any], None]


def sheet_of(book: Any) -> Any:
    return book["填报表"]


def unmerge(sheet: Any) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def hidden_rows(book: Any) -> None:
    for row in (11, 13):
        sheet_of(book).row_dimensions[row].hidden = True


def hidden_columns(book: Any) -> None:
    for column in "FGH":
        sheet_of(book).column_dimensions[column].hidden = True


def filter_on(book: Any) -> None:
    sheet = sheet_of(book)
    sheet.auto_filter.ref = "A8:K16"
    sheet.auto_filter.add_filter_column(2, ["孕产妇死亡率"])
    for row in ROWS[1:]:
        sheet.row_dimensions[row].hidden = True


def frozen(book: Any) -> None:
    sheet_of(book).freeze_panes = "D9"


def grouped_rows(book: Any) -> None:
    sheet_of(book).row_dimensions.group(10, 13, hidden=True)


def coloured(book: Any) -> None:
    for row in ROWS:
        sheet_of(book)[f"I{row}"].fill = PatternFill("solid", fgColor="FFFF00")
    rule = CellIsRule(operator="lessThan", formula=["5"], fill=PatternFill("solid", bgColor="FF0000"))
    sheet_of(book).conditional_formatting.add("I10:I16", rule)


def protected_whole(book: Any) -> None:
    sheet_of(book).protection.sheet = True
    sheet_of(book).protection.password = "1234"
    for row in ROWS:
        sheet_of(book)[f"I{row}"].protection = Protection(locked=True)


def structure_locked(book: Any) -> None:
    book.security = WorkbookProtection(lockStructure=True)


def named_range(book: Any) -> None:
    book.defined_names["本年数"] = DefinedName("本年数", attr_text="'填报表'!$I$10:$I$16")


def as_table(book: Any) -> None:
    sheet = book.create_sheet("透视")
    for row in (["单位", "合计"], ["卫健局", 5], ["教育局", 7]):
        sheet.append(row)
    sheet.add_table(Table(displayName="T1", ref="A1:B3"))


def copied_sheet(book: Any) -> None:
    book.copy_worksheet(sheet_of(book)).title = "填报表 (2)"


def copied_and_changed(book: Any) -> None:
    twin = book.copy_worksheet(sheet_of(book))
    twin["I13"] = 12999


def copied_and_emptied(book: Any) -> None:
    twin = book.copy_worksheet(sheet_of(book))
    for row in ROWS:
        for column in "GHI":
            twin[f"{column}{row}"].value = None


def sheet_made_chart_data(book: Any) -> None:
    sheet = book.create_sheet("图表数据", 0)
    for row in (["指标名称", "2025年"], ["别的指标", 1]):
        sheet.append(row)


def far_format(book: Any) -> None:
    for row in range(17, 400):
        sheet_of(book).cell(row, 60).fill = PatternFill("solid", fgColor="EEEEEE")


def shifted(book: Any) -> None:
    sheet = sheet_of(book)
    unmerge(sheet)
    sheet.insert_cols(1, 3)
    sheet.insert_rows(1, 4)


def swapped_columns(book: Any) -> None:
    """本年数 and 上年数 changed places with their heads."""
    sheet = sheet_of(book)
    unmerge(sheet)
    for row in range(8, 17):
        sheet[f"F{row}"].value, sheet[f"I{row}"].value = sheet[f"I{row}"].value, sheet[f"F{row}"].value


def last_year_deleted(book: Any) -> None:
    unmerge(sheet_of(book))
    sheet_of(book).delete_cols(6)


def note_columns(book: Any) -> None:
    for number, row in enumerate(ROWS):
        sheet_of(book).cell(row, 14).value = f"张三核对{number}"


def total_row(book: Any) -> None:
    sheet = sheet_of(book)
    unmerge(sheet)
    sheet.insert_rows(17)
    sheet["C17"], sheet["I17"] = "合计", "=SUM(I10:I16)"


def notes_below(book: Any) -> None:
    sheet = sheet_of(book)
    sheet["C30"] = "注：1. 活产数含流动人口，2025年为11173人。"


def blank_rows(book: Any) -> None:
    unmerge(sheet_of(book))
    for row in (16, 13, 11):
        sheet_of(book).insert_rows(row)


def merged_names(book: Any) -> None:
    sheet = sheet_of(book)
    sheet["C12"].value = None
    sheet.merge_cells("C11:C12")


def prefixed(book: Any) -> None:
    sheet_of(book)["C12"].value = "其中：孕产妇系统管理率"


def rich_name(book: Any) -> None:
    sheet_of(book)["C11"].value = "孕产妇\n系统管理率"


def put(cell: str, value: object) -> Change:
    def change(book: Any) -> None:
        sheet_of(book)[cell].value = value

    return change


def unit_rewritten(book: Any) -> None:
    sheet_of(book)["E16"].value = "%"


def print_marks(book: Any) -> None:
    sheet_of(book).print_area = "A1:K16"
    sheet_of(book).oddFooter.center.text = "内部 第&P页"


def style_lost(book: Any) -> None:
    for row in sheet_of(book).iter_rows():
        for cell in row:
            cell.style = "Normal"


def renamed_all(book: Any) -> None:
    sheet_of(book).title = "2025年数据（最终版）"
    del book["指标解释"]


def visible_identity(book: Any) -> None:
    book["_fuertong"].sheet_state = "visible"


def several_copies_of_head(book: Any) -> None:
    sheet = sheet_of(book)
    unmerge(sheet)
    for row in (14, 12):
        sheet.insert_rows(row)
        for column in range(1, 12):
            sheet.cell(row, column).value = copy(sheet.cell(8, column).value)


def blown_up(book: Any) -> None:
    sheet = sheet_of(book)
    for column in range(12, 100):
        sheet.column_dimensions[get_column_letter(column)].width = 3


def reversed_rows(book: Any) -> None:
    sheet = sheet_of(book)
    rows = [[sheet.cell(row, column).value for column in range(1, 12)] for row in ROWS]
    for row, texts in zip(ROWS, reversed(rows), strict=True):
        for column, text in enumerate(texts, 1):
            sheet.cell(row, column).value = text


def pasted_twice(book: Any) -> None:
    """The rows once more below, as they stand."""
    for number, row in enumerate(ROWS):
        for column in range(1, 12):
            sheet_of(book).cell(40 + number, column).value = sheet_of(book).cell(row, column).value


def names_deleted(book: Any) -> None:
    for row in ROWS:
        sheet_of(book)[f"C{row}"].value = None


def hidden_form(book: Any) -> None:
    book.create_sheet("说明")
    sheet_of(book).sheet_state = "hidden"


def form_last(book: Any) -> None:
    book.move_sheet("填报表", offset=3)


def sum_between(book: Any) -> None:
    sheet = sheet_of(book)
    unmerge(sheet)
    sheet.insert_rows(14)
    sheet["C14"], sheet["I14"] = "小计", 12700


def in_last_years_column(book: Any) -> None:
    """This year's figures typed over last year's."""
    for row in (13, 15, 16):
        sheet_of(book)[f"F{row}"].value, sheet_of(book)[f"I{row}"].value = sheet_of(book)[f"I{row}"].value, None


def codes_in_capitals(book: Any) -> None:
    for row in ROWS:
        sheet_of(book)[f"A{row}"].value = str(sheet_of(book)[f"A{row}"].value).upper()


def shown_as(cell: str, value: float, pattern: str) -> Change:
    def change(book: Any) -> None:
        sheet_of(book)[cell].value, sheet_of(book)[cell].number_format = value, pattern

    return change


SAME: list[tuple[str, Change]] = [
    ("rows hidden", hidden_rows),
    ("columns hidden", hidden_columns),
    ("filter on, rows filtered away", filter_on),
    ("panes frozen", frozen),
    ("rows grouped and folded", grouped_rows),
    ("cells coloured, conditional formats", coloured),
    ("sheet protected with a password", protected_whole),
    ("structure of the book locked", structure_locked),
    ("a named range", named_range),
    ("another sheet with a table", as_table),
    ("the sheet copied", copied_sheet),
    ("the sheet copied, the copy emptied", copied_and_emptied),
    ("chart data put first", sheet_made_chart_data),
    ("colours far outside the table", far_format),
    ("the table shifted right and down", shifted),
    ("this year and last year exchanged with their heads", swapped_columns),
    ("last year's column deleted", last_year_deleted),
    ("remarks in columns of one's own", note_columns),
    ("a line of notes below", notes_below),
    ("blank rows between", blank_rows),
    ("a name over two lines", rich_name),
    ("其中 before the name", prefixed),
    ("print area and footer", print_marks),
    ("styles lost", style_lost),
    ("sheet renamed, explanations deleted", renamed_all),
    ("the hidden sheet shown", visible_identity),
    ("the head printed on each page", several_copies_of_head),
    ("many widths set", blown_up),
    ("NBSP around a number", put("I13", "\xa012480\xa0")),
    ("a zero-width mark in a number", put("I13", "\ufeff12480")),
    ("an apostrophe before a number", put("I13", "'12480")),
    ("thousands by blanks", put("I13", "12 480")),
    ("a line break behind a number", put("I13", "12480\n")),
    ("a number with a plus sign", put("I13", "+12480")),
    ("full-width stop", put("I11", "９４。２")),
    ("a blank before the percent sign", put("I11", "94.2 %")),
    ("scientific notation as text", put("I13", "1.248E4")),
    ("scientific notation as a number", put("I13", 1.248e4)),
    ("the unit behind the number", put("I13", "12480 人")),
    ("float noise", put("I11", 94.19999999999999)),
    ("the order of the rows turned round", reversed_rows),
    ("all rows pasted once more below", pasted_twice),
    ("the names deleted, the codes kept", names_deleted),
    ("the form's sheet hidden", hidden_form),
    ("the form's sheet moved to the end", form_last),
    ("decimals hidden by the format", shown_as("I11", 94.2, "0")),
    ("shown in ten thousands", shown_as("I13", 12480, '0!.0,"万"')),
    ("a share shown as a percentage", shown_as("I11", 0.942, "0.0%")),
    ("the group under another name", put("D12", "乡村")),
    ("the year in the head", put("I8", "数值（2025年）")),
    ("a stop behind a number", put("I13", "12480.")),
]

SAID: list[tuple[str, Change, dict[int, str | None], list[str]]] = [
    ("ten thousands in words", put("I13", "1.248万"), {3: "12480"}, ["scaled"]),
    ("ten thousands with unit", put("I13", "1.248万人"), {3: "12480"}, ["scaled"]),
    ("negative in brackets", put("I13", "(12480)"), {3: None}, ["not_a_number"]),
    ("a comma for the decimal point", put("I11", "94,2"), {1: None}, ["grouping"]),
    ("two percent signs", put("I11", "94.2%%"), {1: None}, ["unit"]),
    ("a question mark", put("I13", "12480?"), {3: None}, ["unit"]),
    ("Chinese numerals", put("I13", "一万二千"), {3: None}, ["not_a_number"]),
    ("a logical value", put("I13", True), {3: None}, ["not_a_number"]),
    ("two numbers in one cell", put("I13", "12480/12033"), {3: None}, ["fraction"]),
    ("a reference that broke", put("I13", "#REF!"), {3: None}, ["formula_error"]),
    ("a total of one's own", total_row, {}, []),
    ("the copy says something else", copied_and_changed, {3: None}, ["twice"]),
    ("names merged over two rows", merged_names, {}, []),
    ("about so much", put("I11", "约94.2%"), {1: None}, ["bound"]),
    ("the same as above", put("I13", "同上"), {3: None}, ["not_a_number"]),
    ("a letter O for a nought", put("I13", "1248O"), {3: None}, ["unit"]),
    ("a year behind the number", put("I11", "94.2（2024年）"), {1: None}, ["not_a_number"]),
    ("a dash of the accounting format", put("I13", "-   "), {3: None}, ["absence_sign"]),
    ("a share of a thousand shown in percent", shown_as("I16", 0.0032, "0.00%"), {5: None}, ["unit_sign"]),
    ("a formula never computed", put("I13", "=12000+480"), {3: None}, ["formula_empty"]),
    ("the figure in the column of reasons", put("J13", "12480"), {}, ["unknown_reason"]),
    ("a note too long to keep", put("K13", "说" * 501), {}, ["note_long"]),
    ("a subtotal with a figure between the rows", sum_between, {}, ["unknown_row"]),
    ("codes in capitals", codes_in_capitals, {}, ["by_name"]),
    ("last year's column overwritten", put("F11", 90), {}, ["last_year_changed"]),
    (
        "this year's figures in last year's column",
        in_last_years_column,
        {3: None, 4: None, 5: None},
        ["last_year_typed"],
    ),
    ("the unit rewritten", unit_rewritten, {5: None}, ["unit_rewritten"]),
]


def mangle(form: Form, change: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbooks.write(form)))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def shown(value: object) -> str | None:
    text = str(value)
    return None if value is None else text.rstrip("0").rstrip(".") if "." in text else text


@pytest.mark.parametrize("change", [pytest.param(change, id=kind) for kind, change in SAME])
def test_kinds_that_alter_nothing(filled: Form, change: Change) -> None:
    cells, findings = workbooks.read(mangle(filled, change), form=filled, name="报表.xlsx")
    assert [shown(cell.value) for cell in cells] == CLEAN
    assert [finding.code for finding in findings] == []


@pytest.mark.parametrize(
    ("change", "values", "codes"),
    [pytest.param(change, values, codes, id=kind) for kind, change, values, codes in SAID],
)
def test_kinds_that_are_said(filled: Form, change: Change, values: dict[int, str | None], codes: list[str]) -> None:
    cells, findings = workbooks.read(mangle(filled, change), form=filled, name="报表.xlsx")
    assert [finding.code for finding in findings] == codes
    assert [shown(cell.value) for cell in cells] == [values.get(number, text) for number, text in enumerate(CLEAN)]


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with each part passed through `change`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def with_formula(data: bytes, cell: str, formula: str) -> bytes:
    """The cell's number as the kept result of a formula."""

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        pattern = rf'(<c r="{cell}"[^>]*>)(<v>)'.encode()
        return re.sub(pattern, lambda found: found[1] + f"<f>{formula}</f>".encode() + found[2], part)

    return rewritten(data, change)


def test_a_formula_with_its_result_kept_is_taken_and_said(filled: Form) -> None:
    data = with_formula(mangle(filled, lambda _: None), "I13", "6240*2")
    cells, findings = workbooks.read(data, form=filled)
    assert [shown(cell.value) for cell in cells] == CLEAN
    assert [finding.code for finding in findings] == ["formula"]


def test_two_units_forms_in_one_file_take_ones_own(filled: Form) -> None:
    def change(book: Any) -> None:
        sheet = book.create_sheet("教育局", 0)
        for row in (
            ["代码", "序号", "指标名称", "分组", "计量单位", "上年数", "本年数"],
            ["x", 1, "义务教育巩固率", "", "%", 96, 97],
        ):
            sheet.append(row)

    cells, findings = workbooks.read(mangle(filled, change), form=filled)
    assert [shown(cell.value) for cell in cells] == CLEAN
    assert findings == []


REFUSED: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("cut off in sending", lambda data: data[: len(data) // 2], "已损坏"),
    (
        "saved as XML by WPS",
        lambda _: b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>',
        "网页",
    ),
    ("packed in an archive", lambda data: _zip("报表.xlsx", data), "解压"),
    ("an archive by another packer", lambda _: b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "压缩包"),
    ("nothing in it", lambda _: b"", "是空的"),
    ("a picture of the form", lambda _: b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "图片"),
]


def _zip(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(("change", "word"), [pytest.param(change, word, id=kind) for kind, change, word in REFUSED])
def test_kinds_that_are_refused_in_one_sentence(filled: Form, change: Callable[[bytes], bytes], word: str) -> None:
    with pytest.raises(FuertongError, match=word):
        workbooks.read(change(workbooks.write(filled)), form=filled, name="报表.xlsx")


def as_text(form: Form) -> str:
    """The form saved as CSV."""
    sheet = sheet_of(openpyxl.load_workbook(io.BytesIO(workbooks.write(form))))
    stream = io.StringIO()
    csv.writer(stream).writerows(sheet.iter_rows(values_only=True))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("encoding", "name"), [("gb18030", "报表.csv"), ("utf-8-sig", "报表.csv"), ("utf-8", "报表.xlsx")]
)
def test_a_form_saved_as_text_is_taken(filled: Form, encoding: str, name: str) -> None:
    cells, findings = workbooks.read(as_text(filled).encode(encoding), form=filled, name=name)
    assert ([shown(cell.value) for cell in cells], findings) == (CLEAN, [])


def test_two_columns_of_this_year_are_not_guessed_between(filled: Form) -> None:
    cells, findings = workbooks.read(mangle(filled, put("F8", "本年数")), form=filled, name="报表.xlsx")
    assert (cells, [finding.code for finding in findings]) == ([], ["twice_headed"])
    assert "F8、I8" in findings[0].message


def test_a_text_without_a_table_says_so(filled: Form) -> None:
    cells, findings = workbooks.read("会议纪要\n请各单位报送数据。\n".encode("gbk"), form=filled, name="报表.txt")
    assert (cells, [finding.code for finding in findings]) == ([], ["no_table"])
    assert findings[0].message.startswith("在文件中没有找到报表的表头")


def test_an_empty_sheet_says_that_it_holds_no_table(filled: Form) -> None:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    cells, findings = workbooks.read(stream.getvalue(), form=filled)
    assert (cells, [finding.code for finding in findings]) == ([], ["no_table"])


def test_the_corpus_has_its_kinds() -> None:
    assert len(SAME) + len(SAID) + len(REFUSED) >= 84
