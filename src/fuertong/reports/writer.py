"""Word (.docx) out of a report: own styles, native charts, numbers as bookmarks, the same bytes each time."""

from fuertong import __version__
from fuertong.reports.base import DOCUMENT, base_package
from fuertong.reports.blocks import (
    Block,
    Chart,
    Heading,
    Paragraph,
    ParagraphKind,
    Report,
    Run,
    SectionBreak,
    Table,
    Words,
)
from fuertong.reports.charts import chart_xml, workbook_bytes
from fuertong.reports.footers import footer_references
from fuertong.reports.layout import Layout
from fuertong.reports.package import HEAD, RELATION, WORD
from fuertong.reports.tables import table_xml
from fuertong.reports.titles import broken
from fuertong.reports.traces import Traces
from fuertong.reports.wordml import NAMESPACES, bookmarked, chart_frame, line_break, paragraph, run, section

_STYLES = {
    ParagraphKind.BODY: "FtBody",
    ParagraphKind.CENTRED: "Title",
    ParagraphKind.SIGNATURE: "FtSignature",
    ParagraphKind.NOTE: "FtNote",
    ParagraphKind.CAPTION: "Caption",
    ParagraphKind.ANNEX: "FtAnnex",
}
_CHART_PART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_GAP = '<w:highlight w:val="yellow"/>'


def docx(report: Report, layout: Layout | None = None) -> bytes:
    """Write the report as .docx in the layout given (GB/T 9704 by default); equal reports give equal bytes."""
    return _Writer(report, layout or Layout()).to_bytes()


class _Writer:
    """One file being written: the body grows as text, charts become parts of the package."""

    def __init__(self, report: Report, layout: Layout) -> None:
        self._report, self._layout = report, layout
        self._package = base_package(
            layout, title=report.title, author=report.author, day=report.day, version=__version__
        )
        self._traces = Traces()
        self._footers = footer_references(self._package, layout)
        self._charts = 0
        self._landscape = report.landscape

    def to_bytes(self) -> bytes:
        body = [self._title(), *(self._block(block) for block in self._report.blocks)]
        body.append(section(self._layout, self._footers, landscape=self._landscape))
        text = f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
        self._package.add(DOCUMENT, text, f"{WORD}.document.main+xml")
        self._traces.attach(self._package)
        return self._package.to_bytes()

    def _title(self) -> str:
        empty = paragraph("Normal", "")
        annex = paragraph(_STYLES[ParagraphKind.ANNEX], run(self._report.annex)) if self._report.annex else ""
        subtitle = paragraph("Subtitle", run(self._report.subtitle)) if self._report.subtitle else ""
        title = self._title_lines(self._report.title, 28 if self._landscape else None)
        return f"{annex}{title}{subtitle}{empty}"

    def _title_lines(self, title: str, width: int | None = None) -> str:
        lines = broken(title, width or self._layout.title_characters)
        return paragraph("Title", line_break().join(run(line) for line in lines))

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return paragraph(f"Heading{block.level}", run(block.text))
        if isinstance(block, Paragraph):
            if block.kind is ParagraphKind.CENTRED:
                return self._title_lines(block.text, 28 if self._landscape else None)
            return paragraph(_STYLES[block.kind], self._runs(block.runs))
        if isinstance(block, Table):
            return table_xml(block, self._runs)
        if isinstance(block, Chart):
            return self._chart(block)
        return self._turn(block)

    def _runs(self, words: Words) -> str:
        return "".join(self._run(piece) for piece in words)

    def _run(self, piece: Run) -> str:
        made = run(piece.text, _GAP if piece.gap else "")
        if piece.trace is None:
            return made
        name = self._traces.name(piece.trace)
        return bookmarked(made, len(self._traces), name)

    def _turn(self, block: SectionBreak) -> str:
        """The old section's properties close it in a paragraph of their own."""
        ended = section(self._layout, self._footers, landscape=self._landscape)
        self._landscape = block.landscape
        return f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{ended}</w:pPr></w:p>'

    def _chart(self, chart: Chart) -> str:
        self._charts += 1
        number = self._charts
        part, workbook = f"word/charts/chart{number}.xml", f"embeddings/chart{number}.xlsx"
        self._package.add(f"word/{workbook}", workbook_bytes(chart, self._report.day))
        inner = self._package.relate(part, f"{RELATION}/package", f"../{workbook}")
        self._package.add(part, chart_xml(chart, inner, self._layout), _CHART_PART)
        outer = self._package.relate(DOCUMENT, f"{RELATION}/chart", f"charts/chart{number}.xml")
        width = self._layout.text_width
        frame = chart_frame(outer, number, width, chart.height, chart.title)
        return paragraph("FtFigure", frame, "<w:keepNext/>") + paragraph("FtFigureTitle", run(chart.title))
