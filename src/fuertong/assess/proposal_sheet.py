"""The proposals (目标值测算表) as a workbook: one sheet to discuss, one that says how to read it."""

import io
from collections.abc import Mapping
from typing import Any

import polars as pl
import xlsxwriter

_SENTENCES = (
    "本表按近年数据测算到期年份可能达到的值，供讨论下一周期规划的目标值时参考，不代替决定。",
    "“较有把握”指按近年趋势有八成可能达到，“各半”指五成，“有挑战”指三成；数值已按公布精度向稳妥一侧取整。",
    "“按近年速度”是把近年平均每年的变化原样延长，没有考虑越往后越慢，只供对照。",
    "没有测算值的指标，在“说明”中写明原因。测算假定今后的工作力度和统计口径与近年相同。",
)
_HEADS: tuple[tuple[str, str, int], ...] = (
    ("name", "指标", 30),
    ("unit", "单位", 8),
    ("region", "地区", 10),
    ("base_year", "基期", 7),
    ("base_value", "基期值", 9),
    ("year", "最新年份", 9),
    ("latest", "最新值", 9),
    ("recent_per_year", "近年平均每年变化", 11),
    ("present", "现行目标值", 11),
    ("city", "市级目标值", 11),
    ("province", "省级目标值", 11),
    ("asked", "要求", 8),
    ("likely", "较有把握", 10),
    ("even", "各半", 10),
    ("ambitious", "有挑战", 10),
    ("at_pace", "按近年速度", 11),
    ("note", "说明", 34),
)
_ASKED = {">=": "不低于", "<=": "不高于"}
_TEXT = ("name", "unit", "region", "asked", "note")


def proposal_workbook(rows: pl.DataFrame, *, title: str, indicators: Mapping[str, tuple[str, str]]) -> bytes:
    """The table of `propose` as .xlsx; `indicators` gives name and unit by code, else the code stands for the name."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("目标值测算")
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for column, (_, label, width) in enumerate(_HEADS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, label, head)
    formats = {digits: book.add_format({"border": 1, "num_format": _pattern(digits)}) for digits in range(7)}
    for place, row in enumerate(rows.iter_rows(named=True), start=3):
        _write(sheet, place, _named(row, indicators), formats)
    sheet.freeze_panes(3, 1)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    notes = book.add_worksheet("怎样看")
    notes.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    for place, text in enumerate(_SENTENCES):
        notes.write_string(place, 0, text)
    book.close()
    return target.getvalue()


def _named(row: dict[str, Any], indicators: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    name, unit = indicators.get(row["indicator"], (row["indicator"], ""))
    part = f"（{row['breakdown']}）" if row["breakdown"] else ""
    return row | {"name": name + part, "unit": unit, "asked": _ASKED.get(row["cmp"] or "", "")}


def _write(sheet: Any, place: int, row: dict[str, Any], formats: Mapping[int, Any]) -> None:
    digits = min(max(int(row["decimals"] or 0), 0), 6)
    for column, (key, _, _) in enumerate(_HEADS):
        value = row[key]
        if key in _TEXT:
            sheet.write_string(place, column, value or "", formats[0])
        elif value is None:
            sheet.write_blank(place, column, None, formats[0])
        elif key in ("base_year", "year"):
            sheet.write_number(place, column, value, formats[0])
        else:
            more = digits + (key == "recent_per_year")
            sheet.write_number(place, column, round(value, more), formats[min(more, 6)])


def _pattern(digits: int) -> str:
    return "0" if digits == 0 else "0." + "0" * digits
