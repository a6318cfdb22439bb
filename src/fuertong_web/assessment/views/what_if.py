"""What if (推演): other values in the coming years, or another target, judged on the spot; nothing is stored."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.insight import may_look_behind, need_of, next_year_needed, suppose, told
from fuertong_web.assessment.models import Assessment
from fuertong_web.assessment.selectors import assessments_of, target_for
from fuertong_web.assessment.views.common import chosen_year
from fuertong_web.plans.models import Target
from fuertong_web.plans.wording import bound_of
from fuertong_web.ui.frame import Crumb

YEARS_AHEAD = 6


@needs(Permission.SIGNAL_SEE)
def target_what_if(request: ActorRequest, code: str) -> HttpResponse:
    """?y2026=…&value=…: the form with the answer below it."""
    target, year = target_for(request.actor, code), chosen_year(request)
    signal = assessments_of([target], year).get(target.pk) if year else None
    if signal is not None and not may_look_behind(request.actor, target, signal):
        raise PermissionDenied("这项指标的数量较少或限期保密，不作推演。")
    plan = target.goal.domain.plan
    last = min(target.deadline or plan.last_year, (year or 0) + YEARS_AHEAD)
    years = [(one, request.GET.get(f"y{one}", "").strip()) for one in range((year or 0) + 1, last + 1)] if year else []
    value = request.GET.get("value", "").strip()
    context: dict[str, Any] = {
        "target": target,
        "asked": bound_of(target),
        "signal": signal,
        "year": year,
        "years": years,
        "value": value,
        "numbered": target.value is not None,
        "unit": target.unit or (target.indicator.unit if target.indicator else ""),
        "need": need_of(signal, target) if signal else "",
        "pace_query": _pace_query(signal, target, year, last) if signal else "",
        "crumbs": [
            Crumb(title="评估预警"),
            Crumb(title=target.name, url=reverse("target", args=[code]) + (f"?year={year}" if year else "")),
            Crumb(title="推演"),
        ],
    }
    if signal is not None:
        context |= _answer(request, signal, years, value)
        if context.get("found"):
            found = context["found"]
            context["before"] = told(found.before, signal, target, request.actor)
            context["after"] = told(found.after, signal, target, request.actor)
        elif signal.gap and not context.get("problem"):
            context["pace"] = next_year_needed(signal)
    return render(request, "assessment/what_if.html", context)


def _pace_query(signal: Assessment, target: Target, year: int | None, last: int) -> str:
    """The address that fills in the coming years in even steps from the newest value to the target."""
    if not year or signal.latest is None or signal.target_value is None or not signal.gap or signal.latest_year is None:
        return ""
    deadline = target.deadline or target.goal.domain.plan.last_year
    step = (signal.target_value - signal.latest) / max(deadline - signal.latest_year, 1)
    decimals = target.indicator.decimals if target.indicator else 1
    filled = {
        f"y{one}": f"{signal.latest + step * (one - signal.latest_year):.{decimals}f}"
        for one in range(year + 1, last + 1)
    }
    return urlencode({"year": year} | filled) if filled else ""


def _answer(request: ActorRequest, signal: Assessment, years: list[tuple[int, str]], value: str) -> dict[str, Any]:
    if not value and not any(text for _, text in years):
        return {}
    try:
        values = {year: _number(text, f"{year}年") for year, text in years if text}
        changes = {"value": _number(value, "目标值")} if value else {}
        return {"found": suppose(signal, values, changes)}
    except FuertongError as error:
        return {"problem": str(error)}


def _number(text: str, label: str) -> float:
    try:
        found = float(text.rstrip("%％"))
    except ValueError:
        raise FuertongError(f"“{label}”应填数字，现填“{text}”。") from None
    if not -1e12 < found < 1e12:
        raise FuertongError(f"“{label}”应填数字，现填“{text}”。")
    return found
