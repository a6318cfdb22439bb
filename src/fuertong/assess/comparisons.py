"""Targets against another indicator (与另一指标比较): the yearly difference or ratio as a series of its own."""

import polars as pl

_ROUND = 10


def pair(observations: pl.LazyFrame, wanted: pl.DataFrame) -> pl.LazyFrame:
    """One row a target and region with the points of A - B as lists: A/B for ratios, |A - B| for a gap to close."""
    names = observations.collect_schema().names()
    seen = observations if "breakdown" in names else observations.with_columns(breakdown=pl.lit(""))
    seen = seen if "break" in names else seen.with_columns(pl.lit(False).alias("break"))
    seen = seen.select("region", "indicator", "breakdown", "year", "value", "break")
    targets = wanted.lazy().with_columns(pl.col("other_breakdown").fill_null(pl.col("breakdown")))
    first = _side(seen, targets.rename({"region": "place"}), "indicator", "breakdown")
    second = _side(seen, targets.rename({"region": "place"}), "other", "other_breakdown")
    both = first.join(second, on=["target", "parent", "region", "year"], suffix="_other", nulls_equal=True)
    gap = (
        pl.when(pl.col("mode") == "ratio")
        .then(pl.when(pl.col("value_other") > 0).then(pl.col("value") / pl.col("value_other")))
        .otherwise(pl.col("value") - pl.col("value_other"))
    )
    closing = pl.col("shrink") & (pl.col("mode") == "diff")
    points = both.with_columns(
        value=pl.when(closing).then(gap.abs()).otherwise(gap).round(_ROUND),
        **{"break": pl.col("break").fill_null(False) | pl.col("break_other").fill_null(False)},
    )
    series = points.group_by("target", "region", "parent").agg("year", "value", "break")
    present = first.select("target", "region", "parent").unique()
    placed = targets.filter(pl.col("region").is_not_null()).select("target", "region", "parent")
    every = pl.concat([present, placed]).unique()
    return every.join(series, on=["target", "region", "parent"], how="left", nulls_equal=True)


def _side(seen: pl.LazyFrame, targets: pl.LazyFrame, indicator: str, breakdown: str) -> pl.LazyFrame:
    """The valid points of one side of each comparison; negative codes are missing."""
    joined = targets.select("target", "parent", "place", "mode", "shrink", indicator, breakdown).join(
        seen, left_on=[indicator, breakdown], right_on=["indicator", "breakdown"]
    )
    here = pl.col("place").is_null() | (pl.col("place") == pl.col("region"))
    value = pl.when(pl.col("value") >= 0).then(pl.col("value"))
    return joined.filter(here).select("target", "parent", "region", "year", value, "break", "mode", "shrink")
