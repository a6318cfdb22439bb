"""A Word report as lines: paragraphs and table rows in the order of the text, each with its number."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from fuertong.errors import FuertongError
from fuertong.model.findings import Place

_END = re.compile(r"(?<=[。；！？])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph (`text`) or a table row (`cells`), numbered from 1."""

    number: int
    text: str
    cells: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where a finding about the line stands."""
        return Place(line=self.number)


def lines_of(document: bytes) -> list[Line]:
    """Every non-empty paragraph and row of a .docx; FuertongError when it is none."""
    try:
        body = Document(io.BytesIO(document)).element.body
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise FuertongError("这个文件不是可读的Word文档（.docx），请用Word或WPS另存为.docx后再核对。") from error
    made: list[Line] = []
    for text, cells in _rows(body):
        if text.strip():
            made.append(Line(number=len(made) + 1, text=text, cells=cells))
    return made


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph, split after 。；！？, outside brackets or not."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def _rows(body: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    for element in body:
        if element.tag == qn("w:p"):
            yield _text(element), ()
        elif element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                cells = tuple(_text(cell) for cell in row.iter(qn("w:tc")))
                yield " ".join(cells), cells


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))
