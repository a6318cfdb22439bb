"""达标率 of the regions below (各地区): the place's own targets judged on each region's values; signals only.

For the statistician and the office only. Regions stand by their code: what a rate of a dozen targets tells apart is
little, so there is no order of merit.
"""

from typing import Any

import polars as pl

from fuertong.assess import Judgement, assess, attainment
from fuertong.assess.attainment import Attainment, by_region
from fuertong.assess.scores import Score, scores
from fuertong.model.verdict import Signal
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.judging_tables import judging_tables
from fuertong_web.places.models import Region

LEAST = 2


def region_rates(actor: Actor, plans: set[int], data_year: int) -> list[tuple[str, Attainment, Score]]:
    """Name, counts and score of each region below that has values, by code; empty where there are fewer than two."""
    assert actor.place is not None
    tables = judging_tables(actor)
    below = tables.regions["region"].to_list()
    names = dict(Region.objects.filter(code__in=below).values_list("code", "name"))
    with_values = set(tables.observations["region"].to_list()) & set(below)
    codes = [
        code
        for code, target in tables.by_code.items()
        if target.goal.domain.plan_id in plans and not target.each and target.strategy_id is None
    ]
    if len(with_values) < LEAST or not codes:
        return []
    asked = tables.targets.filter(pl.col("id").is_in(codes)).with_columns(region=pl.lit(None, dtype=pl.String))
    seen = tables.observations.filter(pl.col("region").is_in(sorted(with_values)))
    found = assess(seen, asked, as_of=data_year).collect().sort("region", "id")
    judged = [_judgement(row, tables.by_code[row["id"]]) for row in found.iter_rows(named=True)]
    points = {one.group: one for one in scores(judged, by=by_region)}
    return [(names.get(one.group, one.group), one, points[one.group]) for one in attainment(judged, by=by_region)]


def _judgement(row: dict[str, Any], target: Any) -> Judgement:
    return Judgement(
        target=row["id"],
        goal=str(target.goal_id),
        domain=target.goal.domain.title,
        plan=target.goal.domain.plan.title,
        verdict=_word(row, target),
        numbered=target.value is not None,
        identity=(target.indicator_id, target.breakdown, target.kind, target.comparator, target.value, row["region"]),
        has_data=row["latest"] is not None,
        region=row["region"],
    )


def _word(row: dict[str, Any], target: Any) -> Word:
    """The signal as the word a verdict would have."""
    direction = next((word for word in Word if word.is_direction and word.value == row["direction_word"]), None)
    if target.value is None and direction is not None and row["cls"] not in (Signal.UNKNOWN, Signal.DUE):
        return direction
    return Word.BORDERLINE if row["cls"] == Signal.LIKELY and "临界" in row["flags"] else Word(row["cls"])
