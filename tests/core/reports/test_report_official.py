"""The official dress: red head, 主送机关, attachments, imprint, contents, footnotes, references, grouped headers."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from fuertong.reports import Layout, Report, docx
from fuertong.reports.blocks import (
    Block,
    Chart,
    ChartKind,
    Column,
    Contents,
    Heading,
    Multiples,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Row,
    Run,
    SectionBreak,
    Series,
    Table,
    plain,
)
from fuertong.reports.official import Imprint, RedHead
from fuertong.reports.paging import heading_pages
from fuertong.reports.titles import broken

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def line_chart(title: str = "图1  筛查率", anchor: str = "chart-1") -> Chart:
    """Values, a dashed target and a dotted outlook."""
    years = tuple(f"{year}年" for year in range(2021, 2031))
    seen = (52.0, 54.5, None, 57.7, 61.2, None, None, None, None, None)
    ahead = (None, None, None, None, 61.2, 62.3, 63.4, 64.5, 65.6, 66.7)
    return Chart(
        kind=ChartKind.LINE,
        title=title,
        categories=years,
        series=(
            Series(name="筛查率", values=seen, colour="2F6FBF"),
            Series(name="目标", values=(70.0,) * 10, colour="C8442E", dashed=True),
            Series(name="趋势推算", values=ahead, colour="2F6FBF", forecast=True),
        ),
        decimals=1,
        anchor=anchor,
    )


def grouped_table() -> Table:
    """A header of two rows."""
    columns = (
        Column(title="指标", width=60),
        Column(title="2024年", width=30, group="农村"),
        Column(title="2025年", width=30, group="农村"),
        Column(title="备注", width=30),
    )
    cells = tuple(plain(text) for text in ("筛查率（%）", "57.7", "61.2", ""))
    return Table(columns=columns, rows=(Row(cells=cells),))


def dressed_report() -> Report:
    """Everything an official document may carry."""
    small = tuple(replace(line_chart(f"指标{n}"), anchor="") for n in range(1, 5))
    blocks: tuple[Block, ...] = (
        Heading(1, "一、总体情况"),
        Paragraph(
            (
                Run("2025年，我县筛查率为61.2%", note="资料来源：县卫生健康局，2026年6月12日审核。"),
                Run("（见"),
                Run("图1", refers="chart-1"),
                Run("、"),
                Run("表1", refers="table-1"),
                Run("）。"),
            )
        ),
        line_chart(),
        Heading(2, "（一）分组情况"),
        Paragraph(plain("表1  分组情况"), ParagraphKind.CAPTION, "table-1"),
        grouped_table(),
        Multiples(title="图2  四项指标", charts=small, anchor="group"),
        PageBreak(),
        Heading(1, "二、下一步安排"),
        Paragraph(plain("请各单位对照落实。" * 30)),
        Paragraph(plain("附件：1. 监测指标情况表"), ParagraphKind.ATTACHMENT),
        Paragraph(plain("2. 出处清单"), ParagraphKind.ATTACHMENT),
        Paragraph(plain("示例县人民政府妇女儿童工作委员会"), ParagraphKind.SIGNATURE),
        SectionBreak(landscape=True),
        Paragraph(plain("附件1"), ParagraphKind.ANNEX),
        grouped_table(),
    )
    return Report(
        title="关于印发2025年示例县妇女发展规划实施情况监测评估报告的通知",
        blocks=blocks,
        author="示例县人民政府妇女儿童工作委员会",
        day="2026-06-30",
        red_head=RedHead(
            issuers=("示例县人民政府妇女儿童工作委员会",),
            number="示妇儿发〔2026〕3号",
            copy_number="000001",
            urgency="加急",
        ),
        addressee="各乡镇人民政府，县妇女儿童工作委员会各成员单位",
        imprint=Imprint(
            office="示例县人民政府妇女儿童工作委员会办公室",
            printed_on="2026年9月8日",
            copies=("县委办公室", "县人大常委会办公室", "县政协办公室"),
        ),
    )


def opened(report: Report, layout: Layout | None = None) -> Any:
    """The report written and opened again."""
    return Document(io.BytesIO(docx(report, layout)))


def body_text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def test_red_head_stands_over_the_title_in_the_order_of_the_standard() -> None:
    texts = [(p.style.name, p.text) for p in opened(dressed_report()).paragraphs]
    head = [
        pair for pair in texts if pair[0] in ("版头标注", "发文机关标志", "发文字号", "Title", "主送机关") and pair[1]
    ]
    assert [style for style, _ in head[:6]] == ["版头标注", "版头标注", "发文机关标志", "发文字号", "Title", "主送机关"]
    assert head[2][1] == "示例县人民政府妇女儿童工作委员会文件"
    assert head[5][1] == "各乡镇人民政府，县妇女儿童工作委员会各成员单位："


def test_the_name_of_the_issuer_is_red_35_mm_down_and_the_line_4_mm_under_the_number() -> None:
    document = opened(dressed_report())
    paragraphs = [p for p in document.paragraphs if p.style.name in ("版头标注", "发文机关标志")]
    heights = [int(p._p.find(f".//{qn('w:spacing')}").get(qn("w:line"))) for p in paragraphs[2:3]]
    lines = 2 * 579
    assert (lines + heights[0]) / 1440 * 25.4 == pytest.approx(35, abs=0.1)
    colour = document.styles["发文机关标志"].element.find(f".//{qn('w:color')}")
    assert colour.get(qn("w:val")) == "FF0000"
    number = next(p for p in document.paragraphs if p.style.name == "发文字号")
    border = number._p.find(f".//{qn('w:pBdr')}/{qn('w:bottom')}")
    assert (border.get(qn("w:color")), border.get(qn("w:space"))) == ("FF0000", "11")


def test_a_report_without_red_head_has_none(report: Report) -> None:
    styles = {p.style.name for p in opened(report).paragraphs}
    assert not styles & {"发文机关标志", "发文字号", "主送机关", "版记"}


def test_joint_issuers_share_one_word_and_a_document_upwards_names_its_signer() -> None:
    head = RedHead(
        issuers=("示例县妇女儿童工作委员会", "示例县统计局"), number="示妇儿〔2026〕3号", signers=("张某某",)
    )
    document = opened(replace(dressed_report(), red_head=head))
    cells = [cell.text for cell in document.tables[0].rows[0].cells]
    assert cells == ["示例县妇女儿童工作委员会\n示例县统计局", "文件"]
    number = next(p for p in document.paragraphs if p.style.name == "发文字号")
    assert number.text == "\t示妇儿〔2026〕3号\t签发人：张某某"


def test_imprint_is_the_last_thing_at_the_foot_of_a_portrait_page() -> None:
    document = opened(dressed_report())
    rows = [p for p in document.paragraphs if p.style.name == "版记"]
    assert [row.text for row in rows if row.text] == [
        "\t抄送：县委办公室，县人大常委会办公室，县政协办公室。",
        "\t示例县人民政府妇女儿童工作委员会办公室\t2026年9月8日印发",
    ]
    frames = [row._p.find(f".//{qn('w:framePr')}") for row in rows]
    assert {(frame.get(qn("w:yAlign")), frame.get(qn("w:vAnchor"))) for frame in frames} == {("bottom", "margin")}
    lines = [row._p.find(f".//{qn('w:spacing')}").get(qn("w:line")) for row in rows if not row.text]
    assert [round(int(line) / 1440 * 25.4, 2) for line in lines] == [0.35, 0.25, 0.35]
    assert document.sections[-1].orientation == 0


def test_imprint_may_take_an_even_page_of_its_own() -> None:
    document = opened(dressed_report(), Layout(imprint_place="even"))
    assert document.sections[-1]._sectPr.find(qn("w:type")).get(qn("w:val")) == "evenPage"


def test_attachments_hang_under_each_other() -> None:
    found = [(p.style.name, p.text) for p in opened(dressed_report()).paragraphs if p.style.name.startswith("附件说明")]
    assert found == [("附件说明", "附件：1. 监测指标情况表"), ("附件说明续", "2. 出处清单")]


def test_sources_are_real_footnotes() -> None:
    word = docx(dressed_report())
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        text = archive.read("word/document.xml").decode()
    assert [body_text(note).strip() for note in notes] == ["", "", "资料来源：县卫生健康局，2026年6月12日审核。"]
    assert '61.2%</w:t></w:r><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/>' in text
    assert 'w:numFmt w:val="decimalEnclosedCircle"' in text


def test_references_lead_to_the_number_of_their_caption() -> None:
    text = docx(dressed_report())
    with zipfile.ZipFile(io.BytesIO(text)) as archive:
        body = archive.read("word/document.xml").decode()
    asked = re.findall(r" REF (_Ref\d{10}) ", body)
    assert len(asked) == 2
    for name in asked:
        start = body.index(f'w:name="{name}"')
        inside = body[start : body.index("<w:bookmarkEnd", start)]
        assert re.search(r"(图|表)</w:t>.*SEQ (图|表)", inside)


def test_contents_list_every_heading_with_a_page_and_a_link() -> None:
    report = replace(dressed_report(), contents=Contents(), red_head=None, issued="2026年9月")
    document = opened(report)
    frame = document.element.body.find(f".//{qn('w:sdtContent')}")
    rows = [body_text(p) for p in frame.iter(qn("w:p"))]
    assert rows == ["目    录", "", "一、总体情况1", "（一）分组情况1", "二、下一步安排3", ""]
    anchors = {node.get(qn("w:anchor")) for node in frame.iter(qn("w:hyperlink"))}
    names = {node.get(qn("w:name")) for node in document.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors
    assert anchors <= names
    assert document.sections[1]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert document.sections[0].footer.is_linked_to_previous


def test_contents_may_leave_out_page_numbers() -> None:
    report = replace(dressed_report(), contents=Contents(levels=1))
    frame = opened(report, Layout(contents_pages=False)).element.body.find(f".//{qn('w:sdtContent')}")
    assert "PAGEREF" not in etree.tostring(frame).decode()
    assert [body_text(p) for p in frame.iter(qn("w:p"))][2:4] == ["一、总体情况", "二、下一步安排"]


def test_pages_are_counted_in_lines_of_the_grid() -> None:
    """21 lines after the first heading fill a page of 22; a heading keeps the line after it."""
    one_line = Paragraph(plain("字" * 20))
    full = Report(
        title="标题", contents=Contents(), blocks=(Heading(1, "一、甲"), *[one_line] * 21, Heading(1, "二、乙"))
    )
    assert heading_pages(full, Layout()) == [1, 2]
    spare = replace(full, blocks=(Heading(1, "一、甲"), *[one_line] * 19, Heading(1, "二、乙"), one_line))
    assert heading_pages(spare, Layout()) == [1, 1]
    kept = replace(full, blocks=(Heading(1, "一、甲"), *[one_line] * 20, Heading(1, "二、乙"), one_line))
    assert heading_pages(kept, Layout()) == [1, 2]


def test_a_grouped_header_has_two_repeated_rows() -> None:
    table = opened(dressed_report()).tables[0]
    heads = [row for row in table.rows if row._tr.find(f".//{qn('w:tblHeader')}") is not None]
    assert [[cell.text for cell in row.cells] for row in heads] == [
        ["指标", "农村", "农村", "备注"],
        ["指标", "2024年", "2025年", "备注"],
    ]


def test_small_multiples_are_native_charts_side_by_side() -> None:
    word = docx(dressed_report())
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        charts = [archive.read(f"word/charts/chart{n}.xml").decode() for n in range(2, 6)]
    assert [re.findall(r"<a:t>(指标\d)</a:t>", chart) for chart in charts] == [
        ["指标1"],
        ["指标2"],
        ["指标3"],
        ["指标4"],
    ]
    assert all("<c:legend>" not in chart for chart in charts)
    grid = opened(dressed_report()).tables[1]
    assert (len(grid.rows), len(grid.columns)) == (2, 2)


def test_an_outlook_is_dotted_and_labels_its_last_year_only() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(dressed_report()))) as archive:
        chart = archive.read("word/charts/chart1.xml").decode()
    outlook = chart.split("<c:ser>")[3]
    assert 'prstDash val="sysDot"' in outlook
    assert re.findall(r'<c:dLbl><c:idx val="(\d+)"/>', outlook) == ["9"]
    assert outlook.count('showVal val="1"') == 1


def test_pages_known_from_a_printed_copy_stand_in_the_contents() -> None:
    report = replace(dressed_report(), contents=Contents())
    frame = Document(io.BytesIO(docx(report, pages=(4, 5, 9)))).element.body.find(f".//{qn('w:sdtContent')}")
    assert [body_text(p)[-1:] for p in frame.iter(qn("w:p"))][2:5] == ["4", "5", "9"]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("《甲县妇女发展规划（2021—2030年）》中期评估报告", ["《甲县妇女发展规划", "（2021—2030年）》中期评估报告"]),
        (
            "《甲乙县妇女发展规划（2021—2030年）》终期统计监测报告",
            ["《甲乙县妇女发展规划", "（2021—2030年）》终期统计监测报告"],
        ),
    ],
)
def test_a_title_is_measured_with_half_width_digits(title: str, lines: list[str]) -> None:
    assert broken(title, Layout().title_characters) == lines
