# ruff: noqa: E501 - sentences of the tables stay on one line
"""Files of all kinds: what Word hides, and input that cannot be read."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.core.reading import made_plan, paper

from fuertong import reading
from fuertong.errors import FuertongError
from fuertong.model.findings import Severity, worst

W = paper.W


def _plan_docx(goal: str, *, tables: str = "", extra: dict[str, str] | None = None) -> bytes:
    """A small plan with one goal given as Word XML."""
    head = "".join(map(paper.paragraph, ("云溪县妇女发展规划（2021—2030年）", "（一）妇女与健康", "主要目标：")))
    tail = "".join(map(paper.paragraph, ("策略措施：", "1.健全服务体系。完善网络。")))
    return paper.docx(head + goal + tail + tables, extra=extra)


def test_tracked_changes_are_taken_as_accepted() -> None:
    """Inserted words are read, deleted ones are not, and a finding says so."""
    goal = (
        "<w:p><w:r><w:t>1.孕产妇死亡率控制在</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>9</w:t></w:r></w:ins><w:r><w:t>/10万以下。</w:t></w:r></w:p>"
    )
    result = reading.read(_plan_docx(goal), name="规划.docx")
    assert result.plans[0].domains[0].goals[0].text == "孕产妇死亡率控制在9/10万以下。"
    assert any("修订" in finding.message for finding in result.findings)


def test_a_text_box_is_read_once() -> None:
    """The words of a text box count, their fallback copy does not."""
    box = f'<w:txbxContent xmlns:w="{W}">{paper.paragraph("1.妇女常见病筛查率达到85%。")}</w:txbxContent>'
    goal = f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    result = reading.read(_plan_docx(goal), name="规划.docx")
    assert [item.text for item in result.plans[0].domains[0].goals] == ["妇女常见病筛查率达到85%。"]


def _table(rows: list[list[str]]) -> str:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paper.paragraph(text)}</w:tc>" for text in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def test_a_table_of_main_indicators_feeds_targets() -> None:
    """Base value, milestone, value and lead unit come from the annex; an unknown row is reported."""
    table = paper.paragraph("附表：妇女发展主要指标") + _table(
        [
            ["序号", "指标名称", "单位", "2020年", "2025年", "2030年", "牵头单位"],
            ["1", "妇女常见病筛查率", "%", "70", "≥80", "≥90", "县卫生健康局"],
            ["2", "宫颈癌筛查率", "%", "50", "60", "70以上", "县卫生健康局"],
            ["3", "完全无关的指标", "个", "1", "2", "3", "县民政局"],
        ]
    )
    goal = paper.paragraph("1.妇女常见病筛查率逐步提高，宫颈癌筛查率达到70%以上。")
    result = reading.read(_plan_docx(goal, tables=table), name="规划.docx")
    (goal_read,) = result.plans[0].domains[0].goals
    trend, level = goal_read.targets
    assert (trend.comparator, trend.value, trend.unit, trend.base_value, trend.base_year) == (">=", 90, "%", 70, 2020)
    assert [(mark.year, mark.value) for mark in level.milestones] == [(2025, 60)]
    assert goal_read.lead == ("县卫生健康局",)
    assert "table-indicator-unplaced" in {finding.code for finding in result.findings}


def test_a_table_of_tasks_gives_units() -> None:
    """Rows of 任务分工 are laid to the goal with the same words."""
    table = _table(
        [
            ["主要目标", "牵头单位", "责任单位"],
            ["1.妇女常见病筛查率达到85%。", "县卫生健康局", "县财政局、县妇联"],
            ["2.别的目标", "县教育局", ""],
        ]
    )
    result = reading.read(_plan_docx(paper.paragraph("1.妇女常见病筛查率达到85%。"), tables=table), name="规划.docx")
    (goal,) = result.plans[0].domains[0].goals
    assert (goal.lead, goal.support) == (("县卫生健康局",), ("县财政局", "县妇联"))


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20
UNREADABLE = {
    "empty": (b"", "空的"),
    "only blanks": (b"  \r\n \x00", "空的"),
    "a photo called docx": (JPEG, "照片"),
    "a broken package": (b"PK\x03\x04" + b"x" * 400, "损坏"),
    "a broken pdf": (b"%PDF-1.4\nnothing", "PDF"),
    "noise": (bytes(range(256)) * 40, "不是文本"),
}


@pytest.mark.parametrize(("data", "word"), UNREADABLE.values(), ids=list(UNREADABLE))
def test_unreadable_input_gets_one_sentence(data: bytes, word: str) -> None:
    """FuertongError with the file's name and what to do."""
    with pytest.raises(FuertongError) as caught:
        reading.read(data, name="规划.docx")
    assert "规划.docx" in str(caught.value)
    assert word in str(caught.value)
    assert "请" in str(caught.value)


def test_a_scan_is_explained() -> None:
    """A PDF without text layer."""
    with pytest.raises(FuertongError, match="扫描件"):
        reading.read(paper.pdf_of([" "]), name="规划.pdf")


def test_too_large_and_bombs_are_refused(tmp_path: Path) -> None:
    """More than 50 MB, or a package that unpacks to more than it should."""
    with pytest.raises(FuertongError, match="50兆字节"):
        reading.read(b"x" * (50 * 1024 * 1024 + 1), name="规划.txt")
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(6):
            package.writestr(f"word/{number}.xml", b"0" * (100 * 1024 * 1024))
        package.writestr("word/document.xml", "<x/>")
    with pytest.raises(FuertongError, match="解压后过大"):
        reading.read(buffer.getvalue(), name="规划.docx")


def test_a_spreadsheet_or_another_package_is_named() -> None:
    """What the file really is."""
    for inside, word in (("xl/workbook.xml", "电子表格"), ("readme.txt", "压缩包")):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            package.writestr(inside, "x")
        with pytest.raises(FuertongError, match=word):
            reading.read(buffer.getvalue(), name="规划.docx")


@pytest.mark.parametrize("mark", ["机密★10年", "秘密", "  绝 密  ", "000001 秘密★ 1年"])
def test_a_classified_file_is_refused(mark: str) -> None:
    """The sentence of practice: the system is not for secrets."""
    with pytest.raises(FuertongError, match="本系统为非涉密系统，请按保密规定报送"):
        reading.read("\n".join([mark, *made_plan.document()]), name="规划")


def test_words_about_secrets_are_no_mark() -> None:
    """保密 and 秘密 inside a sentence do not stop a plan."""
    lines = made_plan.document()
    assert reading.read("\n".join([lines[0], "保护妇女个人隐私和秘密。", *lines[1:]]), name="规划").plans


@pytest.mark.parametrize(
    "text", ["今天天气很好。\n我们去公园。", "1\n2\n3", "主要目标", "（一）", "x" * 5000, "《" * 300]
)
def test_a_text_that_is_no_plan_is_reported(text: str) -> None:
    """No exception: an error finding, and no plans or empty ones."""
    result = reading.read(text, name="文本")
    assert worst(result.findings) is Severity.ERROR or not any(
        domain.goals for plan in result.plans for domain in plan.domains
    )
