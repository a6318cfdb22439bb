"""Exact and score intervals (置信区间) of shares and rates: how much of a difference chance alone explains."""

import numpy as np
import numpy.typing as npt
from scipy import special

from fuertong.assess.arrays import Floats

Numbers = npt.ArrayLike
CONFIDENCE = 0.95


def share_interval(cases: Numbers, people: Numbers, *, confidence: float = CONFIDENCE) -> tuple[Floats, Floats]:
    """Clopper-Pearson: the exact binomial interval of cases/people as shares of 1; NaN without people."""
    x, n = _pair(cases, people)
    tail = (1 - confidence) / 2
    some, rest = x > 0, x < n
    low = np.where(some, special.betaincinv(np.where(some, x, 1.0), n - x + 1, tail), 0.0)
    high = np.where(rest, special.betaincinv(x + 1, np.where(rest, n - x, 1.0), 1 - tail), 1.0)
    known = (n > 0) & (x >= 0) & (x <= n)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def wilson_interval(cases: Numbers, people: Numbers, *, confidence: float = CONFIDENCE) -> tuple[Floats, Floats]:
    """Wilson's score interval of cases/people as shares of 1; used where differences of shares are compared."""
    x, n = _pair(cases, people)
    known = (n > 0) & (x >= 0) & (x <= n)
    size = np.where(known, n, 1.0)
    z = special.ndtri(0.5 + confidence / 2)
    p = x / size
    centre = (p + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * np.sqrt(np.maximum(p * (1 - p), 0.0) / size + z * z / (4 * size * size))
    low, high = np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def count_interval(events: Numbers, *, confidence: float = CONFIDENCE) -> tuple[Floats, Floats]:
    """Garwood: the exact Poisson interval of the expected number of events."""
    x = np.asarray(events, dtype=np.float64)
    tail = (1 - confidence) / 2
    low = np.where(x > 0, special.gammaincinv(np.where(x > 0, x, 1.0), tail), 0.0)
    high = special.gammaincinv(np.where(x >= 0, x, 0.0) + 1, 1 - tail)
    return np.where(x >= 0, low, np.nan), np.where(x >= 0, high, np.nan)


def share_difference(
    cases: tuple[Numbers, Numbers], people: tuple[Numbers, Numbers], *, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """Newcombe's interval of first share minus second share, from both Wilson intervals."""
    first, second = (_pair(x, n) for x, n in zip(cases, people, strict=True))
    p, q = (x / np.where(n > 0, n, np.nan) for x, n in (first, second))
    p_low, p_high = wilson_interval(*first, confidence=confidence)
    q_low, q_high = wilson_interval(*second, confidence=confidence)
    down = np.sqrt(np.square(p - p_low) + np.square(q_high - q))
    up = np.sqrt(np.square(p_high - p) + np.square(q - q_low))
    return p - q - down, p - q + up


def rates_differ_p(events: tuple[Numbers, Numbers], people: tuple[Numbers, Numbers]) -> Floats:
    """Two-sided exact p of two Poisson rates being one: given all events, the first's share of them is binomial."""
    a, b = (np.asarray(each, dtype=np.float64) for each in events)
    m, n = (np.asarray(each, dtype=np.float64) for each in people)
    known = (m > 0) & (n > 0) & (a >= 0) & (b >= 0)
    total = np.where(known, a + b, 0.0)
    share = np.where(known, m / np.where(known, m + n, 1.0), 0.5)
    at_most = special.bdtr(np.where(known, a, 0.0), total.astype(np.int64), share)
    below = np.where(a > 0, special.bdtr(np.maximum(a - 1, 0), total.astype(np.int64), share), 0.0)
    return np.where(known, np.minimum(1.0, 2 * np.minimum(at_most, 1 - below)), np.nan)


def _pair(first: Numbers, second: Numbers) -> tuple[Floats, Floats]:
    x, n = np.broadcast_arrays(np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64))
    return x, n
