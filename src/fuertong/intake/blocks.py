"""Tables on a page (表块): several may stand below or beside each other, each under titles and a head of 1-5 rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fuertong.intake.columns import Column, column_of
from fuertong.intake.pages import Page
from fuertong.intake.words import Says, group_of, plain, says
from fuertong.intake.years import year_of_head
from fuertong.model.numbers import parse_absence, parse_number

_DEEPEST = 5
_NOTE = re.compile(r"^(?:注|说明|备注|资料来源)\s*[:：]|^[①②③④⑤⑥*※]")
_TITLE = re.compile(r"^(?:附?表|续表)\s*[\d一二三四五六七八九十]|(?:19|20)\d\d\s*年|表$|情况$")
_ROLE_WORDS = frozenset(
    {Says.NAME, Says.UNIT, Says.CODE, Says.GROUP, Says.REGION, Says.YEAR, Says.NOTE, Says.NUMERATOR, Says.VALUE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One table: the rows of its head, its data rows, its columns, the texts above it and the notes under it."""

    page: Page
    head: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def first(self, role: Says) -> Column | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role is role), None)

    def all(self, role: Says) -> list[Column]:
        """Every column of a role."""
        return [column for column in self.columns if column.role is role]

    @property
    def values(self) -> list[Column]:
        """The columns with numbers."""
        return [column for column in self.columns if column.is_value]


def blocks_of(page: Page) -> Iterator[Block]:
    """The tables of a page from top to bottom, those beside each other from left to right."""
    titles = list(page.titles)
    number = 0
    while number < len(page.rows):
        if not is_head(page, number, None):
            text = _only_text(page, number)
            if text:
                titles.append(text)
            number += 1
            continue
        head, number = _head(page, number)
        columns = _columns(page, head)
        rows: list[int] = []
        notes: list[str] = []
        while number < len(page.rows) and not is_head(page, number, columns):
            text = _only_text(page, number)
            if _NOTE.match(text):
                notes.append(text)
            elif any(_texts(page, number)):
                rows.append(number)
            number += 1
        later = _titles_below(page, rows, number)
        rows = rows[: len(rows) - len(later)]
        yield from _beside(
            Block(
                page=page, head=tuple(head), rows=tuple(rows), columns=columns, titles=tuple(titles),
                notes=tuple(notes),
            )
        )  # fmt: skip
        titles = later or titles[-2:]


def _titles_below(page: Page, rows: list[int], end: int) -> list[str]:
    """The texts at the end of a table's rows that are titles of the next table, from the one that says so on."""
    if end >= len(page.rows):
        return []
    texts: list[str] = []
    for row in reversed(rows):
        text = _only_text(page, row)
        if not text or _has_number(page, row):
            break
        texts.insert(0, text)
    start = next((place for place, text in enumerate(texts) if _TITLE.search(text)), len(texts))
    return texts[start:]


def is_head(page: Page, number: int, columns: tuple[Column, ...] | None) -> bool:
    """Whether a row begins a head; inside a table with years, a row of numbers like years is data."""
    texts = _texts(page, number)
    filled = [text for text in texts if text]
    if len(set(filled)) < 2:
        return False
    said = [says(text) for text in filled]
    years = [text for text in filled if year_of_head(text)]
    if any(_is_number(text) and not year_of_head(text) for text in filled):
        return False
    if Says.NAME in said:
        return True
    if len({word for word in said if word in _ROLE_WORDS}) >= 2:
        return True
    if Says.YEAR in said or Says.REGION in said:
        return len(set(filled)) >= 2
    if columns is not None and any(column.year for column in columns):
        return False
    told = [word for word in said if word in (Says.NOW, Says.BEFORE, Says.BREAKDOWN, Says.TOTAL)]
    return len(years) >= 2 or len(told) >= 2 or (columns is None and len(years) + len(told) >= 2)


