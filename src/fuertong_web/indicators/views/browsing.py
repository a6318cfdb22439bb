"""Pages of indicators (指标): the list, one indicator, its particulars, its redefinition, the questions on polarity."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong.model.indicator import Polarity, Standing
from fuertong.model.organisation import Level
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.selectors import series
from fuertong_web.collection.selectors.values import Point
from fuertong_web.indicators.actions import answer_polarities, change_indicator, redefine
from fuertong_web.indicators.core_form import core_indicator
from fuertong_web.indicators.forms import ParticularsForm, RedefineForm
from fuertong_web.indicators.models import KIND_WORDS, Indicator
from fuertong_web.indicators.phrases import phrases_for
from fuertong_web.indicators.selectors import (
    domains_of,
    filtered,
    indicator_for,
    indicators_for,
    indicators_of,
    targets_using,
    versions_of,
    without_polarity,
)
from fuertong_web.indicators.views.pages import crumbs
from fuertong_web.indicators.workbook import indicators_workbook
from fuertong_web.places.selectors import units_of

PAGE = 50
YEARS = 6
SORTS = {"code": "code", "name": "name", "unit": "source_unit__order", "targets": "target_count"}


def _chosen(request: ActorRequest) -> dict[str, Any]:
    """The filters of the address."""
    names = ("audience", "domain", "unit", "kind", "standing", "words")
    return {name: request.GET.get(name, "").strip() for name in names} | {
        "open_only": request.GET.get("open") == "1",
        "no_source": request.GET.get("source") == "0",
    }


@needs(Permission.PLAN_SEE)
def indicators(request: ActorRequest) -> HttpResponse:
    """The indicators in force, filtered."""
    chosen = _chosen(request)
    sort = request.GET.get("sort", "code")
    column = SORTS.get(sort.lstrip("-"), "code")
    rows = filtered(indicators_for(request.actor), **chosen).order_by(f"-{column}" if sort[:1] == "-" else column, "pk")
    place = request.actor.place
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "units": units_of(place) if place else [],
        "domains": domains_of(place) if place else [],
        "kinds": list(KIND_WORDS.items()),
        "standing_counts": _standing_counts(request),
        "standings": list(Standing),
        "open_count": without_polarity(place).count() if place else 0,
        "may_write": request.actor.can(Permission.INDICATOR_WRITE),
        "query": request.GET.urlencode(),
        "crumbs": crumbs()[:1],
    }
    return render(request, "indicators/list.html", context)


def _standing_counts(request: ActorRequest) -> list[tuple[Standing, int]]:
    """How many definitions in force rest on what."""
    place = request.actor.place
    counts = Counter(indicators_of(place).values_list("standing", flat=True)) if place else Counter()
    return [(standing, counts[standing.value]) for standing in Standing]


@needs(Permission.PLAN_SEE)
def indicators_xlsx(request: ActorRequest) -> HttpResponse:
    """The same list as a workbook."""
    rows = filtered(indicators_for(request.actor), **_chosen(request)).order_by("code")
    return indicators_workbook(f"{request.actor.place or ''}指标目录", rows)


@needs(Permission.PLAN_SEE)
def indicator(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Definition, standing, source, sensitivity, versions and the targets that use it."""
    found = indicator_for(request.actor, uid)
    versions = list(versions_of(found))
    context = {
        "indicator": found,
        "versions": versions,
        "newest": versions[0],
        "targets": targets_using(found),
        "phrases": phrases_for(found),
        "levels": _levels(found),
        "points": _points(request, found),
        "may_write": request.actor.can(Permission.INDICATOR_WRITE) and found.valid_to is None,
        "defining": _defining(found),
        "collecting": _collecting(found),
        "crumbs": crumbs((found.name, "")),
    }
    return render(request, "indicators/indicator.html", context)


def _levels(row: Indicator) -> list[dict[str, object]]:
    """What province, city and county produce of it, the place's own level marked (practice 16)."""
    core = core_indicator(row)
    own = row.place.region.level
    return [
        {"level": level, "made": core.produced_at(level.value), "is_own": level.value == own}
        for level in (Level.PROVINCE, Level.CITY, Level.COUNTY)
    ]


