"""Opening what people send (收表): refuses in one sentence what is no workbook, is dangerous, or is too large.

.xlsx, .xls and .et are told by their content, never by the name's ending.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import cast

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

from fuertong.errors import FuertongError
from fuertong.workbooks.details import Details, read_details

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 600 * 1024 * 1024
MAX_RATIO = 400
MAX_AREA = 6_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_KINDS = (
    (b"\x89PNG", "图片（PNG）"),
    (b"\xff\xd8\xff", "照片（JPG）"),
    (b"GIF8", "图片（GIF）"),
    (b"BM", "图片（BMP）"),
    (b"%PDF", "PDF文件"),
    (b"Rar!", "压缩包（RAR）"),
    (b"7z\xbc\xaf", "压缩包（7Z）"),
    (b"{\\rtf", "RTF文档"),
)
_RESAVE = "请用Excel或WPS打开原表，另存为“.xlsx”后再上传。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: cell values by absolute row and column, merged ranges, and what the values alone do not tell."""

    name: str
    rows: list[list[object]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    details: Details


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook opened for reading."""

    name: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, None when there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def open_book(data: bytes, *, name: str = "") -> Book:
    """Open an .xlsx, .xls or .et; FuertongError says why not.

    A damaged .xls can make the parser ask for more memory than there is, which ends the process: read files of
    strangers in a child process with limits.
    """
    title = f"《{name}》" if name else "文件"
    _refuse_other(data, title)
    details = _unpack(data, title) if data.startswith(b"PK") else {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return Book(name=name, sheets=tuple(_sheets(workbook, details, title)))
    except PasswordError as error:
        raise FuertongError(f"{title}设有打开密码，无法读取。请取消密码后再上传。") from error
    except FuertongError:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":  # the parser's Rust side gave up
            raise FuertongError(f"{title}已损坏或不是有效的电子表格，无法读取。{_RESAVE}") from error
        raise


def _sheets(workbook: CalamineWorkbook, details: dict[str, Details], title: str) -> list[Sheet]:
    sheets = []
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        if sheet.total_height * max(1, sheet.total_width) > MAX_AREA:
            raise FuertongError(_too_wide(title, meta.name))
        rows = cast(list[list[object]], sheet.to_python(skip_empty_area=False))
        merged = tuple(sheet.merged_cell_ranges or ())
        sheets.append(Sheet(name=meta.name, rows=rows, merged=merged, details=details.get(meta.name, Details())))
    return sheets


def _refuse_other(data: bytes, title: str) -> None:
    if not data:
        raise FuertongError(f"{title}是空的（0字节）。请重新保存后再上传。")
    if len(data) > MAX_BYTES:
        raise FuertongError(f"{title}超过50MB，无法读取。请删除其中的图片和无关工作表后再上传。")
    for start, what in OTHER_KINDS:
        if data.startswith(start):
            raise FuertongError(f"{title}的内容是{what}，不是电子表格。请上传填好的Excel文件。")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FuertongError(f"{title}设有打开密码，无法读取。请取消密码后再上传。")
        if "WordDocument".encode("utf-16-le") in data:
            raise FuertongError(f"{title}的内容是Word文档，不是电子表格。请上传填好的Excel文件。")
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            raise FuertongError(_macro(title))
        return
    if not data.startswith(b"PK"):
        start = data[:2000].lstrip().lower()
        if b"<html" in start or b"<table" in start or start.startswith(b"<?xml"):
            raise FuertongError(f"{title}的内容其实是网页格式的表格，无法可靠读取。{_RESAVE}")
        raise FuertongError(f"{title}不是电子表格。请上传.xlsx或.xls文件。")


def _unpack(data: bytes, title: str) -> dict[str, Details]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_package(package, len(data), title)
            if package.testzip() is not None:
                raise zipfile.BadZipFile
            details = read_details(package)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        RuntimeError,
        KeyError,
        SyntaxError,
    ) as error:
        raise FuertongError(f"{title}已损坏，无法读取。{_RESAVE}") from error
    for sheet, detail in details.items():
        if detail.area > MAX_AREA:
            raise FuertongError(_too_wide(title, sheet))
    return details


def _refuse_package(package: zipfile.ZipFile, size: int, title: str) -> None:
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or (unpacked > 64 * 1024 * 1024 and unpacked > MAX_RATIO * size):
        raise FuertongError(f"{title}解压后过大，疑似异常文件，未读取。{_RESAVE}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise FuertongError(f"{title}设有密码，无法读取。请取消密码后再上传。")
    names = {entry.filename.lower() for entry in entries}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FuertongError(_macro(title))
    if "word/document.xml" in names:
        raise FuertongError(f"{title}的内容是Word文档，不是电子表格。请上传填好的Excel文件。")
    if "mimetype" in names or "xl/workbook.bin" in names:
        raise FuertongError(f"{title}是不支持的表格格式。{_RESAVE}")
    if "xl/workbook.xml" not in names:
        raise FuertongError(f"{title}不是电子表格。如是压缩包，请解压后上传其中的Excel文件。")


def _macro(title: str) -> str:
    return f"{title}含有宏，为安全起见不予读取。请另存为不含宏的“.xlsx”后再上传。"


def _too_wide(title: str, sheet: str) -> str:
    return f"{title}的工作表“{sheet}”行列范围过大，多半是远处有多余的内容。请删除表格以外的行和列后再上传。"
