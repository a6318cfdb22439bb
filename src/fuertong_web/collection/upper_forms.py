"""Forms of the upper office against the place (套表): proposals by name and code, what is filled in for a year."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from fuertong.model.observation import Absence
from fuertong.upper_forms import Carried, Filled, FormGrid, Known, Slot, carry_over, fill
from fuertong_web.collection.models import Observation
from fuertong_web.collection.models_intake import UpperForm, UpperFormEdition
from fuertong_web.collection.upper_forms_apart import grid_of, slot_of
from fuertong_web.indicators.choosing import choose, known_of
from fuertong_web.indicators.proposals import Proposal
from fuertong_web.places.models import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition with its tables and slots, and what changed against the one before (None for the first)."""

    row: UpperFormEdition
    year: int | None
    grids: list[FormGrid]
    slots: list[Slot]
    change: Carried | None


def propose(slots: Sequence[Slot], place: Place) -> list[Slot]:
    """The slots with the indicator that their code or name means in the place, where one is known."""
    known = known_of(place)
    found = []
    for slot in slots:
        listed = known.by_code.get(slot.written_code)
        choice = choose(Proposal(name=slot.name), known)
        own = listed or choice.own
        if own is None:
            found.append(slot)
            continue
        group = slot.meaning.breakdown or ("" if listed else choice.breakdown)
        meaning = replace(slot.meaning, code=own.code, breakdown=group)
        found.append(replace(slot, meaning=meaning, is_sure=listed is not None or not choice.is_likely))
    return found


def edition_of(form: UpperForm) -> Edition | None:
    """The newest edition, compared with the one before it."""
    rows = list(form.editions.select_related("document")[:2])
    if not rows:
        return None
    slots = slots_of(rows[0])
    change = carry_over(slots_of(rows[1]), slots) if len(rows) > 1 else None
    grids = rows[0].grids
    return Edition(
        row=rows[0], year=grids["year"], grids=[grid_of(grid) for grid in grids["grids"]], slots=slots, change=change
    )


def slots_of(edition: UpperFormEdition) -> list[Slot]:
    """The slots of an edition."""
    return [slot_of(row) for row in edition.slots]


def slot_rows(slots: Sequence[Slot]) -> list[dict[str, Any]]:
    """Slots as they are stored."""
    return [asdict(slot) for slot in slots]


def filled_for(edition: Edition, place: Place, year: int) -> list[Filled]:
    """What stands in each slot for a year from the accepted values of the place; one query."""
    codes = {slot.meaning.code for slot in edition.slots} - {""}
    years = {slot.meaning.year(year) for slot in edition.slots}
    rows = Observation.objects.filter(
        indicator__place=place, region=place.region, indicator__code__in=codes, data_year__in=years
    ).select_related("indicator", "revision")
    known = {(row.indicator.code, row.breakdown, row.data_year): _known(row) for row in rows}
    return fill(
        edition.slots,
        lambda slot: known.get((slot.meaning.code, slot.meaning.breakdown, slot.meaning.year(year))),
    )


def _known(row: Observation) -> Known:
    revision = row.revision
    return Known(
        value=revision.value,
        decimals=revision.decimals if revision.decimals is not None else row.indicator.decimals,
        unit=row.indicator.unit,
        numerator=revision.numerator,
        denominator=revision.denominator,
        note=revision.note,
        absence=Absence(revision.absence).label if revision.absence else "",
    )
