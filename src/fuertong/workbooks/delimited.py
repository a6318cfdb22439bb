"""Text tables (CSV) as sheets: UTF-8, UTF-16 or GB 18030, comma, semicolon or tab."""

import csv
import io

from fuertong.errors import FuertongError
from fuertong.workbooks.details import Details
from fuertong.workbooks.intake import MAX_AREA, MAX_BYTES, OTHER_KINDS, Book, Sheet, open_book

_PACKED = (b"PK", b"\xd0\xcf\x11\xe0", *(mark for mark, _ in OTHER_KINDS))


def looks_delimited(data: bytes) -> bool:
    """Whether the bytes may be a text table: no known package, no NUL unless UTF-16, no markup."""
    if not data or data.startswith(_PACKED) or data[:2000].lstrip().startswith(b"<"):
        return False
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data[:4000]


def open_any(data: bytes, *, name: str = "") -> Book:
    """A workbook, or a text table as a book of one sheet."""
    return open_delimited(data, name=name) if looks_delimited(data) else open_book(data, name=name)


def open_delimited(data: bytes, *, name: str = "") -> Book:
    """The text table as a book of one sheet without name; FuertongError when it cannot be read."""
    title = f"《{name}》" if name else "文件"
    if len(data) > MAX_BYTES:
        raise FuertongError(f"{title}超过50MB，无法读取。请分成几个文件后再上传。")
    text = _decode(data, title)
    try:
        rows: list[list[object]] = [list(row) for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text))]
    except csv.Error as error:
        raise FuertongError(f"{title}不是有效的CSV表格。请用Excel或WPS另存为“.xlsx”后再上传。") from error
    if len(rows) * max(map(len, rows), default=0) > MAX_AREA:
        raise FuertongError(f"{title}的行列过多，无法读取。请分成几个文件后再上传。")
    return Book(name=name, sheets=(Sheet(name="", rows=rows, merged=(), details=Details()),))


def _decode(data: bytes, title: str) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FuertongError(f"{title}的文字编码无法识别。请用Excel或WPS另存为“.xlsx”后再上传。")


def _delimiter(text: str) -> str:
    head = text[:5000].splitlines()[:10]
    return max(",\t;", key=lambda mark: sum(line.count(mark) for line in head))
