"""Lower values rolled up (下级汇总): what the parts add up to beside the own value, and which parts are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.indicator import Aggregation
from fuertong.model.organisation import Level
from fuertong.model.rolling_up import Part, Rolled, roll_up
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.disclosure import View, view_of
from fuertong_web.collection.models import Observation
from fuertong_web.collection.periods import WHOLE_YEARS
from fuertong_web.collection.selectors.entities import asked_by_member, year_end
from fuertong_web.collection.selectors.values import Point, indicators_for, series_by_region
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Region

NO_AREA = (Level.VILLAGE, Level.ENTITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpwardRow:
    """One indicator of a year: the own value, what the parts give, how many of them are there."""

    indicator: Indicator
    period: str
    own: Point | None
    rolled: Rolled
    parts: int
    known: int

    @property
    def way(self) -> Aggregation:
        """How the indicator is aggregated."""
        return self.indicator.rolled_up

    @property
    def apart(self) -> Decimal | None:
        """Own value minus rolled up; None where one of them is missing."""
        if self.own is None or self.own.value is None or self.rolled.value is None:
            return None
        return self.own.value - self.rolled.value

    @property
    def may_adopt(self) -> bool:
        """Whether the rolled up value would say anything new."""
        if self.rolled.value is None:
            return False
        return self.own is None or self.own.value is None or self.apart != 0


def upward_rows(actor: Actor, data_year: int) -> list[UpwardRow]:
    """The indicators with values below in a year; values the actor may not see in full are left out; seven queries."""
    place = actor.place
    if place is None:
        return []
    below = {row.pk: row for row in Region.objects.filter(parent=place.region).order_by("code")}
    held = set(
        Observation.objects.filter(
            WHOLE_YEARS, indicator__place=place, region__parent=place.region, data_year=data_year, breakdown=""
        ).values_list("indicator__code", flat=True)
    )
    rows = {row.code: row for row in indicators_for(actor).filter(valid_to=None, code__in=held)}
    seen = [row for row in rows.values() if view_of(actor, row) is View.ALL]
    listed = asked_by_member(place, [row.code for row in seen], year_end(data_year))
    regions = [place.region, *below.values()]
    made = series_by_region(actor, [row.pk for row in seen], regions=regions)
    today = _areas(list(below.values()), data_year)
    found = []
    for row in seen:
        parts = listed.get(row.code) or today
        points = [_at(made.get(part.pk, {}).get((row.pk, ""), []), data_year) for part in parts]
        own = _at(made.get(place.region_id, {}).get((row.pk, ""), []), data_year)
        first = next((point for point in (own, *points) if point is not None), None)
        if first is not None and any(point is not None for point in points):
            found.append(_row(row, first.period, own, parts, points))
    return found


def _areas(below: Sequence[Region], data_year: int) -> list[Region]:
    day = year_end(data_year)
    return [
        row
        for row in below
        if Level(row.level) not in NO_AREA
        and (row.valid_from is None or row.valid_from <= day)
        and (row.valid_to is None or row.valid_to >= day)
    ]


def _at(points: Sequence[Point], year: int) -> Point | None:
    return next((point for point in points if point.year == year), None)


def _row(
    indicator: Indicator, period: str, own: Point | None, parts: Sequence[Region], points: Sequence[Point | None]
) -> UpwardRow:
    listed = [
        Part(
            name=part.name,
            value=point.value if point else None,
            numerator=point.numerator if point else None,
            denominator=point.denominator if point else None,
        )
        for part, point in zip(parts, points, strict=True)
    ]
    return UpwardRow(
        indicator=indicator,
        period=period,
        own=own,
        rolled=roll_up(listed, way=indicator.rolled_up, per=indicator.per, decimals=indicator.decimals),
        parts=len(parts),
        known=sum(point is not None and point.value is not None for point in points),
    )
