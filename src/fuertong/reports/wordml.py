"""WordprocessingML pieces (版面元素): runs, paragraphs, bookmarks, section properties, as strings."""

import re
from xml.sax.saxutils import escape

from fuertong.reports.layout import Font, Layout, twips
from fuertong.reports.style import fonts, half_points

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
EMU_PER_MM = 36000
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def run(text: str, properties: str = "") -> str:
    """A run of text with optional run properties."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{clean(text)}</w:t></w:r>'


def clean(text: str) -> str:
    """Text for an XML part: escaped, line ends as spaces, characters XML does not allow left out."""
    return escape(_FORBIDDEN.sub("", text.replace("\n", " ")), {'"': "&quot;"})


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """A paragraph in a style; `properties` follow the style in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def bookmarked(inner: str, number: int, name: str) -> str:
    """Runs inside a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def new_page() -> str:
    """A paragraph of one point that begins a page; unlike a break it never fills a page of its own."""
    return '<w:p><w:pPr><w:pageBreakBefore/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def line_break() -> str:
    """A line break inside a paragraph."""
    return "<w:r><w:br/></w:r>"


def field(instruction: str, properties: str) -> str:
    """A simple field such as PAGE."""
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r><w:rPr>{properties}</w:rPr>{part}</w:r>" for part in parts)


def chart_frame(relation: str, number: int, width: float, height: float, description: str) -> str:
    """An inline frame (mm) holding a chart part."""
    extent = f'cx="{round(width * EMU_PER_MM)}" cy="{round(height * EMU_PER_MM)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="图表{number}" descr="{clean(description)}"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def section(
    layout: Layout,
    references: str,
    *,
    landscape: bool,
    start: str = "nextPage",
    first_page: int | None = None,
    title_page: bool = False,
) -> str:
    """Section properties: page, margins turned with the page, and the grid of lines and characters.

    `references` are footers and the rules of footnotes, `start` how the section begins (nextPage, oddPage, evenPage),
    `first_page` begins its page numbers anew; `title_page`: its first page has a head and foot of its own.
    """
    numbers = "" if first_page is None else f'<w:pgNumType w:start="{first_page}"/>'
    if landscape:
        size = f'w:w="{twips(layout.page_height)}" w:h="{twips(layout.page_width)}" w:orient="landscape"'
        top, right, bottom, left = layout.left, layout.top, layout.right, layout.bottom
        grid = f'<w:docGrid w:type="lines" w:linePitch="{round(layout.line * 20)}"/>'
    else:
        size = f'w:w="{twips(layout.page_width)}" w:h="{twips(layout.page_height)}"'
        top, right, bottom, left = layout.top, layout.right, layout.bottom, layout.left
        pitch = f'w:linePitch="{round(layout.line * 20)}" w:charSpace="{layout.character_space}"'
        grid = f'<w:docGrid w:type="linesAndChars" {pitch}/>'
    margins = f'w:top="{twips(top)}" w:right="{twips(right)}" w:bottom="{twips(bottom)}" w:left="{twips(left)}"'
    return (
        f'<w:sectPr>{references}<w:type w:val="{start}"/><w:pgSz {size}/>'
        f'<w:pgMar {margins} w:header="851" w:footer="{_footer_distance(layout, bottom)}" w:gutter="0"/>'
        f"{numbers}<w:cols/>{'<w:titlePg/>' if title_page else ''}{grid}</w:sectPr>"
    )


def _footer_distance(layout: Layout, bottom: float) -> int:
    """From the paper's edge to the foot of the page number, so that its dash runs `page_number_gap` under the text."""
    half_line, extra = 14 / 72 * 25.4 / 2, (12 / 72 * 25.4 if layout.mark or layout.footer_note else 0)
    return twips(max(5.0, bottom - layout.page_number_gap - half_line - extra))


def run_properties(font: Font, size: float) -> str:
    """Font and size of a run that departs from its style."""
    return f'{fonts(font)}<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
