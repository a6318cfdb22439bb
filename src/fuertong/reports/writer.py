"""Word (.docx) out of a report: own styles, native charts, numbers as bookmarks, the same bytes each time."""

from collections.abc import Callable, Sequence

from fuertong import __version__
from fuertong.reports.base import DOCUMENT, base_package
from fuertong.reports.blocks import (
    Block,
    Chart,
    Contents,
    Heading,
    Multiples,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Report,
    Run,
    SectionBreak,
    Table,
    Words,
)
from fuertong.reports.captions import caption_runs, reference_runs
from fuertong.reports.contents import Entry, contents_xml
from fuertong.reports.covers import cover_xml
from fuertong.reports.footers import footer_references
from fuertong.reports.footnotes import Footnotes, footnote_properties
from fuertong.reports.frames import Frames
from fuertong.reports.layout import Layout
from fuertong.reports.letters import letter_number, letter_references
from fuertong.reports.package import HEAD, WORD
from fuertong.reports.paging import heading_pages
from fuertong.reports.red_heads import imprint_xml, red_head_xml
from fuertong.reports.tables import table_xml
from fuertong.reports.titles import broken
from fuertong.reports.traces import Traces
from fuertong.reports.wordml import NAMESPACES, bookmarked, line_break, new_page, paragraph, run, section

_STYLES = {
    ParagraphKind.BODY: "FtBody",
    ParagraphKind.CENTRED: "Title",
    ParagraphKind.SIGNATURE: "FtSignature",
    ParagraphKind.NOTE: "FtNote",
    ParagraphKind.CAPTION: "Caption",
    ParagraphKind.ANNEX: "FtAnnex",
    ParagraphKind.ADDRESSEE: "FtAddressee",
    ParagraphKind.ATTACHMENT: "FtAttachment",
    ParagraphKind.SUMMARY: "FtSummary",
}
Progress = Callable[[float, str], None]
_GAP = '<w:highlight w:val="yellow"/>'
_WIDE_TITLE = 28


def docx(
    report: Report,
    layout: Layout | None = None,
    *,
    progress: Progress | None = None,
    pages: Sequence[int] | None = None,
) -> bytes:
    """Write the report as .docx in the layout given (GB/T 9704 by default); equal reports give equal bytes.

    `progress` is told the share done (0 to 1) and the heading being written. `pages` are the pages of the headings
    where they are known from a printed copy; without them the contents carry pages counted on the official grid.
    """
    chosen = layout or Layout()
    if report.contents is not None and pages is None:
        pages = heading_pages(report, chosen)
    return _Writer(report, chosen, progress, pages or ()).to_bytes()


