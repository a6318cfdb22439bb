"""The red head (版头) and the imprint (版记) in Word, with the measures of GB/T 9704-2012."""

from fuertong.reports.layout import TWIPS_PER_MM, Layout, twips
from fuertong.reports.official import Imprint, RedHead
from fuertong.reports.style import half_points
from fuertong.reports.wordml import paragraph, run, run_properties

_TOP_OF_NAME, _TO_LINE = 35, 4
_LARGEST, _SMALLEST = 48.0, 22.0
_RED = "FF0000"
_OUTER, _INNER = 0.35, 0.25
_NO_MARGIN = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'


def red_head_xml(head: RedHead, layout: Layout) -> str:
    """份号 and 紧急程度, the name 35 mm under the top of the text area, 发文字号, the red line 4 mm under it."""
    marks = [text for text in (head.copy_number, head.urgency) if text]
    above = "".join(paragraph("FtHeadMark", run(text)) for text in marks)
    rest = round(_TOP_OF_NAME * TWIPS_PER_MM) - len(marks) * round(layout.line * 20)
    empty = paragraph("FtBody", "") * 2
    return f"{above}{_name(head, layout, rest)}{empty}{_number(head, layout)}{empty}"


def _name(head: RedHead, layout: Layout, before: int) -> str:
    """One issuer and 文件 in a line; joint issuers under each other, 文件 to their right in the middle."""
    spacer = f'<w:p><w:pPr><w:pStyle w:val="FtRedHead"/><w:spacing w:line="{before}" w:lineRule="exact"/></w:pPr></w:p>'
    longest = max(len(name) for name in head.issuers)
    size = _size(longest + len(head.word) + (1 if len(head.issuers) > 1 else 0), layout)
    if len(head.issuers) == 1:
        return spacer + _red(f"{head.issuers[0]}{head.word}", size)
    word = round(len(head.word) * size * 20 + size * 10) if head.word else 0
    names = twips(layout.text_width) - word
    left = "".join(_red(name, size, '<w:jc w:val="distribute"/>') for name in head.issuers)
    cells = _cell(names, left) + (_cell(word, _red(head.word, size)) if word else "")
    grid = f'<w:gridCol w:w="{names}"/>' + (f'<w:gridCol w:w="{word}"/>' if word else "")
    return (
        f'{spacer}<w:tbl><w:tblPr><w:tblW w:w="{names + word}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{_NO_MARGIN}</w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'
    )


def _size(characters: int, layout: Layout) -> float:
    """As large as the line allows, never larger than is usual and never smaller than the title."""
    return min(_LARGEST, max(_SMALLEST, round(layout.text_width / 25.4 * 72 / characters * 2 - 1) / 2))


def _red(text: str, size: float, extra: str = "") -> str:
    line = f'<w:spacing w:line="{round(size * 20 * 1.2)}" w:lineRule="exact"/>'
    sizes = f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
    return paragraph("FtRedHead", run(text, sizes), line + extra)


def _cell(width: int, inner: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc>'


def _number(head: RedHead, layout: Layout) -> str:
    """发文字号 centred; with 签发人 it stands left and they right, one character in."""
    space = round(_TO_LINE / 25.4 * 72)
    border = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="{space}" w:color="{_RED}"/></w:pBdr>'
    if not head.signers:
        return paragraph("FtNumber", run(head.number), border)
    unit = round(layout.body_size * 20)
    right = f'<w:tab w:val="right" w:pos="{twips(layout.text_width) - unit}"/>'
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{unit}"/>{right}</w:tabs>'
    names = run("  ".join(head.signers), run_properties(layout.subtitle, layout.body_size))
    tab = "<w:r><w:tab/></w:r>"
    inner = f"{tab}{run(head.number)}{tab}{run('签发人：')}{names}"
    return paragraph("FtNumber", inner, f'{border}{tabs}<w:jc w:val="left"/>')


def imprint_xml(imprint: Imprint, layout: Layout) -> str:
    """抄送 over 印发 between lines of 0.35 mm, parted by one of 0.25 mm, in a frame at the foot of its page.

    The lines are black paragraphs of that height: LibreOffice gives up a frame whose paragraphs have borders.
    """
    unit = round(layout.imprint_size * 20)
    width = twips(layout.text_width)
    frame = (
        f'<w:framePr w:w="{width}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" '
        'w:yAlign="bottom"/>'
    )
    left = f'<w:tab w:val="left" w:pos="{unit}"/>'
    tab = "<w:r><w:tab/></w:r>"
    rows = [_line(_OUTER, frame)]
    if imprint.copies:
        indent = f'<w:ind w:left="{4 * unit}" w:right="{unit}" w:hanging="{4 * unit}"/>'
        copies = "，".join(imprint.copies)
        rows.append(
            paragraph("FtImprint", f"{tab}{run(f'抄送：{copies}。')}", f"{frame}<w:tabs>{left}</w:tabs>{indent}")
        )
        rows.append(_line(_INNER, frame))
    tabs = f'<w:tabs>{left}<w:tab w:val="right" w:pos="{width - unit}"/></w:tabs>'
    printed = f"{tab}{run(imprint.office)}{tab}{run(f'{imprint.printed_on}印发')}"
    rows.append(paragraph("FtImprint", printed, f"{frame}{tabs}"))
    return "".join((*rows, _line(_OUTER, frame)))


def _line(height: float, frame: str) -> str:
    black = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{twips(height)}" w:lineRule="exact"/>'
    return paragraph("FtImprint", "", f'{frame}{black}{exact}<w:rPr><w:sz w:val="2"/></w:rPr>')
