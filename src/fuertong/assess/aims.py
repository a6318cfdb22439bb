"""Targets as numbers (目标值): the edges a value must reach, which way is good, and the base value (6 and 9)."""

from dataclasses import dataclass, replace

import numpy as np

from fuertong.assess.arrays import EPS, Bools, Floats, Ints, cleared, pick
from fuertong.assess.cleaning import Points
from fuertong.assess.codes import (
    ABOUT,
    CHANGE,
    EQ,
    GE,
    GT,
    KEEP,
    LE,
    LT,
    NO_CMP,
    RANGE,
    SLOW,
    TERM,
    TWO_SIDED,
    WITHOUT,
    YEARLY,
)
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import NO_YEAR, Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The base value (基期值) and its year; `substituted` where a later year stands in."""

    value: Floats
    year: Ints
    substituted: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """The target of each row as numbers; NaN where a side has no edge.

    `lower`, `upper` are printed; `meet_*` is what a published value is compared with, `edge_*` what the forecast is
    compared with (half a rounding unit apart). `good` is +1 or -1, 0 for two-sided targets.
    """

    lower: Floats
    upper: Floats
    meet_lower: Floats
    meet_upper: Floats
    edge_lower: Floats
    edge_upper: Floats
    good: Ints
    base: Base
    without_direction: Bools
    direction_open: Bools
    no_base: Bools

    def met(self, values: Floats) -> Bools:
        """Whether published values satisfy the target; one row or a table of rows."""
        low = np.where(np.isnan(self.meet_lower), -np.inf, self.meet_lower)
        high = np.where(np.isnan(self.meet_upper), np.inf, self.meet_upper)
        return np.asarray((values >= low - EPS) & (values <= high + EPS))

    def within_edges(self, values: Floats) -> Bools:
        """Whether a pooled value satisfies the target, half a unit included."""
        low = np.where(np.isnan(self.edge_lower), -np.inf, self.edge_lower)
        high = np.where(np.isnan(self.edge_upper), np.inf, self.edge_upper)
        return np.asarray((values >= low - EPS) & (values <= high + EPS))

    def gap(self, values: Floats) -> Floats:
        """T - v to the nearest edge, 0 when met."""
        below = self.lower - values
        above = self.upper - values
        nearest = np.where(np.isnan(self.lower), above, np.where(np.isnan(self.upper) | (below > 0), below, above))
        return np.where(self.met(values), 0.0, nearest) + np.where(np.isnan(values), np.nan, 0.0)

    def outside(self, values: Floats) -> Floats:
        """How bad a value is: distance outside the edges for two-sided targets, else against the good direction."""
        low = np.where(np.isnan(self.meet_lower), -np.inf, self.meet_lower)
        high = np.where(np.isnan(self.meet_upper), np.inf, self.meet_upper)
        distance = np.maximum(np.maximum(low - values, values - high), 0.0)
        return np.where(self.good == 0, distance, -self.good * values)


def find_base(rows: Rows, points: Points) -> Base:
    """The value of the base year; for targets without number the first of the two years after it may stand in."""
    year = np.where(rows.type == TERM, _year_before_latest(points), rows.base_year)
    value = pick(points.value, points.latest_year - year)
    may = rows.numberless & rows.substitute & (year != NO_YEAR) & (rows.type != TERM)
    substituted = np.zeros(year.size, dtype=np.bool_)
    for later in (1, 2):
        candidate = pick(points.value, points.latest_year - (rows.base_year + later))
        stands_in = may & np.isnan(value) & ~np.isnan(candidate)
        value = np.where(stands_in, candidate, value)
        year = np.where(stands_in, rows.base_year + later, year)
        substituted |= stands_in
    return Base(value=value, year=year, substituted=substituted)


def _year_before_latest(points: Points) -> Ints:
    earlier = points.used[1:]
    return np.where(earlier.any(axis=0), points.latest_year - 1 - earlier.argmax(axis=0), NO_YEAR)


def movement(rows: Rows) -> Ints:
    """The good direction: polarity before direction; for what must rise or fall, the direction asked for first."""
    stated = np.where(np.abs(rows.polarity) == 1, rows.polarity, 0)
    asked = rows.is_trend | (rows.type == CHANGE) | (rows.type == YEARLY)
    first = np.where(asked, rows.direction, stated)
    second = np.where(asked, stated, np.where(rows.polarity == TWO_SIDED, 0, rows.direction))
    return np.where(first != 0, first, second)


def take_aim(rows: Rows, points: Points, parameters: Parameters, base_values: Floats | None = None) -> Aim:
    """Turn each target into edges; `base_values` replaces base values (pooled ones of small counts)."""
    base = find_base(rows, points)
    if base_values is not None:
        base = replace(base, value=np.where(np.isnan(base_values), base.value, base_values))
    move = movement(rows)
    sides = _Sides.of(rows, move)
    move = sides.move
    target = _number(rows, base, move)
    half = rows.unit / 2
    slack = _slack(rows, base, target, half, parameters)
    up, down = sides.lower, sides.upper
    lower = np.where(up, np.where(sides.range, rows.value, target - slack), np.nan)
    upper = np.where(down, np.where(sides.range, rows.value2, target + slack), np.nan)
    equal = sides.equal
    strict = sides.strict
    trend = rows.is_trend
    hidden = np.where(equal | trend, half, 0.0)
    meet_lower = lower + np.where(trend, half, -hidden) + np.where(strict, 2 * EPS, 0.0)
    meet_upper = upper + np.where(trend, -half, hidden) - np.where(strict, 2 * EPS, 0.0)
    sign = np.where(strict | trend, 1.0, -1.0)
    needs_base = (rows.numberless | (rows.type == CHANGE) | (rows.type == YEARLY) | (rows.type == SLOW)) & (
        np.isnan(base.value) & (rows.type != SLOW)
    )
    vague = rows.numberless | (rows.type == SLOW) | sides.equal | sides.about
    without = (rows.polarity == WITHOUT) & vague
    return Aim(
        lower=cleared(lower),
        upper=cleared(upper),
        meet_lower=meet_lower,
        meet_upper=meet_upper,
        edge_lower=lower + sign * half,
        edge_upper=upper - sign * half,
        good=np.where(sides.both, 0, move),
        base=base,
        without_direction=without,
        direction_open=sides.open & ~without,
        no_base=needs_base,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """Which edges a target has, and how exactly it is compared."""

    lower: Bools
    upper: Bools
    both: Bools
    range: Bools
    equal: Bools
    about: Bools
    strict: Bools
    open: Bools
    move: Ints

    @classmethod
    def of(cls, rows: Rows, move: Ints) -> "_Sides":
        numbered = ~rows.numberless & (rows.type != SLOW)
        moving = (rows.type == CHANGE) | (rows.type == YEARLY)
        level = numbered & ~moving
        cmp = rows.cmp
        is_range = level & (cmp == RANGE)
        equal = level & ((cmp == EQ) | ((cmp == NO_CMP) & (rows.type == KEEP)))
        about = level & (cmp == ABOUT)
        bare = level & (cmp == NO_CMP) & ~equal
        at_least = level & ((cmp == GE) | (cmp == GT)) | (bare & (move >= 0))
        at_most = level & ((cmp == LE) | (cmp == LT)) | (bare & (move < 0))
        sided = (numbered & moving) | rows.numberless | equal | about
        two = (rows.polarity == TWO_SIDED) & (equal | about | (rows.numberless & ~rows.is_trend))
        move = np.where((move == 0) & at_least, 1, np.where((move == 0) & at_most, -1, move))
        one_sided = sided & ~two
        return cls(
            lower=at_least | is_range | two | (one_sided & (move > 0)),
            upper=at_most | is_range | two | (one_sided & (move < 0)),
            both=is_range | two | ((rows.polarity == TWO_SIDED) & level),
            range=is_range,
            equal=equal,
            about=about,
            strict=level & ((cmp == GT) | (cmp == LT)),
            open=one_sided & (move == 0),
            move=move,
        )


def _number(rows: Rows, base: Base, move: Ints) -> Floats:
    """T before any tolerance."""
    target = np.where(rows.numberless, base.value, rows.value)
    target = np.where(rows.type == CHANGE, base.value * (1 + move * rows.value / 100), target)
    years = rows.deadline - rows.base_year
    return np.where(rows.type == YEARLY, base.value + move * rows.value * years, target)


def _slack(rows: Rows, base: Base, target: Floats, half: Floats, parameters: Parameters) -> Floats:
    """The tolerance that moves the printed target: 左右 and 保持稳定 without a number."""
    about = np.where(rows.cmp == ABOUT, np.maximum(parameters.tie.about * np.abs(target), half), 0.0)
    allowed = parameters.keep[rows.kind]
    allowed = np.where(parameters.keep_relative[rows.kind], allowed * np.abs(base.value), allowed)
    keep = rows.numberless & (rows.type == KEEP)
    level = ~rows.numberless & (rows.type != CHANGE) & (rows.type != YEARLY)
    return np.where(keep, allowed, np.where(level, about, 0.0))
