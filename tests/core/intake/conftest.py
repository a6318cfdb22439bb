"""Files as offices have them, made here: one function a layout, all of an invented county's figures."""

import io
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pytest

Sheet = Any

RATE = {2020: "92.1", 2021: "93.0", 2022: "93.8", 2023: "94.2", 2024: "95"}
RURAL = {2020: "91.5", 2021: "92.4", 2022: "93.1", 2023: "93.9", 2024: "94.6"}
BEDS = {2020: "310", 2021: "322", 2022: "322", 2023: "340", 2024: "351"}
DEATHS = {2020: "12.30", 2021: "0.00", 2022: "11.85", 2023: "23.40", 2024: "0.00"}


def book(*sheets: tuple[str, Callable[[Sheet], None]]) -> bytes:
    """An .xlsx with these sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, fill in sheets:
        fill(made.create_sheet(name))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def plain_year(sheet: Sheet, year: int) -> None:
    """Title with the year, unit column, 上年数 and 本年数, change, note; numbers partly as text."""
    sheet.append([f"示例县{year}年妇女儿童发展规划监测统计表"])
    sheet.merge_cells("A1:G1")
    sheet.append(["填报单位：县统计局", None, None, None, None, f"{year + 1}年3月15日"])
    sheet.append(["序号", "指标名称", "计量单位", "上年数", "本年数", "比上年增减", "备注"])
    sheet.append(["一、妇女与健康"])
    sheet.merge_cells("A4:G4")
    sheet.append([1, "1.孕产妇系统管理率", "%", float(RATE.get(year - 1, "0")), RATE[year], 0.7, ""])
    sheet.append(["", "  其中：农村", "%", RURAL.get(year - 1), RURAL[year] + "%", "", "乡镇卫生院报"])
    sheet.append([2, "孕产妇死亡率", "1/10万", DEATHS.get(year - 1), DEATHS[year], "", ""])
    sheet.append([3, "婴幼儿照护机构床位数（张）", "", "—", float(BEDS[year]), "", ""])
    sheet.append(["注：数据由县卫健局提供。"])


def year_on_the_tab(sheet: Sheet, year: int) -> None:
    """No year in the title; 去年数 and 本年数 under a merged 数值; the name column runs over two columns."""
    sheet.append(["妇女儿童主要指标"])
    sheet.append(["领域", "指标", None, "单位", "数值", None])
    sheet.append([None, None, None, None, "去年数", "本年数"])
    for merged in ("A2:A3", "B2:C3", "D2:D3", "E2:F2"):
        sheet.merge_cells(merged)
    sheet.append(["健康", "孕产妇系统管理率", "全县", "%", RATE.get(year - 1), float(RATE[year])])
    sheet.append([None, None, "农村", "%", RURAL.get(year - 1), float(RURAL[year])])
    sheet.append(["福利", "婴幼儿照护机构床位数", None, "张", BEDS.get(year - 1), int(BEDS[year])])
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("B4:B5")
    sheet.merge_cells("B6:C6")


def groups_across(sheet: Sheet, year: int) -> None:
    """合计, 城市, 农村 in columns under a merged head with the year; two tables below each other."""
    sheet.append(["表1 孕产妇保健情况"])
    sheet.append(["项目", f"{year}年", None, None])
    sheet.append([None, "合计", "农村", "城市"])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:D2")
    sheet.append(["孕产妇系统管理率(%)", float(RATE[year]), float(RURAL[year]), 96.0])
    sheet.append([])
    sheet.append([f"表2 {year}年托育情况"])
    sheet.append(["项目", "单位", "数值"])
    sheet.append(["婴幼儿照护机构床位数", "张", float(BEDS[year])])


def years_across(sheet: Sheet) -> None:
    """A series: years in the head, as numbers, with the rural row under it."""
    sheet.append(["示例县2020—2024年主要指标"])
    sheet.append(["指标", "单位", *RATE])
    sheet.append(["孕产妇系统管理率", "%", *(float(value) for value in RATE.values())])
    sheet.append(["农村", "%", *(float(value) for value in RURAL.values())])
    sheet.append(["婴幼儿照护机构床位数", "张", *(float(value) for value in BEDS.values())])


def years_down(sheet: Sheet) -> None:
    """Years in rows, indicators in the head with their units, groups under one of them."""
    sheet.append(["主要年份保健指标"])
    sheet.append(["年份", "孕产妇系统管理率（%）", None, "婴幼儿照护机构床位数（张）"])
    sheet.append([None, "合计", "农村", None])
    for merged in ("A2:A3", "B2:C2", "D2:D3"):
        sheet.merge_cells(merged)
    for year in RATE:
        sheet.append([f"{year}年", RATE[year], RURAL[year], float(BEDS[year])])


def one_a_line(sheet: Sheet) -> None:
    """One value a line."""
    sheet.append(["指标名称", "分组", "年度", "数值", "计量单位"])
    for year in RATE:
        sheet.append(["孕产妇系统管理率", "", year, float(RATE[year]), "%"])
        sheet.append(["孕产妇系统管理率", "农村", year, float(RURAL[year]), "%"])
        sheet.append(["婴幼儿照护机构床位数", "", year, float(BEDS[year]), "张"])


def side_by_side(sheet: Sheet, year: int) -> None:
    """Two tables beside each other."""
    sheet.append([f"{year}年统计资料"])
    sheet.append(["指标", "单位", "本年", "指标", "单位", "本年"])
    sheet.append(["孕产妇系统管理率", "%", RATE[year], "婴幼儿照护机构床位数", "张", BEDS[year]])
    sheet.append(["其中：农村", "%", RURAL[year], "", "", ""])


def title_names_it(sheet: Sheet) -> None:
    """The indicator in the title, groups in rows, years across."""
    sheet.append(["表5 示例县孕产妇系统管理率（%）"])
    sheet.append(["", *(f"{year}年" for year in RATE)])
    sheet.append(["合计", *(float(value) for value in RATE.values())])
    sheet.append(["农村", *(float(value) for value in RURAL.values())])


def parts_beside(sheet: Sheet, year: int) -> None:
    """Numerator and denominator beside the value, and a column of numbers of columns under the head."""
    sheet.append([f"妇幼卫生年报（{year}年）"])
    sheet.append(["指标名称", "分子", "分母", "指标值", "2030年目标"])
    sheet.append(["甲", 1, 2, 3, 4])
    sheet.append(["孕产妇系统管理率（%）", 942, 1000, float(RATE[year]), 95])


def annex(year: int) -> bytes:
    """The annex table of last year's report in Word, with merged head cells and footnote marks."""
    document = docx.Document()
    document.add_paragraph(f"示例县{year}年《妇女发展规划（2021—2030年）》统计监测报告")
    document.add_paragraph("附表1 主要指标完成情况")
    table = document.add_table(rows=5, cols=4)
    for number, texts in enumerate(
        [
            ["指标", "单位", "监测值", "监测值"],
            ["指标", "单位", f"{year - 1}年", f"{year}年"],
            ["孕产妇系统管理率", "%", RATE[year - 1], RATE[year] + "①"],
            ["  其中：农村", "%", RURAL[year - 1], RURAL[year]],
            ["婴幼儿照护机构床位数", "张", BEDS[year - 1], BEDS[year]],
        ]
    ):
        for column, text in enumerate(texts):
            table.cell(number, column).text = text
    for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3))):
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = merged.text.split("\n")[0]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


