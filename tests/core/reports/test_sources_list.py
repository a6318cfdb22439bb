"""The list of sources: each printed number leads to its value, revision, source, unit and date."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from fuertong.reports import Facts, Report, compose, docx
from fuertong.reports.sources_list import source_rows, sources_report, sources_sheet, with_sources


@pytest.fixture(scope="module")
def known(facts: Facts) -> Facts:
    """The county's facts with source, supplying unit and day of acceptance at every value."""

    def target(one: Any) -> Any:
        points = (
            replace(p, source="妇幼卫生年报", unit="县妇幼保健院", accepted_on=date(2026, 5, 20)) for p in one.points
        )
        return replace(one, points=tuple(points))

    def goal(one: Any) -> Any:
        return replace(one, targets=tuple(map(target, one.targets)))

    return replace(facts, domains=tuple(replace(d, goals=tuple(map(goal, d.goals))) for d in facts.domains))


def test_a_value_is_listed_once_with_everything_about_it(report: Report, known: Facts) -> None:
    [row] = [row for row in source_rows(report, known) if row.written == "94.2%"]
    assert (row.indicator, row.year, row.value, row.computed) == ("孕产妇系统管理率", 2025, "94.2%", False)
    assert (row.source, row.unit, row.day, row.revision) == ("妇幼卫生年报", "县妇幼保健院", "2026-05-20", "r2025")
    assert (row.status, row.times) == ("正式数", 2), "once in the text and once in the annex"


def test_a_computed_number_names_the_value_it_comes_from(report: Report, known: Facts) -> None:
    rows = source_rows(report, known)
    [change] = [row for row in rows if row.written == "比上年提高0.4个百分点"]
    assert (change.computed, change.value) == (True, "94.2%")
    [rural] = [row for row in rows if row.written == "93.6%"]
    assert rural.group == "农村"


def test_every_traced_number_of_the_report_is_in_the_list(report: Report, known: Facts) -> None:
    listed = sum(row.times for row in source_rows(report, known))
    assert listed == sum(1 for run in report.runs if run.trace and run.text.strip())


def test_what_may_not_be_printed_is_not_in_the_list(report: Report, known: Facts) -> None:
    deaths = [row for row in source_rows(report, known) if row.indicator == "孕产妇死亡率"]
    assert {row.value for row in deaths} == {""}
    assert "39.4" not in sources_report(report, known).text


def test_it_is_an_annex_in_word_and_a_table_in_excel(report: Report, known: Facts) -> None:
    document = Document(io.BytesIO(docx(with_sources(report, known))))
    assert document.tables[-1].rows[0].cells[1].text == "报告中的写法"
    assert any(p.text == "附件2" for p in document.paragraphs)
    sheet = load_workbook(io.BytesIO(sources_sheet(report, known))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][-2:] == ["修订号", "出现次数"]
    assert sheet.max_row == len(source_rows(report, known)) + 1


def test_the_list_of_a_report_without_numbers_is_empty(facts: Facts) -> None:
    empty = replace(facts, domains=(), background=())
    assert source_rows(compose("monitoring", empty), empty) == ()
