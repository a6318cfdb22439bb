"""The trend chart of a target from its points and, where it may be shown, its forecast (ui/trend.py's contract)."""

from typing import Any

from fuertong_web.assessment.models import Assessment
from fuertong_web.collection.selectors import Point
from fuertong_web.plans.models import Target


def chart_of(target: Target, points: list[Point], signal: Assessment | None) -> dict[str, Any]:
    """Points with sources, target line, milestones, breaks, and the forecast band at the deadline."""
    plan = target.goal.domain.plan
    deadline = target.deadline or plan.last_year
    indicator = target.indicator
    chart: dict[str, Any] = {
        "title": target.name,
        "unit": target.unit or (indicator.unit if indicator else ""),
        "decimals": indicator.decimals if indicator else 1,
        "series": [
            {
                "name": f"{plan.place.region.name}实际数",
                "points": _drawn(points),
            }
        ],
        "target": None,
        "milestones": [
            {"label": f"{item['year']}年目标", "value": float(item["value"]), "year": int(item["year"])}
            for item in target.milestones
        ],
        "forecast": [],
        "breaks": [{"year": point.year, "label": "口径变化"} for point in points if point.break_before],
    }
    value = float(target.value) if target.value is not None and target.kind != "change" else None
    if signal is not None and value is None:
        value = signal.target_value if target.kind == "change" else None
    if value is not None:
        chart["target"] = {"label": f"{deadline}年目标", "value": value, "year": deadline}
    if signal is not None and _has_outlook(signal):
        latest = {"year": signal.latest_year, "value": signal.latest, "low": signal.latest, "high": signal.latest}
        end = {"year": deadline, "value": signal.forecast, "low": signal.lo, "high": signal.hi}
        chart["forecast"] = [latest, end]
    return chart


def _drawn(points: list[Point]) -> list[dict[str, Any]]:
    """The points as the chart takes them; an empty one before a new definition, so that no line crosses the break."""
    drawn: list[dict[str, Any]] = []
    for point in points:
        if point.break_before:
            drawn.append({"year": point.year, "value": None, "source": "", "status": ""})
        drawn.append(
            {
                "year": point.year,
                "value": float(point.value) if point.value is not None else None,
                "source": point.source or point.withheld,
                "status": point.status if point.value is not None else point.absence or point.withheld,
            }
        )
    return drawn


def _has_outlook(signal: Assessment) -> bool:
    """A line drawn on from one year's few cases would mislead: small numbers get no forecast in the chart."""
    return signal.forecast is not None and signal.latest is not None and "小样本" not in signal.flags
