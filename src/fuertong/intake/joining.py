"""Several files as one grid (指标×年份): which file says what of each value, where they disagree, which is taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fuertong.intake.found import Found
from fuertong.model.numbers import round_half_up

Slot = tuple[str, str, str, int]
"""Indicator code, breakdown, region and year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value found, and the indicator, region and period slot a person or the catalogue says it belongs to."""

    slot: Slot
    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """One cell of the grid: the value taken, everything that was said of it (best first), whether they disagree."""

    slot: Slot
    taken: Found
    told: tuple[Found, ...]
    is_picked: bool = False

    @property
    def is_disputed(self) -> bool:
        """Whether two files give different numbers; a number written with fewer decimals does not disagree."""
        return any(not _same(self.taken, other) for other in self.told)


def join(told: Iterable[Told], picks: Mapping[Slot, str]) -> list[Joined]:
    """The cells of the grid in order of indicator, breakdown, region and year.

    A value stands first in the year's own file, then in the file nearest behind it; `picks` names by slot the place
    (`str(where)`) of the value a person chose.
    """
    by_slot: dict[Slot, list[Found]] = {}
    for one in told:
        by_slot.setdefault(one.slot, []).append(one.found)
    return [_joined(slot, found, picks.get(slot, "")) for slot, found in sorted(by_slot.items())]


def _joined(slot: Slot, found: list[Found], pick: str) -> Joined:
    ordered = sorted(found, key=_rank)
    chosen = next((one for one in ordered if str(one.where) == pick), None)
    return Joined(slot=slot, taken=chosen or ordered[0], told=tuple(ordered), is_picked=chosen is not None)


def _rank(found: Found) -> tuple[bool, int, int]:
    distance = found.told_in - found.year
    return distance < 0, abs(distance), -found.decimals


def _same(one: Found, other: Found) -> bool:
    decimals = min(one.decimals, other.decimals)
    return _rounded(one.value, decimals) == _rounded(other.value, decimals)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return round_half_up(value, decimals)