def _head(page: Page, start: int) -> tuple[list[int], int]:
    """The rows of the head and the first row behind it; a row of 甲 乙 1 2 3 belongs to the head."""
    head, number = [start], start + 1
    while number < len(page.rows) and len(head) < _DEEPEST:
        texts = _texts(page, number)
        if not any(texts) or _is_numbering(texts):
            number += 1
            if not any(texts):
                break
            continue
        if len(set(filter(None, texts))) < 2 or _is_data(page, number, texts):
            break
        head.append(number)
        number += 1
    return head, number


def _is_data(page: Page, number: int, texts: list[str]) -> bool:
    if any(_is_number(text) and not year_of_head(text) for text in texts):
        return True
    fresh = [text for column, text in enumerate(texts) if text and (number, column) not in page.covered]
    if not fresh:
        return False
    known = [text for text in fresh if says(text) or group_of(text) is not None or year_of_head(text)]
    if not known or len(known) < len(fresh) / 2:
        first = next((column for column, text in enumerate(texts) if text), 0)
        return (number, first) not in page.covered
    labels = [text for text in fresh if year_of_head(text)]
    return bool(labels) and len(labels) == 1 and len(fresh) == 1


def _columns(page: Page, head: list[int]) -> tuple[Column, ...]:
    width = max((len(page.rows[row]) for row in head), default=0)
    columns = [column_of(index, [plain(page.at(row, index)) for row in head]) for index in range(width)]
    first = next((index for index, column in enumerate(columns) if column.is_value and column.is_told), 0)
    roles = {column.role for column in columns}
    if first and not roles & {Says.NAME, Says.YEAR, Says.REGION}:
        named = next((index for index in range(first) if columns[index].role is Says.VALUE), None)
        if named is not None:
            columns[named] = replace(columns[named], role=Says.NAME)
    if not roles & {Says.NAME, Says.GROUP} and Says.YEAR in roles:
        return tuple(columns)
    name = next((column for column in columns if column.role is Says.NAME), None)
    if name is not None:
        second = name.index + 1
        if second < len(columns) and columns[second].role is Says.VALUE and not columns[second].is_told:
            empty = not any(plain(page.at(row, second)) for row in head)
            columns[second] = replace(columns[second], role=Says.NAME if empty else columns[second].role)
    return tuple(columns)


def _beside(block: Block) -> Iterator[Block]:
    """One block for each run of columns that begins with a name column of its own."""
    starts = [
        column.index
        for before, column in zip((None, *block.columns), block.columns, strict=False)
        if column.role is Says.NAME and (before is None or before.role is not Says.NAME)
    ]
    values = [column.index for column in block.values]
    if len(starts) < 2 or not any(starts[0] < value < starts[1] for value in values):
        yield block
        return
    ends = [*starts[1:], len(block.columns)]
    for start, end in zip(starts, ends, strict=True):
        yield replace(block, columns=tuple(column for column in block.columns if start <= column.index < end))


def _texts(page: Page, number: int) -> list[str]:
    return [plain(cell) for cell in page.rows[number]]


def _only_text(page: Page, number: int) -> str:
    """The row's text when it holds just one (a title, a section, a note), "" otherwise."""
    found = {str(cell).strip() for cell in page.rows[number] if plain(cell)}
    if not 0 < len(found) <= 2:
        return ""
    longest = max(found, key=len)
    return longest if len(found) == 1 or all(_is_aside(text) for text in found - {longest}) else ""


def _is_aside(text: str) -> bool:
    return re.match(r"(?:单位|计量单位|填报单位|表号|制表)\s*[:：]", text) is not None


def _has_number(page: Page, number: int) -> bool:
    return any(_is_number(text) for text in _texts(page, number) if text)


def _is_number(text: str) -> bool:
    bare = text.rstrip("①②③④⑤⑥*※")
    return bool(bare) and (parse_absence(bare) is not None or parse_number(bare, unit=None).value is not None)


def _is_numbering(texts: list[str]) -> bool:
    filled = [text for text in texts if text]
    numbers = [int(text) for text in filled if text.isdecimal()]
    others = [text for text in filled if not text.isdecimal()]
    return (
        len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 2
        and (all(text in ("甲", "乙", "丙", "丁", "—") for text in others))
    )
