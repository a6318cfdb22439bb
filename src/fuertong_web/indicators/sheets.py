"""A table as an Excel file to download: what a page shows, one row a line, ready to be sorted."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """Column titles with widths in characters, and the rows."""

    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]


def sheet(title: str, table: SheetTable) -> HttpResponse:
    """The table as a workbook to download, with head row kept in view, filter and printing on A4 across."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("表")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(table.columns):
        page.set_column(column, column, width, wrapped)
        page.write_string(0, column, name, head)
    for number, row in enumerate(table.rows, start=1):
        for column, value in enumerate(row):
            page.write(number, column, value)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&C{title}")
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return response
