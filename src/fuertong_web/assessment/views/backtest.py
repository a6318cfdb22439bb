"""Backtest (回测): had the rules run in past years, what would they have caught, how early, how many in vain."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from fuertong.assess.backtest import Backtest, backtest
from fuertong.assess.warning_rules import Colour
from fuertong.workbooks.tables import write_table
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.backtest_interim import NOW, Since, warned_then
from fuertong_web.assessment.figures import bars
from fuertong_web.assessment.judging_tables import JudgingTables, judging_tables
from fuertong_web.assessment.rules import rules_of
from fuertong_web.assessment.views.common import chosen_year
from fuertong_web.ui.downloads import excel
from fuertong_web.ui.frame import Crumb

YEARS = 6
_HEADS = (
    "项目",
    "命中",
    "漏报",
    "误报",
    "未预警且达标",
    "命中率",
    "查全率",
    "误报率",
    "平均提前年数",
    "没有结果可对照",
)


@needs(Permission.SIGNAL_SEE)
def backtest_page(request: ActorRequest) -> HttpResponse:
    """The counts of each rule and colour, the targets with their first warning, and what must be known to read them."""
    colour = _colour(request)
    tables, years, found = _run(request, colour)
    rows = found.by_rule.to_dicts() if found else []
    colours = {rule.code: rule.colour.value for rule in rules_of(request.actor.place)} if request.actor.place else {}
    since = warned_then(found, colour) if found and found.cases.height else []
    context = {
        "years": years,
        "notes": found.notes if found else [],
        "colours": [row for row in rows if row["scope"] != "rule"],
        "figure": _figure(rows, years),
        "rules": [row | {"colour": colours.get(row["code"])} for row in rows if row["scope"] == "rule"],
        "targets": [row | {"target": tables.by_code.get(row["id"])} for row in found.by_target.to_dicts()]
        if found
        else [],
        "since": since,
        "since_heads": [signal.value for signal in NOW],
        "since_figure": _since_figure(since, years) if since else None,
        "known": any(row["hits"] or row["misses"] or row["false_alarms"] or row["quiet"] for row in rows),
        "fired": _fired(tables, found) if found else [],
        "choices": list(Colour),
        "colour": colour,
        "crumbs": [Crumb(title="评估预警"), Crumb(title="回测")],
    }
    return render(request, "assessment/backtest.html", context)


@needs(Permission.SIGNAL_SEE)
def backtest_xlsx(request: ActorRequest) -> HttpResponse:
    """The counts as a workbook."""
    _, _, found = _run(request, _colour(request))
    rows = [_line(row) for row in found.by_rule.to_dicts()] if found else []
    return excel(write_table("预警规则回测", _HEADS, rows), "预警规则回测")


def _run(request: ActorRequest, colour: Colour) -> tuple[JudgingTables, list[int], Backtest | None]:
    place, year = request.actor.place, chosen_year(request)
    tables = judging_tables(request.actor)
    if place is None or year is None or tables.targets.is_empty():
        return tables, [], None
    years = list(range(year - YEARS + 1, year + 1))
    found = backtest(
        tables.observations,
        tables.targets,
        years=years,
        rules=rules_of(place),
        regions=tables.regions,
        counting=colour,
    )
    return tables, years, found


def _colour(request: ActorRequest) -> Colour:
    text = request.GET.get("colour", "")
    return Colour(text) if text in tuple(Colour) else Colour.ORANGE


def _fired(tables: JudgingTables, found: Backtest) -> list[dict[str, Any]]:
    """What would have fired, newest year first."""
    rows = found.fired.sort("year", "id", descending=[True, False]).to_dicts()
    return [row | {"target": tables.by_code.get(row["id"])} for row in rows]


def _figure(rows: list[dict[str, Any]], years: list[int]) -> dict[str, Any] | None:
    """Hits, misses and false alarms of each colour, as stacked bars; what one rule alone does not catch is no miss."""
    rows = [row for row in rows if row["scope"] != "rule"]
    shown = [row for row in rows if row["hits"] or row["misses"] or row["false_alarms"]]
    if not shown:
        return None
    parts = (("命中", "hits"), ("误报", "false_alarms"), ("漏报", "misses"))
    title = f"{years[0]}—{years[-1]}年回测：命中、误报、漏报（项）"
    series = [{"name": label, "values": [row[name] for row in shown]} for label, name in parts]
    return bars(title, by="预警", names=[row["label"] for row in shown], series=series, unit="项", stacked=True)


def _since_figure(since: list[Since], years: list[int]) -> dict[str, Any]:
    series = [{"name": signal.value, "values": [row.now[at] for row in since]} for at, signal in enumerate(NOW)]
    title = f"以前各年预警过的指标，{years[-1]}年研判怎样（项）"
    return bars(title, by="预警年份", names=[f"{row.year}年" for row in since], series=series, unit="项", stacked=True)


def _line(row: Mapping[str, Any]) -> tuple[object, ...]:
    names = ("label", "hits", "misses", "false_alarms", "quiet", "precision", "recall", "false_alarm_rate", "lead_mean")
    return (*(row[name] for name in names), row["without_truth"])
