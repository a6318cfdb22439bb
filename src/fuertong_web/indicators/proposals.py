"""A local indicator (本地指标) as a target names it, before it stands: unit, kind and what is proposed about it.

Kind and decimals follow the core's rule; the polarity is never guessed; that small counts of it are sensitive (D7) is
proposed from words and can be changed.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from fuertong.catalogue import local_indicator
from fuertong.model.indicator import Indicator as CatalogueRow
from fuertong.model.indicator import Sensitivity
from fuertong.model.plan import Target
from fuertong.model.units import normal_unit
from fuertong_web.places.models import Unit

_POINTS = "百分点"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a target says of its indicator: the printed unit and number, the unit that leads its goal."""

    name: str
    unit: str = ""
    value: Decimal | None = None
    is_change: bool = False
    source_unit: Unit | None = None

    def as_local(self, region: str) -> CatalogueRow:
        """The local indicator of a region by the core's rule; the number of a change says nothing of its decimals."""
        target = Target(
            indicator=self.name,
            unit=self.measured_in() or None,
            value=float(self.value) if self.value is not None and not self.is_change else None,
        )
        return local_indicator(target, region=region, lead=self.source_unit.code if self.source_unit else "")

    def measured_in(self) -> str:
        """The indicator's own unit: of a change only 百分点 says something about it."""
        written = normal_unit(self.unit)
        if written.endswith(_POINTS):
            return "%"
        if written and not self.is_change:
            return written
        return next((unit for ending, unit in _words("unit") if self.name.endswith(ending)), "")

    def fits(self, unit: str) -> bool:
        """Whether the number may be compared with an indicator measured in `unit`."""
        own = self.measured_in() if self.unit else ""
        return not own or not unit or own == normal_unit(unit)


def sensitivity_of(name: str) -> Sensitivity:
    """`counts` where the name speaks of deaths, violence or another small and sensitive count, else open."""
    sensitive = any(word in name for word, _ in _words("sensitive"))
    return Sensitivity.COUNTS if sensitive else Sensitivity.OPEN


@cache
def _words(sense: str) -> tuple[tuple[str, str], ...]:
    rows = list(csv.DictReader(files(__package__).joinpath("name_words.csv").read_text(encoding="utf-8").splitlines()))
    seen = [(row["word"], row["sense"]) for row in rows]
    if len(set(seen)) != len(seen):
        raise ValueError("name_words.csv names a word twice")
    found = [(row["word"], row["value"]) for row in rows if row["sense"] == sense]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
