"""One style (样式) of a Word file, and the pieces styles are written with."""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from fuertong.reports.layout import Font

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CENTRE, KEEP_NEXT = '<w:jc w:val="center"/>', "<w:keepNext/>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style; `paragraph` are its properties in schema order, `grid` keeps the body's letter spacing."""

    id: str
    name: str
    font: Font
    size: float
    paragraph: str
    based_on: str = "Normal"
    next: str = ""
    grid: bool = False
    colour: str = ""


def style_xml(style: Style) -> str:
    """The style element."""
    spacing = "" if style.grid else '<w:spacing w:val="0"/>'
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val={quoteattr(style.name)}/>'
        f'<w:basedOn w:val="{style.based_on}"/>{following}<w:qFormat/><w:pPr>{style.paragraph}</w:pPr>'
        f'<w:rPr>{fonts(style.font)}{colour}{spacing}<w:sz w:val="{half_points(style.size)}"/>'
        f'<w:szCs w:val="{half_points(style.size)}"/></w:rPr></w:style>'
    )


def fonts(font: Font) -> str:
    """The rFonts element of a font."""
    latin = quoteattr(font.latin)
    return f"<w:rFonts w:ascii={latin} w:hAnsi={latin} w:eastAsia={quoteattr(font.east_asia)} w:cs={latin}/>"


def half_points(size: float) -> str:
    """A size in half points."""
    return str(round(size * 2))


def first_line(characters: int, size: float) -> str:
    """The indent of the first line by characters."""
    return f'<w:ind w:firstLineChars="{characters * 100}" w:firstLine="{round(characters * size * 20)}"/>'


def spacing(around: int, line: int, rule: str) -> str:
    """Line spacing off the grid: `around` and `line` in twips, rule exact, atLeast or auto."""
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="{around}" w:after="{around}" w:line="{line}" '
        f'w:lineRule="{rule}"/>'
    )
