"""PDF through LibreOffice where the computer has it (导出PDF); a clear sentence where it has not."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from fuertong.errors import FuertongError

SECONDS = 120.0
MISSING = (
    "这台服务器没有安装LibreOffice，不能直接生成PDF。请下载Word文件，用WPS或Word“另存为PDF”；"
    "需要在这里生成的，请系统管理员安装LibreOffice。"
)


def can_make_pdf() -> bool:
    """Whether LibreOffice is there."""
    return _program() is not None


def pdf(document: bytes, *, seconds: float = SECONDS) -> bytes:
    """The .docx as PDF; FuertongError where LibreOffice is missing, breaks or takes too long."""
    program = _program()
    if program is None:
        raise FuertongError(MISSING)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(document)
        command = [program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise FuertongError("生成PDF的时间过长，没有完成。请下载Word文件后另存为PDF。") from error
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise FuertongError("PDF没有生成成功。请下载Word文件后另存为PDF。")
        return made.read_bytes()


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")
