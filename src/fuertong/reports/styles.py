"""Styles (样式) of a report's Word file, written from the layout: real headings, so that the file can be navigated."""

from xml.sax.saxutils import quoteattr

from fuertong.reports.layout import Layout
from fuertong.reports.package import HEAD
from fuertong.reports.style import CENTRE, KEEP_NEXT, Style, W, first_line, fonts, half_points, spacing, style_xml
from fuertong.reports.styles_official import official_styles, reference_style


def styles_xml(layout: Layout) -> str:
    """The whole styles part."""
    body = layout.body
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(body)}<w:sz w:val={quoteattr(half_points(layout.body_size))}/>"
        f"<w:szCs w:val={quoteattr(half_points(layout.body_size))}/>"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    line = round(layout.line * 20)
    exact = f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    pitch = f'<w:spacing w:val="{layout.letter_spacing}"/>' if layout.letter_spacing else ""
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/>{exact}<w:jc w:val="both"/></w:pPr>'
        f'<w:rPr>{fonts(body)}{pitch}<w:sz w:val="{half_points(layout.body_size)}"/>'
        f'<w:szCs w:val="{half_points(layout.body_size)}"/></w:rPr></w:style>'
    )
    fixed = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    made = "".join(style_xml(style) for style in (*_styles(layout), *official_styles(layout)))
    made += reference_style(layout)
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{normal}{fixed}{made}{_table_style()}</w:styles>'


def _styles(layout: Layout) -> list[Style]:
    first = first_line(layout.indent_characters, layout.body_size)
    tight = spacing(0, round(layout.table_size * 20 * 1.25), "atLeast")
    title_line = spacing(0, round(layout.title_line * 20), "exact")
    centre, keep = CENTRE, KEEP_NEXT
    inset = round(layout.signature_indent * layout.body_size * 20)
    right = f'{keep}<w:ind w:rightChars="{layout.signature_indent * 100}" w:right="{inset}"/>'
    headings = [
        Style(
            id=f"Heading{level}",
            name=f"heading {level}",
            font=font,
            size=layout.heading_size,
            paragraph=f'{keep}{first}<w:outlineLvl w:val="{level - 1}"/>',
            next="FtBody",
            grid=True,
        )
        for level, font in enumerate(layout.heading_fonts, start=1)
    ]
    caption_line = spacing(60, round(layout.caption_size * 20 * 1.3), "atLeast")
    return [
        Style(id="FtBody", name="公文正文", font=layout.body, size=layout.body_size, paragraph=first, grid=True),
        Style(
            id="Title",
            name="Title",
            font=layout.title,
            size=layout.title_size,
            paragraph=f"{title_line}{centre}",
            next="FtBody",
        ),
        Style(id="Subtitle", name="Subtitle", font=layout.subtitle, size=layout.body_size, paragraph=centre),
        *headings,
        Style(
            id="Caption",
            name="caption",
            font=layout.caption,
            size=layout.caption_size,
            paragraph=f"{keep}{caption_line}{centre}",
        ),
        Style(
            id="FtFigureTitle",
            name="公文图题",
            font=layout.caption,
            size=layout.caption_size,
            paragraph=f"{caption_line}{centre}",
        ),
        Style(
            id="FtFigure",
            name="公文图",
            font=layout.body,
            size=layout.body_size,
            paragraph=f"{spacing(0, 240, 'auto')}{centre}",
        ),
        Style(
            id="FtTable",
            name="表格文字",
            font=layout.table,
            size=layout.table_size,
            paragraph=f'{tight}<w:jc w:val="left"/>',
        ),
        Style(
            id="FtTableHead",
            name="表格标题行",
            font=layout.table_head,
            size=layout.table_size,
            paragraph=f"{keep}{tight}{centre}",
        ),
        Style(
            id="FtNote", name="附注", font=layout.table, size=layout.note_size, paragraph=f'{tight}<w:jc w:val="left"/>'
        ),
        Style(
            id="FtSignature",
            name="落款",
            font=layout.body,
            size=layout.body_size,
            paragraph=f'{right}<w:jc w:val="right"/>',
            grid=True,
        ),
        Style(id="FtAnnex", name="附件标识", font=layout.annex, size=layout.body_size, paragraph=keep),
        Style(
            id="Footer",
            name="footer",
            font=layout.page_number,
            size=layout.page_number_size,
            paragraph=spacing(0, 280, "exact"),
        ),
    ]


def _table_style() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
    )
