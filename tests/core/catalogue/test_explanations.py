"""Official explanations are read from the usual layouts."""

import io

import pytest
from docx import Document
from openpyxl import Workbook

from fuertong.errors import FuertongError
from fuertong.reading.explanations import read_explanations

TEXT = """统计监测主要指标解释
一、健康
1.孕产妇死亡率  指某地区一年内孕产妇死亡人数与活产数之比。
孕产妇死亡指从妊娠到产后42天内死亡。
计算公式：孕产妇死亡率=（孕产妇死亡人数÷活产数）×100000/10万
资料来源：县卫生健康局
2.住院分娩率（%）
定义：住院分娩的活产数占活产数的
比重。
公式：住院分娩活产数/活产数×100%
（二）教育
3．九年义务教育巩固率：初中毕业班学生数占小学入学时学生数的比重。
【计量单位】％
"""


def test_running_text_is_read_entry_by_entry() -> None:
    """Names before 指, alone or before a colon; wrapped lines joined; fractions taken apart."""
    deaths, births, school = read_explanations(TEXT.encode(), name="解释.txt")
    assert (deaths.name, deaths.where) == ("孕产妇死亡率", "第3行")
    assert deaths.definition == "指某地区一年内孕产妇死亡人数与活产数之比。孕产妇死亡指从妊娠到产后42天内死亡。"
    assert (deaths.numerator, deaths.denominator, deaths.source_unit) == ("孕产妇死亡人数", "活产数", "县卫生健康局")
    assert (births.name, births.unit, births.definition) == ("住院分娩率", "%", "住院分娩的活产数占活产数的比重。")
    assert (births.numerator, births.denominator) == ("住院分娩活产数", "活产数")
    assert (school.name, school.unit) == ("九年义务教育巩固率", "%")


def test_a_word_table_is_read_by_its_columns() -> None:
    """One indicator a row."""
    document = Document()
    table = document.add_table(rows=2, cols=4)
    for column, text in enumerate(("指标名称", "指标解释", "计算公式", "计量单位")):
        table.rows[0].cells[column].text = text
    for column, text in enumerate(("1.婴儿死亡率", "未满周岁死亡的婴儿与活产之比。", "婴儿死亡数÷活产数×1000‰", "‰")):
        table.rows[1].cells[column].text = text
    file = io.BytesIO()
    document.save(file)
    (row,) = read_explanations(file.getvalue(), name="解释.docx")
    assert (row.name, row.unit, row.numerator, row.denominator) == ("婴儿死亡率", "‰", "婴儿死亡数", "活产数")
    assert "第2行" in row.where


def test_a_workbook_is_read_by_its_columns() -> None:
    """The head may stand below a title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "妇女"
    for row in (
        ["指标解释"],
        ["序号", "指标名称", "定义", "分子", "分母"],
        [1, "婚检率", "占比。", "检查人数", "登记人数"],
    ):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    (row,) = read_explanations(file.getvalue(), name="解释.xlsx")
    assert (row.name, row.numerator, row.denominator) == ("婚检率", "检查人数", "登记人数")
    assert "妇女" in row.where


@pytest.mark.parametrize("text", ["今天天气很好。", "一、总则\n1.坚持党的领导\n2.坚持统筹推进"])
def test_a_file_without_entries_is_explained(text: str) -> None:
    """The sentence says what to hand in instead."""
    with pytest.raises(FuertongError, match="没有认出指标解释。请使用一行一个指标的表格"):
        read_explanations(text.encode(), name="其他.txt")
