"""Gaps (差距): between sexes, town and country, and regions, year by year, with what chance explains and the trend.

The trend of a gap is judged by the kernel: a gap between two groups as a comparing target that should shrink, the
spread of regions as a series of its own.
"""

from dataclasses import dataclass
from typing import Any

import polars as pl

from fuertong.assess.frames import Frame, assess
from fuertong.assess.intervals import CONFIDENCE, share_difference
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.errors import FuertongError
from fuertong.model.indicator import Kind

DIMENSIONS = {
    "sex": ("sex=M", "sex=F"),
    "residence": ("residence=urban", "residence=rural"),
}
_LABELS = {"sex": ("男", "女"), "residence": ("城镇", "农村")}
_LEAST_REGIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """`years`: year, first, second, gap (first minus second), lo, hi, told_apart (null where parts are unknown).

    `labels` name first and second. `trend` is the result row of the kernel for 差距缩小 since the base year (its
    direction_word: 方向符合 means narrower), None without two years.
    """

    years: pl.DataFrame
    labels: tuple[str, str]
    trend: dict[str, Any] | None
    notes: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """`years`: year, regions, highest, lowest, range, ratio, sd, chance_sd, real_sd of the regions seen in every year.

    `chance_sd` is the spread that sampling alone would give, `real_sd` what remains (0 when chance explains all); null
    where parts are unknown. `trend` judges whether the range narrows.
    """

    years: pl.DataFrame
    trend: dict[str, Any] | None
    notes: list[str]


def group_gap(
    observations: Frame,
    *,
    indicator: str,
    region: str,
    dimension: str,
    kind: str,
    base_year: int,
    deadline: int,
    as_of: int,
    confidence: float = CONFIDENCE,
    parameters: Parameters = DEFAULTS,
) -> Gap:
    """The gap between the two groups of `dimension` (sex, residence) in one region, and whether it narrows."""
    if dimension not in DIMENSIONS:
        raise FuertongError(f"没有分组维度{dimension}。可选：{'、'.join(DIMENSIONS)}。")
    sides = DIMENSIONS[dimension]
    seen = _plain(observations).filter((pl.col("indicator") == indicator) & (pl.col("region") == region))
    first, second = (
        seen.filter(pl.col("breakdown") == side).drop("breakdown", "indicator", "region") for side in sides
    )
    both = first.join(second, on="year", suffix="_2").filter(pl.col("year") <= as_of).sort("year")
    target: dict[str, Any] = {
        "id": "gap",
        "indicator": indicator,
        "breakdown": sides[0],
        "other": indicator,
        "other_breakdown": sides[1],
    }
    target |= {"type": "compare", "mode": "diff", "shrink": True, "region": region, "kind": "compare"}
    target |= {"base_year": base_year, "deadline": deadline}
    trend = _judge(seen, target, as_of, parameters) if both.height > 1 else None
    years = _with_noise(both, kind, confidence)
    return Gap(years=years, labels=_LABELS[dimension], trend=trend, notes=_gap_notes(years, _LABELS[dimension]))


def region_gap(
    observations: Frame,
    *,
    indicator: str,
    kind: str,
    base_year: int,
    deadline: int,
    as_of: int,
    per: float | None = None,
    breakdown: str = "",
    parameters: Parameters = DEFAULTS,
) -> Spread:
    """How far the regions lie apart each year, among the regions that have a value in every year since the base."""
    seen = _plain(observations).filter((pl.col("indicator") == indicator) & (pl.col("breakdown") == breakdown))
    seen = seen.filter(pl.col("year").is_between(base_year, as_of))
    wanted = seen["year"].n_unique()
    steady = seen.group_by("region").agg(pl.col("year").n_unique().alias("n")).filter(pl.col("n") == wanted)
    same = seen.join(steady.select("region"), on="region", how="semi")
    left_out = seen["region"].n_unique() - steady.height
    scale = 100.0 if kind == Kind.PCT else per
    years = _spread(same, kind, scale)
    trend = None
    if years.height > 1 and steady.height >= _LEAST_REGIONS:
        series = years.select(
            region=pl.lit("all"), indicator=pl.lit("spread"), year="year", value=pl.col("range").round(10)
        )
        target = {"id": "spread", "indicator": "spread", "kind": "ratio", "type": "trend", "direction": "down"}
        trend = _judge(series, target | {"base_year": base_year, "deadline": deadline}, as_of, parameters)
    return Spread(years=years, trend=trend, notes=_spread_notes(years, steady.height, left_out))


