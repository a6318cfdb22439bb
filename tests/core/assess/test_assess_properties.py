"""Properties of judging that hold for any series (decisions.md, Properties to test)."""

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fuertong.assess import assess, assess_case

QUALITY = {"未达标": 0, "预计达标困难": 0, "预计可达标": 2, "已达标": 3}
tenths = st.integers(min_value=50, max_value=950).map(lambda number: number / 10)
few = settings(max_examples=40, deadline=None)


@st.composite
def points(draw: st.DrawFn, least: int = 3) -> list[list[float]]:
    """Yearly percentages with one decimal up to 2025, some years missing."""
    years = draw(st.lists(st.integers(2014, 2024), min_size=least - 1, max_size=9, unique=True))
    return [[year, draw(tenths)] for year in [*sorted(years), 2025]]


def case(series: list[list[float]], **target: Any) -> dict[str, Any]:
    return {
        "kind": "pct",
        "decimals": 1,
        "points": series,
        "target": {"type": "level", "cmp": ">=", "base_year": 2020, "deadline": 2030, **target},
        "today": 2025,
    }


def goodness(answer: dict[str, Any]) -> float:
    """The order of signals, 临界 below 预计可达标."""
    return QUALITY[answer["cls"]] - ("临界" in answer["flags"])


@few
@given(points(), tenths, tenths)
def test_easier_target_is_never_judged_worse(series: list[list[float]], one: float, two: float) -> None:
    """A lower bar for >= never makes the signal worse."""
    easier, harder = sorted((one, two))
    assert goodness(assess_case(case(series, value=easier))) >= goodness(assess_case(case(series, value=harder)))


@few
@given(points(), tenths, st.integers(1, 40).map(lambda number: number / 10))
def test_better_values_are_never_judged_worse(series: list[list[float]], value: float, more: float) -> None:
    """On the natural scale, all values better by the same amount never make the signal worse."""
    better = [[year, round(number + more, 1)] for year, number in series]
    plain = {"kind": "ratio"}
    before = assess_case(case(series, value=value) | plain)
    assert goodness(assess_case(case(better, value=value) | plain)) >= goodness(before)


@few
@given(points(), tenths)
def test_coverage_and_its_gap_agree(series: list[list[float]], value: float) -> None:
    """Reaching 70 % and leaving at most 30 % uncovered are the same target."""
    gap = [[year, round(100 - number, 1)] for year, number in series]
    one = assess_case(case(series, value=value))
    two = assess_case(case(gap, cmp="<=", value=round(100 - value, 1)))
    assert one["cls"] == two["cls"]
    assert (one["p"] is None) == (two["p"] is None)
    assert one["p"] is None or abs(one["p"] - two["p"]) < 1e-6


@few
@given(st.lists(st.sampled_from([None, -2.0, -1.0]), max_size=6), st.sampled_from(["level", "trend", "keep", "change"]))
def test_missing_data_are_never_met(codes: list[float | None], kind: str) -> None:
    """Nulls and negative codes give 无法判断, whatever the target."""
    series = [[2019 + place, code] for place, code in enumerate(codes)]
    answer = assess_case(case(series, type=kind, value=0.0 if kind == "level" else 20.0, direction="up"))  # type: ignore[arg-type]
    assert answer["cls"] == "无法判断"


@few
@given(
    points(),
    tenths,
    st.integers(2020, 2025),
    st.sampled_from(["level", "trend", "keep", "change", "slow", "cumulative", "yearly", "term"]),
)
def test_after_the_deadline_nothing_is_expected(
    series: list[list[float]], value: float, deadline: int, kind: str
) -> None:
    """From the deadline on no class begins with 预计 and no forecast is given."""
    answer = assess_case(case(series, type=kind, value=value, deadline=deadline, direction="up"))
    assert not answer["cls"].startswith("预计")
    assert answer["forecast"] is None


@few
@given(st.lists(points(), min_size=2, max_size=5), tenths, st.randoms(use_true_random=False))
def test_order_of_rows_and_other_regions_do_not_matter(
    batch: list[list[list[float]]], value: float, order: Any
) -> None:
    """The answer for a region is the same to the bit, alone or among others in any order."""
    rows = [
        {"region": f"r{place}", "indicator": "i", "year": int(year), "value": number}
        for place, series in enumerate(batch)
        for year, number in series
    ]
    target = pl.DataFrame(
        [{"id": "t", "indicator": "i", "kind": "pct", "type": "level", "cmp": ">=", "value": value, "deadline": 2030}]
    )
    alone = assess(pl.DataFrame([row for row in rows if row["region"] == "r0"]), target, as_of=2025).collect()
    order.shuffle(rows)
    together = assess(pl.DataFrame(rows), target, as_of=2025).collect()
    assert together.filter(pl.col("region") == "r0").equals(alone)
