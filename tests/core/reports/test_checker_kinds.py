"""Further kinds of slips the checker must find, typed by hand or made while editing; clean papers of every kind."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from fuertong.model.observation import ValueStatus
from fuertong.place_folder import load, unit_named
from fuertong.reports import Facts, Report, check, compose, docx
from fuertong.reports.choosing import all_facts
from fuertong.reports.sources_list import with_sources
from fuertong.reports.taking_back import take_back
from fuertong.reports.templates import template_codes
from fuertong.reports.unit_reports import Occasion, gathered_report, unit_report
from fuertong.reports.yearbook import Scope, book_report, compose_book, source_of_folder

EXAMPLE = Path(__file__).parents[3] / "examples" / "yunxi"
NEEDS_MORE = {"supplement", "unit-briefing"}

TYPED = [
    ("direction", "2025年，孕产妇系统管理率为94.2%，比上年降低0.4个百分点。"),
    ("direction", "2025年，中等职业教育在校女生数比2020年减少192人。"),
    ("direction", "2025年，女性平均预期寿命为81.42岁，与上年持平。"),
    ("reference", "2025年，孕产妇系统管理率比上年提高3.1个百分点。"),
    ("reference", "高中阶段毛入学率为91.6%，比2020年提高0.6个百分点。"),
    ("target", "2025年，孕产妇系统管理率比2030年达到95%以上的目标低0.8个百分点。"),
    ("target", "高中阶段毛入学率的目标值为90%，需要继续努力。"),
    ("unknown", "适龄妇女宫颈癌人群筛查率距2030年达到70%以上的目标还差9.8个百分点。"),
    ("pair", "2025年，孕产妇系统管理率为91.6%。"),
    ("group", "2025年，孕产妇系统管理率为94.2%。其中，农村为95.0%。"),
    ("group", "全县孕产妇系统管理率为93.6%。"),
    ("verdict", "适龄妇女宫颈癌人群筛查率为61.2%，已提前达标。"),
    ("verdict", "孕产妇系统管理率为94.2%，未达标。"),
    ("verdict", "女性平均预期寿命为81.42岁，已提前达标。"),
    ("verdict", "非意愿妊娠发生率为5.3‰，变动方向符合目标要求。"),
    ("owner", "孕产妇系统管理率的责任单位为县民政局。"),
    ("owner", "高中阶段毛入学率（县卫生健康局）进展较快。"),
    ("sum", "5项可量化指标中，已达标2项，预计可达标2项，预计达标困难2项。"),
    ("share", "4项指标中已达标1项，达标率为33.3%。"),
    ("share", "全县共检查59人，其中异常8人，占13.57%。"),
    ("denominator", "全县妇女发展规划达标率为25.0%，总体进展顺利。"),
    ("parts", "2025年，婚前检查率为96.0%，其中，农村为93.6%；城镇为95.0%。"),
    ("over_100", "2025年，小学净入学率达到102.3%。"),
    ("count", "《规划》3个领域扎实推进。"),
    ("double", "各部门密切配合，形成了工作合力。各部门密切配合，形成了工作合力。"),
    ("double", "全县妇女健康水平稳步稳步提高。"),
    ("punctuation", "各项工作进展顺利。。"),
    ("punctuation", "《示例县妇女发展规划（2021—2030年）实施以来成效明显。"),
    ("negative", "孕产妇系统管理率比上年提高-0.4个百分点。"),
    ("span", "2030—2021年是规划实施期。"),
    ("span", "筛查对象为64—35岁妇女。"),
    ("title", "《示例县妇女发展规划（2021—2035年）》实施以来，成效明显。"),
    ("date", "数据截止日期为2026年5月31日。"),
    ("date", "2026年2月30日召开了推进会。"),
    ("name", "2025年，孕产妇系统管理律为94.2%。"),
    ("placeholder", "全县投入经费#DIV/0!万元。"),
    ("placeholder", "{place}妇女事业持续发展。"),
    ("leak", "预计可如期达标（达标概率0.82）。"),
    ("reference_missing", "各领域情况见表7。"),
    ("numbering", "九、下一步工作安排"),
    ("blank", "2025年，适龄妇女宫颈癌人群筛查率为，需要加力。"),
    ("unit", "2025年，非意愿妊娠发生率达到5.3%。"),
]


def _typed(word: bytes, text: str) -> bytes:
    document = Document(io.BytesIO(word))
    anchor = next(p for p in document.paragraphs if p.text.startswith("六、对策建议"))
    anchor.insert_paragraph_before(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _rewritten(word: bytes, part: str, change: Callable[[str], str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                text = content.decode()
                content = change(text).encode()
                assert content.decode() != text
            new.writestr(name, content)
    return stream.getvalue()


def _codes(document: bytes, facts: Facts, **options: Any) -> set[str]:
    return {finding.code.removeprefix("check.") for finding in check(document, facts, **options)} - {"gap"}


@pytest.mark.parametrize(("code", "sentence"), TYPED)
def test_a_slip_typed_by_hand_is_found(word: bytes, facts: Facts, code: str, sentence: str) -> None:
    found = [finding for finding in check(_typed(word, sentence), facts) if finding.code != "check.gap"]
    assert code in {finding.code.removeprefix("check.") for finding in found}
    assert all(finding.remedy.startswith("请") for finding in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "2025年，孕产妇系统管理率为94.2%，比上年提高0.4个百分点，比2020年提高3.1个百分点。其中，农村为93.6%；城镇为95.0%。",
        "孕产妇系统管理率由2024年的93.8%提高到2025年的94.2%。",
        "2025年，高中阶段毛入学率为91.6%，距92%的目标还差0.4个百分点，预计可如期达标。",
        "中等职业教育在校女生数为1402人，比上年增加17人，变动方向符合目标要求。",
        "5项可量化指标中，已达标1项，预计可达标2项，其余待认定。",
        "4项可量化指标中已达标1项，达标率为25.0%。",
        "县卫生健康局牵头，适龄妇女宫颈癌人群筛查率力争2030年如期达标。",
        "全县共检查59人，其中异常8人，占13.56%。",
        "为35—64岁妇女提供筛查服务3万人次，投入经费120万元。",
        "高中阶段毛入学率超过90%，学前教育毛入园率为102.3%。",
        "《中国妇女发展纲要（2021—2030年）》和《示例县儿童发展规划（2021—2030年）》同步实施。",
        "会议于2026年3月8日召开，孕产妇死亡率逐年下降。",
    ],
)
def test_right_sentences_pass(word: bytes, facts: Facts, sentence: str) -> None:
    assert _codes(_typed(word, sentence), facts) == set()


def _table(rows: list[list[str]]) -> bytes:
    document = Document()
    document.add_paragraph("示例县主要指标情况")
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


HEAD = ["指标", "单位", "2024年", "2025年", "目标", "认定"]


def test_a_table_typed_by_hand_is_checked_by_its_head(facts: Facts) -> None:
    right = ["孕产妇系统管理率", "%", "93.8", "94.2", "≥90", "已达标"]
    assert _codes(_table([HEAD, right]), facts) == set()
    for place, text, code in (
        (1, "‰", "unit"),
        (2, "98.3", "number"),
        (3, "94.2‰", "number"),
        (4, "≥95", "target"),
        (5, "未达标", "verdict"),
    ):
        wrong = [*right[:place], text, *right[place + 1 :]]
        assert _codes(_table([HEAD, wrong]), facts) == {code}
    assert _codes(_table([HEAD, ["孕产妇死亡率", "/10万", "39.4", "＊", "≤12", "—"]]), facts) == {"withheld"}


def test_an_annex_row_with_another_verdict_or_unit_is_found(word: bytes, facts: Facts) -> None:
    verdict = _rewritten(word, "word/document.xml", lambda text: text.replace("▲ 预计达标困难", "● 已达标"))
    assert "verdict" in _codes(verdict, facts)
    document = Document(io.BytesIO(word))
    row = next(row for row in document.tables[-1].rows if row.cells[1].text == "孕产妇系统管理率")
    row.cells[8].paragraphs[0].runs[0].text = "县民政局"
    stream = io.BytesIO()
    document.save(stream)
    assert _codes(stream.getvalue(), facts) == {"owner"}


def test_a_value_changed_in_a_chart_is_found(word: bytes, facts: Facts) -> None:
    edited = _rewritten(word, "word/charts/chart2.xml", lambda text: text.replace("<c:v>94.2</c:v>", "<c:v>49.2</c:v>"))
    [finding] = [finding for finding in check(edited, facts) if finding.code == "check.chart"]
    assert "49.2应为94.2" in finding.message


def test_open_changes_and_comments_are_named(word: bytes, facts: Facts) -> None:
    about = 'w:id="9" w:author="王主任" w:date="2026-07-01T00:00:00Z"'
    tracked = _rewritten(
        word,
        "word/document.xml",
        lambda text: re.sub(r"(<w:r><w:t[^>]*>94\.2%</w:t></w:r>)", rf"<w:ins {about}>\1</w:ins>", text, count=1),
    )
    assert _codes(tracked, facts) == {"tracked"}


def test_a_number_not_final_must_say_so(facts: Facts) -> None:
    """The mark （初步数） taken away by a person is missed."""

    def target(one: Any) -> Any:
        points = (replace(p, status=ValueStatus.PRELIMINARY) if p.year == 2025 else p for p in one.points)
        return replace(one, points=tuple(points))

    goals = tuple(replace(g, targets=tuple(map(target, g.targets))) for g in facts.domains[1].goals)
    early = replace(facts, domains=(facts.domains[0], replace(facts.domains[1], goals=goals)))
    word = docx(compose("monitoring", early))
    assert _codes(word, early) == set()
    edited = _rewritten(word, "word/document.xml", lambda text: text.replace("（初步数）", "", 1))
    assert "status" in _codes(edited, early)


def test_every_kind_of_report_is_clean(facts: Facts) -> None:
    for code in template_codes():
        if code not in NEEDS_MORE:
            assert _codes(docx(compose(code, facts)), facts) == set(), code
            assert _codes(docx(compose(code, facts)), facts, template=code) == set(), code


def test_a_report_taken_back_with_right_words_of_people_is_clean(word: bytes, report: Report, facts: Facts) -> None:
    back = take_back(_typed(word, "各部门密切配合，形成了工作合力。"), report)
    assert _codes(docx(back.report), facts) == set()


@pytest.mark.slow
def test_papers_of_the_example_place_are_clean() -> None:
    """A report with its list of sources, a unit's report over both plans, the draft, the yearbook."""
    folder = load(EXAMPLE)
    women, children = all_facts(str(EXAMPLE))
    made = compose("evaluation-midterm", women)
    assert _codes(docx(with_sources(made, women)), women, template="evaluation-midterm") == set()
    paper = docx(unit_report([women, children], unit_named(folder.units, "县卫健局"), Occasion.MIDTERM))
    assert _codes(paper, women, template="briefing", also=[children]) == set()
    draft = docx(gathered_report([women, children], [], Occasion.ANNUAL, year=2026))
    assert _codes(draft, women, template="briefing", also=[children]) == set()
    book = docx(book_report(compose_book(source_of_folder(folder), Scope.JOINT)))
    assert _codes(book, women, template="briefing", also=[children]) == set()
