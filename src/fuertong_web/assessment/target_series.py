"""The series behind a target's page (历年数据): its own or the two it compares, and those of the groups within it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.adapting import judging_row
from fuertong_web.assessment.charting import chart_of
from fuertong_web.assessment.facts_parts import IN_POINTS, is_gap
from fuertong_web.assessment.models import Assessment
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.selectors import Point, series
from fuertong_web.indicators.models import Indicator
from fuertong_web.plans.models import Target

LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One series with what it is called; each point leads to its history."""

    label: str
    indicator: Indicator
    breakdown: str
    points: list[Point]
    note: str = ""

    @property
    def known(self) -> list[Point]:
        """The points that have a value the actor may see."""
        return [point for point in self.points if point.value is not None]

    @property
    def trail(self) -> list[float]:
        """The values in their order, for a small line."""
        return [float(point.value) for point in self.known if point.value is not None]

    @property
    def change(self) -> float | None:
        """The last known value less the first, None with fewer than two."""
        return self.trail[-1] - self.trail[0] if len(self.trail) >= LEAST else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """`sources`: what the target is judged by, its series or the two it compares; `groups`: its sexes, areas …"""

    asked: dict[str, Any]
    sources: list[Source]
    groups: list[Source]

    @property
    def any(self) -> bool:
        """Whether there is anything to draw."""
        return any(source.known for source in self.sources)


def behind(actor: Actor, target: Target) -> Behind:
    """What the actor may see of the series behind a target; three queries."""
    if target.indicator is None:
        return Behind(asked={}, sources=[], groups=[])
    asked = judging_row(target, target.goal.domain.plan.place.code) or {}
    other = target.against_indicator or target.indicator
    compares = asked.get("type") == "compare"
    wanted = [(target.indicator, str(asked.get("breakdown") or target.breakdown))]
    if compares:
        wanted.append((other, str(asked.get("other_breakdown") or "")))
    found = series(actor, {row.pk for row, _ in wanted}, breakdown=None)
    sources = [_source(row, code, found.get((row.pk, code), []), named=compares) for row, code in wanted]
    groups = [
        _source(target.indicator, code, points)
        for (pk, code), points in sorted(found.items())
        if pk == target.indicator.pk and code and not compares and not target.breakdown
    ]
    return Behind(
        asked=asked,
        sources=[source for source in sources if source.points],
        groups=[source for source in groups if source.known],
    )


def chart(target: Target, found: Behind, signal: Assessment | None) -> dict[str, Any] | None:
    """The trend chart; of a gap that must shrink the distance is drawn, of a comparison both series."""
    if not found.any:
        return None
    first = found.sources[0]
    if found.asked.get("type") != "compare":
        return chart_of(target, first.points, signal)
    if len(found.sources) < LEAST:
        return chart_of(target, first.points, None)
    if is_gap(found.asked):
        drawn = chart_of(target, _distance(found), signal)
        drawn["series"][0]["name"] = f"{first.label}与{found.sources[1].label}之差"
        if found.asked.get("mode") == "ratio":
            drawn["unit"], drawn["series"][0]["name"] = "", f"{first.label}与{found.sources[1].label}之比"
        else:
            drawn["unit"] = IN_POINTS.get(drawn["unit"], drawn["unit"])
        return drawn
    drawn = chart_of(target, first.points, None)
    beside = chart_of(target, found.sources[1].points, None)
    for one, source in zip((drawn, beside), found.sources, strict=True):
        one["series"][0]["name"] = source.label
    drawn["series"] += beside["series"]
    return drawn


def _distance(found: Behind) -> list[Point]:
    """One series against the other for each year both have, as large as it is whichever is ahead."""
    others = {point.year: point.value for point in found.sources[1].points}
    ratio = found.asked.get("mode") == "ratio"
    made = []
    for point in found.sources[0].known:
        other = others.get(point.year)
        if other is None or point.value is None or (ratio and not other):
            continue
        value = point.value / other if ratio else abs(point.value - other)
        made.append(replace(point, value=value, numerator=None, denominator=None))
    return made


def _source(indicator: Indicator, code: str, points: Sequence[Point], *, named: bool = False) -> Source:
    label = breakdown_label(code) if code else indicator.name
    return Source(label=label, indicator=indicator, breakdown=code, points=list(points), note=label if named else "")