LAYOUTS: dict[str, tuple[str, bytes, set[int]]] = {
    "plain year": ("监测表.xlsx", book(("Sheet1", lambda sheet: plain_year(sheet, 2023))), {2022, 2023}),
    "year on the tab": ("监测.xlsx", book(("2022年", lambda sheet: year_on_the_tab(sheet, 2022))), {2021, 2022}),
    "year in the file's name": (
        "2021年度.xlsx",
        book(("表", lambda sheet: year_on_the_tab(sheet, 2021))),
        {2020, 2021},
    ),
    "groups across": ("保健.xlsx", book(("Sheet1", lambda sheet: groups_across(sheet, 2024))), {2024}),
    "years across": ("历年.xlsx", book(("Sheet1", years_across)), set(RATE)),
    "years down": ("历年2.xlsx", book(("Sheet1", years_down)), set(RATE)),
    "one a line": ("明细.xlsx", book(("Sheet1", one_a_line)), set(RATE)),
    "side by side": ("资料.xlsx", book(("Sheet1", lambda sheet: side_by_side(sheet, 2023))), {2023}),
    "title names it": ("年鉴.xlsx", book(("表5", title_names_it)), set(RATE)),
    "parts beside": ("年报.xlsx", book(("Sheet1", lambda sheet: parts_beside(sheet, 2023))), {2023}),
    "annex in Word": ("监测报告.docx", annex(2024), {2023, 2024}),
    "several sheets": (
        "汇总.xlsx",
        book(
            ("2022", lambda sheet: plain_year(sheet, 2022)),
            ("2023", lambda sheet: groups_across(sheet, 2023)),
            ("说明", lambda sheet: sheet.append(["本表仅供参考"])),
        ),
        {2021, 2022, 2023},
    ),
}


@pytest.fixture(params=LAYOUTS.values(), ids=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> tuple[str, bytes, set[int]]:
    """A file's name, its bytes and the years it speaks of."""
    given: tuple[str, bytes, set[int]] = request.param
    return given
