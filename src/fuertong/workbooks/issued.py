"""A table to be issued (印发用表): annex mark, title over the table, merged cells, A4 across with the head repeated."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

import xlsxwriter

from fuertong.workbooks.page import workbook_options
from fuertong.workbooks.tables import Column

_FONT = {"font_size": 10.5, "text_wrap": True, "valign": "vcenter", "border": 1}
_LINE, _POINTS = 15.5, 1.15


Sheet = tuple[Sequence[Column], Sequence[Sequence[str]], int]


def write_issued(title: str, sheets: Mapping[str, Sheet], *, annex: str = "") -> bytes:
    """One sheet each of `sheets`: columns, rows, and in how many first columns equal cells become one.

    A merged cell also ends where the one left of it does. The same input gives the same bytes.
    """
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, workbook_options())
    workbook.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001
    for name, sheet in sheets.items():
        _sheet(workbook, name[:31], title, sheet, annex)
    workbook.close()
    return stream.getvalue()


def _sheet(workbook: Any, name: str, title: str, content: Sheet, annex: str) -> None:
    columns, rows, merged = content
    sheet = workbook.add_worksheet(name)
    cell = workbook.add_format(_FONT | {"font_name": "仿宋_GB2312"})
    sheet.write_string(0, 0, annex, workbook.add_format({"font_name": "黑体", "font_size": 14}))
    heading = workbook.add_format(
        {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    sheet.merge_range(1, 0, 1, len(columns) - 1, title, heading)
    sheet.set_row(1, 40)
    head = workbook.add_format(_FONT | {"font_name": "黑体", "align": "center"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(2, place, column.title, head)
    for number, row in enumerate(rows, start=3):
        sheet.set_row(number, _height(row, columns, merged))
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, cell)
    for place in range(merged):
        for first, last in _stretches(rows, place):
            if last > first:
                sheet.merge_range(first + 3, place, last + 3, place, rows[first][place], cell)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.set_footer("&C&10— &P —")


def _stretches(rows: Sequence[Sequence[str]], place: int) -> list[tuple[int, int]]:
    """First and last row of each stretch of equal cells in a column and in those left of it."""
    if not rows:
        return []
    starts = [0]
    starts += [
        number
        for number, (above, row) in enumerate(pairwise(rows), start=1)
        if list(above[: place + 1]) != list(row[: place + 1])
    ]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), len(rows) - 1], strict=True))


def _height(row: Sequence[str], columns: Sequence[Column], merged: int) -> float:
    """High enough for the longest wrapped cell; Excel does not do it beside merged cells."""
    lines = 1
    for place, (text, column) in enumerate(zip(row, columns, strict=True)):
        if place < merged:
            continue
        width = max(1, int((column.width or 10) / 2 / _POINTS))
        lines = max(lines, sum(-(-max(1, len(part)) // width) for part in text.split("\n")))
    return min(400, lines * _LINE + 4)
