"""The entry cells of a returned form (填写内容), by row and role."""

from dataclasses import replace

from fuertong.model.findings import Place
from fuertong.workbooks.cells import BLANK, CellReader, Entry
from fuertong.workbooks.columns import Role
from fuertong.workbooks.form import FormRow
from fuertong.workbooks.grid import Grid

_PARTS = {Role.NUMERATOR: "分子", Role.DENOMINATOR: "分母"}


class EntryReader:
    """Reads the entry cells of one recognised table."""

    def __init__(self, grid: Grid, file: str) -> None:
        self.grid = grid
        self.file = file
        self.cells = CellReader(grid.sheet, file)

    def where(self, number: int, role: Role) -> Place:
        """The place of a role's cell in a row."""
        column = self.grid.columns.get(role)
        if column is None:
            return Place(file=self.file, sheet=self.grid.sheet.name, line=number + 1)
        return self.cells.where(number, column)

    def number(self, number: int, role: Role, row: FormRow) -> Entry:
        """Read a number under one of the roles VALUE, LAST, NUMERATOR, DENOMINATOR."""
        column = self.grid.columns.get(role)
        if column is None:
            return BLANK
        is_value = role in (Role.VALUE, Role.LAST)
        entry = self.cells.read(
            number,
            column,
            unit=row.unit if is_value else None,
            decimals=row.decimals if is_value else 0,
            part=_PARTS.get(role, ""),
        )
        if not entry.findings:
            return entry
        return replace(entry, findings=tuple(replace(finding, key=row.key) for finding in entry.findings))
