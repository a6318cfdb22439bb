"""Small counts (小样本): rates made of few events, by a Gamma-Poisson model and exact intervals (section 7)."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from fuertong.assess.aims import Aim
from fuertong.assess.arrays import EPS, Bools, Floats, Ints, bools
from fuertong.assess.cleaning import Points
from fuertong.assess.codes import RATE
from fuertong.assess.forecast import damped_years
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import NO_YEAR, Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a small series says: forecast and range as rates, P of the published year, P of the underlying risk."""

    forecast: Floats
    lo: Floats
    hi: Floats
    p_year: Floats
    p_risk: Floats
    pooled: Floats
    pooled_lo: Floats
    pooled_hi: Floats
    pooled_events: Floats
    pooled_years: Floats
    events: Floats
    chance_found: Bools
    jumps: Bools


def is_small(rows: Rows, points: Points, aim: Aim, parameters: Parameters) -> Bools:
    """Rates with numerator and denominator whose events are few in all, or expected to be few at the target."""
    settings = parameters.small
    if points.events is None or points.births is None:
        return np.zeros(rows.kind.size, dtype=np.bool_)
    known = (rows.kind == RATE) & (points.births[0] > 0) & ~np.isnan(points.events[0]) & (points.n > 0)
    if not known.any():
        return bools(known)
    events = np.zeros(rows.kind.size)
    for k in range(points.width):
        here = points.window[k] & ~np.isnan(points.events[k])
        events = events + np.where(here, points.events[k], 0.0)
    target = np.where(np.isnan(aim.upper), aim.lower, aim.upper)
    expected = target * points.births[0] / rows.per
    return bools(known & ((events < settings.events) | (expected < settings.expected)))


def _pool(rows: Rows, points: Points, target: Floats, parameters: Parameters) -> tuple[Floats, Floats, Floats]:
    """Events, births and number of the last three years, of five where three expect too few events at the target."""
    settings = parameters.small
    short = _span(points, points.latest_year, settings.short_years)
    long = _span(points, points.latest_year, settings.long_years)
    use_long = target * short[1] / rows.per < settings.long_below
    years = np.where(use_long, float(settings.long_years), float(settings.short_years))
    return np.where(use_long, long[0], short[0]), np.where(use_long, long[1], short[1]), years


def _span(points: Points, end: Ints, years: int) -> tuple[Floats, Floats]:
    assert points.events is not None
    assert points.births is not None
    events, births = np.zeros(end.size), np.zeros(end.size)
    for k in range(points.value.shape[0]):
        year = points.latest_year - k
        here = (year <= end) & (year > end - years) & points.used[k]
        here &= (points.births[k] > 0) & ~np.isnan(points.events[k])
        events = events + np.where(here, points.events[k], 0.0)
        births = births + np.where(here, points.births[k], 0.0)
    return events, births


def pooled_base(rows: Rows, points: Points, base_year: Ints, parameters: Parameters) -> Floats:
    """The base value of a small series: the rate pooled over three to five years up to the base year."""
    unknown = np.full(rows.kind.size, np.nan)
    if points.events is None or points.births is None:
        return unknown
    reach = np.where(base_year == NO_YEAR, NO_YEAR, base_year)
    events, births = _span(points, reach, parameters.small.short_years)
    few = events < parameters.small.long_below
    longer = _span(points, reach, parameters.small.long_years)
    events, births = np.where(few, longer[0], events), np.where(few, longer[1], births)
    return np.where(births > 0, rows.per * events / np.where(births > 0, births, 1.0), unknown)


def judge_counts(rows: Rows, points: Points, aim: Aim, parameters: Parameters) -> Counts:
    """Judge the rows, all of them small counts (`is_small`)."""
    assert points.events is not None
    assert points.births is not None
    settings = parameters.small
    years = np.maximum(rows.deadline - points.latest_year, 0).astype(np.float64)
    deaths, births, mean_age = _discounted(points, settings.weight)
    slope = _slope(rows, points, parameters)
    factor = np.exp(slope * (damped_years(years, parameters) + mean_age))
    alpha = deaths + 0.5
    births_now = points.births[0]
    mean = births_now * factor
    p = births / (births + mean)
    tail = (1 - settings.confidence) / 2
    target = np.where(np.isnan(aim.upper), aim.lower, aim.upper)
    events, pooled_births, pooled_years = _pool(rows, points, target, parameters)
    per_birth = rows.per / pooled_births
    upper_tail = 0.5 + parameters.trend.interval / 2
    chance, jumps = _chance(points, parameters)
    return Counts(
        forecast=alpha / births * factor * rows.per,
        lo=_quantile(alpha, p, 1 - upper_tail) / births_now * rows.per,
        hi=_quantile(alpha, p, upper_tail) / births_now * rows.per,
        p_year=_year_meets(rows, aim, alpha, p, births_now),
        p_risk=_risk_meets(rows, aim, alpha, births / factor),
        pooled=events * per_birth,
        pooled_lo=np.where(events > 0, special.gammaincinv(np.maximum(events, 1e-12), tail), 0.0) * per_birth,
        pooled_hi=special.gammaincinv(events + 1, 1 - tail) * per_birth,
        pooled_events=events,
        pooled_years=pooled_years,
        events=points.events[0],
        chance_found=chance,
        jumps=jumps & ~chance,
    )


