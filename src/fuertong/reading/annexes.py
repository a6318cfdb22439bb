"""Annex tables (附表): 主要指标 gives targets, base values and milestones, 任务分工 gives responsible units."""

from collections.abc import Sequence
from dataclasses import replace

from fuertong.model.findings import Finding, Severity
from fuertong.model.plan import Goal, Plan, Table
from fuertong.reading.annex_match import LIKELY, Spot, goals_for, home_of, place_indicators
from fuertong.reading.annex_merge import Merged, merge, new_target
from fuertong.reading.annex_rows import IndicatorRow, TaskRow, one_by_one, read_rows


def apply_annexes(plans: tuple[Plan, ...], tables: Sequence[Table]) -> tuple[tuple[Plan, ...], list[Finding]]:
    """The plans with what annex tables add to targets and responsibilities, and what could not be placed.

    A row goes to the plan its table, its group heads or its words speak for; the tables are kept with the plans.
    """
    if not plans or not tables:
        return plans, []
    rows = read_rows(tables, plans[0].period)
    shares = _shares(plans, rows)
    result: list[Plan] = []
    findings: list[Finding] = []
    for number, plan in enumerate(plans):
        own = [row for row, owner in zip(rows, shares, strict=True) if owner == number]
        plan, found = _applied(plan, own)
        kept = [table for table in tables if any(row.where.table is table for row in own)]
        result.append(replace(plan, tables=(*plan.tables, *kept)))
        findings += found
    return tuple(result), findings


def _shares(plans: tuple[Plan, ...], rows: Sequence[IndicatorRow | TaskRow]) -> list[int]:
    """The plan (position) of each row: as it says itself, else where most rows of its table find their words."""
    if len(plans) == 1:
        return [-1 if row.where.audience not in (None, plans[0].audience) else 0 for row in rows]
    by_audience = {plan.audience: number for number, plan in enumerate(plans)}
    votes: dict[int, list[float]] = {}
    for row in rows:
        table = votes.setdefault(id(row.where.table), [0.0] * len(plans))
        for number, plan in enumerate(plans):
            table[number] += _fits(plan, row)
    return [
        by_audience[row.where.audience]
        if row.where.audience in by_audience
        else max(range(len(plans)), key=lambda number: votes[id(row.where.table)][number])
        for row in rows
    ]


def _fits(plan: Plan, row: IndicatorRow | TaskRow) -> float:
    if isinstance(row, TaskRow):
        return float(bool(row.words) and bool(goals_for(plan, row, running=False)))
    return max((score for _, score in place_indicators(plan, [row]).values()), default=0.0)


def _applied(plan: Plan, rows: Sequence[IndicatorRow | TaskRow]) -> tuple[Plan, list[Finding]]:
    indicators = [one for row in rows if isinstance(row, IndicatorRow) for one in one_by_one(row)]
    tasks = [row for row in rows if isinstance(row, TaskRow)]
    plan, findings = _with_indicators(plan, indicators)
    plan, more = _with_tasks(plan, tasks)
    return plan, findings + more


def _with_indicators(plan: Plan, rows: list[IndicatorRow]) -> tuple[Plan, list[Finding]]:
    findings: list[Finding] = []
    placed = place_indicators(plan, rows)
    for number, row in enumerate(rows):
        if number in placed:
            spot, score = placed[number]
            target = plan.domains[spot.domain].goals[spot.goal].targets[spot.target or 0]
            merged = merge(target, row, plan.period, sure=score >= 0.9)
        else:
            home = home_of(plan, row)
            if home is None:
                findings.append(_unplaced(row))
                continue
            spot, score = home
            merged = new_target(row, plan.period, sure=score >= LIKELY)
        plan, found = _kept(plan, spot, merged, row)
        findings += found
    return plan, findings


def _kept(plan: Plan, spot: Spot, merged: Merged, row: IndicatorRow) -> tuple[Plan, list[Finding]]:
    goal = plan.domains[spot.domain].goals[spot.goal]
    targets = list(goal.targets)
    if spot.target is None:
        targets += merged.targets
    else:
        targets[spot.target : spot.target + 1] = merged.targets
    goal = replace(goal, targets=tuple(targets))
    goal, found = _with_units(goal, row.lead, row.support, row)
    return _replaced(plan, spot, goal), [*merged.findings, *found]


def _with_tasks(plan: Plan, rows: list[TaskRow]) -> tuple[Plan, list[Finding]]:
    findings: list[Finding] = []
    numbers = [number for row in rows if not row.words for number in row.numbers]
    running = bool(numbers) and (len(set(numbers)) == len(numbers)) and not any(row.where.domain for row in rows)
    for row in rows:
        found = goals_for(plan, row, running=running)
        if not found:
            findings.append(_unplaced_task(row))
        for spot in found:
            goal = plan.domains[spot.domain].goals[spot.goal]
            goal, said = _with_units(goal, row.lead, row.support, row)
            plan = _replaced(plan, spot, goal)
            findings += said
    return plan, findings


def _with_units(
    goal: Goal, lead: tuple[str, ...], support: tuple[str, ...], row: IndicatorRow | TaskRow
) -> tuple[Goal, list[Finding]]:
    """Units of the annex where the text names none; where both do and differ in the lead, a finding."""
    findings = []
    if goal.lead and lead and not set(goal.lead) & set(lead):
        shown = ("、".join(goal.lead), "、".join(lead))
        findings.append(
            Finding(
                severity=Severity.INFO,
                code="table-units-differ",
                message=f"第{goal.no}条目标的牵头单位，正文写“{shown[0]}”，{row.where.name}写“{shown[1]}”，现按正文读取，请核对。",
                where=row.where.place,
                seen=shown[1],
                expected=shown[0],
                remedy="请确定以哪一处为准。",
            )
        )
    taken = goal.lead or lead
    backing = goal.support or tuple(name for name in support if name not in taken)
    return replace(goal, lead=taken, support=backing), findings


def _replaced(plan: Plan, spot: Spot, goal: Goal) -> Plan:
    domains = list(plan.domains)
    goals = list(domains[spot.domain].goals)
    goals[spot.goal] = goal
    domains[spot.domain] = replace(domains[spot.domain], goals=tuple(goals))
    return replace(plan, domains=tuple(domains))


def _unplaced(row: IndicatorRow) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        code="table-indicator-unplaced",
        message=f"附表中的指标“{row.name}”在正文的主要目标里没有找到，请核对。",
        where=row.where.place,
        seen=row.written,
        remedy="请手工将它归入对应的目标。",
    )


def _unplaced_task(row: TaskRow) -> Finding:
    said = row.words[:40] or "第" + "、".join(map(str, row.numbers)) + "条目标"
    return Finding(
        severity=Severity.WARNING,
        code="table-task-unplaced",
        message=f"{row.where.name}的任务“{said}”在正文的主要目标里没有找到，责任单位没有填入，请核对。",
        where=row.where.place,
        seen="、".join((*row.lead, *row.support)),
        remedy="请在对应的目标里手工填写责任单位。",
    )
