"""Several years in one table: matrix or one value a line, workbook or CSV."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from fuertong.errors import FuertongError
from fuertong.model.observation import Absence, ValueStatus
from fuertong.workbooks.labels import split_unit, under_heading
from fuertong.workbooks.series import SeriesRow, read_series
from fuertong.workbooks.series_template import TemplateRow, write_series_template


def book(*sheets: Sequence[Sequence[object]], merge: str = "") -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"表{number + 1}")
        for row in rows:
            sheet.append(list(row))
        if merge:
            sheet.merge_cells(merge)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def short(rows: list[SeriesRow]) -> list[tuple[Any, ...]]:
    return [(row.indicator, row.breakdown, row.year, str(row.value)) for row in rows]


def test_a_matrix_of_indicators_by_years() -> None:
    data = book(
        [
            ["示例县妇女发展规划监测数据"],
            ["序号", "指标名称", "单位", 2023, "2024年", "2025年数"],
            [1, "孕产妇系统管理率", "%", 91.0, "92.1%", "９３．０"],
            [2, "参保人数", "人", "52,301", "5.3万", None],
            [],
            ["填表人：张"],
        ]
    )
    rows, findings = read_series(data, name="历年.xlsx")
    assert short(rows) == [
        ("孕产妇系统管理率", "", 2023, "91"),
        ("孕产妇系统管理率", "", 2024, "92.1"),
        ("孕产妇系统管理率", "", 2025, "93.0"),
        ("参保人数", "", 2023, "52301"),
        ("参保人数", "", 2024, "53000"),
    ]
    assert [finding.code for finding in findings] == ["scaled"]
    assert (findings[0].where.sheet, findings[0].where.cell) == ("表1", "E4")
    assert rows[2].raw == "９３．０"


def test_units_in_names_and_rows_under_a_heading() -> None:
    data = book(
        [
            ["指标", "2024", "2025"],
            ["孕产妇系统管理率（%）", 92, 93],
            ["其中：农村", 90, 91.5],
            ["出生人口性别比（女=100）", 108, 107],
        ]
    )
    rows, findings = read_series(data)
    assert findings == []
    assert [(row.indicator, row.breakdown, row.unit) for row in rows[::2]] == [
        ("孕产妇系统管理率", "", "%"),
        ("孕产妇系统管理率", "农村", "%"),
        ("出生人口性别比（女=100）", "", ""),
    ]


def test_one_value_a_line() -> None:
    data = book(
        [
            ["指标", "地区", "年份", "分组", "数值", "分子", "分母", "数据状态", "数据来源"],
            ["孕产妇死亡率", "示例县", 2024, "", 8.95, 1, 11173, "正式数", "妇幼年报"],
            ["孕产妇死亡率", "示例县", "2025年", "", "—", None, None, "预计", ""],
            ["孕产妇死亡率", "示例县", 2211, "", 8.8, None, None, "", ""],
            ["孕产妇死亡率", "示例县", 2023, "", 8.8, None, None, "大概", ""],
        ]
    )
    rows, findings = read_series(data)
    assert [row.year for row in rows] == [2024, 2025, 2023]
    first = rows[0]
    assert (first.value, first.numerator, first.denominator) == (Decimal("8.95"), Decimal(1), Decimal(11173))
    assert (first.status, first.source, first.region) == (ValueStatus.FINAL, "妇幼年报", "示例县")
    assert (rows[1].absence, rows[1].status) == (Absence.NOT_COLLECTED, ValueStatus.EXPECTED)
    assert [(finding.code, finding.where.cell) for finding in findings] == [
        ("absence_sign", "E3"),
        ("year", "C4"),
        ("status", "H5"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_text_table_in_the_encodings_found_on_site(encoding: str, mark: str) -> None:
    text = f"指标{mark}单位{mark}2024{mark}2025\n参保人数{mark}人{mark}52301{mark}53120\n"
    rows, findings = read_series(text.encode(encoding), name="历年.csv")
    assert findings == []
    assert short(rows) == [("参保人数", "", 2024, "52301"), ("参保人数", "", 2025, "53120")]
    assert rows[0].where.cell == "C2"


def test_a_merged_name_speaks_for_its_rows() -> None:
    data = book(
        [["指标", "分组", "2025"], ["管理率", "合计", 93], [None, "农村", 92], [None, "城市", 95]], merge="A2:A4"
    )
    rows, _ = read_series(data)
    assert [(row.indicator, row.breakdown) for row in rows] == [
        ("管理率", "合计"),
        ("管理率", "农村"),
        ("管理率", "城市"),
    ]


def test_percent_cells_and_formulas_keep_their_meaning() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["指标", "单位", "2024", "2025"])
    sheet.append(["管理率", "%", 0.921, "=C2+1"])
    sheet["C2"].number_format = "0.0%"
    stream = io.BytesIO()
    workbook.save(stream)
    rows, findings = read_series(stream.getvalue())
    assert short(rows) == [("管理率", "", 2024, "92.1")]
    assert [finding.code for finding in findings] == ["formula_empty"]


def test_the_same_value_twice_counts_once_and_two_values_not_at_all() -> None:
    same = [["指标", "2024", "2025"], ["甲", 1, 2]]
    rows, findings = read_series(book(same, same))
    assert (len(rows), findings) == (2, [])
    rows, findings = read_series(book(same, [["指标", "2025"], ["甲", 3]]))
    assert short(rows) == [("甲", "", 2024, "1")]
    assert [finding.code for finding in findings] == ["twice"]
    assert "表1" in findings[0].message


def test_a_table_of_persons_is_refused() -> None:
    rows, findings = read_series(book([["姓名", "指标", "2025"], ["张某", "甲", 1]]))
    assert rows == []
    assert [finding.code for finding in findings] == ["person_column"]


def test_a_sheet_without_a_head_is_said() -> None:
    rows, findings = read_series(book([["随便", "写写"], [1, 2]]), name="a.xlsx")
    assert rows == []
    assert [finding.code for finding in findings] == ["no_table"]


def test_a_photo_is_refused() -> None:
    with pytest.raises(FuertongError, match="照片"):
        read_series(b"\xff\xd8\xff\xe0" + b"\0" * 9, name="a.xlsx")
    with pytest.raises(FuertongError, match="是空的"):
        read_series(b"", name="a.csv")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("指标,2025\n甲,1\n".encode("gbk")[:-3] + b"\xff\xff\n", "文字编码"),
        (b"a" * 200_000, "CSV"),
        (b"1," * (26 * 1024 * 1024), "50MB"),
        (b"," * 3_000_000 + b"\n\n\n", "行列过多"),
    ],
)
def test_a_text_that_is_no_table_is_refused(data: bytes, word: str) -> None:
    with pytest.raises(FuertongError, match=word):
        read_series(data, name="a.csv")


def test_the_template_is_read_back() -> None:
    rows = [TemplateRow(code="care", name="孕产妇系统管理率", unit="%", breakdown_label="农村")]
    data = write_series_template("历年数据", rows, [2023, 2024, 2025])
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = workbook.active
    assert sheet is not None
    sheet["F4"] = 92.5
    stream = io.BytesIO()
    workbook.save(stream)
    found, findings = read_series(stream.getvalue())
    assert findings == []
    assert [(row.code, row.indicator, row.breakdown, row.unit, row.year, row.value) for row in found] == [
        ("care", "孕产妇系统管理率", "农村", "%", 2024, Decimal("92.5"))
    ]


def test_labels() -> None:
    assert split_unit("婴儿死亡率（‰）") == ("婴儿死亡率", "‰")
    assert split_unit("妇女（15-49岁）") == ("妇女（15-49岁）", "")
    assert under_heading("其中：农村", "管理率") == ("管理率", "农村")
    assert under_heading("其中：农村", "") == ("其中：农村", "")
