"""A web page (网页) as saved from a government site: the paragraphs of its text, menus and scripts left out."""

import contextlib
import re

from lxml import etree
from lxml import html as lxml_html

from fuertong.model.plan import Table
from fuertong.reading.forms.grids import html_grid
from fuertong.reading.source import SourceText

_HTML = re.compile(r"<(?:html|body|div|p|head|table|span|meta|!doctype)\b", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "table",
        "td",
        "th",
        "ul",
        "ol",
        "title",
        "dd",
        "dt",
    ]
)
_HEADS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SKIPPED = frozenset(["script", "style", "noscript", "head", "iframe", "nav", "select", "option", "button", "form"])
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_\-]+)", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page."""
    head = text[:3000]
    return len(_HTML.findall(head)) >= 2


def read_html(text: str, data: bytes) -> SourceText:
    """The paragraphs of a page as lines, its tables apart."""
    declared = _CHARSET.search(data[:3000])
    if declared and declared[1].lower().startswith(b"gb"):
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode("gb18030")
    root = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text) or "<p></p>")
    lines: list[str] = [""]
    tables: list[Table] = []
    heads: dict[int, int] = {}
    _walk(root, lines, tables, heads)
    shown = [(re.sub(r"\s+", " ", raw).strip(), heads.get(place, 0)) for place, raw in enumerate(lines)]
    levels = tuple(level for line, level in shown if line)
    return SourceText(
        lines=tuple(line for line, _ in shown if line),
        form="html",
        tables=tuple(tables),
        levels=levels if any(levels) else (),
    )


def _walk(root: etree._Element, lines: list[str], tables: list[Table], heads: dict[int, int]) -> None:
    """Depth first without recursion: a page may be nested deeply."""
    stack: list[tuple[etree._Element, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            if element.tag in _BLOCKS:
                lines.append("")
            lines[-1] += element.tail or ""
            continue
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            lines[-1] += element.tail or ""
            continue
        if element.tag in _BLOCKS:
            lines.append("")
        if element.tag in _HEADS:
            heads[len(lines) - 1] = int(element.tag[1])
        if element.tag == "table" and _is_data(element):
            tables.append(_table(element, len(lines)))
            lines[-1] += element.tail or ""
            continue
        lines[-1] += element.text or ""
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(list(element)))


def _is_data(table: etree._Element) -> bool:
    """A table of figures, not one that only lays out the page."""
    rows = list(table.iter("tr"))
    longest = max((len("".join(map(str, cell.itertext()))) for cell in table.iter("td", "th")), default=0)
    return len(rows) >= 3 and all(len(list(row)) >= 3 for row in rows[:2]) and longest < 400


def _table(element: etree._Element, line: int) -> Table:
    rows = html_grid(element)
    return Table(title="", line=line, header=rows[0], rows=tuple(rows[1:]))
