"""Every part has its elements in the order of the schema, no bookmark twice, and every relation a part."""

import io
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.core.reports.test_report_official import dressed_report

from fuertong.reports import Layout, Report, docx
from fuertong.reports.blocks import Contents

RULES = tomllib.loads((Path(__file__).parent / "ooxml_order.toml").read_text(encoding="utf-8"))
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = {W: "w", "http://schemas.openxmlformats.org/drawingml/2006/chart": "c"}
REPEAT = set(RULES["repeat"]["names"].split())


def order_of(element: Any) -> list[str] | None:
    """The order the children of an element must keep; None where no rule is needed."""
    name = etree.QName(element)
    rules = RULES.get(SPACES.get(name.namespace, ""), {})
    found = rules.get(name.localname)
    if isinstance(found, dict):
        found = found.get(etree.QName(element.getparent()).localname)
    return None if found is None else found.split()


def misplaced(root: Any) -> Iterator[str]:
    """Elements out of order, unknown to their parent, or twice where once is allowed."""
    for element in root.iter(etree.Element):
        order = order_of(element)
        if order is None or (etree.QName(element).localname == "marker" and not len(element)):
            continue
        children = [etree.QName(child).localname for child in element]
        children = [name for name in children if name not in ("footerReference", "headerReference")]
        parent = etree.QName(element).localname
        unknown = [name for name in children if name not in order and name not in REPEAT]
        places = [order.index(name) for name in children if name in order]
        if unknown or places != sorted(places):
            yield f"{parent}: {children}"
        twice = [name for name, count in Counter(children).items() if count > 1 and name not in REPEAT]
        if twice:
            yield f"{parent}: {twice} twice"


def files(report: Report) -> dict[str, Report]:
    dressed = dressed_report()
    return {
        "plain": report,
        "dressed": dressed,
        "contents": replace(dressed, contents=Contents(), red_head=None),
    }


@pytest.mark.parametrize("kind", ["plain", "dressed", "contents"])
def test_elements_stand_in_the_order_of_the_schema(report: Report, kind: str) -> None:
    word = docx(files(report)[kind], Layout(mark="内部"))
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                assert list(misplaced(etree.fromstring(archive.read(name)))) == [], name


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
