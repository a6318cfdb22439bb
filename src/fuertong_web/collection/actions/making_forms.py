"""Making the forms of a round (生成报表): exactly the cells each unit is asked for, with what is known beforehand.

An indicator that a list (名录) asks for member by member has a row for each of them under the total.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from fuertong.model.indicator import Way
from fuertong.model.numbers import format_number
from fuertong.model.observation import Absence, ValueStatus
from fuertong.model.period import period_code
from fuertong_web.collection.dimensions import expand
from fuertong_web.collection.entries import asks_parts
from fuertong_web.collection.models import Cell, Form, Observation, Round
from fuertong_web.collection.scheme_models import BaseValue
from fuertong_web.collection.seasons import ByUnit, due_of
from fuertong_web.collection.selectors.bases import BaseKey, base_values
from fuertong_web.collection.selectors.entities import asked_by_member, year_end
from fuertong_web.collection.selectors.scheme import Asked
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Region


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
        bases=base_values(opened.place_id, opened.data_year),
        held=_held(opened, indicators) if only_missing else set(),
        members=asked_by_member(opened.place, {row.code for row in indicators}, year_end(opened.data_year)),
    )
    made = {unit: list(_cells(opened, many, known)) for unit, many in by_unit.items()}
    forms = [Form(round=opened, unit=unit) for unit, cells in made.items() if cells]
    Form.objects.bulk_create(forms)
    cells = []
    for form in forms:
        for cell in made[form.unit]:
            cell.form = form
            cells.append(cell)
    Cell.objects.bulk_create(cells, batch_size=1000)
    return len(forms), len(cells)


def _cells(opened: Round, many: Iterable[Asked], known: _Known) -> Iterator[Cell]:
    order = 0
    for asked in many:
        indicator = asked.indicator
        absence, note = _prefilled(asked, opened.data_year, known.surveyed)
        due = due_of(asked, opened.data_year)
        period = period_code(opened.data_year, indicator.statistical_year)
        own = opened.place.region_id
        regions = [own, *(region.pk for region in known.members.get(indicator.code, ()))]
        for region, breakdown in product(regions, expand(asked.breakdowns)):
            if (indicator.pk, region, period, breakdown) in known.held:
                continue
            order += 1
            shared = region == own and not absence and asks_parts(indicator)
            base = known.bases.get((indicator.code, breakdown)) if shared else None
            early = asked.flash_first and due is not None and due > opened.deadline
            yield Cell(
                order=order,
                indicator=indicator,
                region_id=region,
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


def _last_survey(opened: Round, indicators: Iterable[Indicator]) -> dict[int, int]:
    rare = [row.pk for row in indicators if row.freq > 1]
    rows = Observation.objects.filter(indicator__in=rare, data_year__lt=opened.data_year).exclude(revision__value=None)
    return dict(rows.order_by("data_year").values_list("indicator_id", "data_year")) if rare else {}


def _next_survey(indicator: Indicator, data_year: int, surveyed: dict[int, int]) -> int | None:
    """The year of the next survey when `data_year` is none (practice 16), None when the value is due."""
    last = surveyed.get(indicator.pk)
    if last is None or last + indicator.freq <= data_year:
        return None
    return last + indicator.freq


def _held(opened: Round, indicators: Iterable[Indicator]) -> set[tuple[int, int, str, str]]:
    rows = Observation.objects.filter(indicator__in={row.pk for row in indicators}, data_year=opened.data_year).exclude(
        revision__value=None
    )
    return set(rows.values_list("indicator_id", "region_id", "period", "breakdown"))
