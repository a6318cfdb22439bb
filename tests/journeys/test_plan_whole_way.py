"""A plan's whole way: upload with annex, review by keys, units, indicators, confirmation, rules, base values, check,
upper plan, succession, the breakdown of duties to be issued, a revised document."""

import io
import re
from collections.abc import Callable

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.core.reading.made_annexes import workbook
from tests.journeys.acts import arrives, download, follow, hand_in, key, press, ready, says, shot, sign_in
from tests.journeys.test_from_nothing import FOUNDERS, PASSWORD, confirmed, field

pytestmark = pytest.mark.journey

OLD = """示例县妇女发展规划（2011—2020年）
（一）妇女与健康
主要目标：
1.孕产妇系统管理率达到90%以上。（牵头单位：县卫生局）
2.妇女常见病筛查率达到75%以上。（牵头单位：县卫生局）
策略措施：
1.健全妇幼健康服务网。办好县妇幼保健院。
"""
NEW = """示例县妇女发展规划（2021—2030年）
（一）妇女与健康
主要目标：
1.孕产妇系统管理率达到95%以上。（牵头单位：县卫生健康局；责任单位：县妇联）
2.妇女常见病定期筛查率达到85%以上，实现全覆盖。（牵头单位：县卫生健康局）
3.改善妇女心理健康服务，残疾妇女接受15年免费康复服务。（牵头单位：县残联）
策略措施：
1.健全妇幼健康服务网。每千名妇女拥有妇产科医师达到0.8名以上。
（二）妇女与教育
主要目标：
1.高中阶段教育毛入学率达到92.5%以上。（牵头单位：县教育体育局；责任单位：县发展改革局）
2.男女平等教育进课堂。（责任单位：县教育体育局）
策略措施：
1.落实教育公平。保障女童平等接受教育。
二、组织实施
（一）落实责任。成员单位每年11月底前向县妇儿工委办公室报告规划落实情况。
三、监测评估
（一）加强组织领导。县妇儿工委设立监测评估领导小组，2025年开展中期评估。
"""
UPPER = NEW.replace("示例县", "示例市").replace("95%", "97%").replace("县", "市")
REVISED = NEW.replace("92.5%", "93%")
ANNEX = workbook(
    (
        "主要指标",
        [
            ["序号", "指标", "单位", "2020年基期值", "2025年目标", "2030年目标", "属性", "牵头单位"],
            ["1", "孕产妇系统管理率", "%", "93.2", "94", "≥95", "约束性", "县卫生健康局"],
            ["2", "社区少年法庭数", "个", "3", "5", "≥8", "预期性", "县法院"],
        ],
    )
)


