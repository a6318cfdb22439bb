"""The example plan as a document: paragraphs with their style, written as text and as Word."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Pt
from examples.building.goals import DomainLines, GoalLine

Paragraph = tuple[str, str]
_NUMERALS = "零一二三四五六七八九十"
_MADE = datetime(2022, 6, 30, tzinfo=UTC)
_ZIP_TIME = (2022, 6, 30, 0, 0, 0)
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
    font = word.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(16)
    word.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    for number, (plan, annex) in enumerate(zip(plans, annexes, strict=True)):
        if number:
            word.add_page_break()
        for style, text in plan:
            _write(word, style, text)
        _table(word, annex)
    return _still(word)


def _write(word: Word, style: str, text: str) -> None:
    if style in ("1", "2", "3"):
        word.add_heading(text, level=int(style))
    else:
        word.add_paragraph(text, style={"title": "Title", "subtitle": "Subtitle"}.get(style, "Normal"))


def _table(word: Word, rows: Sequence[Sequence[str]]) -> None:
    word.add_paragraph("附件：主要指标", style="Caption")
    table = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=True):
            cell.text = text


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
