"""Word files are valid against the schemas; no bookmark twice, every relation a part."""

import io
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.core.reports.test_report_official import dressed_report
from tests.ooxml import violations

from fuertong.reports import Layout, Report, docx
from fuertong.reports.blocks import Contents

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def files(report: Report) -> dict[str, Report]:
    dressed = dressed_report()
    return {
        "plain": report,
        "dressed": dressed,
        "contents": replace(dressed, contents=Contents(), red_head=None),
    }


@pytest.mark.parametrize("kind", ["plain", "dressed", "contents"])
def test_every_part_is_valid_against_the_schemas(report: Report, kind: str, tmp_path: Path) -> None:
    assert violations(docx(files(report)[kind], Layout(mark="内部")), tmp_path / "报告.docx") == []


def test_a_misplaced_element_is_found(report: Report, tmp_path: Path) -> None:
    """What is asked here can fail: one element out of its order, one that does not exist."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(report))) as whole, zipfile.ZipFile(out, "w") as damaged:
        for name in whole.namelist():
            body = whole.read(name)
            if name == "word/document.xml":
                body = body.replace(b"<w:tblPr>", b"<w:tblGrid/><w:tblPr>", 1).replace(b"<w:p>", b"<w:p><w:none/>", 1)
            damaged.writestr(name, body)
    assert len(violations(out.getvalue(), tmp_path / "坏.docx")) >= 2


@pytest.mark.parametrize("kind", ["plain", "dressed", "contents"])
def test_bookmarks_styles_and_footnotes_are_whole(report: Report, kind: str) -> None:
    """A bookmark has one name, one number and an end; a style used exists; a note referred to is there."""
    with zipfile.ZipFile(io.BytesIO(docx(files(report)[kind]))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    key = f"{{{W}}}"
    starts = [(node.get(f"{key}id"), node.get(f"{key}name")) for node in body.iter(f"{key}bookmarkStart")]
    ends = [node.get(f"{key}id") for node in body.iter(f"{key}bookmarkEnd")]
    assert len({number for number, _ in starts}) == len({name for _, name in starts}) == len(starts)
    assert sorted(ends) == sorted(number for number, _ in starts)
    known = {node.get(f"{key}styleId") for node in styles.iter(f"{key}style")}
    used = {node.get(f"{key}val") for tag in ("pStyle", "rStyle", "tblStyle") for node in body.iter(f"{key}{tag}")}
    assert used <= known
    asked = {node.get(f"{key}id") for node in body.iter(f"{key}footnoteReference")}
    assert asked <= {node.get(f"{key}id") for node in notes}
    fields = Counter(node.get(f"{key}fldCharType") for node in body.iter(f"{key}fldChar"))
    assert fields["begin"] == fields["separate"] == fields["end"]


def test_a_cell_ends_with_a_paragraph_and_a_row_fills_its_grid() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(dressed_report()))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    key = f"{{{W}}}"
    for table in body.iter(f"{key}tbl"):
        columns = len(table.find(f"{key}tblGrid"))
        for row in table.findall(f"{key}tr"):
            spans = [cell.find(f".//{key}gridSpan") for cell in row.findall(f"{key}tc")]
            assert sum(1 if span is None else int(span.get(f"{key}val")) for span in spans) == columns
            assert all(cell[-1].tag == f"{key}p" for cell in row.findall(f"{key}tc"))
