"""Any list as a plain workbook."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl

from fuertong.workbooks.tables import Column, write_table


def sheet_of(*args: Any, **kwargs: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_table(*args, **kwargs))).active


def test_types_keep_their_kind() -> None:
    moment = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
    row = ["孕产妇系统管理率", Decimal("94.20"), 25, 1.5, None, True, date(2026, 5, 20), moment, "00123"]
    sheet = sheet_of("指标", [f"列{n}" for n in range(9)], [row])
    cells = list(sheet[2])
    assert [cell.value for cell in cells[:6]] == ["孕产妇系统管理率", 94.2, 25, 1.5, None, "是"]
    assert cells[1].number_format == "0.00"
    assert cells[6].value == datetime(2026, 5, 20)  # noqa: DTZ001
    assert cells[7].value == datetime(2026, 5, 20, 9, 30)  # noqa: DTZ001
    assert (cells[8].value, cells[8].data_type) == ("00123", "s")


def test_a_text_that_begins_like_a_formula_is_harmless() -> None:
    evil = ["=cmd|'/c calc'!A1", "+1", "-1+2", "@SUM(A1)"]
    sheet = sheet_of("表", ["甲", "乙", "丙", "丁"], [evil])
    cells = list(sheet[2])
    assert [cell.value for cell in cells] == evil
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.style.startswith("Normal") and cell.quotePrefix for cell in cells)


def test_head_stays_in_sight_and_can_be_filtered() -> None:
    sheet = sheet_of(
        "监测/指标*表", [Column(title="指标", width=30), Column(title="数值", decimals=1)], [["甲", 1], ["乙", 2]]
    )
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.title == "监测 指标 表"
    assert sheet.column_dimensions["A"].width >= 30
    assert sheet["B2"].number_format == "0.0"
    assert sheet.print_title_rows == "$1:$1"


def test_a_number_with_too_many_digits_for_excel_stays_a_text() -> None:
    sheet = sheet_of("表", ["数"], [[Decimal("12345678901234.123456")], [float("nan")]])
    assert sheet["A2"].value == "12345678901234.123456"
    assert sheet["A3"].value == "nan"


def test_an_empty_list_is_a_head_alone() -> None:
    sheet = sheet_of("表", ["甲"], [], note="内部")
    assert sheet.max_row == 1
    assert "内部" in sheet.oddFooter.left.text


def test_the_same_table_gives_the_same_bytes() -> None:
    assert write_table("表", ["甲"], [[1]]) == write_table("表", ["甲"], [[1]])


def test_wrapped_texts_get_the_height_they_need_and_many_wide_columns_fit_a_sheet() -> None:
    long = "本级不产生这个数，请与牵头单位商定改用相近指标或在方案中注明不监测。" * 2
    sheet = sheet_of("清单", [f"栏{n}" for n in range(7)], [["短"] * 7, [long] * 7])
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFG"]
    assert sum(widths) <= 150
    assert sheet.row_dimensions[2].height is None
    assert sheet.row_dimensions[3].height >= 14 * len(long) * 2 / widths[0]
    assert sheet.page_setup.orientation == "landscape"
