"""The kernel of judging (达标评估内核): one batch of series in, one row of results a series out."""

from dataclasses import dataclass

import numpy as np

from fuertong.assess.aims import Aim, take_aim
from fuertong.assess.arrays import Bools, Floats, Ints, cleared, pick
from fuertong.assess.bounds import at_natural_bound
from fuertong.assess.classes import chance_used, classify, has_chance
from fuertong.assess.cleaning import Flat, Points, clean
from fuertong.assess.codes import CHANGE, MET, SLOW
from fuertong.assess.directions import direction_words
from fuertong.assess.evidence import Evidence, small_numbers, stages
from fuertong.assess.flags import mark
from fuertong.assess.forecast import Forecast, Trend, fit, interval, noise_floor, project
from fuertong.assess.parameters import Parameters
from fuertong.assess.probability import chance, clipped
from fuertong.assess.rows import Rows
from fuertong.assess.slowing import slowing
from fuertong.assess.small_counts import is_small, pooled_base
from fuertong.assess.small_shares import is_small_share
from fuertong.assess.sums import Sums, weigh
from fuertong.assess.transforms import back
from fuertong.assess.volatility import is_suspect, scatter


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Results, one entry a series: codes for class, direction word and flags, NaN for numbers that are not given."""

    cls: Ints
    n: Ints
    latest: Floats
    year: Ints
    target: Floats
    target_hi: Floats
    gap: Floats
    forecast: Floats
    lo: Floats
    hi: Floats
    p: Floats
    p_risk: Floats
    pooled: Floats
    pooled_lo: Floats
    pooled_hi: Floats
    direction_word: Ints
    flags: Ints
    s0: Floats
    s1: Floats
    s2: Floats
    s11: Floats
    s12: Floats
    s22: Floats
    need_per_year: Floats
    recent_per_year: Floats
    pace: Floats
    base_value: Floats
    base_year: Ints
    pooled_events: Floats
    pooled_years: Floats
    good: Ints
    decimals: Ints


def judge(rows: Rows, flat: Flat, parameters: Parameters) -> Judged:
    """Judge a batch; the answer for a series does not depend on what else is in it."""
    with np.errstate(all="ignore"):
        facts = find_facts(rows, flat, parameters)
        cls, borderline = classify(facts.evidence, parameters)
        return _collect(facts, cls, mark(facts.evidence, cls, borderline, parameters), parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The evidence with the sums, the trend and the forecast it was made from."""

    evidence: Evidence
    sums: Sums
    trend: Trend
    ahead: Forecast
    years: Floats


def find_facts(rows: Rows, flat: Flat, parameters: Parameters) -> Facts:
    """Everything the class rests on."""
    rows, points = clean(rows, flat, parameters)
    aim, few_counts = _aim(rows, points, parameters)
    aim, bounds = at_natural_bound(rows, points, aim, parameters)
    few_people = is_small_share(rows, points, parameters)
    sums, earlier = weigh(points.z, points.window, parameters.trend.year_weight)
    floor = noise_floor(rows, points.latest, points.value, points.births, points.window)
    trend = fit(sums, rows.kind, floor, parameters)
    years = np.maximum(rows.deadline - points.latest_year, 0).astype(np.float64)
    ahead = project(trend, rows.kind, years, parameters)
    p = chance(ahead, trend.freedom, aim, rows.kind)
    slow = slowing(rows, points, floor, parameters) if (rows.type == SLOW).any() else None
    evidence = Evidence(
        rows=rows,
        points=points,
        aim=aim,
        bounds=bounds,
        stages=stages(rows, points, aim, slow, parameters),
        met=aim.met(points.latest),
        p=clipped(p, points.n, parameters),
        p_prior=p,
        small=small_numbers(rows, points, aim, few_counts, few_people, parameters),
        scatter=scatter(rows, points, parameters),
        suspect=is_suspect(rows, points, earlier, parameters),
        slow=slow,
    )
    return Facts(evidence=evidence, sums=sums, trend=trend, ahead=ahead, years=years)


