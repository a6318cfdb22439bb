"""Observations as series (时间序列): every point once, the points of a series side by side, in the order of names."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fuertong.assess.arrays import Floats, Ints
from fuertong.assess.cleaning import Flat
from fuertong.errors import FuertongError

KEYS = ("indicator", "breakdown", "region")
_NUMBERS = ("value", "numerator", "denominator", "splice")


@dataclass(frozen=True, slots=True)
class Series:
    """Points sorted by indicator, breakdown, region and year; `offsets[i]:offsets[i + 1]` are those of series i.

    `names` has one row a series: indicator, breakdown, region and `rank`, the region's place in the order of names.
    """

    names: pl.DataFrame
    offsets: Ints
    points: pl.DataFrame

    @classmethod
    def of(cls, observations: pl.DataFrame) -> "Series":
        """Gather the rows of a table into series; FuertongError when two rows share all keys and the year."""
        frame = observations.drop_nulls(["region", "indicator", "year"])
        keys = [key for key in KEYS if key in frame.columns]
        key, codebooks = _key(frame, keys)
        kept = [name for name in frame.columns if name not in KEYS]
        kept = [name for name in kept if name == "year" or frame[name].null_count() < frame.height]
        first, span = _years(frame["year"])
        place = pl.Series("place", key * span + frame["year"].to_numpy() - first)
        points = frame.select(place, *kept).sort("place")
        del frame, key, place
        places = points["place"].to_numpy()
        if (places[1:] == places[:-1]).any():
            raise FuertongError("观测数据中同一地区、指标、分组和年份有两行。请删去重复的行后重试。")
        keys_sorted = places // span
        starts = np.flatnonzero(np.diff(keys_sorted, prepend=keys_sorted[:1] - 1))
        offsets = np.append(starts, points.height).astype(np.int64)
        return cls(_names(keys_sorted[starts], keys, codebooks), offsets, points.drop("place"))

    def flat(self, index: Ints) -> Flat:
        """The points of the series at `index` (-1: none), one after the other."""
        known = index >= 0
        at = np.where(known, index, 0)
        starts = self.offsets[at] if self.offsets.size > 1 else np.zeros(index.size, dtype=np.int64)
        lengths = np.where(known, self.offsets[at + 1] - starts, 0) if self.offsets.size > 1 else np.zeros_like(starts)
        column = np.repeat(np.arange(index.size), lengths)
        if known.all() and (np.diff(index) == 1).all() and index.size:
            rows = self.points[int(starts[0]) : int(starts[-1] + lengths[-1])]
        else:
            before = np.cumsum(lengths) - lengths
            rows = self.points[np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))]
        optional = {name: _floats(rows[name]) for name in _NUMBERS if name in rows.columns}
        value = optional.pop("value", None)
        return Flat(
            column=column,
            year=rows["year"].to_numpy(),
            value=np.full(column.size, np.nan) if value is None else value,
            breaks=rows["break"].fill_null(False).to_numpy() if "break" in rows.columns else None,
            **optional,
        )


def _key(frame: pl.DataFrame, keys: list[str]) -> tuple[Ints, dict[str, pl.Series]]:
    """One number a series, ordered as its names are, and the names behind each part of it."""
    codebooks: dict[str, pl.Series] = {}
    columns: dict[str, Ints] = {}
    coded = frame.lazy().select(pl.col(keys).cast(pl.Categorical)).collect()
    for name in keys:
        physical = coded[name]
        book = physical.unique().cast(pl.String).sort()
        codes = book.cast(pl.Categorical).to_physical().to_numpy()
        lookup = np.zeros(int(codes.max(initial=0)) + 1, dtype=np.int64)
        lookup[codes] = np.arange(len(book))
        columns[name] = lookup[physical.to_physical().to_numpy()]
        codebooks[name] = book
    key = np.zeros(frame.height, dtype=np.int64)
    for name in keys:
        key = key * max(len(codebooks[name]), 1) + columns.pop(name)
    return key, codebooks


def _years(year: pl.Series) -> tuple[int, int]:
    """The first year and the number of years from it to the last."""
    years = year.to_numpy()
    first = int(years.min(initial=9999))
    return first, max(int(years.max(initial=0)) - first + 1, 1)


def _names(keys: Ints, parts: list[str], codebooks: dict[str, pl.Series]) -> pl.DataFrame:
    columns: dict[str, pl.Series] = {}
    rest = keys
    for name in reversed(parts):
        size = max(len(codebooks[name]), 1)
        code = rest % size
        rest = rest // size
        columns[name] = codebooks[name].gather(pl.Series(code))
        if name == "region":
            columns["rank"] = pl.Series(code)
    names = pl.DataFrame(columns) if columns else pl.DataFrame(schema=dict.fromkeys(KEYS, pl.String))
    return names if "breakdown" in names.columns else names.with_columns(breakdown=pl.lit(""))


def _floats(column: pl.Series) -> Floats:
    return column.fill_null(float("nan")).to_numpy() if column.null_count() else column.to_numpy()
