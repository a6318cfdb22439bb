"""A form goes out and comes back with what was filled in."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl

from fuertong import workbooks
from fuertong.model.observation import Absence
from fuertong.workbooks import Form, Particulars

Make = Callable[[Form, Callable[[Any], None]], bytes]


def opened(form: Form) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbooks.write(form)))


def test_a_filled_form_comes_back_whole(filled: Form) -> None:
    cells, findings = workbooks.read(workbooks.write(filled), form=filled, name="卫健局.xlsx")
    assert findings == []
    assert [cell.key for cell in cells] == [row.key for row in filled.rows]
    assert [str(cell.value) for cell in cells] == ["8.95", "94.2", "93.5", "12480", "75.0", "3.2"]
    assert [cell.decimals for cell in cells] == [2, 1, 1, 0, 1, 1]
    assert [cell.is_computed for cell in cells] == [True, False, False, False, False, False]
    assert (cells[1].numerator, cells[1].denominator) == (Decimal(10525), Decimal(11173))
    assert cells[3].where.sheet == "填报表"
    assert cells[3].where.cell == "I13"


def test_a_blank_form_comes_back_blank(form: Form) -> None:
    cells, findings = workbooks.read(workbooks.write(form), form=form)
    assert findings == []
    assert all(cell.is_blank for cell in cells)


def test_absence_and_note_come_back(form: Form) -> None:
    first = replace(form.rows[0], absence=Absence.PENDING, note="省级7月反馈")
    changed = replace(form, rows=(first, *form.rows[1:]))
    cells, findings = workbooks.read(workbooks.write(changed), form=form)
    assert (cells[0].absence, cells[0].note, findings) == (Absence.PENDING, "省级7月反馈", [])


def test_the_same_form_gives_the_same_bytes(filled: Form) -> None:
    assert workbooks.write(filled) == workbooks.write(filled)


def test_identity_is_hidden_and_found_again(form: Form) -> None:
    book = opened(form)
    assert book["_fuertong"].sheet_state == "veryHidden"
    identity = workbooks.identify(workbooks.write(form))
    assert identity is not None
    assert (identity.unit_code, identity.data_year, identity.uid) == ("379901-health", "2025", "f-1")


def test_a_sheet_that_only_has_the_name_is_no_identity(form: Form, mangled: Make) -> None:
    def change(book: Any) -> None:
        book["_fuertong"]["B1"] = "another program"

    assert workbooks.identify(mangled(form, change)) is None


def test_only_entry_cells_are_open(form: Form) -> None:
    sheet = opened(form)["填报表"]
    assert sheet.protection.sheet
    assert sheet["A10"].protection.locked
    assert sheet["C10"].protection.locked
    assert not sheet["G10"].protection.locked
    assert not sheet["I10"].protection.locked
    assert sheet["G13"].protection.locked, "a row that asks no parts keeps them shut"
    assert sheet.column_dimensions["A"].hidden


def test_the_page_is_fit_to_print(form: Form) -> None:
    sheet = opened(form)["填报表"]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$8:$8"
    sizes = [cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value]
    assert min(sizes) >= 9
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    for wanted in (
        "表　　号：妇儿监1表",
        "制定机关：示例县统计局",
        "批准文号：示统字〔2026〕3号",
        "有效期至：2027年6月",
    ):
        assert wanted in texts
    for wanted in ("单位负责人：", "统计负责人：", "填表人：", "联系电话：", "报出日期："):
        assert wanted in texts
    assert any("非涉密系统" in text for text in texts)


def test_a_form_without_parts_is_upright(form: Form) -> None:
    plain = replace(form, rows=tuple(replace(row, asks_parts=False) for row in form.rows))
    assert opened(plain)["填报表"].page_setup.orientation in (None, "portrait")


def test_reasons_are_offered_as_a_list(form: Form) -> None:
    rules = opened(form)["填报表"].data_validations.dataValidation
    lists = [rule for rule in rules if rule.type == "list"]
    assert len(lists) == len(form.rows)
    assert "数据待发布" in lists[0].formula1
    assert {rule.errorStyle for rule in rules} == {"warning"}


def test_explanations_hold_definition_and_formula(form: Form) -> None:
    texts = [cell.value for row in opened(form)["指标解释"].iter_rows() for cell in row if cell.value]
    assert "孕产妇死亡人数÷活产数×10万" in texts
    assert "一年内每10万例活产中孕产妇的死亡人数。" in texts


def test_the_foot_is_read(form: Form, mangled: Make) -> None:
    def fill(book: Any) -> None:
        sheet = book["填报表"]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "填表人：":
                    sheet.cell(cell.row, cell.column + 2).value = "张某"
                if cell.value == "联系电话：":
                    sheet.cell(cell.row, cell.column + 2).value = 5551234

    found = workbooks.read_particulars(mangled(form, fill))
    assert found == Particulars(filler="张某", phone="5551234")


def test_a_text_that_looks_like_a_formula_stays_a_text(form: Form) -> None:
    evil = replace(form, rows=(replace(form.rows[0], note="=HYPERLINK(1)", name="@sum"), *form.rows[1:]))
    sheet = opened(evil)["填报表"]
    assert sheet["K10"].value == "=HYPERLINK(1)"
    assert sheet["K10"].data_type in ("s", "inlineStr")
