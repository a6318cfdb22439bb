"""A table as an Excel file to download: what a page shows, one row a line, ready to be sorted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from fuertong.workbooks.tables import Column, write_table
from fuertong_web.ui.downloads import XLSX, attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """Columns (a title, or a Column with its width) and rows."""

    columns: Sequence[Column | str]
    rows: Iterable[Sequence[object]]


def sheet(title: str, table: SheetTable) -> HttpResponse:
    """The table as a workbook to download."""
    return attachment(write_table(title, table.columns, table.rows, note="内部"), f"{title}.xlsx", XLSX)
