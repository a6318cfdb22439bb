"""Units as a plan names them (责任单位), found among the place's units: 市卫健委 is 市卫生健康委员会.

Names are compared by their stem (fuertong.reading.unit_names). A stem that fits two units decides nothing: a person
does.
"""

from collections.abc import Iterable

from fuertong.reading.unit_names import proposed_kind, squeezed, unit_stem
from fuertong_web.places.models import Place, Unit

__all__ = ["UnitNames", "names_of", "proposed_kind"]


class UnitNames:
    """The units of one place by every way of writing them."""

    def __init__(self, units: Iterable[Unit], *, regions: Iterable[str] = ()) -> None:
        self._regions = tuple(sorted(regions, key=len, reverse=True))
        self._exact: dict[str, Unit] = {}
        self._stems: dict[str, set[int]] = {}
        self._by_id: dict[int, Unit] = {}
        for unit in units:
            self._by_id[unit.pk] = unit
            for name in (unit.name, unit.short, *unit.aliases):
                if name:
                    self._exact.setdefault(squeezed(name), unit)
                    self._stems.setdefault(self.stem(name), set()).add(unit.pk)

    def resolve(self, text: str) -> Unit | None:
        """The unit a plan means by `text`, None when there is none or more than one."""
        if found := self._exact.get(squeezed(text)):
            return found
        stem = self.stem(text)
        fitting = self._stems.get(stem, set()) if stem else set()
        return self._by_id[next(iter(fitting))] if len(fitting) == 1 else None

    def stem(self, name: str) -> str:
        """What is left of a name to compare: 县卫健局 and 示例县卫生健康委员会 both give 卫生健康."""
        return unit_stem(name, regions=self._regions)


def names_of(place: Place) -> UnitNames:
    """The unit names of a place, dissolved units included: old plans name them."""
    region = place.region
    regions = [region.name, *([region.parent.name] if region.parent else [])]
    return UnitNames(place.units.order_by("order", "code"), regions=regions)
