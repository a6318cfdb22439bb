"""The check code of a printed page (校验码): eight characters that change when any printed value does (D12)."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal

from fuertong.model.numbers import parse_number
from fuertong.model.observation import Absence
from fuertong.workbooks.form import Form, FormRow

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SAME = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def check_code(cells: Iterable[tuple[str, Decimal | Absence | None]]) -> str:
    """The code of a page's cells in printed order, each (key, value or reason), such as 7K3M-0QX4.

    Lines `key=value` with the text of Decimal.normalize (a reason's code, nothing for a blank), joined by line feeds,
    UTF-8, SHA-256, first 40 bits, Crockford base32.
    """
    text = "\n".join(f"{key}={cell_text(value)}" for key, value in cells)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:5], "big")
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def same_code(entered: str, code: str) -> bool:
    """Whether a code copied from paper is the one; blanks, case, O for 0 and I or L for 1 do not matter."""
    plain = "".join(char for char in entered.upper() if char.isalnum()).translate(_SAME)
    return plain == code.replace("-", "").translate(_SAME)


def form_cells(form: Form) -> list[tuple[str, Decimal | Absence | None]]:
    """The cells of a form in printed order: numerator and denominator (where asked), then the value."""
    return [cell for row in form.rows for cell in row_cells(row)]


def row_cells(row: FormRow) -> list[tuple[str, Decimal | Absence | None]]:
    """The cells of one row in printed order."""
    cells: list[tuple[str, Decimal | Absence | None]] = []
    if row.asks_parts:
        cells.append((f"{row.key}#numerator", parse_number(row.numerator).value))
        cells.append((f"{row.key}#denominator", parse_number(row.denominator).value))
    parsed = parse_number(row.value, unit=row.unit)
    cells.append((str(row.key), parsed.value if parsed.value is not None else row.absence or parsed.absence))
    return cells


def cell_text(value: Decimal | Absence | None) -> str:
    """A cell as the code takes it: Decimal.normalize text, a reason's code, "" for a blank."""
    if value is None:
        return ""
    return value.value if isinstance(value, Absence) else str(value.normalize())