def _aim(rows: Rows, points: Points, parameters: Parameters) -> tuple[Aim, Bools]:
    """The target, with the pooled base value where a change is asked of a small series."""
    aim = take_aim(rows, points, parameters)
    small = is_small(rows, points, aim, parameters)
    changing = small & (rows.type == CHANGE)
    if changing.any():
        pooled = np.where(changing & ~aim.no_base, pooled_base(rows, points, rows.base_year, parameters), np.nan)
        aim = take_aim(rows, points, parameters, pooled)
    return aim, small


def _collect(facts: Facts, cls: Ints, flags: Ints, parameters: Parameters) -> Judged:
    e, sums, trend = facts.evidence, facts.sums, facts.trend
    lo, hi = interval(facts.ahead, trend, e.rows.kind, parameters)
    forecast = back(facts.ahead.mu, e.rows.kind)
    possible = has_chance(e, parameters)
    shown = possible & ~e.is_slow
    final = e.stages.final
    small, any_small = e.small, e.small.counts | e.small.shares
    p = np.where(
        possible, np.where(small.counts, clipped(chance_used(e), e.points.n, parameters), chance_used(e)), np.nan
    )
    p = np.where(final, (cls == MET).astype(np.float64), p)
    years = (e.rows.deadline - e.points.latest_year).astype(np.float64)
    gap = np.where(e.is_slow, np.nan, e.aim.gap(e.points.latest))
    has_target = ~(e.aim.no_base | e.aim.direction_open | e.aim.without_direction)
    recent = e.points.latest - back(trend.level - trend.slope, e.rows.kind)
    pooled_due = any_small & e.stages.with_data

    def given(where: Bools, values: Floats) -> Floats:
        return np.where(where, values, np.nan)

    return Judged(
        cls=cls,
        n=e.points.n,
        latest=e.points.latest,
        year=e.points.latest_year,
        target=given(has_target, np.where(np.isnan(e.aim.lower), e.aim.upper, e.aim.lower)),
        target_hi=given(has_target & ~np.isnan(e.aim.lower), e.aim.upper),
        gap=given(has_target, cleared(gap)),
        forecast=given(shown, np.where(small.counts, small.forecast, forecast)),
        lo=given(shown, np.where(small.counts, small.lo, lo)),
        hi=given(shown, np.where(small.counts, small.hi, hi)),
        p=p,
        p_risk=given(small.counts & (e.stages.open | final), small.p_risk),
        pooled=given(pooled_due, small.pooled),
        pooled_lo=given(pooled_due, small.pooled_lo),
        pooled_hi=given(pooled_due, small.pooled_hi),
        direction_word=direction_words(e.rows, e.points, e.aim, parameters),
        flags=flags,
        s0=sums.s0,
        s1=sums.s1,
        s2=sums.s2,
        s11=sums.s11,
        s12=sums.s12,
        s22=sums.s22,
        need_per_year=given(e.stages.open & (years > 0), gap / years),
        recent_per_year=given(e.points.n >= parameters.points.minimum, recent),
        pace=_pace(e),
        base_value=e.aim.base.value,
        base_year=e.aim.base.year,
        pooled_events=given(pooled_due, small.pooled_events),
        pooled_years=given(pooled_due, small.pooled_years),
        good=e.aim.good,
        decimals=e.rows.decimals,
    )


def _pace(e: Evidence) -> Floats:
    """Achieved share of the way from the base to the target, over the elapsed share of the time."""
    start = pick(e.points.value, e.points.latest_year - e.rows.base_year)
    target = np.where(np.isnan(e.aim.lower), e.aim.upper, e.aim.lower)
    way, time = target - start, (e.rows.deadline - e.rows.base_year).astype(np.float64)
    elapsed = (e.points.latest_year - e.rows.base_year) / np.where(time > 0, time, np.nan)
    numbered = ~e.rows.numberless & (np.abs(way) > 0) & (elapsed > 0)
    return np.where(numbered, (e.points.latest - start) / way / elapsed, np.nan)
