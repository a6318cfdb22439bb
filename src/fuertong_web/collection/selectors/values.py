"""Accepted values (已接受数据) as an actor may see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fuertong.model.numbers import round_half_up
from fuertong.model.observation import Absence, ValueStatus
from fuertong.model.period import is_part_of_year
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.disclosure import View, pooled_rate, too_few, view_of
from fuertong_web.collection.models import Observation, PointerMove
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Region

POOLED_YEARS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One year of a series as it may be shown: `withheld` says why a value that exists is not here.

    `status` is the label (正式数), `absence` the label of a reason for absence, `pooled` the rate of up to three years
    that stands in where a single year's may not be shown, `note` how a value was made that nobody reported as it is
    (由两地合并计算).
    """

    year: int
    period: str
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    status: str = ""
    absence: str = ""
    source: str = ""
    revision: str = ""
    accepted_at: datetime | None = None
    break_before: bool = False
    splice: Decimal | None = None
    decimals: int | None = None
    withheld: str = ""
    pooled: Decimal | None = None
    note: str = ""


Series = dict[tuple[int, str], list[Point]]


def indicators_for(actor: Actor) -> QuerySet[Indicator]:
    """The indicators whose values the actor may ask for; sealed ones show their name but no value.

    A one-time code opens its form and nothing else.
    """
    if actor.place is None or actor.code_form_id is not None:
        return Indicator.objects.none()
    rows = actor.place.indicators.select_related("source_unit").order_by("source_unit__order", "code", "version")
    if actor.can(Permission.VALUES_SEE) or actor.can(Permission.VALUES_SEE_ACCEPTED):
        return rows
    return rows.filter(source_unit__in=actor.unit_ids) if actor.can(Permission.VALUES_SEE_OWN) else rows.none()


def series(
    actor: Actor,
    indicator_ids: Collection[int],
    *,
    region: Region | None = None,
    breakdown: str | None = "",
    on: date | None = None,
) -> Series:
    """(indicator id, breakdown) → its accepted points by year, three queries.

    `region` None is the actor's place; `breakdown` None gives every breakdown; `on` gives the values as known at the
    end of that day. What the actor may not see at all is left out; what may not be shown for one year has value None
    and `withheld`.
    """
    if actor.place is None:
        return {}
    own = region or actor.place.region
    return series_by_region(actor, indicator_ids, regions=[own], breakdown=breakdown, on=on).get(own.pk, {})


def series_by_region(
    actor: Actor,
    indicator_ids: Collection[int],
    *,
    regions: Sequence[Region],
    breakdown: str | None = "",
    on: date | None = None,
    within: bool = False,
) -> dict[int, Series]:
    """The series of several regions at once, by region's primary key; three queries.

    Whole years and terms; `within` also gives half years, quarters and months.
    """
    if actor.place is None:
        return {}
    indicators = {row.pk: row for row in indicators_for(actor).filter(pk__in=indicator_ids)}
    codes = {row.code for row in indicators.values()}
    versions = {
        pk: (code, version)
        for pk, code, version in actor.place.indicators.filter(code__in=codes).values_list("pk", "code", "version")
    }
    protected = {pk for pk, row in indicators.items() if view_of(actor, row) is View.RATES}
    group = None if protected else breakdown
    by_region: dict[int, dict[str, list[_Row]]] = {}
    for pk, region, found, *fields in accepted_rows(versions, [row.pk for row in regions], group, on):
        if not within and is_part_of_year(fields[1]):
            continue
        code, version = versions[pk]
        by_region.setdefault(region, {}).setdefault(code, []).append((version, found, _point(*fields)))
    made = {region: _series(actor, indicators, by_code, protected, breakdown) for region, by_code in by_region.items()}
    return _closed_below(made, protected, actor.place.region_id)


def _series(
    actor: Actor,
    indicators: dict[int, Indicator],
    by_code: "dict[str, list[_Row]]",
    protected: set[int],
    breakdown: str | None,
) -> Series:
    found: Series = {}
    for pk, indicator in indicators.items():
        groups = _of_versions(indicator, by_code.get(indicator.code, []))
        shown = {group: masked(actor, indicator, points) for group, points in groups.items()}
        for group, points in (_closed(shown) if pk in protected else shown).items():
            if breakdown is None or group == breakdown:
                found[pk, group] = points
    return {key: points for key, points in found.items() if points}


def _closed_below(made: dict[int, Series], protected: set[int], own: int) -> dict[int, Series]:
    """The lower regions without the years where one of them is withheld: it would follow from the others."""
    below = [region for region in made if region != own]
    for key in {key for region in below for key in made[region] if key[0] in protected}:
        shut = {point.year for region in below for point in made[region].get(key, ()) if point.withheld}
        for region in below:
            if key in made[region]:
                made[region][key] = [
                    _bare(point, View.RATES.words) if point.year in shut and not point.withheld else point
                    for point in made[region][key]
                ]
    return made


