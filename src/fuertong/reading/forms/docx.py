"""A Word file (Word文档): paragraphs with their automatic numbers, text boxes, footnotes and tables.

Tracked changes are taken as accepted: inserted words are read, deleted words are not.
"""

import zipfile
import zlib
from io import BytesIO
from itertools import islice

from lxml import etree

from fuertong.errors import FuertongError
from fuertong.model.plan import Table
from fuertong.reading.forms.grids import word_grid
from fuertong.reading.forms.listnumbers import ListNumbers, W, whole
from fuertong.reading.forms.outline_levels import heading_level, style_levels
from fuertong.reading.forms.parts import TooLargeError, beside, main_part, part
from fuertong.reading.source import SourceText

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DELETED = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{_MC}Fallback", f"{W}rPr", f"{W}pPr", f"{W}rt"}
)
_MAX_BASED = 20
_MAX_PARAGRAPHS = 500_000  # a plan of 600 pages has some 20,000
_BREAKS = frozenset({f"{W}br", f"{W}cr"})


def read_docx(data: bytes, *, name: str) -> SourceText:
    """The paragraphs of a Word file as lines, its tables apart; FuertongError when it cannot be opened."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            main = main_part(package)
            document = part(package, main)
            numbers = ListNumbers.parse(part(package, beside(main, "numbering.xml")))
            style_part = part(package, beside(main, "styles.xml"))
            styles, hidden = _style_lists(style_part), _hidden_styles(style_part)
            levels = style_levels(style_part)
            notes = _footnotes(part(package, beside(main, "footnotes.xml")))
    except TooLargeError as error:
        raise FuertongError(
            f"文件《{name}》正文部分过大，可能不是规划或不安全，未予读取。请只保留规划正文，用Word另存后再上传。"
        ) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        etree.XMLSyntaxError,
        KeyError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:
        raise FuertongError(f"文件《{name}》已损坏，无法打开。请用Word打开后另存，再重新上传。") from error
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise FuertongError(f"文件《{name}》中没有正文，无法读取。请用Word打开后另存，再重新上传。")
    if sum(1 for _ in islice(body.iter(f"{W}p"), _MAX_PARAGRAPHS + 1)) > _MAX_PARAGRAPHS:
        raise FuertongError(
            f"文件《{name}》有{_MAX_PARAGRAPHS:,}个以上段落，可能不是规划，未予读取。请只保留规划正文，用Word另存后再上传。"
        )
    collector = _Collector(numbers=numbers, styles=styles, footnotes=notes, hidden=hidden, heads=levels)
    collector.children(body)
    if not any(line.strip() for line in collector.lines) and not collector.tables:
        raise FuertongError(f"文件《{name}》中没有文字，可能只有扫描图片。请上传可复制文字的Word、PDF或文本文件。")
    return SourceText(
        lines=tuple(collector.lines),
        form="docx",
        tables=tuple(collector.tables),
        notes=tuple(collector.remarks()),
        levels=tuple(collector.levels) if any(collector.levels) else (),
    )


def _style_lists(root: etree._Element | None) -> dict[str, tuple[str, int]]:
    """Lists that belong to a paragraph style, or to the style it is based on."""
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        key, parent = style.get(f"{W}styleId", ""), style.find(f"{W}basedOn")
        if found := _list_of(style):
            own[key] = found
        if parent is not None:
            based[key] = parent.get(f"{W}val", "")
    result = dict(own)
    for key in based:
        above, steps = key, 0
        while above not in own and above in based and steps < _MAX_BASED:
            above, steps = based[above], steps + 1
        if above in own:
            result[key] = own[above]
    return result


def _hidden_styles(root: etree._Element | None) -> frozenset[str]:
    """Character styles that hide their text."""
    styles = root.iter(f"{W}style") if root is not None else ()
    return frozenset(style.get(f"{W}styleId", "") for style in styles if _is_on(style.find(f"{W}rPr/{W}vanish")))


def _is_on(flag: etree._Element | None) -> bool:
    return flag is not None and flag.get(f"{W}val", "1") not in ("0", "false", "off")


def _list_of(element: etree._Element) -> tuple[str, int] | None:
    number = element.find(f"{W}pPr/{W}numPr/{W}numId")
    if number is None:
        return None
    depth = element.find(f"{W}pPr/{W}numPr/{W}ilvl")
    return number.get(f"{W}val", "0"), whole(depth.get(f"{W}val", "0")) if depth is not None else 0


def _footnotes(root: etree._Element | None) -> dict[str, str]:
    return {
        note.get(f"{W}id", ""): "".join(map(str, note.itertext())).strip()
        for note in (root.iter(f"{W}footnote") if root is not None else ())
    }


class _Collector:
    """Collects lines and tables in the document's order."""

    def __init__(
        self,
        *,
        numbers: ListNumbers,
        styles: dict[str, tuple[str, int]],
        footnotes: dict[str, str],
        hidden: frozenset[str] = frozenset(),
        heads: dict[str, int] | None = None,
    ) -> None:
        self.heads = heads or {}
        self.levels: list[int] = []
        self.numbers, self.styles, self.footnotes, self.hidden = numbers, styles, footnotes, hidden
        self.lines: list[str] = []
        self.tables: list[Table] = []
        self.changes = 0
        self.footnoted = 0

    def children(self, parent: etree._Element) -> None:
        """Read paragraphs and tables below an element."""
        for child in parent:
            if child.tag == f"{W}p":
                self.paragraph(child)
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml"):
                self.children(child)

    def paragraph(self, element: etree._Element) -> None:
        """One paragraph, its number first; text boxes inside follow as lines of their own."""
        boxes: list[etree._Element] = []
        text = self._text(element, boxes)
        label = self._label(element) if text.strip() else ""
        lines = (label + text).split("\n")
        self.lines.append("".join(lines) if _is_broken(lines) else lines[0])
        if not _is_broken(lines):
            self.lines.extend(lines[1:])
        level = heading_level(element, self.heads)
        self.levels.extend([level] * (len(self.lines) - len(self.levels)))
        for box in boxes:
            self.children(box)

    def _label(self, element: etree._Element) -> str:
        found = _list_of(element)
        style = element.find(f"{W}pPr/{W}pStyle")
        inherited = self.styles.get(style.get(f"{W}val", "")) if style is not None else None
        if found is None:
            found = inherited
        elif inherited and element.find(f"{W}pPr/{W}numPr/{W}ilvl") is None:
            found = (found[0], inherited[1])
        return self.numbers.next(*found) if found and found[0] != "0" else ""

    def _text(self, element: etree._Element, boxes: list[etree._Element]) -> str:
        parts: list[str] = []
        stack = list(reversed(list(element)))
        while stack:
            child = stack.pop()
            if child.tag in _DELETED:
                self.changes += child.tag in (f"{W}del", f"{W}moveFrom")
                continue
            if child.tag == f"{W}txbxContent":
                boxes.append(child)
                continue
            if child.tag == f"{W}r" and self._is_hidden(child):
                continue
            if child.tag == f"{W}t":
                parts.append(child.text or "")
            elif child.tag in _BREAKS:
                parts.append("\n")
            elif child.tag == f"{W}tab":
                parts.append("\t")
            elif child.tag == f"{W}noBreakHyphen":
                parts.append("-")
            elif child.tag == f"{W}footnoteReference":
                self.footnoted += 1
            self.changes += child.tag in (f"{W}ins", f"{W}moveTo")
            stack.extend(reversed(list(child)))
        return "".join(parts)

    def _is_hidden(self, run: etree._Element) -> bool:
        """Hidden text (隐藏文字) is no part of the document; a run says so itself or through its style."""
        own = run.find(f"{W}rPr/{W}vanish")
        style = run.find(f"{W}rPr/{W}rStyle")
        return _is_on(own) if own is not None else style is not None and style.get(f"{W}val") in self.hidden

    def table(self, element: etree._Element) -> None:
        """A data table is kept apart; a one-column table is only a frame around paragraphs."""
        width = max((len(row.findall(f"{W}tc")) for row in element.iter(f"{W}tr")), default=0)
        if width <= 1:
            for cell in _cells(element):
                self.children(cell)
            return
        title = next((line.strip() for line in reversed(self.lines[-4:]) if line.strip()), "")
        filled = word_grid(element, self._cell)
        self.tables.append(
            Table(title=title[:60], line=max(len(self.lines), 1), header=filled[0], rows=tuple(filled[1:]))
        )

    def _cell(self, cell: etree._Element) -> str:
        boxes: list[etree._Element] = []
        return "\n".join(self._text(paragraph, boxes) for paragraph in cell.iter(f"{W}p")).strip()

    def remarks(self) -> list[str]:
        """Whole sentences about what was taken over or left out."""
        result = []
        if self.changes:
            result.append("文件带有修订痕迹，已按接受全部修订后的文字读取，请核对。")
        if self.footnoted:
            result.append(f"文件有{self.footnoted}处脚注，脚注文字未读入目标，请核对。")
        return result


def _cells(table: etree._Element) -> list[etree._Element]:
    """The cells of a table, those of tables inside it left to themselves."""
    return [cell for cell in table.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tbl")) is table]


def _is_broken(lines: list[str]) -> bool:
    """Line breaks by hand inside one paragraph: only those after a sentence end make new lines."""
    return len(lines) > 1 and not all(
        line.rstrip().endswith(("。", "；", "：", ":")) or len(line) < 25 for line in lines[:-1]
    )
