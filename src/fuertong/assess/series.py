"""Observations as series (时间序列): every point once, the points of a series side by side, in the order of names."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fuertong.assess.arrays import Bools, Floats, Ints
from fuertong.assess.cleaning import Flat
from fuertong.errors import FuertongError

KEYS = ("indicator", "breakdown", "region")
_NUMBERS = ("value", "numerator", "denominator", "splice")
_CLOSE = 3


@dataclass(frozen=True, slots=True)
class Series:
    """Points sorted by indicator, breakdown, region and year; `offsets[i]:offsets[i + 1]` are those of series i.

    `names` has one row a series: indicator, breakdown, region. Columns without any value are left out.
    """

    names: pl.DataFrame
    offsets: Ints
    year: Ints
    breaks: Bools | None
    numbers: dict[str, Floats]

    @classmethod
    def of(cls, observations: pl.DataFrame) -> "Series":
        """Gather the rows of a table into series; FuertongError when two rows share all keys and the year."""
        frame = observations.drop_nulls(["region", "indicator", "year"])
        keys = [key for key in KEYS if key in frame.columns]
        key, codebooks = _key(frame, keys)
        first, span = _years(frame["year"])
        place = key * span + frame["year"].to_numpy() - first
        order = _order(place)
        sorted_keys = key[order]
        starts = np.flatnonzero(np.diff(sorted_keys, prepend=sorted_keys[:1] - 1))
        kept = [name for name in _NUMBERS if name in frame.columns and frame[name].null_count() < frame.height]
        breaks = frame["break"].fill_null(False) if "break" in frame.columns else None
        return cls(
            names=_names(sorted_keys[starts], keys, codebooks),
            offsets=np.append(starts, order.size).astype(np.int64),
            year=frame["year"].to_numpy()[order],
            breaks=breaks.to_numpy()[order] if breaks is not None and breaks.any() else None,
            numbers={name: _floats(frame[name])[order] for name in kept},
        )

    def flat(self, index: Ints) -> Flat:
        """The points of the series at `index` (-1: none), one after the other."""
        known = index >= 0
        if not known.any():
            return self._at(slice(0, 0), np.zeros(0, dtype=np.int64))
        at = np.where(known, index, 0)
        starts = self.offsets[at]
        lengths = np.where(known, self.offsets[at + 1] - starts, 0)
        column = np.repeat(np.arange(index.size), lengths)
        if known.all() and (np.diff(index) == 1).all():
            return self._at(slice(int(starts[0]), int(starts[-1] + lengths[-1])), column)
        before = np.cumsum(lengths) - lengths
        return self._at(np.repeat(starts - before, lengths) + np.arange(column.size), column)

    def _at(self, rows: slice | Ints, column: Ints) -> Flat:
        numbers = {name: values[rows] for name, values in self.numbers.items()}
        value = numbers.pop("value", None)
        return Flat(
            column=column,
            year=self.year[rows],
            value=np.full(column.size, np.nan) if value is None else value,
            breaks=None if self.breaks is None else self.breaks[rows],
            **numbers,
        )


def _order(place: Ints) -> Ints:
    """The order that sorts the places, which must differ; by counting where they lie close together."""
    size = place.size
    top = int(place.max(initial=-1)) + 1
    if top <= _CLOSE * size:
        slots = np.full(top, -1, dtype=np.int64)
        slots[place] = np.arange(size)
        order = slots[slots >= 0]
        repeated = order.size < size
    else:
        order = np.argsort(place)
        ordered = place[order]
        repeated = bool((ordered[1:] == ordered[:-1]).any())
    if repeated:
        raise FuertongError("观测数据中同一地区、指标、分组和年份有两行。请删去重复的行后重试。")
    return order


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
    names = pl.DataFrame(columns) if columns else pl.DataFrame(schema=dict.fromkeys(KEYS, pl.String))
    return names if "breakdown" in names.columns else names.with_columns(breakdown=pl.lit(""))


def _floats(column: pl.Series) -> Floats:
    return column.fill_null(float("nan")).to_numpy() if column.null_count() else column.to_numpy()
