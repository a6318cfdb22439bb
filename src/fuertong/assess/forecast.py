"""Trend, shrinkage and forecast (趋势、打折、预测): sections 4 and 5."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from fuertong.assess.arrays import Bools, Floats, Ints
from fuertong.assess.codes import PCT
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import Rows
from fuertong.assess.sums import Sums
from fuertong.assess.transforms import back, steepness


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The level of this year `level` (a), the yearly change before and after the discount, and their scatter."""

    level: Floats
    raw_slope: Floats
    slope: Floats
    discount: Floats
    variance: Floats
    slope_variance: Floats
    s0: Floats
    freedom: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Where the series will stand after h years: μ and its standard error on the z scale."""

    mu: Floats
    se: Floats


def noise_floor(rows: Rows, latest: Floats, shares: Floats, births: Floats | None, window: Bools) -> Floats:
    """The scatter that rounding and, for percentages with a denominator, sampling alone explain."""
    rounding = np.square(rows.unit / 2 * steepness(np.where(np.isnan(latest), 1.0, latest), rows.kind)) / 3
    if births is None:
        return rounding
    return np.maximum(rounding, _sampling(rows, shares, births, window))


def _sampling(rows: Rows, shares: Floats, births: Floats, window: Bools) -> Floats:
    """Mean of 1/(den·p(1-p)) over the points with a denominator."""
    mean, n = np.zeros(rows.kind.size), np.zeros(rows.kind.size)
    for k in range(window.shape[0]):
        known = window[k] & (births[k] > 0) & (rows.kind == PCT)
        people = np.where(known, births[k], 1.0)
        # Nobody or everybody: half a case off the bound, so that the variance stays finite.
        p = np.clip(np.where(known, shares[k] / 100, 0.5), 0.5 / (people + 1), 1 - 0.5 / (people + 1))
        mean = mean + np.where(known, 1 / (people * p * (1 - p)), 0.0)
        n = n + known
    return np.where(n > 0, mean / np.maximum(n, 1), 0.0)


def fit(sums: Sums, kind: Ints, floor: Floats, parameters: Parameters) -> Trend:
    """The shrunken weighted line through the points; with one point the prior alone."""
    settings = parameters.trend
    s0 = np.where(sums.s0 > 0, sums.s0, 1.0)
    mean_x, mean_z = sums.s1 / s0, sums.s2 / s0
    sxx = np.where(sums.n > 1, np.maximum(sums.s11 - sums.s1 * mean_x, 0.0), 0.0)
    sxz = sums.s12 - sums.s2 * mean_x
    szz = sums.s22 - sums.s2 * mean_z
    raw = np.where(sxx > 0, sxz / np.where(sxx > 0, sxx, 1.0), 0.0)
    sse = np.maximum(szz - raw * sxz, 0.0) * sums.n / s0
    spare = np.maximum(sums.n - 2, 0)
    prior = np.square(parameters.scatter[kind])
    variance = (settings.prior_weight * prior + sse) / (settings.prior_weight + spare)
    variance = np.maximum(variance, floor)
    kappa = variance / np.square(parameters.plausible[kind])
    discount = sxx / (sxx + kappa)
    slope = discount * raw
    return Trend(
        level=mean_z - slope * mean_x,
        raw_slope=raw,
        slope=slope,
        discount=discount,
        variance=variance,
        slope_variance=variance / (sxx + kappa),
        s0=s0,
        freedom=(spare + int(settings.prior_weight)).astype(np.int64),
    )


def damped_years(years: Floats, parameters: Parameters) -> Floats:
    """D: the years ahead with each further one counting less."""
    phi = parameters.trend.damping
    if phi == 1:
        return years
    return phi * (1 - np.power(phi, years)) / (1 - phi)


def project(trend: Trend, kind: Ints, years: Floats, parameters: Parameters) -> Forecast:
    """The forecast after `years` (h >= 0)."""
    settings = parameters.trend
    damped = damped_years(years, parameters)
    drift = np.square(settings.slope_drift * parameters.plausible[kind])
    level_part = trend.variance * (1 + 1 / trend.s0 + settings.random_walk * years)
    slope_part = (trend.slope_variance + drift) * np.square(damped)
    return Forecast(mu=trend.level + trend.slope * damped, se=np.sqrt(level_part + slope_part))


def interval(forecast: Forecast, trend: Trend, kind: Ints, parameters: Parameters) -> tuple[Floats, Floats]:
    """The interval of the forecast on the scale of the values."""
    upper = 0.5 + parameters.trend.interval / 2
    by_freedom = special.stdtrit(np.arange(1, int(trend.freedom.max(initial=1)) + 1, dtype=np.float64), upper)
    q = by_freedom[trend.freedom - 1]
    return back(forecast.mu - q * forecast.se, kind), back(forecast.mu + q * forecast.se, kind)
