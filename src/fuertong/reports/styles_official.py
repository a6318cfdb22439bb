"""Styles of what only an official document or a long report has: red head, contents, footnotes, imprint."""

from fuertong.reports.layout import Layout, twips
from fuertong.reports.style import CENTRE, KEEP_NEXT, Style, half_points, spacing

_RED = "FF0000"


def official_styles(layout: Layout) -> list[Style]:
    """The paragraph styles; a file that does not use them carries them all the same, so that people find them."""
    body, size = layout.body, layout.body_size
    return [
        Style(id="FtAddressee", name="主送机关", font=body, size=size, paragraph="", grid=True),
        Style(id="FtAttachment", name="附件说明", font=body, size=size, paragraph=_hanging(5, 3, size), grid=True),
        Style(
            id="FtAttachmentNext", name="附件说明续", font=body, size=size, paragraph=_hanging(6, 1, size), grid=True
        ),
        Style(
            id="FtSummary",
            name="要点",
            font=layout.subtitle,
            size=size,
            paragraph=_first(layout),
            next="FtBody",
            grid=True,
        ),
        Style(id="FtRedHead", name="发文机关标志", font=layout.title, size=36, paragraph=CENTRE, colour=_RED),
        Style(id="FtNumber", name="发文字号", font=body, size=size, paragraph=CENTRE),
        Style(id="FtHeadMark", name="版头标注", font=layout.annex, size=size, paragraph='<w:jc w:val="left"/>'),
        Style(
            id="FtImprint",
            name="版记",
            font=body,
            size=layout.imprint_size,
            paragraph=spacing(20, round(layout.imprint_size * 20 * 1.4), "atLeast"),
        ),
        Style(id="FtContentsTitle", name="目录标题", font=layout.annex, size=layout.title_size, paragraph=CENTRE),
        *(_contents_style(layout, level) for level in (1, 2, 3)),
        Style(
            id="FootnoteText",
            name="footnote text",
            font=layout.table,
            size=layout.footnote_size,
            paragraph=spacing(0, round(layout.footnote_size * 20 * 1.2), "atLeast") + '<w:jc w:val="left"/>',
        ),
    ]


def reference_style(layout: Layout) -> str:
    """The character style of a footnote's mark."""
    return (
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/>'
        f'<w:rPr><w:sz w:val="{half_points(layout.body_size)}"/><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )


def _contents_style(layout: Layout, level: int) -> Style:
    """An entry with its page number at the right edge, behind dots."""
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(layout.text_width)}"/></w:tabs>'
    left = (level - 1) * 2
    indent = f'<w:ind w:leftChars="{left * 100}" w:left="{round(left * layout.body_size * 20)}"/>' if left else ""
    font = layout.heading_fonts[0] if level == 1 else layout.body
    return Style(
        id=f"TOC{level}",
        name=f"toc {level}",
        font=font,
        size=layout.contents_size,
        paragraph=f"{tab}{indent}",
        grid=True,
    )


def _hanging(left: int, hanging: int, size: float) -> str:
    return (
        f'<w:ind w:leftChars="{left * 100}" w:left="{round(left * size * 20)}" '
        f'w:hangingChars="{hanging * 100}" w:hanging="{round(hanging * size * 20)}"/>'
    )


def _first(layout: Layout) -> str:
    characters = layout.indent_characters
    return (
        f'{KEEP_NEXT}<w:ind w:firstLineChars="{characters * 100}" '
        f'w:firstLine="{round(characters * layout.body_size * 20)}"/>'
    )
