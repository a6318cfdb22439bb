"""Targets against another indicator (与另一指标比较): the yearly difference or ratio as a series of its own."""

import polars as pl

_ROUND = 10


def differences(observations: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """Observations of A - B (A/B for ratios, |A - B| for a gap to close); the target's number is their indicator."""
    seen = observations.lazy()
    if "breakdown" not in observations.columns:
        seen = seen.with_columns(breakdown=pl.lit(""))
    if "break" not in observations.columns:
        seen = seen.with_columns(pl.lit(False).alias("break"))
    targets = wanted.lazy().with_columns(pl.col("other_breakdown").fill_null(pl.col("breakdown")))
    first = _side(seen, targets, "indicator", "breakdown")
    second = _side(seen, targets, "other", "other_breakdown")
    both = first.join(second, on=["target", "region", "year"], how="left", suffix="_other")
    ratio = pl.when(pl.col("value_other") > 0).then(pl.col("value") / pl.col("value_other"))
    mode = pl.col("mode").fill_null("diff")
    gap = pl.when(mode == "ratio").then(ratio).otherwise(pl.col("value") - pl.col("value_other"))
    closing = pl.col("shrink") & (mode == "diff")
    return both.select(
        "region",
        pl.col("target").cast(pl.String).alias("indicator"),
        "year",
        pl.when(closing).then(gap.abs()).otherwise(gap).round(_ROUND).alias("value"),
        pl.col("break").fill_null(False) | pl.col("break_other").fill_null(False),
    ).collect()


def as_series(wanted: pl.DataFrame) -> pl.DataFrame:
    """The comparing targets as targets on the series of `differences`."""
    return wanted.with_columns(indicator=pl.col("target").cast(pl.String), breakdown=pl.lit(""))


def _side(seen: pl.LazyFrame, targets: pl.LazyFrame, indicator: str, breakdown: str) -> pl.LazyFrame:
    """The points of one side of each comparison; negative codes are missing."""
    joined = targets.select("target", "mode", "shrink", pl.col("region").alias("place"), indicator, breakdown).join(
        seen, left_on=[indicator, breakdown], right_on=["indicator", "breakdown"]
    )
    here = pl.col("place").is_null() | (pl.col("place") == pl.col("region"))
    value = pl.when(pl.col("value") >= 0).then(pl.col("value"))
    return joined.filter(here).select("target", "region", "year", value, "break", "mode", "shrink")
