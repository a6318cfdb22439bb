"""研判: judge the targets of a place with the kernel; unchanged results are not stored again."""

from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from fuertong.assess import DEFAULTS
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.actions.background import ask_for_year, is_large
from fuertong_web.assessment.actions.warnings import raise_warnings
from fuertong_web.assessment.adapting import judging_row
from fuertong_web.assessment.every_unit import judge, members_of
from fuertong_web.assessment.milestones import STEPS, signals_of_steps
from fuertong_web.assessment.models import Assessment
from fuertong_web.assessment.rules import rules_of
from fuertong_web.assessment.selectors import assessments_of
from fuertong_web.audit.actions import record
from fuertong_web.collection.selectors import observations_frame, year_in_hand
from fuertong_web.places.models import Place
from fuertong_web.plans.models import Plan, Target

SUMS = ("s0", "s1", "s2", "s11", "s12", "s22", "x_ref")
DETAILS = (
    "type",
    "deadline",
    "decimals",
    "good",
    "pooled_events",
    "pooled_years",
    "base_value",
    "base_year",
    "need_per_year",
    "recent_per_year",
    "pace",
    "p_least",
    "units",
    "failing",
    "expected_failing",
)
NUMBERS = ("latest", "gap", "forecast", "lo", "hi", "p", "p_risk", "pooled", "pooled_lo", "pooled_hi")


@transaction.atomic
def assess_targets(*, by: Actor, place: Place, data_year: int) -> int:
    """Judge every target of the place's active plans as of `data_year`; returns how many results are new.

    A place with more values than can be judged within the second is judged in the background instead; then 0.
    """
    if is_large(place):
        ask_for_year(by=by, place=place, data_year=data_year)
        return 0
    return store(reckon(place, data_year), by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """What the kernel said of a place's targets, not yet stored."""

    place: Place
    data_year: int
    results: list[Assessment]
    deadlines: dict[int, int]


def reckon(place: Place, data_year: int) -> Reckoned:
    """Read values and targets and judge; writes nothing."""
    targets = list(
        Target.objects.filter(goal__domain__plan__place=place, goal__domain__plan__state=Plan.State.ACTIVE)
        .exclude(indicator=None)
        .select_related("goal__domain__plan", "indicator__source_unit", "against_indicator")
        .order_by("pk")
    )
    rows = {target.code: row for target in targets if (row := judging_row(target, place.code)) is not None}
    if not rows:
        return Reckoned(place=place, data_year=data_year, results=[], deadlines={})
    observations = observations_frame(place)
    result = judge(observations, rows, targets, place, data_year)
    series = _series(observations, place.code)
    counted = {pk: found.counted for pk, found in members_of(place, targets, data_year).items()}
    by_code = {target.code: target for target in targets}
    fresh = [
        _assessment(by_code[row["id"]], row, rows[row["id"]], series, place, data_year)
        for row in result.iter_rows(named=True)
        if row["region"] == place.code
    ]
    steps = signals_of_steps(observations, targets, place, data_year)
    for one in fresh:
        if one.target.each:
            one.details["counted"] = counted.get(one.target_id, f"个{one.target.each}")
        if one.target.code in steps:
            one.details[STEPS] = steps[one.target.code]
    deadlines = {target.pk: int(rows[code]["deadline"]) for code, target in by_code.items() if code in rows}
    return Reckoned(place=place, data_year=data_year, results=fresh, deadlines=deadlines)


@transaction.atomic
def store(found: Reckoned, *, by: Actor) -> int:
    """Keep the results that differ from those known and raise their warnings; returns how many are new."""
    if not found.results:
        return 0
    made = Assessment.objects.bulk_create(_changed(found.results, found.data_year))
    raise_warnings(made, rules=rules_of(found.place), deadlines=found.deadlines)
    if made:
        record(
            by=by,
            action="assessment.assess",
            target=found.place,
            after={
                "year": found.data_year,
                "judged": len(found.results),
                "new": len(made),
                "method": DEFAULTS.version,
            },
        )
    return len(made)


def judge_again(*, by: Actor, place: Place) -> int:
    """Judge for the year in hand, after what a target or an indicator asks for was changed."""
    year = year_in_hand(place)
    return assess_targets(by=by, place=place, data_year=year) if year is not None else 0


def _series(observations: pl.DataFrame, code: str) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """The place's own points by series, oldest first; those of lower regions are not kept with a result."""
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in observations.filter(pl.col("region") == code).sort("year").iter_rows(named=True):
        key = (row.pop("region"), row["indicator"], row["breakdown"])
        found.setdefault(key, []).append({name: value for name, value in row.items() if value is not None})
    return found


def _assessment(
    target: Target,
    row: dict[str, Any],
    asked: dict[str, Any],
    series: dict[tuple[str, str, str], list[dict[str, Any]]],
    place: Place,
    data_year: int,
) -> Assessment:
    keys = [(place.code, str(asked["indicator"]), str(asked.get("breakdown") or ""))]
    if asked.get("other"):
        keys.append((place.code, str(asked["other"]), str(asked.get("other_breakdown") or "")))
    return Assessment(
        target=target,
        region=place.region,
        data_year=data_year,
        cls=row["cls"],
        n=row["n"] or 0,
        latest_year=row["year"],
        target_value=row["target"],
        target_hi=row["target_hi"],
        direction_word=row["direction_word"] or "",
        flags=sorted(row["flags"] or []),
        sums={name: row[name] for name in SUMS},
        details={name: row[name] for name in DETAILS},
        inputs={"target": asked, "series": [point for key in keys for point in series.get(key, [])]},
        method_version=DEFAULTS.version,
        at=timezone.now(),
        **{name: row[name] for name in NUMBERS},
    )


def _changed(fresh: list[Assessment], data_year: int) -> list[Assessment]:
    known = assessments_of([row.target for row in fresh], data_year)
    return [row for row in fresh if not _same(row, known.get(row.target_id))]


def _same(row: Assessment, known: Assessment | None) -> bool:
    if known is None:
        return False
    names = ("cls", "n", "latest_year", "target_value", "direction_word", "flags", "inputs", "method_version", *NUMBERS)
    if any(getattr(row, name) != getattr(known, name) for name in names):
        return False
    # Which units fail may change while every figure stays the same, and so may the steps on the way.
    return all(row.details.get(name) == known.details.get(name) for name in ("failing", STEPS))
