"""The rules on data as documentation: each line is a case, with the rules that must speak, and none else."""

from decimal import Decimal

import pytest

from fuertong import quality
from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Indicator, Kind
from fuertong.model.observation import Key, Observation

CATALOGUE = {
    indicator.code: indicator
    for indicator in (
        Indicator(code="care", name="孕产妇系统管理率", unit="%", kind=Kind.PCT, per=100),
        Indicator(code="enrol", name="小学学龄儿童净入学率", unit="%", kind=Kind.PCT, per=100, decimals=2),
        Indicator(code="gross", name="高中阶段毛入学率", unit="%", kind=Kind.PCT, per=100, over_100=True),
        Indicator(code="girls", name="在校生中女生比重", unit="%", kind=Kind.PCT, per=100),
        Indicator(code="infant", name="婴儿死亡率", unit="‰", kind=Kind.RATE, per=1000, decimals=2),
        Indicator(code="mmr", name="孕产妇死亡率", unit="/10万", kind=Kind.RATE, per=100_000, decimals=2),
        Indicator(code="insured", name="女性参加基本医疗保险人数", unit="人", kind=Kind.COUNT, decimals=0),
        Indicator(code="homes", name="托育机构数", unit="个", kind=Kind.COUNT, decimals=0),
        Indicator(code="life", name="女性平均预期寿命", unit="岁", kind=Kind.YEARS, decimals=2),
        Indicator(code="deputies", name="人大代表中女性比例", unit="%", kind=Kind.PCT, freq=5, statistical_year="J"),
    )
}


def observation(
    indicator: str,
    value: str | None,
    *,
    year: int = 2025,
    breakdown: str = "",
    parts: tuple[str, str] | None = None,
    break_before: bool = False,
    region: str = "379901",
) -> Observation:
    number = None if value is None else Decimal(value)
    prefix = "J" if CATALOGUE[indicator].statistical_year == "J" else ""
    return Observation(
        key=Key(indicator=indicator, region=region, period=f"{prefix}{year}", breakdown=breakdown),
        value=number,
        numerator=Decimal(parts[0]) if parts else None,
        denominator=Decimal(parts[1]) if parts else None,
        decimals=None if number is None else max(0, -int(number.as_tuple().exponent)),
        break_before=break_before,
    )


def history(indicator: str, *values: str, breakdown: str = "") -> list[Observation]:
    """Yearly values ending the year before 2025."""
    step = CATALOGUE[indicator].freq
    first = 2025 - step * len(values)
    return [
        observation(indicator, value, year=first + step * index, breakdown=breakdown)
        for index, value in enumerate(values)
    ]


def check(values: list[Observation], past: list[Observation] | None = None) -> list[Finding]:
    return quality.check(values, history=past or [], catalogue=CATALOGUE)


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


