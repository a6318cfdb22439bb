"""Cleaning of a series (数据清理): missing codes, definition breaks, the window of years (method.md section 1)."""

from dataclasses import dataclass, replace

import numpy as np

from fuertong.assess.arrays import Bools, Floats, Ints, bools, count
from fuertong.assess.codes import COUNT, CUMULATIVE, PCT, RATE, RATIO
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import NO_YEAR, Rows
from fuertong.assess.transforms import back, forward

_NOISE = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """The points of a batch one after the other, each series by year; `column` says to which row each belongs.

    `numerator`, `denominator`, `breaks` and `splice` are None when the input has no such column.
    """

    column: Ints
    year: Ints
    value: Floats
    numerator: Floats | None = None
    denominator: Floats | None = None
    breaks: Bools | None = None
    splice: Floats | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Usable points: row k of each table is the year `latest_year - k`, NaN where nothing usable stands.

    `value` is on the present definition (older values moved where both definitions are known); `events` and
    `births` are numerator and denominator; `n`, `window` and `gaps` speak of the window only.
    """

    latest_year: Ints
    latest: Floats
    value: Floats
    z: Floats
    used: Bools
    window: Bools
    n: Ints
    gaps: Bools
    broken: Bools
    events: Floats | None
    births: Floats | None

    @property
    def width(self) -> int:
        """How many years back the window reaches."""
        return int(self.window.shape[0])


def clean(rows: Rows, flat: Flat, parameters: Parameters) -> tuple[Rows, Points]:
    """The usable points of each row, and the rows with kind ratio where a percentage exceeds 100."""
    size = rows.kind.size
    valid = _valid(rows, flat)
    rows = _printed_decimals(_natural_scale(rows, flat, valid), flat, valid, parameters.points.most_decimals)
    latest_year = np.full(size, NO_YEAR, dtype=np.int64)
    # The points of a series come in the order of years, so the last one assigned is the latest.
    latest_year[flat.column[valid]] = flat.year[valid]
    tables = _Tables.spread(flat, valid, latest_year, parameters.trend.window)
    value, used = tables.value, ~np.isnan(tables.value)
    cumulative = rows.type == CUMULATIVE
    if cumulative.any():
        value = _running_sum(rows, value, latest_year, cumulative)
        used = ~np.isnan(value)
    z = np.where(used, forward(np.where(used, value, 1.0), rows.kind), 0.0)
    broken = np.zeros(size, dtype=np.bool_)
    if tables.breaks is not None and tables.breaks.any():
        value, z, used, broken = _apply_breaks(rows, tables, value, z, used)
    window = used[: parameters.trend.window]
    n = count(window)
    oldest = window.shape[0] - 1 - window[::-1].argmax(axis=0)
    return rows, Points(
        latest_year=latest_year,
        latest=np.where(n > 0, value[0], np.nan),
        value=value,
        z=z,
        used=used,
        window=window,
        n=n,
        gaps=(n > 0) & (rows.freq == 1) & (oldest + 1 > n),
        broken=broken,
        events=tables.numerator,
        births=tables.denominator,
    )


def _valid(rows: Rows, flat: Flat) -> Bools:
    """Points with a value, not after the limit; negative codes (-2 没有开展) are missing where none can be negative."""
    kind = rows.kind[flat.column]
    coded = (flat.value < 0) & ((kind == PCT) | (kind == RATE) | (kind == COUNT))
    return bools(np.isfinite(flat.value) & ~coded & (flat.year <= rows.limit[flat.column]))


def _natural_scale(rows: Rows, flat: Flat, valid: Bools) -> Rows:
    """A percentage above 100 (毛入学率) is a ratio; it is never capped."""
    over = np.zeros(rows.kind.size, dtype=np.bool_)
    over[flat.column[valid & (flat.value > 100)]] = True
    over &= rows.kind == PCT
    return replace(rows, kind=np.where(over, RATIO, rows.kind)) if over.any() else rows


def _printed_decimals(rows: Rows, flat: Flat, valid: Bools, most: int) -> Rows:
    """Where no decimals are declared, as many as the values are printed with."""
    undeclared = rows.decimals < 0
    if not undeclared.any():
        return rows
    asked = valid & undeclared[flat.column]
    found = np.zeros(rows.kind.size, dtype=np.int64)
    values, column = np.abs(flat.value[asked]), flat.column[asked]
    for digits in range(1, most + 1):
        shorter = values * 10.0 ** (digits - 1)
        longer = np.abs(shorter - np.round(shorter)) > _NOISE * np.maximum(shorter, 1.0)
        values, column = values[longer], column[longer]
        found[column] = digits
    return replace(rows, decimals=np.where(undeclared, found, rows.decimals))


def _running_sum(rows: Rows, value: Floats, latest_year: Ints, cumulative: Bools) -> Floats:
    """规划期内累计: the sum since the base year in place of each year's value."""
    summed = value.copy()
    acc = np.zeros(latest_year.size)
    for k in range(value.shape[0] - 1, -1, -1):
        within = ~np.isnan(value[k]) & (latest_year - k > rows.base_year)
        acc = np.where(within, acc + np.where(within, value[k], 0.0), acc)
        summed[k] = np.where(cumulative, np.where(within, acc, np.nan), value[k])
    return summed


