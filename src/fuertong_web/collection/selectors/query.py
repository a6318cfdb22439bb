"""The data query (数据查询): indicators × years × places × breakdowns, filtered, as the actor may see them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.models import Observation
from fuertong_web.collection.periods import WHOLE_YEARS
from fuertong_web.collection.selectors.boundaries import Boundaries, boundaries_below, continued
from fuertong_web.collection.selectors.values import Point, Series, indicators_for, series_by_region
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Region
from fuertong_web.plans.models import Target

YEARS_SHOWN = 6
MOST_YEARS = 20
THEN = "then"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What was asked for; empty fields do not restrict.

    `where`: "" the own place, "below" every lower region, "all" both, or the uid of a list or of one region.
    `groups`: "" totals, "all" every breakdown, or one dimension. `on`: values as known on that day. `bounds` "then"
    shows the regions as they were reported instead of today's.
    """

    words: str = ""
    unit: str = ""
    domain: str = ""
    since: int | None = None
    until: int | None = None
    where: str = ""
    groups: str = ""
    on: date | None = None
    bounds: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether several places are asked for."""
        return bool(self.where)

    def has_group(self, breakdown: str) -> bool:
        """Whether a breakdown is asked for; the total always is."""
        if not breakdown or self.groups == "all":
            return True
        return bool(self.groups) and {pair.partition("=")[0] for pair in breakdown.split(";")} == {self.groups}


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One indicator (place and group) with its points by year, None where there is none."""

    indicator: Indicator
    region: Region
    breakdown: str
    points: list[Point | None]
    first_of_unit: bool
    is_own: bool = True
    stands_in: Region | None = None

    @property
    def group(self) -> str:
        """The breakdown in words."""
        return breakdown_label(self.breakdown)

    @property
    def name(self) -> str:
        """指标（分组）."""
        return f"{self.indicator.name}（{self.group}）" if self.group else self.indicator.name


def last_year(place: Place) -> int | None:
    """The newest data year with an accepted value."""
    found = Observation.objects.filter(WHOLE_YEARS, indicator__place=place).aggregate(year=Max("data_year"))["year"]
    return int(found) if found else None


def asked(actor: Actor, wanted: Filter) -> QuerySet[Indicator]:
    """The indicators the filter leaves, in the order of the units."""
    rows = indicators_for(actor).filter(valid_to=None)
    if wanted.words:
        rows = rows.filter(Q(name__icontains=wanted.words) | Q(code__icontains=wanted.words))
    if _is_uuid(wanted.unit):
        rows = rows.filter(source_unit__uid=wanted.unit)
    if wanted.domain:
        with_target = Target.objects.filter(goal__domain__code=wanted.domain)
        rows = rows.filter(pk__in=with_target.values("indicator"))
    return rows


def domains_of(actor: Actor) -> list[tuple[str, str]]:
    """(code, 规划·领域) of the domains whose targets use an indicator the actor may see."""
    rows = (
        Target.objects.filter(indicator__in=indicators_for(actor))
        .order_by("goal__domain__plan", "goal__domain__no")
        .values_list("goal__domain__code", "goal__domain__title", "goal__domain__plan__audience")
    )
    words = {"women": "妇女", "children": "儿童"}
    return list(dict.fromkeys((code, f"{words.get(plan, '')}·{title}") for code, title, plan in rows))


def regions_of(actor: Actor, wanted: Filter, years: Sequence[int]) -> list[Region]:
    """The places asked for: today's, or with `bounds` all that were in force in the years; two queries."""
    if actor.place is None:
        return []
    own = actor.place.region
    if not wanted.where:
        return [own]
    below = Region.objects.filter(parent=own).order_by("code", "valid_from")
    if wanted.where == "all":
        return [own, *_in_force(below, wanted, years)]
    if wanted.where == "below" or not _is_uuid(wanted.where):
        return _in_force(below, wanted, years)
    one = below.filter(uid=wanted.where)
    return list(one) or _in_force(below.filter(pk__in=_listed(actor.place, wanted.where)), wanted, years)