ONE_VALUE = [
    # indicator, this year, earlier years, the rules that speak
    ("care", "94.2", ("91.0", "92.1", "93.0", "93.6"), []),
    ("care", "103.0", ("91.0", "92.1", "93.0", "93.6"), ["range"]),
    ("care", "-3.5", (), ["range"]),
    ("gross", "114.0", ("111.2", "112.5", "113.0"), []),
    ("gross", "1140", ("111.2", "112.5", "113.0"), ["unit_slip", "range"]),
    ("life", "820.1", ("81.5", "81.8", "82.0"), ["unit_slip", "range"]),
    ("insured", "-120", (), ["range"]),
    ("care", "-2", (), ["missing_code"]),
    ("insured", "-2", ("52301", "53120", "53900"), ["missing_code"]),
    ("insured", "99999", ("52301", "53120", "53900"), ["missing_code"]),
    ("care", "94.217", ("91.0", "92.1", "93.0", "93.6"), ["decimals"]),
    ("insured", "54100.5", ("52301", "53120", "53900"), ["decimals"]),
    # a share as a fraction, ‰ as %, 人 as 万人, a point in the wrong place
    ("care", "0.94", ("91.0", "92.1", "93.0", "93.6"), ["decimals", "unit_slip"]),
    ("infant", "0.32", ("3.61", "3.52", "3.44", "3.40"), ["unit_slip"]),
    ("infant", "32.0", ("3.61", "3.52", "3.44", "3.40"), ["unit_slip"]),
    ("insured", "5", ("52301", "53120", "53900"), ["unit_slip"]),
    ("insured", "541000", ("52301", "53120", "53900"), ["unit_slip"]),
    ("insured", "541", ("53900",), ["unit_slip"]),
    ("homes", "12", ("1", "1", "1"), ["jump"]),
    ("homes", "3", ("2", "2", "1"), []),
    # slips of the fingers
    ("care", "49.2", ("91.0", "92.1", "93.0", "93.6"), ["digits"]),
    ("insured", "55410", ("52301", "53120", "53900"), []),
    ("insured", "544100", ("33301", "43120", "53900"), ["unit_slip"]),
    ("insured", "88888", ("52301", "53120", "53900"), ["digits"]),
    # last year's number left in
    ("care", "93.6", ("91.0", "92.1", "93.0", "93.6"), ["unchanged"]),
    ("insured", "53900", ("52301", "53120", "53900"), ["unchanged"]),
    ("care", "100.0", ("99.1", "99.6", "100.0"), []),
    ("enrol", "99.95", ("99.91", "99.93", "99.95"), []),
    ("homes", "12", ("9", "11", "12"), []),
    ("deputies", "31.5", ("28.0", "30.1", "31.5"), []),
    ("girls", "46.7", ("46.6", "46.7", "46.7"), []),
    ("insured", "12", ("8", "10", "12"), []),
    # out of its own line
    ("care", "71.5", ("91.0", "92.1", "93.0", "93.6"), ["jump"]),
    ("care", "91.6", ("91.0", "92.1", "93.0", "93.6"), []),
    ("care", "89.0", ("91.0", "92.1", "93.0", "93.6"), ["jump"]),
    ("insured", "91000", ("52301", "53120", "53900"), ["jump"]),
    ("insured", "51000", ("52301", "53120", "53900"), []),
    ("girls", "50.1", ("46.5", "46.6", "46.7"), []),
    ("girls", "58.0", ("46.5", "46.6", "46.7"), ["jump"]),
    ("life", "88.0", ("81.5", "81.8", "82.0"), ["jump"]),
    ("care", "40.0", ("100.0", "80.0", "100.0", "85.0"), ["jump"]),
    ("care", "72.0", ("100.0", "80.0", "100.0", "85.0"), []),
    ("infant", "75.00", ("6.00", "2.00", "7.50", "3.00"), ["jump"]),
    ("infant", "46.00", ("6.00", "2.00", "7.50", "3.00"), ["unit_slip"]),
    ("mmr", "39.49", ("8.95", "0", "8.80", "17.40"), []),
    ("mmr", "0", ("8.95", "9.10", "8.80", "8.90"), []),
    ("care", "71.5", (), []),
    ("enrol", "99.99", ("99.91", "99.93", "99.95"), []),
]


@pytest.mark.parametrize(("indicator", "value", "past", "expected"), ONE_VALUE)
def test_one_value_against_its_history(indicator: str, value: str, past: tuple[str, ...], expected: list[str]) -> None:
    findings = check([observation(indicator, value)], history(indicator, *past))
    assert sorted(codes(findings)) == sorted(expected), [finding.message for finding in findings]
    for finding in findings:
        assert finding.key is not None
        assert finding.key.indicator == indicator
        assert CATALOGUE[indicator].name in finding.message
        assert finding.seen in finding.message
        assert finding.remedy.startswith("请")


PARTS = [
    # indicator, value, numerator, denominator, rule and severity
    ("care", "13.56", "8", "59", None),
    ("care", "13.57", "8", "59", ("rate_parts", Severity.WARNING)),
    ("care", "94.2", "10525", "11173", None),
    ("care", "95.6", "10525", "11173", ("rate_parts", Severity.ERROR)),
    ("infant", "0.32", "36", "11173", ("rate_parts", Severity.ERROR)),
    ("infant", "3.22", "36", "11173", None),
    ("mmr", "8.95", "1", "11173", None),
    ("care", None, "11173", "10525", ("part_of_whole", Severity.ERROR)),
    ("care", None, "5", "0", ("part_of_whole", Severity.ERROR)),
    ("care", None, "-5", "20", ("part_of_whole", Severity.ERROR)),
    ("gross", "114.0", "1140", "1000", None),
]


@pytest.mark.parametrize(("indicator", "value", "top", "bottom", "expected"), PARTS)
def test_numerator_and_denominator(
    indicator: str, value: str | None, top: str, bottom: str, expected: tuple[str, Severity] | None
) -> None:
    findings = [
        finding for finding in check([observation(indicator, value, parts=(top, bottom))]) if finding.code != "decimals"
    ]
    assert [(finding.code, finding.severity) for finding in findings] == ([expected] if expected else [])


