"""An Excel annex (Excel附表): every sheet of an .xlsx, .xls or .et as a table of texts, merged cells repeated."""

import io
import re
import zipfile
from typing import cast

from lxml import etree
from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

from fuertong.errors import FuertongError
from fuertong.model.plan import Table

_MAX_CELLS = 400_000
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def looks_like_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook by their content."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                return any(name.startswith("xl/") for name in package.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            return False
    is_ole = data.startswith(b"\xd0\xcf\x11\xe0")
    names = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
    return is_ole and "WordDocument".encode("utf-16-le") not in data and any(name in data for name in names)


def read_workbook(data: bytes, *, name: str) -> tuple[Table, ...]:
    """The sheets as tables in the book's order; FuertongError when the book cannot be opened.

    A cell shown as a percentage is given as one (0.95 with the format 0% is 95%).
    """
    try:
        percents = _percents(data)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return tuple(
                table for number, _ in enumerate(book.sheet_names) if (table := _table(book, number, percents))
            )
    except PasswordError as error:
        raise FuertongError(f"附表《{name}》设有打开密码，无法读取。请取消密码后再添加。") from error
    except FuertongError:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":  # the parser's Rust side gave up
            raise FuertongError(
                f"附表《{name}》已损坏，无法读取。请用Excel或WPS打开，另存为“.xlsx”后再添加。"
            ) from error
        raise


def _table(book: CalamineWorkbook, number: int, percents: dict[str, set[tuple[int, int]]]) -> Table | None:
    meta = book.sheets_metadata[number]
    if meta.typ != SheetTypeEnum.WorkSheet:
        return None
    sheet = book.get_sheet_by_index(number)
    if sheet.total_height * max(1, sheet.total_width) > _MAX_CELLS:
        raise FuertongError(f"工作表“{meta.name}”过大，不像规划的附表。请只保留附表后另存，再重新添加。")
    shown = percents.get(meta.name, set())
    cells = cast(list[list[object]], sheet.to_python(skip_empty_area=False))
    rows = [
        [_text(value, percent=(line, place) in shown) for place, value in enumerate(row)]
        for line, row in enumerate(cells)
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for line in range(top, min(bottom + 1, len(rows))):
            for place in range(left, min(right + 1, len(rows[line]))):
                rows[line][place] = rows[line][place] or rows[top][left]
    if not any(any(row) for row in rows):
        return None
    return Table(title=meta.name, line=1, header=tuple(rows[0]), rows=tuple(map(tuple, rows[1:])), sheet=meta.name)


def _text(value: object, *, percent: bool) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        number = round(float(value) * (100 if percent else 1), 10)
        return f"{number:g}" + ("%" if percent else "") if abs(number) < 1e6 else f"{number:.0f}"
    return str(value).strip() if value is not None else ""


def _percents(data: bytes) -> dict[str, set[tuple[int, int]]]:
    """By sheet the cells (row, column) whose format shows a percent sign; an .xls does not tell."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        if not {"xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        styles = _percent_styles(_parse(package.read("xl/styles.xml")))
        targets = {
            str(row.get("Id")): str(row.get("Target")) for row in _parse(package.read("xl/_rels/workbook.xml.rels"))
        }
        found = {}
        for sheet in _parse(package.read("xl/workbook.xml")).iter("{*}sheet"):
            target = next(
                (targets.get(str(value)) for key, value in sheet.attrib.items() if str(key).endswith("}id")), None
            )
            path = str(target).lstrip("/") if str(target).startswith("/") else f"xl/{target}"
            if styles and path in names:
                found[str(sheet.get("name"))] = _cells_of(_parse(package.read(path)), styles)
        return found


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _percent_styles(root: etree._Element) -> set[str]:
    codes = {"9": "0%", "10": "0.00%"}
    codes |= {str(item.get("numFmtId")): str(item.get("formatCode", "")) for item in root.iter("{*}numFmt")}
    formats = [style for styles in root.iter("{*}cellXfs") for style in styles]
    return {
        str(number)
        for number, style in enumerate(formats)
        if "%" in _QUOTED.sub("", codes.get(str(style.get("numFmtId")), ""))
    }


def _cells_of(root: etree._Element, styles: set[str]) -> set[tuple[int, int]]:
    found = set()
    for cell in root.iter("{*}c"):
        place = _REFERENCE.fullmatch(str(cell.get("r", "")))
        if place and cell.get("s") in styles:
            column = 0
            for letter in place[1]:
                column = column * 26 + ord(letter) - 64
            found.add((int(place[2]) - 1, column - 1))
    return found
