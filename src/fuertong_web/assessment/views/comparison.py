"""比较: regions with intervals and a funnel, groups and gaps with their trend; never a ranking of chance."""

import math
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from fuertong.workbooks.tables import write_table
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.comparing import Comparison, comparable, compare
from fuertong_web.assessment.views.common import chosen_year
from fuertong_web.ui.downloads import excel
from fuertong_web.ui.frame import Crumb

ZONES = {"inside": "与总体没有显著差别", "warning": "超出95%控制限", "alarm": "超出99.8%控制限"}
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
        "year": chosen_year(request),
        "regions": regions,
        "dots": _dots(found, regions) if found and regions else None,
        "funnel": _funnel(found) if found else None,
        "gap_charts": [_gap(found, word, gap, sees) for word, gap in found.gaps] if found else [],
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


def _dots(found: Comparison, regions: list[dict[str, Any]]) -> dict[str, Any]:
    """Places with their intervals in the order of the table, each with the group that chance keeps together."""
    ends = [end for row in regions for end in (row["value"], row["lo"], row["hi"]) if end is not None]
    room = (max(ends) - min(ends)) / 10 or 1
    return {
        "shape": "dots",
        "title": f"{found.indicator.name}各地区（{found.year}年）",
        "unit": found.indicator.unit,
        "decimals": found.indicator.decimals,
        "names": [f"{row['group']}组 {row['name']}" if row["group"] is not None else row["name"] for row in regions],
        "rows": [{name: row[name] for name in ("name", "value", "lo", "hi")} for row in regions],
        "min": math.floor(min(ends) - room),
        "max": math.ceil(max(ends) + room),
    }


def _funnel(found: Comparison) -> dict[str, Any] | None:
    """What the script draws: places over the size of their denominator, limits as lines."""
    one = found.funnel
    if one is None:
        return None
    return {
        "shape": "funnel",
        "title": f"{found.indicator.name}漏斗图（{found.year}年）",
        "unit": found.indicator.unit,
        "decimals": found.indicator.decimals,
        "size": found.indicator.denominator or "分母",
        "centre": one.centre,
        "curve": one.curve.to_dicts(),
        "points": [
            {"name": found.names.get(row["region"], row["region"]), "x": row["denominator"], "y": row["value"]}
            | {"zone": row["zone"], "words": ZONES[row["zone"]]}
            for row in one.points.to_dicts()
        ],
        "notes": one.notes,
    }


def _gap(found: Comparison, word: str, gap: Any, sees: bool) -> dict[str, Any]:
    rows = gap.years.to_dicts()
    return {
        "title": word,
        "labels": gap.labels,
        "rows": rows,
        "notes": gap.notes,
        "trend": gap.trend["direction_word"] if sees and gap.trend else "",
        "chart": _chart(found, f"{found.indicator.name}{word}", gap.labels, rows, ("first", "second")),
    }


def _spread(found: Comparison, sees: bool) -> dict[str, Any] | None:
    one = found.spread
    if one is None or not one.years.height:
        return None
    rows = one.years.to_dicts()
    return {
        "rows": rows,
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
