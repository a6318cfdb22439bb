# ruff: noqa: E501 - sentences of the tables stay on one line
"""Plan texts written out as files: Word with automatic numbers, PDF with a text layer, a web page."""

import html
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import count

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ITEM = re.compile(r"^\s*(\d{1,2})\s*[.．、]\s*")
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def paragraph(text: str, *, number: int | None = None) -> str:
    """A Word paragraph, numbered by list `number` when given."""
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>' if number else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r></w:p>'


def docx(body: str, *, numbering: str = "", extra: dict[str, str] | None = None) -> bytes:
    """A Word file with this body."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>'
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELS)
        package.writestr("word/document.xml", document)
        if numbering:
            package.writestr("word/numbering.xml", f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>')
        for name, text in (extra or {}).items():
            package.writestr(name, text)
    return buffer.getvalue()


def docx_of(lines: list[str], *, automatic: bool = False) -> bytes:
    """The lines as Word paragraphs; `automatic` turns the items' numbers into list numbering."""
    body, lists, numbers = [], [], count(1)
    current = 0
    for line in lines:
        found = _ITEM.match(line)
        if automatic and found and "目标" not in line[:8] and "措施" not in line[:8]:
            if found[1] == "1":
                current = next(numbers)
                lists.append(current)
            body.append(paragraph(line[found.end() :], number=current))
        else:
            body.append(paragraph(line))
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = "".join(f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>' for number in lists)
    numbering += "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in lists)
    return docx("".join(body), numbering=numbering)


def styled_docx_of(lines: list[str], *, numbered: bool = False, outline: bool = False) -> bytes:
    """A Word file whose structure stands in its styles only: `#1 ` … `#3 ` headings, `* ` list items, else text.

    `numbered` gives headings and items automatic numbers (一、（一）1.), else items have bullets; `outline` puts the outline level into the
    paragraph instead of a heading style. The styles bear the numbers WPS gives them, not their names.
    """
    body, restarts = [], 0
    for line in lines:
        level = int(line[1]) if re.match(r"#\d ", line) else 0
        text = re.sub(r"^(?:#\d|\*) ", "", line)
        if level and outline:
            list_part = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>' if numbered else ""
            properties = f'{list_part}<w:outlineLvl w:val="{level - 1}"/>'
        elif level:
            properties = f'<w:pStyle w:val="{level + 1}"/>'
        elif line.startswith("* "):
            properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{restarts + 1 if numbered else 99}"/></w:numPr>'
        else:
            properties = ""
        restarts += level == 3
        body.append(f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>")
    kinds = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(kinds)
    )
    items = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%1）"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
    numbering += "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{items}</w:abstractNum>' for n in range(2, restarts + 2)
    )
    numbering += (
        '<w:abstractNum w:abstractNumId="99"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    )
    numbering += '<w:num w:numId="99"><w:abstractNumId w:val="99"/></w:num>'
    numbering += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, restarts + 2))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{level + 1}"><w:name w:val="heading {level}"/><w:pPr>'
        + (f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>' if numbered else "")
        + f'<w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2, 3)
    )
    extra = {"word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>'}
    return docx("".join(body), numbering=numbering, extra=extra)


def html_of(lines: list[str]) -> bytes:
    """A page as a government site serves it: menus, scripts, entities and non-breaking blanks."""
    body = "".join(f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{html.escape(line)}</p>\n" for line in lines)
    page = (
        "<!DOCTYPE html><html><head><meta charset='gb2312'><title>政府网站</title><script>var a='主要目标';</script></head>"
        f"<body><nav><a href='/'>首页</a></nav><div class='content'>{body}</div></body></html>"
    )
    return page.encode("gb18030")


def pdf_of(
    lines: list[str], *, head: str = "", wide: int = 36, high: int = 34, columns: int = 1, watermark: str = ""
) -> bytes:
    """A PDF with a text layer in a font that is not embedded: wrapped lines, running head, page numbers."""
    printed = [piece for line in lines for piece in _wrapped(line.strip(), wide // columns)]
    pages = [printed[start : start + high * columns] for start in range(0, len(printed), high * columns)]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    for number, page in enumerate(pages):
        content = _page(page, number + 1, head, high, columns)
        content += "\n" + _shown(watermark, 120, 405, 60) if watermark else ""
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {6 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    data = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return data + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def _page(lines: list[str], number: int, head: str, high: int, columns: int) -> str:
    shown = [_shown(head, 60, 815)] if head else []
    width = 14 if columns == 1 else 12
    for column in range(columns):
        left = 60 if column == 0 else 320
        for row, line in enumerate(lines[column * high : (column + 1) * high]):
            shown.append(_shown(line, left, 780 - 21 * row, width))
    shown.append(_shown(f"- {number} -", 280, 40))
    return "\n".join(shown)


def _shown(text: str, left: int, low: int, size: int = 14) -> str:
    return f"BT /F1 {size} Tf {left} {low} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _wrapped(line: str, wide: int) -> list[str]:
    return [line[start : start + wide] for start in range(0, len(line), wide)]


def repacked(data: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """A package with every part's name and bytes changed."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return buffer.getvalue()
