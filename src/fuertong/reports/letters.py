"""The letter format (信函格式, GB/T 9704-2012, 10.1): the name in red, red double lines over and under the first page.

The name begins 30 mm under the edge of the paper, the first line (上粗下细) 4 mm under it, the second (上细下粗) 20 mm
over the foot, both 170 mm long; the number stands right, 7/8 of a character under the first line; no page number on
the first page.
"""

from fuertong.reports.base import DOCUMENT
from fuertong.reports.layout import Layout, twips
from fuertong.reports.official import RedHead
from fuertong.reports.package import HEAD, RELATION, WORD, Package
from fuertong.reports.style import half_points
from fuertong.reports.wordml import NAMESPACES, paragraph, run

_RED = "FF0000"
_LONG, _NAME_TOP, _TO_LINE, _FOOT = 170.0, 30.0, 4.0, 20.0
_THICK, _GAP, _THIN = 0.9, 0.5, 0.35
_LARGEST, _SMALLEST = 42.0, 22.0
_MM = 25.4 / 72


def letter_references(package: Package, head: RedHead, layout: Layout) -> str:
    """Add header and footer of the first page and return the references its section needs."""
    size = _size(head, layout)
    line = f'<w:spacing w:before="0" w:after="0" w:line="{round(size * 24)}" w:lineRule="exact"/><w:jc w:val="center"/>'
    sizes = f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
    at = _NAME_TOP
    rows = []
    for name in head.issuers:
        rows.append(paragraph("FtRedHead", run(name, sizes), _frame(layout, at) + line))
        at += size * 1.2 * _MM
    header = "".join(rows) + _double(layout, at + _TO_LINE, (_THICK, _THIN))
    footer = _double(layout, layout.page_height - _FOOT, (_THIN, _THICK))
    references = []
    for kind, tag, inner in (("header", "hdr", header), ("footer", "ftr", footer)):
        name = f"{kind}-letter.xml"
        text = f"{HEAD}<w:{tag} {NAMESPACES}>{inner}{paragraph('FtImprint', '')}</w:{tag}>"
        package.add(f"word/{name}", text, f"{WORD}.{kind}+xml")
        relation = package.relate(DOCUMENT, f"{RELATION}/{kind}", name)
        references.append(f'<w:{kind}Reference w:type="first" r:id="{relation}"/>')
    return "".join(references)


def letter_number(head: RedHead, layout: Layout) -> str:
    """Room under the first line, and the number at the right edge of the text."""
    top = _NAME_TOP + len(head.issuers) * _size(head, layout) * 1.2 * _MM + _TO_LINE + _THICK + _GAP + _THIN
    room = max(1.0, top + layout.body_size * _MM * 7 / 8 - layout.top)
    exact = f'<w:spacing w:line="{twips(room)}" w:lineRule="exact"/>'
    number = paragraph("FtNumber", run(head.number), '<w:jc w:val="right"/>')
    return f"{paragraph('FtRedHead', '', exact)}{number}{paragraph('FtBody', '')}"


def _size(head: RedHead, layout: Layout) -> float:
    longest = max(len(name) for name in head.issuers)
    return min(_LARGEST, max(_SMALLEST, round(layout.text_width / _MM / longest * 2 - 1) / 2))


def _frame(layout: Layout, y: float) -> str:
    """A frame of 170 mm in the middle of the paper, `y` mm under its edge."""
    x = (layout.page_width - _LONG) / 2
    return (
        f'<w:framePr w:w="{twips(_LONG)}" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{twips(x)}" '
        f'w:y="{twips(y)}"/>'
    )


def _double(layout: Layout, y: float, heights: tuple[float, float]) -> str:
    """Two red lines: paragraphs of their height, because LibreOffice gives up a frame whose paragraphs have borders."""
    first, second = heights
    return "".join(
        (
            _line(layout, y, first, _RED),
            _line(layout, y + first + _GAP, second, _RED),
        )
    )


def _line(layout: Layout, y: float, height: float, colour: str) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{twips(height)}" w:lineRule="exact"/>'
    return paragraph("FtImprint", "", f'{_frame(layout, y)}{fill}{exact}<w:rPr><w:sz w:val="2"/></w:rPr>')