def _points(request: ActorRequest, row: Indicator) -> list[Point]:
    """The last years of the series as the actor may see them, newest first."""
    return list(reversed(series(request.actor, [row.pk]).get((row.pk, ""), [])))[:YEARS]


def _years_by_the_old(request: ActorRequest, old: Indicator, first: int) -> list[str]:
    """The years from `first` on whose values were collected by the definition now replaced."""
    points = series(request.actor, [old.pk]).get((old.pk, ""), [])
    return [str(point.year) for point in points if point.year >= first]


def _defining(row: Indicator) -> list[tuple[str, object]]:
    return [
        ("口径", row.definition),
        ("分子", row.numerator),
        ("分母", row.denominator),
        ("计量单位", row.unit),
        ("类型", row.get_kind_display()),
        ("小数位数", row.decimals),
        ("好的方向", row.get_polarity_display() if row.polarity else "待回答"),
        ("口径来历", row.get_standing_display()),
        ("口径出处", row.source),
    ]


def _collecting(row: Indicator) -> list[tuple[str, object]]:
    return [
        ("数据来源单位", row.source_unit.name if row.source_unit else ""),
        ("统计年度", row.get_statistical_year_display()),
        ("调查间隔", f"{row.freq}年" if row.freq > 1 else "每年"),
        ("数据产生月份", f"{row.expected_month}月" if row.expected_month else ""),
        ("下级汇总", row.rolled_up.label),
        ("年度表向本地收取", "收取" if row.place.region.level in row.levels or not row.levels else "不收取"),
        ("敏感程度", row.get_sensitivity_display()),
        ("其他叫法", "、".join(row.aliases)),
        ("取数说明", row.note),
    ]


@needs(Permission.INDICATOR_WRITE)
def indicator_edit(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Particulars that leave the series as it is."""
    found = indicator_for(request.actor, uid)
    given = request.POST if request.method == "POST" else None
    form = ParticularsForm(given, instance=found, place=found.place)
    if request.method == "POST" and form.is_valid():
        try:
            change_indicator(by=request.actor, indicator=indicator_for(request.actor, uid), changes=form.changes())
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{found.name}”已保存。")
            return redirect("indicator", uid=uid)
    context = {
        "indicator": found,
        "form": form,
        "crumbs": crumbs((found.name, reverse("indicator", args=[uid])), ("修改", "")),
    }
    return render(request, "indicators/edit.html", context)


@needs(Permission.INDICATOR_WRITE)
def indicator_redefine(request: ActorRequest, uid: UUID) -> HttpResponse:
    """A new version: the series breaks visibly."""
    found = indicator_for(request.actor, uid)
    form = RedefineForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            new = redefine(
                by=request.actor,
                indicator=indicator_for(request.actor, uid),
                changes=form.changes(),
                since=given["since"],
                reason=given["reason"],
            )
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"“{new.name}”已改用第{new.version}版口径，自{new.valid_from:%Y-%m-%d}起，数列在此断开。"
            )
            if late := _years_by_the_old(request, found, given["since"].year):
                messages.warning(
                    request,
                    f"{'、'.join(late)}年的数据是按旧口径收的，仍按旧口径保留；数列从按新口径收到的第一个数起断开。",
                )
            return redirect("indicator", uid=new.uid)
    steps = crumbs((found.name, reverse("indicator", args=[uid])), ("修订口径", ""))
    return render(request, "indicators/redefine.html", {"indicator": found, "form": form, "crumbs": steps})


@needs(Permission.INDICATOR_WRITE)
def polarity_questions(request: ActorRequest) -> HttpResponse:
    """Every indicator without a good direction on one page, one save."""
    place = request.actor.place
    if place is None:
        return redirect("home")
    rows = list(without_polarity(place).prefetch_related("targets__goal__domain__plan"))
    if request.method == "POST":
        known = {item.value: item for item in Polarity}
        answers = {row: known[word] for row in rows if (word := request.POST.get(f"p-{row.uid}", "")) in known}
        done = answer_polarities(by=request.actor, answers=answers)
        left = len(rows) - done
        messages.success(request, f"已记下{done}项指标的好的方向{f'，还有{left}项没有回答' if left else ''}。")
        return redirect("polarity_questions" if left else "indicators")
    context = {"rows": rows, "choices": list(Polarity), "crumbs": crumbs(("好的方向", ""))}
    return render(request, "indicators/polarity.html", context)
