"""Comparing regions honestly (地区比较): intervals, and groups inside which nothing is ranked.

Two regions are told apart only if their difference exceeds chance. From the best on, a group takes in every next
region that cannot be told apart from the group's first; inside a group regions stand by code, not by value.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fuertong.assess.arrays import Floats
from fuertong.assess.frames import Frame
from fuertong.assess.intervals import CONFIDENCE, count_interval, rates_differ_p, share_difference, share_interval
from fuertong.model.indicator import Kind, Polarity

COLUMNS = ("region", "value", "numerator", "denominator", "lo", "hi", "group")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionComparison:
    """`rows`: region, value, numerator, denominator, lo, hi, group (1 = best; null where chance is not known).

    Sorted by group, then by region code; regions without parts come last, sorted by code and never ranked. `groups` is
    their number: with one group no region can be told from another.
    """

    rows: pl.DataFrame
    groups: int
    confidence: float
    notes: list[str]


def compare_regions(
    observations: Frame,
    *,
    indicator: str,
    year: int,
    kind: str,
    per: float | None = None,
    polarity: str | None = None,
    breakdown: str = "",
    confidence: float = CONFIDENCE,
) -> RegionComparison:
    """The regions of one indicator and year with exact intervals and groups.

    `polarity` says which end is the best (up or down); for others the highest comes first and the notes say that no end
    is better. The level of each comparison is corrected for the number of pairs (Bonferroni).
    """
    rows = region_rows(observations, indicator=indicator, year=year, breakdown=breakdown)
    scale = 100.0 if kind == Kind.PCT else per
    usable = kind in (Kind.PCT, Kind.RATE) and scale is not None
    parts = pl.col("numerator").is_not_null() & (pl.col("denominator") > 0)
    if kind == Kind.PCT:
        parts &= pl.col("numerator") <= pl.col("denominator")
    known = rows.filter(parts) if usable else rows.head(0)
    rest = rows.join(known.select("region"), on="region", how="anti").sort("region")
    ranked = _grouped(_with_interval(known, kind, scale or 1.0, confidence), kind, polarity, confidence)
    empty = [pl.lit(None, dtype=pl.Float64).alias(name) for name in ("lo", "hi")]
    last = rest.with_columns(*empty, pl.lit(None, dtype=pl.Int64).alias("group")).select(COLUMNS)
    groups = int(ranked["group"].max() or 0) if ranked.height else 0  # type: ignore[arg-type]
    return RegionComparison(
        rows=pl.concat([ranked.select(COLUMNS), last]),
        groups=groups,
        confidence=confidence,
        notes=_notes(groups, ranked.height, last.height, polarity),
    )


def region_rows(observations: Frame, *, indicator: str, year: int, breakdown: str = "") -> pl.DataFrame:
    """region, value, numerator, denominator of one indicator, year and breakdown; values that are missing left out."""
    frame = observations.lazy()
    names = frame.collect_schema().names()
    if "breakdown" in names:
        frame = frame.filter(pl.col("breakdown").fill_null("") == breakdown)
    parts = [
        (pl.col(name) if name in names else pl.lit(None)).cast(pl.Float64).alias(name)
        for name in ("value", "numerator", "denominator")
    ]
    here = frame.filter((pl.col("indicator") == indicator) & (pl.col("year") == year)).select("region", *parts)
    return here.drop_nulls("value").sort("region").collect()


def _with_interval(known: pl.DataFrame, kind: str, scale: float, confidence: float) -> pl.DataFrame:
    events, people = (known[name].to_numpy() for name in ("numerator", "denominator"))
    if kind == Kind.PCT:
        low, high = share_interval(events, people, confidence=confidence)
    else:
        low, high = (edge / people for edge in count_interval(events, confidence=confidence))
    return known.with_columns(pl.Series("lo", low * scale), pl.Series("hi", high * scale))


def _grouped(known: pl.DataFrame, kind: str, polarity: str | None, confidence: float) -> pl.DataFrame:
    best_first = known.with_columns(share=pl.col("numerator") / pl.col("denominator")).sort(
        "share", "region", descending=[polarity != Polarity.DOWN, False]
    )
    events, people = (best_first[name].to_numpy() for name in ("numerator", "denominator"))
    group = np.zeros(best_first.height, dtype=np.int64)
    first, number = 0, 1
    # The first is chosen for being the best, so all pairs count in the correction.
    pairs = best_first.height * (best_first.height - 1) // 2
    level = 1 - (1 - confidence) / max(pairs, 1)
    for place in range(best_first.height):
        if place > first and _differ(events, people, first, place, kind, level):
            first, number = place, number + 1
        group[place] = number
    return best_first.with_columns(pl.Series("group", group)).sort("group", "region")


def _differ(events: Floats, people: Floats, one: int, two: int, kind: str, confidence: float) -> bool:
    if kind == Kind.PCT:
        low, high = share_difference((events[one], events[two]), (people[one], people[two]), confidence=confidence)
        return bool(low > 0 or high < 0)
    p = rates_differ_p((events[one], events[two]), (people[one], people[two]))
    return bool(p < 1 - confidence)


def _notes(groups: int, ranked: int, rest: int, polarity: str | None) -> list[str]:
    notes = []
    if ranked and groups == 1:
        notes.append("各地区之间的差别都没有超出偶然，不能排名。")
    elif ranked:
        notes.append(f"按差别是否超出偶然分为{groups}组，组内地区不能分出先后，按代码排列。")
    if rest:
        notes.append(f"有{rest}个地区没有分子分母，不能判断差别是否超出偶然，列在最后，不排名。")
    if ranked and polarity not in (Polarity.UP, Polarity.DOWN):
        notes.append("该指标没有单一的好坏方向，第一组只表示数值最高，不表示最好。")
    return notes
