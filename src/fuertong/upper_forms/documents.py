"""Writing into a form in Word (写入Word表): the run that stands in the cell keeps its type, the rest is untouched."""

import io
from collections.abc import Sequence

from docx.table import _Cell

from fuertong.intake.pages import open_word
from fuertong.model.numbers import format_number
from fuertong.upper_forms.filling import Filled


def fill_document(data: bytes, filled: Sequence[Filled], *, name: str) -> bytes:
    """The document with numbers and texts written into its tables; a sign such as % in the cell stays behind them."""
    document = open_word(data, name)
    for one in filled:
        if one.number is None and not one.text:
            continue
        cell = document.tables[one.slot.grid].rows[one.slot.row].cells[one.slot.column]
        text = format_number(one.number, one.decimals) if one.number is not None else one.text
        _write(cell, text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(cell: _Cell, text: str) -> None:
    sign = cell.text.strip()
    text += sign if sign in ("%", "‰") else ""
    paragraph = cell.paragraphs[0]
    runs = paragraph.runs
    if not runs:
        paragraph.add_run(text)
        return
    runs[0].text = text
    for run in runs[1:]:
        run.text = ""
