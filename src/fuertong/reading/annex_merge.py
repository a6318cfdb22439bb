"""A row of 主要指标 and the target of the text (附表与正文): each fills what the other lacks, differences are told."""

from dataclasses import dataclass, replace

from fuertong.model.findings import Finding, Severity
from fuertong.model.plan import Confidence, Milestone, Strength, Target, TargetKind
from fuertong.reading.annex_rows import IndicatorRow, Period
from fuertong.reading.annex_values import CellValue, read_cell

_BETTER = {"up": ">=", "down": "<="}
_SIDE = {">=": "up", ">": "up", "<=": "down", "<": "down"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a row makes of a target, or the targets it gives by itself."""

    targets: tuple[Target, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The cells of a row understood for one indicator."""

    base: CellValue | None
    base_year: int | None
    asked: tuple[tuple[int, CellValue], ...]

    @property
    def last(self) -> tuple[int, CellValue] | None:
        """The value of the latest year."""
        return self.asked[-1] if self.asked else None

    def side(self) -> str | None:
        """Up or down, by a sign of a cell, else by the way from the base through the years."""
        signs = {_SIDE[cell.comparator] for _, cell in self.asked if cell.comparator in _SIDE}
        if len(signs) == 1:
            return signs.pop()
        way = [one.value for one in (self.base, *(cell for _, cell in self.asked)) if one and one.value is not None]
        return None if len(way) < 2 or way[0] == way[-1] else "up" if way[-1] > way[0] else "down"


def merge(target: Target, row: IndicatorRow, period: Period, *, sure: bool) -> Merged:
    """The target with base value, milestones and, where the text has none, its value; contradictions as findings."""
    cells = _understood(row, period)
    end = period[1] if period else None
    changed = replace(target, attribute=target.attribute or row.attribute)
    if not sure:
        changed = replace(changed, confidence=_graver(changed.confidence, Confidence.LOOK))
    if cells.base is not None and cells.base.value is not None:
        year = changed.base_year or cells.base_year
        changed = replace(
            changed,
            base_value=changed.base_value if changed.base_value is not None else cells.base.value,
            base_year=year,
        )
    if target.kind is TargetKind.CHANGE or cells.last is None:
        return Merged(targets=(changed,))
    if target.value is None and target.kind in (TargetKind.TREND, TargetKind.KEEP):
        return Merged(targets=(_filled(changed, cells, row),))
    return _compared(changed, cells, row, end)


def _filled(target: Target, cells: _Row, row: IndicatorRow) -> Target:
    """A trend of the text with the number of the table."""
    if cells.last is None or cells.last[1].value is None or cells.last[1].kind is not TargetKind.LEVEL:
        return target
    year, last = cells.last
    side = cells.side() or target.direction
    return replace(
        target,
        kind=TargetKind.LEVEL,
        value=last.value,
        value2=last.value2,
        unit=last.unit or row.unit or target.unit,
        comparator=last.comparator or _BETTER.get(side or "", ">="),
        deadline=year,
        milestones=target.milestones or _milestones(cells),
        scope=target.scope or last.scope,
        confidence=_graver(target.confidence, Confidence.LOOK),
    )


def _compared(target: Target, cells: _Row, row: IndicatorRow, end: int | None) -> Merged:
    """The text's own number beside the table's of the same year; years the text has not become milestones."""
    findings: list[Finding] = []
    due = target.deadline or end
    own: dict[int | None, float | None] = {mark.year: mark.value for mark in target.milestones}
    own[due] = target.value
    for year, cell in cells.asked:
        if cell.value is None or cell.kind is not TargetKind.LEVEL:
            continue
        text = own.get(year)
        opposed = year == due and _opposed(target, cell)
        if text is not None and (abs(text - cell.value) > 1e-9 or opposed or _other_unit(target, cell)):
            findings.append(_contradiction(target, cell, year, row))
    if findings:
        target = replace(target, confidence=Confidence.DECIDE)
    latest = next(((year, cell) for year, cell in reversed(cells.asked) if cell.value is not None), None)
    marks = {mark.year: mark.value for mark in (*_milestones(cells), *target.milestones)}
    if latest and due and target.value is not None and target.deadline and latest[0] > target.deadline:
        marks[target.deadline] = target.value
        year, cell = latest
        target = replace(
            target,
            value=cell.value,
            value2=cell.value2,
            deadline=year,
            comparator=cell.comparator or target.comparator,
            confidence=_graver(target.confidence, Confidence.LOOK),
        )
        due = year
    kept = tuple(
        Milestone(year=year, value=value) for year, value in sorted(marks.items()) if due is None or year < due
    )
    return Merged(targets=(replace(target, milestones=kept),), findings=tuple(findings))


def _opposed(target: Target, cell: CellValue) -> bool:
    sides = {_SIDE.get(target.comparator or ""), _SIDE.get(cell.comparator or "")}
    return sides == {"up", "down"}


def _other_unit(target: Target, cell: CellValue) -> bool:
    shares = ("%", "‰", "/10万")
    return target.unit in shares and cell.unit in shares and target.unit != cell.unit


def _contradiction(target: Target, cell: CellValue, year: int, row: IndicatorRow) -> Finding:
    unit = "" if cell.unit and cell.unit in cell.written else (cell.unit or "")
    table = f"{row.name}（{year}年）{cell.written}{unit}"
    return Finding(
        severity=Severity.WARNING,
        code="table-text-contradiction",
        message=f"“{row.name}”{year}年的要求不一致：{row.where.name}写“{table}”，正文写“{target.quote}”，现按正文读取。",
        where=row.where.place,
        seen=table,
        expected=target.quote,
        remedy="请确定以哪一处为准，需要时改这项指标值。",
    )


def new_target(row: IndicatorRow, period: Period, *, sure: bool) -> Merged:
    """The target of a row whose indicator the text does not name, with a note to look at its place."""
    cells = _understood(row, period)
    last = cells.last[1] if cells.last else None
    side = cells.side()
    is_clear = sure and bool(side or not last or last.value is None)
    target = Target(
        indicator=row.name,
        kind=last.kind if last else TargetKind.TREND,
        comparator=_comparator(last, side),
        value=last.value if last else None,
        value2=last.value2 if last else None,
        unit=(last.unit if last else None) or row.unit,
        base_year=(last.base_year if last else None) or (cells.base_year if cells.base else None),
        base_value=cells.base.value if cells.base else None,
        deadline=cells.last[0] if cells.last else None,
        direction=(last.direction if last else None) or side,
        reference=last.reference if last else None,
        scope=last.scope if last else None,
        quote=row.written,
        milestones=_milestones(cells),
        strength=Strength.ADVOCATE if row.attribute == "倡导性" else Strength.BINDING,
        attribute=row.attribute,
        confidence=Confidence.LOOK if is_clear else Confidence.DECIDE,
    )
    note = Finding(
        severity=Severity.INFO,
        code="table-indicator-added",
        message=f"附表中的指标“{row.name}”正文没有写明指标值，已按附表补在相近的目标里，请核对位置。",
        where=row.where.place,
        seen=row.written,
    )
    return Merged(targets=(target,), findings=(note,))


def _comparator(cell: CellValue | None, side: str | None) -> str | None:
    if cell is None or cell.value is None or cell.kind is not TargetKind.LEVEL:
        return cell.comparator if cell else None
    return cell.comparator or _BETTER.get(side or "", ">=")


def _understood(row: IndicatorRow, period: Period) -> _Row:
    end = period[1] if period else None
    asked = [(year or end or 0, read_cell(text, name=row.name, unit=row.unit)) for year, text in row.values]
    base = read_cell(row.base[1], name=row.name, unit=row.unit) if row.base else ()
    return _Row(
        base=base[0] if base and base[0].value is not None else None,
        base_year=(row.base[0] if row.base else None) or (period[0] - 1 if period else None),
        asked=tuple((year, cells[0]) for year, cells in asked if cells),
    )


def _milestones(cells: _Row) -> tuple[Milestone, ...]:
    early = [
        (year, cell.value)
        for year, cell in cells.asked[:-1]
        if cell.value is not None and cell.kind is TargetKind.LEVEL
    ]
    return tuple(Milestone(year=year, value=value) for year, value in early)


def _graver(one: Confidence, two: Confidence) -> Confidence:
    order = [Confidence.SURE, Confidence.LOOK, Confidence.DECIDE]
    return max(one, two, key=order.index)