def _listed(place: Place, uid: str) -> QuerySet[Region]:
    rows = place.entity_lists.filter(uid=uid)
    return Region.objects.filter(pk__in=rows.values("members__region"))


def _in_force(rows: QuerySet[Region], wanted: Filter, years: Sequence[int]) -> list[Region]:
    if wanted.bounds == THEN:
        first = date(years[0], 1, 1)
        return list(rows.filter(Q(valid_to=None) | Q(valid_to__gte=first)))
    day = wanted.on or date(years[-1], 12, 31)
    return list(
        rows.filter(Q(valid_to=None) | Q(valid_to__gte=day)).filter(Q(valid_from=None) | Q(valid_from__lte=day))
    )


def grid(actor: Actor, indicators: list[Indicator], years: list[int], wanted: Filter) -> list[GridRow]:
    """The rows with their points in a constant number of queries. Whole years only: quarters and months stand on the
    indicator's own page.
    """
    if actor.place is None:
        return []
    own = actor.place.region
    regions = regions_of(actor, wanted, years)
    known = boundaries_below(own) if wanted.is_wide else Boundaries()
    above = own.parent if not wanted.is_wide else None
    asked_for = [*known.with_parts(regions), *([above] if above is not None else [])]
    made = series_by_region(
        actor,
        [row.pk for row in indicators],
        regions=asked_for,
        breakdown=None if wanted.groups else "",
        on=wanted.on,
    )
    rows: list[GridRow] = []
    for indicator in indicators:
        found = _rows_of(indicator, regions, years, wanted, made, known, own)
        upper = made.get(above.pk, {}) if above is not None else {}
        rows += [_stood_in(row, upper, above, years) for row in found]
    unit: int | None = -1
    for place, row in enumerate(rows):
        rows[place] = replace(row, first_of_unit=row.indicator.source_unit_id != unit)
        unit = row.indicator.source_unit_id
    return rows


def _rows_of(
    indicator: Indicator,
    regions: Sequence[Region],
    years: Sequence[int],
    wanted: Filter,
    made: dict[int, Series],
    known: Boundaries,
    own: Region,
) -> list[GridRow]:
    found = []
    for region in regions:
        parts = known.with_parts([region])
        groups = {key[1] for part in parts for key in made.get(part.pk, {}) if key[0] == indicator.pk}
        if not groups and region.pk == own.pk:
            groups = {""}
        for breakdown in sorted(group for group in groups if wanted.has_group(group)):
            key = (indicator.pk, breakdown)
            points = (
                made.get(region.pk, {}).get(key, [])
                if wanted.bounds == THEN and region.valid_to is None
                else continued(region, key, made, known, indicator)
            )
            by_year = {point.year: point for point in points}
            shown = [by_year.get(year) for year in years]
            if region.pk != own.pk and not any(shown):
                continue
            found.append(
                GridRow(
                    indicator=indicator,
                    region=region,
                    breakdown=breakdown,
                    points=shown,
                    first_of_unit=False,
                    is_own=region.pk == own.pk,
                )
            )
    return found


def _stood_in(row: GridRow, upper: Series, above: Region | None, years: Sequence[int]) -> GridRow:
    """The row with the upper region's value where it has none of its own (采用上级数): shown, never judged."""
    if above is None or not row.is_own:
        return row
    there = {point.year: point for point in upper.get((row.indicator.pk, row.breakdown), [])}
    points = list(row.points)
    used = False
    for place, year in enumerate(years):
        mine, theirs = points[place], there.get(year)
        if theirs is None or theirs.value is None or (mine is not None and (mine.value is not None or mine.withheld)):
            continue
        points[place] = replace(theirs, note=f"采用{above.name}数，只作参照，不计入达标")
        used = True
    return replace(row, points=points, stands_in=above if used else None)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
