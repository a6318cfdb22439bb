"""Workbooks (电子表格): forms that go out and come back, series, plain tables and the check code of printed pages."""

from fuertong.workbooks.form import CellIn, Form, FormRow, Particulars
from fuertong.workbooks.identity import Identity
from fuertong.workbooks.pages import PrintedPage, printed_pages
from fuertong.workbooks.paper import cell_text, check_code, form_cells, same_code
from fuertong.workbooks.returned import identify, read, read_particulars
from fuertong.workbooks.series import SeriesRow, read_series
from fuertong.workbooks.series_template import TemplateRow, write_series_template
from fuertong.workbooks.tables import Column, write_table
from fuertong.workbooks.writing import write

__all__ = [
    "CellIn",
    "Column",
    "Form",
    "FormRow",
    "Identity",
    "Particulars",
    "PrintedPage",
    "SeriesRow",
    "TemplateRow",
    "cell_text",
    "check_code",
    "form_cells",
    "identify",
    "printed_pages",
    "read",
    "read_particulars",
    "read_series",
    "same_code",
    "write",
    "write_series_template",
    "write_table",
]
