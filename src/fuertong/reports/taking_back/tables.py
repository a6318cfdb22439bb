"""Tables taken back (表格回收): rows by the cell that names them, cell by cell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fuertong.reports.blocks import Row, Run, Table, text_of
from fuertong.reports.taking_back.edits import CellEdit, Entry
from fuertong.reports.taking_back.likeness import normal

Named = tuple[str, int]


def table_entry(rows: Sequence[Sequence[str]], table: Table, piece: int) -> Entry | None:
    """What people changed in a table (its head first); None when columns were added or taken away."""
    width = len(table.columns)
    body = [list(row) for row in rows if any(cell.strip() for cell in row)]
    titles = {normal(text) for column in table.columns for text in (column.title, column.group)}
    while body and all(normal(cell) in titles for cell in body[0] if cell.strip()):
        body = body[1:]
    if any(len(row) not in (1, width) for row in body):
        return None
    ours = dict(_named(_texts(table)))
    theirs = dict(_named([tuple(row) for row in body]))
    cells = [
        CellEdit(row=name, nth=nth, column=place, before=was, after=now)
        for (name, nth), row in theirs.items()
        if (name, nth) in ours and len(row) == len(ours[name, nth])
        for place, (was, now) in enumerate(zip(ours[name, nth], row, strict=True))
        if normal(was) != normal(now) and not (table.columns[place].merged and not now)
    ]
    added, above = [], ""
    for (name, nth), row in theirs.items():
        if (name, nth) not in ours:
            added.append((above, *row))
        else:
            above = name
    gone = tuple(name for name, nth in ours if (name, nth) not in theirs)
    return Entry(piece=piece, cells=tuple(cells), gone=gone, rows=tuple(added))


def edited_table(table: Table, entry: Entry) -> tuple[Table, list[tuple[CellEdit, str]]]:
    """The table of today with the edits in it, and the edits whose cell says something else today."""
    rows: list[Row] = []
    outdated: list[tuple[CellEdit, str]] = []
    by_row: dict[Named, list[CellEdit]] = {}
    for cell in entry.cells:
        by_row.setdefault((cell.row, cell.nth), []).append(cell)
    extra: dict[str, list[Row]] = {}
    for above, *texts_typed in entry.rows:
        extra.setdefault(above, []).append(_typed(texts_typed, table))
    rows += extra.pop("", [])
    for ((name, nth), texts), row in zip(_named(_texts(table)), table.rows, strict=True):
        if name in entry.gone:
            continue
        cells = list(row.cells)
        for cell in by_row.get((name, nth), ()):
            if cell.column >= len(cells):
                continue
            if normal(texts[cell.column]) != normal(cell.before):
                outdated.append((cell, texts[cell.column]))
            cells[cell.column] = (Run(cell.after),)
        rows.append(replace(row, cells=tuple(cells)))
        rows += extra.pop(name, [])
    rows += [row for left in extra.values() for row in left]
    return replace(table, rows=tuple(rows)), outdated


def _typed(cells: Sequence[str], table: Table) -> Row:
    words = tuple((Run(cell),) for cell in cells)
    return Row(cells=words, band=len(words) == 1 and len(table.columns) > 1)


def _texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(text_of(cell) for cell in row.cells) for row in table.rows]


def _named(rows: Sequence[Sequence[str]]) -> Iterator[tuple[Named, tuple[str, ...]]]:
    """Each row under its name and how often that name came; the second cell names it where the first is a number."""
    seen: Counter[str] = Counter()
    for row in rows:
        name = normal(row[1] if len(row) > 1 and row[0].strip().isdigit() else row[0])
        seen[name] += 1
        yield (name, seen[name]), tuple(row)
