"""Percentages of few people (小分母百分比): pooled share with its exact binomial interval (section 7)."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from fuertong.assess.aims import Aim
from fuertong.assess.arrays import Bools, Floats, bools
from fuertong.assess.cleaning import Points
from fuertong.assess.codes import PCT
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The pooled share (percent), whether it meets the target, and whether few cases stand on the wrong side."""

    pooled: Floats
    pooled_lo: Floats
    pooled_hi: Floats
    pooled_events: Floats
    pooled_years: Floats
    meets: Bools
    few_wrong: Bools


def is_small_share(rows: Rows, points: Points, parameters: Parameters) -> Bools:
    """Percentages whose denominator in the latest year is below the limit."""
    if points.births is None:
        return np.zeros(rows.kind.size, dtype=np.bool_)
    births = points.births[0]
    return bools((rows.kind == PCT) & (births > 0) & (births < parameters.small.share_denominator) & (points.n > 0))


def judge_shares(points: Points, aim: Aim, parameters: Parameters) -> Shares:
    """Pool three years, five where these hold too few people; a missing numerator is taken from the value."""
    settings = parameters.small
    short = _span(points, settings.short_years)
    long = _span(points, settings.long_years)
    use_long = short[1] < settings.share_denominator
    cases, people = np.where(use_long, long[0], short[0]), np.where(use_long, long[1], short[1])
    tail = (1 - settings.confidence) / 2
    inner = np.maximum(cases, 1e-12), np.maximum(people - cases, 1e-12)
    low = np.where(cases > 0, special.betaincinv(inner[0], people - cases + 1, tail), 0.0)
    high = np.where(cases < people, special.betaincinv(cases + 1, inner[1], 1 - tail), 1.0)
    pooled = 100 * cases / people
    now, all_now = _year(points, 0)
    wrong = np.where(np.isnan(aim.upper), all_now - now, now)
    return Shares(
        pooled=pooled,
        pooled_lo=100 * low,
        pooled_hi=100 * high,
        pooled_events=cases,
        pooled_years=np.where(use_long, float(settings.long_years), float(settings.short_years)),
        meets=aim.within_edges(pooled),
        few_wrong=wrong <= settings.few_events,
    )


def _year(points: Points, k: int) -> tuple[Floats, Floats]:
    """Cases and people of the year k back, zero where unknown."""
    assert points.births is not None
    known = points.used[k] & (points.births[k] > 0)
    people = np.where(known, points.births[k], 0.0)
    counted = np.round(np.where(known, points.value[k], 0.0) * people / 100)
    if points.events is None:
        return counted, people
    return np.where(known & ~np.isnan(points.events[k]), points.events[k], counted), people


def _span(points: Points, years: int) -> tuple[Floats, Floats]:
    cases, people = np.zeros(points.n.size), np.zeros(points.n.size)
    for k in range(years):
        more = _year(points, k)
        cases, people = cases + more[0], people + more[1]
    return cases, people
