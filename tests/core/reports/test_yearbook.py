"""The yearbook: tables in form order with suppliers, notes and definitions; small counts hidden from the public."""

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from fuertong.model.indicator import Indicator, Kind, Sensitivity
from fuertong.model.observation import ValueStatus
from fuertong.model.organisation import Level
from fuertong.place_folder import load
from fuertong.reports import docx
from fuertong.reports.facts import PointFacts
from fuertong.reports.yearbook import (
    Book,
    BookSeries,
    BookSource,
    Scope,
    book_report,
    book_workbook,
    compose_book,
    source_of_folder,
)

SUPPLIERS = {"managed": "县卫生健康局", "deaths": "县卫生健康局", "people": "县统计局", "screened": "县妇幼保健院"}
DOMAINS = (("women/health", "妇女与健康"), ("children/health", "儿童与健康"))


def _indicator(code: str, name: str, **fields: Any) -> Indicator:
    base: dict[str, Any] = {"code": code, "name": name, "unit": "%", "kind": Kind.PCT, "per": 100}
    return Indicator(**(base | {"domains": ("women/health",)} | fields))


def _series(indicator: Indicator, values: dict[int, str], **fields: Any) -> BookSeries:
    about = {k: fields.pop(k) for k in ("numerator", "denominator", "status", "break_before") if k in fields}
    points = tuple(PointFacts(year=year, value=Decimal(text), **about) for year, text in values.items())
    return BookSeries(indicator=indicator, points=points, **fields)


MANAGED = _indicator("managed", "孕产妇系统管理率", statistical_year="H", definition="按要求接受管理的产妇所占比重。")
DEATHS = _indicator("deaths", "孕产妇死亡率", unit="/10万", kind=Kind.RATE, per=100000, sensitivity=Sensitivity.COUNTS)
PEOPLE = _indicator("people", "常住人口", unit="万人", kind=Kind.COUNT, domains=())
CHILDREN = _indicator("screened", "新生儿听力筛查率", domains=("children/health",))


def _source(**fields: Any) -> BookSource:
    rare = {"numerator": Decimal(1), "denominator": Decimal(2540)}
    series = (
        _series(PEOPLE, {2024: "46.3", 2025: "46.1"}),
        _series(MANAGED, {2024: "93.8", 2025: "94.2"}, status=ValueStatus.PRELIMINARY),
        _series(MANAGED, {2025: "93.6"}, breakdown="residence=rural", label="农村"),
        _series(MANAGED, {2025: "94.0"}, region="999901101", region_name="城关"),
        _series(MANAGED, {2025: "92.1"}, region="999901102", region_name="柳塘"),
        _series(DEATHS, {2024: "39.4", 2025: "39.4"}, **rare),
        _series(CHILDREN, {2025: "98.0"}),
    )
    base: dict[str, Any] = {
        "place": "示例县",
        "level": Level.COUNTY,
        "year": 2025,
        "cutoff": date(2026, 6, 30),
        "issuer": "示例县统计局",
        "series": series,
        "domains": DOMAINS,
        "suppliers": {
            "managed": "县卫生健康局",
            "deaths": "县卫生健康局",
            "people": "县统计局",
            "screened": "县妇幼保健院",
        },
    }
    return BookSource(**(base | fields))


def _rows(book: Book) -> Iterator[tuple[str, ...]]:
    for table in book.tables:
        for row in table.rows:
            yield (table.number, row.label, *map(str, row.cells))


def test_tables_stand_in_form_order_under_their_chapter_with_their_supplier() -> None:
    book = compose_book(_source(), Scope.JOINT, years=2)
    assert [(chapter.title, chapter.suppliers) for chapter in book.chapters] == [
        ("综合", ("县统计局",)),
        ("妇女与健康", ("县卫生健康局",)),
        ("儿童与健康", ("县妇幼保健院",)),
    ]
    assert list(_rows(book)) == [
        ("1-1", "常住人口", "46.3", "46.1"),
        ("2-1", "孕产妇系统管理率", "93.8", "94.2"),
        ("2-1", "其中：农村", "…", "93.6"),
        ("2-1", "孕产妇死亡率", "＊", "＊"),
        ("2-2", "城关", "94.0"),
        ("2-2", "柳塘", "92.1"),
        ("3-1", "新生儿听力筛查率", "…", "98.0"),
    ]
    assert [table.title for table in book.tables][1:3] == [
        "妇女与健康主要指标（县卫生健康局，2024—2025年）",
        "分乡镇（街道）孕产妇系统管理率（2025年）",
    ]


@pytest.mark.parametrize(
    ("scope", "title", "chapters"),
    [
        (Scope.WOMEN, "示例县妇女统计资料（2025）", ["综合", "妇女与健康"]),
        (Scope.CHILDREN, "示例县儿童统计资料（2025）", ["综合", "儿童与健康"]),
    ],
)
def test_a_yearbook_of_one_plan_has_its_domains_only(scope: Scope, title: str, chapters: list[str]) -> None:
    book = compose_book(_source(), scope)
    assert book.title == title
    assert [chapter.title for chapter in book.chapters] == chapters


