"""How much a series scatters (波动): volatile, one odd year, or only the swings of small numbers (section 8)."""

from dataclasses import dataclass

import numpy as np

from fuertong.assess.arrays import Bools, Floats, Ints, bools
from fuertong.assess.cleaning import Points
from fuertong.assess.codes import PCT, RATE
from fuertong.assess.forecast import fit, project
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import NO_YEAR, Rows
from fuertong.assess.sums import Sums
from fuertong.assess.transforms import steepness


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """Which of the three holds, and the odd year (NO_YEAR where there is none)."""

    volatile: Bools
    one_off: Bools
    small_swings: Bools
    odd_year: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Sums of an unweighted line, from which a point can be taken out."""

    n: Floats
    x: Floats
    z: Floats
    xx: Floats
    xz: Floats
    zz: Floats

    def coefficients(self) -> tuple[Floats, Floats]:
        n = np.maximum(self.n, 1.0)
        sxx = self.xx - self.x * self.x / n
        slope = np.where(sxx > 0, (self.xz - self.x * self.z / n) / np.where(sxx > 0, sxx, 1.0), 0.0)
        return (self.z - slope * self.x) / n, slope

    def residual_variance(self) -> Floats:
        n = np.maximum(self.n, 1.0)
        _, slope = self.coefficients()
        sse = (self.zz - self.z * self.z / n) - slope * (self.xz - self.x * self.z / n)
        return np.maximum(sse, 0.0) / np.maximum(self.n - 2, 1.0)

    def without(self, x: Floats, z: Floats, where: Bools) -> "_Line":
        out = where.astype(np.float64)
        return _Line(
            n=self.n - out,
            x=self.x - out * x,
            z=self.z - out * z,
            xx=self.xx - out * x * x,
            xz=self.xz - out * x * z,
            zz=self.zz - out * z * z,
        )


def scatter(rows: Rows, points: Points, parameters: Parameters) -> Scatter:
    """Compare the residual scatter of the last points with the limit of their kind."""
    settings = parameters.volatility
    chosen = _last(points.window, settings.points)
    # Deviations from the latest point keep the sums free of cancellation.
    z = points.z - points.z[0]
    line = _line(z, chosen)
    intercept, slope = line.coefficients()
    worst, worst_at = np.full(line.n.size, -1.0), np.zeros(line.n.size, dtype=np.int64)
    for k in range(chosen.shape[0]):
        off = np.where(chosen[k], np.abs(z[k] - (intercept - slope * k)), -1.0)
        worst_at = np.where(off > worst, k, worst_at)
        worst = np.maximum(worst, off)
    drop = line.n >= settings.drop_from
    odd_z = z[worst_at, np.arange(worst_at.size)]
    rest = line.without(-worst_at.astype(np.float64), odd_z, drop)
    mean = _mean(points.value, chosen)
    enough = line.n >= settings.minimum
    noise = _noise(rows, points, chosen, mean)
    limit = np.square(_limit(rows, mean, parameters))
    natural = np.where(rows.kind == PCT, 1 / np.square(steepness(mean, rows.kind)), 1.0)
    before, after = line.residual_variance() * natural, rest.residual_variance() * natural
    volatile = enough & (after - noise > limit)
    swings = enough & ~volatile & (after > limit)
    one_off = enough & ~volatile & (before - noise > limit) & ~swings
    odd_year = np.where(one_off & drop, points.latest_year - worst_at, NO_YEAR)
    return Scatter(volatile=volatile, one_off=one_off, small_swings=swings, odd_year=odd_year)


def is_suspect(rows: Rows, points: Points, earlier: Sums, floor: Floats, parameters: Parameters) -> Bools:
    """异常待核: the latest value lies far from the forecast of the earlier points."""
    behind = points.window[1:]
    distance = (behind.argmax(axis=0) + 1).astype(np.float64)
    moved = earlier.moved(-distance, parameters.trend.year_weight)
    trend = fit(moved, rows.kind, floor, parameters)
    ahead = project(trend, rows.kind, distance, parameters)
    off = np.abs(points.z[0] - ahead.mu)
    return bools((points.n >= parameters.volatility.minimum) & (off > parameters.volatility.suspect * ahead.se))


def _last(window: Bools, most: int) -> Bools:
    """The last `most` points of each column."""
    chosen = np.zeros_like(window)
    taken = np.zeros(window.shape[1], dtype=np.int64)
    for k in range(window.shape[0]):
        chosen[k] = window[k] & (taken < most)
        taken = taken + window[k]
    return chosen


def _line(z: Floats, chosen: Bools) -> _Line:
    n, sx, sz, sxx, sxz, szz = (np.zeros(z.shape[1]) for _ in range(6))
    for k in range(chosen.shape[0]):
        here = chosen[k].astype(np.float64)
        value = here * z[k]
        n, sx, sz = n + here, sx - k * here, sz + value
        sxx, sxz, szz = sxx + k * k * here, sxz - k * value, szz + value * z[k]
    return _Line(n=n, x=sx, z=sz, xx=sxx, xz=sxz, zz=szz)


def _mean(values: Floats, chosen: Bools) -> Floats:
    acc, n = np.zeros(values.shape[1]), np.zeros(values.shape[1])
    for k in range(chosen.shape[0]):
        here = chosen[k] & ~np.isnan(values[k])
        acc = acc + np.where(here, values[k], 0.0)
        n = n + here
    return acc / np.maximum(n, 1.0)


def _noise(rows: Rows, points: Points, chosen: Bools, mean: Floats) -> Floats:
    """The variance that sampling alone explains, in points (pct) or as a relative one (rate)."""
    noise = np.zeros(mean.size)
    if points.births is not None:
        people = _mean(points.births, chosen)
        known = (rows.kind == PCT) & (people > 0)
        noise = np.where(known, mean * (100 - mean) / np.where(known, people, 1.0), noise)
    if points.events is not None:
        events = _mean(points.events, chosen)
        known = (rows.kind == RATE) & (events > 0)
        noise = np.where(known, 1 / np.where(known, events, 1.0), noise)
    return noise


def _limit(rows: Rows, mean: Floats, parameters: Parameters) -> Floats:
    settings = parameters.volatility
    pct = np.clip(settings.pct_share * np.minimum(mean, 100 - mean), *settings.pct_range)
    return np.where(rows.kind == PCT, pct, parameters.volatile[rows.kind])
