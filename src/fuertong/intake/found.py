"""A value found in a messy file (读出的数): what it is said to be, and where it stands."""

from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.findings import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One value; names as written, `told_in` the year of the table it stands in (its own year when equal to `year`)."""

    where: Place
    year: int
    told_in: int
    name: str
    code: str = ""
    unit: str = ""
    breakdown: str = ""
    region: str = ""
    raw: str = ""
    value: Decimal
    decimals: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it stands in the table of its own year."""
        return self.year == self.told_in
