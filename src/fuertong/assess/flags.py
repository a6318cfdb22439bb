"""Flags (标记): what stands beside a class, as bits (sections 1, 6-9)."""

import numpy as np

from fuertong.assess.arrays import EPS, Bools, Floats, Ints, bools
from fuertong.assess.classes import chance_used, has_chance
from fuertong.assess.codes import BIT, HARD, MET, UNKNOWN, Flag
from fuertong.assess.evidence import Evidence, is_stale
from fuertong.assess.parameters import Parameters

_DIGITS = 6


class _Marks:
    """Collects flags row by row."""

    def __init__(self, size: int) -> None:
        self.bits = np.zeros(size, dtype=np.int64)

    def put(self, flag: Flag, where: Bools) -> None:
        self.bits |= np.where(where, BIT[flag], 0)


def mark(e: Evidence, cls: Ints, borderline: Bools, parameters: Parameters) -> Ints:
    """The flags of each row as a bit mask."""
    marks = _Marks(cls.size)
    _mark_basis(marks, e, parameters)
    _mark_data(marks, e, parameters)
    _mark_small(marks, e, cls, parameters)
    _mark_outlook(marks, e, cls, borderline, parameters)
    return marks.bits


def _mark_basis(marks: _Marks, e: Evidence, parameters: Parameters) -> None:
    """Why nothing can be said, and what cleaning found."""
    some = e.points.n > 0
    age = e.rows.limit - e.points.latest_year
    ageing = (age == parameters.points.ageing) & (e.rows.freq == 1)
    marks.put(Flag.NO_DATA, ~some)
    marks.put(Flag.NO_DIRECTION, some & e.aim.direction_open)
    marks.put(Flag.NO_BASE, some & e.aim.no_base & ~e.aim.direction_open & ~e.aim.without_direction)
    if e.slow is not None:
        marks.put(Flag.NO_EARLIER_TREND, some & e.is_slow & ~e.slow.enough & ~e.aim.without_direction)
    marks.put(Flag.STALE, some & (ageing | is_stale(e.rows, e.points, parameters)))
    marks.put(Flag.GAPS, e.points.gaps)
    marks.put(Flag.BREAK, some & e.points.broken)
    marks.put(Flag.SUBSTITUTE, e.aim.base.substituted & ~e.stages.baseless)


def _mark_data(marks: _Marks, e: Evidence, parameters: Parameters) -> None:
    """Flags that the data alone give."""
    data, small, few = e.stages.with_data, e.small.counts, e.small.shares
    n = e.points.n
    marks.put(Flag.FEW_POINTS, data & (n >= parameters.points.minimum) & (n <= parameters.points.few))
    nearly = data & is_nearly_met(e, parameters)
    marks.put(Flag.NEARLY, nearly)
    marks.put(Flag.NOT_EVERY_YEAR, data & e.rows.every_year & e.rows.is_trend & _some_year_worse(e))
    sudden = data & ~small & ~few
    marks.put(Flag.VOLATILE, (sudden & e.scatter.volatile) | (data & small & e.small.beyond_chance))
    marks.put(Flag.ONE_OFF, data & ~small & e.scatter.one_off)
    swings = data & ~small & (e.scatter.small_swings | (few & e.scatter.volatile))
    marks.put(Flag.SMALL_SWINGS, swings | (data & small & e.small.jumps))
    marks.put(Flag.SUSPECT, data & ~small & e.suspect)
    relapsed = data & ~few & ~e.is_slow & ~e.met & ~nearly & _met_before(e)
    by_risk = ~small | (e.small.p_risk < parameters.small.risk_high)
    marks.put(Flag.RELAPSED, relapsed & by_risk)
    marks.put(Flag.SMALL_SWINGS, relapsed & ~by_risk & ~e.stages.final)
    marks.put(Flag.TWICE_WORSE, data & ~few & ~e.is_slow & _twice_worse(e))


def _mark_small(marks: _Marks, e: Evidence, cls: Ints, parameters: Parameters) -> None:
    counts, shares = e.small.counts, e.small.shares
    final, open_ = e.stages.final, e.stages.open
    marks.put(Flag.SMALL, e.stages.with_data & (counts | shares))
    alone = e.met & ~e.small.agrees
    marks.put(Flag.ONE_YEAR_MET, alone & ((counts & (final | open_)) | (shares & final)))
    marks.put(Flag.ONE_YEAR_MISSED, final & (counts | shares) & ~e.met & (e.small.agrees | e.small.few))
    risky = counts & open_ & (e.small.p_risk < parameters.small.risk_high)
    marks.put(Flag.HIGH_RISK, risky & (cls != HARD) & ~e.bounds.best)


