"""达标率: by plan, domain or unit, on a denominator the reader chooses, with last year's beside."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from fuertong.assess.denominators import Denominator, share
from fuertong.workbooks.tables import write_table
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.figures import bars
from fuertong_web.assessment.rates import By, Rate, judgements, rates
from fuertong_web.assessment.region_rates import region_rates
from fuertong_web.assessment.views.common import chosen_plans, chosen_year
from fuertong_web.places.selectors import setting
from fuertong_web.ui.downloads import excel
from fuertong_web.ui.frame import Crumb


@needs(Permission.VERDICT_SEE)
def attainment_rates(request: ActorRequest) -> HttpResponse:
    """?by= and ?of= choose grouping and denominator."""
    year, by, of = chosen_year(request), _by(request), _of(request)
    rows = _rows(request, year, by, of)
    context = {
        "year": year,
        "rows": rows,
        "figure": _figure(rows, year, by, of),
        "by": by,
        "of": of,
        "groupings": list(By),
        "denominators": list(Denominator),
        "regions": _regions(request, year, of),
        "scored": request.actor.can(Permission.SIGNAL_SEE),
        "crumbs": [Crumb(title="评估预警"), Crumb(title="达标率")],
    }
    return render(request, "assessment/rates.html", context)


@needs(Permission.VERDICT_SEE)
def attainment_rates_xlsx(request: ActorRequest) -> HttpResponse:
    """The same rows as a workbook."""
    year, by, of = chosen_year(request), _by(request), _of(request)
    heads = (
        by.label,
        "指标",
        "分母",
        "达标",
        "达标率%",
        "趋势类",
        "方向符合",
        "到期待数",
        "无法判断",
        "待认定",
        "定性",
        "与上年",
    )
    lines = [
        (
            row.count.group,
            row.count.targets,
            row.share.of,
            row.share.met,
            round(100 * row.share.rate, 1) if row.share.rate is not None else None,
            row.count.directions,
            row.count.directions_fitting,
            row.count.due,
            row.count.unknown,
            row.count.open,
            row.count.qualitative,
            row.sentence,
        )
        for row in _rows(request, year, by, of)
    ]
    return excel(write_table(f"{year}年达标率（{of.label}）", heads, lines), f"{year}年达标率")


def _rows(request: ActorRequest, year: int | None, by: By, of: Denominator) -> list[Rate]:
    plans, place = chosen_plans(request), request.actor.place
    if year is None or place is None:
        return []
    now = [each for plan in plans for each in judgements(request.actor, plan, year)]
    before = [each for plan in plans for each in judgements(request.actor, plan, year - 1)]
    nearly = bool(setting(place, "verdict.nearly_counts"))
    scored = request.actor.can(Permission.SIGNAL_SEE)
    return rates(now, before, by=by, denominator=of, nearly_counts=nearly, with_scores=scored)


def _regions(request: ActorRequest, year: int | None, of: Denominator) -> list[dict[str, Any]]:
    """The regions below on the same denominator, for whoever sees signals."""
    if year is None or request.actor.place is None or not request.actor.can(Permission.SIGNAL_SEE):
        return []
    plans = {plan.pk for plan in chosen_plans(request)}
    return [
        {"name": name, "count": count, "share": share(count, of), "score": score}
        for name, count, score in region_rates(request.actor, plans, year)
    ]


def _figure(rows: list[Rate], year: int | None, by: By, of: Denominator) -> dict[str, Any] | None:
    """This year's rates as bars, last year's beside where they are known; groups without a rate are left out."""
    shown = [row for row in rows if row.share.rate is not None]
    if not shown:
        return None
    series = [
        {
            "name": f"{year}年",
            "values": [round(100 * (row.share.rate or 0), 1) for row in shown],
            "words": [f"{row.share.met}／{row.share.of}项" for row in shown],
        }
    ]
    before = [row.years.then.rate if row.years else None for row in shown]
    if any(rate is not None for rate in before) and year:
        values = [round(100 * rate, 1) if rate is not None else None for rate in before]
        series.append({"name": f"{year - 1}年", "values": values})
    names = [row.count.group for row in shown]
    title = f"{year}年达标率（按{by.label}，分母：{of.label}）"
    return bars(title, by=by.label, names=names, series=series, unit="%", decimals=1, max=100)


def _by(request: ActorRequest) -> By:
    text = request.GET.get("by", "")
    return By(text) if text in tuple(By) else By.PLAN


def _of(request: ActorRequest) -> Denominator:
    text = request.GET.get("of", "")
    return Denominator(text) if text in tuple(Denominator) else Denominator.JUDGED
