"""Frames (图框): native charts put into the text, one across the page or several side by side."""

from fuertong.reports.base import DOCUMENT
from fuertong.reports.blocks import Chart, Multiples
from fuertong.reports.charts import chart_xml, workbook_bytes
from fuertong.reports.layout import Layout, twips
from fuertong.reports.package import RELATION, Package
from fuertong.reports.wordml import chart_frame, paragraph

_PART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


class Frames:
    """Numbers the charts of one file and adds their parts to its package."""

    def __init__(self, package: Package, layout: Layout, day: str) -> None:
        self._package, self._layout, self._day = package, layout, day
        self._charts = 0

    def chart(self, chart: Chart) -> str:
        """A chart as wide as the text; its caption follows on the same page."""
        return paragraph("FtFigure", self._frame(chart, self._layout.text_width, chart.height), "<w:keepNext/>")

    def multiples(self, block: Multiples) -> str:
        """Small charts in a table without lines, each under its own title."""
        width = self._layout.text_width / block.across
        rows = []
        for start in range(0, len(block.charts), block.across):
            row = block.charts[start : start + block.across]
            cells = [self._cell(self._frame(chart, width - 4, block.height, titled=True), width) for chart in row]
            cells += [self._cell("", width)] * (block.across - len(row))
            rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
        columns = f'<w:gridCol w:w="{twips(width)}"/>' * block.across
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{twips(width) * block.across}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
        )

    def _cell(self, inner: str, width: float) -> str:
        kept = paragraph("FtFigure", inner, "<w:keepNext/>")
        return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{kept}</w:tc>'

    def _frame(self, chart: Chart, width: float, height: float, *, titled: bool = False) -> str:
        self._charts += 1
        number = self._charts
        part, workbook = f"word/charts/chart{number}.xml", f"embeddings/chart{number}.xlsx"
        self._package.add(f"word/{workbook}", workbook_bytes(chart, self._day))
        inner = self._package.relate(part, f"{RELATION}/package", f"../{workbook}")
        self._package.add(part, chart_xml(chart, inner, self._layout, titled=titled), _PART)
        outer = self._package.relate(DOCUMENT, f"{RELATION}/chart", f"charts/chart{number}.xml")
        return chart_frame(outer, number, width, height, chart.title)
