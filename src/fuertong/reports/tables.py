"""Tables (表格) in Word: fixed widths, a header row that repeats on every page, rows that do not break."""

from collections.abc import Callable

from fuertong.reports.blocks import Align, Column, Row, Table, Words
from fuertong.reports.layout import twips
from fuertong.reports.wordml import paragraph, run

Runs = Callable[[Words], str]
_ALIGN = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


def table_xml(table: Table, runs: Runs) -> str:
    """The table; `runs` writes the words of a cell, traces included."""
    widths = [twips(column.width) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(row, table.columns, widths, runs) for row in table.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_header(table.columns, widths)}{rows}</w:tbl>"
    )


def _header(columns: tuple[Column, ...], widths: list[int]) -> str:
    cells = "".join(
        _cell(width, paragraph("FtTableHead", run(column.title))) for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(row: Row, columns: tuple[Column, ...], widths: list[int], runs: Runs) -> str:
    """A band row stays with the row after it."""
    if row.band:
        inner = paragraph("FtTable", runs(row.cells[0]), "<w:keepNext/>")
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(sum(widths), inner, span=len(columns))}</w:tr>"
    cells = "".join(
        _cell(width, paragraph("FtTable", runs(words), f'<w:jc w:val="{_ALIGN[column.align]}"/>'))
        for words, column, width in zip(row.cells, columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, inner: str, *, span: int = 1) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>{_SHADE}' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}<w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc>'