FAMILIES = [
    # indicator, {breakdown: value}, the rules that speak
    ("insured", {"": "75", "sex=F": "35", "sex=M": "40"}, []),
    ("insured", {"": "80", "sex=F": "35", "sex=M": "40"}, ["balance"]),
    ("insured", {"": "80", "sex=F": "35"}, []),
    ("insured", {"": "30", "sex=F": "35"}, ["balance"]),
    ("insured", {"residence=rural": "30", "residence=rural;sex=F": "14", "residence=rural;sex=M": "15"}, ["balance"]),
    ("care", {"": "94.0", "residence=urban": "95.0", "residence=rural": "93.1"}, []),
    ("care", {"": "95.5", "residence=urban": "95.0", "residence=rural": "93.1"}, ["between"]),
    ("care", {"": "95.1", "residence=urban": "95.0", "residence=rural": "95.0"}, []),
    ("care", {"": "92.0", "residence=urban": "95.0"}, []),
]


@pytest.mark.parametrize(("indicator", "values", "expected"), FAMILIES)
def test_breakdowns(indicator: str, values: dict[str, str], expected: list[str]) -> None:
    findings = check([observation(indicator, value, breakdown=breakdown) for breakdown, value in values.items()])
    assert codes(findings) == expected


def test_breakdowns_of_numerators_add_up_too() -> None:
    total = observation("care", "90.0", parts=("900", "1000"))
    rural = observation("care", "90.0", breakdown="residence=rural", parts=("450", "500"))
    urban = observation("care", "90.0", breakdown="residence=urban", parts=("441", "490"))
    findings = check([total, rural, urban])
    assert codes(findings) == ["balance", "balance"]
    assert "农村" in findings[0].message


def test_a_girls_share_in_the_place_of_an_enrolment_rate() -> None:
    past = history("enrol", "99.91", "99.93", "99.95") + history("girls", "45.6", "45.4", "45.5")
    findings = check([observation("enrol", "45.5"), observation("girls", "45.3")], past)
    assert codes(findings) == ["misplaced"]
    assert "在校生中女生比重" in findings[0].message


def test_two_rows_exchanged() -> None:
    past = history("care", "91.0", "92.0", "93.0") + history("girls", "46.6", "46.5", "46.6")
    findings = check([observation("care", "46.8"), observation("girls", "93.9")], past)
    assert codes(findings) == ["misplaced", "misplaced"]


def test_a_denominator_in_ten_thousands() -> None:
    last = observation("care", "94.0", year=2024, parts=("10300", "10957"))
    findings = check([observation("care", "94.2", parts=("1.0525", "1.1173"))], [last])
    assert codes(findings) == []
    findings = check([observation("care", "94.2", parts=("105250", "111730"))], [last])
    assert codes(findings) == ["unit_slip"]


def test_without_history_the_other_regions_are_the_measure() -> None:
    values = [observation("infant", value, region=f"37990{n}") for n, value in enumerate(("3.4", "3.1", "3.3", "0.33"))]
    findings = check(values)
    assert codes(findings) == ["unit_slip"]
    assert findings[0].key == values[3].key
    assert "各地中位数" in findings[0].message


def test_a_marked_break_starts_a_new_line() -> None:
    past = history("care", "91.0", "92.1", "93.0", "93.6")
    assert codes(check([observation("care", "60.0", break_before=True)], past)) == []
    broken = [*past[:3], observation("care", "60.0", year=2024, break_before=True)]
    assert codes(check([observation("care", "61.0")], broken)) == []


def test_updated_parts_explain_an_unchanged_rate() -> None:
    past = history("care", "91.0", "92.1")
    last = observation("care", "93.6", year=2024, parts=("936", "1000"))
    same = observation("care", "93.6", parts=("936", "1000"))
    fresh = observation("care", "93.6", parts=("945", "1010"))
    assert codes(check([same], [*past, last])) == ["unchanged"]
    assert codes(check([fresh], [*past, last])) == []


def test_absent_values_and_unknown_indicators_are_passed_over() -> None:
    stranger = Observation(key=Key(indicator="nobody", region="379901", period="2025"), value=Decimal(-2))
    assert check([observation("care", None), stranger]) == []


def test_only_the_chosen_rules_speak() -> None:
    values = [observation("care", "103.123")]
    rule = quality.limits.Range()
    assert codes(quality.check(values, history=[], catalogue=CATALOGUE, rules=[rule])) == ["range"]


def test_an_option_changes_a_rule() -> None:
    values, past = [observation("care", "90.1")], history("care", "91.0", "92.1", "93.0", "93.6")
    strict = quality.trend.Jump(times=1.0, times_when_short=1.0)
    assert codes(quality.check(values, history=past, catalogue=CATALOGUE, rules=[strict])) == ["jump"]
