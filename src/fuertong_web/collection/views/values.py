"""Data query and history of a value (数据)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong.model.breakdown import normal_breakdown
from fuertong.model.period import Period
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.labels import period_label
from fuertong_web.collection.selectors.history import history_of
from fuertong_web.collection.selectors.query import (
    MOST_YEARS,
    YEARS_SHOWN,
    Filter,
    asked,
    domains_of,
    grid,
    last_year,
)
from fuertong_web.collection.selectors.regions import region_of, upper_of
from fuertong_web.collection.selectors.schemes import dimension_codes
from fuertong_web.collection.selectors.values import indicators_for
from fuertong_web.collection.tables import grid_csv, grid_workbook
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.places.models import Place, Region
from fuertong_web.places.selectors import units_of
from fuertong_web.ui.downloads import CSV, XLSX, attachment

SEES = (Permission.VALUES_SEE, Permission.VALUES_SEE_OWN, Permission.VALUES_SEE_ACCEPTED)
PAGE, WIDE_PAGE = 50, 10


def _filter(request: ActorRequest) -> Filter:
    given = request.GET
    return Filter(
        words=given.get("words", "").strip(),
        unit=given.get("unit", ""),
        domain=given.get("domain", ""),
        since=_year(given.get("since", "")),
        until=_year(given.get("until", "")),
        where=given.get("where", ""),
        groups=given.get("groups", "") or ("all" if given.get("grouped") == "1" else ""),
        on=_day(given.get("on", "")),
        bounds=given.get("bounds", ""),
    )


def _years(request: ActorRequest, wanted: Filter) -> list[int]:
    place = request.actor.place
    if place is None:
        raise Http404
    newest = wanted.until or last_year(place) or date.today().year - 1  # noqa: DTZ011  only a first guess
    first = wanted.since if wanted.since is not None else newest - YEARS_SHOWN + 1
    return list(range(max(min(first, newest), newest - MOST_YEARS + 1), newest + 1))


@needs(*SEES)
def values(request: ActorRequest) -> HttpResponse:
    """Indicators × years × places × groups, filtered, as known today or on a day; each value leads to its history."""
    wanted = _filter(request)
    years = _years(request, wanted)
    size = WIDE_PAGE if wanted.is_wide else PAGE
    page = Paginator(asked(request.actor, wanted), size).get_page(request.GET.get("page"))
    place = request.actor.place
    query = request.GET.urlencode()
    rows = grid(request.actor, list(page.object_list), years, wanted)
    context = {
        "wanted": wanted,
        "years": years,
        "columns": len(years) + 2 + wanted.is_wide,
        "page": page,
        "rows": rows,
        "notes": sorted({point.note for row in rows for point in row.points if point and point.note}),
        "units": list(units_of(place)) if place else [],
        "domains": domains_of(request.actor),
        "places": _places(place) if place else [],
        "groups": dimension_codes(),
        "export": f"{reverse('values_export')}?{query}",
        "export_csv": f"{reverse('values_export')}?{query}{'&' if query else ''}format=csv",
        "may_see_gaps": request.actor.can(Permission.VALUES_SEE),
        "may_revise": request.actor.can(Permission.ACCEPT),
        "may_import": request.actor.can(Permission.VALUES_PROXY) and request.actor.can(Permission.ACCEPT),
        "crumbs": crumbs(request.actor, ("数据", "")),
    }
    return render(request, "collection/values.html", context)


def _places(place: Place) -> list[tuple[str, str]]:
    """The choices of places: own, all below, each list, each region below in force."""
    lists = [(str(row.uid), f"名录：{row.name}") for row in place.entity_lists.order_by("pk")]
    below = Region.objects.filter(Q(valid_to=None), parent=place.region).exclude(level="entity").order_by("code")
    regions = [(str(row.uid), row.name) for row in below]
    if not lists and not regions:
        return []
    return [("", place.region.name), ("all", "本级和各下级"), ("below", "各下级"), *lists, *regions]


@needs(*SEES)
def values_export(request: ActorRequest) -> HttpResponse:
    """What the query shows, all pages, as a workbook or (`?format=csv`) as CSV."""
    wanted = _filter(request)
    years = _years(request, wanted)
    rows = grid(request.actor, list(asked(request.actor, wanted)), years, wanted)
    place = request.actor.place
    is_csv = request.GET.get("format") == "csv"
    if is_csv:
        data = grid_csv(rows)
    else:
        data = grid_workbook(rows, years, place_name=place.region.name if place else "", on=wanted.on)
    ending = "csv" if is_csv else "xlsx"
    return attachment(data, f"数据{years[0]}-{years[-1]}.{ending}", CSV if is_csv else XLSX)


@needs(*SEES)
def value_history(request: ActorRequest, uid: UUID, period: str) -> HttpResponse:
    """Everything said under one key; `?on=` asks for the value as known on a day, `?region=` for another place."""
    indicator = indicators_for(request.actor).filter(uid=uid).first()
    place = request.actor.place
    if indicator is None or place is None:
        raise Http404
    try:
        Period.parse(period)
        breakdown = normal_breakdown(request.GET.get("breakdown", ""))
    except FuertongError as error:
        raise Http404 from error
    wanted = request.GET.get("region", "")
    region = region_of(request.actor, wanted) if wanted else place.region
    if region is None:
        raise Http404
    day = _day(request.GET.get("on", ""))
    history = history_of(request.actor, indicator, region=region, period=period, breakdown=breakdown, on=day)
    if history is None:
        raise Http404
    upper = upper_of(request.actor)
    context: dict[str, Any] = {
        "indicator": indicator,
        "group": breakdown_label(breakdown),
        "breakdown": breakdown,
        "region": region,
        "is_own": region.pk == place.region_id,
        "is_upper": region == upper,
        "upper": upper if region.pk == place.region_id else None,
        "period": period_label(period),
        "period_code": period,
        "history": history,
        "on": day,
        "on_text": request.GET.get("on", ""),
        "may_revise": request.actor.can(Permission.ACCEPT),
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("数据历史", "")),
    }
    return render(request, "collection/value_history.html", context)


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 4 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
