"""The check code of a printed page."""

import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest

from fuertong.model.observation import Absence
from fuertong.workbooks import Form
from fuertong.workbooks.paper import check_code, form_cells, same_code

CELLS = [("a|1|379901|2025|", Decimal("94.20")), ("b|1|379901|2025|", Absence.PENDING), ("c|1|379901|2025|", None)]


def test_the_code_follows_the_written_rule() -> None:
    text = "a|1|379901|2025|=94.2\nb|1|379901|2025|=pending\nc|1|379901|2025|="
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:5], "big")
    letters = ""
    for _ in range(8):
        number, rest = divmod(number, 32)
        letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[rest] + letters
    assert check_code(CELLS) == f"{letters[:4]}-{letters[4:]}"


def test_trailing_zeros_do_not_matter_and_values_do() -> None:
    code = check_code(CELLS)
    assert check_code([(CELLS[0][0], Decimal("94.2")), *CELLS[1:]]) == code
    assert check_code([(CELLS[0][0], Decimal("94.3")), *CELLS[1:]]) != code
    assert check_code(CELLS[::-1]) != code


@pytest.mark.parametrize("entered", ["{}", " {} ", "{lower}", "{bare}"])
def test_a_code_typed_from_paper_is_forgiven_its_form(entered: str) -> None:
    code = check_code(CELLS)
    text = entered.format(code, lower=code.lower(), bare=code.replace("-", " "))
    assert same_code(text, code)
    assert not same_code(text[::-1], code)


def test_letters_easily_confused_are_taken_for_the_digit() -> None:
    assert same_code("o1lI-0000", "0111-0000")


def test_a_form_prints_its_parts_before_its_value(filled: Form) -> None:
    cells = dict(form_cells(filled))
    key = str(filled.rows[0].key)
    assert list(cells)[:3] == [f"{key}#numerator", f"{key}#denominator", key]
    assert cells[f"{key}#denominator"] == Decimal(11173)
    changed = replace(filled, rows=(replace(filled.rows[0], denominator="11174"), *filled.rows[1:]))
    assert check_code(form_cells(changed)) != check_code(form_cells(filled))
