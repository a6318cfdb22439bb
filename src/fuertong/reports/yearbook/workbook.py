"""A yearbook as Excel (统计资料Excel版): contents with links, a sheet a table with numbers as numbers, definitions."""

import io
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from fuertong.model.numbers import format_number
from fuertong.reports.figures import decimals_of
from fuertong.reports.yearbook.book import Book, BookTable
from fuertong.reports.yearbook.definitions import explained, supplied
from fuertong.workbooks.page import workbook_options

_CONTENTS, _NOTES, _DEFINITIONS, _SUPPLIERS = "目录", "使用说明", "指标解释", "供数单位"
_PER_LINE = 44


def book_workbook(book: Book) -> bytes:
    """The yearbook as .xlsx; equal books give equal bytes."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, workbook_options())
    workbook.set_properties({"title": book.title, "author": book.issuer, "created": datetime.fromisoformat(book.day)})
    writer = _Writer(workbook, book)
    writer.contents()
    writer.list(_NOTES, ("序号", "说明"), [(str(n), text) for n, text in enumerate(book.notes, start=1)], (6, 90))
    for table in book.tables:
        writer.table(table)
    rows = [(f"{one.name}（{one.unit}）", explained(one)) for one in book.definitions]
    writer.list(_DEFINITIONS, ("指标", "解释"), rows, (30, 70))
    writer.list(_SUPPLIERS, ("单位", "提供的表"), list(supplied(book)), (30, 70))
    workbook.close()
    return stream.getvalue()


class _Writer:
    """Writes sheets that share formats; every sheet prints on A4 with its head repeated."""

    def __init__(self, workbook: Any, book: Book) -> None:
        self._workbook, self._book = workbook, book
        self._formats: dict[str, Any] = {}
        base = {"font_name": "仿宋_GB2312", "font_size": 10.5, "valign": "vcenter", "border": 1}
        self._base = base
        self._cell = workbook.add_format(base | {"text_wrap": True})
        self._inner = workbook.add_format(base | {"text_wrap": True, "indent": 1})
        self._centre = workbook.add_format(base | {"align": "center"})
        self._sign = workbook.add_format(base | {"align": "right"})
        self._head = workbook.add_format(base | {"font_name": "黑体", "align": "center", "text_wrap": True})
        self._link = workbook.add_format(base | {"font_color": "#1F4E9E", "underline": 1})
        self._back = workbook.add_format({"font_name": "仿宋_GB2312", "font_size": 9, "font_color": "#1F4E9E"})
        self._note = workbook.add_format(
            {"font_name": "仿宋_GB2312", "font_size": 9, "text_wrap": True, "valign": "top"}
        )
        self._title = workbook.add_format(
            {"font_name": "方正小标宋简体", "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self._bold = workbook.add_format(base | {"font_name": "黑体"})

    def contents(self) -> None:
        """Every table by chapter, each a link to its sheet."""
        sheet = self._sheet(_CONTENTS, self._book.title, ("表号", "表名", "供数单位"), (10, 62, 24))
        line = 3
        for name in (_NOTES,):
            sheet.write_url(line, 0, f"internal:'{name}'!A1", self._link, name)
            sheet.write_string(line, 1, "", self._cell)
            sheet.write_string(line, 2, "", self._cell)
            line += 1
        for chapter in self._book.chapters:
            sheet.merge_range(line, 0, line, 2, f"{chapter.number}. {chapter.title}", self._bold)
            line += 1
            for table in chapter.tables:
                sheet.write_url(line, 0, f"internal:'{table.number}'!A1", self._link, f"表{table.number}")
                sheet.write_string(line, 1, table.title, self._cell)
                sheet.write_string(line, 2, table.supplier, self._cell)
                line += 1
        for name in (_DEFINITIONS, _SUPPLIERS):
            sheet.write_url(line, 0, f"internal:'{name}'!A1", self._link, name)
            sheet.write_string(line, 1, "", self._cell)
            sheet.write_string(line, 2, "", self._cell)
            line += 1
        if self._book.notice:
            sheet.write_string(line + 1, 0, f"（{self._book.notice}）", self._back)

    def list(self, name: str, head: tuple[str, str], rows: "list[tuple[str, str]]", widths: tuple[int, int]) -> None:
        """A sheet of two columns of text."""
        sheet = self._sheet(name, name, head, widths)
        for line, (first, second) in enumerate(rows, start=3):
            sheet.write_string(line, 0, first, self._cell)
            sheet.write_string(line, 1, second, self._cell)
            sheet.set_row(
                line, 15.5 * max(1, -(-len(second) // (widths[1] // 2 - 1)), -(-len(first) // (widths[0] // 2))) + 4
            )

    def table(self, table: BookTable) -> None:
        """One table: numbers as numbers with the decimals they are published with."""
        fixed = 2 if table.has_units else 1
        widths = (36, 12, *([10.5] * (len(table.head) - 2))) if fixed == 2 else (18, *([16] * (len(table.head) - 1)))
        sheet = self._sheet(table.number, f"表{table.number}  {table.title}", table.head, widths)
        line = 3
        for row in table.rows:
            sheet.write_string(line, 0, row.label, self._inner if row.inner else self._cell)
            if table.has_units:
                sheet.write_string(line, 1, row.unit, self._centre)
            for place, cell in enumerate(row.cells, start=fixed):
                if isinstance(cell, Decimal):
                    sheet.write_number(line, place, float(cell), self._number(decimals_of(cell)))
                else:
                    sheet.write_string(line, place, cell, self._sign)
            line += 1
        notes = [f"资料来源：{table.supplier}。"] if table.supplier else []
        notes += [f"注：{text}" for text in table.notes]
        for text in notes:
            sheet.merge_range(line, 0, line, len(table.head) - 1, text, self._note)
            sheet.set_row(line, 12.5 * -(-len(text) // _PER_LINE) + 2)
            line += 1

    def _number(self, decimals: int) -> Any:
        shown = format_number(Decimal(0), decimals)
        if shown not in self._formats:
            self._formats[shown] = self._workbook.add_format(self._base | {"num_format": shown, "align": "right"})
        return self._formats[shown]

    def _sheet(self, name: str, title: str, head: tuple[str, ...], widths: tuple[float, ...]) -> Any:
        sheet = self._workbook.add_worksheet(name)
        last = len(head) - 1
        if name != _CONTENTS:
            sheet.write_url(0, 0, f"internal:'{_CONTENTS}'!A1", self._back, "返回目录")
        if not self._book.public:
            sheet.write_string(0, last, "内部资料", self._back)
        sheet.merge_range(1, 0, 1, last, title, self._title)
        sheet.set_row(1, 22 * -(-len(title) // 32) + 8)
        for place, (text, width) in enumerate(zip(head, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(2, place, text, self._head)
        sheet.set_row(
            2, 16 * max(-(-len(text) * 2 // int(width)) for text, width in zip(head, widths, strict=True)) + 4
        )
        sheet.freeze_panes(3, 1)
        sheet.repeat_rows(1, 2)
        sheet.set_paper(9)
        if sum(widths) > 95:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.set_footer("&C&10— &P —")
        return sheet
