"""上升趋势减缓: whether the growth after the base year is slower than before it (section 9)."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from fuertong.assess.arrays import Bools, Floats, Ints
from fuertong.assess.cleaning import Points
from fuertong.assess.forecast import Trend, fit
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import Rows
from fuertong.assess.sums import Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowing:
    """P that the growth has slowed (where it has stopped: that it does not grow), and whether it has stopped.

    `enough`: both sides have points enough.
    """

    p: Floats
    stopped: Bools
    enough: Bools
    before: Floats
    after: Floats


def slowing(rows: Rows, points: Points, floor: Floats, parameters: Parameters) -> Slowing:
    """Compare the shrunken slopes before and after the base year, in the direction that must slow."""
    settings = parameters.slow
    base = rows.base_year
    sign = np.where(rows.direction != 0, rows.direction, np.where(np.abs(rows.polarity) == 1, -rows.polarity, 1))
    years = points.latest_year - np.arange(points.value.shape[0])[:, None]
    before = points.used & (years <= base) & (years >= base - settings.before)
    after = points.used & (years >= base)
    after &= np.cumsum(after, axis=0) <= settings.after_points
    fit_before, n_before = _side(rows, points, before, floor, parameters)
    fit_after, n_after = _side(rows, points, after, floor, parameters)
    difference = sign * (fit_before.slope - fit_after.slope)
    spread = np.sqrt(fit_before.slope_variance + fit_after.slope_variance)
    slower = special.stdtr(np.minimum(fit_before.freedom, fit_after.freedom).astype(np.float64), difference / spread)
    falling = -sign * fit_after.slope / np.sqrt(fit_after.slope_variance)
    stopped = sign * fit_after.raw_slope <= 0
    return Slowing(
        p=np.where(stopped, special.stdtr(fit_after.freedom.astype(np.float64), falling), slower),
        stopped=stopped,
        enough=(n_before >= settings.side_minimum) & (n_after >= settings.side_minimum),
        before=sign * fit_before.slope,
        after=sign * fit_after.slope,
    )


def _side(rows: Rows, points: Points, chosen: Bools, floor: Floats, parameters: Parameters) -> tuple[Trend, Ints]:
    n = np.zeros(chosen.shape[1], dtype=np.int64)
    s0, s1, s2, s11, s12, s22 = (np.zeros(chosen.shape[1]) for _ in range(6))
    for k in range(chosen.shape[0]):
        w = chosen[k].astype(np.float64)
        z = w * points.z[k]
        n = n + chosen[k]
        s0, s1, s2 = s0 + w, s1 - k * w, s2 + z
        s11, s12, s22 = s11 + k * k * w, s12 - k * z, s22 + z * points.z[k]
    sums = Sums(n=n, s0=s0, s1=s1, s2=s2, s11=s11, s12=s12, s22=s22)
    return fit(sums, rows.kind, floor, parameters), n
