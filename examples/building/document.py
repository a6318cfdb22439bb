"""The example plan as a document: paragraphs with their style, written as text and as Word."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from examples.building.goals import DomainLines, GoalLine

Paragraph = tuple[str, str]
_NUMERALS = "零一二三四五六七八九十"
_MADE = datetime(2022, 6, 30, tzinfo=UTC)
_ZIP_TIME = (2022, 6, 30, 0, 0, 0)
_FONTS = {
    "Normal": ("仿宋_GB2312", 16),
    "Title": ("方正小标宋简体", 22),
    "Subtitle": ("楷体_GB2312", 16),
    "Heading 1": ("黑体", 16),
    "Heading 2": ("楷体_GB2312", 16),
    "Heading 3": ("仿宋_GB2312", 16),
    "Caption": ("黑体", 16),
}
_WIDTHS = (12, 62, 18, 22, 22, 20)
NOTICE = "（示例数据：云栖县为虚构，本文件仅供软件演示）"


def numeral(number: int) -> str:
    """1-19 as Chinese numerals."""
    return _NUMERALS[number] if number <= 10 else "十" + _NUMERALS[number - 10]


def plan_paragraphs(frame: Path, domains: Sequence[DomainLines]) -> list[Paragraph]:
    """The whole plan as (style, text): title, heading levels 1-3 and body."""
    lines = frame.read_text("utf-8").splitlines()
    found: list[Paragraph] = [("title", lines[0]), ("subtitle", lines[1]), ("subtitle", NOTICE)]
    for line in lines[2:]:
        if line == "@@":
            found += domain_paragraphs(domains)
        elif line.startswith("## "):
            found.append(("2", line[3:]))
        elif line.startswith("# "):
            found.append(("1", line[2:]))
        else:
            found.append(("body", line))
    return found


def domain_paragraphs(domains: Sequence[DomainLines]) -> list[Paragraph]:
    """（一）…, 主要目标 with （1）…, 策略措施 with 1.…"""
    found: list[Paragraph] = []
    for number, domain in enumerate(domains, start=1):
        found += [("2", f"（{numeral(number)}）{domain.title}"), ("3", "主要目标")]
        found += [("body", f"（{no}）{goal_text(goal)}") for no, goal in enumerate(domain.goals, start=1)]
        found.append(("3", "策略措施"))
        found += [("body", f"{no}.{title}。{text}") for no, (title, text) in enumerate(domain.strategies, start=1)]
    return found


def goal_text(goal: GoalLine) -> str:
    """The goal as printed, its units in the bracket behind it."""
    roles = [("牵头单位", goal.lead), ("责任单位", goal.support + goal.collective)]
    printed = [f"{role}：{'、'.join(names)}" for role, names in roles if names]
    return f"{goal.text}（{'；'.join(printed)}）"


def as_text(plans: Sequence[Sequence[Paragraph]]) -> str:
    """Both plans one after the other, a line a paragraph."""
    return "\n\n".join("\n".join(text for _, text in plan) for plan in plans) + "\n"


def as_word(plans: Sequence[Sequence[Paragraph]], annexes: Sequence[Sequence[Sequence[str]]]) -> bytes:
    """Both plans with real heading styles, each followed by its annex table of indicators."""
    word = Document()
    word.core_properties.title = "云栖县妇女儿童发展规划（示例）"
    word.core_properties.author = "妇儿通示例"
    word.core_properties.created = word.core_properties.modified = _MADE
    _look(word)
    for number, (plan, annex) in enumerate(zip(plans, annexes, strict=True)):
        if number:
            word.add_page_break()
        for style, text in plan:
            _write(word, style, text)
        _table(word, annex)
    return _still(word)


def _look(word: Word) -> None:
    """A4 with official margins, fixed line height, black headings in the usual fonts."""
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    for name, (face, size) in _FONTS.items():
        style = word.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(size)
        style.font.bold = style.font.italic = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[attribute]
        fonts.set(qn("w:eastAsia"), face)
        form = style.paragraph_format
        form.line_spacing, form.space_before, form.space_after = Pt(28.95), Pt(0), Pt(0)
        form.first_line_indent = None if name in ("Title", "Subtitle", "Caption") else Pt(32)
    border = word.styles["Title"].element.pPr.find(qn("w:pBdr"))
    word.styles["Title"].element.pPr.remove(border)
    for name in ("Title", "Subtitle"):
        word.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _write(word: Word, style: str, text: str) -> None:
    if style in ("1", "2", "3"):
        word.add_heading(text, level=int(style))
    else:
        word.add_paragraph(text, style={"title": "Title", "subtitle": "Subtitle"}.get(style, "Normal"))


def _table(word: Word, rows: Sequence[Sequence[str]]) -> None:
    caption = word.add_paragraph("附件：主要指标", style="Caption").paragraph_format
    caption.page_break_before, caption.keep_with_next = True, False
    table = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    for row, cells in zip(rows, table.rows, strict=True):
        for text, width, cell in zip(row, _WIDTHS, cells.cells, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.first_line_indent = Pt(0)
            paragraph.paragraph_format.line_spacing = Pt(16)
            paragraph.add_run(text).font.size = Pt(10.5)


def _still(word: Word) -> bytes:
    """The same bytes on every run: entries sorted, one fixed time."""
    raw, made = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            target.writestr(info, source.read(name))
    return made.getvalue()
