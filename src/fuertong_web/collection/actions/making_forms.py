"""Making the forms of a round (生成报表): exactly the cells each unit is asked for, with what is known beforehand.

An indicator that a list (名录) asks for member by member has a row for each of them under the total.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from fuertong.model.indicator import Way
from fuertong.model.numbers import format_number
from fuertong.model.observation import Absence, ValueStatus
from fuertong_web.collection.dimensions import expand
from fuertong_web.collection.entries import asks_parts
from fuertong_web.collection.enums import RoundKind
from fuertong_web.collection.models import Cell, Form, Observation, Round
from fuertong_web.collection.periods import WHOLE_YEARS, period_asked, years_between
from fuertong_web.collection.scheme_models import BaseValue
from fuertong_web.collection.seasons import ByUnit, due_of
from fuertong_web.collection.selectors.bases import BaseKey, base_values
from fuertong_web.collection.selectors.entities import asked_by_member, year_end
from fuertong_web.collection.selectors.scheme import Asked
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Region, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the cells of a round need to know: years of the last surveys, shared denominators, keys with a value."""

    surveyed: dict[int, int]
    bases: dict[BaseKey, BaseValue]
    held: set[tuple[int, int, str, str]]
    members: dict[str, list[Region]]


def make_forms(opened: Round, by_unit: ByUnit, *, only_missing: bool = False) -> tuple[int, int]:
    """The forms with their cells; `only_missing` leaves out what has an accepted value. Returns forms and cells."""
    indicators = [asked.indicator for many in by_unit.values() for asked in many]
    known = _Known(
        surveyed=_last_survey(opened, indicators),
        bases={} if opened.span else base_values(opened.place_id, opened.data_year),
        held=_held(opened, indicators) if only_missing else set(),
        members=asked_by_member(opened.place, {row.code for row in indicators}, year_end(opened.data_year)),
    )
    made = {unit: list(_cells(opened, many, known)) for unit, many in by_unit.items()}
    forms = _stored(opened, {unit: cells for unit, cells in made.items() if cells})
    return len(forms), sum(len(cells) for cells in made.values())


def make_lower_forms(opened: Round, units: Mapping[Region, Unit], asked: Sequence[Asked]) -> list[tuple[Form, Region]]:
    """The forms of lower places (下发): the same cells for each region, under the unit that stands for it here."""
    indicators = [one.indicator for one in asked]
    surveyed = _last_survey(opened, indicators, regions=[region.pk for region in units])
    known = _Known(surveyed=surveyed, bases={}, held=set(), members={})
    made = {unit: list(_cells(opened, asked, known, region=region.pk)) for region, unit in units.items()}
    regions = {unit: region for region, unit in units.items()}
    return [(form, regions[form.unit]) for form in _stored(opened, made)]


def _stored(opened: Round, made: Mapping[Unit, list[Cell]]) -> list[Form]:
    forms = [Form(round=opened, unit=unit) for unit in made]
    Form.objects.bulk_create(forms)
    cells = []
    for form in forms:
        for cell in made[form.unit]:
            cell.form = form
            cells.append(cell)
    Cell.objects.bulk_create(cells, batch_size=1000)
    return forms


def _cells(opened: Round, many: Iterable[Asked], known: _Known, *, region: int | None = None) -> Iterator[Cell]:
    """The cells of a form: of the own region and the members of lists, or of the lower `region` alone."""
    order = 0
    whole = region or opened.place.region_id
    for asked in many:
        indicator = asked.indicator
        absence, note = _prefilled(asked, opened.data_year, known.surveyed)
        due = due_of(asked, opened.data_year)
        period = period_asked(opened, indicator)
        regions = [whole, *(member.pk for member in known.members.get(indicator.code, ()))]
        for area, breakdown in product(regions, expand(asked.breakdowns)):
            if (indicator.pk, area, period, breakdown) in known.held:
                continue
            order += 1
            shared = area == whole and not absence and asks_parts(indicator)
            base = known.bases.get((indicator.code, breakdown)) if shared else None
            early = asked.flash_first and due is not None and due > opened.deadline
            yield Cell(
                order=order,
                indicator=indicator,
                region_id=area,
                period=period,
                breakdown=breakdown,
                absence=absence,
                note=note,
                status=ValueStatus.EXPECTED if early else ValueStatus.FINAL,
                base_value=base,
                raw_denominator=format_number(base.value) if base is not None else "",
                denominator=base.value if base is not None else None,
            )


def _prefilled(asked: Asked, data_year: int, surveyed: dict[int, int]) -> tuple[str, str]:
    """The reason for absence known beforehand, with its words (practice 16); "" when the value is due."""
    if asked.production.way is Way.UPPER:
        return Absence.FROM_ABOVE, f"由{asked.production.producer or '上级统计部门'}反馈"
    next_year = asked.production.next_year if asked.production.way is Way.CENSUS else None
    if next_year is None or next_year <= data_year:
        next_year = _next_survey(asked.indicator, data_year, surveyed)
    return (Absence.SURVEY_YEAR, f"下次：{next_year}年") if next_year else ("", "")


def _last_survey(
    opened: Round, indicators: Iterable[Indicator], *, regions: Sequence[int] | None = None
) -> dict[int, int]:
    """The year of the last survey or term; progress within a year, a term's own round and a survey always ask."""
    always = bool(opened.span) or opened.kind == RoundKind.SURVEY
    rare = [] if always else [row.pk for row in indicators if years_between(row) > 1]
    rows = Observation.objects.filter(WHOLE_YEARS, indicator__in=rare, data_year__lt=opened.data_year).exclude(
        revision__value=None
    )
    if regions is not None:
        rows = rows.filter(region__in=regions)
    return dict(rows.order_by("data_year").values_list("indicator_id", "data_year")) if rare else {}


def _next_survey(indicator: Indicator, data_year: int, surveyed: dict[int, int]) -> int | None:
    """The year of the next survey when `data_year` is none (practice 16), None when the value is due."""
    last = surveyed.get(indicator.pk)
    if last is None or last + years_between(indicator) <= data_year:
        return None
    return last + years_between(indicator)


def _held(opened: Round, indicators: Iterable[Indicator]) -> set[tuple[int, int, str, str]]:
    rows = Observation.objects.filter(indicator__in={row.pk for row in indicators}, data_year=opened.data_year).exclude(
        revision__value=None
    )
    return set(rows.values_list("indicator_id", "region_id", "period", "breakdown"))
