"""Annex tables (附表): 主要指标 gives targets, base values and milestones, 任务分工 gives responsible units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.plan import Confidence, Domain, Goal, Milestone, Plan, Table, Target, TargetKind
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.comparison import key_of
from fuertong.reading.quantities import NUMBER
from fuertong.reading.units import split_units

_NAME = re.compile(r"^(?:主要)?指标(?:名称|内容)?$|^监测指标$|^目标指标$|^项目$")
_GOAL = re.compile(r"目标(?:任务|内容)?$|^主要目标|^任务$|^工作任务|^主要任务")
_LEAD = re.compile(r"牵头|主责|责任主体")
_SUPPORT = re.compile(r"责任|配合|参与|参加|协同|协助")
_UNIT = re.compile(r"^(?:计量)?单位$")
_YEAR = re.compile(r"(20\d\d)年?")
_BASE = re.compile(r"基期|基数|基准|现状|完成")
_VALUE = re.compile(
    rf"(?P<sign>≥|≤|>|<|＞|＜|不低于|不超过|约)?\s*(?P<value>{NUMBER})\s*(?P<unit>%|‰|/10万|个|名|人|所|年|岁)?(?P<bound>以上|以下|以内|左右)?"
)
_SIGNS = {"≥": ">=", ">": ">", "＞": ">", "不低于": ">=", "≤": "<=", "<": "<", "＜": "<", "不超过": "<=", "约": "~"}
_BOUNDS = {"以上": ">=", "以下": "<=", "以内": "<=", "左右": "~"}
_WORDS = {"十万分之": "/10万", "1/10万": "/10万", "／10万": "/10万", "百分比": "%", "百分之": "%"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One row of a table of 主要指标: values by year, the first year's being the base."""

    name: str
    unit: str | None
    values: tuple[tuple[int, str], ...]
    base: tuple[int | None, str] | None
    lead: tuple[str, ...]
    line: int


def apply_tables(plan: Plan, tables: tuple[Table, ...]) -> tuple[Plan, list[Finding]]:
    """The plan with what its annex tables add to targets and responsibilities, and what could not be placed."""
    findings: list[Finding] = []
    for table in tables:
        rows = list(_indicator_rows(table, plan))
        if rows:
            plan, missed = _with_indicators(plan, rows)
            findings += missed
        units = list(_unit_rows(table))
        if units:
            plan = _with_units(plan, units)
    return replace(plan, tables=tuple(tables)), findings


def _heads(table: Table) -> list[str]:
    return [squeeze(plain(cell)) for cell in table.header]


def _column(heads: list[str], pattern: re.Pattern[str], *, after: re.Pattern[str] | None = None) -> int | None:
    return next(
        (place for place, head in enumerate(heads) if pattern.search(head) and not (after and after.search(head))), None
    )


def _indicator_rows(table: Table, plan: Plan) -> Iterator[IndicatorRow]:
    heads = _heads(table)
    name, unit, lead = _column(heads, _NAME), _column(heads, _UNIT), _column(heads, _LEAD) or _column(heads, _SUPPORT)
    years = {place: int(found[1]) for place, head in enumerate(heads) if (found := _YEAR.search(head))}
    if name is None or not years:
        return
    first = plan.period[0] if plan.period else max(years.values())
    for row in table.rows:
        if len(row) != len(heads) or not squeeze(row[name]):
            continue
        base = next(
            ((year, row[place]) for place, year in years.items() if year < first or _BASE.search(heads[place])), None
        )
        values = tuple(
            (year, row[place])
            for place, year in sorted(years.items(), key=lambda item: item[1])
            if base is None or year != base[0]
        )
        units = split_units(plain(row[lead]))[0] if lead is not None else []
        shown = squeeze(plain(row[unit])) if unit is not None else ""
        yield IndicatorRow(
            name=squeeze(plain(row[name])),
            unit=_WORDS.get(shown, shown) or None,
            values=values,
            base=base,
            lead=tuple(units),
            line=table.line,
        )


def _with_indicators(plan: Plan, rows: list[IndicatorRow]) -> tuple[Plan, list[Finding]]:
    findings: list[Finding] = []
    for row in rows:
        place = _find(plan, row)
        if place is None:
            findings.append(
                Finding(
                    severity=Severity.WARNING,
                    code="table-indicator-unplaced",
                    message=f"附表中的指标“{row.name}”在正文的主要目标里没有找到，请核对。",
                    where=Place(line=row.line),
                    remedy="请手工将它归入对应的目标。",
                )
            )
            continue
        domain, goal, target = place
        plan = _replaced(plan, domain, goal, _merged(goal, target, row))
    return plan, findings


