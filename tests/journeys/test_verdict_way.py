"""A year's verdicts in few acts: one for all green ones, at most two for a doubtful one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.acts import says, shot

ACTS_EACH = 2


@pytest.mark.slow
def test_verdicts_of_a_year_take_few_acts(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "office")
    page.goto(f"{example}/verdicts/")
    page.get_by_role("button", name=re.compile("采纳全部明确信号")).click()
    says(page, re.compile(r"已按研判信号采纳\d+项"))
    expect(page.get_by_role("button", name=re.compile("采纳全部明确信号"))).to_have_count(0)
    doubtful = page.locator("form table").first.locator("tbody tr")
    chosen = acts = 0
    for place in range(doubtful.count()):
        row = doubtful.nth(place)
        words = [
            text for text in ("方向符合", "方向不符", "预计可达标·临界", "无法判断") if row.get_by_label(text).count()
        ]
        radio = row.get_by_role("radio", name=words[0], exact=True) if words else row.get_by_role("radio")
        if radio.count():
            radio.first.check()
            row.locator("textarea").fill("经核实")
            acts, chosen = acts + 2, chosen + 1
    assert chosen > 3
    page.get_by_role("button", name="保存认定").click()
    says(page, re.compile(rf"已保存{chosen}项认定"))
    assert acts <= ACTS_EACH * chosen
    shot(page, "verdicts")


@pytest.mark.slow
def test_pages_open_without_errors(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "office")
    for address in ("comparison", "rates", "backtest", "methods", "warnings", "warnings/rules", "verdicts/goals"):
        page.goto(f"{example}/{address}/")
        expect(page.locator("main h1")).to_be_visible()
        shot(page, address.replace("/", "-"))
