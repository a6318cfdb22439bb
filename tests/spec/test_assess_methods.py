"""The methods of others beside ours: their classes from their published formulas, and why they disagree."""

from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from fuertong.assess.methods import Comparison, compare, compare_frame, methods, why_sentence
from fuertong.errors import FuertongError

RISING = {2018: 52.1, 2019: 53.8, 2020: 55.0, 2021: 56.9, 2022: 58.1, 2023: 59.8, 2024: 61.2}
FALLING = {2015: 20.1, 2016: 19.9, 2017: 19.6, 2018: 18.3, 2019: 17.8, 2020: 16.9, 2021: 16.1, 2022: 15.7}


def table(points: dict[int, float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        {"region": "r", "indicator": "i", "year": list(points), "value": list(points.values())},
        schema={"region": pl.String, "indicator": pl.String, "year": pl.Int32, "value": pl.Float64},
    )


def against(points: dict[int, float | None], *, as_of: int | None = None, **changes: Any) -> dict[str, Comparison]:
    plain = {"id": "t", "indicator": "i", "kind": "pct", "decimals": 1, "type": "level", "cmp": ">=", "value": 70.0}
    target = plain | {"base_year": 2020, "deadline": 2030, "direction": "up"} | changes
    year = as_of or max(points)
    return {each.method: each for each in compare(table(points), target, region="r", as_of=year)}


def test_worked_example() -> None:
    """55.0 (2020) to 61.2 (2024), 70 by 2030: growth 2.7 % a year where 2.4 % is needed; ours says 困难."""
    found = against(RISING)
    actual = (61.2 / 55.0) ** (1 / 4) - 1
    needed = (70 / 55.0) ** (1 / 10) - 1
    assert found["open_sdg"].numbers["actual"] == pytest.approx(actual)
    assert found["open_sdg"].numbers["measure"] == pytest.approx(actual / needed)
    assert found["open_sdg"].words == "可望达标"
    ahead = 61.2 * (1 + actual) ** 6
    assert found["unsd"].numbers["measure"] == pytest.approx((ahead - 55) / (70 - 55))
    recent = (61.2 / 53.8) ** (1 / 5) - 1
    assert found["eurostat"].numbers["measure"] == pytest.approx(recent / ((70 / 53.8) ** (1 / 11) - 1))
    assert {each.ours for each in found.values()} == {"预计达标困难"}
    assert found["unsd"].agrees is False
    assert "可能性较小" in found["unsd"].why
    assert found["aarr"].not_applicable == "不适用：该方法只用于应当下降的指标。"


def test_rate_of_reduction() -> None:
    """A death rate on an exact exponential has exactly its rate of reduction; the rate needed runs from the base."""
    points: dict[int, float | None] = {year: 20 * 0.96 ** (year - 2015) for year in range(2015, 2023)}
    found = against(points, kind="rate", per=100000, cmp="<=", value=10.0, base_year=2015, direction="down")["aarr"]
    assert found.numbers["actual"] == pytest.approx(0.04)
    assert found.numbers["required"] == pytest.approx(1 - 0.5 ** (1 / 15))
    assert (found.words, found.signal) == ("在下降，速度不够", "预计达标困难")


def test_escap_line_is_exact_on_a_line() -> None:
    """On a straight line the weights do not matter: the value of 2030 and the index follow by hand."""
    points: dict[int, float | None] = {year: 40 + 2 * (year - 2015) for year in range(2015, 2025)}
    found = against(points, value=80.0)["escap"]
    assert found.numbers["predicted"] == pytest.approx(70)
    assert found.numbers["measure"] == pytest.approx(10 - 10 * 10 / 30)
    assert found.numbers["score"] == pytest.approx(10 * (58 - 50) / 30)
    assert found.words == "需要加快"
    assert against(points, value=72.0)["escap"].words == "保持现有速度即可达标"


@pytest.mark.parametrize(
    ("last", "words"),
    [(61.2, "可望达标"), (59.0, "有进展，需加快"), (56.0, "进展有限"), (54.0, "恶化"), (70.0, "目标已实现")],
)
def test_open_sdg_classes(last: float, words: str) -> None:
    """R at least 95 %, 60 %, 0 %, below, and the target reached."""
    assert against({2020: 55.0, 2022: 55.5, 2024: last})["open_sdg"].words == words


def test_open_sdg_score_runs_between_its_corners() -> None:
    """-5 at R = -60 %, 0 at 60 %, +5 at 130 %; five when achieved."""
    half = against({2020: 50.0, 2022: 50.0, 2024: 50.0 * (70 / 50) ** (0.6 * 4 / 10)})
    # R is a ratio of growth rates, so 60 % of the exponent is near, not exactly, 60 % of the rate.
    ratio = half["open_sdg"].numbers["measure"]
    assert ratio is not None
    assert half["open_sdg"].numbers["score"] == pytest.approx(
        (ratio - 0.6) / 0.7 * 5 if ratio > 0.6 else (ratio - 0.6) / 1.2 * 5
    )
    assert against({2020: 60.0, 2024: 71.0})["open_sdg"].numbers["score"] == 5


def test_natural_limit_softens_open_sdg() -> None:
    """Without a number and close to 100 % small growth is enough; at the limit itself holding it is."""
    near = against({2020: 98.0, 2022: 98.2, 2024: 98.6}, type="trend", cmp=None, value=None)["open_sdg"]
    far = against({2020: 50.0, 2022: 50.1, 2024: 50.3}, type="trend", cmp=None, value=None)["open_sdg"]
    assert (near.words, far.words) == ("可望达标", "进展有限")
    full = against({2020: 100.0, 2022: 100.0, 2024: 100.0}, type="trend", cmp=None, value=None)["open_sdg"]
    assert full.words == "可望达标"


@pytest.mark.parametrize(
    ("points", "changes", "method", "reason"),
    [
        ({2024: 61.2}, {}, "unsd", "基期以来不足两个年份的数据"),
        ({2020: 0.0, 2022: 1.0, 2024: 2.0}, {}, "unsd", "起点值为零"),
        ({2020: 0.0, 2022: 1.0, 2024: 2.0}, {}, "open_sdg", ""),
        ({2020: 55.0, 2024: 61.0}, {"cmp": None, "value": 60.0, "value2": 70.0}, "open_sdg", "上下两侧"),
        ({2020: 55.0, 2024: 61.0}, {"type": "trend", "cmp": None, "value": None}, "escap", "没有数字"),
        ({2015: 50.0, 2023: 60.0, 2024: 61.0}, {}, "eurostat", "近五年内可用的年份不足"),
        ({2020: 70.0, 2022: 69.0, 2024: 68.0}, {}, "open_sdg", "基期值已等于目标值"),
        ({2020: 3.0, 2022: 0.0, 2024: 2.0}, {"cmp": "<=", "value": 1.0, "direction": "down"}, "aarr", "不能取对数"),
        ({2020: None}, {}, "escap", "没有可用数据"),
        (
            {2020: 55.0, 2024: 61.0},
            {"polarity": "none", "type": "trend", "cmp": None, "value": None},
            "unsd",
            "好坏方向",
        ),
        ({2020: 55.0, 2024: 61.0}, {"type": "slow", "cmp": None, "value": None}, "unsd", "只用于一个指标自己的数"),
        ({2021: 55.0, 2024: 61.0}, {"type": "change", "cmp": None, "value": 10.0}, "unsd", "目标值尚不能算出"),
    ],
)
def test_where_a_method_cannot_be_used(
    points: dict[int, float | None], changes: dict[str, Any], method: str, reason: str
) -> None:
    """The reason in words; no class, no number and no disagreement."""
    found = against(points, as_of=2024, **changes)[method]
    assert reason in found.not_applicable
    assert (found.words == "") is bool(reason)
    assert (found.agrees is None) is bool(reason)


@pytest.mark.parametrize(
    ("points", "changes", "method", "sentence"),
    [
        ({2020: 55.0, 2024: 61.0}, {}, "unsd", "数据或条件不足"),
        (
            {2018: 58.0, 2019: 60.0, 2020: 55.0, 2021: 62.0, 2022: 64.0, 2023: 64.2, 2024: 64.3},
            {"value": 72.0},
            "unsd",
            "近年比前些年慢",
        ),
        ({**RISING, 2024: 71.0, 2023: 74.0, 2022: 78.0}, {}, "escap", ""),
        (RISING, {"deadline": 2023, "value": 50.0}, "unsd", ""),
        (RISING, {"deadline": 2025}, "unsd", ""),
    ],
)
def test_why_they_disagree(
    points: dict[int, float | None], changes: dict[str, Any], method: str, sentence: str
) -> None:
    """A sentence where signals differ, nothing where they agree."""
    found = against(points, **changes)[method]
    assert sentence in found.why
    assert bool(found.why) == (found.agrees is False)


def test_due_is_not_forecast_by_us() -> None:
    """After the deadline without its value we wait; the others still reckon."""
    found = against({year: value for year, value in RISING.items() if year < 2024}, as_of=2025, deadline=2025)
    assert found["open_sdg"].ours == "到期待数"
    assert "到期待数" in found["open_sdg"].why


def test_deadline_year_knows_no_forecast() -> None:
    """With the value of the deadline year in hand the others' classes stand for met or missed."""
    found = against(RISING, deadline=2024)
    assert {each.signal for each in found.values() if each.words} == {"未达标"}
    assert all(each.agrees for each in found.values() if each.words)


def test_falling_series_agree_by_all() -> None:
    """A death rate well below its target: everybody says met."""
    found = against(FALLING, kind="rate", per=100000, cmp="<=", value=17.0, base_year=2015, direction="down")
    assert {each.signal for each in found.values()} == {"已达标"}


def test_small_numbers_are_named_as_the_reason() -> None:
    """No death last year in a small county: the others see the target reached, we pool the years."""
    rows = [(2016 + place, deaths) for place, deaths in enumerate([2, 1, 2, 1, 3, 1, 2, 1, 0])]
    observations = pl.DataFrame(
        {
            "region": "r",
            "indicator": "i",
            "year": [year for year, _ in rows],
            "value": [round(deaths / 2100 * 1e5, 2) for _, deaths in rows],
            "numerator": [float(deaths) for _, deaths in rows],
            "denominator": [2100.0] * len(rows),
        }
    )
    target = {"id": "t", "indicator": "i", "kind": "rate", "per": 100000, "decimals": 2, "type": "level", "cmp": "<="}
    target |= {"value": 12.0, "base_year": 2020, "deadline": 2030, "direction": "down"}
    found = {each.method: each for each in compare(observations, target, region="r", as_of=2024)}
    assert found["open_sdg"].signal == "已达标"
    assert "一例之差" in found["open_sdg"].why


def test_tables_equal_single_series() -> None:
    """A table of many series in any order gives each series its own answer; sentences are made on demand."""
    seen = pl.concat(
        [table(RISING).with_columns(region=pl.lit(f"r{place}"), value=pl.col("value") + place) for place in range(5)]
    )
    targets = pl.DataFrame(
        [{"id": "t", "indicator": "i", "kind": "pct", "decimals": 1, "type": "level", "cmp": ">=", "value": 70.0}]
    ).with_columns(base_year=2020, deadline=2030, direction=pl.lit("up"))
    frame = compare_frame(seen.sample(fraction=1, shuffle=True, seed=2), targets, as_of=2024)
    assert frame.height == 5 * len(methods())
    assert frame["region"].is_sorted()
    alone = compare_frame(seen.filter(pl.col("region") == "r3"), targets, as_of=2024)
    assert_frame_equal(frame.filter(pl.col("region") == "r3"), alone, rel_tol=1e-9)
    sentences = [why_sentence(row) for row in frame.to_dicts()]
    assert [bool(text) for text in sentences] == [agrees is False for agrees in frame["agrees"]]
    only = compare_frame(seen, targets, methods=("aarr", "unsd"))
    assert set(only["method"]) == {"aarr", "unsd"}


def test_unknown_method_is_named() -> None:
    """The sentence lists what there is."""
    with pytest.raises(FuertongError, match="可选：unsd"):
        compare(table(RISING), {}, region="r", as_of=2024, methods=("imf",))
