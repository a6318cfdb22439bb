"""Tables (表格) in Word: fixed widths, a header row that repeats on every page, rows that do not break."""

from collections.abc import Callable, Sequence
from itertools import groupby

from fuertong.reports.blocks import Align, Column, Row, Table, Words, text_of
from fuertong.reports.layout import twips
from fuertong.reports.wordml import paragraph, run

Runs = Callable[[Words], str]
_ALIGN = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


def table_xml(table: Table, runs: Runs) -> str:
    """The table; `runs` writes the words of a cell, traces included."""
    widths = [twips(column.width) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(
        _row(row, table.columns, widths, runs, _continued(table, number)) for number, row in enumerate(table.rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_header(table.columns, widths)}{rows}</w:tbl>"
    )


def _header(columns: tuple[Column, ...], widths: list[int]) -> str:
    """One row of titles; two where columns stand under a common word."""
    if not any(column.group for column in columns):
        return _header_row([_head_cell(width, column.title) for column, width in zip(columns, widths, strict=True)])
    upper, lower = [], []
    for group, found in groupby(zip(columns, widths, strict=True), key=lambda pair: pair[0].group):
        pairs = list(found)
        if group:
            upper.append(_head_cell(sum(width for _, width in pairs), group, f'<w:gridSpan w:val="{len(pairs)}"/>'))
            lower += [_head_cell(width, column.title) for column, width in pairs]
        else:
            upper += [_head_cell(width, column.title, '<w:vMerge w:val="restart"/>') for column, width in pairs]
            lower += [_head_cell(width, "", "<w:vMerge/>") for _, width in pairs]
    return _header_row(upper) + _header_row(lower)


def _header_row(cells: list[str]) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _head_cell(width: int, title: str, merged: str = "") -> str:
    inner = paragraph("FtTableHead", run(title) if title else "")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}<w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc>'


def _continued(table: Table, number: int) -> list[bool | None]:
    """Per column whether the cell goes on with the one above; None where nothing is merged.

    A merged cell also ends where one of the merged columns left of it does.
    """
    row, above = table.rows[number], table.rows[number - 1] if number else None
    found: list[bool | None] = []
    together = above is not None and not above.band and not row.band
    for place, column in enumerate(table.columns):
        if not column.merged or row.band:
            found.append(None)
            continue
        together = together and above is not None and text_of(row.cells[place]) == text_of(above.cells[place])
        found.append(together)
    return found


def _row(row: Row, columns: tuple[Column, ...], widths: list[int], runs: Runs, continued: Sequence[bool | None]) -> str:
    """A band row stays with the row after it."""
    if row.band:
        inner = paragraph("FtTable", runs(row.cells[0]), "<w:keepNext/>")
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(sum(widths), inner, span=len(columns))}</w:tr>"
    cells = "".join(
        _cell(
            width,
            paragraph("FtTable", "" if goes_on else runs(words), f'<w:jc w:val="{_ALIGN[column.align]}"/>'),
            goes_on=goes_on,
        )
        for words, column, width, goes_on in zip(row.cells, columns, widths, continued, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, inner: str, *, span: int = 1, goes_on: bool | None = None) -> str:
    """A cell; one merged downwards stands at the top, so that its text is on the page where it begins."""
    merged = f'<w:gridSpan w:val="{span}"/>{_SHADE}' if span > 1 else ""
    if goes_on is not None:
        merged += "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
    stands = "center" if goes_on is None else "top"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}<w:vAlign w:val="{stands}"/></w:tcPr>{inner}</w:tc>'
    )
