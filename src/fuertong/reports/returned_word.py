"""A Word file that came back (交回的Word文件): its text as any program saved it, ours, Word, WPS or LibreOffice.

Tracked changes that nobody accepted are read as accepted (insertions in, deletions out) and counted; comments are
listed; bookmarks are kept as names. Only the text counts: runs may be cut anywhere, styles may have other ids.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from fuertong.errors import FuertongError

_LARGEST_PART = 200 * 2**20
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_LEFT_OUT = {"del", "moveFrom", "Fallback", "pPr", "txbxContent", "instrText", "delText"}
_CONTAINERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body"}
_CHANGES = {"ins", "del", "moveFrom", "moveTo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordParagraph:
    """A paragraph: its text, the name of its style in lower case, its heading level, the bookmarks in it."""

    text: str
    style: str = ""
    level: int | None = None
    bookmarks: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTable:
    """A table as rows of cell texts; a cell that goes on with the one above is empty."""

    rows: tuple[tuple[str, ...], ...]
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment (批注) and the paragraph it hangs on."""

    author: str
    text: str
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """The body in its order, how many tracked changes stood open, and the comments."""

    parts: tuple[WordParagraph | WordTable, ...]
    tracked: int = 0
    comments: tuple[Comment, ...] = ()


def read_word(document: bytes) -> WordFile:
    """Read a .docx; FuertongError when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            main = _main_part(archive)
            body = _parsed(archive, main).find("{*}body")
            folder = main.rpartition("/")[0]
            styles = _styles(archive, f"{folder}/styles.xml".lstrip("/"))
            said = _comments(archive, f"{folder}/comments.xml".lstrip("/"))
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, etree.XMLSyntaxError) as error:
        raise _unreadable() from error
    if body is None:
        raise _unreadable()
    parts = tuple(_Body(styles).parts(body))
    tracked = sum(1 for element in body.iter() if _name(element) in _CHANGES and _is_of_text(element))
    return WordFile(parts=parts, tracked=tracked, comments=tuple(_placed(said, parts)))


def _unreadable() -> FuertongError:
    return FuertongError("这个文件不是可读的Word文档（.docx），请用Word或WPS另存为.docx后再核对。")


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Any, name: str = "val") -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    if archive.getinfo(name).file_size > _LARGEST_PART:
        raise ValueError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _main_part(archive: zipfile.ZipFile) -> str:
    for relation in _parsed(archive, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise KeyError("officeDocument")


def _styles(archive: zipfile.ZipFile, name: str) -> dict[str, tuple[str, int | None]]:
    """Style id → (name in lower case, heading level)."""
    if name not in archive.namelist():
        return {}
    found: dict[str, tuple[str, int | None]] = {}
    for style in _parsed(archive, name).findall("{*}style"):
        title = style.find("{*}name")
        words = _value(title).lower() if title is not None else ""
        heading = _HEADING.search(words)
        outline = style.find("{*}pPr/{*}outlineLvl")
        level = int(heading[1]) if heading else (int(_value(outline)) + 1 if outline is not None else None)
        found[_value(style, "styleId")] = (words, level if level and level < 10 else None)
    return found


def _comments(archive: zipfile.ZipFile, name: str) -> dict[str, tuple[str, str]]:
    if name not in archive.namelist():
        return {}
    rows = _parsed(archive, name).findall("{*}comment")
    return {_value(row, "id"): (_value(row, "author"), _text(row)) for row in rows}


def _placed(said: dict[str, tuple[str, str]], parts: tuple[WordParagraph | WordTable, ...]) -> Iterator[Comment]:
    where = {key: part.text for part in parts if isinstance(part, WordParagraph) for key in part.comments}
    for key, (author, text) in said.items():
        if text.strip():
            yield Comment(author=author, text=text.strip(), on=where.get(key, ""))


def _is_of_text(element: Any) -> bool:
    """Whether a tracked change holds text, or is the change of a paragraph's end or a row."""
    inside = any(_name(node) in ("t", "delText") and node.text for node in element.iter())
    return inside or (len(element) == 0 and _name(element.getparent()) in ("rPr", "trPr"))


def _text(element: Any) -> str:
    """The text as it reads when every tracked change is accepted; line breaks inside a paragraph vanish."""
    name = _name(element)
    if name in _LEFT_OUT:
        return ""
    if name == "t":
        return element.text or ""
    if name == "tab":
        return " "
    if name == "noBreakHyphen":
        return "-"
    return "".join(_text(child) for child in element)


class _Body:
    """Walks through a body; what hangs between paragraphs goes to the next one."""

    def __init__(self, styles: dict[str, tuple[str, int | None]]) -> None:
        self._styles = styles
        self._waiting: list[str] = []
        self._joined: WordParagraph | None = None

    def parts(self, container: Any) -> Iterator[WordParagraph | WordTable]:
        """Paragraphs and tables in order."""
        for element in container:
            name = _name(element)
            if name == "p":
                found = self._paragraph(element)
                if found is not None:
                    yield found
            elif name == "tbl":
                yield self._table(element)
            elif name == "bookmarkStart":
                self._waiting.append(_value(element, "name"))
            elif name in _CONTAINERS:
                yield from self.parts(element)

    def _paragraph(self, element: Any) -> WordParagraph | None:
        """One paragraph, joined with those before it whose end was deleted; None while it goes on."""
        properties = element.find("{*}pPr")
        style, level = ("", None)
        ended = True
        if properties is not None:
            named = properties.find("{*}pStyle")
            style, level = self._styles.get(_value(named) if named is not None else "", ("", None))
            outline = properties.find("{*}outlineLvl")
            if outline is not None and int(_value(outline) or 9) < 9:
                level = int(_value(outline)) + 1
            gone = properties.find("{*}rPr/{*}del"), properties.find("{*}rPr/{*}moveFrom")
            ended = all(mark is None for mark in gone)
        text, before = _text(element), self._joined
        marks = (*self._waiting, *_marks(element, "bookmarkStart", "name"))
        comments = _marks(element, "commentRangeStart", "id")
        self._waiting = []
        if before is not None:
            style, level = before.style, before.level
            text, marks = before.text + text, (*before.bookmarks, *marks)
            comments = (*before.comments, *comments)
        found = WordParagraph(text=text, style=style, level=level, bookmarks=marks, comments=comments)
        if ended:
            self._joined = None
            return found
        self._joined = found if text else before
        return None

    def _table(self, element: Any) -> WordTable:
        rows = []
        for row in element.findall("{*}tr"):
            if row.find("{*}trPr/{*}del") is None:
                rows.append(tuple(_cell(cell) for cell in _cells(row)))
        marks = (*self._waiting, *_marks(element, "bookmarkStart", "name"))
        self._waiting = []
        return WordTable(rows=tuple(rows), bookmarks=marks)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if _name(element) == "tc":
            yield element
        elif _name(element) in _CONTAINERS:
            yield from _cells(element)


def _cell(cell: Any) -> str:
    merged = cell.find("{*}tcPr/{*}vMerge")
    return "" if merged is not None and _value(merged) in ("", "continue") else _text(cell).strip()


def _marks(element: Any, name: str, attribute: str) -> tuple[str, ...]:
    return tuple(_value(node, attribute) for node in element.iter(f"{{*}}{name}"))
