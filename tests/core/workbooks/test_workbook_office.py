"""Forms saved by another office program come back the same: .xls, and .xlsx written by LibreOffice."""

import io
from collections.abc import Callable

import pdfplumber
import pytest

from fuertong import workbooks
from fuertong.workbooks import Form

pytestmark = pytest.mark.office


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_a_form_saved_elsewhere_comes_back_whole(filled: Form, saved_as: Callable[..., bytes], ending: str) -> None:
    cells, findings = workbooks.read(saved_as(workbooks.write(filled), "form.xlsx", ending), form=filled)
    assert findings == []
    assert [cell.value for cell in cells] == [
        cell.value for cell in workbooks.read(workbooks.write(filled), form=filled)[0]
    ]


@pytest.mark.slow
def test_a_printed_form_is_one_page_wide_and_readable(filled: Form, saved_as: Callable[..., bytes]) -> None:
    pdf = saved_as(workbooks.write(filled), "form.xlsx", "pdf")
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        pages = document.pages
        assert [(round(page.width), round(page.height)) for page in pages] == [(842, 595), (842, 595)]
        first = pages[0].extract_text()
        assert min(char["size"] for page in pages for char in page.chars) >= 9
    for wanted in ("妇女儿童发展规划监测统计报表", "缺数原因", "报出日期", "第1页"):
        assert wanted in first
