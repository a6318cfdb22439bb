"""比较: regions with intervals and a funnel, groups and gaps with their trend; never a ranking of chance."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fuertong.assess.gaps import Gap
from fuertong.model.period import period_code
from fuertong.workbooks.tables import write_table
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.comparing import Comparison, comparable, compare
from fuertong_web.assessment.figures import ZONES, dots, funnel
from fuertong_web.assessment.views.common import chosen_year
from fuertong_web.ui.downloads import excel
from fuertong_web.ui.frame import Crumb

SIDES = {"above": "高于总体", "below": "低于总体", "": ""}


@needs(Permission.VALUES_SEE, Permission.VALUES_SEE_ACCEPTED)
def comparison(request: ActorRequest) -> HttpResponse:
    """?indicator= (uid) chooses; the first that can be compared stands in."""
    choices = comparable(request.actor)
    found = _found(request)
    sees = request.actor.can(Permission.SIGNAL_SEE)
    regions = _regions(found) if found else []
    context: dict[str, Any] = {
        "choices": choices,
        "found": found,
        "period": period_code(found.year, found.indicator.statistical_year) if found and found.year else "",
        "year": chosen_year(request),
        "regions": regions,
        "dots": dots(found, regions) if found and regions else None,
        "funnel": funnel(found) if found else None,
        "gap_charts": [_gap(found, word, sides, gap, sees) for word, sides, gap in found.gaps] if found else [],
        "spread": _spread(found, sees) if found else None,
        "crumbs": [Crumb(title="评估预警"), Crumb(title="比较")],
    }
    return render(request, "assessment/comparison.html", context)


@needs(Permission.VALUES_SEE, Permission.VALUES_SEE_ACCEPTED)
def comparison_xlsx(request: ActorRequest) -> HttpResponse:
    """The regions, else the groups, as a workbook."""
    found = _found(request)
    if found is None:
        raise Http404
    heads = ("名称", "数值", "分子", "分母", "95%下限", "95%上限", "组")
    names = ("value", "numerator", "denominator", "lo", "hi", "group")
    rows = [(row["name"], *(row[name] for name in names)) for row in _regions(found)]
    rows = rows or [(word, *(row.get(name) for name in names)) for _, word, row in found.groups]
    title = f"{found.indicator.name}{found.year or ''}比较"
    return excel(write_table(title, heads, rows), title)


def _found(request: ActorRequest) -> Comparison | None:
    choices = comparable(request.actor)
    uid = request.GET.get("indicator", "")
    if uid and uid not in {str(row.uid) for row in choices}:
        raise Http404
    chosen = next((row for row in choices if not uid or str(row.uid) == uid), None)
    return compare(request.actor, chosen, chosen_year(request)) if chosen else None


def _regions(found: Comparison) -> list[dict[str, Any]]:
    if found.regions is None:
        return []
    zones = {row["region"]: row for row in found.funnel.points.to_dicts()} if found.funnel else {}
    rows = []
    for row in found.regions.rows.to_dicts():
        zone = zones.get(row["region"])
        word = f"{SIDES[zone['side']]}，{ZONES[zone['zone']]}" if zone and zone["zone"] != "inside" else ""
        named = {"name": found.names.get(row["region"], row["region"]), "uid": found.uids.get(row["region"], "")}
        rows.append(row | named | {"zone": word})
    return rows


def _gap(found: Comparison, word: str, sides: tuple[str, str], gap: Gap, sees: bool) -> dict[str, Any]:
    rows = gap.years.to_dicts()
    return {
        "title": word,
        "labels": gap.labels,
        "rows": [row | {"period": period_code(row["year"], found.indicator.statistical_year)} for row in rows],
        "sides": sides,
        "notes": gap.notes,
        "trend": gap.trend["direction_word"] if sees and gap.trend else "",
        "chart": _chart(found, f"{found.indicator.name}{word}", gap.labels, rows, ("first", "second")),
    }


def _spread(found: Comparison, sees: bool) -> dict[str, Any] | None:
    one = found.spread
    if one is None or not one.years.height:
        return None
    rows = one.years.to_dicts()
    span = {"words": found.indicator.name, "where": "below", "since": rows[0]["year"], "until": rows[-1]["year"]}
    return {
        "rows": rows,
        "source_url": f"{reverse('values')}?{urlencode(span)}",
        "notes": one.notes,
        "trend": one.trend["direction_word"] if sees and one.trend else "",
        "chart": _chart(found, f"{found.indicator.name}区域差距", ("最高", "最低"), rows, ("highest", "lowest")),
    }


def _chart(
    found: Comparison, title: str, labels: tuple[str, str], rows: list[dict[str, Any]], names: tuple[str, str]
) -> dict[str, Any]:
    return {
        "title": title,
        "unit": found.indicator.unit,
        "decimals": found.indicator.decimals,
        "series": [
            {
                "name": label,
                "points": [{"year": row["year"], "value": row[name], "source": "", "status": ""} for row in rows],
            }
            for label, name in zip(labels, names, strict=True)
        ],
    }
