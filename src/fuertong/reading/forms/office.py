""".doc, .wps, .rtf and .odt files (老格式文档): turned into .docx by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from fuertong.errors import FuertongError
from fuertong.reading.forms.docx import read_docx
from fuertong.reading.source import SourceText

_SECONDS = 60


def read_with_office(data: bytes, *, name: str, suffix: str) -> SourceText:
    """The text of an old document; FuertongError when LibreOffice is missing or cannot open it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise FuertongError(
            f"文件《{name}》是{suffix}格式，本机没有安装LibreOffice，无法读取。请用Word或WPS另存为.docx后再上传。"
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"plan{suffix}"
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise FuertongError(f"文件《{name}》打开时间过长，未能读取。请用Word或WPS另存为.docx后再上传。") from error
        result = Path(folder) / "plan.docx"
        if not result.is_file():
            raise FuertongError(f"文件《{name}》无法打开，可能已损坏或已加密。请用Word或WPS另存为.docx后再上传。")
        return read_docx(result.read_bytes(), name=name)
