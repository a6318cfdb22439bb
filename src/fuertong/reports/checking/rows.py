"""Table rows found again (附表对照): by the indicator's name, cell by cell."""

from fuertong.model.findings import Finding, Severity
from fuertong.reports.checking.alignment import NUMBER, Expected, row_name
from fuertong.reports.checking.reading import Line


def differing_cells(line: Line, expected: Expected) -> list[Finding]:
    """The cells with numbers that differ from every row of that name; rows we do not know are left alone."""
    candidates = [row for row in expected.rows.get(row_name(line.cells), []) if len(row) == len(line.cells)]
    if not candidates:
        return []
    nearest = min(candidates, key=lambda row: sum(a != b for a, b in zip(row, line.cells, strict=True)))
    return [
        _differs(line, seen, wanted)
        for seen, wanted in zip(line.cells[1:], nearest[1:], strict=True)
        if seen.strip() != wanted and (NUMBER.search(seen) or NUMBER.search(wanted))
    ]


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
