"""Page numbers foretold (页码推算): on which page each heading stands, from the fixed grid of the official page.

Word works pages out only when it opens a file, but the contents need numbers before. The page has 22 lines of 28
characters, charts and rows have known heights, so they can be counted. Word's 更新域 puts right what a font changed.
"""

import math
import unicodedata

from fuertong.reports.blocks import (
    Block,
    Chart,
    Heading,
    Multiples,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Report,
    SectionBreak,
    Table,
    text_of,
)
from fuertong.reports.layout import Layout
from fuertong.reports.titles import broken

_POINTS = 72 / 25.4
_UNDER = 0.3
_SMALL = (ParagraphKind.NOTE, ParagraphKind.CAPTION)
_NO_LINE_START = "，。；：！？、）》”%‰"


def heading_pages(report: Report, layout: Layout) -> list[int]:
    """The page of every heading in order, the text beginning on page 1."""
    return _filled(report, layout)[0]


def _filled(report: Report, layout: Layout) -> tuple[list[int], int]:
    counter = _Counter(layout, landscape=report.landscape)
    if report.contents is None:
        lines = len(broken(report.title, layout.title_characters))
        counter.take(lines * layout.title_line + layout.line * (2 if report.subtitle else 1))
    found = []
    for place, block in enumerate(report.blocks):
        page = counter.add(block, report.blocks[place + 1 : place + 3])
        if isinstance(block, Heading):
            found.append(page)
    return found, counter.page


def page_count(report: Report, layout: Layout) -> int:
    """How many pages the text fills."""
    return _filled(report, layout)[1]


class _Counter:
    """Fills pages from the top; heights in points."""

    def __init__(self, layout: Layout, *, landscape: bool) -> None:
        self._layout, self._landscape = layout, landscape
        self._page, self._used = 1, 0.0

    @property
    def page(self) -> int:
        """The page now being filled."""
        return self._page

    @property
    def _height(self) -> float:
        return (self._layout.text_width if self._landscape else self._layout.text_height) * _POINTS

    @property
    def _width(self) -> float:
        return (self._layout.text_height if self._landscape else self._layout.text_width) * _POINTS

    def take(self, height: float, *, whole: float = 0.0) -> int:
        """Use some height; what must stay together (`whole`) begins a new page when it does not fit."""
        if self._used and self._used + max(height, whole) > self._height + 0.5:
            self._page, self._used = self._page + 1, 0.0
        page = self._page
        self._used += height
        return page

    def add(self, block: Block, after: tuple[Block, ...]) -> int:
        """The page the block begins on."""
        if isinstance(block, (SectionBreak, PageBreak)):
            self._landscape = block.landscape if isinstance(block, SectionBreak) else self._landscape
            self._page, self._used = self._page + 1, 0.0
            return self._page
        if isinstance(block, Heading):
            lines = self._lines(block.text)
            return self.take(lines * self._layout.line, whole=(lines * self._layout.line) + self._first_of(after))
        if isinstance(block, Paragraph):
            return self._paragraph(block, after)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Chart):
            return self.take(self._figure(block.height) + self._caption)
        rows = math.ceil(len(block.charts) / block.across) if isinstance(block, Multiples) else 0
        page = self._page
        for _ in range(rows):
            self.take(self._figure(block.height) if isinstance(block, Multiples) else 0)
        self.take(self._caption)
        return page

    def _figure(self, height: float) -> float:
        """A chart stands on the base line: what letters need under it is added."""
        return height * _POINTS + self._layout.body_size * _UNDER

    @property
    def _caption(self) -> float:
        return self._layout.caption_size * 1.3 + 6

    def _first_of(self, after: tuple[Block, ...]) -> float:
        """What must follow a heading on its page: one line, a whole chart, or another heading with its own line."""
        if not after:
            return 0.0
        if isinstance(after[0], Chart):
            return self._figure(after[0].height) + self._caption
        if isinstance(after[0], Heading):
            return self._lines(after[0].text) * self._layout.line + self._layout.line
        return self._layout.line

    def _paragraph(self, block: Paragraph, after: tuple[Block, ...]) -> int:
        small = block.kind in _SMALL
        size = self._layout.note_size if small else self._layout.body_size
        line = self._caption if block.kind is ParagraphKind.CAPTION else size * 1.25 if small else self._layout.line
        width = self._width / size if small else self._layout.characters
        count = _count(block.text, width, 0 if small else self._layout.indent_characters)
        together = line + (self._layout.table_size * 2.5 if block.kind is ParagraphKind.CAPTION and after else 0)
        page = self.take(line, whole=together)
        for _ in range(count - 1):
            self.take(line)
        for run in block.runs:
            if run.note:
                self._used += self._layout.footnote_size * 1.2 * _count(run.note, self._width / 9, 0)
        return page

    def _table(self, block: Table) -> int:
        size = self._layout.table_size
        page = self.take(0)
        head = size * 1.25 * max(_count(c.title, self._cell(c.width), 0) for c in block.columns) + 0.5
        self.take(head, whole=head * 2)
        for row in block.rows:
            cells = zip(row.cells, block.columns, strict=False)
            lines = 1 if row.band else max(_count(text_of(words), self._cell(c.width), 0) for words, c in cells)
            before = self._page
            self.take(lines * size * 1.25 + 0.5)
            if self._page > before:
                self._used += head
        return page

    def _cell(self, width: float) -> float:
        return (width - 2) * _POINTS / self._layout.table_size

    def _lines(self, text: str) -> int:
        return _count(text, self._layout.characters, self._layout.indent_characters)


def _count(text: str, width: float, indent: float) -> int:
    """How many lines of `width` characters a text takes; a number stays whole, no line begins with a closing mark."""
    lines, used, word = 1, float(indent), 0.0
    for place, sign in enumerate(text):
        size = 1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5
        word = word + size if size == 0.5 else 0.0
        if used + size > width + (1.0 if sign in _NO_LINE_START else 0.001):
            lines, used = lines + 1, word if 0 < word < 8 and place else size
            continue
        used += size
    return lines