@pytest.mark.slow
def test_a_plan_walks_its_whole_way(empty: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    _set_up(page, empty)
    _brought_in(page, empty, "旧规划.txt", OLD)
    _questions_answered(page)
    _to_confirmation(page)
    page.goto(f"{empty}/plans/import/")
    page.locator("input[name=annex]").set_input_files(
        {"name": "附表.xlsx", "mimeType": "application/octet-stream", "buffer": ANNEX}
    )
    _brought_in(page, empty, "新规划.txt", NEW, stay=True)
    shot(page, "w1-review")
    _questions_of_the_reader(page)
    _questions_answered(page)
    _to_confirmation(page)
    _rules(page)
    _base_values(page, empty)
    _papers(page, empty)
    _revised(page, empty)


def _set_up(page: Page, address: str) -> None:
    page.goto(address)
    field(page, "地区名称").fill("示例县")
    field(page, "行政区划代码").fill("999701")
    page.get_by_label("级别").select_option(label="县")
    for legend, account, name in FOUNDERS:
        box = page.locator("fieldset.ft-founder", has=page.locator("legend", has_text=legend))
        box.get_by_label(re.compile("姓名")).fill(name)
        box.get_by_label(re.compile("账号")).fill(account)
        box.get_by_label(re.compile("密码")).fill(PASSWORD)
    press(page, "完成首次设置")
    arrives(page, f"{address}/start/")


def _brought_in(page: Page, address: str, name: str, text: str, *, stay: bool = False) -> None:
    if not stay:
        page.goto(f"{address}/plans/import/")
    hand_in(page, name, text.encode(), "读取规划")
    arrives(page, re.compile("/plans/drafts/"))


def _questions_answered(page: Page) -> None:
    """Enter as fast as fingers go: no key is lost while an answer is on its way."""
    left = page.locator("[data-ft-doubt]").count()
    if left:
        key(page, "N")
    for _ in range(left):
        page.keyboard.press("Enter")
    says(page, "没有待确认的了")
    assert page.locator(".pl-units .pl-unknown").count() == 0


def _questions_of_the_reader(page: Page) -> None:
    """One sentence is ticked off, one row of the annex becomes a goal of its own."""
    page.locator("summary", has_text="读文件时发现的问题").click()
    shot(page, "w2-findings")
    row = page.locator(".pl-asked li", has_text="社区少年法庭数")
    row.get_by_label("归入的目标").select_option(label="另立一条目标")
    row.get_by_role("button", name="归入这条目标").click()
    says(page, "已设为指标值")
    shot(page, "w3-row-placed")
    page.get_by_role("link", name="取消", exact=True).first.click()
    expect(page.locator("#id_indicator")).to_have_count(0)
    ready(page)
    expect(page.locator(".pl-asked li", has_text="社区少年法庭数")).to_have_count(0)


def _to_confirmation(page: Page) -> None:
    follow(page, "下一步：责任单位")
    shot(page, "w4-units")
    press(page, "保存，下一步")
    arrives(page, re.compile("/(indicators|confirm)/"))
    if "/confirm/" not in page.url:
        shot(page, "w5-indicators")
        press(page, "保存，下一步")
        arrives(page, re.compile("/confirm/"))
    shot(page, "w6-confirm")
    confirmed(page)


def _rules(page: Page) -> None:
    says(page, "11月")
    shot(page, "w7-rules")
    press(page, "保存决定")
    says(page, re.compile("每条都记下了规划原文|没有需要保存的内容"))


def _base_values(page: Page, address: str) -> None:
    page.context.clear_cookies()
    sign_in(page, address, "sta", PASSWORD)
    page.goto(f"{address}/plans/999701-women-2021-2030/bases/")
    says(page, "93.2")
    shot(page, "w8-bases")
    press(page, "录入为基期年数据")
    says(page, re.compile("已录入|一致"))
    page.context.clear_cookies()
    sign_in(page, address, "ofc", PASSWORD)


def _papers(page: Page, address: str) -> None:
    plan = f"{address}/plans/999701-women-2021-2030"
    page.goto(f"{plan}/health/")
    shot(page, "w9-health")
    assert "妇女常见病定期筛查率" in _words(download(page, "下载体检报告")[1])
    page.goto(f"{address}/plans/upper/add/")
    page.get_by_label("哪一级的规划").fill("示例市")
    hand_in(page, "市规划.txt", UPPER.encode(), "读取并对照")
    says(page, "可以对照了")
    shot(page, "w10-alignment")
    assert "97" in _words(download(page, "下载衔接情况表")[1])
    assert openpyxl.load_workbook(io.BytesIO(download(page, "导出表格")[1])).active.max_row > 2
    page.goto(f"{plan}/succession/")
    shot(page, "w11-succession")
    says(page, "孕产妇系统管理率")
    page.goto(f"{address}/duties/")
    shot(page, "w12-duties")
    name, content = download(page, "目标责任分解表（Word）")
    assert name.endswith(".docx")
    assert "县卫生健康局" in _words(content)
    assert openpyxl.load_workbook(io.BytesIO(download(page, "Excel")[1])).active.max_row > 3


def _words(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


def _revised(page: Page, address: str) -> None:
    _brought_in(page, address, "修订.txt", REVISED)
    shot(page, "w13-revised")
    follow(page, "看修订对照")
    says(page, "93")
    shot(page, "w14-compare")
    page.get_by_label(re.compile("原因")).fill("示政发〔2026〕1号")
    page.get_by_label(re.compile("起效")).fill("2026-01-01")
    press(page, "确认修订")
    says(page, re.compile("已完成第.+次修订"))
    page.goto(f"{address}/plans/999701-women-2021-2030/")
    shot(page, "w15-plan")
    says(page, "历次修订")
    page.goto(f"{address}/plans/memories/")
    shot(page, "w16-memories")
    says(page, "单位的其他写法")
