"""What is in the Word file: headings, table, charts, traces; the same bytes each time; it opens elsewhere."""

import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from tests.core.reports.test_report_official import dressed_report

from fuertong.reports import Facts, Report, compose, docx
from fuertong.reports.blocks import Chart

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def _parts(word: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_equal_facts_give_equal_bytes(facts: Facts, word: bytes) -> None:
    assert docx(compose("monitoring", facts)) == word


def test_the_file_is_dated_by_the_cut_off(document: Any) -> None:
    assert document.core_properties.created.date().isoformat() == "2026-06-30"
    assert document.core_properties.modified.date().isoformat() == "2026-06-30"


def test_every_part_is_well_formed_and_every_relation_leads_somewhere(word: bytes) -> None:
    parts = _parts(word)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    for name in (name for name in parts if name.endswith(".rels")):
        folder = name.replace("_rels/", "").rsplit("/", 1)[0] if "/_rels/" in name else ""
        for relation in etree.fromstring(parts[name]):
            path = (Path("/") / folder / relation.get("Target", "")).as_posix()
            resolved = Path(path).resolve().as_posix().lstrip("/")
            assert resolved in parts, (name, relation.get("Target"))


def test_headings_make_an_outline(document: Any) -> None:
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "一、基本情况",
        "二、总体实施情况",
        "三、妇女与健康",
        "四、妇女与教育",
        "五、存在的主要问题",
        "六、对策建议",
    ]


def test_annex_table_lists_every_target_under_a_repeated_header(document: Any) -> None:
    table = document.tables[-1]
    header = table.rows[0]._tr
    assert header.find(f".//{qn('w:tblHeader')}") is not None
    assert [cell.text for cell in table.rows[0].cells][:6] == ["序号", "指标名称", "单位", "2020年", "2024年", "2025年"]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert len(rows) == 10 + 2
    assert rows[3][1:] == [
        "适龄妇女宫颈癌人群筛查率",
        "%",
        "52.0",
        "58.8",
        "61.2",
        "≥70",
        "▲ 预计达标困难",
        "县卫生健康局",
    ]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_charts_are_native_and_carry_their_workbook(report: Report, word: bytes) -> None:
    parts, charts = _parts(word), [block for block in report.blocks if isinstance(block, Chart)]
    assert len(charts) == 3
    for number, chart in enumerate(charts, start=1):
        root = ElementTree.fromstring(parts[f"word/charts/chart{number}.xml"])
        names = [node.findtext(f".//{_C}tx//{_C}v") for node in root.iter(f"{_C}ser")]
        assert names == [series.name for series in chart.series]
        sheet = load_workbook(io.BytesIO(parts[f"word/embeddings/chart{number}.xlsx"])).active
        assert sheet is not None
        for column, series in enumerate(chart.series, start=2):
            values = [sheet.cell(row, column).value for row in range(2, 2 + len(chart.categories))]
            assert values == [None if v is None else pytest.approx(v) for v in series.values]


def test_line_chart_leaves_a_gap_where_a_year_is_missing_and_dashes_the_target(word: bytes) -> None:
    root = ElementTree.fromstring(_parts(word)["word/charts/chart3.xml"])
    value, target = root.iter(f"{_C}ser")
    assert [node.get("idx") for node in value.iter(f"{_C}val") for node in node.iter(f"{_C}pt")] == list("02345")
    assert b"prstDash" in ElementTree.tostring(target)
    assert b"prstDash" not in ElementTree.tostring(value)


def test_numbers_are_bookmarks_that_lead_back_to_their_revision(document: Any, word: bytes) -> None:
    traces = etree.fromstring(_parts(word)["customXml/item1.xml"])
    known = {trace.get("bookmark"): trace for trace in traces}
    starts = {node.get(qn("w:name")): node for node in document.element.body.iter(qn("w:bookmarkStart"))}
    assert starts.keys() == known.keys()
    assert all(len(name) <= 40 for name in starts)
    shown = {name: _text_inside(node) for name, node in starts.items()}
    name = next(n for n, t in known.items() if t.get("uid") == "uid-孕产妇系统管理率" and t.get("role") == "value")
    assert (shown[name], known[name].get("revision")) == ("94.2%", "r2025")


def test_bookmarks_keep_their_names_when_other_numbers_change(facts: Facts, word: bytes) -> None:
    """Names depend on what a number is, not on its place or value."""
    shorter = replace(facts, background=(), domains=facts.domains[:1])
    before, after = (_names(file) for file in (word, docx(compose("monitoring", shorter))))
    assert after
    assert after < before


def _names(word: bytes) -> set[str]:
    return {str(trace.get("bookmark")) for trace in etree.fromstring(_parts(word)["customXml/item1.xml"])}


def _text_inside(start: Any) -> str:
    found, node = "", start.getnext()
    while node.tag != qn("w:bookmarkEnd"):
        found += "".join(text.text for text in node.iter(qn("w:t")))
        node = node.getnext()
    return found


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_opens_them_and_makes_pdfs(word: bytes, facts: Facts, libreoffice: str, tmp_path: Path) -> None:
    names = {"report": word, "dressed": docx(dressed_report()), "long": docx(compose("evaluation-final", facts))}
    for name, content in names.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    profile = (tmp_path / "profile").as_uri()
    command = [
        libreoffice,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
    ]
    subprocess.run([*command, *tmp_path.glob("*.docx")], check=True, capture_output=True, timeout=600)
    assert all((tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF") for name in names)


def test_odd_characters_in_names_and_notes_do_no_harm(facts: Facts) -> None:
    odd = replace(facts.bodies, issuer='甲局<&>"\x0b\x00\n乙局')
    document = Document(io.BytesIO(docx(compose("monitoring", replace(facts, bodies=odd)))))
    assert any('甲局<&>" 乙局' in paragraph.text for paragraph in document.paragraphs)
    assert document.core_properties.author == '甲局<&>" 乙局'
