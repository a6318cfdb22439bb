"""Natural bounds (最优值): 100 for a percentage that should rise, 0 for what should fall (section 9)."""

from dataclasses import dataclass, replace

import numpy as np

from fuertong.assess.aims import Aim
from fuertong.assess.arrays import EPS, Bools, Floats, bools
from fuertong.assess.cleaning import Points
from fuertong.assess.codes import COUNT, KEEP, PCT, RATE
from fuertong.assess.parameters import Parameters
from fuertong.assess.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """`best`: base and latest at the bound (保持最优); `one_off`: not met, but one case or a tenth of a point away."""

    best: Bools
    one_off: Bools


def at_natural_bound(rows: Rows, points: Points, aim: Aim, parameters: Parameters) -> tuple[Aim, Bounds]:
    """Judge a trend that began at the bound as >= 100 or <= 0, and find the series at or next to their bound."""
    bound = _bound(rows, aim)
    from_bound = np.abs(aim.base.value - bound) < EPS
    starts_there = rows.is_trend & from_bound
    if starts_there.any():
        aim = _hold_bound(rows, aim, bound, starts_there)
    away = np.abs(points.latest - bound)
    from_bound &= rows.is_trend | (rows.type == KEEP)
    best = from_bound & (away < EPS)
    target = np.where(np.isnan(aim.lower), aim.upper, aim.lower)
    asked = (np.abs(target - bound) < EPS) & _was_there(rows, points, bound)
    near = (away <= parameters.tie.case_points + EPS) & (rows.kind != COUNT)
    near |= _one_case(rows, points, bound)
    return aim, Bounds(best=best, one_off=(from_bound | asked) & near & ~aim.met(points.latest) & (points.n > 0))


def _bound(rows: Rows, aim: Aim) -> Floats:
    falls = (rows.kind == PCT) | (rows.kind == RATE) | (rows.kind == COUNT) | rows.gap
    zero = np.where((aim.good < 0) & falls, 0.0, np.nan)
    return np.where((aim.good > 0) & (rows.kind == PCT), 100.0, zero)


def _hold_bound(rows: Rows, aim: Aim, bound: Floats, where: Bools) -> Aim:
    half = rows.unit / 2
    up, down = where & (aim.good > 0), where & (aim.good < 0)
    return replace(
        aim,
        meet_lower=np.where(up, bound, aim.meet_lower),
        meet_upper=np.where(down, bound, aim.meet_upper),
        edge_lower=np.where(up, bound - half, aim.edge_lower),
        edge_upper=np.where(down, bound + half, aim.edge_upper),
    )


def _was_there(rows: Rows, points: Points, bound: Floats) -> Bools:
    """Whether an earlier year since the base stood at the bound."""
    found = np.zeros(bound.size, dtype=np.bool_)
    if np.isnan(bound).all():
        return found
    for k in range(1, points.value.shape[0]):
        found |= (np.abs(points.value[k] - bound) < EPS) & (points.latest_year - k >= rows.base_year)
    return found


def _one_case(rows: Rows, points: Points, bound: Floats) -> Bools:
    one = (rows.kind == COUNT) & (np.abs(points.latest - bound) <= 1 + EPS)
    if points.events is not None and points.births is not None:
        short = np.where(bound == 0, points.events[0], points.births[0] - points.events[0])
        one |= short <= 1 + EPS
    return bools(one)
