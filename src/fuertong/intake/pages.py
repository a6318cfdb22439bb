"""One page to look for tables on (页): a sheet of a workbook or a table of a Word file, merged cells filled in."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from fuertong.errors import FuertongError
from fuertong.model.findings import Place
from fuertong.model.numbers import parse_number
from fuertong.reading.secrecy import refuse_secret as refuse_secret_text
from fuertong.workbooks.cells import CellReader, Entry
from fuertong.workbooks.columns import cell_name
from fuertong.workbooks.delimited import looks_delimited, open_delimited
from fuertong.workbooks.intake import MAX_BYTES, MAX_UNPACKED, Sheet, open_book
from fuertong.workbooks.secrecy import refuse_secret

_MOST_MERGED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Cells by row and column; `covered` are those a merged range hides (they repeat its first cell in `rows`).

    `titles` are texts in front of the table that stand outside it, `spans` the first cell of each covered one.
    """

    file: str
    name: str
    rows: list[list[object]]
    covered: frozenset[tuple[int, int]] = frozenset()
    titles: tuple[str, ...] = ()
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    cells: CellReader | None = field(default=None, compare=False)

    def at(self, row: int, column: int) -> object:
        """The cell's value, "" outside."""
        line = self.rows[row] if 0 <= row < len(self.rows) else []
        return line[column] if 0 <= column < len(line) else ""

    def where(self, row: int, column: int) -> Place:
        """The place of a cell; in Word tables cells are named as in a sheet."""
        return Place(file=self.file, sheet=self.name, cell=cell_name(row, column))

    def entry(self, row: int, column: int, unit: str) -> Entry:
        """The cell read as a number of that unit."""
        if self.cells is not None:
            return self.cells.read(row, column, unit=unit or None, decimals=None)
        text = str(self.at(row, column)).strip()
        return Entry(raw=text, parsed=parse_number(text, unit=unit or None))


def open_pages(data: bytes, *, name: str) -> list[Page]:
    """Every sheet or Word table of a file; FuertongError when it cannot be read or carries a secrecy mark."""
    if is_word(data):
        return list(_word_pages(data, name))
    book = open_delimited(data, name=name) if looks_delimited(data) else open_book(data, name=name)
    refuse_secret(book)
    return [_sheet_page(sheet, name) for sheet in book.sheets if not sheet.name.startswith("_")]


def is_word(data: bytes) -> bool:
    """Whether the bytes are a .docx."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "word/document.xml" in package.namelist()
    except zipfile.BadZipFile:
        return False


def _sheet_page(sheet: Sheet, file: str) -> Page:
    rows = [list(row) for row in sheet.rows]
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in sheet.merged:
        if (bottom - top + 1) * (right - left + 1) > _MOST_MERGED or top >= len(rows):
            continue
        value = rows[top][left] if left < len(rows[top]) else ""
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            rows[row] += [""] * (right + 1 - len(rows[row]))
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    rows[row][column] = value
                    covered[row, column] = (top, left)
    return Page(
        file=file, name=sheet.name, rows=rows, covered=frozenset(covered), spans=covered, cells=CellReader(sheet, file)
    )


def open_word(data: bytes, name: str) -> Document:
    """A .docx opened after the checks every upload gets; FuertongError says what is wrong."""
    if len(data) > MAX_BYTES:
        raise FuertongError(f"《{name}》超过50MB，无法读取。请删去其中的图片后再上传。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise FuertongError(f"《{name}》解压后过大，疑似异常文件，未读取。请另存后再上传。")
            if any(entry.filename.lower().endswith("vbaproject.bin") for entry in package.infolist()):
                raise FuertongError(f"《{name}》含有宏，为安全起见不予读取。请另存为不含宏的“.docx”后再上传。")
        document = docx.Document(io.BytesIO(data))
    except FuertongError:
        raise
    except Exception as error:  # python-docx raises KeyError, ValueError and lxml's own on damaged files
        raise FuertongError(f"《{name}》已损坏，无法读取。请用Word或WPS另存为“.docx”后再上传。") from error
    refuse_secret_text(tuple(paragraph.text for paragraph in document.paragraphs[:60]))
    return document


def _word_pages(data: bytes, name: str) -> Iterator[Page]:
    document = open_word(data, name)
    titles: list[str] = []
    number = 0
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            text = Paragraph(child, document).text.strip()
            if text:
                titles = [*titles[-2:], text]
        elif child.tag == qn("w:tbl"):
            number += 1
            yield _word_page(WordTable(child, document), name, f"第{number}个表", tuple(titles))
            titles = []


def _word_page(table: WordTable, file: str, name: str, titles: tuple[str, ...]) -> Page:
    lines = [list(row.cells) for row in table.rows]
    elements = [[cell._tc for cell in line] for line in lines]  # kept alive: lxml's proxies are told apart by id
    seen: dict[int, tuple[int, int]] = {}
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for number, line in enumerate(elements):
        for column, element in enumerate(line):
            first = seen.setdefault(id(element), (number, column))
            if first != (number, column):
                covered[number, column] = first
    rows: list[list[object]] = [[cell.text.strip() for cell in line] for line in lines]
    return Page(file=file, name=name, rows=rows, covered=frozenset(covered), titles=titles, spans=covered)
