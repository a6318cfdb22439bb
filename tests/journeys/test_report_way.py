"""A report's way: written, edited in Word and taken back, units asked, settled, issued; a unit's own report."""

import io
import re
from collections.abc import Callable

import pytest
from docx import Document
from playwright.sync_api import Page
from tests.journeys.acts import download, field, follow, hand_in, press, says, shot

pytestmark = pytest.mark.journey
ADDED = "我县另行开展了示例专项行动，效果有待观察。"


def edited(content: bytes) -> bytes:
    """The file as a person leaves it: a paragraph more, a number typed over."""
    document = Document(io.BytesIO(content))
    number = next(p for p in document.paragraphs if re.search(r"孕产妇系统管理率为[\d.]+%", p.text))
    text = re.sub(r"(孕产妇系统管理率为)[\d.]+%", r"\g<1>55.5%", number.text, count=1)
    for run in number.runs[1:]:
        run.text = ""
    number.runs[0].text = text
    number.insert_paragraph_before(ADDED)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_from_the_first_draft_to_the_issue(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "stat")
    page.goto(f"{example}/reports/")
    page.get_by_role("button", name=re.compile("先看一看")).click()
    says(page, "一、总体实施情况")
    press(page, "生成Word报告")
    says(page, re.compile("已生成第1稿"))
    _, content = download(page, "下载Word")
    follow(page, "收回修改稿")
    hand_in(page, "修改稿.docx", edited(content), "读取修改稿")
    says(page, "改动的数字")
    says(page, ADDED)
    shot(page, "w1-returned")
    press(page, "收回，另成一稿")
    says(page, re.compile("成为第2稿"))
    _, taken = download(page, "下载Word")
    words = "\n".join(p.text for p in Document(io.BytesIO(taken)).paragraphs)
    assert ADDED in words
    assert "55.5%" not in words
    follow(page, "征求意见")
    field(page, "答复期限").fill("2099-12-31")
    press(page, "征求意见")
    says(page, re.compile("个单位征求意见"))
    version = page.url

    page = sign_in_to(example, "liaison-health")
    page.goto(version)
    follow(page, "答复")
    page.get_by_label(re.compile("^修改意见")).fill("第一部分：建议补充流动人口数")
    press(page, "提交答复")
    says(page, re.compile("已答复：1条意见"))

    page = sign_in_to(example, "stat")
    page.goto(version)
    press(page, "办理")
    says(page, "已写明采纳情况。")
    drop = page.get_by_role("button", name="删去待补充的段落，重新生成")
    if drop.count():
        drop.click()
        says(page, re.compile("已生成第3稿"))
    follow(page, "送审")
    press(page, "送审")
    says(page, "已送审。")
    version = page.url

    page = sign_in_to(example, "group")
    page.goto(version)
    if page.get_by_label("带待认定项定稿的理由").count():
        field(page, "带待认定项定稿的理由").fill("会议议定先行定稿")
    press(page, "审核通过，定稿")
    says(page, "已定稿。")

    page = sign_in_to(example, "stat")
    page.goto(version)
    follow(page, "登记印发")
    field(page, "文号").fill("云妇儿工委〔2026〕5号")
    field(page, "签发人").fill("示例甲")
    field(page, "发文机关").fill("云栖县统计局")
    press(page, "登记印发")
    says(page, "已登记印发。")
    shot(page, "w2-issued")


def test_a_unit_writes_its_own_report(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "liaison-health")
    page.goto(f"{example}/unit-reports/")
    _, content = download(page, "下载空白报告")
    document = Document(io.BytesIO(content))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("（请"):
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[0].text = "开展了示例巡回筛查。"
    out = io.BytesIO()
    document.save(out)
    hand_in(page, "县卫健局年度报告.docx", out.getvalue(), "交回")
    says(page, re.compile("已收回1个单位的报告"))
    shot(page, "w3-unit-report")

    page = sign_in_to(example, "office")
    page.goto(f"{example}/unit-reports/")
    says(page, re.compile("已交回1个"))
    name, draft = download(page, "汇总成稿")
    assert name.endswith(".docx")
    assert "开展了示例巡回筛查。" in "\n".join(p.text for p in Document(io.BytesIO(draft)).paragraphs)
