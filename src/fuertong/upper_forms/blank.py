"""Reading a blank form (空表): its tables as grids, and every blank cell between labels as a slot."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from fuertong.intake.blocks import Block, blocks_of
from fuertong.intake.columns import Column
from fuertong.intake.labels import Label, label_of
from fuertong.intake.pages import Page, open_pages
from fuertong.intake.words import Says, group_of, plain
from fuertong.intake.years import year_in
from fuertong.model.breakdown import normal_breakdown
from fuertong.model.units import normal_unit
from fuertong.upper_forms.slots import Anchor, FormGrid, GridCell, Meaning, Measure, Slot

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERING = re.compile(
    r"^(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]|\d{1,3}[.、．]|[一二三四五六七八九十]{1,3}、|表\s*[\d一二三四五六七八九十]+)\s*"
)
_DECIMALS = re.compile(r"保留\s*([0-6一二两三])\s*位小数")
_SECTION = re.compile(r"(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+)")
_BASE = re.compile(r"基期|基数|基年|基准|规划初")
_FOOT = re.compile(
    r"(?:单位|部门|统计|填报)?负责人|(?:填表|填报|制表|审核|复核|联系)人|联系电话|电话|报出日期|填报日期"
)
_WIDE = 60
Match = Callable[[str, str], tuple[str, str, bool]]
"""Name and code as written → indicator code ("" unknown), the breakdown the name speaks of, whether that is sure."""


def grids_of(data: bytes, *, name: str) -> list[FormGrid]:
    """The form's tables as grids, for showing them."""
    return [_grid(page) for page in open_pages(data, name=name)]


def read_blank(data: bytes, *, name: str, year: int | None, match: Match) -> list[Slot]:
    """Every blank cell that has a row label and a head, with the meaning its labels propose.

    `year` is the form's own year, when it is known: 2024年 in a head is then told from 本年.
    """
    slots: list[Slot] = []
    for number, page in enumerate(open_pages(data, name=name)):
        for block in blocks_of(page):
            slots += _block_slots(number, page, block, year, match)
    return _numbered(slots)


def form_year(data: bytes, *, name: str) -> int | None:
    """The year the form speaks of: in its titles, its tabs or its file name, else the latest in its heads."""
    years: list[int] = []
    for page in open_pages(data, name=name):
        for block in blocks_of(page):
            near = next((found for title in reversed(block.titles) if (found := year_in(title))), None)
            years += [near] if near else [column.year for column in block.values if column.year]
    return max(years, default=None) or year_in(name)


def _block_slots(number: int, page: Page, block: Block, year: int | None, match: Match) -> Iterable[Slot]:
    heading = Label(name="")
    title = _plain_title(block.titles[-1] if block.titles else page.name)
    fixed = _decimals_said(block)
    for row in block.rows:
        if _is_foot(page, row):
            continue
        label = _label(page, block, row, heading.name)
        if label.name and not label.breakdown and not label.region:
            heading = label
        if _is_section(page, block, row) and not match(label.name, "")[0]:
            continue
        group = group_of(_text(page, block, row, Says.GROUP)) or ""
        unit = normal_unit(label.unit or _text(page, block, row, Says.UNIT) or heading.unit or "")
        for column in _columns(block):
            if not _is_open(page, row, column.index):
                continue
            name = label.name or (column.words[-1] if column.words else "")
            code, said, sure = match(name, _text(page, block, row, Says.CODE)) if name else ("", "", False)
            meaning = Meaning(
                code=code,
                breakdown=_joined(said, label.breakdown, column.breakdown, group),
                shift=_shift(column, year),
                measure=_measure(column),
                unit=normal_unit(column.unit) or unit,
                decimals=fixed,
                fixed_year=_base_year(block, column),
            )  # fmt: skip
            anchor = Anchor(
                table=title, row=_row_text(page, block, row, heading), column=_head_text(page, block, column, year)
            )
            yield Slot(
                grid=number,
                row=row,
                column=column.index,
                anchor=anchor,
                name=name,
                written_code=_text(page, block, row, Says.CODE),
                meaning=meaning,
                is_sure=sure,
            )


def _is_section(page: Page, block: Block, row: int) -> bool:
    """Whether the row is a heading such as 一、妇女与健康."""
    texts = {str(page.at(row, column.index) or "").strip() for column in block.columns} - {""}
    return len(texts) == 1 and _SECTION.match(texts.pop()) is not None


def _is_foot(page: Page, row: int) -> bool:
    """Whether the row is for signatures: 单位负责人： 填表人： 报出日期："""
    return any(_FOOT.match(plain(text)) for text in page.rows[row] if isinstance(text, str))


