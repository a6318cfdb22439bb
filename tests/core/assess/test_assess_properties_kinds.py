"""The properties of judging on every kind of value, comparator and target, small numbers included."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuertong.assess import assess_case
from fuertong.model.indicator import Kind

QUALITY = {"未达标": 0, "预计达标困难": 0, "到期待数": 1, "无法判断": 1, "预计可达标": 2, "已达标": 3}
KINDS = [kind.value for kind in Kind]
TYPES = ["level", "trend", "keep", "change", "slow", "cumulative", "yearly", "term"]
some = settings(max_examples=30, deadline=None)
tenths = st.integers(min_value=50, max_value=950).map(lambda number: number / 10)
deadlines = st.integers(2021, 2031)


@st.composite
def points(draw: st.DrawFn) -> list[list[float]]:
    """Yearly values up to 2025, some years missing."""
    years = draw(st.lists(st.integers(2012, 2024), min_size=2, max_size=9, unique=True))
    return [[year, draw(tenths)] for year in [*sorted(years), 2025]]


@st.composite
def parts(draw: st.DrawFn, per: float) -> list[dict[str, float | int]]:
    """Yearly rates with few events and the births behind them, or percentages of few people."""
    births = draw(st.integers(8, 60) if per == 100 else st.integers(300, 6000))
    years = [*sorted(draw(st.lists(st.integers(2014, 2024), min_size=2, max_size=8, unique=True))), 2025]
    rows: list[dict[str, float | int]] = []
    for year in years:
        events = draw(st.integers(0, births if per == 100 else 6))
        rows.append({"year": year, "value": round(per * events / births, 2), "num": events, "den": births})
    return rows


def case(series: list[Any], kind: str, **target: Any) -> dict[str, Any]:
    plain = {"type": "level", "cmp": ">=", "base_year": 2020, "deadline": 2030, "direction": "up", "polarity": "up"}
    found = {"kind": kind, "points": series, "target": {**plain, **target}, "today": 2025}
    if series and isinstance(series[0], dict):
        return found | {"per": 100 if kind == "pct" else 100000, "decimals": 2}
    return found | {"decimals": 1, "per": 1000}


def goodness(answer: dict[str, Any]) -> float:
    """The order of signals, 临界 below 预计可达标."""
    return QUALITY[answer["cls"]] - 0.5 * ("临界" in answer["flags"])


def easier_than(cmp: str, one: float, two: float) -> tuple[float, float]:
    low, high = sorted((one, two))
    return (low, high) if cmp in (">=", ">") else (high, low)


@pytest.mark.parametrize("kind", KINDS)
@some
@given(series=points(), one=tenths, two=tenths, cmp=st.sampled_from([">=", "<=", ">", "<"]), deadline=deadlines)
def test_easier_target_is_never_judged_worse(
    kind: str, series: list[list[float]], one: float, two: float, cmp: str, deadline: int
) -> None:
    """For every kind and comparator, before and at the deadline."""
    easier, harder = easier_than(cmp, one, two)
    way = "up" if cmp in (">=", ">") else "down"
    asked = {"cmp": cmp, "deadline": deadline, "direction": way, "polarity": way}
    better = assess_case(case(series, kind, value=easier, **asked))
    assert goodness(better) >= goodness(assess_case(case(series, kind, value=harder, **asked)))


@some
@given(data=st.data(), kind=st.sampled_from(["pct", "rate"]), one=tenths, two=tenths, deadline=deadlines)
def test_easier_target_with_small_numbers(
    data: st.DataObject, kind: str, one: float, two: float, deadline: int
) -> None:
    """Few events and few people keep the order as well."""
    series = data.draw(parts(100 if kind == "pct" else 100000))
    easier, harder = easier_than("<=", one, two)
    asked = {"cmp": "<=", "deadline": deadline, "direction": "down", "polarity": "down"}
    better = assess_case(case(series, kind, value=easier, **asked))
    assert goodness(better) >= goodness(assess_case(case(series, kind, value=harder, **asked)))


@pytest.mark.parametrize("kind", ["years", "ratio"])
@pytest.mark.parametrize("way", ["up", "down"])
@some
@given(series=points(), value=tenths, more=st.integers(1, 40), type_=st.sampled_from(["level", "trend", "keep"]))
def test_better_values_are_never_judged_worse(
    kind: str, way: str, series: list[list[float]], value: float, more: int, type_: str
) -> None:
    """On natural scales, all values better by the same amount, upwards and downwards."""
    sign = 1 if way == "up" else -1
    better = [[year, round(number + sign * more / 10, 1)] for year, number in series]
    asked = {"type": type_, "cmp": ">=" if way == "up" else "<=", "direction": way, "polarity": way}
    if type_ == "level":
        asked["value"] = value
    else:
        asked["cmp"] = None  # type: ignore[assignment]
    before, after = (assess_case(case(each, kind, **asked)) for each in (series, better))
    assert goodness(after) >= goodness(before)


@some
@given(points(), tenths, st.sampled_from([">=", "<="]), deadlines)
def test_coverage_and_its_gap_agree(series: list[list[float]], value: float, cmp: str, deadline: int) -> None:
    """Both comparators, at every deadline: class and flags of a percentage and of what it leaves are the same."""
    gap = [[year, round(100 - number, 1)] for year, number in series]
    way, other = ("up", "down") if cmp == ">=" else ("down", "up")
    back = {">=": "<=", "<=": ">="}[cmp]
    one = assess_case(case(series, "pct", value=value, cmp=cmp, direction=way, polarity=way, deadline=deadline))
    left = round(100 - value, 1)
    two = assess_case(case(gap, "pct", value=left, cmp=back, direction=other, polarity=other, deadline=deadline))
    assert one["cls"] == two["cls"]
    assert set(one["flags"]) - {"基本达标"} == set(two["flags"]) - {"基本达标"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("type_", TYPES)
def test_missing_data_are_never_met(kind: str, type_: str) -> None:
    """No point, only nulls, or only points after the data year: 无法判断 for every kind and type."""
    number = 10.0 if type_ in ("level", "change", "cumulative", "yearly") else None
    for series in ([], [[2024, None], [2025, None]], [[2026, 50.0], [2027, 60.0], [2028, 70.0]]):
        answer = assess_case(case(series, kind, type=type_, value=number, cmp=None))
        assert answer["cls"] == "无法判断"


@pytest.mark.parametrize("kind", KINDS)
@some
@given(series=points(), value=tenths, deadline=st.integers(2018, 2025), type_=st.sampled_from(TYPES))
def test_after_the_deadline_nothing_is_expected(
    kind: str, series: list[list[float]], value: float, deadline: int, type_: str
) -> None:
    """From the deadline on: no 预计, no forecast, no P between 0 and 1."""
    number = value if type_ in ("level", "change", "cumulative", "yearly") else None
    answer = assess_case(case(series, kind, type=type_, value=number, cmp=None, deadline=deadline))
    assert not answer["cls"].startswith("预计")
    assert answer["forecast"] is None
    assert answer["p"] in (None, 0.0, 1.0)


@some
@given(data=st.data(), kind=st.sampled_from(["pct", "rate"]), value=tenths, deadline=st.integers(2018, 2025))
def test_after_the_deadline_with_small_numbers(data: st.DataObject, kind: str, value: float, deadline: int) -> None:
    """Few events and few people likewise."""
    series = data.draw(parts(100 if kind == "pct" else 100000))
    answer = assess_case(
        case(series, kind, value=value, cmp="<=", direction="down", polarity="down", deadline=deadline)
    )
    assert not answer["cls"].startswith("预计")
    assert answer["forecast"] is None


@some
@given(series=points(), value=tenths, kind=st.sampled_from(KINDS), type_=st.sampled_from(TYPES), order=st.randoms())
def test_order_of_points_does_not_matter(
    series: list[list[float]], value: float, kind: str, type_: str, order: Any
) -> None:
    """The same points in any order give the same bits."""
    number = value if type_ in ("level", "change", "cumulative", "yearly") else None
    shuffled = list(series)
    order.shuffle(shuffled)
    asked = {"type": type_, "value": number, "cmp": None}
    assert assess_case(case(series, kind, **asked)) == assess_case(case(shuffled, kind, **asked))
