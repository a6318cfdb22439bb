"""Tables in plain text (文本中的表格): lines with the same number of tabs, as a table copied from Word leaves them."""

import re
from dataclasses import replace

from fuertong.model.plan import Table
from fuertong.reading.source import SourceText

_LEAST_ROWS = 3
_LEAST_TABS = 2


def with_text_tables(source: SourceText) -> tuple[SourceText, frozenset[int]]:
    """The source with the tables found among its lines, and the numbers of the lines they take."""
    tables: list[Table] = []
    taken: set[int] = set()
    start = 0
    while start < len(source.lines):
        end = _end(source.lines, start)
        if sum(1 for line in source.lines[start:end] if line.strip()) >= _LEAST_ROWS:
            tables.append(_table(source.lines, start, end))
            taken.update(range(start + 1, end + 1))
        start = max(end, start + 1)
    if not tables:
        return source, frozenset()
    return replace(source, tables=(*source.tables, *tables)), frozenset(taken)


def _end(lines: tuple[str, ...], start: int) -> int:
    tabs = lines[start].strip(" \r\n").count("\t")
    if tabs < _LEAST_TABS or not re.search(r"[\u4e00-\u9fff]", lines[start]):
        return start + 1
    end = place = start + 1
    while place < len(lines) and (not lines[place].strip() or lines[place].strip(" \r\n").count("\t") == tabs):
        place += 1
        end = place if lines[place - 1].strip() else end
    return end


def _table(lines: tuple[str, ...], start: int, end: int) -> Table:
    rows = [
        tuple(cell.strip() for cell in line.strip(" \r\n").split("\t")) for line in lines[start:end] if line.strip()
    ]
    title = next((line.strip() for line in reversed(lines[max(start - 3, 0) : start]) if line.strip()), "")
    return Table(title=title[:60], line=start + 1, header=rows[0], rows=tuple(rows[1:]))
