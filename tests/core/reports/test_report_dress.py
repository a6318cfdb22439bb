"""How a report is sent, texts of people in it, corrections after it was published."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fuertong.errors import FuertongError
from fuertong.reports import Facts, Report, compose, docx
from fuertong.reports import pdf as printing
from fuertong.reports.blocks import Heading
from fuertong.reports.correction import Correction, correction_note
from fuertong.reports.dressing import Dress, bodies_in, dressed
from fuertong.reports.facts_evaluation import TextFacts
from fuertong.reports.people_texts import changed_under, numbers_under, text_parts
from fuertong.reports.storing import from_data, to_data
from fuertong.reports.taking_back import Deed, decisions_of, reapply, refused, take_back
from fuertong.reports.templates import template


def test_a_report_is_dressed_only_when_asked(report: Report, facts: Facts) -> None:
    assert dressed(report, facts, Dress()) == report
    dress = Dress(
        red_head=True, number="示妇儿发〔2026〕3号", to="县人民政府：", copies=bodies_in("县委办、县人大，县政协")
    )
    made = dressed(report, facts, from_data(Dress, to_data(dress)))
    assert made.red_head is not None
    assert made.imprint is not None
    assert (made.red_head.number, made.addressee) == ("示妇儿发〔2026〕3号", "县人民政府")
    assert made.imprint.copies == ("县委办", "县人大", "县政协")
    assert "出处清单" in dressed(report, facts, Dress(sources=True)).text


def test_a_letter_has_its_name_between_red_lines_and_no_imprint(report: Report, facts: Facts) -> None:
    word = docx(dressed(report, facts, Dress(letter=True, number="示妇儿函〔2026〕7号", to="县教育局")))
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        body = archive.read("word/document.xml").decode()
        head = archive.read("word/header-letter.xml").decode()
        foot = archive.read("word/footer-letter.xml").decode()
    assert "<w:titlePg/>" in body
    assert "文件" not in head
    assert "示例县统计局" in head
    assert head.count('w:fill="FF0000"') == foot.count('w:fill="FF0000"') == 2
    assert "PAGE" not in foot


def test_texts_of_people_stand_where_they_were_asked_and_under_domains(facts: Facts) -> None:
    parts = {one.id: one for one in text_parts(template("evaluation-midterm"), facts)}
    assert parts["implementation-funds"].asked
    assert not parts["domain-1"].asked
    texts = (
        TextFacts(part="implementation-funds", text="投入120万元。\n逐年增加。"),
        TextFacts(part="domain-1", text="孕产妇系统管理率达到94.2%。"),
    )
    made = compose("evaluation-midterm", replace(facts, texts=texts))
    assert "投入120万元。\n逐年增加。" in made.text
    assert "【经费保障情况待" not in made.text
    place = next(n for n, b in enumerate(made.blocks) if isinstance(b, Heading) and b.text.endswith("妇女与健康"))
    assert getattr(made.blocks[place + 1], "text", "") == "孕产妇系统管理率达到94.2%。"


def test_a_number_that_changed_under_a_text_is_told(facts: Facts) -> None:
    text = "孕产妇系统管理率达到94.2%，成效明显。"
    under = numbers_under("experience", text, facts)
    assert changed_under(text, under, facts) == ()
    later = _with_value(facts, "孕产妇系统管理率", "94.5")
    [change] = changed_under(text, under, later)
    assert (change.under.shown, change.now, change.written) == ("94.2%", "94.5%", True)
    assert len(numbers_under("domain-2", "", facts)) > 2


def _with_value(facts: Facts, name: str, value: str) -> Facts:
    def goal(one: Any) -> Any:
        return replace(one, targets=tuple(target(t) for t in one.targets))

    def target(one: Any) -> Any:
        if one.indicator.name != name:
            return one
        points = (replace(p, value=Decimal(value)) if p.year == facts.year else p for p in one.points)
        return replace(one, points=tuple(points))

    domains = tuple(replace(d, goals=tuple(map(goal, d.goals))) for d in facts.domains)
    return replace(facts, domains=domains)


def test_a_correction_names_old_new_cause_and_effect() -> None:
    rows = [
        Correction(
            name="孕产妇系统管理率",
            year=2025,
            before="94.2%",
            after="89.8%",
            reason="漏报一家医院",
            verdict_before="已达标",
            verdict_now="未达标",
        ),
        Correction(name="高中阶段毛入学率", year=2025, before="91.6%", after="91.7%", unit="县教育局"),
    ]
    note = correction_note(
        "《示例》监测报告", rows, issuer="示例县统计局", document="示统〔2026〕3号", day=date(2026, 11, 2)
    )
    assert "认定由“已达标”改为“未达标”" in note.text
    assert note.gaps == ("【原因待县教育局补充】",)
    assert note.text.endswith("示例县统计局\n2026年11月2日")
    assert docx(note) == docx(note)


def test_each_change_of_a_file_can_be_refused(report: Report) -> None:
    """Everything accepted gives the file's text, everything refused gives the generator's."""
    blocks: list[Any] = list(report.blocks)
    texts = [n for n, block in enumerate(blocks) if type(block).__name__ == "Paragraph" and len(block.text) > 40]
    changed, deleted = texts[1], texts[2]
    edited = replace(
        report,
        blocks=tuple(
            replace(block, runs=(*block.runs, type(block.runs[0])("各部门密切配合。"))) if n == changed else block
            for n, block in enumerate(blocks)
            if n != deleted
        ),
    )
    taken = take_back(docx(edited), report)
    found = {one.deed: one for one in decisions_of(taken.edits)}
    assert set(found) == {Deed.CHANGED, Deed.DELETED}
    assert found[Deed.CHANGED].after.endswith("各部门密切配合。")
    both = [one.id for one in found.values()]
    assert reapply(refused(taken.edits, both), report).report.text == report.text
    only = reapply(refused(taken.edits, [found[Deed.DELETED].id]), report).report.text
    assert "各部门密切配合。" in only
    assert blocks[deleted].text in only


def test_without_libreoffice_the_way_to_a_pdf_is_said(monkeypatch: pytest.MonkeyPatch, word: bytes) -> None:
    monkeypatch.setenv("PATH", "")
    assert not printing.can_make_pdf()
    with pytest.raises(FuertongError, match="另存为PDF"):
        printing.pdf(word)
