"""Next year's edition (新版套表): the mapping is found again by its labels, and what differs is said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fuertong.upper_forms.slots import Anchor, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A new edition with the old meanings: slots, those that are new, labels of the old one that are gone."""

    slots: tuple[Slot, ...]
    new: tuple[Slot, ...]
    gone: tuple[Slot, ...]
    moved: int


def carry_over(old: Sequence[Slot], fresh: Iterable[Slot]) -> Carried:
    """Give each slot of the new edition the meaning its labels had in the old one; proposals stay where they had none.

    A slot is the same when title, row and column agree; or row and column alone, where that is unambiguous (the title
    was reworded, the sheet renamed).
    """
    exact = {slot.anchor: slot for slot in old}
    loose = _loose(old)
    slots, new, used, moved = [], [], set(), 0
    fresh = list(fresh)
    again = _loose(fresh)
    for slot in fresh:
        before = exact.get(slot.anchor)
        if before is None:
            key = _without_title(slot.anchor)
            before = loose.get(key) if key in again else None
        if before is None or before.anchor in used:
            slots.append(slot)
            new.append(slot)
            continue
        used.add(before.anchor)
        moved += (before.grid, before.row, before.column) != (slot.grid, slot.row, slot.column)
        slots.append(replace(slot, meaning=before.meaning, is_sure=before.is_sure))
    gone = tuple(slot for slot in old if slot.anchor not in used)
    return Carried(slots=tuple(slots), new=tuple(new), gone=gone, moved=moved)


def _loose(slots: Sequence[Slot]) -> dict[Anchor, Slot]:
    found: dict[Anchor, list[Slot]] = {}
    for slot in slots:
        found.setdefault(_without_title(slot.anchor), []).append(slot)
    return {anchor: rows[0] for anchor, rows in found.items() if len(rows) == 1}


def _without_title(anchor: Anchor) -> Anchor:
    return replace(anchor, table="")
