"""The workbook way (电子报表): out of the product, filled in Excel, back again; the paper's particulars with 代录."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect
from tests.journeys.acts import arrives, field, hand_in, main_text, press, saved, says, shot

pytestmark = pytest.mark.journey

UNIT = "县委网信办"


def _book(page: Page, address: str, unit: str) -> tuple[str, bytes]:
    """The form's address and the workbook the product hands out for it."""
    page.goto(f"{address}/collection/")
    row = page.locator("tr", has=page.get_by_role("link", name=unit, exact=True)).first
    href = row.get_by_role("link", name=unit, exact=True).get_attribute("href") or ""
    with page.expect_download() as event:
        row.get_by_role("link", name="导出Excel").click()
    return f"{address}{href}", Path(event.value.path()).read_bytes()


def _column(sheet: Worksheet, title: str) -> tuple[int, int]:
    """Row and column of a heading."""
    for cells in sheet.iter_rows():
        for cell in cells:
            if str(cell.value or "").replace("\n", "").startswith(title):
                return cell.row, cell.column
    raise AssertionError(f"no column {title}")


def _filled(content: bytes, values: dict[int, object]) -> bytes:
    """The workbook with the n-th rows' value cells written."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    head, column = _column(sheet, "本年数")
    for number, value in values.items():
        sheet.cell(row=head + 1 + number, column=column, value=value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_returned_workbook_with_a_problem_is_mended_and_recorded_for_the_unit(
    example: str, sign_in_to: Callable[..., Page]
) -> None:
    page = sign_in_to(example, "stat")
    form, empty = _book(page, example, UNIT)
    page.goto(f"{form}proxy/")
    hand_in(page, "网信办.xlsx", _filled(empty, {0: "95%以上"}), "上传并核对")
    says(page, re.compile("95%以上"))
    text = main_text(page)
    assert re.search(r"[A-Z]\d+", text), text
    shot(page, "c1-problem-by-cell")
    page.goto(f"{form}proxy/")
    hand_in(page, "网信办.xlsx", _filled(empty, {0: 37}), "上传并核对")
    arrives(page, re.compile("/proxy/.+"))
    shot(page, "c2-proxy")
    field(page, "单位负责人").fill("示例·网主任")
    field(page, "填表人").fill("示例·网填表")
    field(page, "联系电话").fill("示例-0099")
    field(page, "报出日期").fill("2026-11-20")
    page.get_by_label("已收到纸质件，存办公室备查").check()
    press(page, "确认代录")
    says(page, re.compile("已代录"))
    page.goto(f"{form}review/")
    expect(page.locator("main")).to_contain_text("示例·网填表")
    expect(page.locator("main")).to_contain_text("37")
    shot(page, "c3-review")
    press(page, "接受")
    says(page, re.compile("已接受"))


def test_the_workbook_of_another_unit_is_refused_with_both_names(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "stat")
    _, other = _book(page, example, "县残联")
    form, _ = _book(page, example, "县委社会工作部")
    page.goto(f"{form}proxy/")
    hand_in(page, "残联.xlsx", other, "上传并核对")
    says(page, re.compile("县残联|残疾人联合会"))
    text = main_text(page)
    assert "社会工作部" in text
    assert "确认代录" not in text
    shot(page, "c4-other-unit")


def _by_code(page: Page, address: str, code: str) -> str:
    """Enter a form by its one-time code; the form's address."""
    page.goto(f"{address}/code/")
    field(page, "一次性填报码").fill(code)
    press(page, "进入填报")
    field(page, "填表人姓名").fill("示例·韩填表")
    field(page, "联系电话").fill("示例-0041")
    press(page, "开始填报")
    arrives(page, re.compile("/forms/.+"))
    return page.url


@pytest.fixture
def code(example_var: Path) -> str:
    """The code of 县残联."""
    return str(json.loads((example_var / "demo-codes.json").read_text(encoding="utf-8"))["县残联"])


def test_two_people_in_one_form_are_told_and_nothing_is_lost(
    example: str, sign_in_to: Callable[..., Page], open_page: Callable[..., Page], code: str
) -> None:
    one, two = open_page(), sign_in_to(example, "stat")
    form = _by_code(one, example, code)
    two.goto(f"{form}?proxy=1")
    label = str(one.locator("input[data-ft-field=value]:not([readonly])").first.get_attribute("aria-label"))
    field(one, label).fill("61.5")
    field(one, label).blur()
    saved(one)
    field(two, label).fill("62.5")
    field(two, label).blur()
    told = two.locator(".ft-conflict").first
    expect(told).to_contain_text("61.5")
    expect(told).to_contain_text("62.5")
    shot(two, "d1-conflict")
    two.get_by_role("button", name="用我的").click()
    saved(two)
    one.reload()
    expect(field(one, label)).to_have_value("62.5")


def test_the_same_without_script(
    example: str, sign_in_to: Callable[..., Page], open_page: Callable[..., Page], code: str
) -> None:
    one, two = open_page(javascript=False), sign_in_to(example, "stat", javascript=False)
    form = _by_code(one, example, code)
    two.goto(f"{form}?proxy=1")
    label = str(one.locator("select[data-ft-field=absence]").last.get_attribute("aria-label")).replace(
        "缺数原因", "说明、来源"
    )
    field(one, label).fill("第一人的说明")
    press(one, "保存")
    says(one, re.compile("已保存"))
    field(two, label).fill("第二人的说明")
    press(two, "保存")
    says(two, re.compile("第一人的说明"))
    expect(field(two, label)).to_have_value("第二人的说明")
    shot(two, "d2-conflict-plain")