def test_notes_say_what_is_not_final_not_comparable_and_of_another_year() -> None:
    table = next(t for t in compose_book(_source(), Scope.WOMEN, years=2).tables if t.number == "2-1")
    assert any("孕产妇系统管理率2025年" in note and "为初步数" in note for note in table.notes)
    assert "妇幼健康指标按上年10月1日至当年9月30日统计。" in table.notes
    broken = _source(series=(_series(MANAGED, {2024: "90.0", 2025: "80.0"}, break_before=True),))
    notes = next(compose_book(broken, Scope.WOMEN, years=2).tables).notes
    assert any("自2025年起口径有调整" in note for note in notes)


def test_the_version_of_the_statistician_shows_small_counts_and_says_internal() -> None:
    book = compose_book(_source(), Scope.WOMEN, public=False, years=2)
    assert ("2-1", "孕产妇死亡率", "39.4", "39.4") in list(_rows(book))
    assert any("内部资料" in note for note in book.notes)


def test_values_marked_internal_or_sealed_stay_out() -> None:
    for sensitivity, public, shown in (
        (Sensitivity.INTERNAL, True, "＊"),
        (Sensitivity.INTERNAL, False, "94.2"),
        (Sensitivity.SEALED, False, "＊"),
    ):
        kept = _series(replace(MANAGED, sensitivity=sensitivity), {2025: "94.2"})
        book = compose_book(_source(series=(kept,)), Scope.WOMEN, public=public, years=1)
        assert [row[2] for row in _rows(book)] == [shown]


def test_one_group_kept_back_keeps_back_all_groups_of_the_year() -> None:
    many = {"numerator": Decimal(40), "denominator": Decimal(90000)}
    few = {"numerator": Decimal(2), "denominator": Decimal(9000)}
    series = (
        _series(DEATHS, {2025: "42.4"}, numerator=Decimal(42), denominator=Decimal(99000)),
        _series(DEATHS, {2025: "44.4"}, breakdown="residence=rural", label="农村", **many),
        _series(DEATHS, {2025: "22.2"}, breakdown="residence=urban", label="城市", **few),
    )
    book = compose_book(_source(series=series, level=Level.CITY), Scope.WOMEN, years=1)
    assert [row[2] for row in _rows(book)] == ["42.4", "＊", "＊"]


def test_the_workbook_has_contents_with_links_and_numbers_as_numbers() -> None:
    book = compose_book(_source(), Scope.JOINT, years=2)
    content = book_workbook(book)
    assert content == book_workbook(book)
    workbook = load_workbook(io.BytesIO(content))
    assert workbook.sheetnames == ["目录", "使用说明", "1-1", "2-1", "2-2", "3-1", "指标解释", "供数单位"]
    links = [cell.hyperlink.location for row in workbook["目录"] for cell in row if cell.hyperlink]
    assert "'2-1'!A1" in links
    sheet = workbook["2-1"]
    assert (sheet["D4"].value, sheet["D4"].number_format) == (94.2, "0.0")
    assert sheet["D6"].value == "＊"
    assert workbook["指标解释"]["B6"].value is not None
    assert sheet.print_title_rows == "$2:$3"


def test_the_word_file_has_contents_tables_definitions_and_suppliers() -> None:
    document = Document(io.BytesIO(docx(book_report(compose_book(_source(), Scope.JOINT, years=2)))))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "资料来源：县卫生健康局。" in text
    assert "按要求接受管理的产妇所占比重。［参考释义（待统计部门确认）］" in text
    assert any(cell.text == "表2-1、表2-2" for row in document.tables[-1].rows for cell in row.cells)


def test_the_example_place_has_its_yearbook() -> None:
    folder = load(Path(__file__).parents[3] / "examples" / "yunxi")
    book = compose_book(source_of_folder(folder), Scope.JOINT)
    tables = list(book.tables)
    assert len(tables) > 50
    assert all(table.supplier for table in tables)
    assert book.definitions


def test_250_tables_are_made_quickly() -> None:
    """Decided: 30 s on two cores for both files; a tenth of that here, so that a slip is seen."""
    series, suppliers = [], {}
    for number in range(250):
        supplier = f"单位{number}"
        for place in range(12):
            one = _indicator(f"i{number}-{place}", f"指标{number}之{place}")
            suppliers[one.code] = supplier
            series.append(_series(one, {year: f"{50 + place}.{year % 10}" for year in range(2020, 2026)}))
    began = time.process_time()
    book = compose_book(_source(series=tuple(series), suppliers=suppliers), Scope.WOMEN)
    assert sum(1 for _ in book.tables) == 250
    assert book_workbook(book)
    assert docx(book_report(book))
    assert time.process_time() - began < 15