def _find(plan: Plan, row: IndicatorRow) -> tuple[Domain, Goal, Target] | None:
    """The target whose name is the row's, or nearly."""
    wanted = _FOREIGN.sub("", row.name)
    best: tuple[float, Domain, Goal, Target] | None = None
    for domain in plan.domains:
        for goal in domain.goals:
            for target in goal.targets:
                if target.kind not in (TargetKind.LEVEL, TargetKind.TREND, TargetKind.CHANGE):
                    continue
                name = key_of(target)
                ratio = 1.0 if name == wanted else SequenceMatcher(None, name, wanted, autojunk=False).ratio()
                if ratio >= 0.8 and (best is None or ratio > best[0]):
                    best = (ratio, domain, goal, target)
    return best[1:] if best else None


_FOREIGN = re.compile(r"[（(][^）)]*[）)]|[的之、，“”\s]")


def _merged(goal: Goal, target: Target, row: IndicatorRow) -> Goal:
    parsed = [(year, found) for year, text in row.values if (found := _VALUE.search(plain(squeeze(text))))]
    base = _VALUE.search(plain(squeeze(row.base[1]))) if row.base else None
    changed = target
    if base:
        changed = replace(
            changed, base_value=float(base["value"]), base_year=changed.base_year or (row.base[0] if row.base else None)
        )
    if parsed:
        *early, (year, last) = parsed
        marks = tuple(Milestone(year=one, value=float(found["value"])) for one, found in early)
        changed = replace(changed, milestones=changed.milestones or marks)
        if changed.value is None and changed.kind is TargetKind.TREND:
            changed = replace(
                changed,
                kind=TargetKind.LEVEL,
                value=float(last["value"]),
                unit=last["unit"] or row.unit,
                comparator=_sign(last, changed),
                deadline=year,
                confidence=Confidence.LOOK,
            )
        elif changed.value is not None and abs(changed.value - float(last["value"])) > 1e-9:
            changed = replace(changed, confidence=Confidence.DECIDE)
    targets = tuple(changed if one is target else one for one in goal.targets)
    return replace(goal, targets=targets, lead=goal.lead or row.lead)


def _sign(found: re.Match[str], target: Target) -> str:
    if found["sign"]:
        return _SIGNS[found["sign"]]
    if found["bound"]:
        return _BOUNDS[found["bound"]]
    return "<=" if target.direction == "down" else ">="


def _replaced(plan: Plan, domain: Domain, old: Goal, new: Goal) -> Plan:
    goals = tuple(new if goal is old else goal for goal in domain.goals)
    changed = replace(domain, goals=goals)
    return replace(plan, domains=tuple(changed if one is domain else one for one in plan.domains))


def _unit_rows(table: Table) -> Iterator[tuple[str, list[str], list[str]]]:
    """(words of the goal, lead units, supporting units) of a table of 任务分工."""
    heads = _heads(table)
    goal = _column(heads, _GOAL)
    lead, support = _column(heads, _LEAD), _column(heads, _SUPPORT, after=_LEAD)
    if goal is None or (lead is None and support is None):
        return
    for row in table.rows:
        if len(row) == len(heads) and squeeze(row[goal]):
            leads = split_units(plain(row[lead]))[0] if lead is not None else []
            supports = split_units(plain(row[support]))[0] if support is not None else []
            yield squeeze(plain(row[goal])), leads, supports


def _with_units(plan: Plan, rows: list[tuple[str, list[str], list[str]]]) -> Plan:
    for words, leads, supports in rows:
        place = _goal_like(plan, re.sub(r"^[（(]?[\d一二三四五六七八九十]+[）).、．]\s*", "", words))
        if place is not None:
            domain, goal = place
            plan = _replaced(
                plan,
                domain,
                goal,
                replace(goal, lead=goal.lead or tuple(leads), support=goal.support or tuple(supports)),
            )
    return plan


def _goal_like(plan: Plan, words: str) -> tuple[Domain, Goal] | None:
    best: tuple[float, Domain, Goal] | None = None
    for domain in plan.domains:
        for goal in domain.goals:
            text = squeeze(plain(goal.text))
            same = words in text or text in words
            ratio = 1.0 if same else SequenceMatcher(None, text, words, autojunk=False).quick_ratio()
            if not same and ratio >= 0.75:
                ratio = SequenceMatcher(None, text, words, autojunk=False).ratio()
            if ratio >= 0.75 and (best is None or ratio > best[0]):
                best = (ratio, domain, goal)
    return best[1:] if best else None
