"""The scale on which progress is nearly straight (变换): logit for percentages, log for rates and counts (2)."""

import numpy as np

from fuertong.assess.arrays import Floats, Ints
from fuertong.assess.codes import COUNT, PCT, RATE

_RATE_OFFSET = 0.05
_COUNT_OFFSET = 0.5
_PCT_OFFSET = 0.5
_INSIDE = 0.01


def inside(values: Floats, kind: Ints) -> Floats:
    """Values moved just inside the range of the transform (-0.49..100.49 for percentages)."""
    low = np.full(kind.shape, -np.inf)
    low[kind == PCT] = _INSIDE - _PCT_OFFSET
    low[kind == RATE] = 0.1 * _INSIDE - _RATE_OFFSET
    low[kind == COUNT] = _INSIDE - _COUNT_OFFSET
    high = np.where(kind == PCT, 100 + _PCT_OFFSET - _INSIDE, np.inf)
    return np.clip(values, low, high)


def forward(values: Floats, kind: Ints) -> Floats:
    """z = f(v); `values` has one column a series, or is a vector of one value a series."""
    z = np.array(values, dtype=np.float64)
    for code, scale in ((PCT, _logit), (RATE, _log_rate), (COUNT, _log_count)):
        columns = kind == code
        if columns.all():
            return scale(z)
        if columns.any():
            z[..., columns] = scale(np.ascontiguousarray(z[..., columns]))
    return z


def back(z: Floats, kind: Ints) -> Floats:
    """v = f⁻¹(z), inside 0..100 for percentages and not below 0 for rates and counts."""
    values = np.array(z, dtype=np.float64)
    columns = kind == PCT
    if columns.any():
        e = np.exp(-np.abs(values[..., columns]))
        share = np.where(values[..., columns] >= 0, 1 / (1 + e), e / (1 + e))
        values[..., columns] = np.clip(101 * share - _PCT_OFFSET, 0, 100)
    for code, offset in ((RATE, _RATE_OFFSET), (COUNT, _COUNT_OFFSET)):
        columns = kind == code
        if columns.any():
            values[..., columns] = np.maximum(np.exp(np.minimum(values[..., columns], 700)) - offset, 0)
    return values


def steepness(values: Floats, kind: Ints) -> Floats:
    """f'(v): how much z changes for one unit of v."""
    slope = np.ones_like(values)
    columns = kind == PCT
    if columns.any():
        v = values[..., columns]
        slope[..., columns] = 1 / (v + _PCT_OFFSET) + 1 / (100 + _PCT_OFFSET - v)
    for code, offset in ((RATE, _RATE_OFFSET), (COUNT, _COUNT_OFFSET)):
        columns = kind == code
        if columns.any():
            slope[..., columns] = 1 / (values[..., columns] + offset)
    return slope


def _logit(v: Floats) -> Floats:
    return np.log((v + _PCT_OFFSET) / (100 + _PCT_OFFSET - v))


def _log_rate(v: Floats) -> Floats:
    return np.log(v + _RATE_OFFSET)


def _log_count(v: Floats) -> Floats:
    return np.log(v + _COUNT_OFFSET)
