"""Workbooks are valid against the schemas: Excel and WPS open them without repair."""

from pathlib import Path

from tests.ooxml import violations

from fuertong.place_folder import load
from fuertong.reports.yearbook import Scope, book_workbook, compose_book, source_of_folder
from fuertong.workbooks import Form, TemplateRow, write, write_series_template
from fuertong.workbooks.tables import write_table


def test_a_form_is_valid(form: Form, tmp_path: Path) -> None:
    assert violations(write(form), tmp_path / "报表.xlsx") == []


def test_tables_and_templates_are_valid(tmp_path: Path) -> None:
    table = write_table("缺项清单", ["指标", "说明"], [["婚前医学检查率", "见上" * 80]], note="内部")
    assert violations(table, tmp_path / "清单.xlsx") == []
    template = write_series_template("历年数据", [TemplateRow(code="FE01", name="指标", unit="%")], range(2020, 2025))
    assert violations(template, tmp_path / "历年.xlsx") == []


def test_a_yearbook_is_valid(tmp_path: Path) -> None:
    folder = load(Path(__file__).parents[3] / "examples" / "yunxi")
    book = compose_book(source_of_folder(folder), Scope.WOMEN)
    assert violations(book_workbook(book), tmp_path / "统计资料.xlsx") == []
