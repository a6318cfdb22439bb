"""The table inside a returned sheet (表格识别): where its head stands and which column holds what."""

from collections.abc import Mapping
from dataclasses import dataclass

from fuertong.workbooks.columns import Role, role_of, year_of
from fuertong.workbooks.intake import Sheet

_DEPTH = 60
_NEEDED = {Role.CODE, Role.NAME}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One recognised table: its sheet, the last row of its head, the column of each role, the year its head names.

    `twins` are further columns under the same head as the value column.
    """

    sheet: Sheet
    header: int
    columns: Mapping[Role, int]
    year: int | None = None
    twins: tuple[int, ...] = ()

    def at(self, row: int, role: Role) -> object:
        """The value of a role in a row, "" where the sheet has no such column or cell."""
        column = self.columns.get(role)
        cells = self.sheet.rows[row]
        return cells[column] if column is not None and column < len(cells) else ""

    def text(self, row: int, role: Role) -> str:
        """The same as a stripped text."""
        return str(self.at(row, role)).strip()


def find_grid(sheet: Sheet, data_year: int) -> Grid | None:
    """The table of a sheet by the head row with most known columns (also a head of two rows); None without one."""
    best: Grid | None = None
    for number, row in enumerate(sheet.rows[:_DEPTH]):
        columns = _columns(row, data_year)
        if number and not {Role.VALUE, Role.NUMERATOR}.isdisjoint(columns):
            above = _columns(sheet.rows[number - 1], data_year)
            columns = {
                role: column for role, column in above.items() if role not in columns and column not in columns.values()
            } | columns
        if Role.VALUE not in columns or _NEEDED.isdisjoint(columns):
            continue
        if best is None or len(columns) > len(best.columns):
            column = columns[Role.VALUE]
            twins = tuple(
                index
                for index, cell in enumerate(row)
                if index != column and isinstance(cell, str) and role_of(cell, data_year) is Role.VALUE
            )
            best = Grid(sheet=sheet, header=number, columns=columns, year=year_of(row[column]), twins=twins)
    return best


def is_head_again(grid: Grid, row: int, data_year: int) -> bool:
    """Whether a row repeats the head, as on a second printed page."""
    return len(_columns(grid.sheet.rows[row], data_year)) >= 3


def _columns(row: list[object], data_year: int) -> dict[Role, int]:
    columns: dict[Role, int] = {}
    for index, cell in enumerate(row):
        role = role_of(cell, data_year) if isinstance(cell, str | int | float) and cell != "" else None
        if role and role not in columns:
            columns[role] = index
    return columns
