"""Files that are not what they should be: each gets a clear sentence, and nothing is stored."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.journeys.acts import arrives, hand_in, main_text, shot

pytestmark = pytest.mark.journey

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
SCANNED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
LETTER = "关于召开年度工作会议的通知\n各单位：\n定于下周三上午九时召开年度工作会议，请准时参加。\n办公室\n" * 4
PLAN = """示例县儿童发展规划（2021—2030年）

一、发展领域、主要目标和策略措施
（一）儿童与健康
主要目标：
1.婴儿死亡率控制在5‰以下。（牵头单位：县卫生健康局）
2.适龄儿童免疫规划疫苗接种率以乡镇为单位保持在90%以上。（牵头单位：县疾控局）
策略措施：
1.加强儿童保健服务。健全儿童健康服务网络。
二、组织实施
（一）坚持党的领导。把党的领导贯穿于规划实施全过程。
"""


def _drafts(page: Page, address: str) -> int:
    page.goto(f"{address}/plans/import/")
    return page.get_by_role("link", name="继续核对").count()


def test_a_wrong_plan_file(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "office")
    before = _drafts(page, example)
    for name, content, words in (
        ("照片.docx", PHOTO, ["图片", "照片"]),
        ("图片.docx", PNG, ["图片", "照片"]),
        ("扫描件.pdf", SCANNED, ["扫描", "文字"]),
        ("通知.txt", LETTER.encode(), ["规划"]),
        ("机密.txt", ("机密★10年\n" + PLAN).encode(), ["非涉密"]),
        ("秘密.txt", ("特急\n秘密★\n" + PLAN).encode("gb18030"), ["非涉密"]),
        ("坏的.docx", b"PK\x03\x04" + PHOTO, ["打不开", "损坏", "不能"]),
    ):
        hand_in(page, name, content, "读取规划")
        _refused(page, words)
        shot(page, f"f-plan-{name}")
        assert _drafts(page, example) == before, name


def _refused(page: Page, words: list[str]) -> None:
    note = page.locator(".ft-note-error, .ft-note-danger, [role=alert], .ft-field-error, .ft-findings").first
    expect(note).to_be_visible()
    text = main_text(page)
    assert any(word in text for word in words), text
    assert "Traceback" not in text
    assert "Error" not in text


def test_an_empty_file_is_told_at_once_and_by_the_server(
    example: str, sign_in_to: Callable[..., Page], open_page: Callable[..., Page]
) -> None:
    page = sign_in_to(example, "office")
    before = _drafts(page, example)
    box = page.locator("input[type=file][name=file]")
    box.set_input_files({"name": "空.docx", "mimeType": "application/octet-stream", "buffer": b""})
    expect(page.locator("[data-ft-upload-says]").first).to_contain_text("空文件")
    plain = sign_in_to(example, "office", javascript=False)
    plain.goto(f"{example}/plans/import/")
    hand_in(plain, "空.docx", b"", "读取规划")
    _refused(plain, ["空"])
    assert _drafts(page, example) == before


def test_a_file_of_more_than_fifty_megabytes(example: str, sign_in_to: Callable[..., Page], tmp_path: Path) -> None:
    page = sign_in_to(example, "office", javascript=False)
    before = _drafts(page, example)
    large = tmp_path / "大文件.docx"
    large.write_bytes(b"PK\x03\x04" + b"\x00" * (51 * 1024 * 1024))
    page.locator("input[type=file][name=file]").set_input_files(large)
    page.get_by_role("button", name="读取规划").click()
    _refused(page, ["50MB"])
    shot(page, "f-plan-large")
    assert _drafts(page, example) == before


def test_a_plan_in_the_old_chinese_encoding_is_read(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "office")
    page.goto(f"{example}/plans/import/")
    hand_in(page, "规划.txt", PLAN.encode("gbk"), "读取规划")
    arrives(page, "**/plans/drafts/**")
    expect(page.locator("main")).to_contain_text("适龄儿童免疫规划疫苗接种率")
    page.goto(f"{example}/plans/import/")
    page.get_by_role("link", name="放弃").first.click()
    page.get_by_role("button").filter(has_text="放弃").first.click()
    expect(page.get_by_role("link", name="放弃")).to_have_count(0)


def _series(rows: list[list[object]], merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _hand_in_series(page: Page, address: str, name: str, content: bytes) -> None:
    page.goto(f"{address}/series/")
    page.get_by_label("数据来源").fill("示例来源")
    hand_in(page, name, content, "上传并核对")


def test_a_messy_series_is_read_by_cell_and_nothing_is_stored_before_confirming(
    example: str, sign_in_to: Callable[..., Page]
) -> None:
    page = sign_in_to(example, "stat")
    rows: list[list[object]] = [
        ["示例县历年数据（合并的标题）", None, None, None, None, None],
        ["填表单位：示例", None, None, None, None, None],
        ["指标名称", "计量单位", "2012年", "2013年", "2014年", "2015年"],
        ["孕产妇系统管理率", "%", "９３.５", "95%以上", "—", "=90+1.5"],
        ["没有这个名称的指标", "%", 1, 2, 3, 4],
    ]
    _hand_in_series(page, example, "历年.xlsx", _series(rows, "A1:F1"))
    arrives(page, re.compile("/series/.+"))
    text = main_text(page)
    shot(page, "f-series")
    assert "93.5" in text
    assert "95%以上" in text
    assert "没有这个名称的指标" in text
    assert "D4" in text
    page.goto(f"{example}/values/?words=孕产妇系统管理率")
    assert "93.5" not in page.locator("tbody").inner_text()


def test_a_wrong_series_file(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "stat")
    for name, content, words in (
        ("照片.xlsx", PHOTO, ["图片", "照片", "打不开", "不能"]),
        ("坏.xlsx", b"PK\x03\x04 broken", ["打不开", "损坏", "不能"]),
        ("空表.xlsx", _series([]), ["表头", "年份", "没有"]),
        ("名单.xlsx", _series([["序号", "姓名"], [1, "甲"]]), ["表头", "年份", "没有"]),
    ):
        _hand_in_series(page, example, name, content)
        _refused(page, words)
        shot(page, f"f-series-{name}")


def _form_book(page: Page, address: str, unit: str) -> tuple[str, bytes]:
    """The form's upload address and its workbook as the product hands it out."""
    page.goto(f"{address}/collection/")
    row = page.locator("tr", has_text=unit).first
    href = row.get_by_role("link", name=unit).get_attribute("href") or ""
    with page.expect_download() as event:
        row.get_by_role("link", name="导出Excel").click()
    return f"{address}{href}", Path(event.value.path()).read_bytes()


def test_a_workbook_of_another_unit_or_year_is_refused_by_name(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "stat")
    _, other = _form_book(page, example, "县残联")
    form, own = _form_book(page, example, "县民政局")
    page.goto(f"{form}proxy/")
    hand_in(page, "残联.xlsx", other, "上传并核对")
    _refused(page, ["残疾人联合会", "县残联"])
    shot(page, "f-other-unit")
    assert "民政局" in main_text(page)
    page.goto(f"{form}proxy/")
    hand_in(page, "旧表.xlsx", _with_year(own, "2025", "2023"), "上传并核对")
    _refused(page, ["2023"])
    shot(page, "f-other-year")
    assert "2025" in main_text(page)


def _with_year(content: bytes, now: str, then: str) -> bytes:
    """The same workbook, its identity moved to another data year."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename.endswith((".xml", ".rels")):
                data = data.replace(now.encode(), then.encode())
            target.writestr(item, data)
    return out.getvalue()


def test_a_classified_workbook_is_not_stored(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "stat")
    rows: list[list[object]] = [["机密★5年"], ["指标名称", "2015年"], ["孕产妇系统管理率", 93.1]]
    _hand_in_series(page, example, "涉密.xlsx", _series(rows))
    _refused(page, ["非涉密"])
