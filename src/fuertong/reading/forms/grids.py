"""Tables as grids (表格): merged cells repeated, so that every row has a text for every column."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml import etree

from fuertong.reading.forms.listnumbers import W

_WIDEST = 60
_LONGEST = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as the file has it: its text, how many columns and rows it covers."""

    text: str
    across: int = 1
    down: int = 1


def grid(rows: Iterable[Iterable[Cell]]) -> list[tuple[str, ...]]:
    """The rows with the text of each merged cell in every place it covers."""
    filled: dict[tuple[int, int], str] = {}
    height = 0
    for number, row in enumerate(rows):
        height, column = number + 1, 0
        for cell in row:
            while (number, column) in filled:
                column += 1
            for line in range(number, min(number + cell.down, _LONGEST)):
                for place in range(column, min(column + cell.across, _WIDEST)):
                    filled.setdefault((line, place), cell.text)
            column += cell.across
    width = max((place + 1 for line, place in filled if line < height), default=0)
    return [tuple(filled.get((line, place), "") for place in range(width)) for line in range(height)]


def word_grid(table: etree._Element, text_of: Callable[[etree._Element], str]) -> list[tuple[str, ...]]:
    """The grid of a Word table: `gridSpan` goes across, `vMerge` repeats the cell above."""
    result: list[tuple[str, ...]] = []
    for row in _word_rows(table):
        values: list[str] = [""] * _span(row.find(f"{W}trPr"), "gridBefore", default=0)
        for cell in row.findall(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            text, mark = text_of(cell), properties.find(f"{W}vMerge") if properties is not None else None
            continues = mark is not None and mark.get(f"{W}val", "continue") == "continue"
            if continues and not text and result and len(values) < len(result[-1]):
                text = result[-1][len(values)]
            values += [text] * min(_span(properties, "gridSpan", default=1), _WIDEST)
        result.append(tuple(values[:_WIDEST]))
    width = max(map(len, result), default=0)
    return [row + ("",) * (width - len(row)) for row in result]


def _word_rows(table: etree._Element) -> list[etree._Element]:
    """The rows of the table itself, not of tables inside its cells."""
    rows: list[etree._Element] = []
    stack = list(reversed(list(table)))
    while stack:
        child = stack.pop()
        if child.tag == f"{W}tr":
            rows.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            stack.extend(reversed(list(child)))
    return rows


def _span(properties: etree._Element | None, name: str, *, default: int) -> int:
    found = properties.find(f"{W}{name}") if properties is not None else None
    value = found.get(f"{W}val", "") if found is not None else ""
    return int(value) if value.isdigit() else default


def html_grid(table: etree._Element) -> list[tuple[str, ...]]:
    """The grid of a web page's table by `colspan` and `rowspan`."""
    rows = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        rows.append([_html_cell(cell) for cell in cells])
    return grid(rows)


def _html_cell(cell: etree._Element) -> Cell:
    across, down = (cell.get(name, "") or "1" for name in ("colspan", "rowspan"))
    return Cell(
        text="".join(map(str, cell.itertext())).strip(),
        across=max(1, int(across)) if across.isdigit() else 1,
        down=max(1, int(down)) if down.isdigit() else 1,
    )
