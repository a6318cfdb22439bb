"""The second sheet of a form (指标解释): definition, formula and source of every indicator asked for."""

import xlsxwriter

from fuertong.workbooks.form import Form, FormRow
from fuertong.workbooks.page import UNCLASSIFIED, lines_needed

_COLUMNS = (("指标名称", 26.0), ("计量单位", 9.0), ("计算方法", 29.0), ("指标解释", 38.0), ("数据来源", 19.0))


def formula_text(row: FormRow) -> str:
    """The formula in words: 分子÷分母×100%, "" where the indicator has no parts."""
    if not (row.numerator_name and row.denominator_name):
        return ""
    factor = {None: "", 1: "", 100: "×100%", 1000: "×1000‰", 10_000: "×1万", 100_000: "×10万"}.get(
        row.per, f"×{row.per}"
    )
    return f"{row.numerator_name}÷{row.denominator_name}{factor}"


def write_sheet(workbook: xlsxwriter.Workbook, form: Form) -> None:
    """Add the sheet 指标解释, one row an indicator."""
    sheet = workbook.add_worksheet("指标解释")
    text = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
    cell = workbook.add_format(text)
    head = workbook.add_format(text | {"font_name": "黑体", "align": "center", "bg_color": "#F2F2F2"})
    title = workbook.add_format({"font_name": "黑体", "font_size": 14, "align": "center", "valign": "vcenter"})
    sheet.merge_range(0, 0, 0, len(_COLUMNS) - 1, f"{form.title}　指标解释", title)
    sheet.set_row(0, 28)
    for column, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, name, head)
    indicators = {(row.key.indicator, row.key.version): row for row in reversed(form.rows)}
    for number, row in enumerate(reversed(indicators.values()), start=2):
        texts = (row.name, row.unit, formula_text(row), row.definition, row.source_hint)
        for column, value in enumerate(texts):
            sheet.write_string(number, column, value, cell)
        lines = max(lines_needed(value, width) for value, (_, width) in zip(texts, _COLUMNS, strict=True))
        sheet.set_row(number, min(400, 14 * lines + 4))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.55, bottom=0.6)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 1)
    sheet.set_footer(f"&L&10{UNCLASSIFIED}&R&10第&P页　共&N页")
    sheet.protect("", {"format_columns": True, "format_rows": True})
