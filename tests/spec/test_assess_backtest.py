"""Had the rules run in past years: hits, misses, false alarms and lead time on series whose end is known."""

from typing import Any

import polars as pl
import pytest

from fuertong.assess.backtest import Backtest, backtest
from fuertong.assess.past import known_by

YEARS = range(2015, 2026)


def observations(**series: list[float | None]) -> pl.DataFrame:
    rows = [
        {"region": region, "indicator": "i", "year": year, "value": value}
        for region, values in series.items()
        for year, value in zip(YEARS, values, strict=True)
    ]
    return pl.DataFrame(
        rows, schema={"region": pl.String, "indicator": pl.String, "year": pl.Int32, "value": pl.Float64}
    )


def targets(**changes: Any) -> pl.DataFrame:
    plain = {"id": "t", "indicator": "i", "kind": "pct", "type": "level", "cmp": ">=", "value": 60.0, "decimals": 1}
    return pl.DataFrame([plain | {"base_year": 2020, "deadline": 2025, "direction": "up"} | changes])


SLOW = [50, 50.4, 50.8, 51.2, 51.6, 52, 52.4, 52.8, 53.2, 53.6, 54.0]
FAST = [38, 40.4, 42.8, 45.2, 47.6, 50, 52.4, 54.8, 57.2, 59.6, 62.0]
SUDDEN = [50, 50.4, 50.8, 51.2, 51.6, 52, 52.4, 52.8, 53.2, 53.6, 60.4]
COLLAPSE = [38, 40.4, 42.8, 45.2, 47.6, 50, 52.4, 54.8, 57.2, 59.6, 55.0]


def run(**series: list[float | None]) -> Backtest:
    return backtest(observations(**series), targets(), years=range(2021, 2025))


def line(found: Backtest, code: str) -> dict[str, Any]:
    return found.by_rule.filter(pl.col("code") == code).row(0, named=True)


def test_hit_miss_false_alarm() -> None:
    """A slow series is caught every year, a sudden rescue is a false alarm, a collapse at the end is a miss."""
    found = run(slow=SLOW, fast=FAST, sudden=SUDDEN, collapse=COLLAPSE)
    hard = line(found, "orange")
    assert (hard["hits"], hard["misses"], hard["false_alarms"], hard["quiet"]) == (4, 4, 4, 4)
    assert (hard["precision"], hard["recall"], hard["false_alarm_rate"]) == (0.5, 0.5, 0.5)
    assert hard["precision_lo"] < 0.5 < hard["precision_hi"]
    assert (hard["targets_missed"], hard["targets_warned"], hard["lead_mean"]) == (2, 1, 4.0)
    outcome = dict(found.by_target.select("region", "outcome").iter_rows())
    assert outcome == {"slow": "命中", "sudden": "误报", "collapse": "漏报", "fast": "未预警且达标"}
    yearly = found.cases.filter(pl.col("region") == "slow")
    assert yearly["outcome"].to_list() == ["命中"] * 4
    assert yearly["lead"].to_list() == [4, 3, 2, 1]
    assert set(yearly["colour"]) <= {"red", "orange"}
    lead = dict(found.by_target.select("region", "lead").iter_rows())
    assert lead["slow"] == 4


def test_rules_add_up_by_colour() -> None:
    """A colour counts itself and graver ones, so hits never fall from red to blue, and any equals blue and above."""
    found = run(slow=SLOW, fast=FAST, sudden=SUDDEN, collapse=COLLAPSE)
    colours = found.by_rule.filter(pl.col("scope") == "colour")
    assert colours["hits"].is_sorted()
    assert line(found, "any")["hits"] == line(found, "blue")["hits"]


def test_missing_truth_is_counted_apart() -> None:
    """A last value that never came is neither hit nor miss; the notes say so."""
    found = run(slow=[*SLOW[:-1], None], fast=FAST)
    assert line(found, "any")["without_truth"] == 4
    assert (line(found, "any")["hits"], line(found, "any")["misses"]) == (0, 0)
    assert any("已到期但到期年份的数据尚未取得" in note for note in found.notes)


def test_deadline_ahead_is_counted_apart() -> None:
    """Nothing is known of a target that is not due."""
    found = backtest(observations(slow=SLOW), targets(deadline=2030), years=[2023, 2024])
    assert line(found, "any")["without_truth"] == 2
    assert found.cases["outcome"].to_list() == [None, None]
    assert line(found, "any")["precision"] is None
    assert any("尚未到期" in note for note in found.notes)
    assert any("只能看出会发出多少预警" in note for note in found.notes)


def test_years_outside_the_plan_are_left_out() -> None:
    """Up to the base year and from the deadline on nothing is forecast, so nothing is counted."""
    found = backtest(observations(slow=SLOW), targets(), years=range(2018, 2027))
    assert found.cases["year"].to_list() == [2021, 2022, 2023, 2024]


def test_only_what_was_known_then() -> None:
    """A value accepted two years late is not used in the year it speaks of, and the notes say which it is."""
    plain = observations(slow=SLOW)
    in_time = backtest(plain.with_columns(known=pl.col("year") + 1), targets(), years=[2023])
    assert in_time.fired.equals(backtest(plain, targets(), years=[2023]).fired)
    late = plain.with_columns(known=pl.when(pl.col("year") == 2023).then(2026).otherwise(pl.col("year") + 1))
    without = plain.filter(pl.col("year") != 2023)
    assert backtest(late, targets(), years=[2023]).cases.equals(backtest(without, targets(), years=[2023]).cases)
    assert known_by(late, 2024)["year"].max() == 2022
    assert backtest(late, targets(), years=[2023]).notes[-1].startswith("按每个数当时是否已经取得来研判")


@pytest.mark.parametrize("years", [[], [2010]])
def test_no_years_no_counts(years: list[int]) -> None:
    """Without any year inside the plan all counts are zero and shares are null."""
    found = backtest(observations(slow=SLOW), targets(), years=years)
    assert found.cases.height == 0
    assert line(found, "any")["recall"] is None
