"""What a returned form lets one suspect (疑点): two value columns, figures in last year's column, notes too long."""

from dataclasses import replace

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.numbers import parse_number
from fuertong.workbooks.columns import Role
from fuertong.workbooks.entries import EntryReader
from fuertong.workbooks.form import CellIn, FormRow
from fuertong.workbooks.grid import Grid

NOTE_LENGTH = 500


def two_value_columns(grid: Grid, reader: EntryReader) -> Finding | None:
    """Two columns are headed 本年数 and differ: which one is meant is not guessed."""
    own = grid.columns[Role.VALUE]
    rows = grid.sheet.rows[grid.header + 1 :]
    for twin in grid.twins:
        pairs = [(row[own], row[twin]) for row in rows if max(own, twin) < len(row)]
        if any(twin_text not in ("", None, text) for text, twin_text in pairs):
            first, second = (reader.cells.where(grid.header, column).cell for column in sorted((own, twin)))
            return Finding(
                severity=Severity.ERROR,
                code="twice_headed",
                message=f"表头有两栏都是本年数（{first}、{second}），数值不同，不能确定取哪一栏，未导入任何数据。",
                where=reader.where(grid.header, Role.VALUE),
                remedy="请改回原来的表头（上年数、本年数），或删去多余的一栏。",
            )
    return None


def short_note(cell: CellIn, row: FormRow, where: Place) -> tuple[CellIn, Finding | None]:
    """A note that is longer than can be kept is left out, and said; the figures are taken."""
    if len(cell.note) <= NOTE_LENGTH:
        return cell, None
    finding = Finding(
        severity=Severity.WARNING,
        code="note_long",
        message=f"“{row.full_name}”的说明有{len(cell.note)}字，超过{NOTE_LENGTH}字，说明没有导入，数值照常导入。",
        where=where,
        remedy="请删减后再填入“说明”栏，长的材料可作为佐证上传。",
        key=row.key,
    )
    return replace(cell, note=""), finding


class LastYear:
    """Figures of last year's column that are not the ones it was issued with: it is never imported."""

    def __init__(self) -> None:
        self.instead: list[str] = []
        self.changed: list[str] = []

    def look(self, reader: EntryReader, number: int, row: FormRow, cell: CellIn) -> None:
        """Remember a row whose figure differs."""
        now = reader.number(number, Role.LAST, row).parsed.value
        issued = parse_number(row.last_value).value
        if now is None or now == issued:
            return
        place = reader.where(number, Role.LAST).cell
        nothing = cell.value is None and cell.absence is None and not cell.raw
        (self.instead if nothing else self.changed).append(place)

    def findings(self, where: Place) -> list[Finding]:
        """One finding for the rows whose figure stands in the wrong column, one for those changed beside a figure."""
        found = []
        if self.instead:
            where_seen = f"“上年数”却与系统中的不同（{_shown(self.instead)}）"
            message = f"有{len(self.instead)}行的本年数是空的，{where_seen}；上年数不导入。"
            remedy = "请核对；如是填错了栏，请把本年的数移到“本年数”一栏。"
            found.append(("last_year_typed", Severity.WARNING, message, remedy))
        if self.changed:
            message = f"有{len(self.changed)}行的“上年数”与系统中的不同（{_shown(self.changed)}）；上年数不导入。"
            found.append(("last_year_changed", Severity.INFO, message, "确需更正上年数的，请与统计人员联系。"))
        return [
            Finding(severity=severity, code=code, message=message, where=where, remedy=remedy)
            for code, severity, message, remedy in found
        ]


def _shown(cells: list[str]) -> str:
    return "、".join(cells[:5]) + ("等" if len(cells) > 5 else "")
