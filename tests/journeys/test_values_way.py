"""A value on its way (报送到接受): filled, signed, returned, answered, accepted; pages follow."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from tests.journeys.acts import arrives, field, follow, key, main_text, paste, press, ready, saved, says, shot

pytestmark = pytest.mark.journey

UNIT = "卫生健康局"
NAME = "婚前医学检查率"
REASON = "与民政部门结婚登记数不一致，请核对分母。"
ANSWER = "已与民政局核对，分母改用登记数。"


def test_from_the_liaison_to_the_target_page(example: str, sign_in_to: Callable[..., Page]) -> None:
    stat = sign_in_to(example, "stat")
    form = _returned_again(stat, example)
    _fill_and_submit(sign_in_to(example, "liaison-health"), example)
    _sign(sign_in_to(example, "reviewer-health"), example)
    _return_one(stat, form)
    _answer(sign_in_to(example, "liaison-health"), example)
    _sign(sign_in_to(example, "reviewer-health"), example)
    stat.goto(f"{form}review/")
    press(stat, "接受")
    says(stat, re.compile("已接受"))
    _seen_on_the_target(stat, example)
    _logged(sign_in_to(example, "auditor"), example)


def _returned_again(page: Page, address: str) -> str:
    """The statistician reopens the accepted form and sends one value back."""
    page.goto(f"{address}/collection/")
    shot(page, "b1-board")
    row = page.locator("tr", has_text=UNIT).first
    row.get_by_role("link", name="查看", exact=True).click()
    follow(page, "重新打开")
    arrives(page, re.compile("/reopen/"))
    page.locator("main textarea, main input[type=text]").first.fill("单位来电更正")
    press(page, "重新打开")
    says(page, "已重新打开")
    _reason(page, "请核对。")
    press(page, "退回（只退写了原因的项）")
    says(page, re.compile("已退回"))
    row = page.locator("tr", has_text=UNIT).first
    return address + (row.get_by_role("link", name=re.compile(UNIT)).get_attribute("href") or "")


def _reason(page: Page, words: str) -> None:
    field(page, f"{NAME}退回原因").fill(words)


def _fill_and_submit(page: Page, address: str) -> None:
    says(page, re.compile("请核对。"))
    shot(page, "b2-liaison-home")
    late: list[Route] = []
    page.route("**/js/autosave*.js", lambda route: late.append(route))
    page.get_by_role("link", name=re.compile("继续填报|处理退回|答复|修改|填报")).last.click() if not page.locator(
        "td.ft-act a.btn"
    ).count() else page.locator("td.ft-act a.btn").first.click()
    expect(field(page, f"{NAME}分子")).to_be_visible()
    field(page, f"{NAME}分子").fill("5000")
    field(page, f"{NAME}分母").fill("1000")
    field(page, f"{NAME}数值").fill("")
    while not late:
        page.wait_for_timeout(50)  # a turn for the request to come in
    late[0].continue_()  # what was typed before the script came over a slow line is saved all the same
    saved(page)
    row = page.locator("tr.fc-row", has=field(page, f"{NAME}分子"))
    cell = row.get_attribute("data-ft-row")
    expect(page.locator(f'[data-ft-says="{cell}"]')).not_to_be_empty()
    shot(page, "b3-problem-under-cell")
    _type(page, "１,９００", "2000")
    expect(field(page, f"{NAME}数值")).to_have_attribute("placeholder", "95.0")
    paste(page, f"{NAME}分子", "1880\t2000")
    expect(field(page, f"{NAME}数值")).to_have_attribute("placeholder", "94.0")
    key(page, "Control+z")
    expect(field(page, f"{NAME}数值")).to_have_attribute("placeholder", "95.0")
    answer = field(page, f"{NAME}答复")
    answer.fill("已核对。")
    answer.blur()
    _explain(page)
    shot(page, "b4-filled")
    _submit(page)


def _type(page: Page, numerator: str, denominator: str) -> None:
    """By keyboard alone: numerator, Tab, denominator, Tab."""
    ready(page)
    field(page, f"{NAME}分子").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(numerator)
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type(denominator)
    page.keyboard.press("Tab")
    value = field(page, f"{NAME}数值")
    if value.input_value():
        value.fill("")
        value.blur()
    saved(page)


def _explain(page: Page) -> None:
    note = field(page, f"{NAME}说明、来源")
    note.fill("婚检登记表；人数增加是因为开展免费婚检。")
    note.blur()
    saved(page)


def _submit(page: Page) -> None:
    press(page, "去报送")
    arrives(page, re.compile("/submit/"))
    shot(page, "b5-submit")
    for label in ("填表人", "联系电话"):
        if not field(page, label).input_value():
            field(page, label).fill("示例-0011")
    press(page, "报送")
    says(page, re.compile("已报送"))


def _sign(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator("td.ft-act a.btn").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("审核签发")
    shot(page, "b6-sign")
    press(page, "签发")
    expect(page.locator("#messages")).to_contain_text(re.compile("签发"))


def _return_one(page: Page, form: str) -> None:
    page.goto(f"{form}review/")
    shot(page, "b7-review")
    _reason(page, REASON)
    press(page, "退回（只退写了原因的项）")
    says(page, re.compile("已退回.*1项"))


def _answer(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    says(page, re.compile(REASON))
    page.locator("td.ft-act a.btn").first.click()
    _type(page, "1900", "2100")
    expect(field(page, f"{NAME}数值")).to_have_attribute("placeholder", "90.5")
    answer = field(page, f"{NAME}答复")
    answer.fill(ANSWER)
    answer.blur()
    _explain(page)
    _submit(page)


def _seen_on_the_target(page: Page, address: str) -> None:
    page.goto(f"{address}/standing/?words={NAME}")
    page.get_by_role("link", name=re.compile(NAME)).first.click()
    row = page.locator("table tr", has=page.locator("td", has_text=re.compile("^2025$"))).first
    expect(row).to_contain_text("90.5")
    expect(row).to_contain_text("2100")
    shot(page, "b8-target")
    page.goto(f"{address}/values/?words={NAME}")
    page.get_by_role("link", name="90.5").first.click()
    says(page, re.compile("现行"))
    text = main_text(page)
    assert "90.5" in text
    assert "95.0" in text
    shot(page, "b9-history")


def _logged(page: Page, address: str) -> None:
    page.goto(f"{address}/settings/log/?words={UNIT}")
    text = page.locator("tbody").inner_text()
    shot(page, "b10-log")
    for word in ("示例·陈联络", "示例·沈审核", "示例·周统计"):
        assert word in text


def test_a_unit_without_account_fills_by_its_code(
    example: str, example_var: Path, open_page: Callable[..., Page]
) -> None:
    codes = json.loads((example_var / "demo-codes.json").read_text(encoding="utf-8"))
    page = open_page()
    page.goto(f"{example}/code/?code={codes['县民政局']}")
    if not page.get_by_label("一次性填报码").input_value():
        page.get_by_label("一次性填报码").fill(codes["县民政局"].lower().replace("-", ""))
    shot(page, "b11-code")
    press(page, "进入填报")
    field(page, "填表人姓名").fill("示例·新填表")
    field(page, "联系电话").fill("示例-7788")
    press(page, "开始填报")
    expect(page.locator("main")).to_contain_text("退回")
    shot(page, "b12-code-form")
    page.goto(f"{example}/forms/")
    links = page.locator("main a[href*='/forms/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len({href.split("/")[2] for href in links}) == 1
    answer = page.goto(f"{example}/values/")
    assert answer is not None
    assert answer.status in (200, 403)
    assert page.goto(f"{example}/standing/").status == 403  # type: ignore[union-attr]
