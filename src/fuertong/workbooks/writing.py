"""Writing a form as a workbook (导出报表): A4, protected except for the entry cells, with its checks inside."""

import io
from datetime import datetime

import xlsxwriter

from fuertong.model.numbers import parse_number
from fuertong.model.observation import Absence
from fuertong.workbooks import explanations
from fuertong.workbooks.columns import ENTRY, Role, cell_name, column_letter
from fuertong.workbooks.form import Form, FormRow
from fuertong.workbooks.identity import SHEET, Identity
from fuertong.workbooks.page import UNCLASSIFIED, Page, workbook_options
from fuertong.workbooks.pages import SCALE, PrintedPage, is_long, long_notes, printed_pages, row_height

_MANY = 2000
_FEET = ("单位负责人", "统计负责人", "填表人", "联系电话", "报出日期")


def write(form: Form) -> bytes:
    """The form as an .xlsx; the same form always gives the same bytes."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, workbook_options())
    workbook.set_properties({"title": form.title, "subject": form.unit_name, "created": datetime(form.work_year, 1, 1)})  # noqa: DTZ001
    _FormSheet(workbook, form).write()
    explanations.write_sheet(workbook, form)
    hidden = workbook.add_worksheet(SHEET)
    for number, pair in enumerate(Identity.of(form).as_rows()):
        hidden.write_row(number, 0, pair)
    hidden.very_hidden()
    workbook.close()
    return stream.getvalue()


class _FormSheet:
    """The sheet that is filled in; rows and columns counted from 0, the code column A hidden."""

    def __init__(self, workbook: xlsxwriter.Workbook, form: Form) -> None:
        self.form = form
        self.page = Page(form)
        self.columns = {role: index for index, role in enumerate(self.page.roles)}
        self.sheet = workbook.add_worksheet("填报表")
        self.formats = self.page.formats(workbook)
        self.last = len(self.page.roles) - 1
        self.row = 0
        self.pages = printed_pages(form)
        self.breaks: list[int] = []

    def write(self) -> None:
        """Head, table, foot, page set-up."""
        self._head()
        header = self.row
        self._table()
        self._foot()
        self._set_up(header)

    def _line(self, text: str, style: str, height: float = 18) -> None:
        self.sheet.merge_range(self.row, 1, self.row, self.last, text, self.formats[style])
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _head(self) -> None:
        form = self.form
        if form.mark:
            self._line(form.mark, "mark", 15)
        self._line(form.title, "title", 30)
        self._line(f"数据年：{form.data_year}年　　工作年：{form.work_year}年", "centre")
        legal = [("表　　号", form.number), ("制定机关", form.authority), ("批准文号", form.approval)]
        legal.append(("有效期至", form.valid_until))
        split = self.last - 2
        lines = [f"{label}：{text}" for label, text in legal if text]
        day = form.deadline
        deadline = f"报送截止：{day.year}年{day.month}月{day.day}日" if day else ""
        left = [text for text in (f"填报单位（盖章）：{form.unit_name}", deadline) if text]
        count = max(len(lines), len(left))
        left = [""] * (count - len(left)) + left
        lines += [""] * (count - len(lines))
        for begin, end in zip(left, lines, strict=True):
            self.sheet.merge_range(self.row, 1, self.row, split - 1, begin, self.formats["left"])
            self.sheet.merge_range(self.row, split, self.row, self.last, end, self.formats["left"])
            self.sheet.set_row(self.row, 16)
            self.row += 1

    def _table(self) -> None:
        for role, index in self.columns.items():
            self.sheet.write_string(self.row, index, self.page.head(role), self.formats["header"])
        self.sheet.set_row(self.row, 32)
        self.row += 1
        first, section = self.row, ""
        ends = {page.last: page for page in self.pages} if len(self.pages) > 1 else {}
        for order, row in enumerate(self.form.rows, start=1):
            if row.section and row.section != section:
                section = row.section
                self._line(section, "section")
            self._write_row(order, row)
            self.row += 1
            if order - 1 in ends:
                self._end_page(ends[order - 1])
        if len(self.form.rows) > _MANY:
            self._validate_columns(first)

    def _end_page(self, page: PrintedPage) -> None:
        """The page's code under its last row; the next row begins a new page."""
        text = f"第{page.number}页校验码：{page.code}" if page.code else f"第{page.number}页校验码：导入系统后生成"
        self._line(text, "small", 15)
        if page is not self.pages[-1]:
            self.breaks.append(self.row)

    def _write_row(self, order: int, row: FormRow) -> None:
        texts = {
            Role.CODE: str(row.key),
            Role.NAME: row.name,
            Role.GROUP: row.breakdown_label,
            Role.REGION: row.region_name,
            Role.UNIT: row.unit,
        }
        self.sheet.write_number(self.row, self.columns[Role.ORDER], order, self.formats["middle"])
        for role, text in texts.items():
            if role in self.columns:
                style = "name" if role is Role.NAME else "middle"
                self.sheet.write_string(self.row, self.columns[role], text, self.formats[style])
        self._number(Role.LAST, row.last_value, row, "last")
        for role, text in ((Role.NUMERATOR, row.numerator), (Role.DENOMINATOR, row.denominator)):
            if role in self.columns and row.asks_parts:
                self._number(role, text, row, "entry")
            elif role in self.columns:
                self.sheet.write_string(self.row, self.columns[role], "—", self.formats["shut"])
        self._number(Role.VALUE, row.value, row, "entry")
        reason = row.absence.label if row.absence else ""
        self._text(Role.ABSENCE, reason, "entry_text")
        self._text(Role.NOTE, row.note, "entry_long" if is_long(row.note, self.page) else "entry_text")
        self.sheet.set_row(self.row, row_height(row, self.page))
        if len(self.form.rows) <= _MANY:
            self._validate_row(row)

    def _text(self, role: Role, text: str, style: str) -> None:
        if text:
            self.sheet.write_string(self.row, self.columns[role], text, self.formats[style])
        else:
            self.sheet.write_blank(self.row, self.columns[role], None, self.formats[style])

    def _number(self, role: Role, text: str, row: FormRow, style: str) -> None:
        """A number as a number with the decimals it was written with, any other text as it stands."""
        column = self.columns[role]
        parsed = parse_number(text, unit=row.unit if role in (Role.VALUE, Role.LAST) else None)
        if parsed.value is not None and not parsed.findings:
            keeps_zeros = bool(parsed.decimals) and text.rstrip("%‰ ").endswith("0")
            shown = f"{style}{parsed.decimals}" if role is Role.LAST or keeps_zeros else style
            self.sheet.write_number(self.row, column, float(parsed.value), self.formats[shown])
        elif text:
            self.sheet.write_string(self.row, column, text, self.formats[style])
        else:
            self.sheet.write_blank(self.row, column, None, self.formats[style])

    def _validate_row(self, row: FormRow) -> None:
        parts = {Role.VALUE: ("", row.definition)}
        if row.asks_parts:
            parts[Role.NUMERATOR] = ("分子", row.numerator_name)
            parts[Role.DENOMINATOR] = ("分母", row.denominator_name)
        for role, (title, message) in parts.items():
            options = self._is_number(self.row, self.columns[role])
            if message:
                options |= {"input_title": title or f"单位：{row.unit}"[:32], "input_message": message[:250]}
            self.sheet.data_validation(self.row, self.columns[role], self.row, self.columns[role], options)
        reasons = self._reasons(row.absence_allowed)
        self.sheet.data_validation(self.row, self.columns[Role.ABSENCE], self.row, self.columns[Role.ABSENCE], reasons)

    def _validate_columns(self, first: int) -> None:
        for role in (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR):
            if role in self.columns:
                column = self.columns[role]
                self.sheet.data_validation(first, column, self.row - 1, column, self._is_number(first, column))
        column = self.columns[Role.ABSENCE]
        self.sheet.data_validation(first, column, self.row - 1, column, self._reasons(tuple(Absence)))

    @staticmethod
    def _is_number(row: int, column: int) -> dict[str, object]:
        return {
            "validate": "custom",
            "value": f"=ISNUMBER(VALUE({cell_name(row, column)}))",
            "error_type": "warning",
            "error_title": "请核对",
            "error_message": "这里请填写数字。没有数据时请留空，并在“缺数原因”栏选择原因。",
        }

    @staticmethod
    def _reasons(allowed: tuple[Absence, ...]) -> dict[str, object]:
        return {
            "validate": "list",
            "source": [reason.label for reason in allowed],
            "error_type": "warning",
            "error_title": "请核对",
            "error_message": "请从下拉列表中选择缺数原因，其他情况请写在“说明”栏。",
        }

    def _foot(self) -> None:
        values = self.form.particulars
        for text, height in long_notes(self.form, self.page):
            self._line(text, "small", height)
        filled = (values.head, values.statistics_head, values.filler, values.phone, values.reported_on)
        self.sheet.set_row(self.row, 6)
        self.row += 1
        split = self.last - 2
        stamp = "（单位盖章处）"
        self.sheet.merge_range(self.row, 1, self.row + len(_FEET) - 1, split - 3, stamp, self.formats["stamp"])
        for label, text in zip(_FEET, filled, strict=True):
            self.sheet.merge_range(self.row, split - 2, self.row, split - 1, f"{label}：", self.formats["right"])
            self.sheet.merge_range(self.row, split, self.row, self.last, text, self.formats["foot_entry"])
            self.sheet.set_row(self.row, 20)
            self.row += 1
        codes = [page.code for page in self.pages if page.code]
        note = "校验码：导入系统后生成"
        if codes:
            shown = f"：{codes[0]}" if len(self.pages) == 1 else "见各页末行"
            note = f"校验码{shown}（按导出时的数值计算，改动后以系统重新打印的为准）"
        self._line(note, "small", 16)
        self._line("说明：1．白色格内填写，灰色格请勿改动；没有数据的请留空，并选择缺数原因。", "small", 14)
        self._line("　　　2．数值按计量单位填写，不带单位符号；指标口径见“指标解释”工作表。", "small", 14)
        self._line(f"　　　3．{UNCLASSIFIED}", "small", 14)

    def _set_up(self, header: int) -> None:
        sheet = self.sheet
        for role, index in self.columns.items():
            sheet.set_column(index, index, self.page.widths[role], None, {"hidden": role is Role.CODE})
        if self.page.is_wide:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.55, bottom=0.6)
        sheet.center_horizontally()
        if self.breaks:  # Excel leaves out manual breaks on a sheet fitted to the page
            sheet.set_print_scale(SCALE)
            sheet.set_h_pagebreaks(self.breaks)
        else:
            sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header)
        sheet.print_area(0, 1, self.row - 1, self.last)
        place = self.form.place_name.replace("&", "&&")
        sheet.set_footer(f"&L&10{place}　{UNCLASSIFIED}&R&10第&P页　共&N页")
        sheet.freeze_panes(header + 1, self.columns[Role.NAME] + 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letter(self.last)}{self.row}"})
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        entry = next(role for role in self.page.roles if role in ENTRY)
        sheet.set_selection(header + 1, self.columns[entry], header + 1, self.columns[entry])
        sheet.hide_gridlines(2)
