"""The accepted values of earlier years (历年数据) that the quality rules compare a form's cells with."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from fuertong.model.observation import Key, Observation, ValueStatus
from fuertong_web.collection.models import Cell, Form
from fuertong_web.collection.models import Observation as Accepted
from fuertong_web.collection.periods import same_stretch
from fuertong_web.compiled import Compiled

YEARS_BACK = 12
_READ = (
    "indicator_id",
    "region_id",
    "period",
    "breakdown",
    "revision__value",
    "revision__numerator",
    "revision__denominator",
    "revision__decimals",
    "revision__status",
    "revision__break_before",
)
Row = tuple[Any, ...]


def _rows(rows: QuerySet[Accepted]) -> QuerySet[Accepted, Row]:
    return rows.order_by().values_list(*_READ)


_OF_ONE = Compiled[Row](
    4,
    lambda indicator, region, first, last: _rows(
        Accepted.objects.filter(indicator=indicator, region=region, data_year__gte=first, data_year__lte=last)
    ),
)


def past_of(form: Form, cells: Sequence[Cell]) -> Iterator[Observation]:
    """What was accepted for the cells' indicators and regions in the twelve years before the form's; one query."""
    known = {(cell.indicator_id, cell.region_id): cell for cell in cells}
    first, last = form.round.data_year - YEARS_BACK, form.round.data_year - 1
    if len(known) == 1:  # autosave of one cell beside its groups
        return _observations(_OF_ONE(*next(iter(known)), first, last), known)
    rows = Accepted.objects.filter(
        indicator__in={cell.indicator_id for cell in cells},
        region__in={cell.region_id for cell in cells},
        data_year__gte=first,
        data_year__lte=last,
    )
    return _observations(_rows(rows), known)


def _observations(rows: Iterable[Row], known: dict[tuple[int, int], Cell]) -> Iterator[Observation]:
    for indicator, region, period, breakdown, value, numerator, denominator, decimals, status, broken in rows:
        cell = known.get((indicator, region))
        if cell is not None and same_stretch(period, cell.period):
            key = Key(
                indicator=cell.indicator.code,
                version=cell.indicator.version,
                region=cell.region.code,
                period=period,
                breakdown=breakdown,
            )
            yield Observation(
                key=key,
                value=value,
                numerator=numerator,
                denominator=denominator,
                decimals=decimals,
                status=ValueStatus(status),
                break_before=broken,
            )
