"""Forms of the upper office (套表): mapped once by their labels, filled every year in their own layout."""

from collections.abc import Sequence

from fuertong.intake.pages import is_word
from fuertong.upper_forms.blank import form_year, grids_of, read_blank
from fuertong.upper_forms.documents import fill_document
from fuertong.upper_forms.editions import Carried, carry_over
from fuertong.upper_forms.filling import Filled, Known, fill
from fuertong.upper_forms.old_books import convert, is_old
from fuertong.upper_forms.sheets import fill_sheets
from fuertong.upper_forms.slots import Anchor, FormGrid, GridCell, Meaning, Measure, Slot

__all__ = [
    "Anchor",
    "Carried",
    "Filled",
    "FormGrid",
    "GridCell",
    "Known",
    "Meaning",
    "Measure",
    "Slot",
    "carry_over",
    "fill",
    "form_year",
    "grids_of",
    "read_blank",
    "write_form",
]


def write_form(data: bytes, filled: Sequence[Filled], *, name: str) -> bytes:
    """The form as issued with everything filled in, in the form it came in (.xlsx, .docx; .xls by LibreOffice)."""
    if is_word(data):
        return fill_document(data, filled, name=name)
    book = convert(data, ending="xlsx", name=name) if is_old(data) else data
    sheets = {number: grid.name for number, grid in enumerate(grids_of(book, name=name))}
    made = fill_sheets(book, filled, sheets)
    return convert(made, ending="xls", name=name) if is_old(data) else made
