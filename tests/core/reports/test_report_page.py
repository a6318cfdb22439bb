"""The Word file has the official page: geometry, grid, styles, page numbers (GB/T 9704-2012)."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from fuertong.reports import Layout, Report, docx


def test_portrait_page_is_a4_with_the_official_margins(document: Any) -> None:
    section = document.sections[0]
    millimetres = [
        round(length.mm)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.left_margin,
            section.right_margin,
            section.bottom_margin,
        )
    ]
    assert millimetres == [210, 297, 37, 28, 26, 35]


def test_grid_has_22_lines_of_28_characters(document: Any) -> None:
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    character = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert pitch == pytest.approx(28.95)
    assert 225 / 25.4 * 72 / pitch == pytest.approx(22, abs=0.1)
    assert 156 / 25.4 * 72 / character == pytest.approx(28, abs=0.01)


def test_body_is_16_point_fangsong_on_fixed_lines_with_two_characters_indent(document: Any) -> None:
    normal, body = document.styles["Normal"].element, document.styles["公文正文"].element
    spacing = normal.find(f".//{qn('w:pPr')}/{qn('w:spacing')}")
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert body.find(f".//{qn('w:ind')}").get(qn("w:firstLineChars")) == "200"
    assert body.find(f".//{qn('w:sz')}").get(qn("w:val")) == "32"
    assert body.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == "仿宋_GB2312"


@pytest.mark.parametrize(
    ("style", "font", "size", "outline"),
    [
        ("Title", "方正小标宋简体", "44", None),
        ("Heading 1", "黑体", "32", "0"),
        ("Heading 2", "楷体_GB2312", "32", "1"),
        ("Heading 3", "仿宋_GB2312", "32", "2"),
    ],
)
def test_titles_and_headings_have_their_fonts_and_outline_levels(
    document: Any, style: str, font: str, size: str, outline: str | None
) -> None:
    element = document.styles[style].element
    level = element.find(f".//{qn('w:outlineLvl')}")
    assert element.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == font
    assert element.find(f".//{qn('w:sz')}").get(qn("w:val")) == size
    assert (None if level is None else level.get(qn("w:val"))) == outline
    assert element.find(f".//{qn('w:b')}") is None


def test_fonts_have_alternatives_by_name(word: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        table = archive.read("word/fontTable.xml").decode()
        names = archive.namelist()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,' in table
    assert not [name for name in names if "/fonts/" in name]


def test_page_numbers_stand_outside(document: Any) -> None:
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        text = "".join(node.text or "" for node in paragraph._p.iter(qn("w:t"), qn("w:instrText")))
        assert text == "—  PAGE 1 —"
        assert paragraph._p.find(f".//{qn('w:jc')}").get(qn("w:val")) == side
        assert paragraph._p.find(f".//{qn('w:sz')}").get(qn("w:val")) == "28"


def test_long_title_is_broken_into_two_unequal_lines(document: Any) -> None:
    title = next(p for p in document.paragraphs if p.style.name == "Title")
    assert title.text.split("\n") == ["2025年《示例县妇女发展规划", "（2021—2030年）》统计监测报告"]


def test_annex_is_on_a_landscape_page_of_its_own(document: Any) -> None:
    last = document.sections[-1]
    assert last.orientation == WD_ORIENT.LANDSCAPE
    assert (round(last.page_width.mm), round(last.page_height.mm)) == (297, 210)
    assert len(document.sections) == 2


def test_a_place_may_change_the_layout(report: Report) -> None:
    layout = Layout(page_numbers="centre", mark="内部", footer_note="截至2026年6月30日", top=30)
    changed = Document(io.BytesIO(docx(report, layout)))
    footer = changed.sections[0].footer
    assert round(changed.sections[0].top_margin.mm) == 30
    assert [p.text for p in footer.paragraphs][-1] == "内部  截至2026年6月30日"
    assert not changed.settings.odd_and_even_pages_header_footer


def test_text_area_is_156_by_225() -> None:
    assert (Layout().text_width, Layout().text_height) == (156, 225)


def test_page_numbers_may_be_left_out(report: Report) -> None:
    plain = Document(io.BytesIO(docx(report, Layout(page_numbers="none"))))
    assert plain.sections[0].footer.is_linked_to_previous
    marked = Document(io.BytesIO(docx(report, Layout(page_numbers="none", mark="内部"))))
    assert [paragraph.text for paragraph in marked.sections[0].footer.paragraphs] == ["内部"]
