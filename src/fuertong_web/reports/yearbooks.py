"""The yearbook (妇女儿童统计资料) of a place: what it is made from, read in a constant number of queries."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from django.utils import timezone

from fuertong.model.organisation import Level
from fuertong.reports.yearbook import BookSeries, BookSource
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.facts_parts import point_facts
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.selectors import current_years
from fuertong_web.collection.selectors.values import indicators_for, series_by_region
from fuertong_web.indicators.core_form import core_indicator
from fuertong_web.places.models import Place, Region
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Domain, Target
from fuertong_web.plans.selectors import plans_of


def book_source(actor: Actor, place: Place, year: int) -> BookSource:
    """Every accepted series of the place and the regions below as the actor may see them, in form order."""
    region = place.region
    below = list(Region.objects.filter(parent=region, valid_to=None).order_by("code"))
    domains, of = _domains(place)
    rows = list(indicators_for(actor).filter(valid_to=None))
    found = series_by_region(actor, [row.pk for row in rows], regions=[region, *below], breakdown=None)
    years = current_years(place)
    series = []
    for row in rows:
        core = replace(core_indicator(row), domains=tuple(of.get(row.pk, ())))
        for where in (region, *below):
            groups = sorted((key[1], points) for key, points in found.get(where.pk, {}).items() if key[0] == row.pk)
            series += [
                BookSeries(
                    indicator=core,
                    points=tuple(point_facts(point) for point in points if point.year <= year),
                    breakdown=group,
                    label=breakdown_label(group),
                    region="" if where == region else where.code,
                    region_name=where.name,
                )
                for group, points in groups
            ]
    current = years is not None and years.data_year == year
    return BookSource(
        place=region.name,
        level=Level(region.level),
        year=year,
        cutoff=(years.cutoff if years and current else None) or timezone.localdate(),
        issuer=str(setting(place, "reports.issuer") or f"{region.name}统计局"),
        series=tuple(one for one in series if one.points),
        domains=domains,
        suppliers={row.code: row.source_unit.name for row in rows if row.source_unit},
        notice="示例数据，仅供演示" if place.is_example else "",
        asked=_asked(place),
    )


def _domains(place: Place) -> tuple[tuple[tuple[str, str], ...], dict[int, list[str]]]:
    """(code, title) of the plans' domains in order, and the codes an indicator (its primary key) belongs to."""
    plans = list(plans_of(place))
    rows = Domain.objects.filter(plan__in=plans).select_related("plan").order_by("-plan__audience", "no")
    domains = tuple((f"{row.plan.audience}/{row.no}", row.title) for row in rows)
    of: dict[int, list[str]] = defaultdict(list)
    used = Target.objects.filter(goal__domain__plan__in=plans).exclude(indicator=None)
    for pk, audience, no in used.values_list(
        "indicator", "goal__domain__plan__audience", "goal__domain__no"
    ).distinct():
        if pk is not None and f"{audience}/{no}" not in of[pk]:
            of[pk].append(f"{audience}/{no}")
    return domains, of


def _asked(place: Place) -> dict[str, Decimal]:
    """The number each indicator's target asks for."""
    rows = Target.objects.filter(goal__domain__plan__in=list(plans_of(place)), breakdown="").exclude(indicator=None)
    pairs = rows.exclude(value=None).values_list("indicator__code", "value")
    return {code: value for code, value in pairs if value is not None}
