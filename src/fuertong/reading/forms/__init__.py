"""Getting the text out of a file (文件形式): Word, PDF, web page, plain text; by its content, not its name."""

import zipfile
from io import BytesIO

from fuertong.errors import FuertongError
from fuertong.reading.forms.docx import read_docx
from fuertong.reading.forms.html import looks_like_html, read_html
from fuertong.reading.forms.mht import page_of_mht
from fuertong.reading.forms.office import read_with_office
from fuertong.reading.forms.pdf import read_pdf
from fuertong.reading.forms.txt import decode
from fuertong.reading.source import SourceText

MAX_BYTES = 50 * 1024 * 1024
_MAX_UNPACKED = 500 * 1024 * 1024
_PICTURES = {
    b"\x89PNG": "PNG图片",
    b"\xff\xd8\xff": "JPG照片",
    b"GIF8": "GIF图片",
    b"BM": "BMP图片",
    b"II*\x00": "TIFF图片",
    b"MM\x00*": "TIFF图片",
    b"RIFF": "图片",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def extract(data: bytes, *, name: str) -> SourceText:
    """The text of a file; FuertongError, a whole sentence, when the file cannot be read."""
    if not data.strip(b"\x00 \r\n\t"):
        raise FuertongError(f"文件《{name}》是空的，没有可读取的内容。请重新选择规划文件。")
    if len(data) > MAX_BYTES:
        raise FuertongError(f"文件《{name}》超过50兆字节，无法读取。请去掉文件中的图片后另存，再重新上传。")
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, name)
    if data[:1024].lstrip().startswith(b"%PDF"):
        return read_pdf(data, name=name)
    if data.startswith(_OLE):
        return _ole(data, name)
    if data.startswith(b"{\\rtf"):
        return read_with_office(data, name=name, suffix=".rtf")
    for head, word in _PICTURES.items():
        if data.startswith(head) and (head != b"BM" or b"\x00" in data[:32]):
            raise FuertongError(f"文件《{name}》其实是{word}，不是文档，无法读取文字。请上传Word、PDF或文本文件。")
    data = page_of_mht(data) or data
    text = decode(data, name=name)
    if looks_like_html(text):
        return read_html(text, data)
    return SourceText(lines=tuple(text.splitlines()), form="txt")


def _packed(data: bytes, name: str) -> SourceText:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            infos = package.infolist()
            names = {info.filename for info in infos}
            if sum(info.file_size for info in infos) > _MAX_UNPACKED or len(infos) > 10_000:
                raise FuertongError(
                    f"文件《{name}》解压后过大，可能已损坏或不安全，未予读取。请用Word打开后另存，再重新上传。"
                )
            if any(info.flag_bits & 1 for info in infos):
                raise FuertongError(f"文件《{name}》已加密。请去掉密码后另存，再重新上传。")
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise FuertongError(f"文件《{name}》已损坏，无法打开。请用Word打开后另存，再重新上传。") from error
    if any(entry.startswith("word/document") for entry in names):
        return read_docx(data, name=name)
    if "content.xml" in names and "mimetype" in names:
        return read_with_office(data, name=name, suffix=".odt")
    if any(entry.startswith("xl/") for entry in names):
        raise FuertongError(f"文件《{name}》是电子表格，不是规划文本。请上传规划的Word、PDF或文本文件。")
    raise FuertongError(f"文件《{name}》是压缩包，不是文档。请解压后上传其中的规划文件。")


def _ole(data: bytes, name: str) -> SourceText:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FuertongError(f"文件《{name}》已加密。请去掉密码后另存，再重新上传。")
    suffix = ".wps" if name.lower().endswith(".wps") else ".doc"
    return read_with_office(data, name=name, suffix=suffix)
