"""Forms in .xls (老格式套表): turned into .xlsx and back by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from fuertong.errors import FuertongError

_SECONDS = 60
_OLE = b"\xd0\xcf\x11\xe0"


def is_old(data: bytes) -> bool:
    """Whether the bytes are an .xls or .et."""
    return data.startswith(_OLE)


def can_convert() -> bool:
    """Whether LibreOffice is there."""
    return _program() is not None


def convert(data: bytes, *, ending: str, name: str) -> bytes:
    """The workbook in the other form (`xlsx`, `xls`, `pdf`); FuertongError when that cannot be done here."""
    program = _program()
    if program is None:
        raise FuertongError(
            f"《{name}》是老格式（.xls），本机没有安装LibreOffice，无法转换。请用Excel或WPS另存为.xlsx后再上传。"
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / ("form.xls" if is_old(data) else "form.xlsx")
        source.write_bytes(data)
        target = Path(folder) / "out"
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", ending, "--outdir", str(target), str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise FuertongError(f"《{name}》转换时间过长，没有完成。请用Excel或WPS另存为.xlsx后再上传。") from error
        made = target / f"form.{ending}"
        if not made.is_file():
            raise FuertongError(f"《{name}》无法转换，可能已损坏。请用Excel或WPS另存为.xlsx后再上传。")
        return made.read_bytes()


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")
