"""The checker finds what people get wrong while they edit a report, and says nothing of a clean one."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from fuertong.errors import FuertongError
from fuertong.model.findings import Severity
from fuertong.reports import Facts, check


def _edited(word: bytes, change: Callable[[str], str]) -> bytes:
    """The file with its text changed, bookmarks and all left as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text = content.decode()
                content = change(text).encode()
                assert content.decode() != text, "the seeded slip did not touch the text"
            new.writestr(name, content)
    return stream.getvalue()


def _replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def _typed(sentence: str) -> Callable[[str], str]:
    """A paragraph typed by hand before the last section."""
    end = "<w:p><w:pPr><w:spacing"
    return _replaced(end, f"<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p>{end}")


SEEDED = [
    ("check.number", _replaced(">94.2%<", ">92.4%<")),
    ("check.number", _replaced("比上年提高0.4个百分点", "比上年提高0.5个百分点")),
    ("check.number", _replaced("还差8.8个百分点", "还差7.8个百分点")),
    ("check.number", _replaced(">93.6%<", ">96.3%<")),
    ("check.number", _replaced(">81.42岁<", ">81.24岁<")),
    ("check.number", _replaced(">1402人<", ">1042人<")),
    ("check.number", _replaced(">2.76个百分点<", ">3.76个百分点<")),
    ("check.number", _replaced(">13.1/10万<", ">31.1/10万<")),
    ("check.number", _replaced(">46.1万人<", ">46.4万人<")),
    ("check.number", _replaced("达标率为25.0%", "达标率为26.0%")),
    ("check.number", _replaced("部分达到要求的3项", "部分达到要求的4项")),
    ("check.number", _replaced(">61.2<", ">62.1<")),
    ("check.number", _replaced(">33.3%<", ">38.3%<")),
    ("check.points", _replaced("比上年提高0.4个百分点", "比上年提高0.4%")),
    ("check.unit", _replaced(">5.3‰<", ">5.3%<")),
    ("check.blank", _replaced("比上年提高0.4个百分点", "比上年提高个百分点")),
    ("check.blank", _typed("2025年，我县婚前医学检查率比上年增长 %。")),
    ("check.year", _replaced("（2021—2030年）》统计监测报告", "（2211—2030年）》统计监测报告")),
    ("check.year", _replaced("2025年，我县常住人口", "2205年，我县常住人口")),
    ("check.unknown", _typed("全县孕产妇系统管理率达到95.8%，工作成效明显。")),
    ("check.other_year", _typed("2025年孕产妇系统管理率为93.8%。")),
    ("check.withheld", _typed("2024年孕产妇死亡率为39.4/10万。")),
    ("check.withheld", _typed("孕产妇死亡率偏高，全年死亡1人。")),
]


def test_nothing_is_said_of_a_clean_report_but_its_gaps(word: bytes, facts: Facts) -> None:
    findings = check(word, facts)
    assert {finding.code for finding in findings} == {"check.gap"}
    assert all(finding.severity is Severity.WARNING for finding in findings)


@pytest.mark.parametrize(("code", "slip"), SEEDED)
def test_every_seeded_error_is_found(word: bytes, facts: Facts, code: str, slip: Callable[[str], str]) -> None:
    findings = [finding for finding in check(_edited(word, slip), facts) if finding.code != "check.gap"]
    assert code in {finding.code for finding in findings}
    assert all(finding.remedy and re.fullmatch(r"[^a-zA-Z]*", finding.message) for finding in findings)


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年孕产妇系统管理率为93.8%，2025年为94.2%，提高0.4个百分点。",
        "适龄妇女宫颈癌人群筛查率距70%的目标还差8.8个百分点，需要加力推进。",
        "全县共组织宣传活动120场，参与群众3万人。",
        "各部门要逐步提高服务能力，不断缩小城乡差距。",
    ],
)
def test_right_sentences_typed_by_people_pass(word: bytes, facts: Facts, sentence: str) -> None:
    findings = check(_edited(word, _typed(sentence)), facts)
    assert {finding.code for finding in findings} == {"check.gap"}


def test_a_file_saved_by_another_program_is_checked_by_its_text(word: bytes, facts: Facts) -> None:
    """python-docx rewrites the package; with the bookmarks gone the text still carries the check."""
    document = Document(io.BytesIO(word))
    for mark in list(document.element.body.iter()):
        if mark.tag.endswith(("bookmarkStart", "bookmarkEnd")):
            mark.getparent().remove(mark)
    stream = io.BytesIO()
    document.save(stream)
    assert {finding.code for finding in check(stream.getvalue(), facts)} == {"check.gap"}
    slipped = _edited(stream.getvalue(), _replaced(">94.2%<", ">92.4%<"))
    assert "check.number" in {finding.code for finding in check(slipped, facts)}


def test_a_file_that_is_no_word_file_is_refused_in_words(facts: Facts) -> None:
    with pytest.raises(FuertongError, match="不是可读的Word文档"):
        check(b"\x89PNG", facts)


def test_the_line_of_a_finding_leads_to_the_paragraph(word: bytes, facts: Facts, tmp_path: Path) -> None:
    findings = check(_edited(word, _replaced("还差8.8个百分点", "还差7.8个百分点")), facts)
    numbers = [finding for finding in findings if finding.code == "check.number"]
    assert [(finding.seen, finding.expected) for finding in numbers] == [("7.8", "8.8")]
    assert numbers[0].where.line is not None
