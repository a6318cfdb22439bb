"""Which row of the form a row of a returned sheet is (行对应): by code first, by name second, never by guess."""

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from fuertong.workbooks.columns import Role
from fuertong.workbooks.form import Form, FormRow
from fuertong.workbooks.grid import Grid

_NUMBERING = re.compile(
    r"^\s*(?:[(（]?[0-9０-９一二三四五六七八九十]{1,3}[)）]|[0-9０-９]{1,3}\s*[.．、]|[一二三四五六七八九十]{1,3}、)"
)
_OF_WHICH = re.compile(r"^\s*其中\s*[:：]?")
_BLANKS = re.compile(r"[\s\u3000\xa0·•*＊:：]+")
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class How(StrEnum):
    """How a row was matched, or why it was not."""

    CODE = "code"
    NAME = "name"
    CONTRADICTION = "contradiction"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The row of the form and how it was found; `other` the row whose name stands beside another row's code."""

    how: How
    row: FormRow | None = None
    other: FormRow | None = None
    renamed: bool = False


@lru_cache(maxsize=65536)
def normal_name(text: str) -> str:
    """A name without numbering, a leading 其中, blanks, marks and full-width forms, for comparing only."""
    return _BLANKS.sub("", _OF_WHICH.sub("", _NUMBERING.sub("", text)).translate(_WIDTHS)).casefold()


class Matcher:
    """The rows of one form, found by code or by name with 分组 and 地区."""

    def __init__(self, form: Form) -> None:
        self.by_code = {str(row.key): row for row in form.rows}
        self.by_name: dict[tuple[str, ...], list[FormRow]] = defaultdict(list)
        self.by_bare_name: dict[str, list[FormRow]] = defaultdict(list)
        for row in form.rows:
            self.by_name[_names(row.name, row.breakdown_label, row.region_name)].append(row)
            self.by_bare_name[normal_name(row.name)].append(row)

    def match(self, grid: Grid, number: int) -> Match:
        """Match one row of the sheet."""
        name = grid.text(number, Role.NAME)
        row = self.by_code.get(grid.text(number, Role.CODE))
        if row is not None and name == row.name and self._is_exact(grid, number, row):
            return Match(how=How.CODE, row=row)
        named = self._named(grid, number) if name else []
        if row is None:
            return self._by_name(named, name)
        if not name or row in named:
            return Match(how=How.CODE, row=row)
        if named:
            return Match(how=How.CONTRADICTION, row=row, other=named[0])
        return Match(how=How.CODE, row=row, renamed=normal_name(name) != normal_name(row.name))

    @staticmethod
    def _is_exact(grid: Grid, number: int, row: FormRow) -> bool:
        """Whether 分组 and 地区 stand as they were printed."""
        pairs = ((Role.GROUP, row.breakdown_label), (Role.REGION, row.region_name))
        return all(role not in grid.columns or grid.text(number, role) == label for role, label in pairs)

    def _named(self, grid: Grid, number: int) -> list[FormRow]:
        name = grid.text(number, Role.NAME)
        if Role.GROUP in grid.columns or Role.REGION in grid.columns:
            group, region = grid.text(number, Role.GROUP), grid.text(number, Role.REGION)
            return self.by_name.get(_names(name, group, region), [])
        return self.by_bare_name.get(normal_name(name), [])

    @staticmethod
    def _by_name(named: list[FormRow], name: str) -> Match:
        if len(named) == 1:
            return Match(how=How.NAME, row=named[0])
        if named:
            return Match(how=How.AMBIGUOUS)
        return Match(how=How.UNKNOWN if name else How.NOTHING)


def _names(*texts: str) -> tuple[str, ...]:
    return tuple(normal_name(text) for text in texts)
