"""Values a plan asks for in years before the deadline (分年目标, such as 2025年), judged by the kernel when reached."""

from dataclasses import dataclass

import polars as pl

from fuertong.assess import assess, milestone_rows
from fuertong.model.verdict import Signal
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.adapting import judging_row
from fuertong_web.collection.selectors import observations_frame
from fuertong_web.plans.core_form import core_target
from fuertong_web.plans.models import Plan, Target


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
    """Target id → its steps; one query for the place's values, none where no target has steps."""
    stepped = [target for target in targets if target.milestones and target.indicator is not None]
    if not stepped:
        return {}
    rows = {}
    for target in stepped:
        row = judging_row(target, plan.place.code)
        for step in milestone_rows(row, core_target(target)) if row is not None else []:
            rows[str(step["id"])] = (target, step)
    signals = _signals(plan, [step for _, step in rows.values()], data_year) if rows else {}
    sees = actor.can(Permission.SIGNAL_SEE)
    found: dict[int, list[Step]] = {}
    for code, (target, step) in rows.items():
        reached = int(step["deadline"]) <= data_year and sees
        signal = signals.get(code, Signal.UNKNOWN.value) if reached else ""
        found.setdefault(target.pk, []).append(
            Step(year=int(step["deadline"]), value=float(step["value"]), signal=signal)
        )
    return found


def _signals(plan: Plan, rows: list[dict[str, object]], data_year: int) -> dict[str, str]:
    table = pl.DataFrame(rows, infer_schema_length=None).lazy()
    result = assess(observations_frame(plan.place).lazy(), table, as_of=data_year).collect()
    return dict(result.filter(pl.col("region") == plan.place.code).select("id", "cls").iter_rows())
