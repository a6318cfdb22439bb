"""What the values of a sheet do not tell (单元格细节): formulas, percent formats, shown decimals, comments, extent.

Read straight from the parts of an .xlsx, by patterns over bytes, so that 100,000 cells cost little. An .xls tells
none of this.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_CELL = rb"<(?:\w+:)?c\b([^>]*)>"
_FORMULA = re.compile(_CELL + rb"\s*<(?:\w+:)?f\b.*?</(?:\w+:)?c>", re.DOTALL)
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\bt=["']e["'])([^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v\b[^>]*>([^<]*)<""", re.DOTALL
)
_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_CACHED = re.compile(rb"<(?:\w+:)?v\b[^>/]*>[^<]")
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["'](\d+)["']""")
_LAST_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["'](\d+)["']""")
_WIDE = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{2,3})\d""")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 39: "#,##0.00"}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """By (row, column) from 0: formulas with whether a result is kept, error values such as #DIV/0!, percent formats,
    fixed decimals, comments; `area` the rows times columns in use.
    """

    formulas: dict[tuple[int, int], bool] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: frozenset[tuple[int, int]] = frozenset()
    decimals: dict[tuple[int, int], int] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    area: int = 0


def read_details(package: zipfile.ZipFile) -> dict[str, Details]:
    """The details of every sheet of an .xlsx by its name; nothing for other packages."""
    names = set(package.namelist())
    if "xl/workbook.xml" not in names:
        return {}
    percents, decimals = _styles(package.read("xl/styles.xml")) if "xl/styles.xml" in names else (set(), {})
    return {
        sheet: _sheet(package.read(path), percents, decimals, _comments(package, path, names))
        for sheet, path in _sheet_paths(package, names)
        if path in names
    }


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _relations(package: zipfile.ZipFile, part: str, names: set[str]) -> dict[str, tuple[str, str]]:
    folder, file = posixpath.split(part)
    path = f"{folder}/_rels/{file}.rels"
    if path not in names:
        return {}
    found = {}
    for relation in _parse(package.read(path)):
        target = str(relation.get("Target", ""))
        absolute = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[str(relation.get("Id"))] = (str(relation.get("Type", "")), absolute)
    return found


def _sheet_paths(package: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    relations = _relations(package, "xl/workbook.xml", names)
    for sheet in _parse(package.read("xl/workbook.xml")).iter("{*}sheet"):
        relation = relations.get(str(sheet.get(_RELATION)))
        if relation:
            yield str(sheet.get("name")), relation[1]


def _styles(data: bytes) -> tuple[set[int], dict[int, int]]:
    """Style numbers that show a percent sign, and those that show a fixed number of decimals."""
    root = _parse(data)
    codes = dict(_BUILT_IN)
    for item in root.iter("{*}numFmt"):
        if item.get("numFmtId"):
            codes[int(str(item.get("numFmtId")))] = str(item.get("formatCode", ""))
    percents, decimals = set(), {}
    for styles in root.iter("{*}cellXfs"):
        for number, style in enumerate(styles):
            code = _QUOTED.sub("", codes.get(int(str(style.get("numFmtId", "0"))), "")).split(";")[0]
            if "%" in code:
                percents.add(number)
            elif re.fullmatch(r"[#,0 ]*0(\.0+)?\s*", code):
                decimals[number] = len(code.strip().partition(".")[2])
    return percents, decimals


def _sheet(data: bytes, percents: set[int], decimals: dict[int, int], comments: dict[tuple[int, int], str]) -> Details:
    styled = list(_styled(data, percents | decimals.keys()))
    return Details(
        formulas=dict(_formulas(data)),
        errors=dict(_errors(data)),
        percents=frozenset(cell for cell, style in styled if style in percents),
        decimals={cell: decimals[style] for cell, style in styled if style in decimals},
        comments=comments,
        area=_area(data),
    )


def _formulas(data: bytes) -> Iterator[tuple[tuple[int, int], bool]]:
    if not _ANY_FORMULA.search(data):
        return
    for match in _FORMULA.finditer(data):
        cell = _position(match[1])
        if cell:
            yield cell, _CACHED.search(match[0]) is not None


def _errors(data: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    if b't="e"' not in data and b"t='e'" not in data:
        return
    for match in _ERROR_CELL.finditer(data):
        cell = _position(match[1])
        if cell:
            yield cell, match[2].decode(errors="replace")


def _styled(data: bytes, wanted: set[int]) -> Iterator[tuple[tuple[int, int], int]]:
    if not wanted:
        return
    numbers = b"|".join(str(number).encode() for number in sorted(wanted))
    pattern = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*\bs=["'](?:""" + numbers + rb""")["'])([^>]*)[^/]>""")
    for match in pattern.finditer(data):
        cell, style = _position(match[0]), _STYLE.search(match[0])
        if cell and style:
            yield cell, int(style[1])


def _position(attributes: bytes) -> tuple[int, int] | None:
    found = _REFERENCE.search(attributes)
    return (int(found[2]) - 1, _column(found[1])) if found else None


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def _area(data: bytes) -> int:
    """Rows times columns up to the last used cell: what a dense table of the sheet would hold."""
    tail = max((int(row) for row in _LAST_ROW.findall(data)), default=0)
    return tail * (max((_column(letters) for letters in set(_WIDE.findall(data))), default=25) + 1)


def _comments(package: zipfile.ZipFile, path: str, names: set[str]) -> dict[tuple[int, int], str]:
    found = {}
    for kind, target in _relations(package, path, names).values():
        if not kind.endswith("/comments") or target not in names:
            continue
        for comment in _parse(package.read(target)).iter("{*}comment"):
            cell = _position(b'r="' + str(comment.get("ref", "")).encode() + b'"')
            if cell:
                found[cell] = "".join(str(text.text or "") for text in comment.iter("{*}t")).strip()
    return found
