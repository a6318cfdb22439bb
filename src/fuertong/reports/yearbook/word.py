"""A yearbook as Word (统计资料Word版): contents, a chapter a domain, tables with supplier and notes, definitions."""

from collections.abc import Iterator
from decimal import Decimal

from fuertong.reports.blocks import (
    Align,
    Block,
    Column,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Report,
    Row,
    Table,
    plain,
)
from fuertong.reports.figures import chinese_number, number
from fuertong.reports.yearbook.book import Book, BookTable, Cell
from fuertong.reports.yearbook.definitions import explained, supplied

_WIDTH = 156.0
_LABEL, _UNIT = 44.0, 18.0


def book_report(book: Book) -> Report:
    """The yearbook as a report, to be written with `docx`; `Layout(mark="内部资料")` for one that is not public."""
    return Report(
        title=book.title,
        subtitle=f"（{book.notice}）" if book.notice else "",
        author=book.issuer,
        day=book.day,
        blocks=tuple(_blocks(book)),
        contents=Contents(levels=2),
    )


def _blocks(book: Book) -> Iterator[Block]:
    yield Heading(1, "使用说明")
    for place, text in enumerate(book.notes, start=1):
        yield Paragraph(plain(f"{place}. {text}"))
    for chapter in book.chapters:
        yield PageBreak()
        yield Heading(1, f"{chinese_number(chapter.number)}、{chapter.title}")
        yield Paragraph(plain(f"本章资料由{'、'.join(chapter.suppliers) or '各有关单位'}提供。"))
        for table in chapter.tables:
            yield Heading(2, f"表{table.number}  {table.title}")
            yield _table(table)
            yield from _under(table)
    yield PageBreak()
    yield Heading(1, "指标解释")
    for indicator in book.definitions:
        words = f"{indicator.name}（{indicator.unit}）  {explained(indicator)}"
        yield Paragraph(plain(words), ParagraphKind.NOTE)
    yield Heading(1, "供数单位")
    yield Table(
        columns=(Column(title="单位", width=46), Column(title="提供的表", width=110)),
        rows=tuple(Row(cells=(plain(unit), plain(numbers))) for unit, numbers in supplied(book)),
    )


def _table(table: BookTable) -> Table:
    fixed = 2 if table.has_units else 1
    label = _LABEL if table.has_units else 36.0
    rest = (_WIDTH - label - (_UNIT if table.has_units else 0)) / max(1, len(table.head) - fixed)
    columns = [Column(title=table.head[0], width=label)]
    if table.has_units:
        columns.append(Column(title=table.head[1], width=_UNIT, align=Align.CENTRE))
    columns += [Column(title=title, width=rest, align=Align.RIGHT) for title in table.head[fixed:]]
    rows = []
    for row in table.rows:
        cells = [plain(f"　{row.label}" if row.inner else row.label)]
        cells += [plain(row.unit)] if table.has_units else []
        rows.append(Row(cells=(*cells, *(plain(cell_text(cell)) for cell in row.cells))))
    return Table(columns=tuple(columns), rows=tuple(rows), title=table.title)


def _under(table: BookTable) -> Iterator[Block]:
    if table.supplier:
        yield Paragraph(plain(f"资料来源：{table.supplier}。"), ParagraphKind.NOTE)
    for place, text in enumerate(table.notes, start=1):
        mark = f"注{place}：" if len(table.notes) > 1 else "注："
        yield Paragraph(plain(f"{mark}{text}"), ParagraphKind.NOTE)


def cell_text(cell: Cell) -> str:
    """A number as printed, a sign as it is."""
    return number(cell) if isinstance(cell, Decimal) else cell
