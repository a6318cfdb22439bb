"""Judging tables (批量研判): observations and targets in, results out, as one lazy Polars plan around the kernel.

The plan gathers each series once, pairs it with its targets and hands whole columns to the kernel. Nothing in it
depends on the order of rows or on other series, so a partition of a cluster gives the same bits.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields

import numpy as np
import polars as pl

from fuertong.assess import comparisons, units
from fuertong.assess.arrays import Floats, Ints
from fuertong.assess.cleaning import Flat
from fuertong.assess.codes import DIRECTION_WORDS, SIGNALS, TargetType, flag_names
from fuertong.assess.kernel import Judged, judge
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.assess.rows import NO_YEAR
from fuertong.assess.tables import OBSERVATIONS, OBSERVATIONS_NEEDED, RESULT, TargetColumns, read_targets
from fuertong.errors import FuertongError

Frame = pl.DataFrame | pl.LazyFrame
_LISTS = ("year", "value", "numerator", "denominator", "break", "splice")
_KEYS = ("region", "indicator", "breakdown")
_NAMES = ("id", "indicator", "breakdown", "type", "deadline")
_CODED = ("cls", "direction_word", "flags", "year", "base_year")
_BATCH = 16_384


def assess(
    observations: Frame,
    targets: Frame,
    *,
    as_of: int | None = None,
    parameters: Parameters = DEFAULTS,
    regions: Frame | None = None,
) -> pl.LazyFrame:
    """Judge every target in every region it holds for; columns of both tables and of the result as in decision D9.

    `as_of` is the data year (default: the largest year in the observations); `regions` (region, parent) gives the
    units of every-unit targets. A target without region is judged in each region that has rows of its indicator.
    Collecting raises FuertongError when two rows share region, indicator, breakdown and year.
    """
    wanted = read_targets(targets)
    seen = read_observations(observations)
    year = latest_year(seen) if as_of is None else as_of
    own, unit_rows = units.split(wanted, regions)
    judged = judge_series(gather(seen, own), wanted, year, parameters)
    if unit_rows is None:
        return judged.drop("parent").sort("id", "region")
    return units.combine(judged, wanted, year, parameters).sort("id", "region")


def read_observations(observations: Frame) -> pl.LazyFrame:
    """The observations with their known columns only, in the types of D9."""
    frame = observations.lazy()
    names = frame.collect_schema().names()
    missing = [name for name in OBSERVATIONS_NEEDED if name not in names]
    if missing:
        raise FuertongError(f"观测数据缺少列：{'、'.join(missing)}。请补上后重试。")
    return frame.select(pl.col(name).cast(kind) for name, kind in OBSERVATIONS.items() if name in names)


def latest_year(observations: pl.LazyFrame) -> int:
    """The largest year in the observations."""
    year = observations.select(pl.col("year").max()).collect().item()
    if year is None:
        raise FuertongError("观测数据中没有任何年份，无法确定数据年。请用--as-of给出数据年。")
    return int(year)


def gather(observations: pl.LazyFrame, wanted: pl.DataFrame) -> pl.LazyFrame:
    """One row a target and region: `target` (row of the target), region, parent, and the points as lists."""
    compared = wanted["type"] == TargetType.COMPARE.value
    parts = []
    if not compared.all():
        parts.append(_pair(_series(observations), wanted.filter(~compared)))
    if compared.any():
        parts.append(comparisons.pair(observations, wanted.filter(compared)))
    return _filled(pl.concat(parts, how="diagonal_relaxed")) if len(parts) > 1 else parts[0]


def _filled(series: pl.LazyFrame) -> pl.LazyFrame:
    """A list that one of the parts did not have gets as many nulls as there are years, so that all stay aligned."""
    size = pl.col("year").list.len()
    lists = [name for name in series.collect_schema().names() if name in _LISTS[1:]]
    return series.with_columns(
        pl.when(pl.col(name).is_null() & pl.col("year").is_not_null())
        .then(pl.lit(None, dtype=OBSERVATIONS[name]).repeat_by(size))
        .otherwise(pl.col(name))
        .alias(name)
        for name in lists
    )


def _series(observations: pl.LazyFrame) -> pl.LazyFrame:
    names = observations.collect_schema().names()
    keys = [key for key in _KEYS if key in names]
    lists = [name for name in _LISTS if name in names]
    grouped = observations.group_by(keys).agg(lists)
    return grouped if "breakdown" in names else grouped.with_columns(breakdown=pl.lit(""))


def _pair(series: pl.LazyFrame, wanted: pl.DataFrame) -> pl.LazyFrame:
    """Targets without region meet every series of their indicator; the others their own region, present or not."""
    keep = ["target", "region", "parent"]
    wanted = wanted.select(*keep, "indicator", "breakdown")
    everywhere = wanted.filter(pl.col("region").is_null()).lazy()
    placed = wanted.filter(pl.col("region").is_not_null()).lazy()
    lists = [name for name in series.collect_schema().names() if name in _LISTS]
    parts = []
    if wanted["region"].null_count():
        parts.append(everywhere.drop("region").join(series, on=["indicator", "breakdown"]).select(*keep, *lists))
    if wanted["region"].null_count() < wanted.height:
        parts.append(placed.join(series, on=list(_KEYS), how="left").select(*keep, *lists))
    return pl.concat(parts)


def gather_points(observations: pl.LazyFrame, wanted: pl.DataFrame) -> tuple[pl.DataFrame, Flat]:
    """The gathered series of a few targets with all their points, for what is computed beside judging."""
    frame = gather(observations, wanted).collect()
    return frame, _Lists(frame).flat(0, frame.height)


def judge_series(series: pl.LazyFrame, wanted: pl.DataFrame, as_of: int, parameters: Parameters) -> pl.LazyFrame:
    """The result rows (and `parent`) of gathered series."""
    columns = TargetColumns.of(wanted)
    names = wanted.select(_NAMES)

    def run(frame: pl.DataFrame) -> pl.DataFrame:
        return _judge_frame(frame.sort("target"), names, columns, as_of, parameters)

    return series.map_batches(
        run,
        schema={**RESULT, "parent": pl.String()},
        predicate_pushdown=False,
        projection_pushdown=False,
        slice_pushdown=False,
    )


def _judge_frame(
    frame: pl.DataFrame, names: pl.DataFrame, columns: TargetColumns, as_of: int, parameters: Parameters
) -> pl.DataFrame:
    targets = frame["target"].to_numpy().astype(np.int64)
    points = _Lists(frame)

    def one(part: tuple[int, int]) -> Judged:
        start, stop = part
        return judge(columns.rows(targets[start:stop], as_of), points.flat(start, stop), parameters)

    parts = list(_batches(frame.height))
    with ThreadPoolExecutor(max_workers=max(1, min(len(parts), os.cpu_count() or 1))) as pool:
        judged = list(pool.map(one, parts))
    return _result(frame, names, targets, judged, parameters)


def _batches(height: int) -> Iterator[tuple[int, int]]:
    for start in range(0, height, _BATCH):
        yield start, min(start + _BATCH, height)


class _Lists:
    """The list columns of the gathered series as flat arrays with offsets."""

    def __init__(self, frame: pl.DataFrame) -> None:
        lengths = frame["year"].list.len().fill_null(0).to_numpy().astype(np.int64)
        self.offsets: Ints = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
        some = frame.filter(pl.Series(lengths > 0)) if (lengths == 0).any() else frame
        self.arrays: dict[str, pl.Series] = {
            name: some[name].explode() if some.height else pl.Series(name, [], dtype=OBSERVATIONS[name])
            for name in _LISTS
            if name in frame.columns
        }
        self.optional = {name for name, column in self.arrays.items() if column.null_count() < len(column)}

    def flat(self, start: int, stop: int) -> Flat:
        """The points of rows start..stop."""
        first, last = int(self.offsets[start]), int(self.offsets[stop])
        lengths = np.diff(self.offsets[start : stop + 1])
        year = self.arrays["year"][first:last]
        return Flat(
            column=np.repeat(np.arange(stop - start), lengths),
            year=year.cast(pl.Int64).to_numpy(),
            value=self._floats("value", first, last),
            numerator=self._maybe("numerator", first, last),
            denominator=self._maybe("denominator", first, last),
            breaks=self.arrays["break"][first:last].fill_null(False).to_numpy() if "break" in self.optional else None,
            splice=self._maybe("splice", first, last),
        )

    def _maybe(self, name: str, first: int, last: int) -> Floats | None:
        return self._floats(name, first, last) if name in self.optional else None

    def _floats(self, name: str, first: int, last: int) -> Floats:
        return self.arrays[name][first:last].cast(pl.Float64).fill_null(float("nan")).to_numpy()


def _result(
    frame: pl.DataFrame, names: pl.DataFrame, targets: Ints, judged: list[Judged], parameters: Parameters
) -> pl.DataFrame:
    def joined(name: str) -> Floats:
        return np.concatenate([getattr(part, name) for part in judged]) if judged else np.zeros(0)

    out: dict[str, pl.Series] = {name: names[name].gather(targets) for name in _NAMES}
    out["region"], out["parent"] = frame["region"], frame["parent"]
    for name in (field.name for field in fields(Judged) if field.name not in _CODED):
        out[name] = pl.Series(joined(name).astype(np.float64)).fill_nan(None)
    out["cls"] = _words(joined("cls"), SIGNALS)
    out["direction_word"] = _words(joined("direction_word"), (None, *DIRECTION_WORDS[1:]))
    out["flags"] = _flag_lists(joined("flags").astype(np.int64))
    for name, source in (("year", "year"), ("base_year", "base_year"), ("x_ref", "year")):
        years = pl.Series(joined(source).astype(np.int64))
        out[name] = pl.select(pl.when(years != NO_YEAR).then(years)).to_series()
    filled = pl.DataFrame(out)
    empty = [pl.lit(None, dtype=kind).alias(name) for name, kind in RESULT.items() if name not in filled.columns]
    return (
        filled.with_columns(*empty)
        .with_columns(method_version=pl.lit(parameters.version))
        .select(*(pl.col(name).cast(kind) for name, kind in RESULT.items()), pl.col("parent").cast(pl.String))
    )


def _words(codes: Floats, words: tuple[str | None, ...]) -> pl.Series:
    return pl.Series(list(words), dtype=pl.String).gather(pl.Series(codes.astype(np.int64)))


def _flag_lists(masks: Ints) -> pl.Series:
    found, where = np.unique(masks, return_inverse=True)
    lists = pl.Series([flag_names(int(mask)) for mask in found], dtype=pl.List(pl.String))
    return lists.gather(pl.Series(where.astype(np.int64)))
