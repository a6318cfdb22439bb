"""Tables in plain text (文本中的表格): lines with the same number of tabs, as a table copied from Word leaves them.

A table of 主要指标 whose columns are kept apart by blanks only (孕产妇系统管理率（%） 95 ≥95) is read the same way.
"""

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
    lines = _with_tabs(source.lines)
    while start < len(lines):
        end = _end(lines, start)
        if sum(1 for line in lines[start:end] if line.strip()) >= _LEAST_ROWS:
            tables.append(_table(lines, start, end))
            taken.update(range(start + 1, end + 1))
        start = max(end, start + 1)
    if not tables:
        return source, frozenset()
    return replace(source, tables=(*source.tables, *tables)), frozenset(taken)


def _with_tabs(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines with tabs for the blanks of a table whose head says that it is one of indicators."""
    result = list(lines)
    columns = 0
    for place, line in enumerate(lines):
        if not line.strip():
            continue
        cells = line.split() if len(line) <= _LONGEST_ROW and "\t" not in line else []
        if _is_head(cells):
            columns = len(cells)
        elif not columns or len(cells) != columns or not re.search(r"\d", cells[-1]):
            columns = 0
        if columns:
            result[place] = "\t".join(cells)
    return tuple(result)


_LONGEST_ROW = 120


def _is_head(cells: list[str]) -> bool:
    """指标 … 2020年 2025年: names of columns, an indicator's among the first two, years or values after it."""
    if len(cells) <= _LEAST_TABS or any(len(cell) > _LONGEST_HEAD for cell in cells):
        return False
    return any("指标" in cell for cell in cells[:2]) and bool(re.search(r"\d{4}年?|目标|值$", cells[-1]))


_LONGEST_HEAD = 16


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
