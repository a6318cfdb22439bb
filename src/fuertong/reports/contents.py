"""Generated contents (目录): a TOC field whose entries are already filled in, in the frame Word gives its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from fuertong.reports.blocks import Contents
from fuertong.reports.captions import complex_field
from fuertong.reports.wordml import clean, paragraph, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One heading: its level, text, bookmark, and the page it is expected on (None: not printed)."""

    level: int
    text: str
    bookmark: str
    page: int | None = None


def contents_xml(about: Contents, entries: Sequence[Entry], *, pages: bool) -> str:
    """The contents with their title; without `pages` the entries are links alone."""
    shown = [entry for entry in entries if entry.level <= about.levels]
    switches = f'TOC \\o "1-{about.levels}" \\h \\z \\u' + ("" if pages else " \\n")
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {clean(switches)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    rows = "".join(
        paragraph(f"TOC{entry.level}", ("" if place else begin) + _entry(entry, pages=pages))
        for place, entry in enumerate(shown)
    )
    end = paragraph("FtBody", ("" if shown else begin) + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    title = paragraph("FtContentsTitle", run(about.title))
    return (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{title}{paragraph('FtBody', '')}{rows}{end}"
        "</w:sdtContent></w:sdt>"
    )


def _entry(entry: Entry, *, pages: bool) -> str:
    number = "<w:r><w:tab/></w:r>" + complex_field(f"PAGEREF {entry.bookmark} \\h", str(entry.page or 1))
    inner = run(entry.text) + (number if pages else "")
    return f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{inner}</w:hyperlink>'
