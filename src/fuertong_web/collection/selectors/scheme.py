"""Which unit is asked for which indicators (监测方案): a version's lines, or the catalogue's source units.

Units in force answer, successors for dissolved ones; what the level does not produce is never asked (practice 16).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fuertong.model.indicator import Production, Way
from fuertong_web.collection.enums import RoundKind
from fuertong_web.collection.scheme_models import SchemeLine, SchemeVersion
from fuertong_web.indicators.core_form import production_of
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Unit, UnitSuccession


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One indicator as a unit is asked for it; `production` says how the level comes by the value."""

    indicator: Indicator
    breakdowns: tuple[str, ...]
    production: Production
    expected_month: int | None = None
    due: str = ""
    flash_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The indicators each unit is asked for, those without a unit, those the level does not produce."""

    by_unit: dict[Unit, list[Asked]]
    unplaced: list[Indicator]
    not_produced: list[Indicator]

    @property
    def indicators(self) -> int:
        """How many indicators are asked for."""
        return sum(len(asked) for asked in self.by_unit.values())


def scheme_of(
    place: Place,
    *,
    on: date,
    version: SchemeVersion | None = None,
    kind: RoundKind = RoundKind.FULL,
    only: frozenset[str] | None = None,
) -> Scheme:
    """What a round of `kind` asks on a day; `only` limits it to indicator codes; without a version the catalogue.

    A special survey (专项统计调查) asks for what it names, whatever the level usually produces.
    """
    units = {unit.pk: unit for unit in place.units.all()}
    after = {
        row.old_id: row.new_id
        for row in UnitSuccession.objects.filter(old__place=place, since__lte=on).order_by("since")
    }
    level = place.region.level
    surveyed = kind is RoundKind.SURVEY and bool(only)
    asked: dict[Unit, list[Asked]] = {}
    unplaced: list[Indicator] = []
    not_produced: list[Indicator] = []
    for indicator, line in _wanted(place, on, version, kind, only):
        production = Production(level=level, way=Way.OWN) if surveyed else produced_by(indicator, level)
        if production.way in (Way.NONE, Way.SAMPLE):
            not_produced.append(indicator)
            continue
        unit_id = line.unit_id if line is not None and line.unit_id else indicator.source_unit_id
        unit = _answering(units, after, unit_id, on)
        if unit is None:
            unplaced.append(indicator)
        else:
            asked.setdefault(unit, []).append(_asked(indicator, line, production))
    ordered = sorted(asked, key=lambda unit: (unit.order, unit.code))
    return Scheme(by_unit={unit: asked[unit] for unit in ordered}, unplaced=unplaced, not_produced=not_produced)


def produced_by(indicator: Indicator, level: str) -> Production:
    """What a level produces of an indicator; without a row of its own a listed level produces the value itself."""
    for row in production_of(indicator):
        if row.level == level:
            return row
    own = not indicator.levels or level in indicator.levels
    return Production(level=level, way=Way.OWN if own else Way.NONE)


def in_force(place: Place, on: date) -> dict[str, Indicator]:
    """The indicators of a place in force on a day, by code, in their newest version."""
    rows = place.indicators.filter(Q(valid_from=None) | Q(valid_from__lte=on)).filter(
        Q(valid_to=None) | Q(valid_to__gte=on)
    )
    return {row.code: row for row in rows.select_related("source_unit").order_by("code", "version")}


_Wanted = list[tuple[Indicator, SchemeLine | None]]


def _wanted(
    place: Place, on: date, version: SchemeVersion | None, kind: RoundKind, only: frozenset[str] | None
) -> _Wanted:
    newest = in_force(place, on)
    found: _Wanted
    if version is None:
        level = place.region.level
        found = [(row, None) for row in newest.values() if not row.levels or level in row.levels]
    else:
        lines = version.lines.select_related("indicator").order_by("order")
        found = [(newest[line.indicator.code], line) for line in lines if line.indicator.code in newest]
    if kind is RoundKind.KEY:
        found = [(row, line) for row, line in found if line is not None and line.is_key]
    if only is not None:
        listed = {row.code for row, _ in found}
        found = [(row, line) for row, line in found if row.code in only]
        found += [(newest[code], None) for code in sorted(only - listed) if code in newest]
    return found


def _asked(indicator: Indicator, line: SchemeLine | None, production: Production) -> Asked:
    return Asked(
        indicator=indicator,
        breakdowns=tuple(line.breakdowns if line is not None else indicator.breakdowns),
        production=production,
        expected_month=(line.expected_month if line is not None else None) or indicator.expected_month,
        due=line.due if line is not None else "",
        flash_first=line.flash_first if line is not None else False,
    )


def _answering(units: dict[int, Unit], after: dict[int, int], unit_id: int | None, on: date) -> Unit | None:
    seen: set[int] = set()
    while unit_id is not None and unit_id not in seen:
        seen.add(unit_id)
        unit = units.get(unit_id)
        if unit is not None and (unit.valid_to is None or unit.valid_to >= on):
            return unit
        unit_id = after.get(unit_id)
    return None
