"""Comparing regions: what chance explains is not ranked; gaps between groups and regions with their trend."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats

from fuertong.assess.funnel import funnel
from fuertong.assess.gaps import group_gap, region_gap
from fuertong.assess.region_groups import compare_regions
from fuertong.errors import FuertongError


def places(*parts: tuple[float | None, float | None], scale: float = 100.0) -> pl.DataFrame:
    rows = [
        {"region": f"{place:02d}", "indicator": "i", "year": 2025, "numerator": x, "denominator": n}
        | {"value": 50.0 if x is None or not n else round(x / n * scale, 2)}
        for place, (x, n) in enumerate(parts)
    ]
    schema = {"region": pl.String, "indicator": pl.String, "year": pl.Int32, "numerator": pl.Float64}
    return pl.DataFrame(rows, schema=schema | {"denominator": pl.Float64, "value": pl.Float64})


def grouped(frame: pl.DataFrame, **changes: Any) -> dict[str, int | None]:
    arguments: dict[str, Any] = {"indicator": "i", "year": 2025, "kind": "pct", "polarity": "up"} | changes
    return dict(compare_regions(frame, **arguments).rows.select("region", "group").iter_rows())


def test_what_cannot_be_told_apart_is_not_ranked() -> None:
    """90, 88 and 91 of 100 are one group in the order of codes; 400 of 1000 is another."""
    found = compare_regions(
        places((90, 100), (400, 1000), (88, 100), (91, 100)), indicator="i", year=2025, kind="pct", polarity="up"
    )
    assert found.rows["region"].to_list() == ["00", "02", "03", "01"]
    assert found.rows["group"].to_list() == [1, 1, 1, 2]
    assert found.groups == 2
    assert "组内地区不能分出先后" in found.notes[0]
    low, high = found.rows["lo"][3], found.rows["hi"][3]
    expected = stats.binomtest(400, 1000).proportion_ci(method="exact")
    assert (low, high) == pytest.approx((100 * expected.low, 100 * expected.high))


def test_best_end_follows_polarity() -> None:
    """Where low is good the lowest comes first; without direction the notes say that no end is better."""
    frame = places((10, 1000), (100, 1000), scale=1000)
    assert grouped(frame, polarity="down") == {"00": 1, "01": 2}
    assert grouped(frame) == {"00": 2, "01": 1}
    note = compare_regions(frame, indicator="i", year=2025, kind="pct", polarity="two_sided").notes[-1]
    assert "不表示最好" in note


def test_rates_of_few_events_are_one_group() -> None:
    """0, 1 and 2 deaths among a few thousand births: nothing can be said; 200 among as many can."""
    few = places((0, 2000), (1, 3000), (2, 2500), scale=1e5)
    assert set(grouped(few, kind="rate", per=1e5, polarity="down").values()) == {1}
    many = places((0, 2000), (1, 3000), (200, 2500), scale=1e5)
    assert grouped(many, kind="rate", per=1e5, polarity="down") == {"00": 1, "01": 1, "02": 2}


def test_unknown_parts_are_never_ranked() -> None:
    """Without numerator and denominator a region stands last, without group and interval; so do other scales."""
    found = compare_regions(places((None, None), (50, 100)), indicator="i", year=2025, kind="pct", polarity="up")
    assert found.rows["region"].to_list() == ["01", "00"]
    assert found.rows["group"].to_list() == [1, None]
    assert "列在最后" in found.notes[1]
    years = compare_regions(places((1, 2), (3, 4)), indicator="i", year=2025, kind="years")
    assert (years.groups, years.rows["group"].null_count()) == (0, 2)


def test_chance_alone_rarely_makes_groups() -> None:
    """Sixteen places with one true level fall apart in less than one list of ten."""
    rng = np.random.default_rng(5)
    apart = 0
    for _ in range(60):
        frame = places(*[(float(x), 400.0) for x in rng.binomial(400, 0.8, 16)])
        apart += len(set(grouped(frame).values())) > 1
    assert apart <= 6


def test_funnel_limits_are_exact_quantiles() -> None:
    """At the common level and the denominator of each place; a small place has wide limits."""
    found = funnel(places((75, 100), (820, 1000), (8, 10), (600, 1000)), kind="pct")
    assert found is not None
    level = (75 + 820 + 8 + 600) / 2110
    row = found.points.row(0, named=True)
    assert row["lo95"] == pytest.approx(stats.binom.ppf(0.025, 100, level))
    assert row["hi998"] == pytest.approx(stats.binom.ppf(0.999, 100, level))
    zones = dict(found.points.select("region", "zone").iter_rows())
    assert zones == {"00": "inside", "01": "alarm", "02": "inside", "03": "alarm"}
    assert found.points["side"].to_list() == ["above", "above", "above", "below"]
    assert found.curve["denominator"].is_sorted()
    assert found.centre == pytest.approx(100 * level)


def test_funnel_notes_overdispersion() -> None:
    """Places that differ by more than chance: said, and limits widened; equal places: not."""
    rng = np.random.default_rng(3)
    spread = [(float(rng.binomial(2000, p)), 2000.0) for p in rng.uniform(0.6, 0.9, 12)]
    over = funnel(places(*spread), kind="pct")
    assert over is not None
    assert over.overdispersed
    assert over.dispersion > 10
    assert (over.points["zone"] == "alarm").sum() > (over.points["zone_adjusted"] == "alarm").sum()
    even = funnel(places(*[(float(rng.binomial(2000, 0.8)), 2000.0) for _ in range(12)]), kind="pct")
    assert even is not None
    assert not even.overdispersed
    assert even.points["zone"].to_list() == even.points["zone_adjusted"].to_list()


def test_funnel_of_rates_and_without_parts() -> None:
    """Poisson limits for rates; a note for regions without parts and for few events; nothing to draw with one place."""
    found = funnel(places((0, 2000), (3, 2500), (None, None), scale=1e5), kind="rate", per=1e5)
    assert found is not None
    assert found.points["lo95"].to_list() == [0.0, 0.0]
    assert any("没有分子分母" in note for note in found.notes)
    assert any("事件总数很少" in note for note in found.notes)
    assert funnel(places((1, 10)), kind="pct") is None
    assert funnel(places((1, 10), (2, 10)), kind="years") is None


def two_groups(*years: tuple[int, float, float], people: float | None = 500.0) -> pl.DataFrame:
    rows = [
        {"region": "r", "indicator": "i", "breakdown": breakdown, "year": year, "value": value}
        | {"numerator": None if people is None else value / 100 * people, "denominator": people}
        for year, *values in years
        for breakdown, value in zip(("sex=M", "sex=F"), values, strict=True)
    ]
    return pl.DataFrame(rows, schema_overrides={"numerator": pl.Float64, "denominator": pl.Float64})


GAP: dict[str, Any] = {"indicator": "i", "kind": "pct", "base_year": 2020, "deadline": 2030, "as_of": 2025}


def test_gender_gap_with_chance_and_trend() -> None:
    """20 points narrow to 10 points: told apart each year, direction fits."""
    frame = two_groups((2020, 80, 60), (2022, 82, 65), (2024, 84, 72), (2025, 85, 75))
    found = group_gap(frame, region="r", dimension="sex", **GAP)
    assert found.labels == ("男", "女")
    assert found.years["gap"].to_list() == [20.0, 17.0, 12.0, 10.0]
    assert found.years["told_apart"].all()
    assert found.trend is not None
    assert found.trend["direction_word"] == "方向符合"
    assert found.notes == ["2025年男、女之间的差距超出偶然。"]


def test_small_gap_is_not_told_apart() -> None:
    """Two points among 500 people each are chance; without parts nothing is said; without a year in common neither."""
    found = group_gap(two_groups((2024, 81, 80), (2025, 82, 80)), region="r", dimension="sex", **GAP)
    assert found.years["told_apart"].to_list() == [False, False]
    assert "不能说哪一方更高" in found.notes[0]
    unknown = group_gap(two_groups((2025, 82, 60), people=None), region="r", dimension="sex", **GAP)
    assert unknown.years["told_apart"].to_list() == [None]
    assert unknown.trend is None
    assert "不能判断" in unknown.notes[0]
    assert "没有同一年份的数" in group_gap(two_groups((2025, 1, 2)), region="x", dimension="sex", **GAP).notes[0]
    with pytest.raises(FuertongError, match="没有分组维度age"):
        group_gap(two_groups((2025, 1, 2)), region="r", dimension="age", **GAP)


def test_region_gap_compares_the_same_regions() -> None:
    """A region that comes and goes does not move the gap; the spread left after chance is given, and the trend."""
    frames = []
    for year, values in ((2020, (60, 70, 80)), (2023, (66, 73, 80)), (2025, (72, 76, 80))):
        frames.append(places(*[(value * 5.0, 500.0) for value in values]).with_columns(year=pl.lit(year, pl.Int32)))
    extra = places((10, 500)).with_columns(region=pl.lit("09"), year=pl.lit(2025, pl.Int32))
    found = region_gap(pl.concat([*frames, extra]), **GAP)
    assert found.years["range"].to_list() == [20.0, 14.0, 8.0]
    assert found.years["regions"].to_list() == [3, 3, 3]
    assert found.trend is not None
    assert found.trend["direction_word"] == "方向符合"
    last = found.years.row(-1, named=True)
    assert last["real_sd"] == pytest.approx((last["sd"] ** 2 - last["chance_sd"] ** 2) ** 0.5)
    assert any("有1个地区缺少部分年份" in note for note in found.notes)


def test_region_gap_explained_by_chance() -> None:
    """Nearly equal places: nothing remains after chance; two places are too few for a trend; years have no chance."""
    frame = pl.concat([places((80, 100), (81, 100)).with_columns(year=pl.lit(year, pl.Int32)) for year in (2020, 2025)])
    found = region_gap(frame, **GAP)
    assert found.years["real_sd"].to_list() == [0.0, 0.0]
    assert found.trend is None
    assert any("用偶然就能解释" in note for note in found.notes)
    assert region_gap(frame, **(GAP | {"kind": "years"})).years["chance_sd"].null_count() == 2