def _closed(groups: dict[str, list[Point]]) -> dict[str, list[Point]]:
    """The groups without the years where one of them, or the total, is withheld: it would follow by subtraction."""
    years = {point.year for points in groups.values() for point in points if point.withheld}
    return {
        group: [
            _bare(point, View.RATES.words) if group and point.year in years and not point.withheld else point
            for point in points
        ]
        for group, points in groups.items()
    }


def _of_versions(indicator: Indicator, rows: "list[_Row]") -> dict[str, list[Point]]:
    """The points of an indicator and its earlier versions by breakdown; a redefinition shows as a break (口径变化).

    Where two versions have a value of one period, the later one counts.
    """
    kept: dict[str, dict[str, tuple[int, Point]]] = {}
    for version, group, point in rows:
        if version <= indicator.version:
            kept.setdefault(group, {})[point.period] = (version, point)
    found: dict[str, list[Point]] = {}
    for group, periods in kept.items():
        last = 0
        for version, point in periods.values():
            redefined = bool(last) and version > last
            last = version
            found.setdefault(group, []).append(replace(point, break_before=True) if redefined else point)
    return found


_Row = tuple[int, str, Point]
_KEY = ("indicator_id", "region_id", "breakdown", "data_year", "period")
_COLUMNS = (
    "revision__value",
    "revision__numerator",
    "revision__denominator",
    "revision__status",
    "revision__absence",
    "revision__source",
    "revision__uid",
    "revision__break_before",
    "revision__splice",
    "revision__decimals",
)


def accepted_rows(
    indicators: Collection[int], regions: Collection[int], breakdown: str | None, on: date | None
) -> list[tuple[Any, ...]]:
    """Plain rows: indicator, region, breakdown, year, period, day of acceptance, then what the revision says.

    By year, period and version of the indicator; one query. With `on` the last acceptance up to that day counts.
    """
    if on is None:
        rows = Observation.objects.filter(indicator__in=indicators, region__in=regions)
        rows = rows if breakdown is None else rows.filter(breakdown=breakdown)
        return list(
            rows.order_by("data_year", "period", "indicator__version").values_list(*_KEY, "accepted_at", *_COLUMNS)
        )
    end = timezone.make_aware(datetime.combine(on, time.max))
    moves = PointerMove.objects.filter(
        observation__indicator__in=indicators, observation__region__in=regions, at__lte=end
    )
    moves = moves if breakdown is None else moves.filter(observation__breakdown=breakdown)
    columns = [f"observation__{name}" for name in _KEY]
    known: dict[int, tuple[Any, ...]] = {}
    for pk, version, *row in moves.order_by("at", "pk").values_list(
        "observation_id", "observation__indicator__version", *columns, "at", *_COLUMNS
    ):
        known[pk] = (version, *row)
    return [row[1:] for row in sorted(known.values(), key=lambda row: (row[4], row[5], row[0]))]


def _point(
    year: int,
    period: str,
    accepted_at: datetime,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
    status: str,
    absence: str,
    source: str,
    revision: UUID,
    break_before: bool,
    splice: Decimal | None,
    decimals: int | None,
) -> Point:
    """The point of an accepted observation, unmasked; plain columns, because a page reads a thousand of them."""
    return Point(
        year=year,
        period=period,
        value=value,
        numerator=numerator,
        denominator=denominator,
        status=ValueStatus(status).label,
        absence=Absence(absence).label if absence else "",
        source=source,
        revision=str(revision),
        accepted_at=accepted_at,
        break_before=break_before,
        splice=splice,
        decimals=decimals,
    )


def masked(actor: Actor, indicator: Indicator, points: list[Point]) -> list[Point]:
    """The points with what the actor may not see taken out; an empty list when nothing may be seen."""
    view = view_of(actor, indicator)
    if view is View.ALL:
        return points
    if view is View.NOTHING:
        return []
    if view is View.SEALED:
        return [_bare(point, view.words) for point in points]
    usual = pooled_rate(indicator, [(point.numerator, point.denominator) for point in points])
    return [_few(indicator, points, place, usual) for place in range(len(points))]


def _bare(point: Point, why: str, pooled: Decimal | None = None) -> Point:
    return replace(
        point, value=None, numerator=None, denominator=None, splice=None, withheld=why, pooled=pooled, source=""
    )


def _few(indicator: Indicator, points: list[Point], place: int, usual: Decimal | None) -> Point:
    point = points[place]
    if point.value is None:
        return replace(point, numerator=None, denominator=None)
    few = too_few(indicator, value=point.value, numerator=point.numerator, denominator=point.denominator, usual=usual)
    if not few:
        return replace(point, numerator=None, denominator=None)
    last = [item for item in points[: place + 1] if item.year > point.year - POOLED_YEARS]
    pooled = pooled_rate(indicator, [(item.numerator, item.denominator) for item in last]) if len(last) > 1 else None
    shown = round_half_up(pooled, indicator.decimals) if pooled is not None else None
    return _bare(point, View.RATES.words, shown)