def _plain(observations: Frame) -> pl.DataFrame:
    frame = observations.lazy()
    names = frame.collect_schema().names()
    columns = {name: pl.Float64() for name in ("value", "numerator", "denominator")}
    found = [(pl.col(name) if name in names else pl.lit(None)).cast(kind).alias(name) for name, kind in columns.items()]
    breakdown = pl.col("breakdown").fill_null("") if "breakdown" in names else pl.lit("").alias("breakdown")
    return frame.select("region", "indicator", breakdown, "year", *found).drop_nulls("value").collect()


def _judge(seen: pl.DataFrame, target: dict[str, Any], as_of: int, parameters: Parameters) -> dict[str, Any]:
    table = pl.DataFrame([target], infer_schema_length=None)
    return assess(seen, table, as_of=as_of, parameters=parameters).collect().row(0, named=True)


def _with_noise(both: pl.DataFrame, kind: str, confidence: float) -> pl.DataFrame:
    low = high = pl.Series([None] * both.height, dtype=pl.Float64)
    if kind == Kind.PCT and both.height:
        events = (both["numerator"].to_numpy(), both["numerator_2"].to_numpy())
        people = (both["denominator"].to_numpy(), both["denominator_2"].to_numpy())
        edges = share_difference(events, people, confidence=confidence)
        low, high = (pl.Series(edge * 100).fill_nan(None) for edge in edges)
    found = both.select("year", first="value", second="value_2").with_columns(
        gap=(pl.col("first") - pl.col("second")).round(10), lo=low, hi=high
    )
    return found.with_columns(told_apart=(pl.col("lo") > 0) | (pl.col("hi") < 0))


def _spread(same: pl.DataFrame, kind: str, scale: float | None) -> pl.DataFrame:
    share = pl.col("numerator") / pl.col("denominator")
    known = (pl.col("denominator") > 0) & pl.col("numerator").is_not_null()
    pct = share * (1 - share) / pl.col("denominator") * 100.0**2
    rate = pl.col("numerator") / pl.col("denominator").pow(2) * (scale or 1.0) ** 2
    noise = {Kind.PCT.value: pct, Kind.RATE.value: rate}.get(kind, pl.lit(None, dtype=pl.Float64))
    if scale is None:
        noise = pl.lit(None, dtype=pl.Float64)
    by_year = (
        same.with_columns(noise=pl.when(known).then(noise))
        .group_by("year")
        .agg(
            regions=pl.len(),
            highest=pl.col("value").max(),
            lowest=pl.col("value").min(),
            sd=pl.col("value").std(),
            noise=pl.when(pl.col("noise").null_count() == 0).then(pl.col("noise").mean()),
        )
    )
    return (
        by_year.with_columns(
            range=(pl.col("highest") - pl.col("lowest")).round(10),
            ratio=pl.when(pl.col("lowest") > 0).then(pl.col("highest") / pl.col("lowest")),
            chance_sd=pl.col("noise").sqrt(),
            real_sd=pl.max_horizontal(pl.col("sd").pow(2) - pl.col("noise"), pl.lit(0.0)).sqrt(),
        )
        .with_columns(real_sd=pl.when(pl.col("noise").is_not_null()).then("real_sd"))
        .drop("noise")
        .sort("year")
    )


def _gap_notes(years: pl.DataFrame, labels: tuple[str, str]) -> list[str]:
    if not years.height:
        return [f"{labels[0]}、{labels[1]}没有同一年份的数，无法计算差距。"]
    last = years.row(-1, named=True)
    if last["told_apart"] is None:
        return ["没有分子分母，不能判断差距是否超出偶然。"]
    if last["told_apart"]:
        return [f"{last['year']}年{labels[0]}、{labels[1]}之间的差距超出偶然。"]
    return [f"{last['year']}年{labels[0]}、{labels[1]}之间的差距没有超出偶然，不能说哪一方更高。"]


def _spread_notes(years: pl.DataFrame, regions: int, left_out: int) -> list[str]:
    notes = [f"只比较每年都有数的{regions}个地区。"] if left_out else []
    if left_out:
        notes.append(f"有{left_out}个地区缺少部分年份的数，未列入，以免差距因地区增减而变化。")
    if regions < _LEAST_REGIONS:
        notes.append(f"每年都有数的地区不足{_LEAST_REGIONS}个，不判断差距的变化。")
    if years.height and years["real_sd"][-1] == 0:
        notes.append("最近一年各地的差别用偶然就能解释。")
    return notes
