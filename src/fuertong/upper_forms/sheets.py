"""Writing into an .xlsx (写入表格): only the cells' values in the sheet's XML change, all else stays byte for byte.

Styles, merged cells, validation, pictures, print settings and formulas are kept; the program that opens the file is
asked to compute its formulas anew.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence

from lxml import etree

from fuertong.model.numbers import format_number
from fuertong.upper_forms.filling import Filled
from fuertong.workbooks.columns import cell_name

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]+)(\d+)")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def fill_sheets(data: bytes, filled: Sequence[Filled], sheets: Mapping[int, str]) -> bytes:
    """The workbook with the numbers and texts written; `sheets` names the sheet of each grid."""
    by_sheet: dict[str, list[Filled]] = {}
    for one in filled:
        if one.number is not None or one.text:
            by_sheet.setdefault(sheets[one.slot.grid], []).append(one)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        parts = {path: name for name, path in _paths(package).items()}
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename in parts and parts[entry.filename] in by_sheet:
                content = _written(content, by_sheet[parts[entry.filename]])
            elif entry.filename == "xl/workbook.xml":
                content = _computed_anew(content)
            made.writestr(entry, content)
    return out.getvalue()


def _paths(package: zipfile.ZipFile) -> dict[str, str]:
    relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), _PARSER)
    targets = {str(item.get("Id")): str(item.get("Target")) for item in relations}
    book = etree.fromstring(package.read("xl/workbook.xml"), _PARSER)
    return {str(sheet.get("name")): _absolute(targets[str(sheet.get(_RELATION))]) for sheet in book.iter("{*}sheet")}


def _absolute(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _computed_anew(content: bytes) -> bytes:
    book = etree.fromstring(content, _PARSER)
    calc = book.find(f"{{{_MAIN}}}calcPr")
    if calc is None:
        calc = etree.Element(f"{{{_MAIN}}}calcPr")
        before = [
            place
            for name in ("definedNames", "externalReferences", "functionGroups", "sheets")
            if (place := book.find(f"{{{_MAIN}}}{name}")) is not None
        ]
        before[0].addnext(calc)
    calc.set("fullCalcOnLoad", "1")
    return etree.tostring(book, xml_declaration=True, encoding="UTF-8", standalone=True)


def _written(content: bytes, filled: list[Filled]) -> bytes:
    root = etree.fromstring(content, _PARSER)
    data = root.find(f"{{{_MAIN}}}sheetData")
    if data is None:
        return content
    rows = {int(str(row.get("r"))): row for row in data}
    for one in filled:
        _write(_cell(data, rows, one.slot.row, one.slot.column), one)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _write(cell: etree._Element, one: Filled) -> None:
    for child in list(cell):
        cell.remove(child)
    if one.number is not None:
        cell.attrib.pop("t", "")
        etree.SubElement(cell, f"{{{_MAIN}}}v").text = format_number(one.number, one.decimals)
        return
    cell.set("t", "inlineStr")
    inside = etree.SubElement(cell, f"{{{_MAIN}}}is")
    etree.SubElement(inside, f"{{{_MAIN}}}t").text = one.text


def _cell(data: etree._Element, rows: dict[int, etree._Element], row: int, column: int) -> etree._Element:
    """The cell's element, made in its place when the blank has none."""
    line = rows.get(row + 1)
    if line is None:
        line = etree.Element(f"{{{_MAIN}}}row", r=str(row + 1))
        later = [number for number in rows if number > row + 1]
        if later:
            rows[min(later)].addprevious(line)
        else:
            data.append(line)
        rows[row + 1] = line
    name = cell_name(row, column)
    for cell in line:
        here = str(cell.get("r"))
        if here == name:
            return cell
        if _order(here) > _order(name):
            made = etree.Element(f"{{{_MAIN}}}c", r=name)
            cell.addprevious(made)
            return made
    return etree.SubElement(line, f"{{{_MAIN}}}c", r=name)


def _order(name: str) -> tuple[int, str]:
    found = _CELL.fullmatch(name)
    letters = found[1] if found else name
    return len(letters), letters
