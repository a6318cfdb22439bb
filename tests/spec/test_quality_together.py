"""Rules that compare values with each other as documentation: units, plans, levels, entities, terms, peers."""

from decimal import Decimal

import pytest

from fuertong import quality
from fuertong.model.findings import Finding
from fuertong.model.indicator import Indicator, Kind, Sensitivity
from fuertong.model.observation import Key, Observation

BIRTHS = "活产数"
CATALOGUE = {
    indicator.code: indicator
    for indicator in (
        Indicator(code="visit", name="产后访视率", unit="%", kind=Kind.PCT, per=100, denominator=BIRTHS),
        Indicator(code="managed", name="孕产妇系统管理率", unit="%", kind=Kind.PCT, per=100, denominator=BIRTHS),
        Indicator(
            code="mmr",
            name="孕产妇死亡率",
            unit="/10万",
            kind=Kind.RATE,
            per=100_000,
            denominator=BIRTHS,
            sensitivity=Sensitivity.COUNTS,
        ),
        Indicator(code="births", name=BIRTHS, unit="人", kind=Kind.COUNT, decimals=0),
        Indicator(code="births_w", name=BIRTHS, unit="万人", kind=Kind.COUNT, decimals=2),
        Indicator(code="survey_a", name="知晓率", unit="%", kind=Kind.PCT, per=100, denominator="受调查人数"),
        Indicator(code="survey_b", name="素养水平", unit="%", kind=Kind.PCT, per=100, denominator="受调查人数"),
        Indicator(code="homes", name="累计建成儿童之家数", unit="个", kind=Kind.COUNT, decimals=0),
        Indicator(code="built", name="新建儿童之家数", unit="个", kind=Kind.COUNT, decimals=0),
        Indicator(
            code="npc", name="人大代表中女性比例", unit="%", kind=Kind.PCT, per=100, freq=5, statistical_year="J"
        ),
        Indicator(code="women", name="女性参保人数", unit="人", kind=Kind.COUNT, decimals=0),
        Indicator(code="aware", name="家庭教育指导服务覆盖率", unit="%", kind=Kind.PCT, per=100),
    )
}
CITY, COUNTIES = "379900", ("379901", "379902", "379903")
PARENTS = dict.fromkeys(COUNTIES, CITY)


def value(
    indicator: str,
    number: str | None,
    *,
    region: str = "379901",
    period: str = "2025",
    breakdown: str = "",
    parts: tuple[str, str] | None = None,
) -> Observation:
    return Observation(
        key=Key(indicator=indicator, region=region, period=period, breakdown=breakdown),
        value=None if number is None else Decimal(number),
        numerator=Decimal(parts[0]) if parts else None,
        denominator=Decimal(parts[1]) if parts else None,
    )


def check(values: list[Observation], past: list[Observation] | None = None, **more: object) -> list[Finding]:
    return quality.check(values, history=past or [], catalogue=CATALOGUE, **more)  # type: ignore[arg-type]


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


SHARED = [
    # what the units gave, the indicators a question is asked about
    ([("visit", "98.0", "980", "1000"), ("managed", "95.0", "950", "1000")], []),
    ([("visit", "98.0", "980", "1000"), ("managed", "95.0", "955", "1005")], ["visit", "managed"]),
    ([("visit", "98.0", "980", "1000"), ("managed", "95.0", "955", "1005"), ("births", "1000", "", "")], ["managed"]),
    ([("visit", "98.0", "9800", "10000"), ("births_w", "1.00", "", "")], []),
    ([("visit", "98.0", "9800", "10000"), ("births_w", "1.02", "", "")], ["visit", "births_w"]),
    ([("survey_a", "50.0", "250", "500"), ("survey_b", "40.0", "240", "600")], []),
]


@pytest.mark.parametrize(("given", "asked"), SHARED)
def test_the_same_figure_in_two_indicators(given: list[tuple[str, str, str, str]], asked: list[str]) -> None:
    values = [value(code, number, parts=(top, bottom) if top else None) for code, number, top, bottom in given]
    findings = check(values)
    assert [finding.key.indicator for finding in findings if finding.key] == asked
    assert set(codes(findings)) <= {"shared_figure"}


def test_another_units_figure_is_compared_but_its_unit_is_not_asked() -> None:
    other = value("managed", "95.0", parts=("955", "1005"))
    findings = check([value("visit", "98.0", parts=("980", "1000"))], beside=[other])
    assert [(finding.code, finding.key and finding.key.indicator) for finding in findings] == [
        ("shared_figure", "visit")
    ]
    assert "“活产数”" in findings[0].message
    assert "1005" in findings[0].message


def test_the_figure_behind_a_protected_count_is_not_told() -> None:
    other = value("mmr", "0", parts=("0", "1005"))
    findings = check([value("visit", "98.0", parts=("980", "1000"))], beside=[other])
    assert codes(findings) == ["shared_figure"]
    assert "1005" not in findings[0].message


