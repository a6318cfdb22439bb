"""Reviewing a gold plan by keyboard alone: few questions, at most two acts each, nothing lost by closing the window."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.acts import arrives, hand_in, key, ready, says

ASKED_AT_MOST = 0.20
ACTS_EACH = 2


@pytest.mark.slow
@pytest.mark.shared
def test_a_gold_plan_is_reviewed_with_few_keys(example: str, sign_in_to: Callable[..., Page], shared: Path) -> None:
    page = sign_in_to(example, "office")
    page.goto(f"{example}/plans/import/")
    hand_in(page, "规划.txt", (shared / "plans" / "liaocheng.txt").read_bytes(), "读取规划")
    arrives(page, re.compile("/plans/drafts/"))
    total = int(re.findall(r"共(\d+)项", page.locator("#draft-count").inner_text())[0])
    asked = page.locator("[data-ft-doubt]").count()
    assert 0 < asked <= ASKED_AT_MOST * total
    says(page, f"还有 {asked} 处请看一眼")
    acts = 0
    for left in range(asked - 1, -1, -1):
        key(page, "Enter")
        acts += 1
        expect(page.locator("[data-ft-doubt]")).to_have_count(left)
    assert acts <= ACTS_EACH * asked
    says(page, "没有待确认的了")


@pytest.mark.slow
@pytest.mark.shared
def test_keys_edit_undo_and_redo_and_typed_words_outlive_the_window(
    example: str, sign_in_to: Callable[..., Page], shared: Path
) -> None:
    page = sign_in_to(example, "office")
    page.goto(f"{example}/plans/import/")
    hand_in(page, "规划.txt", (shared / "plans" / "yanbian.txt").read_bytes(), "读取规划")
    arrives(page, re.compile("/plans/drafts/"))
    address = page.url.split("?")[0]
    item = page.locator(".pl-target").first
    path = item.get_attribute("data-ft-item")
    item.locator(".pl-bound").click()
    assert page.locator(f'[data-ft-span~="{path}"].ft-lit').count() > 0
    key(page, "e")
    name = page.locator("#id_indicator")
    expect(name).to_be_focused()
    before = name.input_value()
    name.fill("核对中改的名称")
    page.close()
    page = page.context.new_page()
    page.goto(f"{address}?only=all")
    page.get_by_role("link", name="接着改").click()
    expect(page.locator("#id_indicator")).to_have_value("核对中改的名称")
    ready(page)
    page.locator("#id_indicator").press("Control+Enter")
    expect(page.locator(f'[data-ft-item="{path}"] .pl-name')).to_have_text("核对中改的名称")
    page.locator(f'[data-ft-item="{path}"] .pl-bound').click()
    key(page, "u")
    expect(page.locator(f'[data-ft-item="{path}"] .pl-name')).to_have_text(before)
    says(page, "已撤销上一处改动")
    key(page, "r")
    expect(page.locator(f'[data-ft-item="{path}"] .pl-name')).to_have_text("核对中改的名称")


@pytest.mark.slow
@pytest.mark.shared
def test_selected_words_become_a_target_and_panes_scroll_together(
    example: str, sign_in_to: Callable[..., Page], shared: Path
) -> None:
    page = sign_in_to(example, "office")
    page.goto(f"{example}/plans/import/")
    hand_in(page, "规划.txt", (shared / "plans" / "lianping.txt").read_bytes(), "读取规划")
    arrives(page, re.compile("/plans/drafts/"))
    items = page.locator("[data-ft-items]")
    page.locator("[data-ft-source]").hover()
    start = items.evaluate("pane => pane.scrollTop")
    page.mouse.wheel(0, 2500)
    page.wait_for_function("start => document.querySelector('[data-ft-items]').scrollTop > start", arg=start)
    page.evaluate(
        """() => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector("[data-ft-source] [data-ft-group] mark"));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    key(page, "a")
    arrives(page, re.compile("do=add"))
    assert page.locator("textarea#id_quote").input_value()
    key(page, "Escape")
    expect(page.locator("textarea#id_quote")).to_have_count(0)
    page.locator(".pl-findings > summary").click()
    expect(page.locator(".pl-findings[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".pl-findings[open]")).to_have_count(0)
