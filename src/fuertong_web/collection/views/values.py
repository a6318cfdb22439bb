"""Data query and history of a value (数据)."""

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
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
from fuertong_web.collection.selectors.query import YEARS_SHOWN, Filter, asked, domains_of, grid, last_year
from fuertong_web.collection.selectors.values import indicators_for
from fuertong_web.collection.tables import grid_workbook
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.collection.views.workbooks import XLSX
from fuertong_web.places.selectors import units_of

SEES = (Permission.VALUES_SEE, Permission.VALUES_SEE_OWN, Permission.VALUES_SEE_ACCEPTED)
PAGE = 50


def _filter(request: ActorRequest) -> Filter:
    until = request.GET.get("until", "")
    return Filter(
        words=request.GET.get("words", "").strip(),
        unit=request.GET.get("unit", ""),
        domain=request.GET.get("domain", ""),
        until=int(until) if until.isdecimal() and len(until) == 4 else None,
        grouped=request.GET.get("grouped") == "1",
    )


def _years(request: ActorRequest, wanted: Filter) -> list[int]:
    place = request.actor.place
    if place is None:
        raise Http404
    newest = wanted.until or last_year(place) or date.today().year - 1  # noqa: DTZ011  only a first guess
    return list(range(newest - YEARS_SHOWN + 1, newest + 1))


@needs(*SEES)
def values(request: ActorRequest) -> HttpResponse:
    """Indicators × years, filtered; each value leads to its history."""
    wanted = _filter(request)
    years = _years(request, wanted)
    page = Paginator(asked(request.actor, wanted), PAGE).get_page(request.GET.get("page"))
    place = request.actor.place
    context = {
        "wanted": wanted,
        "years": years,
        "page": page,
        "rows": grid(request.actor, list(page.object_list), years, grouped=wanted.grouped),
        "units": list(units_of(place)) if place else [],
        "domains": domains_of(request.actor),
        "export": f"{reverse('values_export')}?{request.GET.urlencode()}",
        "may_see_gaps": request.actor.can(Permission.VALUES_SEE),
        "may_import": request.actor.can(Permission.VALUES_PROXY) and request.actor.can(Permission.ACCEPT),
        "crumbs": crumbs(request.actor, ("数据", "")),
    }
    return render(request, "collection/values.html", context)


@needs(*SEES)
def values_export(request: ActorRequest) -> HttpResponse:
    """What the query shows, all pages, as a workbook."""
    wanted = _filter(request)
    years = _years(request, wanted)
    rows = grid(request.actor, list(asked(request.actor, wanted)), years, grouped=wanted.grouped)
    place = request.actor.place
    data = grid_workbook(rows, years, place_name=place.region.name if place else "")
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = (
        f"attachment; filename=\"values.xlsx\"; filename*=UTF-8''%E6%95%B0%E6%8D%AE{years[0]}-{years[-1]}.xlsx"
    )
    return response


@needs(*SEES)
def value_history(request: ActorRequest, uid: UUID, period: str) -> HttpResponse:
    """Everything said under one key; `?on=` asks for the value as known on a day."""
    indicator = indicators_for(request.actor).filter(uid=uid).first()
    place = request.actor.place
    if indicator is None or place is None:
        raise Http404
    try:
        Period.parse(period)
        breakdown = normal_breakdown(request.GET.get("breakdown", ""))
    except FuertongError as error:
        raise Http404 from error
    day = _day(request.GET.get("on", ""))
    history = history_of(request.actor, indicator, region=place.region, period=period, breakdown=breakdown, on=day)
    if history is None:
        raise Http404
    context = {
        "indicator": indicator,
        "group": breakdown_label(breakdown),
        "breakdown": breakdown,
        "period": period_label(period),
        "history": history,
        "on": day,
        "on_text": request.GET.get("on", ""),
        "crumbs": crumbs(request.actor, ("数据", reverse("values")), ("数据历史", "")),
    }
    return render(request, "collection/value_history.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
