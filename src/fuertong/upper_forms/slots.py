"""A cell of an upper form (套表单元格) and what it means: anchored by the labels around it, never by coordinates."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """Which number of a value the cell wants."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word shown to users."""
        return {"value": "数值", "numerator": "分子", "denominator": "分母", "note": "说明"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a cell stands by its labels: the table's title, the row's labels, the column's heads; `nth` among equals.

    Years in the labels are written as their distance from the form's year, so that next year's edition is the same.
    """

    table: str
    row: str
    column: str
    nth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What is to stand in a cell: `shift` 0 for the form's year, -1 for the year before; `unit` as the form wants it.

    `decimals` None keeps those of the value; `code` "" is a cell that is left alone; `fixed_year` is the year of a
    head such as 2020年基期, the same in every edition, and goes before `shift`.
    """

    code: str = ""
    breakdown: str = ""
    shift: int = 0
    measure: Measure = Measure.VALUE
    unit: str = ""
    decimals: int | None = None
    fixed_year: int | None = None

    def year(self, form_year: int) -> int:
        """The year whose value is wanted, in the form of a year."""
        return self.fixed_year if self.fixed_year is not None else form_year + self.shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One blank cell with its place in this edition and its meaning; `is_sure` where name and group left no doubt."""

    grid: int
    row: int
    column: int
    anchor: Anchor
    name: str
    written_code: str = ""
    meaning: Meaning = Meaning()
    is_sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One cell as shown on the page; `span` rows and columns, `is_covered` hidden by a merged range."""

    text: str
    rows: int = 1
    columns: int = 1
    is_covered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGrid:
    """One table of a form as a person sees it."""

    name: str
    rows: tuple[tuple[GridCell, ...], ...]
