"""A round passed down (下发): the city asks, the county's bureau fills in, the county accepts and delivers, the city
accepts what came up and sees the rolled-up value."""

import csv
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.acts import arrives, field, follow, press, saved, says, shot
from tests.journeys.conftest import ROOT

pytestmark = pytest.mark.journey

NAME = "产后访视率"
COUNTY, SEEN, BORN = "999601", 2430, 2480
REASON = "与妇幼年报不一致，请核对。"
ANSWER = "已核对，年报稍后更正。"


def _parts_of_others() -> tuple[int, int]:
    """Numerator and denominator of the other seven counties, as the example has them."""
    with (ROOT / "examples" / "lanjiang" / "observations.csv").open(encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if (row["indicator"], row["breakdown"], row["year"]) == ("postnatal_visit", "", "2025")
            and row["region"] not in (COUNTY, "999600")
        ]
    assert len(rows) == 7
    return sum(int(row["numerator"]) for row in rows), sum(int(row["denominator"]) for row in rows)


def test_from_the_city_to_the_county_and_back(example: str, sign_in_to: Callable[..., Page]) -> None:
    city, county = sign_in_to(example, "city-stat"), sign_in_to(example, "stat")
    _pass_down(city, example)
    _take_over(county, example)
    _fill(sign_in_to(example, "liaison-health"), sign_in_to(example, "reviewer-health"))
    _accept(county, example)
    _deliver(county, example)
    _return_and_answer(city, county, example)
    press(city, "接受")
    says(city, re.compile("已接受"))
    city.goto(f"{example}/values/upward/?year=2025")
    top, bottom = _parts_of_others()
    row = city.locator("tr", has=city.get_by_role("link", name=NAME, exact=True))
    expect(row).to_contain_text(f"{top + SEEN}／{bottom + BORN}")
    shot(city, "p6-rolled-up")


def _pass_down(page: Page, example: str) -> None:
    page.goto(f"{example}/collection/open/?kind=supplement")
    field(page, "只报下列指标").fill(NAME)
    field(page, "截止日期").fill((datetime.now(UTC).date() + timedelta(days=40)).isoformat())
    press(page, "开启")
    says(page, re.compile("已开启，报表已发到各单位"))
    follow(page, "下发给下级")
    arrives(page, re.compile("/pass/"))
    for box in page.locator("[name=region]").all():
        box.uncheck()
    page.get_by_label("云栖县").check()
    shot(page, "p1-pass-down")
    press(page, "下发")
    says(page, "下级，尚未接收")


def _take_over(page: Page, example: str) -> None:
    page.goto(f"{example}/collection/tasks/")
    follow(page, "接收")
    arrives(page, re.compile("/tasks/.+"))
    press(page, "接收")
    says(page, re.compile("已接收"))
    follow(page, "开启本级监测")
    arrives(page, re.compile(r"/open/\?task="))
    expect(field(page, "只报下列指标")).to_have_value(NAME)
    shot(page, "p2-own-round")
    press(page, "开启")
    says(page, re.compile("已开启，报表已发到各单位"))


def _fill(liaison: Page, reviewer: Page) -> None:
    liaison.get_by_role("link", name=re.compile("开始填报|继续填报")).first.click()
    arrives(liaison, re.compile("/forms/.+"))
    field(liaison, f"{NAME}分子").fill(str(SEEN))
    field(liaison, f"{NAME}分母").fill(str(BORN))
    for group in ("城市", "农村"):
        field(liaison, f"{NAME}（{group}）缺数原因").select_option(label="未统计")
    saved(liaison)
    press(liaison, "去报送")
    arrives(liaison, re.compile("/submit/"))
    for label in ("填表人", "联系电话"):
        if not field(liaison, label).input_value():
            field(liaison, label).fill("示例-0011")
    for asked in liaison.get_by_label(re.compile("^请说明：")).all():
        asked.fill("按业务报表更正。")
    press(liaison, "报送")
    says(liaison, re.compile("已报送，等待本单位审核人签发"))
    reviewer.reload()
    follow(reviewer, "审核签发")
    arrives(reviewer, re.compile("/sign/"))
    press(reviewer, "签发")
    says(reviewer, re.compile("已签发"))


def _accept(page: Page, example: str) -> None:
    page.goto(f"{example}/")
    page.locator("tr", has_text="补充报送").get_by_role("link", name="审核数据").click()
    arrives(page, re.compile("/review/"))
    press(page, "接受")
    says(page, re.compile("已接受"))


def _deliver(page: Page, example: str) -> None:
    page.goto(f"{example}/collection/tasks/")
    follow(page, "去报送")
    arrives(page, re.compile("/tasks/.+"))
    says(page, "共3项，本级已接受3项。")
    shot(page, "p3-deliver")
    press(page, "报送上级")
    says(page, re.compile("已报送上级"))


def _return_and_answer(city: Page, county: Page, example: str) -> None:
    city.reload()
    says(city, "下级，已接受1/1张单位报表")
    follow(city, "审核")
    arrives(city, re.compile("/review/"))
    review = city.url
    city.get_by_label(re.compile(f"{NAME}.*退回原因")).first.fill(REASON)
    shot(city, "p4-review")
    press(city, "退回（只退写了原因的项）")
    says(city, re.compile("已退回.*1项"))
    county.goto(f"{example}/collection/tasks/")
    follow(county, "去报送")
    arrives(county, re.compile("/tasks/.+"))
    says(county, re.compile(REASON))
    county.get_by_label(f"{NAME}答复").fill(ANSWER)
    shot(county, "p5-returned")
    press(county, "报送上级")
    says(county, re.compile("已报送上级"))
    city.goto(review)
    says(city, re.compile(ANSWER))
