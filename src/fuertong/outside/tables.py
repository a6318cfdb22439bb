"""A table of another system (外部表): named dimensions with their codes, and one value a row."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One dimension: its id, its label, and the label of each code where the file gives one."""

    id: str
    label: str = ""
    codes: dict[str, str] = field(default_factory=dict)

    def named(self, code: str) -> str:
        """A code with its label, as shown to people."""
        label = self.codes.get(code, "")
        return f"{label}（{code}）" if label and label != code else code


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideRow:
    """One value as written, with its code in each dimension (in the table's order) and its status or note."""

    codes: tuple[str, ...]
    raw: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideTable:
    """What an export holds; `kind` says which standard it follows."""

    kind: str
    title: str
    dimensions: tuple[Dimension, ...]
    rows: tuple[OutsideRow, ...]

    def position(self, dimension: str) -> int:
        """The place of a dimension, -1 when the table has none of that id."""
        return next((place for place, one in enumerate(self.dimensions) if one.id == dimension), -1)


def table_of(kind: str, title: str, dimensions: list[Dimension], rows: list[OutsideRow]) -> OutsideTable:
    """The table with every code that occurs listed in its dimension, in order of appearance."""
    seen: list[dict[str, str]] = [{} for _ in dimensions]
    for row in rows:
        for codes, dimension, code in zip(seen, dimensions, row.codes, strict=True):
            codes.setdefault(code, dimension.codes.get(code, ""))
    used = [Dimension(id=one.id, label=one.label, codes=codes) for one, codes in zip(dimensions, seen, strict=True)]
    return OutsideTable(kind=kind, title=title, dimensions=tuple(used), rows=tuple(rows))