def test_figures_of_two_periods_or_regions_are_not_compared() -> None:
    values = [
        value("visit", "98.0", parts=("980", "1000")),
        value("managed", "95.0", parts=("955", "1005"), period="2025H"),
        value("managed", "95.0", parts=("956", "1006"), region="379902"),
    ]
    assert codes(check(values)) == []


LEVELS = [
    # indicator, city (value, numerator, denominator), counties, the rules that speak
    ("women", ("600",), [("100",), ("200",), ("300",)], []),
    ("women", ("650",), [("100",), ("200",), ("300",)], ["cross_level"]),
    ("women", ("650",), [("100",), ("200",)], ["all_units"]),
    ("visit", ("93.3", "1400", "1500"), [("90.0", "450", "500"), ("95.0", "475", "500"), ("95.0", "475", "500")], []),
    # the average of the rates where the places are of different size
    (
        "visit",
        ("85.0", None, None),
        [("70.0", "70", "100"), ("90.0", "900", "1000"), ("95.0", "950", "1000")],
        ["cross_level"],
    ),
    ("visit", ("92.0",), [("90.0",), ("95.0",), ("91.0",)], []),
    ("visit", ("97.0",), [("90.0",), ("95.0",), ("91.0",)], ["cross_level"]),
    ("aware", ("100",), [("100",), ("100",), ("100",)], []),
    ("aware", ("100",), [("100",), ("100",), ("60.0",)], ["all_units"]),
]


@pytest.mark.parametrize(("code", "city", "counties", "expected"), LEVELS)
def test_the_level_above_against_the_regions_below(
    code: str, city: tuple[str, ...], counties: list[tuple[str, ...]], expected: list[str]
) -> None:
    def of(region: str, given: tuple[str, ...]) -> Observation:
        parts = (given[1], given[2]) if len(given) > 1 and given[1] else None
        return value(code, given[0], region=region, parts=parts)

    values = [of(CITY, city), *(of(region, row) for region, row in zip(COUNTIES, counties, strict=False))]
    findings = check(values, parents=PARENTS)
    assert codes(findings) == expected
    assert all(finding.key and finding.key.region == CITY for finding in findings)
    assert codes(check(values)) == [], "without the list of regions levels are not compared"


def test_a_running_sum_does_not_fall() -> None:
    past = [value("homes", "40", period="2023"), value("homes", "46", period="2024")]
    assert codes(check([value("homes", "47")], past)) == []
    assert codes(check([value("homes", "46")], past)) == []
    assert codes(check([value("homes", "7")], past)) == ["cumulative"]
    assert codes(check([value("built", "7")], [value("built", "46", period="2024")])) == []


def test_a_term_figure_stands_until_the_next_term() -> None:
    past = [value("npc", "28.0", period="J2016"), value("npc", "30.1", period="J2021")]
    assert codes(check([value("npc", "31.5", period="J2026")], past)) == []
    assert codes(check([value("npc", "30.1", period="J2024")], past)) == []
    assert codes(check([value("npc", "31.5", period="J2024")], past)) == ["between_terms"]


def test_a_demanded_breakdown_is_missed() -> None:
    demanded = {"women": ("residence=rural", "residence=urban")}
    whole = value("women", "300")
    rural, urban = (value("women", "150", breakdown=f"residence={code}") for code in ("rural", "urban"))
    assert codes(check([whole, rural, urban], demanded=demanded)) == []
    findings = check([whole, rural], demanded=demanded)
    assert codes(findings) == ["missing_breakdown"]
    assert "城市" in findings[0].message
    assert "农村" not in findings[0].message
    assert codes(check([whole])) == []


def test_a_share_far_from_all_its_peers() -> None:
    usual = ["91.0", "92.4", "93.0", "90.5", "94.1", "92.2"]
    values = [value("visit", number, region=f"37990{n}") for n, number in enumerate(usual)]
    assert codes(check(values)) == []
    odd = value("visit", "22.0", region="379909")
    findings = check([*values, odd])
    assert [(finding.code, finding.key) for finding in findings] == [("peers", odd.key)]
    was_so = [value("visit", "21.0", region="379909", period="2024")]
    assert codes(check([*values, odd], was_so)) == []


def test_a_unit_wrong_for_years_shows_beside_the_other_regions() -> None:
    usual = ["91.0", "92.4", "93.0", "90.5"]
    values = [value("visit", number, region=f"37990{n}") for n, number in enumerate(usual)]
    odd = value("visit", "9.2", region="379909")
    past = [value("visit", "9.1", region="379909", period="2024")]
    assert codes(check([*values, odd], past)) == ["unit_slip"]


def test_the_numerator_of_another_row_in_place_of_a_count() -> None:
    past = [value("women", "52000", period="2024"), value("visit", "98.0", period="2024", parts=("1011", "1032"))]
    now = [value("women", "1043"), value("visit", "98.1", parts=("1043", "1063"))]
    findings = check(now, past)
    assert codes(findings) == ["misplaced"]
    assert "“产后访视率”的分子" in findings[0].message
