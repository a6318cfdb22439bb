"""A page of a PDF (PDF页面): characters gathered into printed lines, two columns one after the other."""

from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple


class Char(NamedTuple):
    """A printed character and its place on the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


class Line(NamedTuple):
    """A printed line; `edge` when nothing stands above it, or nothing below it, on its page."""

    text: str
    edge: bool = False


def page_chars(page: Any) -> list[Char]:
    """The upright characters of a page that print something."""
    return [
        Char(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], char["size"])
        for char in page.chars
        if char["text"].strip() and char.get("upright", True)
    ]


def page_lines(chars: list[Char], width: float) -> list[Line]:
    """The lines in reading order; the two highest and the two lowest of the page are its edge."""
    rows = [sorted(row, key=lambda char: char.x0) for row in _rows(chars)]
    middle = _gutter(rows, width)
    edges = {id(row) for row in [*rows[:_EDGE], *rows[-_EDGE:]]}
    if not _has_columns(rows, middle):
        return [Line(_joined(row), id(row) in edges) for row in rows]
    return _by_column(rows, middle, edges)


_EDGE = 2


def _gutter(rows: list[list[Char]], width: float) -> float:
    """Just left of where a right column begins; the page's middle where few rows have a gap there."""
    low, high = 0.4 * width, 0.64 * width
    begins = [
        after.x0
        for row in rows
        for before, after in pairwise(row)
        if after.x0 - before.x1 >= _LEAST_GAP and low <= after.x0 <= high
    ]
    return median(begins) - _LEAST_GAP / 2 if len(begins) >= _LEAST_ROWS else width / 2


_LEAST_GAP, _LEAST_ROWS = 9, 3


def _crosses(row: list[Char], middle: float) -> bool:
    return any(char.x0 < middle + 4 and char.x1 > middle - 4 for char in row)


def _has_columns(rows: list[list[Char]], middle: float) -> bool:
    """An empty gutter in the middle of nearly all rows, with text on both sides of it."""
    crossing = sum(1 for row in rows if _crosses(row, middle))
    right = sum(1 for row in rows if row[-1].x0 > middle)
    return len(rows) >= 6 and crossing <= 0.25 * len(rows) and right >= 3


def _by_column(rows: list[list[Char]], middle: float, edges: set[int]) -> list[Line]:
    """Left column before right column; a row across the gutter (a title, a page number) closes what is above it."""
    result: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        if _crosses(row, middle):
            result += [*left, *right, Line(_joined(row), id(row) in edges)]
            left, right = [], []
            continue
        for side, lines in ((0, left), (1, right)):
            half = [char for char in row if (char.x0 > middle) == bool(side)]
            if half:
                lines.append(Line(_joined(half), id(row) in edges))
    return [*result, *left, *right]


def _rows(chars: list[Char]) -> list[list[Char]]:
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: ((c.top + c.bottom) / 2, c.x0)):
        center = (char.top + char.bottom) / 2
        if rows and abs(center - _center(rows[-1])) < 0.45 * max(char.size, 6):
            rows[-1].append(char)
        else:
            rows.append([char])
    return rows


def _center(row: list[Char]) -> float:
    return (row[0].top + row[0].bottom) / 2


def _joined(row: list[Char]) -> str:
    text = ""
    last = None
    for char in row:
        if last is not None:
            if char.text == last.text and abs(char.x0 - last.x0) < 0.2 * max(char.size, 6):
                continue
            if char.x0 - last.x1 > 0.6 * max(char.size, 6):
                text += " "
        text += char.text
        last = char
    return text
