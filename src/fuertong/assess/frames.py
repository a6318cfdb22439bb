"""Judging tables (批量研判): observations and targets in, results out, as a lazy Polars plan around the kernel.

Each series is gathered once, paired with its targets and handed to the kernel in whole columns. Nothing depends on
the order of rows or on other series, so a partition of a cluster gives the same bits.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields

import numpy as np
import polars as pl

from fuertong.assess import comparisons, units
from fuertong.assess.arrays import Floats, Ints
from fuertong.assess.codes import DIRECTION_WORDS, SIGNALS, TargetType, flag_names
from fuertong.assess.kernel import Judged, judge
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.assess.rows import NO_YEAR
from fuertong.assess.series import Series
from fuertong.assess.tables import OBSERVATIONS, OBSERVATIONS_NEEDED, RESULT, TargetColumns, read_targets
from fuertong.errors import FuertongError

Frame = pl.DataFrame | pl.LazyFrame
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
    Collecting fails when two rows share region, indicator, breakdown and year. Sorted by target id and region.
    """
    wanted = read_targets(targets)
    seen = read_observations(observations)
    year = latest_year(seen) if as_of is None else as_of
    own, has_units = units.split(wanted, regions)
    judged = judge_lazily(seen, own, year, parameters)
    if not has_units:
        return judged.drop("parent")
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


def judge_lazily(observations: pl.LazyFrame, wanted: pl.DataFrame, as_of: int, parameters: Parameters) -> pl.LazyFrame:
    """The result rows of numbered targets, and `parent`, the region whose units are asked; one map over all columns."""
    return observations.map_batches(
        lambda frame: judge_table(frame, wanted, as_of, parameters),
        schema={**RESULT, "parent": pl.String()},
        predicate_pushdown=False,
        projection_pushdown=False,
        slice_pushdown=False,
    )


def judge_table(observations: pl.DataFrame, wanted: pl.DataFrame, as_of: int, parameters: Parameters) -> pl.DataFrame:
    """Judge a whole table in memory, sorted by target id and region."""
    compared = (wanted["type"] == TargetType.COMPARE.value).to_numpy()
    parts = []
    if not compared.all():
        series = Series.of(observations)
        parts.append(_judge(series, pair(series, wanted.filter(~compared)), wanted, as_of, parameters))
    if compared.any():
        against = wanted.filter(compared)
        series = Series.of(comparisons.differences(observations, against))
        pairs = pair(series, comparisons.as_series(against))
        parts.append(_judge(series, pairs, wanted, as_of, parameters))
    return parts[0] if len(parts) == 1 else pl.concat(parts).sort("id", "region")


def pair(series: Series, wanted: pl.DataFrame) -> pl.DataFrame:
    """One row a target and region, sorted by target id and region: target, series (null: no points), region, parent.

    Targets without region meet every series of their indicator; the others their own region, present or not.
    """
    targets = wanted.select("id", "target", "region", "parent", "indicator", "breakdown")
    known = series.names.with_row_index("series")
    keys = ["indicator", "breakdown"]
    everywhere = targets.filter(pl.col("region").is_null()).sort("id").drop("region")
    open_pairs = everywhere.join(known, on=keys, maintain_order="left_right")
    names = ("id", "target", "series", "region", "parent")
    if not targets["region"].null_count() < targets.height:
        return open_pairs.select(names)
    placed = targets.filter(pl.col("region").is_not_null()).join(known, on=[*keys, "region"], how="left")
    return pl.concat([open_pairs.select(names), placed.select(names)]).sort("id", "region")


def _judge(
    series: Series, pairs: pl.DataFrame, wanted: pl.DataFrame, as_of: int, parameters: Parameters
) -> pl.DataFrame:
    columns = TargetColumns.of(wanted)
    targets = pairs["target"].cast(pl.Int64).to_numpy()
    index = pairs["series"].cast(pl.Int64).fill_null(-1).to_numpy()

    def one(start: int) -> Judged:
        part = slice(start, start + _BATCH)
        return judge(columns.rows(targets[part], as_of), series.flat(index[part]), parameters)

    starts = range(0, pairs.height, _BATCH)
    with ThreadPoolExecutor(max_workers=max(1, min(len(starts), os.cpu_count() or 1))) as pool:
        judged = list(pool.map(one, starts))
    return _result(pairs, wanted, targets, judged, parameters)


def _result(
    pairs: pl.DataFrame, wanted: pl.DataFrame, targets: Ints, judged: list[Judged], parameters: Parameters
) -> pl.DataFrame:
    def joined(name: str) -> Floats:
        return np.concatenate([getattr(part, name) for part in judged]) if judged else np.zeros(0)

    out: dict[str, pl.Series] = {name: wanted[name].gather(targets) for name in _NAMES}
    out["region"], out["parent"] = pairs["region"], pairs["parent"]
    for name in (field.name for field in fields(Judged) if field.name not in _CODED):
        values = pl.Series(joined(name))
        kind = RESULT[name]
        out[name] = values.fill_nan(None).cast(kind) if values.dtype == pl.Float64 else values.cast(kind)
    out["cls"] = _words(joined("cls"), SIGNALS)
    out["direction_word"] = _words(joined("direction_word"), (None, *DIRECTION_WORDS[1:]))
    out["flags"] = _flag_lists(joined("flags").astype(np.int64))
    for name, source in (("year", "year"), ("base_year", "base_year"), ("x_ref", "year")):
        years = pl.Series(joined(source).astype(np.int64))
        out[name] = pl.select(pl.when(years != NO_YEAR).then(years).cast(pl.Int32)).to_series()
    out["method_version"] = pl.repeat(parameters.version, pairs.height, eager=True)
    filled = pl.DataFrame(out)
    empty = [pl.lit(None, dtype=kind).alias(name) for name, kind in RESULT.items() if name not in out]
    return filled.with_columns(*empty).select(*(pl.col(name).cast(kind) for name, kind in RESULT.items()), "parent")


def _words(codes: Floats, words: tuple[str | None, ...]) -> pl.Series:
    return pl.Series(list(words), dtype=pl.String).gather(codes.astype(np.int64))


def _flag_lists(masks: Ints) -> pl.Series:
    found, where = np.unique(masks, return_inverse=True)
    lists = pl.Series([flag_names(int(mask)) for mask in found], dtype=pl.List(pl.String))
    return lists.gather(where.astype(np.int64))
