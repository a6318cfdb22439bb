"""Arrays of the kernel: one column a series judged, one row a year back from its latest year.

All sums run down the rows one after the other, so a series gets the same bits alone, in a whole country, or in a
partition of a cluster.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

EPS = 1e-9
"""Two printed numbers closer than this are the same number; it only absorbs binary representation."""


def bools(values: Any) -> Bools:
    """`values` as an array of truth values."""
    return np.asarray(values, dtype=np.bool_)


def cleared(values: Floats) -> Floats:
    """Values without the noise of binary representation in their last digits."""
    return np.asarray(np.round(values, 10), dtype=np.float64)


def count(mask: Bools) -> Ints:
    """How many rows of each column are true."""
    return np.asarray(mask.sum(axis=0), dtype=np.int64)


def pick(table: Floats, rows: Ints) -> Floats:
    """The value of each column in its own row; NaN where the row lies outside the table."""
    inside = (rows >= 0) & (rows < table.shape[0])
    return np.where(inside, table[np.where(inside, rows, 0), np.arange(table.shape[1])], np.nan)


def columns(record: Any, index: Ints) -> Any:
    """The same record (a dataclass of arrays) for the series at `index` only."""
    changed: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, np.ndarray):
            changed[field.name] = np.take(value, index, axis=-1)
        elif is_dataclass(value):
            changed[field.name] = columns(value, index)
    return replace(record, **changed)
