"""Rolling up from below (下级汇总) and the page of one series (走势)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.breakdown import normal_breakdown
from fuertong.model.linking import Link, link
from fuertong.model.period import is_part_of_year
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.upward import adopt_rolled
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.labels import period_label
from fuertong_web.collection.selectors.boundaries import boundaries_below, continued
from fuertong_web.collection.selectors.passing import lower_regions
from fuertong_web.collection.selectors.regions import region_of
from fuertong_web.collection.selectors.upward import upward_rows
from fuertong_web.collection.selectors.values import Point, indicators_for, series_by_region
from fuertong_web.collection.selectors.years import year_in_hand
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.collection.views.values import SEES
from fuertong_web.indicators.models import Indicator

LINKED = "按新口径衔接（参考）"


@needs(Permission.VALUES_SEE)
def values_upward(request: ActorRequest) -> HttpResponse:
    """What the lower regions give in a year beside the own value; a complete one can be adopted."""
    actor = request.actor
    if actor.place is None:
        raise Http404
    given = request.GET.get("year", "")
    year = int(given) if given.isdecimal() and len(given) == 4 else year_in_hand(actor.place)
    year = year or timezone.localdate().year - 1
    if request.method == "POST":
        wanted = request.POST.get("indicator", "")
        indicator = next((row for row in indicators_for(actor) if str(row.uid) == wanted), None)
        if indicator is None:
            raise Http404
        try:
            made = adopt_rolled(by=actor, indicator=indicator, data_year=year)
        except FuertongError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"已采用汇总数：{indicator.name}{year}年，{made.source}。")
        return redirect(f"{reverse('values_upward')}?year={year}")
    context = {
        "rows": upward_rows(actor, year),
        "year": year,
        "may_adopt": actor.can(Permission.ACCEPT),
        "here": [row for row in lower_regions(actor.place) if hasattr(row, "place")],
        "crumbs": crumbs(actor, ("数据", reverse("values")), ("下级汇总", "")),
    }
    return render(request, "collection/values_upward.html", context)


@needs(*SEES)
def value_series(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One series: chart with its breaks, linked over a redefinition where it can be, and its periods in a table."""
    actor = request.actor
    indicator = indicators_for(actor).filter(uid=uid).first()
    if indicator is None or actor.place is None:
        raise Http404
    wanted = request.GET.get("region", "")
    region = region_of(actor, wanted) if wanted else actor.place.region
    if region is None:
        raise Http404
    try:
        breakdown = normal_breakdown(request.GET.get("breakdown", ""))
    except FuertongError as error:
        raise Http404 from error
    day = _day(request.GET.get("on", ""))
    known = boundaries_below(actor.place.region)
    made = series_by_region(
        actor, [indicator.pk], regions=known.with_parts([region]), breakdown=breakdown, on=day, within=True
    )
    points = continued(region, (indicator.pk, breakdown), made, known, indicator)
    yearly = [point for point in points if not is_part_of_year(point.period)]
    within = [point for point in points if is_part_of_year(point.period)]
    own = region.pk == actor.place.region_id
    chart = chart_of_series(indicator, region.name, yearly)
    context = {
        "indicator": indicator,
        "region": region,
        "is_own": own,
        "breakdown": breakdown,
        "group": breakdown_label(breakdown),
        "on": day,
        "chart": chart if any(point.value is not None for point in yearly) else None,
        "points": [(point, period_label(point.period)) for point in yearly[::-1]],
        "within": [(point, period_label(point.period)) for point in within[::-1]],
        "breaks": [point for point in yearly if point.break_before],
        "linked": any(line["name"] == LINKED for line in chart["series"]),
        "crumbs": crumbs(actor, ("数据", reverse("values")), ("走势", "")),
    }
    return render(request, "collection/value_series.html", context)


def chart_of_series(indicator: Indicator, name: str, points: list[Point]) -> dict[str, Any]:
    """The chart of a series (ui/trend.py): one line for each stretch between breaks, never joined, the newest first.

    A further line links the stretches where a year is known both ways.
    """
    linked = link(
        [Link(year=row.year, value=row.value, break_before=row.break_before, old=row.splice) for row in points]
    )
    lines: list[dict[str, Any]] = [
        {
            "name": name if not place else f"{name}（{until}年以前）",
            "points": [_charted(row, row.value) for row in part],
        }
        for place, (part, until) in enumerate(_stretches(points))
    ]
    newest = lines[0]["points"]
    lines[0]["points"] = [
        _charted(row, row.value) | {"value": None} for row in points[: len(points) - len(newest)]
    ] + newest
    if linked is not None:
        both = zip(points, linked, strict=True)
        lines.append({"name": LINKED, "points": [_charted(row, value) for row, value in both]})
    return {
        "title": indicator.name,
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "series": lines,
        "target": None,
        "milestones": [],
        "forecast": [],
        "breaks": [{"year": row.year, "label": row.note or "口径变化"} for row in points if row.break_before],
    }


def _stretches(points: list[Point]) -> list[tuple[list[Point], int]]:
    """The points between breaks, newest first, each with the year in which the next stretch begins."""
    found: list[tuple[list[Point], int]] = []
    part: list[Point] = []
    for row in points:
        if row.break_before and part:
            found.append((part, row.year))
            part = []
        part.append(row)
    return [*found, (part, 0)][::-1]


def _charted(row: Point, value: Any) -> dict[str, Any]:
    return {
        "year": row.year,
        "value": float(value) if value is not None else None,
        "source": row.source or row.withheld,
        "status": row.status if row.value is not None else row.absence or row.withheld,
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
