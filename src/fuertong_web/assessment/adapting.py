"""From stored rows to what the core judges: the row of D9 by which a target is judged."""

from typing import Any

from fuertong.assess import judging_target
from fuertong_web.indicators.core_form import core_indicator
from fuertong_web.plans.core_form import core_target
from fuertong_web.plans.models import Target


def judging_row(target: Target, region: str) -> dict[str, Any] | None:
    """The row of D9 by which a target is judged in a region; None where only a person can judge it."""
    plan = target.goal.domain.plan
    if target.indicator is None:
        return None
    row = judging_target(
        core_target(target),
        indicator=core_indicator(target.indicator),
        plan_period=(plan.first_year, plan.last_year),
        target_id=target.code,
        against=core_indicator(target.against_indicator) if target.against_indicator else None,
        region=region,
    )
    if row is None:
        return None
    if target.breakdown and not row["breakdown"]:
        row["breakdown"] = target.breakdown
    row["every_year"] = row["every_year"] or target.every_year
    row["substitute_base"] = target.substitute_base
    return row
