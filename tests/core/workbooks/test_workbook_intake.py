"""What is no workbook, or is dangerous, or too large, gets one clear sentence."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from fuertong import workbooks
from fuertong.errors import FuertongError
from fuertong.workbooks import Form
from fuertong.workbooks.intake import MAX_BYTES, open_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(*entries: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries:
            package.writestr(name, data)
    return stream.getvalue()


def saved(change: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_entry(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, content)
    return stream.getvalue()


BAD = [
    ("empty", b"", "是空的"),
    ("a photo", b"\xff\xd8\xff\xe0" + b"\0" * 100, "照片"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "图片"),
    ("a PDF", b"%PDF-1.7 ...", "PDF"),
    ("a RAR", b"Rar!\x1a\x07", "压缩包"),
    ("a web page saved as .xls", b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    ("an XML spreadsheet", b'<?xml version="1.0"?><Workbook/>', "网页"),
    ("a broken zip", b"PK\x03\x04" + b"\0" * 50, "已损坏"),
    ("a zip of something", zipped(("readme.txt", b"x")), "不是电子表格"),
    ("a Word file", zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")), "Word"),
    ("an OpenDocument sheet", zipped(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")), "不支持"),
    ("a binary workbook", zipped(("xl/workbook.bin", b"x")), "不支持"),
    ("a workbook without sheets", zipped(("xl/workbook.xml", b"<workbook/>")), "已损坏"),
    ("an encrypted .xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ("a macro .xls", OLE + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
    ("a Word .doc", OLE + "WordDocument".encode("utf-16-le"), "Word"),
    ("a broken .xls", OLE, "已损坏"),
    ("too large", b"PK" + b"\0" * MAX_BYTES, "50MB"),
]


@pytest.mark.parametrize(("data", "word"), [pytest.param(data, word, id=name) for name, data, word in BAD])
def test_each_bad_file_gets_its_sentence(form: Form, data: bytes, word: str) -> None:
    with pytest.raises(FuertongError) as caught:
        workbooks.read(data, form=form, name="卫健局.xlsx")
    message = str(caught.value)
    assert word in message
    assert message.startswith("《卫健局.xlsx》")
    assert message.endswith("。")


def test_a_macro_workbook_is_refused(form: Form) -> None:
    data = with_entry(workbooks.write(form), "xl/vbaProject.bin", b"x")
    with pytest.raises(FuertongError, match="宏"):
        open_book(data)


def test_a_zip_bomb_is_refused_before_it_opens(form: Form) -> None:
    data = with_entry(workbooks.write(form), "xl/media/image1.bin", b"")
    bomb = zipped(("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", b"\0" * (100 * 1024 * 1024)))
    assert len(bomb) < 1024 * 1024
    with pytest.raises(FuertongError, match="解压后过大"):
        open_book(bomb)
    assert open_book(data).sheet("填报表") is not None


def test_a_far_away_cell_does_not_fill_the_memory() -> None:
    def change(book: Any) -> None:
        book.active["A1"] = "指标"
        book.active["XFD1048576"] = " "

    with pytest.raises(FuertongError, match="行列范围过大"):
        open_book(saved(change), name="a.xlsx")


def test_a_damaged_part_is_noticed(form: Form) -> None:
    data = bytearray(workbooks.write(form))
    data[len(data) // 3] ^= 0xFF
    with pytest.raises(FuertongError, match="已损坏"):
        open_book(bytes(data))


@pytest.mark.parametrize("mark", ["秘密★1年", "机密", "绝密★", "本表机密★三年保管"])
def test_a_secrecy_mark_is_refused(form: Form, mark: str, mangled: Callable[..., bytes]) -> None:
    def change(book: Any) -> None:
        book["填报表"]["B2"] = mark

    with pytest.raises(FuertongError, match="保密规定"):
        workbooks.read(mangled(form, change), form=form, name="表.xlsx")


def test_the_word_secret_inside_a_sentence_is_no_mark(form: Form, mangled: Callable[..., bytes]) -> None:
    def change(book: Any) -> None:
        book["填报表"]["B2"] = "保守秘密，人人有责"

    _, findings = workbooks.read(mangled(form, change), form=form)
    assert findings == []


def test_an_entity_bomb_is_not_expanded(form: Form) -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    with pytest.raises(FuertongError):
        open_book(zipped(("xl/workbook.xml", evil)))
