"""A county begins from nothing: set-up, units, plans, first values, target page, report; no example data."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.journeys.acts import arrives, download, field, follow, hand_in, press, ready, says, shot, sign_in

from fuertong.workbooks import TemplateRow, write_series_template

pytestmark = pytest.mark.journey

PASSWORD = "journey-begin-7f3a"
PLAN = Path(__file__).resolve().parents[2] / "examples" / "yunxi" / "plan.docx"
FOUNDERS = [
    ("系统管理员", "sys", "示例·系统"),
    ("安全管理员", "sec", "示例·安全"),
    ("审计员", "aud", "示例·审计"),
    ("妇儿工委办", "ofc", "示例·主任"),
    ("统计人员", "sta", "示例·统计"),
]
PASTED = """示例县妇女发展规划（2021—2030年）

一、发展领域、主要目标和策略措施
（一）妇女与健康
主要目标：
1.适龄妇女宫颈癌人群筛查率达到70%以上。（牵头单位：县卫生健康局）
2.孕产妇系统管理率保持在95%以上。（牵头单位：县卫生健康局；责任单位：县妇联）
策略措施：
1.推进两癌早筛早诊。把免费检查列入民生实事。
（二）妇女与教育
主要目标：
1.高中阶段教育毛入学率达到92.5%以上。（牵头单位：县教育体育局）
策略措施：
1.落实教育公平。保障女童平等接受教育。
二、组织实施
（一）坚持党的领导。把党的领导贯穿于规划实施全过程。
"""


def test_from_nothing_to_the_report(empty: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    _set_up(page, empty)
    _units(page, empty)
    _pasted_plan(page, empty)
    _document(page, empty)
    page.context.clear_cookies()
    sign_in(page, empty, "sta", PASSWORD)
    _polarities(page, empty)
    _values(page, empty)
    _target(page, empty)
    _report(page, empty)
    _round(page, empty)


def _set_up(page: Page, address: str) -> None:
    page.goto(address)
    arrives(page, f"{address}/setup/")
    field(page, "地区名称").fill("示例县")
    field(page, "行政区划代码").fill("999701")
    page.get_by_label("级别").select_option(label="县")
    for legend, account, name in FOUNDERS:
        box = page.locator("fieldset.ft-founder", has=page.locator("legend", has_text=legend))
        box.get_by_label(re.compile("姓名")).fill(name)
        box.get_by_label(re.compile("账号")).fill(account)
        box.get_by_label(re.compile("密码")).fill(PASSWORD)
    shot(page, "a1-setup")
    press(page, "完成首次设置")
    arrives(page, f"{address}/start/")
    says(page, "首次设置完成")


def _units(page: Page, address: str) -> None:
    shot(page, "a2-start")
    page.get_by_role("link", name="去办理").first.click()
    page.get_by_label("单位名单").fill("县卫生健康局\t县卫健局\n县教育体育局\n县民政局\n")
    press(page, "加入名单")
    expect(page.locator("tbody").first).to_contain_text("县卫生健康局")
    shot(page, "a3-units")


def _pasted_plan(page: Page, address: str) -> None:
    page.goto(f"{address}/plans/import/")
    shot(page, "a4-import")
    page.get_by_label("粘贴规划全文").fill(PASTED)
    press(page, "读取粘贴的文字")
    arrives(page, re.compile("/plans/drafts/"))
    item = page.locator(".pl-target", has_text="高中阶段教育毛入学率")
    item.get_by_role("link", name="改", exact=True).click()
    page.get_by_label("目标值").fill("９３.5")
    shot(page, "a5-review")
    press(page, "保存")
    expect(page.locator(".pl-target", has_text="高中阶段教育毛入学率")).to_contain_text("93.5")
    while left := page.get_by_role("button", name="没问题").count():
        page.get_by_role("button", name="没问题").first.click()
        expect(page.get_by_role("button", name="没问题")).not_to_have_count(left)
        ready(page)
    follow(page, "下一步：责任单位")
    shot(page, "a6-plan-units")
    row = page.locator("tr", has_text="县妇联")
    expect(row).to_contain_text("没有对上")
    press(page, "保存，下一步")
    _indicators(page)
    shot(page, "a7-confirm")
    confirmed(page)


def _document(page: Page, address: str) -> None:
    """The Word file with both plans: the children's plan is confirmed, the women's is dropped."""
    page.goto(f"{address}/plans/import/")
    hand_in(page, "云栖县规划.docx", PLAN.read_bytes(), "读取规划")
    arrives(page, re.compile("/plans/drafts/"))
    says(page, re.compile("文件写的是“云栖县”"))
    other = page.locator("nav.pl-siblings").get_by_role("link", name="儿童规划")
    href = str(other.get_attribute("href"))
    other.click()
    arrives(page, f"{address}{href}")
    shot(page, "a8-review-document")
    follow(page, "下一步：责任单位")
    expect(page.locator("tbody tr").first).to_contain_text("没有对上")
    press(page, "保存，下一步")
    _indicators(page)
    confirmed(page)
    page.goto(f"{address}/plans/")
    expect(page.locator("tbody")).to_contain_text("儿童发展规划")
    expect(page.locator("tbody")).to_contain_text("示例县妇女发展规划")


def _indicators(page: Page) -> None:
    """The step of the indicators, passed over by the product where it has nothing to ask."""
    arrives(page, re.compile("/(indicators|confirm)/"))
    if "/confirm/" not in page.url:
        press(page, "保存，下一步")
        arrives(page, re.compile("/confirm/"))


def confirmed(page: Page) -> None:
    """The plan is confirmed and the drafts are left."""
    press(page, "确认规划")
    says(page, re.compile("》已确认。"))


def _polarities(page: Page, address: str) -> None:
    page.goto(f"{address}/indicators/polarity/")
    for name in ("高中阶段教育毛入学率", "孕产妇系统管理率"):
        answer = page.get_by_role("radio", name=re.compile(f"^{name}：.*高"))
        if answer.count():
            answer.first.check()
    shot(page, "a9-polarity")
    if page.get_by_role("button", name="保存回答").count():
        press(page, "保存回答")
        says(page, re.compile("已|保存|好的方向"))


def _round(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    says(page, "还没有开启过监测")
    page.goto(f"{address}/collection/")
    follow(page, "开启年度监测")
    says(page, "县卫生健康局")
    field(page, "数据年").fill("2025")
    field(page, "工作年").fill("2026")
    field(page, "截止日期").fill("2099-12-31")
    shot(page, "a10-round-open")
    press(page, "开启")
    expect(page.locator("tbody").first).to_contain_text("县卫生健康局")


def _values(page: Page, address: str) -> None:
    rows = [
        TemplateRow(code="", name="高中阶段教育毛入学率", unit="%"),
        TemplateRow(code="", name="孕产妇系统管理率", unit="%"),
    ]
    content = write_series_template("示例县历年数据", rows, range(2019, 2026))
    book = openpyxl.load_workbook(io.BytesIO(content))
    _fill(book.active, "高中阶段教育毛入学率", [86.1, 87.0, 88.2, 89.1, 90.0, 91.3, 92.1])
    _fill(book.active, "孕产妇系统管理率", ["95.1", "９５.4%", "95.6", "—", "96.0", "96.2", "96.3"])
    out = io.BytesIO()
    book.save(out)
    page.goto(f"{address}/series/")
    page.get_by_label("数据来源").fill("示例县统计年鉴")
    hand_in(page, "历年数据.xlsx", out.getvalue(), "上传并核对")
    arrives(page, re.compile("/series/.+"))
    says(page, re.compile("读出13个数据"))
    shot(page, "a10-series")
    press(page, "确认导入13个数据")
    says(page, re.compile("已导入13个数据"))
    shot(page, "a11-values")


def _fill(sheet: object, name: str, values: list[object]) -> None:
    """Write a row of values after the row's name, in the columns of the years."""
    years: dict[int, int] = {}
    for cells in sheet.iter_rows():  # type: ignore[attr-defined]
        for cell in cells:
            found = re.fullmatch(r"(20\d\d)年?", str(cell.value or "").strip())
            if found:
                years[int(found[1])] = cell.column
    row = next(
        cells[0].row
        for cells in sheet.iter_rows()
        if any(cell.value == name for cell in cells)  # type: ignore[attr-defined]
    )
    for year, value in zip(sorted(years), values, strict=True):
        sheet.cell(row=row, column=years[year], value=value)  # type: ignore[attr-defined]


def _target(page: Page, address: str) -> None:
    page.goto(f"{address}/standing/")
    shot(page, "a12-standing")
    page.get_by_role("link", name="高中阶段教育毛入学率").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("高中阶段教育毛入学率")
    text = page.locator("main").inner_text()
    assert "86.1" in text
    assert "92.1" in text
    assert "示例县统计年鉴" in text
    expect(page.locator("canvas, svg.ft-chart, [data-ft-chart] svg").first).to_be_visible()
    shot(page, "a13-target")


def _report(page: Page, address: str) -> None:
    page.goto(f"{address}/reports/")
    plans = page.locator("select#plan")
    plans.select_option(label=next(one for one in plans.locator("option").all_inner_texts() if "妇女" in one))
    page.get_by_role("button", name=re.compile("先看一看")).click()
    says(page, "一、总体实施情况")
    press(page, "生成Word报告")
    says(page, re.compile("已生成第1稿"))
    shot(page, "a14-report")
    name, content = download(page, "下载Word")
    assert name.endswith(".docx")
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    assert "示例县" in words
    assert "92.1" in words
