"""Values a plan asks for in years before the deadline (分年目标, such as 2025年), judged by the kernel when reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from fuertong.assess import milestone_rows
from fuertong.model.verdict import Signal
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.adapting import judging_row
from fuertong_web.assessment.every_unit import judge
from fuertong_web.assessment.selectors import assessments_of
from fuertong_web.places.models import Place
from fuertong_web.plans.core_form import core_target
from fuertong_web.plans.models import Plan, Target

STEPS = "steps"
"""Where a stored result keeps the signals of its steps: {"2025": "未达标"}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One value on the way: its year, what is asked, and the signal for that year (empty without the right to it)."""

    year: int
    value: float
    signal: str

    @property
    def words(self) -> str:
        """2025年目标60：已达标."""
        return f"{self.year}年阶段目标{self.value:g}" + (f"：{self.signal}" if self.signal else "")


def milestones_reached(actor: Actor, plan: Plan, targets: list[Target], data_year: int) -> dict[int, list[Step]]:
    """Target id → its steps, those reached with the signal kept with the result; none where no target has steps."""
    rows = {target: steps for target in targets if (steps := _rows(target, plan.place.code))}
    if not rows:
        return {}
    sees = actor.can(Permission.SIGNAL_SEE)
    stored = assessments_of(list(rows), data_year) if sees else {}
    found: dict[int, list[Step]] = {}
    for target, steps in rows.items():
        known = stored[target.pk].details.get(STEPS, {}) if target.pk in stored else {}
        for step in steps:
            year = int(step["deadline"])
            reached = known.get(str(year), Signal.UNKNOWN.value) if sees and year <= data_year else ""
            found.setdefault(target.pk, []).append(Step(year=year, value=float(step["value"]), signal=reached))
    return found


def signals_of_steps(
    observations: pl.DataFrame, targets: list[Target], place: Place, data_year: int
) -> Mapping[str, dict[str, str]]:
    """Target code → year → signal of every step reached, every-unit targets over the members of their list."""
    rows = {
        target.code: [step for step in _rows(target, place.code) if int(step["deadline"]) <= data_year]
        for target in targets
    }
    found: dict[str, dict[str, str]] = {}
    # One step of each target at a time: judging takes one row a target.
    for place_in_row in range(max((len(steps) for steps in rows.values()), default=0)):
        asked = {code: steps[place_in_row] for code, steps in rows.items() if len(steps) > place_in_row}
        result = judge(observations, asked, targets, place, data_year)
        own = result.filter(pl.col("region") == place.code)
        by_id = dict(own.select("id", "cls").iter_rows())
        for code, step in asked.items():
            found.setdefault(code, {})[str(step["deadline"])] = by_id.get(str(step["id"]), Signal.UNKNOWN.value)
    return found


def _rows(target: Target, code: str) -> list[dict[str, Any]]:
    """The judging rows of the target's steps."""
    if not target.milestones or target.indicator is None:
        return []
    row = judging_row(target, code)
    return milestone_rows(row, core_target(target)) if row is not None else []
