"""How much a series scatters (波动): volatile, one odd year, or only the swings of small numbers (section 8)."""

from dataclasses import dataclass

import numpy as np

from fuertong.assess.arrays import Bools, Floats, Ints, bools
from fuertong.assess.cleaning import Points
from fuertong.assess.codes import PCT, RATE
from fuertong.assess.forecast import fit, noise_floor, project
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import NO_YEAR, Rows
from fuertong.assess.sums import Sums
from fuertong.assess.transforms import steepness

_TIE = 1e-9


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
    off = [np.where(chosen[k], np.abs(z[k] - (intercept - slope * k)), -1.0) for k in range(chosen.shape[0])]
    drop = line.n >= settings.drop_from
    rest, worst_at = _without_worst(line, z, off, drop)
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


def _without_worst(line: _Line, z: Floats, off: list[Floats], drop: Bools) -> tuple[_Line, Ints]:
    """The line without the point farthest from it; of two equally far the one whose loss leaves the straighter line."""
    most = np.max(off, axis=0)
    far = np.array(off) >= most * (1 - _TIE)
    newest, oldest = far.argmax(axis=0), far.shape[0] - 1 - far[::-1].argmax(axis=0)
    place = np.arange(newest.size)
    rest = line.without(-newest.astype(np.float64), z[newest, place], drop)
    if (newest == oldest).all():
        return rest, newest
    other = line.without(-oldest.astype(np.float64), z[oldest, place], drop)
    better = other.residual_variance() < rest.residual_variance() - _TIE
    chosen = {name: np.where(better, getattr(other, name), getattr(rest, name)) for name in _Line.__slots__}
    return _Line(**chosen), np.where(better, oldest, newest)


def is_suspect(rows: Rows, points: Points, earlier: Sums, parameters: Parameters) -> Bools:
    """异常待核: the latest value lies far from the forecast that the earlier points alone would have given."""
    behind = points.window.copy()
    behind[0] = False
    steps = behind.argmax(axis=0)
    before = points.value[steps, np.arange(steps.size)]
    floor = noise_floor(rows, before, points.value, points.births, behind)
    distance = np.maximum(steps, 1).astype(np.float64)
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
