"""JavaScript switched off: reading and plain submitting work all the same."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.acts import arrives, field, main_text, press, ready, says, shot

pytestmark = pytest.mark.journey

PLAN = """示例县妇女发展规划（2021—2030年）

一、发展领域、主要目标和策略措施
（一）妇女与健康
主要目标：
1.示例专项筛查率达到71.5%以上。（牵头单位：县卫生健康局）
策略措施：
1.推进早筛早诊。把免费检查列入民生实事。
二、组织实施
（一）坚持党的领导。把党的领导贯穿于规划实施全过程。
"""


def test_reading_a_target_and_giving_its_verdict(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "office", javascript=False)
    page.goto(f"{example}/standing/?words=高中阶段")
    page.locator("tbody td.ft-name a[href*='/targets/']").first.click()
    arrives(page, re.compile("/targets/"))
    text = main_text(page)
    assert "认定" in text
    assert "历年数据" in text
    expect(page.locator("table", has_text="接受时间")).to_be_visible()
    shot(page, "e1-target-plain")
    field(page, "认定").select_option(label="无法判断")
    page.get_by_label("理由").first.fill("口径调整，今年不作判断。")
    press(page, "保存认定")
    says(page, re.compile("口径调整，今年不作判断"))


def test_filling_and_submitting_a_form(example: str, sign_in_to: Callable[..., Page]) -> None:
    stat = sign_in_to(example, "stat", javascript=False)
    stat.goto(f"{example}/collection/")
    stat.locator("tr", has_text="县教育局").first.get_by_role("link", name="查看", exact=True).click()
    stat.get_by_role("link", name="重新打开").click()
    arrives(stat, re.compile("/reopen/"))
    stat.locator("main textarea, main input[type=text]").first.fill("单位来电更正")
    press(stat, "重新打开")
    reason = stat.locator("textarea[form=decide]").first
    name = str(reason.get_attribute("aria-label")).removesuffix("退回原因")
    reason.fill("请核对。")
    press(stat, "退回（只退写了原因的项）")
    says(stat, re.compile("已退回"))
    page = sign_in_to(example, "liaison-edu", javascript=False)
    page.locator("td.ft-act a.btn").first.click()
    field(page, f"{name}答复").fill("已核对，数据属实。")
    press(page, "去报送")
    arrives(page, re.compile("/submit/"))
    shot(page, "e2-submit-plain")
    press(page, "报送")
    says(page, re.compile("已报送"))


def test_importing_and_confirming_a_plan(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "office", javascript=False)
    page.goto(f"{example}/plans/import/")
    page.get_by_label("粘贴规划全文").fill(PLAN)
    press(page, "读取粘贴的文字")
    arrives(page, re.compile("/plans/drafts/"))
    item = page.locator(".pl-target", has_text="示例专项筛查率")
    item.get_by_role("link", name="改", exact=True).click()
    page.get_by_label("目标值").first.fill("72.5")
    press(page, "保存")
    expect(page.locator(".pl-target", has_text="示例专项筛查率")).to_contain_text("72.5")
    shot(page, "e3-review-plain")
    while left := page.get_by_role("button", name="没问题").count():
        page.get_by_role("button", name="没问题").first.click()
        expect(page.get_by_role("button", name="没问题")).not_to_have_count(left)
        ready(page)
    page.get_by_role("link", name="下一步：责任单位").click()
    arrives(page, re.compile("/units/"))
    press(page, "保存，下一步")
    arrives(page, re.compile("/indicators/"))
    press(page, "保存，下一步")
    expect(page.get_by_role("link", name="下一步：修订对照")).to_be_visible()  # the place has such a plan already
    page.goto(f"{example}/plans/import/")
    page.get_by_role("link", name="放弃").first.click()
    page.locator("main form button").first.click()
    expect(page.get_by_role("link", name="放弃")).to_have_count(0)
