"""Warning rules (预警规则): thresholds a place may change, with a preview of what would have fired in past years."""

from typing import Any

import polars as pl
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from fuertong.assess.warning_rules import DEFAULT_RULES, Colour, Rule, with_changes
from fuertong.assess.warnings import by_year, changes, preview
from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.judging_tables import JudgingTables, judging_tables
from fuertong_web.assessment.rules import change_rules, history_of, rules_of
from fuertong_web.assessment.views.common import chosen_year
from fuertong_web.ui.frame import Crumb

YEARS = 3


@needs(Permission.SIGNAL_SEE)
def warning_rules(request: ActorRequest) -> HttpResponse:
    """The rules; 预览 shows what they would have fired, 保存 keeps them (office only)."""
    place, year = request.actor.place, chosen_year(request)
    assert place is not None  # the right to see signals is held at a place
    now = rules_of(place)
    rules, problem, shown = now, "", None
    if request.method == "POST":
        try:
            changed = _entered(request)
            rules = with_changes(DEFAULT_RULES, changed)
            if request.POST.get("act") == "save":
                kept = change_rules(
                    by=request.actor, place=place, changes=changed, reason=request.POST.get("reason", "")
                )
                messages.success(request, "已保存，从下一次研判起使用。" if kept else "规则没有变化。")
                return redirect("warning_rules")
            shown = _preview(judging_tables(request.actor), now, rules, year) if year else None
        except FuertongError as error:
            problem = str(error)
    context = {
        "rules": rules,
        "defaults": {rule.code: rule for rule in DEFAULT_RULES},
        "colours": list(Colour),
        "problem": problem,
        "preview": shown,
        "reason": request.POST.get("reason", ""),
        "may_save": request.actor.can(Permission.SETTINGS_WRITE),
        "changes": history_of(place),
        "crumbs": [Crumb(title="评估预警"), Crumb(title="预警规则")],
    }
    return render(request, "assessment/warning_rules.html", context)


def _entered(request: ActorRequest) -> dict[str, dict[str, Any]]:
    """What differs from the defaults in the form."""
    found: dict[str, dict[str, Any]] = {}
    for rule in DEFAULT_RULES:
        one: dict[str, Any] = {
            "on": f"on-{rule.code}" in request.POST,
            "colour": request.POST.get(f"colour-{rule.code}", rule.colour.value),
        }
        if rule.p_below is not None:
            one["p_below"] = _number(request, f"p-{rule.code}", rule, 100)
        if rule.years_to_go is not None:
            one["years_to_go"] = int(_number(request, f"years-{rule.code}", rule, 1))
        if rule.second_year:
            one["second_year"] = f"second-{rule.code}" in request.POST
        row = rule.as_row()
        different = {name: value for name, value in one.items() if value != row[name]}
        if different:
            found[rule.code] = different
    return found


def _number(request: ActorRequest, name: str, rule: Rule, per: int) -> float:
    text = request.POST.get(name, "").strip().rstrip("%％")
    try:
        return float(text) / per
    except ValueError:
        raise FuertongError(f"“{rule.words}”的阈值应填数字，现填“{text}”。") from None


def _preview(tables: JudgingTables, now: tuple[Rule, ...], new: tuple[Rule, ...], year: int) -> dict[str, Any]:
    years = range(year - YEARS + 1, year + 1)
    old, fresh = (
        preview(tables.observations, tables.targets, years=years, rules=rules, regions=tables.regions)
        for rules in (now, new)
    )
    moved = changes(old, fresh).filter(pl.col("change") != "不变").to_dicts()
    names = {rule.code: rule.words for rule in new}
    for row in moved:
        row["name"] = tables.name(row["id"])
        row["words"] = names.get(row["rule"] or row["old_rule"], "")
    return {
        "years": [{"year": one, "old": _of(by_year(old), one), "new": _of(by_year(fresh), one)} for one in years],
        "moved": moved[:100],
        "more": max(0, len(moved) - 100),
        "count": len(moved),
    }


def _of(table: pl.DataFrame, year: int) -> list[int]:
    row = next(iter(table.filter(pl.col("year") == year).to_dicts()), {})
    return [int(row.get(colour.value, 0)) for colour in Colour]
