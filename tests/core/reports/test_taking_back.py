"""An edited Word report comes back: every sentence a person touched is kept, changed numbers are listed."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from fuertong.errors import FuertongError
from fuertong.model.findings import Severity
from fuertong.model.verdict import Verdict
from fuertong.reports import Facts, Report, compose, docx
from fuertong.reports.storing import from_data, to_data
from fuertong.reports.taking_back import Edits, reapply, take_back

MANAGED = "孕产妇系统管理率为94.2%"


def _edited(word: bytes, change: Callable[[Any], None]) -> bytes:
    document = Document(io.BytesIO(word))
    change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _paragraph(document: Any, words: str) -> Any:
    return next(p for p in document.paragraphs if words in p.text)


def _replaced(words: str, old: str, new: str) -> Callable[[Any], None]:
    """Replace text within the runs of the paragraph that has `words`."""

    def change(document: Any) -> None:
        for run in _paragraph(document, words).runs:
            if old in run.text:
                run.text = run.text.replace(old, new, 1)
                return
        raise AssertionError(old)

    return change


def _typed_after(words: str, text: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        anchor = _paragraph(document, words)
        made = document.add_paragraph(text)
        anchor._p.addnext(made._p)

    return change


def _without_bookmarks(document: Any) -> None:
    for mark in list(document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)


def _newer(facts: Facts, old: str, new: str) -> Facts:
    """The facts with one value of the year corrected."""

    def target(one: Any) -> Any:
        points = (replace(p, value=Decimal(new)) if str(p.value) == old and p.year == 2025 else p for p in one.points)
        return replace(one, points=tuple(points))

    def goal(one: Any) -> Any:
        return replace(one, targets=tuple(map(target, one.targets)))

    return replace(
        facts, domains=tuple(replace(domain, goals=tuple(map(goal, domain.goals))) for domain in facts.domains)
    )


@pytest.fixture(scope="module")
def newer(facts: Facts) -> Report:
    """The report composed after 孕产妇系统管理率 was corrected from 94.2 to 94.5."""
    return compose("monitoring", _newer(facts, "94.2", "94.5"))


def test_an_untouched_file_gives_the_report_it_was_made_from(word: bytes, report: Report) -> None:
    back = take_back(word, report)
    assert back.report == report
    assert not (back.numbers)
    assert not (back.added)
    assert not (back.deleted)
    assert not (back.moved)
    assert not (back.findings)


def test_an_untouched_file_follows_new_data(word: bytes, report: Report, newer: Report) -> None:
    assert take_back(word, newer, report).report == newer


def test_a_reworded_sentence_is_kept_and_the_others_follow_the_data(word: bytes, report: Report, newer: Report) -> None:
    file = _edited(word, _replaced("常住人口", "我县常住人口为", "我县年末常住人口为"))
    back = take_back(file, newer, report)
    assert "我县年末常住人口为46.1万人，比上年减少0.2万人。" in back.report.text
    assert "孕产妇系统管理率为94.5%" in back.report.text
    assert not back.numbers
    assert not back.diffs


def test_numbers_changed_under_a_kept_sentence_give_a_diff_with_a_proposal(
    word: bytes, report: Report, newer: Report
) -> None:
    file = _edited(word, _replaced(MANAGED, "已提前达标", "已提前五年达标"))
    back = take_back(file, newer, report)
    [diff] = back.diffs
    assert "94.2%" in diff.before
    assert "94.5%" in diff.now
    assert "提前五年" in diff.after
    assert "94.5%" in diff.proposal
    assert "提前五年" in diff.proposal
    assert "高4.5个百分点" in diff.proposal
    assert diff.after in back.report.text, "the person's words stand until somebody decides"
    mended = reapply(back.edits.mended(diff.edit, diff.proposal), newer)
    assert diff.proposal in mended.report.text


def test_a_changed_number_is_listed_with_its_trace_and_can_be_put_right(word: bytes, report: Report) -> None:
    back = take_back(_edited(word, _replaced(MANAGED, "94.2%", "95.2%")), report)
    [number] = back.numbers
    assert (number.was, number.seen) == ("94.2%", "95.2%")
    assert number.trace is not None
    assert number.trace.uid == "uid-孕产妇系统管理率"
    assert number.trace.year == 2025
    assert [(f.code, f.severity) for f in back.findings] == [("taken.number", Severity.ERROR)]
    assert reapply(back.edits.without({number.edit}), report).report == report


@pytest.mark.parametrize("marks", [True, False])
def test_deleted_added_and_moved_paragraphs_are_respected(
    word: bytes, report: Report, newer: Report, marks: bool
) -> None:
    def change(document: Any) -> None:
        gone = _paragraph(document, "妇女常见病筛查率2025年数据暂缺")
        gone._p.getparent().remove(gone._p)
        _typed_after("女性平均预期寿命为", "全县上下形成了齐抓共管的工作格局。")(document)
        moved = _paragraph(document, "中等职业教育在校女生数为")._p
        _paragraph(document, "高中阶段毛入学率为")._p.addprevious(moved)
        if not marks:
            _without_bookmarks(document)

    back = take_back(_edited(word, change), newer, report)
    assert back.added == ("全县上下形成了齐抓共管的工作格局。",)
    assert len(back.deleted) == 1
    assert "妇女常见病筛查率" in back.deleted[0]
    assert any("在校女生数" in text or "高中阶段毛入学率" in text for text in back.moved)
    lines = back.report.text.split("\n")
    assert "我县妇女常见病筛查率2025年数据暂缺" not in back.report.text
    life = next(n for n, line in enumerate(lines) if "女性平均预期寿命为" in line)
    assert lines[life + 1] == "全县上下形成了齐抓共管的工作格局。"
    places = [next(n for n, line in enumerate(lines) if words in line) for words in ("在校女生数为", "毛入学率为")]
    assert places == sorted(places)
    assert "孕产妇系统管理率为94.5%" in back.report.text


def test_bookmarks_gone_changes_nothing(word: bytes, report: Report) -> None:
    assert take_back(_edited(word, _without_bookmarks), report).report == report


def test_a_filled_gap_is_kept_and_no_gap_any_more(word: bytes, report: Report) -> None:
    file = _edited(
        word, _replaced("【原因待县卫生健康局补充】", "【原因待县卫生健康局补充】", "县卫生健康局说明：筛查点不足。")
    )
    back = take_back(file, report)
    assert "县卫生健康局说明：筛查点不足。" in back.report.text
    assert len(back.report.gaps) == len(report.gaps) - 1


def test_a_moved_and_a_deleted_chapter_leave_headings_in_order(word: bytes, report: Report) -> None:
    def change(document: Any) -> None:
        for words in ("六、对策建议", "【对策建议待县卫生健康局补充】"):
            gone = _paragraph(document, words)
            gone._p.getparent().remove(gone._p)
        first = _paragraph(document, "三、妇女与健康")._p
        body = list(first.getparent())
        start = body.index(_paragraph(document, "四、妇女与教育")._p)
        end = body.index(_paragraph(document, "五、存在的主要问题")._p)
        for element in body[start:end]:
            first.addprevious(element)

    back = take_back(_edited(word, change), report)
    headings = [line for line in back.report.text.split("\n") if line[1:2] == "、"]
    assert headings == ["一、基本情况", "二、总体实施情况", "三、妇女与教育", "四、妇女与健康", "五、存在的主要问题"]


def test_a_paragraph_cut_in_two_and_two_made_one_are_no_loss(word: bytes, report: Report, newer: Report) -> None:
    def change(document: Any) -> None:
        whole = _paragraph(document, MANAGED)
        first, second = whole.text.split("其中，")
        for element in list(whole._p)[1:]:
            whole._p.remove(element)
        whole.add_run(first)
        _typed_after(first, f"其中，{second}")(document)
        one, other = _paragraph(document, "5项可量化指标中"), _paragraph(document, "4项趋势类指标只看")
        one.add_run(other.text)
        other._p.getparent().remove(other._p)

    back = take_back(_edited(word, change), newer, report)
    lines = back.report.text.split("\n")
    assert any(line.startswith("其中，农村为93.6%") for line in lines)
    assert any("孕产妇系统管理率为94.5%" in line and "农村" not in line for line in lines)
    assert any(line.startswith("5项可量化") and "4项趋势类指标只看变动方向" in line for line in lines)
    assert not back.added
    assert not back.deleted
    assert not back.numbers


def test_cells_rows_and_titles_are_taken_back(word: bytes, report: Report, newer: Report) -> None:
    def change(document: Any) -> None:
        table = document.tables[-1]
        row = next(row for row in table.rows if row.cells[1].text == "高中阶段毛入学率")
        row.cells[8].paragraphs[0].runs[0].text = "县教育局、县人社局"
        row.cells[5].paragraphs[0].runs[0].text = "91.9"
        gone = next(row for row in table.rows if row.cells[1].text == "公民科学素质水平性别差")
        gone._tr.getparent().remove(gone._tr)

    back = take_back(_edited(word, change), newer, report)
    assert "县教育局、县人社局" in back.report.text
    assert [(number.was, number.seen, number.sentence) for number in back.numbers] == [
        ("91.6", "91.9", "高中阶段毛入学率")
    ]
    assert "10 | 公民科学素质水平性别差" not in back.report.text
    assert "2 | 孕产妇系统管理率 | % | 91.1 | 93.8 | 94.5" in back.report.text


def test_what_is_new_in_the_data_appears_beside_what_people_kept(word: bytes, facts: Facts, report: Report) -> None:
    """A target that gets its verdict after the file went out brings a sentence of its own."""
    domain = facts.domains[1]
    goal = domain.goals[1]
    judged = replace(goal, targets=(goal.targets[0], replace(goal.targets[1], verdict=Verdict.FITS)))
    later = compose(
        "monitoring", replace(facts, domains=(facts.domains[0], replace(domain, goals=(domain.goals[0], judged))))
    )
    file = _edited(word, _replaced("常住人口", "我县常住人口为", "我县年末常住人口为"))
    back = take_back(file, later, report)
    assert "年末常住人口" in back.report.text
    assert "公民科学素质水平性别差为2.76个百分点" in back.report.text
    assert "（二）2项趋势类指标变动方向均符合目标要求" in back.report.text


def test_edits_survive_storage_and_every_later_regeneration(word: bytes, report: Report, newer: Report) -> None:
    file = _edited(word, _replaced(MANAGED, "已提前达标", "已提前五年达标"))
    edits = take_back(file, report).edits
    stored = from_data(Edits, json.loads(json.dumps(to_data(edits), ensure_ascii=False)))
    assert stored == edits
    assert reapply(stored, newer).diffs == take_back(file, newer, report).diffs
    assert "提前五年" in reapply(stored, newer).report.text


def test_kept_sentences_still_lead_back_to_their_values(word: bytes, report: Report) -> None:
    back = take_back(_edited(word, _replaced(MANAGED, "已提前达标", "已提前五年达标")), report)
    sentence = next(p for p in back.report.blocks if "提前五年" in getattr(p, "text", ""))
    traced = {run.text for run in sentence.runs if run.trace}  # type: ignore[union-attr]
    assert "94.2%" in traced
    assert "93.6%" in traced


def test_facts_go_to_json_and_back(facts: Facts) -> None:
    assert from_data(Facts, json.loads(json.dumps(to_data(facts)))) == facts


def test_what_is_no_word_file_is_refused(report: Report) -> None:
    with pytest.raises(FuertongError, match="不是可读的Word文档"):
        take_back(b"PK\x03\x04", report)


def test_the_merged_report_is_written_and_taken_back_again(word: bytes, report: Report) -> None:
    """The second round: the file of the merged report, edited once more, against the report as generated."""
    first = take_back(_edited(word, _replaced(MANAGED, "已提前达标", "已提前五年达标")), report)
    again = _edited(docx(first.report), _replaced("常住人口", "我县常住人口为", "我县年末常住人口为"))
    back = take_back(again, report)
    assert "提前五年" in back.report.text
    assert "年末常住人口" in back.report.text
    assert sum(entry.touched for entry in back.edits.entries) == 2
