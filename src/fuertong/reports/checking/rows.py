"""Table rows found again (附表对照): by the indicator's name, cell by cell."""

from fuertong.model.findings import Finding, Severity
from fuertong.reports.checking.alignment import NUMBER, Expected, row_name
from fuertong.reports.checking.reading import Line
from fuertong.reports.checking.telling import told


def differing_cells(line: Line, expected: Expected) -> list[Finding] | None:
    """The cells that differ from the nearest of our rows of that name; None for rows that are not ours."""
    candidates = [row for row in expected.rows.get(row_name(line.cells), []) if len(row) == len(line.cells)]
    if not candidates:
        return None
    nearest = min(candidates, key=lambda row: sum(a != b for a, b in zip(row, line.cells, strict=True)))
    pairs = zip(line.cells[1:], nearest[1:], (*line.head[1:], *[""] * len(nearest)), strict=False)
    return [found for seen, wanted, title in pairs if (found := _compared(line, seen.strip(), wanted, title.strip()))]


def _compared(line: Line, seen: str, wanted: str, title: str) -> Finding | None:
    if seen == wanted:
        return None
    if NUMBER.search(seen) or NUMBER.search(wanted):
        return _differs(line, seen, wanted)
    if title == "认定":
        what, name = f"与认定“{wanted}”不一致", row_name(line.cells)
        return told("verdict", line, seen, what, "请按认定改正", wanted=wanted, about=name)
    if title == "责任单位" and not set(wanted.split("、")) <= set(seen.split("、")):
        what, name = f"应为{wanted}", row_name(line.cells)
        return told(
            "owner", line, seen, f"不是这项指标的责任单位，{what}", f"请改为{wanted}", wanted=wanted, about=name
        )
    return None


def _differs(line: Line, seen: str, wanted: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="check.number",
        message=f"附表“{row_name(line.cells)}”一行的“{seen}”与数据不一致，按数据应为“{wanted}”。",
        where=line.place,
        seen=seen,
        expected=wanted,
        remedy="请改正表格；如果数据有误，请责任单位更正数据后重新生成。",
    )
