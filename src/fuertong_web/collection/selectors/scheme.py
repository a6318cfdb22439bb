"""Which unit is asked for which indicators (监测方案): source units in force, successors for dissolved ones."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Unit, UnitSuccession


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The indicators each unit is asked for, and those nobody is asked for because the unit is missing or dissolved."""

    by_unit: dict[Unit, list[Indicator]]
    unplaced: list[Indicator]


def scheme_of(place: Place, *, on: date) -> Scheme:
    """The indicators in force on a day that the place's level produces, by the unit that answers for them."""
    units = {unit.pk: unit for unit in place.units.all()}
    after = {
        row.old_id: row.new_id
        for row in UnitSuccession.objects.filter(old__place=place, since__lte=on).order_by("since")
    }
    asked: dict[Unit, list[Indicator]] = {}
    unplaced: list[Indicator] = []
    for indicator in _in_force(place, on):
        unit = _answering(units, after, indicator.source_unit_id, on)
        if unit is None:
            unplaced.append(indicator)
        else:
            asked.setdefault(unit, []).append(indicator)
    ordered = sorted(asked, key=lambda unit: (unit.order, unit.code))
    return Scheme(by_unit={unit: asked[unit] for unit in ordered}, unplaced=unplaced)


def _in_force(place: Place, on: date) -> list[Indicator]:
    rows = place.indicators.filter(Q(valid_from=None) | Q(valid_from__lte=on)).filter(
        Q(valid_to=None) | Q(valid_to__gte=on)
    )
    newest = {row.code: row for row in rows.order_by("code", "version")}
    level = place.region.level
    return [row for row in newest.values() if not row.levels or level in row.levels]


def _answering(units: dict[int, Unit], after: dict[int, int], unit_id: int | None, on: date) -> Unit | None:
    seen: set[int] = set()
    while unit_id is not None and unit_id not in seen:
        seen.add(unit_id)
        unit = units.get(unit_id)
        if unit is not None and (unit.valid_to is None or unit.valid_to >= on):
            return unit
        unit_id = after.get(unit_id)
    return None
