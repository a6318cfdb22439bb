"""What people type or paste, read by the one parser."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuertong.model.findings import Severity
from fuertong.model.numbers import compute_rate, fits_storage, format_number, parse_absence, parse_number, plain_text
from fuertong.model.observation import Absence


def codes(raw: object, unit: str | None = None) -> list[str]:
    return [finding.code for finding in parse_number(raw, unit=unit).findings]


@pytest.mark.parametrize(
    ("raw", "unit", "value", "decimals"),
    [
        ("1,234", "人", "1234", 0),
        ("1，234，567", "人", "1234567", 0),
        ("1 234", "人", "1234", 0),
        ("１２", "人", "12", 0),
        ("１２．５", "%", "12.5", 1),
        ("95。3", "%", "95.3", 1),
        ("95.30", "%", "95.30", 2),
        ("12.5%", "%", "12.5", 1),
        ("95.3％", "%", "95.3", 1),
        ("8.2/10万", "/10万", "8.2", 1),
        ("３０／１０万", "/10万", "30", 0),
        ("7.66/10万人", "/10万", "7.66", 2),
        ("4.5‰", "‰", "4.5", 1),
        ("1.2E5", "人", "120000", 0),
        (" 35 人", "人", "35", 0),
        ("12名", "人", "12", 0),
        ("3所", "个", "3", 0),
        ("3.5万", "万人", "3.5", 1),
        ("-2.0", "‰", "-2.0", 1),
        ("−3", "‰", "-3", 0),
        ("'95.3", "%", "95.3", 1),
        (95.30000000000001, "%", "95.3", 1),
        (12, "人", "12", 0),
        (Decimal("8.950"), "/10万", "8.950", 3),
    ],
)
def test_reads_what_has_one_meaning(raw: object, unit: str, value: str, decimals: int) -> None:
    parsed = parse_number(raw, unit=unit)
    assert (str(parsed.value), parsed.decimals, parsed.findings) == (value, decimals, ())


@pytest.mark.parametrize("raw", ["—", "-", "/", "…", "……", "无", "N/A", "－"])
def test_a_sign_is_an_absence_that_asks_for_its_reason(raw: str) -> None:
    parsed = parse_number(raw, unit="%")
    assert parsed.value is None
    assert parsed.absence is Absence.NOT_COLLECTED
    assert [finding.severity for finding in parsed.findings] == [Severity.WARNING]


@pytest.mark.parametrize("raw", ["-2", "－２", -2, -2.0])
def test_minus_two_is_the_code_for_work_not_carried_out(raw: object) -> None:
    parsed = parse_number(raw, unit="%")
    assert (parsed.value, parsed.absence) == (None, Absence.NOT_STARTED)
    assert codes(raw) == ["missing_code"]


@pytest.mark.parametrize(("raw", "reason"), [("未开展", Absence.NOT_STARTED), ("数据待发布", Absence.PENDING)])
def test_a_reason_typed_in_place_of_the_number_is_understood(raw: str, reason: Absence) -> None:
    assert parse_number(raw).absence is reason
    assert parse_number(raw).findings == ()
    assert parse_absence(raw) is reason


@pytest.mark.parametrize(
    ("raw", "unit", "code"),
    [
        ("95%以上", "%", "bound"),
        ("≥95", "%", "bound"),
        ("约300", "人", "bound"),
        ("300余人", "人", "bound"),
        ("95-97", "%", "bound"),
        ("95%～97%", "%", "bound"),
        ("8/59", "%", "fraction"),
        ("95,3", "%", "grouping"),
        ("95 3", "%", "not_a_number"),
        ("95.3①", "%", "not_a_number"),
        ("10²", "人", "not_a_number"),
        ("95.3.1", "%", "not_a_number"),
        ("九十五", "%", "not_a_number"),
        ("4.5%", "‰", "unit_sign"),
        ("4.5‰", "%", "unit_sign"),
        ("8.2‰", "/10万", "unit_sign"),
        ("12%", "人", "unit"),
        ("5亩", "人", "unit"),
        ("1.2个百分点", "%", "unit"),
        ("1e30", "人", "too_large"),
        (True, "人", "not_a_number"),
        (date(2025, 8, 1), "%", "not_a_number"),
        (float("nan"), "%", "not_a_number"),
    ],
)
def test_refuses_what_could_mean_two_things(raw: object, unit: str, code: str) -> None:
    parsed = parse_number(raw, unit=unit)
    assert codes(raw, unit) == [code]
    assert parsed.is_refused
    assert (parsed.value, parsed.absence) == (None, None)
    assert parsed.findings[0].message.endswith("。")
    assert parsed.findings[0].remedy.startswith("请")


@pytest.mark.parametrize(
    ("raw", "unit", "value"), [("3.5万", "人", "35000"), ("35000人", "万人", "3.5"), ("1.2亿元", "万元", "12000")]
)
def test_a_written_scale_is_converted_and_said(raw: str, unit: str, value: str) -> None:
    parsed = parse_number(raw, unit=unit)
    assert format_number(parsed.value) == value
    assert codes(raw, unit) == ["scaled"]
    assert f"{value}{unit}" in parsed.findings[0].message


@pytest.mark.parametrize("raw", ["", "  ", None, "\u3000"])
def test_blank_is_neither_value_nor_reason(raw: object) -> None:
    parsed = parse_number(raw)
    assert (parsed.value, parsed.absence, parsed.findings, parsed.is_blank) == (None, None, (), True)


def test_more_decimals_than_can_be_kept_are_rounded_and_said() -> None:
    parsed = parse_number(95.33333333333333, unit="%")
    assert (str(parsed.value), parsed.decimals) == ("95.333333", 6)
    assert codes(95.33333333333333) == ["rounded"]


@given(st.text(max_size=12))
def test_any_text_gets_an_answer_and_keeps_its_raw_form(text: str) -> None:
    parsed = parse_number(text, unit="%")
    assert parsed.raw == text
    assert not (parsed.is_refused and parsed.value is not None)
    assert parsed.is_blank or parsed.value is not None or parsed.absence or parsed.findings


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=3))
def test_a_printed_number_is_read_back(number: Decimal) -> None:
    parsed = parse_number(f"{number:,.3f}", unit="人")
    assert (parsed.value, parsed.decimals) == (number, 3)


def test_format_rounds_halves_up_and_writes_no_exponent() -> None:
    assert format_number(Decimal("95.25"), 1) == "95.3"
    assert format_number(Decimal("1E+5")) == "100000"
    assert format_number(Decimal("1200.500")) == "1200.5"
    assert format_number(None, 1) == ""
    assert plain_text(0.1 + 0.2) == "0.3"


def test_rate_from_its_parts() -> None:
    assert compute_rate(Decimal(8), Decimal(59), per=100, decimals=2) == Decimal("13.56")
    assert compute_rate(Decimal(8), Decimal(0), per=100, decimals=2) is None


def test_storage_holds_twenty_digits_with_six_decimals() -> None:
    assert fits_storage(Decimal("12345678901234.123456"))
    assert not fits_storage(Decimal("0.1234567"))
    assert not fits_storage(Decimal(10) ** 14)