def _base_year(block: Block, column: Column) -> int | None:
    """The year of a head such as 2020年基期: it stays when the form's year goes on."""
    head = " ".join(plain(block.page.at(row, column.index)) for row in block.head)
    return column.year if column.year and _BASE.search(head) else None


def _columns(block: Block) -> list[Column]:
    told = [column for column in block.values if column.is_told or column.words]
    if not told:
        told = [column for column in block.values if any(plain(block.page.at(row, column.index)) for row in block.head)]
    return told + [column for column in block.all(Says.NOTE) if _is_remark(block, column)]


def _is_remark(block: Block, column: Column) -> bool:
    return any(plain(block.page.at(row, column.index)) in ("备注", "说明") for row in block.head)


def _measure(column: Column) -> Measure:
    known = {Says.NUMERATOR: Measure.NUMERATOR, Says.DENOMINATOR: Measure.DENOMINATOR, Says.NOTE: Measure.NOTE}
    return known.get(column.role, Measure.VALUE)


def _shift(column: Column, year: int | None) -> int:
    if column.shift is not None:
        return column.shift
    return column.year - year if column.year and year else 0


def _is_open(page: Page, row: int, column: int) -> bool:
    return (row, column) not in page.covered and plain(page.at(row, column)) in ("", "%", "‰", "—", "____")


def _label(page: Page, block: Block, row: int, heading: str) -> Label:
    texts = [str(page.at(row, column.index) or "").strip() for column in block.all(Says.NAME)]
    texts = [text for text in dict.fromkeys(texts) if text]
    if not texts:
        return Label(name="")
    if len(texts) > 1:
        owner = label_of(texts[-2], "")
        last = label_of(texts[-1], owner.name)
        return replace(last, unit=last.unit or owner.unit)
    return label_of(texts[0], heading)


def _row_text(page: Page, block: Block, row: int, heading: Label) -> str:
    own = [
        plain(page.at(row, column.index))
        for column in block.columns
        if column.role in (Says.NAME, Says.GROUP, Says.CODE)
    ]
    parts = [_NUMBERING.sub("", text) for text in dict.fromkeys(own) if text]
    group = group_of(parts[-1].removeprefix("其中").strip("：:")) if parts else None
    return "／".join(([heading.name] if group is not None and heading.name not in parts else []) + parts)


def _head_text(page: Page, block: Block, column: Column, year: int | None) -> str:
    texts = dict.fromkeys(plain(page.at(row, column.index)) for row in block.head)
    return "／".join(_relative(text, year) for text in texts if text)


def _relative(text: str, year: int | None) -> str:
    if _BASE.search(text):
        return text
    return _YEAR.sub(lambda found: f"Y{int(found[0]) - year:+d}" if year else "Y", text)


def _plain_title(title: str) -> str:
    return _NUMBERING.sub("", _YEAR.sub("Y", plain(title)))


def _decimals_said(block: Block) -> int | None:
    for text in (*block.titles, *block.notes):
        found = _DECIMALS.search(text)
        if found:
            return {"一": 1, "二": 2, "两": 2, "三": 3}.get(found[1]) or int(found[1])
    return None


def _text(page: Page, block: Block, row: int, role: Says) -> str:
    column = block.first(role)
    return str(page.at(row, column.index) or "").strip() if column else ""


def _joined(*groups: str) -> str:
    pairs = dict(pair.split("=") for group in groups for pair in group.split(";") if pair)
    return normal_breakdown(";".join(f"{key}={value}" for key, value in pairs.items()))


def _numbered(slots: list[Slot]) -> list[Slot]:
    """The slots with `nth` counting those of equal labels."""
    seen: Counter[Anchor] = Counter()
    numbered = []
    for slot in slots:
        nth = seen[slot.anchor]
        seen[slot.anchor] += 1
        numbered.append(replace(slot, anchor=replace(slot.anchor, nth=nth)) if nth else slot)
    return numbered


def _grid(page: Page) -> FormGrid:
    width = min(_WIDE, max((len(row) for row in page.rows), default=0))
    rows = []
    for number in range(len(page.rows)):
        cells = []
        for column in range(width):
            if (number, column) in page.covered:
                cells.append(GridCell(text="", is_covered=True))
                continue
            cells.append(
                GridCell(
                    text=str(page.at(number, column) or "").removesuffix(".0"),
                    rows=_run(page, number, column, down=True),
                    columns=_run(page, number, column, down=False),
                )
            )
        rows.append(tuple(cells))
    return FormGrid(name=page.name, rows=tuple(rows))


def _run(page: Page, row: int, column: int, *, down: bool) -> int:
    """How many rows or columns a cell covers."""
    length = 1
    while page.spans.get((row + length, column) if down else (row, column + length)) == (row, column):
        length += 1
    return length
