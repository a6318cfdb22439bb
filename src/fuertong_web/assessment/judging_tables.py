"""The place's values and targets as the core's tables (D9), for pages that judge again: preview, backtest, what-if."""

from dataclasses import dataclass

import polars as pl

from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.adapting import judging_row
from fuertong_web.assessment.selectors import targets_for
from fuertong_web.collection.selectors import observations_frame
from fuertong_web.places.models import Region
from fuertong_web.plans.models import Plan, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingTables:
    """`observations` and `targets` in the columns of D9; `by_code` leads back to the rows of the plan."""

    observations: pl.DataFrame
    targets: pl.DataFrame
    regions: pl.DataFrame
    by_code: dict[str, Target]

    def name(self, code: str) -> str:
        """The indicator's name as the plan writes it."""
        return self.by_code[code].name if code in self.by_code else code


def judging_tables(actor: Actor) -> JudgingTables:
    """Of the active plans of the actor's place; four queries. For whoever sees signals: it holds every value."""
    assert actor.place is not None
    place = actor.place
    rows, by_code = [], {}
    for target in targets_for(actor).filter(goal__domain__plan__state=Plan.State.ACTIVE):
        row = judging_row(target, place.code)
        if row is not None:
            rows.append(row)
            by_code[target.code] = target
    children = Region.objects.filter(parent=place.region, valid_to=None).values_list("code", flat=True)
    codes = sorted(children)
    return JudgingTables(
        observations=observations_frame(place),
        targets=pl.DataFrame(rows, infer_schema_length=None) if rows else pl.DataFrame(),
        regions=pl.DataFrame(
            {"region": codes, "parent": [place.code] * len(codes)},
            schema={"region": pl.String, "parent": pl.String},
        ),
        by_code=by_code,
    )
