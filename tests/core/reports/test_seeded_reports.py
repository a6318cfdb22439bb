"""A second, independent seeding: slips in generated and in hand-typed reports are all found, true sentences pass."""

import io
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from docx import Document
from tests.core.reports.seeded_edits import in_sentences, in_tables
from tests.core.reports.seeded_sentences import slipped, true_sentences

from fuertong.reports import Facts, check, compose, docx
from fuertong.reports.checking.written import plain_numbers
from fuertong.reports.choosing import one_facts

EXAMPLES = Path(__file__).parents[3] / "examples"


def _paper(sentences: Iterable[str]) -> bytes:
    document = Document()
    document.add_paragraph("妇女儿童发展情况")
    for sentence in sentences:
        document.add_paragraph(sentence)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_true_sentences_typed_by_hand_pass(facts: Facts) -> None:
    sentences = [one.text for one in true_sentences(facts)]
    assert len(sentences) > 20
    assert [finding.message for finding in check(_paper(sentences), facts, template="monitoring")] == []


def test_every_slip_typed_by_hand_is_found(facts: Facts) -> None:
    told = list(slipped(facts, random.Random(20261122), each=1))
    assert len({one.kind for one in told}) > 40
    found = {finding.where.line for finding in check(_paper([one.text for one in told]), facts, template="monitoring")}
    assert [f"{one.kind}: {one.text}" for line, one in enumerate(told, 2) if line not in found] == []


def test_every_slip_in_an_edited_report_is_found() -> None:
    """The bookmarks of the sentence are gone, as after typing over it."""
    facts = one_facts(str(EXAMPLES / "national"))
    word = docx(compose("monitoring", facts))
    clean = {finding.message for finding in check(word, facts, template="monitoring")}
    rng = random.Random(7)
    seeded = [*in_sentences(word, rng, each=1), *in_tables(word, rng, each=2)]
    assert len(seeded) >= 12
    missed = [
        f"{one.kind}: {one.before} → {one.after}"
        for one in seeded
        if {finding.message for finding in check(one.document, facts, template="monitoring")} <= clean
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([["年份", "孕产妇系统管理率（%）"], ["2024年", "{before}"], ["2025年", "{now}"]], {}),
        ([["年份", "孕产妇系统管理率（%）"], ["2025年", "12.3"]], {"check.number"}),
        ([["1. 孕产妇系统管理率（%）", "2025"], ["1. 孕产妇系统管理率（%）", "12.3"]], {"check.number"}),
    ],
)
def test_a_table_with_the_years_down_the_side_is_checked(facts: Facts, rows: list[list[str]], wrong: set[str]) -> None:
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text.format(before="93.8", now="94.2")
    stream = io.BytesIO()
    document.save(stream)
    assert {finding.code for finding in check(stream.getvalue(), facts, template="monitoring")} == set(wrong)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("达到百分之九十四点二，比上年提高三点五个百分点", "达到94.2%，比上年提高3.5个百分点"),
        ("1,402人和15，630人", "1402人和15630人"),
        ("一千四百零二人", "1402人"),
        ("三万二千零五人", "32005人"),
        ("十万分之九点四，千分之5.3", "9.4/10万，5.3‰"),
        ("１，２３４人", "1234人"),
        (
            "几个百分点，一人一档，第三十五人，三分之一，2021,2022年",
            "几个百分点，一人一档，第三十五人，三分之一，2021,2022年",
        ),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, plain: str) -> None:
    assert plain_numbers(written) == plain
