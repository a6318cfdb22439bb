"""Judging rows (待判目标) as columns: what each target of a batch asks for, one array a property."""

from dataclasses import dataclass, fields, replace

import numpy as np

from fuertong.assess.arrays import Bools, Floats, Ints, bools
from fuertong.assess.codes import KEEP, TERM, TREND

NO_YEAR = -(10**6)
UNDECLARED = -1
_UNITS = np.array([10.0**-digits for digits in range(16)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One entry a series judged. Codes are those of `codes`; a missing number is NaN, a missing year NO_YEAR.

    `limit` is the last year that may be looked at (data year or deadline), `gap` marks a gap that should close.
    """

    kind: Ints
    per: Floats
    decimals: Ints
    freq: Ints
    type: Ints
    cmp: Ints
    value: Floats
    value2: Floats
    base_year: Ints
    deadline: Ints
    direction: Ints
    polarity: Ints
    substitute: Bools
    every_year: Bools
    gap: Bools
    parent_slope: Floats
    as_of: int

    @property
    def limit(self) -> Ints:
        """Points after the data year or after the deadline are ignored."""
        return np.minimum(self.deadline, self.as_of)

    @property
    def unit(self) -> Floats:
        """u, the rounding unit of the indicator."""
        return _UNITS[np.clip(self.decimals, 0, _UNITS.size - 1)]

    @property
    def numberless(self) -> Bools:
        """Targets without number: trend, term, and keep without number."""
        return bools(self.is_trend | ((self.type == KEEP) & np.isnan(self.value)))

    @property
    def is_trend(self) -> Bools:
        """Trend targets, also against the term before."""
        return bools((self.type == TREND) | (self.type == TERM))

    def take(self, index: Ints) -> "Rows":
        """The rows at `index`."""
        names = [field.name for field in fields(self) if field.name != "as_of"]
        return replace(self, **{name: getattr(self, name)[index] for name in names})
