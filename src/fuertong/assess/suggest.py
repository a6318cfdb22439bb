"""目标值测算: which value a series could reach by a deadline with a good, an even and a small chance (section 9a)."""

import numpy as np
import polars as pl
from scipy import special

from fuertong.assess.arrays import Bools, Floats, Ints, bools
from fuertong.assess.cleaning import Points, clean
from fuertong.assess.codes import BIT, LE, LT, RATE, Flag, flag_names
from fuertong.assess.evidence import is_stale
from fuertong.assess.forecast import fit, noise_floor, project
from fuertong.assess.frames import Frame, pair, read_observations
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.assess.rows import Rows
from fuertong.assess.series import Series
from fuertong.assess.sums import weigh
from fuertong.assess.tables import TargetColumns, read_targets
from fuertong.assess.transforms import back

_NOISE = 1e-9


def suggest(observations: Frame, targets: Frame, *, as_of: int, parameters: Parameters = DEFAULTS) -> pl.DataFrame:
    """For each target row (cmp, deadline; its value is not looked at) the values that P = .8 / .5 / .3 allow.

    Columns id, region, indicator, n, latest, flags, values (list, null with the reason in flags). Values are rounded
    to the printed precision in the safe direction; nothing of this enters `assess`.
    """
    wanted = read_targets(targets).with_columns(parent=pl.lit(None, dtype=pl.String)).with_row_index("target")
    series = Series.of(read_observations(observations).collect())
    pairs = pair(series, wanted)
    index = pairs["target"].cast(pl.Int64).to_numpy()
    rows = TargetColumns.of(wanted).rows(index, as_of)
    flat = series.flat(pairs["series"].cast(pl.Int64).fill_null(-1).to_numpy())
    with np.errstate(all="ignore"):
        rows, points = clean(rows, flat, parameters)
        values = _values(rows, points, parameters)
        bits, stopped = _flags(rows, points, parameters)
    return pl.DataFrame(
        {
            "id": wanted["id"].gather(index),
            "region": pairs["region"],
            "indicator": wanted["indicator"].gather(index),
            "n": points.n,
            "latest": pl.Series(points.latest).fill_nan(None),
            "flags": pl.Series([flag_names(int(mask)) for mask in bits], dtype=pl.List(pl.String)),
            "values": pl.Series(
                [None if stop else row for stop, row in zip(stopped, values.T.tolist(), strict=True)],
                dtype=pl.List(pl.Float64),
            ),
        }
    ).sort("id", "region")


def _values(rows: Rows, points: Points, parameters: Parameters) -> Floats:
    """One row a chance: z* = μ ∓ t·se on the scale of the values, rounded so that the chance is kept."""
    sums, _ = weigh(points.z, points.window, parameters.trend.year_weight)
    floor = noise_floor(rows, points.latest, points.value, points.births, points.window)
    trend = fit(sums, rows.kind, floor, parameters)
    years = np.maximum(rows.deadline - points.latest_year, 0).astype(np.float64)
    ahead = project(trend, rows.kind, years, parameters)
    at_most = (rows.cmp == LE) | (rows.cmp == LT)
    steps = np.power(10.0, rows.decimals)
    out = []
    for chance in parameters.suggest.chances:
        reach = special.stdtrit(trend.freedom.astype(np.float64), chance) * ahead.se
        value = back(ahead.mu + np.where(at_most, reach, -reach), rows.kind) * steps
        out.append(np.where(at_most, np.ceil(value - _NOISE), np.floor(value + _NOISE)) / steps)
    return np.array(out)


def _flags(rows: Rows, points: Points, parameters: Parameters) -> tuple[Ints, Bools]:
    """What stands beside the values, and where there is no value."""
    few = (points.n > 0) & (points.n < parameters.points.minimum)
    stale = is_stale(rows, points, parameters)
    small = _few_events(rows, points, parameters)
    ageing = (rows.limit - points.latest_year == parameters.points.ageing) & (rows.freq == 1)
    thin = (points.n >= parameters.points.minimum) & (points.n <= parameters.points.few)
    marks = {
        Flag.NO_DATA: points.n == 0,
        Flag.TOO_FEW: few,
        Flag.STALE: stale | (ageing & (points.n > 0)),
        Flag.SMALL: small,
        Flag.GAPS: points.gaps,
        Flag.BREAK: points.broken & (points.n > 0),
        Flag.FEW_POINTS: thin,
    }
    bits = np.zeros(points.n.size, dtype=np.int64)
    for flag, where in marks.items():
        bits |= np.where(where, BIT[flag], 0)
    return bits, (points.n == 0) | few | stale | small | (rows.deadline <= points.latest_year)


def _few_events(rows: Rows, points: Points, parameters: Parameters) -> Bools:
    """Rates whose events are too few: take the upper level's target."""
    if points.events is None or points.births is None:
        return np.zeros(points.n.size, dtype=np.bool_)
    known = points.window & ~np.isnan(points.events[: points.width])
    events = np.where(known, points.events[: points.width], 0.0).sum(axis=0)
    return bools((rows.kind == RATE) & known.any(axis=0) & (events < parameters.small.events))