class _Writer:
    """One file being written: the body grows as text, charts become parts of the package."""

    def __init__(self, report: Report, layout: Layout, progress: Progress | None, pages: Sequence[int]) -> None:
        self._report, self._layout, self._progress = report, layout, progress
        self._package = base_package(
            layout, title=report.title, author=report.author, day=report.day, version=__version__
        )
        self._traces, self._notes = Traces(), Footnotes()
        self._references = footer_references(self._package, layout) + footnote_properties(layout)
        self._frames = Frames(self._package, layout, report.day)
        self._landscape = report.landscape
        head = report.red_head
        self._letter = letter_references(self._package, head, layout) if head is not None and head.letter else ""
        self._referred = {piece.refers for piece in report.runs if piece.refers}
        self._bookmarks = 0
        self._entries: list[Entry] = []
        self._start = "nextPage" if report.contents is None else "oddPage"
        self._pages = iter(pages)

    def to_bytes(self) -> bytes:
        head = self._head()
        blocks = [self._told(place, block) for place, block in enumerate(self._report.blocks)]
        body = [self._contents(), *head, *blocks, *self._foot()]
        body.append(self._section())
        text = f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
        self._package.add(DOCUMENT, text, f"{WORD}.document.main+xml")
        self._notes.attach(self._package)
        self._traces.attach(self._package)
        return self._package.to_bytes()

    def _contents(self) -> str:
        """Cover and contents in a section of their own, without page numbers."""
        about = self._report.contents
        if about is None:
            return ""
        made = contents_xml(about, self._entries, pages=self._layout.contents_pages)
        own = section(self._layout, "", landscape=False)
        return f"{cover_xml(self._report, self._layout)}{made}{_ending(own)}"

    def _head(self) -> list[str]:
        """Red head, annex mark, title and the line under it, 主送机关; a report with a cover has its title there."""
        report = self._report
        rows = []
        if report.red_head is not None:
            written = letter_number if report.red_head.letter else red_head_xml
            rows.append(written(report.red_head, self._layout))
        if report.annex:
            rows.append(paragraph(_STYLES[ParagraphKind.ANNEX], run(report.annex)))
        if report.contents is None:
            rows.append(self._title_lines(report.title))
            rows += [paragraph("Subtitle", run(report.subtitle))] if report.subtitle else []
            rows.append(paragraph("Normal", ""))
        if report.addressee:
            rows.append(paragraph("FtAddressee", run(f"{report.addressee}：")))
        return rows

    def _foot(self) -> list[str]:
        """The imprint: at the foot of the last page, or on an even page of its own."""
        imprint = self._report.imprint
        if imprint is None:
            return []
        rows = []
        even = self._layout.imprint_place == "even"
        if even or self._landscape:
            rows.append(self._turn(SectionBreak(landscape=False)))
            self._start = "evenPage" if even else "nextPage"
        return [*rows, imprint_xml(imprint, self._layout), _TINY]

    def _title_lines(self, title: str) -> str:
        lines = broken(title, _WIDE_TITLE if self._landscape else self._layout.title_characters)
        return paragraph("Title", line_break().join(run(line) for line in lines))

    def _told(self, place: int, block: Block) -> str:
        if self._progress and isinstance(block, Heading):
            self._progress(place / len(self._report.blocks), block.text)
        return self._block(block)

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Table):
            return table_xml(block, self._runs)
        if isinstance(block, (Chart, Multiples)):
            return self._figure(block)
        if isinstance(block, Contents):
            raise TypeError("contents belong to the report, not among its blocks")
        return new_page() if isinstance(block, PageBreak) else self._turn(block)

    def _heading(self, block: Heading) -> str:
        """With contents each heading is a bookmark they lead to."""
        inner = run(block.text)
        if self._report.contents is not None:
            name = f"_Toc{len(self._entries) + 1:08d}"
            page = next(self._pages, None)
            self._entries.append(Entry(level=block.level, text=block.text, bookmark=name, page=page))
            inner = bookmarked(inner, self._next(), name)
        return paragraph(f"Heading{block.level}", inner)

    def _paragraph(self, block: Paragraph) -> str:
        if block.kind is ParagraphKind.CENTRED:
            return self._title_lines(block.text)
        style = _STYLES[block.kind]
        if block.kind is ParagraphKind.CAPTION:
            return paragraph(style, self._caption(block.text, block.anchor))
        if block.kind is ParagraphKind.ATTACHMENT and not block.text.startswith("附件"):
            style = "FtAttachmentNext"
        return paragraph(style, self._runs(block.runs))

    def _runs(self, words: Words) -> str:
        return "".join(self._run(piece) for piece in words)

    def _run(self, piece: Run) -> str:
        if piece.refers:
            made = reference_runs(piece.text, piece.refers)
        else:
            made = run(piece.text, _GAP if piece.gap else "") if piece.text else ""
        if piece.trace is not None:
            made = bookmarked(made, self._next(), self._traces.name(piece.trace))
        return made + (self._notes.mark(piece.note) if piece.note else "")

    def _caption(self, text: str, anchor: str) -> str:
        """A caption; one the text refers to is a bookmark."""
        wanted = anchor in self._referred
        return caption_runs(text, anchor if wanted else "", self._next() if wanted else 0)

    def _next(self) -> int:
        self._bookmarks += 1
        return self._bookmarks

    def _section(self) -> str:
        first = 1 if self._start == "oddPage" else None
        made = section(
            self._layout,
            self._letter + self._references,
            landscape=self._landscape,
            start=self._start,
            first_page=first,
            title_page=bool(self._letter),
        )
        self._start, self._letter = "nextPage", ""
        return made

    def _turn(self, block: SectionBreak) -> str:
        """The old section's properties close it in a paragraph of their own."""
        ended = self._section()
        self._landscape = block.landscape
        return _ending(ended)

    def _figure(self, block: Chart | Multiples) -> str:
        frame = self._frames.chart(block) if isinstance(block, Chart) else self._frames.multiples(block)
        return frame + paragraph("FtFigureTitle", self._caption(block.title, block.anchor))


_TINY = '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def _ending(properties: str) -> str:
    return f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{properties}</w:pPr></w:p>'
