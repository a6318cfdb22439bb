"""The breakdown of responsibilities as a table for Excel: one row a unit and goal."""

from collections.abc import Sequence

from fuertong.workbooks.tables import Column
from fuertong_web.indicators.sheets import SheetTable
from fuertong_web.plans.responsibility import UnitLoad


def duties_table(loads: Sequence[UnitLoad]) -> SheetTable:
    """One row a unit and goal: leading first."""
    rows: list[list[object]] = []
    for load in loads:
        for word, goals in (("牵头", load.leads), ("责任", load.supports)):
            for goal in goals:
                place: list[object] = [goal.domain.plan.short, goal.domain.title, goal.no]
                rows.append([load.name, word, *place, goal.text, len(goal.targets.all())])
    columns = ("单位", "分工", "规划", "领域", "目标序号", Column(title="主要目标", width=70), "指标值数")
    return SheetTable(columns=columns, rows=rows)
