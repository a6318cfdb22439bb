"""Any list as a plain workbook (导出): a head that stays in sight, numbers as numbers, texts never as formulas."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from fuertong.model.numbers import format_number
from fuertong.workbooks.page import display_width, lines_needed, workbook_options

_WIDEST = 48
_NARROWEST = 14
_UPRIGHT, _ACROSS = 92, 140  # characters a sheet of A4 takes in print that can still be read
_LINE, _TALLEST = 14.0, 409.0  # points; Excel knows no taller row
_LOOKED_AT = 500
_EXACT_DIGITS = 15
_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head, the decimals its numbers are shown with (None: as written), its width (None: by content)."""

    title: str
    decimals: int | None = None
    width: float | None = None


def write_table(
    title: str, columns: Sequence[Column | str], rows: Iterable[Sequence[object]], *, note: str = ""
) -> bytes:
    """One sheet with the head in row 1; numbers (int, float, Decimal) as numbers, dates as dates, None as blank.

    `note` (such as 内部、数据截止) stands at the foot of each printed page. The same input gives the same bytes.
    """
    described = [Column(title=column) if isinstance(column, str) else column for column in columns]
    table = [list(row) for row in rows]
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, workbook_options())
    workbook.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001
    sheet = workbook.add_worksheet(title.translate(_SHEET_NAME).strip()[:31].strip("'") or "表")
    writer = _Writer(workbook, sheet)
    wide = _widths(described, table)
    widths = _fitted(described, wide)
    for index, (column, width) in enumerate(zip(described, widths, strict=True)):
        sheet.write_string(0, index, column.title, writer.head)
        sheet.set_column(index, index, width)
    _set_height(sheet, 0, [column.title for column in described], widths)
    for number, row in enumerate(table, start=1):
        for index, value in enumerate(row):
            writer.write(number, index, value, described[index].decimals if index < len(described) else None)
        _set_height(sheet, number, row, widths)
    _set_up(sheet, len(table), len(described), title, note, across=len(described) > 6 or sum(wide) > _UPRIGHT)
    workbook.close()
    return stream.getvalue()


class _Writer:
    """Writes cells by type, sharing one format for each way of showing."""

    def __init__(self, workbook: xlsxwriter.Workbook, sheet: Any) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self.base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}
        head = {"font_name": "黑体", "bg_color": "#F2F2F2", "align": "center", "text_wrap": True}
        self.head = workbook.add_format(self.base | head)
        self.formats: dict[str, Any] = {}

    def write(self, row: int, column: int, value: object, decimals: int | None) -> None:
        """Write one cell."""
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, self._format("text"))
        elif isinstance(value, bool):
            self.sheet.write_string(row, column, "是" if value else "否", self._format("text"))
        elif isinstance(value, int | float | Decimal):
            self._number(row, column, value, decimals)
        elif isinstance(value, date):
            shown = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
            moment = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            self.sheet.write_datetime(row, column, moment, self._format(shown))
        else:
            text = str(value)
            style = "quoted" if text.startswith(_FORMULA_STARTS) else "text"
            self.sheet.write_string(row, column, text, self._format(style))

    def _number(self, row: int, column: int, value: int | float | Decimal, decimals: int | None) -> None:
        number = Decimal(str(value))
        if not number.is_finite() or len(number.normalize().as_tuple().digits) > _EXACT_DIGITS:
            self.sheet.write_string(row, column, str(value), self._format("text"))
            return
        if decimals is None:
            decimals = max(0, -int(number.as_tuple().exponent)) if isinstance(value, Decimal) else None
        shown = "General" if decimals is None else format_number(Decimal(0), decimals)
        self.sheet.write_number(row, column, float(value), self._format(shown))

    def _format(self, name: str) -> Any:
        if name not in self.formats:
            extra: dict[str, object] = {"num_format": name}
            if name in ("text", "quoted"):
                extra = {"text_wrap": True, "quote_prefix": name == "quoted"}
            self.formats[name] = self.workbook.add_format(self.base | extra)
        return self.formats[name]


def _widths(columns: Sequence[Column], table: Sequence[Sequence[object]]) -> list[float]:
    """The width each column would like."""
    return [
        column.width or _width(column, [row[index : index + 1] for row in table])
        for index, column in enumerate(columns)
    ]


def _fitted(columns: Sequence[Column], wide: Sequence[float]) -> list[float]:
    """The widths with the widest columns narrowed, so that the sheet can be read when it is printed on one breadth."""
    cap = float(_WIDEST)
    while cap > _NARROWEST and sum(min(width, cap) for width in wide) > _ACROSS:
        cap -= 1
    return [column.width or min(width, cap) for column, width in zip(columns, wide, strict=True)]


def _set_height(sheet: Any, number: int, row: Sequence[object], widths: Sequence[float]) -> None:
    """Room for every line of a row's texts: no program gets the height of wrapped Chinese right by itself."""
    lines = max((_lines(value, width) for value, width in zip(row, widths, strict=False)), default=1)
    if lines > 1:
        sheet.set_row(number, min(_TALLEST, _LINE * lines + 3))


def _lines(value: object, width: float) -> int:
    if not isinstance(value, str):
        return 1
    return sum(lines_needed(line, width) for line in value.splitlines()) or 1


def _width(column: Column, values: Sequence[Sequence[object]]) -> float:
    widest = max((_cell_width(row[0], column.decimals) for row in values[:_LOOKED_AT] if row), default=0)
    return float(min(_WIDEST, max(8, display_width(column.title) + 2, widest + 2)))


def _cell_width(value: object, decimals: int | None) -> int:
    if isinstance(value, Decimal):
        return len(format_number(value, decimals))
    return max((display_width(line) for line in str("" if value is None else value).splitlines()), default=0)


def _set_up(sheet: Any, rows: int, columns: int, title: str, note: str, *, across: bool) -> None:
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, rows, columns - 1)
    sheet.set_paper(9)
    if across:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header(f"&C&11 {_printed(title)}")
    sheet.set_footer(f"&L&10 {_printed(note)}&R&10第&P页　共&N页")


def _printed(text: str) -> str:
    return text.replace("&", "&&")[:200]
