"""A list of members read from Excel."""

from datetime import date

import pytest

from fuertong.errors import FuertongError
from fuertong.workbooks.members import read_members, write_members_template
from fuertong.workbooks.tables import write_table


def test_names_codes_and_days_are_read_below_a_title() -> None:
    data = write_table(
        "名录", ["某县乡镇名录", "", ""], [["名 称", "区划代码", "设立日期"], ["城东镇", 999901101, "2021年3月1日"]]
    )
    lines, findings = read_members(data, name="名录.xlsx")
    assert findings == []
    assert [(line.name, line.code, line.since, line.until) for line in lines] == [
        ("城东镇", "999901101", date(2021, 3, 1), None)
    ]


def test_what_is_wrong_is_said_by_row_and_the_rest_is_kept() -> None:
    rows = [
        ["甲校", "", "", ""],
        ["甲校", "", "", ""],
        ["乙校", "12", "", ""],
        ["丙校", "", "去年", ""],
        ["丁校", "", "2022-01-01", "2021-01-01"],
    ]
    lines, findings = read_members(write_table("名录", ["名称", "代码", "自", "至"], rows), name="名录.xlsx")
    assert [line.name for line in lines] == ["甲校"]
    assert [finding.where.cell for finding in findings] == ["第3行", "第4行", "第5行", "第6行"]
    assert "已经出现过" in findings[0].message
    assert "去年" in findings[2].message


def test_a_table_without_names_is_refused_in_one_sentence() -> None:
    with pytest.raises(FuertongError, match="没有找到“名称”一栏"):
        read_members(write_table("表", ["序号", "地址"], [[1, "东街"]]), name="表.xlsx")


def test_the_template_is_read_as_an_empty_list() -> None:
    assert read_members(write_members_template("名录"), name="空表.xlsx") == ([], [])
