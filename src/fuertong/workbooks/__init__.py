"""Workbooks (电子表格): forms that go out and come back, series, plain tables and the check code of printed pages."""

from fuertong.workbooks.form import CellIn, Form, FormRow, Particulars
from fuertong.workbooks.identity import Identity
from fuertong.workbooks.returned import identify, read, read_particulars
from fuertong.workbooks.writing import write

__all__ = [
    "CellIn",
    "Form",
    "FormRow",
    "Identity",
    "Particulars",
    "identify",
    "read",
    "read_particulars",
    "write",
]