def _discounted(points: Points, weight: float) -> tuple[Floats, Floats, Floats]:
    """D, B and ā: events, births and mean age under the weights of section 7."""
    assert points.events is not None
    assert points.births is not None
    size = points.n.size
    deaths, births, aged = np.zeros(size), np.zeros(size), np.zeros(size)
    for k, here in enumerate(_counted(points)):
        w = np.where(here, weight**k, 0.0)
        b = w * np.where(here, points.births[k], 0.0)
        deaths = deaths + w * np.where(here, points.events[k], 0.0)
        births = births + b
        aged = aged + b * k
    return deaths, births, aged / births


def _counted(points: Points) -> list[Bools]:
    assert points.events is not None
    assert points.births is not None
    return [
        points.window[k] & (points.births[k] > 0) & ~np.isnan(points.events[k]) for k in range(points.window.shape[0])
    ]


def _slope(rows: Rows, points: Points, parameters: Parameters) -> Floats:
    """The yearly change of the log rate, drawn towards the parent's."""
    assert points.events is not None
    assert points.births is not None
    size = points.n.size
    q0, q1, q2, q11, q12 = (np.zeros(size) for _ in range(5))
    for k, here in enumerate(_counted(points)):
        d = np.where(here, points.events[k], 0.0)
        z = np.log((d + 0.5) / np.where(here, points.births[k], 1.0))
        q = np.where(here, (d + 0.5) * parameters.small.slope_weight**k, 0.0)
        q0, q1, q2 = q0 + q, q1 - k * q, q2 + q * z
        q11, q12 = q11 + k * k * q, q12 - k * q * z
    sxx = np.maximum(q11 - q1 * q1 / q0, 0.0)
    sxz = q12 - q2 * q1 / q0
    precision = 1 / np.square(parameters.plausible[RATE])
    parent = np.where(np.isnan(rows.parent_slope), 0.0, rows.parent_slope)
    return np.asarray((sxz + parent * precision) / (sxx + precision), dtype=np.float64)


def _year_meets(rows: Rows, aim: Aim, alpha: Floats, p: Floats, births: Floats) -> Floats:
    """P that the published rate of the deadline year meets the target (negative binomial)."""
    result = np.ones(alpha.size)
    upper, lower = ~np.isnan(aim.edge_upper), ~np.isnan(aim.edge_lower)
    most = np.floor(np.where(upper, aim.edge_upper, 0.0) * births / rows.per + EPS)
    result = np.where(upper, _cdf(most, alpha, p), result)
    least = np.ceil(np.where(lower, aim.edge_lower, 0.0) * births / rows.per - EPS)
    return np.where(lower, np.maximum(result - _cdf(least - 1, alpha, p), 0.0), result)


def _risk_meets(rows: Rows, aim: Aim, alpha: Floats, births: Floats) -> Floats:
    """P that the underlying risk meets the target (gamma)."""
    result = np.ones(alpha.size)
    upper, lower = ~np.isnan(aim.edge_upper), ~np.isnan(aim.edge_lower)
    high = np.maximum(np.where(upper, aim.edge_upper, 0.0), 0.0)
    result = np.where(upper, special.gammainc(alpha, births * high / rows.per), result)
    low = np.maximum(np.where(lower, aim.edge_lower, 0.0), 0.0)
    return np.where(lower, np.maximum(result - special.gammainc(alpha, births * low / rows.per), 0.0), result)


def _cdf(events: Floats, alpha: Floats, p: Floats) -> Floats:
    return np.where(events < 0, 0.0, special.betainc(alpha, np.maximum(events, 0.0) + 1, p))


def _quantile(alpha: Floats, p: Floats, share: float) -> Floats:
    """The smallest number of events whose cumulative probability reaches `share`."""
    low = np.full(alpha.size, -1.0)
    high = np.ones(alpha.size)
    while (short := _cdf(high, alpha, p) < share).any():
        low = np.where(short, high, low)
        high = np.where(short, high * 2, high)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        reached = _cdf(middle, alpha, p) >= share
        high = np.where(reached, middle, high)
        low = np.where(reached, low, middle)
    return high


def _chance(points: Points, parameters: Parameters) -> tuple[Bools, Bools]:
    """Whether events differ from births by more than chance, and whether the rate jumps, in the last years."""
    assert points.events is not None
    assert points.births is not None
    size = points.n.size
    counted = _counted(points)[: parameters.small.chance_years]
    events, births, m = np.zeros(size), np.zeros(size), np.zeros(size)
    for k, here in enumerate(counted):
        events = events + np.where(here, points.events[k], 0.0)
        births = births + np.where(here, points.births[k], 0.0)
        m = m + here
    rate = events / np.maximum(births, 1.0)
    square = np.zeros(size)
    jumps = np.zeros(size, dtype=np.bool_)
    newer = np.full(size, np.nan)
    for k, here in enumerate(counted):
        expected = np.where(here, points.births[k], 0.0) * rate
        off = np.where(here, points.events[k], 0.0) - expected
        square = square + np.where(expected > 0, np.square(off) / np.where(expected > 0, expected, 1.0), 0.0)
        value = points.value[k]
        change = np.abs(newer - value)
        jumps |= here & ~np.isnan(newer) & (value > 0) & (change > parameters.small.jump * value)
        newer = np.where(here, value, newer)
    freedom = np.maximum(m - 1, 1)
    limit = special.chdtri(freedom, 1 - parameters.small.chance_level)
    return (m > 1) & (square > limit), jumps
