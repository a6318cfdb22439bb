"""What each column of a table holds (栏), from the texts of its head from top to bottom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fuertong.intake.words import Says, group_of, is_area, says
from fuertong.intake.years import year_of_head
from fuertong.model.breakdown import normal_breakdown
from fuertong.workbooks.labels import split_unit

_YEAR_PART = re.compile(r"((?:19|20)\d\d)年?度?")
_ROLES = (Says.NAME, Says.UNIT, Says.CODE, Says.NOTE, Says.GROUP, Says.REGION, Says.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: a role of its own (name, unit, …) or a value column with the year, group and area its head says.

    `shift` is 0 for 本年, -1 for 上年; `words` are the head's texts that say none of these (an indicator's name).
    """

    index: int
    role: Says
    year: int | None = None
    shift: int | None = None
    breakdown: str = ""
    region: str = ""
    unit: str = ""
    words: tuple[str, ...] = ()
    is_plain: bool = False

    @property
    def is_value(self) -> bool:
        """Whether numbers stand in it."""
        return self.role in (Says.VALUE, Says.NUMERATOR, Says.DENOMINATOR)

    @property
    def is_told(self) -> bool:
        """Whether its head says that values of the row's indicator stand in it."""
        return bool(
            self.year or self.shift is not None or self.breakdown or self.region or self.is_plain
        ) or self.role in (Says.NUMERATOR, Says.DENOMINATOR)


def column_of(index: int, path: Sequence[str]) -> Column:
    """The column under these head texts; texts repeated by merged cells are given once."""
    column = Column(index=index, role=Says.VALUE)
    for text in dict.fromkeys(text for text in path if text):
        column = _with(column, text)
        if column.role is Says.SKIP:
            break
    return column


def _with(column: Column, text: str) -> Column:
    said = says(text)
    if said in _ROLES:
        return replace(column, role=said) if not column.is_told else column
    if said is Says.SKIP:
        return replace(column, role=Says.SKIP)
    if said in (Says.NUMERATOR, Says.DENOMINATOR):
        return replace(column, role=said)
    if said is Says.VALUE:
        return replace(column, is_plain=True)
    if said in (Says.NOW, Says.BEFORE):
        return replace(column, shift=0 if said is Says.NOW else -1, year=column.year or _year_behind(text))
    if said in (Says.TOTAL, Says.BREAKDOWN):
        return _grouped(column, text)
    year = year_of_head(text)
    if year:
        return replace(column, year=year)
    if is_area(text):
        return replace(column, region=text)
    return _composed(column, text)


def _year_behind(text: str) -> int | None:
    found = _YEAR_PART.search(text)
    return int(found[1]) if found else None


def _grouped(column: Column, text: str) -> Column:
    group = group_of(re.sub(r"[（(].{0,8}[）)]$", "", text))
    pairs = ";".join(part for part in (column.breakdown, group) if part)
    return replace(column, breakdown=normal_breakdown(pairs) if pairs else "", is_plain=True)


def _composed(column: Column, text: str) -> Column:
    """A text that says several things at once: 2023年农村, 其中：女, 孕产妇死亡率（1/10万）."""
    rest = text.removeprefix("其中").strip("：:")
    year = _YEAR_PART.match(rest)
    if year:
        column = replace(column, year=int(year[1]))
        rest = rest[year.end() :].strip("（()）")
    if not rest:
        return column
    if rest != text:
        return _with(column, rest)
    name, unit = split_unit(rest)
    return replace(column, words=(*column.words, name), unit=unit or column.unit)
