"""The printed pages of a form (打印页): how high each row is, which rows stand on a page, the check code of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.observation import Absence
from fuertong.workbooks.columns import Role
from fuertong.workbooks.form import Form, FormRow
from fuertong.workbooks.page import Page, lines_needed
from fuertong.workbooks.paper import check_code, row_cells

SCALE = 95  # of a form on several pages: a little air at the right margin, and 9.5 points stay above 9
_HIGH, _FLAT = 759.0, 512.0  # printable points of A4, upright and across, between the margins of the form
_TOP, _HEAD, _CODE, _SECTION, _FOOT = 150.0, 32.0, 15.0, 18.0, 170.0
_ENTRY_LINE = 13.0
_NOTE_LINES = 8
"""A longer explanation stands whole under the table: no row may be taller than a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """One page: its number from 1, its rows `first` to `last` (places in form.rows), and the code, "" when blank."""

    number: int
    first: int
    last: int
    code: str
    cells: tuple[tuple[str, Decimal | Absence | None], ...]


def row_height(row: FormRow, page: Page) -> float:
    """The height of a row in points, so that no name is cut in print and an explanation only when it is long."""
    name = 15 * lines_needed(row.name, page.widths[Role.NAME])
    note = _ENTRY_LINE * min(_NOTE_LINES, _note_lines(row.note, page)) + 4 if row.note else 0
    return max(21.0, name, note)


def long_notes(form: Form, page: Page) -> list[tuple[str, float]]:
    """The explanations that do not fit into their cells, each with the height of its line under the table."""
    texts = [
        f"第{order}项 {row.name}{f'（{row.breakdown_label}）' if row.breakdown_label else ''}说明：{row.note}"
        for order, row in enumerate(form.rows, start=1)
        if is_long(row.note, page)
    ]
    return [(text, min(400.0, _ENTRY_LINE * lines_needed(text, page.breadth) + 4)) for text in texts]


def is_long(note: str, page: Page) -> bool:
    """Whether an explanation has more lines than its cell shows."""
    return _note_lines(note, page) > _NOTE_LINES


def _note_lines(note: str, page: Page) -> int:
    return sum(lines_needed(line, page.widths[Role.NOTE]) for line in note.splitlines())


def printed_pages(form: Form) -> list[PrintedPage]:
    """The pages of a form; a page on which nothing was filled in has no code."""
    return [
        PrintedPage(number=number, first=first, last=last, code=_code(form, cells), cells=tuple(cells))
        for number, (first, last) in enumerate(_spans(form), start=1)
        for cells in [[cell for row in form.rows[first : last + 1] for cell in row_cells(row)]]
    ]


def _code(form: Form, cells: list[tuple[str, Decimal | Absence | None]]) -> str:
    filled_in = any(row.value or row.numerator or row.absence for row in form.rows)
    return check_code(cells) if filled_in else ""


def _spans(form: Form) -> Iterator[tuple[int, int]]:
    """The first and last row of each page; the foot keeps at least one row above it."""
    page = Page(form)
    room = (_FLAT if page.is_wide else _HIGH) * 100 / SCALE
    used, first, section = _TOP + _HEAD, 0, ""
    final = len(form.rows) - 1
    foot = _FOOT + sum(height for _, height in long_notes(form, page))
    for place, row in enumerate(form.rows):
        height = row_height(row, page) + (_SECTION if row.section and row.section != section else 0)
        section = row.section or section
        needed = height + _CODE + (foot if place == final else 0)
        if place > first and used + needed > room:
            yield first, place - 1
            used, first = _HEAD, place
        used += height
    if form.rows:
        yield first, final
