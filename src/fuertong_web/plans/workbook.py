"""The breakdown of responsibilities as a table for Excel: one row a unit and goal."""

from collections.abc import Sequence

from fuertong_web.indicators.sheets import Cell, SheetTable
from fuertong_web.plans.responsibility import UnitLoad


def duties_table(loads: Sequence[UnitLoad]) -> SheetTable:
    """One row a unit and goal: leading first."""
    rows: list[list[Cell]] = []
    for load in loads:
        for word, goals in (("牵头", load.leads), ("责任", load.supports)):
            for goal in goals:
                place: list[Cell] = [goal.domain.plan.short, goal.domain.title, goal.no]
                rows.append([load.name, word, *place, goal.text, len(goal.targets.all())])
    columns = (
        ("单位", 22),
        ("分工", 6),
        ("规划", 10),
        ("领域", 18),
        ("目标序号", 9),
        ("主要目标", 70),
        ("指标值数", 9),
    )
    return SheetTable(columns=columns, rows=rows)