def _mark_outlook(marks: _Marks, e: Evidence, cls: Ints, borderline: Bools, parameters: Parameters) -> None:
    """Flags that need the class or P; none of them after the deadline."""
    open_ = e.stages.open
    p, possible = chance_used(e), has_chance(e, parameters)
    settings = parameters.probability
    best = e.bounds.best
    met = open_ & (cls == MET) & ~e.is_slow
    watched = met & possible & (e.points.n >= parameters.points.minimum) & ~best
    sliding = watched & (p < settings.hard)
    marks.put(Flag.RELAPSE_RISK, watched & (p < settings.relapse))
    marks.put(Flag.SLIDING, sliding)
    marks.put(Flag.EARLY, met & ~e.rows.numberless & ~sliding)
    marks.put(Flag.BORDERLINE, borderline)
    marks.put(Flag.BEST, best & (open_ | e.stages.final))
    few = open_ & ~possible & (cls == UNKNOWN)
    survey = e.rows.freq >= parameters.points.survey_freq
    marks.put(Flag.BY_SURVEY, open_ & survey & (e.points.n < parameters.points.minimum) & ~e.is_slow)
    marks.put(Flag.TOO_FEW, few & ~survey)
    marks.put(Flag.WIDE_GAP, few & ~survey & (e.p_prior < settings.gap_wide))
    if e.slow is not None:
        marks.put(Flag.STOPPED, e.is_slow & e.slow.stopped & (open_ | e.stages.final))


def is_nearly_met(e: Evidence, parameters: Parameters) -> Bools:
    """基本达标: not met, but within half a unit of the target's last printed digit and 2 % of it."""
    distance = np.abs(e.aim.gap(e.points.latest))
    target = e.points.latest + e.aim.gap(e.points.latest)
    near = (distance < 0.5 * _last_digit(target) - EPS) & (distance <= parameters.tie.share * np.abs(target) + EPS)
    return near & ~e.met & ~e.is_slow


def _last_digit(target: Floats) -> Floats:
    """The unit of the last digit a number is printed with."""
    unit = np.full(target.size, 10.0**-_DIGITS)
    for digits in range(_DIGITS - 1, -1, -1):
        scaled = np.abs(target) * 10.0**digits
        unit = np.where(np.abs(scaled - np.round(scaled)) < 1e-6, 10.0**-digits, unit)
    return unit


def _met_before(e: Evidence) -> Bools:
    """Whether some earlier year since the base, other than the odd one, met the target; few events have no odd year."""
    found = np.zeros(e.met.size, dtype=np.bool_)
    for k in range(1, e.points.value.shape[0]):
        year = e.points.latest_year - k
        counted = e.points.used[k] & (year >= e.rows.base_year) & ((year != e.scatter.odd_year) | e.small.counts)
        found |= counted & e.aim.met(e.points.value[k])
    return found


def _twice_worse(e: Evidence) -> Bools:
    """Two adverse changes in a row, each above the rounding unit."""
    bad = [np.full(e.met.size, np.nan) for _ in range(3)]
    taken = np.zeros(e.met.size, dtype=np.int64)
    for k in range(e.points.width):
        here = e.points.window[k]
        if (taken >= len(bad)).all():
            break
        worse = e.aim.outside(e.points.value[k])
        bad = [np.where(here & (taken == place), worse, old) for place, old in enumerate(bad)]
        taken = taken + here
    least = e.rows.unit + EPS
    return bools((bad[0] - bad[1] > least) & (bad[1] - bad[2] > least))


def _some_year_worse(e: Evidence) -> Bools:
    """Whether any year since the base was worse than or equal to the year before."""
    newer = np.full(e.met.size, np.nan)
    found = np.zeros(e.met.size, dtype=np.bool_)
    for k in range(e.points.value.shape[0]):
        here = e.points.used[k] & (e.points.latest_year - k >= e.aim.base.year)
        gain = (newer - e.points.value[k]) * e.aim.good
        found |= here & (gain < e.rows.unit / 2 - EPS)
        newer = np.where(here, e.points.value[k], newer)
    return found
