"""Units as a plan names them (责任单位), found among the place's units: 市卫健委 is 市卫生健康委员会.

Names are compared by their stem: without the place before and the general noun (局, 委, 厅) behind, abbreviations
written out. A stem that fits two units decides nothing: a person does.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from fuertong.model.organisation import UnitKind
from fuertong_web.places.models import Place, Unit

_NOISE = re.compile(r"[\s\W_]+")
_JOINING = re.compile(r"[和与及]")
_LEVEL = re.compile(r"^(?:自治区|自治州|自治县|[省州县旗盟]|市(?!场|监|政)|区(?!域))(?=..)")
_COMMITTEE = re.compile(r"^委(?=.{2,})")
_OFFICE = re.compile(r"办公室$")


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
                    self._exact.setdefault(_squeeze(name), unit)
                    self._stems.setdefault(self.stem(name), set()).add(unit.pk)

    def resolve(self, text: str) -> Unit | None:
        """The unit a plan means by `text`, None when there is none or more than one."""
        if found := self._exact.get(_squeeze(text)):
            return found
        stem = self.stem(text)
        fitting = self._stems.get(stem, set()) if stem else set()
        return self._by_id[next(iter(fitting))] if len(fitting) == 1 else None

    def stem(self, name: str) -> str:
        """What is left of a name to compare: 县卫健局 and 示例县卫生健康委员会 both give 卫生健康."""
        text = _squeeze(name)
        for region in self._regions:
            if text.startswith(region) and len(text) > len(region) + 1:
                text = text[len(region) :]
                break
        text = _COMMITTEE.sub("", _LEVEL.sub("", text))
        text = _JOINING.sub("", _OFFICE.sub("办", text))
        stems = _stems()
        if text in stems:
            return stems[text]
        for ending in _words("ending"):
            if text.endswith(ending) and len(text) > len(ending) + 1:
                text = text[: -len(ending)]
                break
        return stems.get(text, text)


def names_of(place: Place) -> UnitNames:
    """The unit names of a place, dissolved units included: old plans name them."""
    region = place.region
    regions = [region.name, *([region.parent.name] if region.parent else [])]
    return UnitNames(place.units.order_by("order", "code"), regions=regions)


def proposed_kind(name: str) -> UnitKind:
    """The kind of a unit that is to be made from the plan's wording; a person may change it."""
    return next((UnitKind(kind) for word, kind in _pairs("kind") if word in name), UnitKind.GOVERNMENT)


def _squeeze(name: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))


@cache
def _pairs(sense: str) -> tuple[tuple[str, str], ...]:
    rows = list(csv.DictReader(files(__package__).joinpath("unit_words.csv").read_text(encoding="utf-8").splitlines()))
    seen = [(row["word"], row["sense"]) for row in rows]
    if len(set(seen)) != len(seen):
        raise ValueError("unit_words.csv names a word twice")
    return tuple((row["word"], row["value"]) for row in rows if row["sense"] == sense)


@cache
def _words(sense: str) -> tuple[str, ...]:
    return tuple(sorted((word for word, _ in _pairs(sense)), key=len, reverse=True))


@cache
def _stems() -> dict[str, str]:
    return dict(_pairs("stem"))
