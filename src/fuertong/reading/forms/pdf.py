"""A PDF with a text layer (PDF): its lines in reading order, running heads and page numbers left to the next step."""

import logging
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException
from pdfplumber.utils.exceptions import PdfminerException

from fuertong.errors import FuertongError
from fuertong.reading.source import SourceText

_MAX_PAGES = 600
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns about fonts, which users cannot mend


def read_pdf(data: bytes, *, name: str) -> SourceText:
    """The printed lines of a PDF; FuertongError for a scan, a password, damage or more than 600 pages."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            pages = len(document.pages)
            if pages > _MAX_PAGES:
                raise FuertongError(f"文件《{name}》共{pages}页，超过600页，未予读取。请只上传规划正文。")
            lines: list[str] = []
            for page in document.pages:
                lines.extend(_page_lines(page))
                page.close()
    except FuertongError:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise FuertongError(f"文件《{name}》已加密。请去掉密码后另存，再重新上传。") from error
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect | PDFEncryptionError):
            raise FuertongError(f"文件《{name}》已加密。请去掉密码后另存，再重新上传。") from error
        raise FuertongError(f"文件《{name}》已损坏，无法打开。请重新导出PDF后再上传。") from error
    except (
        PDFException,
        PSException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        OSError,
        AttributeError,
        RecursionError,
    ) as error:
        raise FuertongError(f"文件《{name}》已损坏，无法打开。请重新导出PDF后再上传。") from error
    if sum(len(line) for line in lines) < max(20, 5 * pages):
        raise FuertongError(
            f"文件《{name}》是扫描件，页面上只有图片，没有可读取的文字。请上传可复制文字的PDF、Word或文本文件，或先作文字识别。"
        )
    return SourceText(lines=tuple(lines), form="pdf")


def _page_lines(page: Any) -> list[str]:
    """Characters gathered into lines by height; two columns are read one after the other."""
    chars = [char for char in page.chars if char["text"].strip() and char.get("upright", True)]
    rows = [sorted(row, key=lambda char: char["x0"]) for row in _rows(chars)]
    middle = float(page.width) / 2
    if not _has_columns(rows, middle):
        return [_joined(row) for row in rows]
    return _by_column(rows, middle)


def _crosses(row: list[Any], middle: float) -> bool:
    return any(char["x0"] < middle + 4 and char["x1"] > middle - 4 for char in row)


def _has_columns(rows: list[list[Any]], middle: float) -> bool:
    """An empty gutter in the middle of nearly all rows, with text on both sides of it."""
    crossing = sum(1 for row in rows if _crosses(row, middle))
    right = sum(1 for row in rows if row[-1]["x0"] > middle)
    return len(rows) >= 6 and crossing <= 0.25 * len(rows) and right >= 3


def _by_column(rows: list[list[Any]], middle: float) -> list[str]:
    """Left column before right column; a row across the gutter (a title, a page number) closes what is above it."""
    result: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        if _crosses(row, middle):
            result += [*left, *right, _joined(row)]
            left, right = [], []
            continue
        for side, lines in ((0, left), (1, right)):
            half = [char for char in row if (char["x0"] > middle) == bool(side)]
            if half:
                lines.append(_joined(half))
    return [*result, *left, *right]


def _rows(chars: list[Any]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for char in sorted(chars, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        center = (char["top"] + char["bottom"]) / 2
        if rows and abs(center - _center(rows[-1])) < 0.45 * max(char["size"], 6):
            rows[-1].append(char)
        else:
            rows.append([char])
    return rows


def _center(row: list[Any]) -> float:
    return float(row[0]["top"] + row[0]["bottom"]) / 2


def _joined(row: list[Any]) -> str:
    text = ""
    last = None
    for char in row:
        if last is not None:
            if char["text"] == last["text"] and abs(char["x0"] - last["x0"]) < 0.2 * max(char["size"], 6):
                continue
            if char["x0"] - last["x1"] > 0.6 * max(char["size"], 6):
                text += " "
        text += char["text"]
        last = char
    return text
