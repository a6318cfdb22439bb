"""The yearly round (年度监测), counted in acts: opened from last year's, filled by paste, signed, returned, accepted.

An act is a click, a key chord, a paste or a field that is filled in (decisions: effort is counted in acts).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.acts import arrives, field, key, main_text, paste, ready, saved, says, shot

pytestmark = pytest.mark.journey

UNIT = "县卫生健康局"
JUMPS = "65岁以上老年妇女健康管理率"
WHY = "今年起改为实名登记，剔除重复人员。"
REASON = "与去年相差较大，请核对。"
ANSWER = "已核对无误，见实名登记台账。"
MOST = 8


@dataclass
class Hands:
    """A person at a page whose acts are counted."""

    page: Page
    acts: int = 0

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button."""
        self.click(self.page.locator("main").get_by_role("button", name=name).first)

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Follow a link."""
        self.click(self.page.get_by_role("link", name=name).first)

    def click(self, what: Locator) -> None:
        """Click on anything."""
        self.acts += 1
        ready(self.page)
        what.click()

    def fill(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.acts += 1
        field(self.page, label).fill(text)

    def paste(self, label: str, text: str) -> None:
        """Click into a cell and paste: two acts."""
        self.acts += 2
        paste(self.page, label, text)

    def key(self, chord: str) -> None:
        """Press a key chord."""
        self.acts += 1
        key(self.page, chord)


def _block(page: Page) -> str:
    """This year's figures as they stand in the bureau's own Excel, from the first 分子 to 缺数原因.

    Last year's a little better; 未统计 where there was none last year either.
    """
    rows: list[list[str | None]] = page.evaluate(
        """() => Array.from(document.querySelectorAll("tr.fc-row"), (row) => {
            const last = row.querySelectorAll("td")[2];
            const parts = last.querySelector("div");
            const name = row.querySelector("summary").firstChild.textContent.trim();
            return [name, last.firstChild.textContent.trim(), parts && parts.textContent.trim(),
                    row.querySelector("[data-ft-field=absence]").value];
        })"""
    )
    return "\n".join("\t".join(_figures(*(text or "" for text in row))) for row in rows)


def _figures(name: str, value: str, parts: str, known: str) -> tuple[str, str, str, str]:
    if known:
        return ("", "", "", known)
    if value in ("", "—"):
        return ("", "", "", "未统计")
    if parts:
        top, bottom = (int(float(part)) for part in parts.split("／"))
        more = 10 if name.endswith("）") else 20
        return (str(top + more if top * 2 > bottom else top), str(bottom + more), "", "")
    if name == JUMPS:
        return ("", "", f"{float(value) - 30:.1f}", "")
    decimals = len(value.partition(".")[2])
    step = 10.0**-decimals
    return ("", "", f"{max(float(value) + (-3 if float(value) > 50 else 3) * step, 0):.{decimals}f}", "")


def test_the_whole_year_from_opening_to_acceptance_and_reopening(example: str, sign_in_to: Callable[..., Page]) -> None:
    stat = Hands(sign_in_to(example, "stat"))
    _open(stat)
    assert stat.acts <= MOST, stat.acts
    liaison = Hands(sign_in_to(example, "liaison-health"))
    _fill(liaison)
    assert liaison.acts <= MOST, liaison.acts
    reviewer = Hands(sign_in_to(example, "reviewer-health"))
    _sign(reviewer)
    assert reviewer.acts <= 3, reviewer.acts
    _return_one(stat)
    _answer(liaison)
    _sign(reviewer)
    _accept_and_reopen(stat)


def _open(hands: Hands) -> None:
    page = hands.page
    hands.follow("年度监测")
    hands.follow("开启新一轮")
    shot(page, "r1-open")
    says(page, "与上一轮相比")
    hands.click(page.get_by_label("截止时还没有产生的数据另立批次"))
    hands.press("开启")
    says(page, re.compile("已开启，报表已发到各单位"))
    shot(page, "r2-opened")
    assert page.locator("tbody").first.locator("tr").count() >= 25


def _fill(hands: Hands) -> None:
    page = hands.page
    shot(page, "r3-liaison-home")
    hands.follow(re.compile("开始填报|继续填报"))
    arrives(page, re.compile("/forms/.+"))
    assert page.locator("tr.fc-row").count() >= 60
    first = page.locator("tr.fc-row input[data-ft-field=numerator]").first.get_attribute("aria-label") or ""
    hands.paste(first, _block(page))
    saved(page)
    shot(page, "r4-pasted")
    hands.press("去报送")
    arrives(page, re.compile("/submit/"))
    shot(page, "r5-submit")
    if page.get_by_text("请先处理下列各项").count():
        _explain(hands)
    for label in ("填表人", "联系电话"):
        if not field(page, label).input_value():
            hands.fill(label, "示例-0011")
    hands.press("报送")
    says(page, re.compile("已报送，等待本单位审核人签发"))


def _explain(hands: Hands) -> None:
    """What is asked is answered in one sentence, on the page that asks: one value in more than sixty."""
    asked = hands.page.get_by_label(re.compile("^请说明："))
    assert asked.count() == 1, main_text(hands.page)
    expect(asked).to_have_accessible_name(re.compile(JUMPS))
    hands.acts += 1
    asked.fill(WHY)


def _sign(hands: Hands) -> None:
    page = hands.page
    page.goto(re.sub("(//[^/]+/).*", r"\1", page.url))
    hands.follow("审核签发")
    shot(page, "r6-sign")
    hands.press("签发")
    says(page, re.compile("已签发"))


def _return_one(hands: Hands) -> None:
    """One value goes back with its reason; the explanation stands beside it."""
    page = hands.page
    hands.acts = 0
    page.goto(re.sub("(//[^/]+/).*", r"\1", page.url))
    hands.click(page.locator("tr", has_text=UNIT).get_by_role("link", name="审核数据"))
    says(page, WHY)
    hands.fill(f"{JUMPS}退回原因", REASON)
    shot(page, "r7-return")
    hands.press("退回（只退写了原因的项）")
    says(page, re.compile("已退回.*1项"))
    assert hands.acts <= 3, hands.acts


def _answer(hands: Hands) -> None:
    """The unit answers at the value and hands in again."""
    page = hands.page
    hands.acts = 0
    page.goto(re.sub("(//[^/]+/).*", r"\1", page.url))
    says(page, re.compile(REASON))
    shot(page, "r8-returned")
    hands.follow("答复并修改")
    hands.fill(f"{JUMPS}答复", ANSWER)
    field(page, f"{JUMPS}答复").blur()
    saved(page)
    hands.press("去报送")
    arrives(page, re.compile("/submit/"))
    hands.press("报送")
    says(page, re.compile("已报送"))
    assert hands.acts <= 4, hands.acts


def _accept_and_reopen(hands: Hands) -> None:
    """Accepted and locked; a reopening needs its reason, stands in the form's way, and another acceptance ends it."""
    page = hands.page
    hands.acts = 0
    page.goto(re.sub("(//[^/]+/).*", r"\1", page.url))
    hands.click(page.locator("tr", has_text=UNIT).get_by_role("link", name="审核数据"))
    says(page, ANSWER)
    shot(page, "r9-answered")
    hands.press("接受")
    says(page, re.compile("已接受"))
    assert hands.acts <= 2, hands.acts
    hands.click(page.locator("tr", has_text=UNIT).get_by_role("link", name="查看", exact=True))
    says(page, "这份报表已接受，数据已锁定。")
    hands.follow("重新打开")
    arrives(page, re.compile("/reopen/"))
    page.locator("main textarea").first.fill("单位来函更正一个数。")
    hands.press("重新打开")
    says(page, "已重新打开")
    says(page, re.compile("单位来函更正一个数"))
    shot(page, "r10-reopened")
    hands.press("接受")
    says(page, re.compile("已接受"))
