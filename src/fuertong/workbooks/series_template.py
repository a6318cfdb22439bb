"""The template for several years (历年数据模板): one row an indicator and breakdown, one column a year."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from fuertong.workbooks.page import UNCLASSIFIED, lines_needed, workbook_options

_COLUMNS = (("指标代码", 12.0), ("指标名称", 34.0), ("分组", 10.0), ("计量单位", 9.0))
_LONGEST_CODE = 32.0
_YEAR_WIDTH = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """One series asked for."""

    code: str
    name: str
    unit: str = ""
    breakdown_label: str = ""


def write_series_template(title: str, rows: Sequence[TemplateRow], years: Sequence[int]) -> bytes:
    """A workbook to fill in with the values of several years, read back by `read_series`."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, workbook_options())
    workbook.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001
    sheet = workbook.add_worksheet("历年数据")
    base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1, "text_wrap": True}
    shut = workbook.add_format(base | {"bg_color": "#F2F2F2"})
    head = workbook.add_format(base | {"bg_color": "#F2F2F2", "font_name": "黑体", "align": "center"})
    entry = workbook.add_format(base | {"locked": False, "align": "right"})
    big = workbook.add_format({"font_name": "黑体", "font_size": 14, "valign": "vcenter"})
    sheet.write_string(0, 0, title, big)
    sheet.write_string(
        1, 0, f"没有数据的请留空，数值不带单位符号。{UNCLASSIFIED}", workbook.add_format({"font_size": 9.5})
    )
    codes = min(_LONGEST_CODE, max([_COLUMNS[0][1], *(len(row.code) + 2.0 for row in rows)]))  # a code never breaks
    widths = [codes, *(width for _, width in _COLUMNS[1:])]
    for column, (name, _) in enumerate(_COLUMNS):
        sheet.set_column(column, column, widths[column])
        sheet.write_string(2, column, name, head)
    first = len(_COLUMNS)
    for offset, year in enumerate(years):
        sheet.write_string(2, first + offset, f"{year}年", head)
    sheet.set_column(first, first + max(0, len(years) - 1), _YEAR_WIDTH)
    for number, row in enumerate(rows, start=3):
        texts = (row.code, row.name, row.breakdown_label, row.unit)
        for column, text in enumerate(texts):
            sheet.write_string(number, column, text, shut)
        for offset in range(len(years)):
            sheet.write_blank(number, first + offset, None, entry)
        lines = max(lines_needed(text, width) for text, width in zip(texts, widths, strict=True))
        sheet.set_row(number, 15 * lines + 3)
    sheet.freeze_panes(3, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    workbook.close()
    return stream.getvalue()
