"""Forms saved by another office program come back the same: .xls, and .xlsx written by LibreOffice."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pdfplumber
import pytest

from fuertong import workbooks
from fuertong.workbooks import Form

pytestmark = pytest.mark.office


@pytest.fixture
def convert(tmp_path: Path) -> Path:
    """A folder for conversions; skipped by name when LibreOffice is absent, an error under CI."""
    if shutil.which("soffice") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing, and CI needs it")
        pytest.skip("needs LibreOffice")
    return tmp_path


def saved_as(folder: Path, data: bytes, ending: str) -> bytes:
    source = folder / "form.xlsx"
    source.write_bytes(data)
    target = folder / "out"
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending]
    subprocess.run([*command, "--outdir", str(target), str(source)], check=True, capture_output=True, timeout=120)
    return (target / f"form.{ending}").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_a_form_saved_elsewhere_comes_back_whole(filled: Form, convert: Path, ending: str) -> None:
    cells, findings = workbooks.read(saved_as(convert, workbooks.write(filled), ending), form=filled)
    assert findings == []
    assert [cell.value for cell in cells] == [
        cell.value for cell in workbooks.read(workbooks.write(filled), form=filled)[0]
    ]


@pytest.mark.slow
def test_a_printed_form_is_one_page_wide_and_readable(filled: Form, convert: Path) -> None:
    pdf = saved_as(convert, workbooks.write(filled), "pdf")
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        pages = document.pages
        assert [(round(page.width), round(page.height)) for page in pages] == [(842, 595), (842, 595)]
        first = pages[0].extract_text()
        assert min(char["size"] for page in pages for char in page.chars) >= 9
    for wanted in ("妇女儿童发展规划监测统计报表", "缺数原因", "报出日期", "第1页"):
        assert wanted in first
