"""The probability of meeting a target (达标可能性 P) from the forecast, by Student's t (section 5)."""

import numpy as np
from scipy import special

from fuertong.assess.aims import Aim
from fuertong.assess.arrays import Floats, Ints
from fuertong.assess.forecast import Forecast
from fuertong.assess.parameters import Parameters
from fuertong.assess.transforms import forward, inside


def chance(forecast: Forecast, freedom: Ints, aim: Aim, kind: Ints) -> Floats:
    """P before clipping; for two edges P(>= lower) - P(> upper)."""
    nu = freedom.astype(np.float64)
    has_lower, has_upper = ~np.isnan(aim.edge_lower), ~np.isnan(aim.edge_upper)
    p = np.full(kind.size, np.nan)
    if has_lower.any():
        p = np.where(has_lower, special.stdtr(nu, (forecast.mu - _z(aim.edge_lower, kind)) / forecast.se), p)
    if has_upper.any():
        below = special.stdtr(nu, (_z(aim.edge_upper, kind) - forecast.mu) / forecast.se)
        p = np.where(has_upper, np.where(has_lower, np.maximum(p + below - 1, 0.0), below), p)
    return p


def clipped(p: Floats, n: Ints, parameters: Parameters) -> Floats:
    """P inside the range that so many points allow."""
    settings = parameters.probability
    few = n <= parameters.points.few
    low = np.where(few, settings.clip_few[0], settings.clip[0])
    high = np.where(few, settings.clip_few[1], settings.clip[1])
    return np.clip(p, low, high)


def _z(edge: Floats, kind: Ints) -> Floats:
    return forward(inside(np.where(np.isnan(edge), 1.0, edge), kind), kind)


def printed_edges(aim: Aim, kind: Ints) -> list[float]:
    """z* of the first series: the edges of its target on the z scale, half a rounding unit included."""
    edges = [aim.edge_lower, aim.edge_upper]
    return [float(_z(edge[:1], kind[:1])[0]) for edge in edges if not np.isnan(edge[0])]