def _apply_breaks(
    rows: Rows, tables: "_Tables", value: Floats, z: Floats, used: Bools
) -> tuple[Floats, Floats, Bools, Bools]:
    """Cut before the last break without overlap; move older points where both definitions are known.

    A break reported for a year without a value still cuts off the years before it.
    """
    assert tables.breaks is not None
    splice = tables.splice if tables.splice is not None else np.full_like(value, np.nan)
    z, used, value = z.copy(), used.copy(), value.copy()
    shift = np.zeros(value.shape[1])
    cut = np.zeros(value.shape[1], dtype=np.bool_)
    for k in range(value.shape[0]):
        used[k] &= ~cut
        moved = used[k] & (shift != 0)
        z[k] = np.where(used[k], z[k] + shift, 0.0)
        if moved.any():
            value[k] = np.where(moved, back(z[k], rows.kind), value[k])
        linked = tables.breaks[k] & used[k] & np.isfinite(splice[k])
        if linked.any():
            old = forward(np.where(linked, splice[k], 1.0), rows.kind)
            shift = np.where(linked, z[k] - old, shift)
        cut |= tables.breaks[k] & ~linked
    return np.where(used, value, np.nan), z, used, bools(tables.breaks.any(axis=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """The points spread into tables aligned at the latest year."""

    value: Floats
    numerator: Floats | None
    denominator: Floats | None
    breaks: Bools | None
    splice: Floats | None

    @classmethod
    def spread(cls, flat: Flat, valid: Bools, latest_year: Ints, window: int) -> "_Tables":
        back_to = latest_year[flat.column] - flat.year
        kept = valid & (back_to >= 0)
        depth = max(window, int(back_to[kept].max(initial=0)) + 1)
        shape = (depth, latest_year.size)
        row, column = back_to[kept], flat.column[kept]

        def table(source: Floats | None) -> Floats | None:
            if source is None or not np.isfinite(source).any():
                return None
            filled = np.full(shape, np.nan)
            filled[row, column] = source[kept]
            return filled

        value = np.full(shape, np.nan)
        value[row, column] = flat.value[kept]
        breaks = None
        if flat.breaks is not None and flat.breaks.any():
            marked = flat.breaks & (back_to >= 0) & (back_to < depth)
            breaks = np.zeros(shape, dtype=np.bool_)
            breaks[back_to[marked], flat.column[marked]] = True
        return cls(
            value=value,
            numerator=table(flat.numerator),
            denominator=table(flat.denominator),
            breaks=breaks,
            splice=table(flat.splice),
        )
