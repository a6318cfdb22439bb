"""Five blanks such as upper offices send, with next year's edition of each; all invented."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from fuertong.upper_forms import Known, Slot

NAMES = {
    "孕产妇死亡率": "mmr",
    "孕产妇系统管理率": "care",
    "婴儿死亡率": "imr",
    "婴幼儿照护机构床位数": "beds",
    "学前教育毛入园率": "kinder",
    "义务教育在校生数": "pupils",
}
UNITS = {"mmr": "/10万", "care": "%", "imr": "‰", "beds": "张", "kinder": "%", "pupils": "人"}
LINE = Side(style="thin")


def match(name: str, code: str) -> tuple[str, str, bool]:
    """The invented county's names; a code behind the name counts first."""
    found = code if code in UNITS else NAMES.get(name, "")
    return found, "", bool(found)


def lookup_of(year: int) -> Callable[[Slot], Known | None]:
    """Made-up values: no beds of the year before, parts for the rate of care."""

    def look(slot: Slot) -> Known | None:
        code, at = slot.meaning.code, year + slot.meaning.shift
        if code == "beds" and slot.meaning.shift:
            return None
        base = {"mmr": "12.34", "care": "94.2", "imr": "3.1", "beds": "340", "kinder": "91.5", "pupils": "23456"}[code]
        value = Decimal(base) + (0 if not slot.meaning.breakdown else 1) + (at - 2025)
        return Known(
            value=value,
            decimals=len(base.partition(".")[2]),
            unit=UNITS[code],
            numerator=Decimal(942) if code == "care" else None,
            denominator=Decimal(1000) if code == "care" else None,
            note=f"{at}年报",
        )

    return look


def _styled(sheet: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.font = Font(name="仿宋", size=11)
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet.column_dimensions["A"].width = 30


def _bytes(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def merged_heads(year: int, inserted: bool) -> bytes:
    """本年 and 上年 each over 合计 and 农村; a formula, validation, a fill and a print area."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "监测表"
    sheet.append([f"妇女发展规划监测统计表（{year}年）"])
    sheet.append(["指标名称", "计量单位", "本年", None, "上年", None, "增减"])
    sheet.append([None, None, "合计", "农村", "合计", "农村", None])
    if inserted:
        sheet.append(["一、健康"])
    sheet.append(["1.孕产妇死亡率", "1/10万"])
    if inserted:
        sheet.append(["2.婴儿死亡率", "‰"])
    sheet.append(["3.孕产妇系统管理率" if inserted else "2.孕产妇系统管理率", "%"])
    sheet.append(["婴幼儿照护机构床位数（张）", ""])
    for merged in ("A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"):
        sheet.merge_cells(merged)
    last = sheet.max_row
    for row in range(5 if inserted else 4, last + 1):
        sheet.cell(row, 7).value = f"=C{row}-E{row}"
    check = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    sheet.add_data_validation(check)
    check.add(f"C4:F{last}")
    _styled(sheet)
    sheet["C4"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.print_area = f"A1:G{last}"
    return _bytes(book)


def other_units(year: int, inserted: bool) -> bytes:
    """Codes beside the names, ‰ where the place has %, 万人 where it has 人, two decimals asked for."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"{year}年度儿童指标报送表"])
    sheet.append(["（单位：见表内，率保留2位小数）"])
    sheet.append(["指标代码", "项目", "单位", f"{year}年", "备注"])
    if inserted:
        sheet.append(["imr", "婴儿死亡率", "‰"])
    sheet.append(["care", "孕妇系统管理比例", "‰"])
    sheet.append(["pupils", "义务教育在校生数", "万人"])
    sheet.append(["zzz", "无人认识的指标", "%"])
    _styled(sheet)
    return _bytes(book)


def two_tables(year: int, inserted: bool) -> bytes:
    """Two tables below each other on the second sheet, numerator and denominator asked for."""
    book = openpyxl.Workbook()
    book.active.title = "封面"
    book.active.append(["填报说明"])
    sheet = book.create_sheet("附表2" if inserted else "附表")
    sheet.append([f"表一 {year}年妇幼健康"])
    sheet.append(["指标", "分子", "分母", "数值（%）"])
    sheet.append(["孕产妇系统管理率"])
    sheet.append([])
    if inserted:
        sheet.append([])
    sheet.append([f"表二 {year}年教育"])
    sheet.append(["指标", f"{year - 1}年", f"{year}年"])
    sheet.append(["学前教育毛入园率（%）"])
    sheet.append(["其中：女"])
    _styled(sheet)
    return _bytes(book)


def in_word(year: int, inserted: bool) -> bytes:
    """A Word table with merged head cells."""
    document = docx.Document()
    document.add_paragraph(f"{year}年妇女儿童发展规划主要指标报送表")
    rows = [["指标", "单位", "监测数据", "监测数据"], ["指标", "单位", f"{year - 1}年", f"{year}年"]]
    rows += [["孕产妇死亡率", "/10万", "", ""]]
    rows += [["婴儿死亡率", "‰", "", ""]] if inserted else []
    rows += [["孕产妇系统管理率", "%", "", ""], ["其中：农村", "%", "", ""]]
    table = document.add_table(rows=len(rows), cols=4, style="Table Grid")
    for number, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                table.cell(number, column).text = text
    for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3))):
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = merged.text.split("\n")[0]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Blank:
    """A blank, its next edition, and the numbers expected by (row label, column label) of 2025."""

    name: str
    make: Callable[[int, bool], bytes]
    cells: int
    again: int


BLANKS = {
    "merged heads": Blank("监测表.xlsx", merged_heads, 12, 16),
    "other units": Blank("报送表.xlsx", other_units, 6, 8),
    "two tables": Blank("附表.xlsx", two_tables, 7, 7),
    "in Word": Blank("报送表.docx", in_word, 6, 8),
}


@pytest.fixture(params=BLANKS.values(), ids=BLANKS)
def blank(request: pytest.FixtureRequest) -> Blank:
    """One of the blanks."""
    given: Blank = request.param
    return given
