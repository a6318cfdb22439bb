"""The head of an annex table (表头): which row it is, over how many rows it runs, what each column holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fuertong.reading.characters import plain, squeeze

_DEEPEST = 3
_FARTHEST = 15


class Role(StrEnum):
    """What a column of an annex holds."""

    NUMBER = "number"
    DOMAIN = "domain"
    NAME = "name"
    GOAL = "goal"
    UNIT = "unit"
    BASE = "base"
    VALUE = "value"
    ATTRIBUTE = "attribute"
    LEAD = "lead"
    SUPPORT = "support"


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)(?:\.0)?年?")
_BASE = re.compile(r"基期|基数|基准|现状|完成值|完成情况|实际|实绩|起点")
_VALUE = re.compile(r"目标值|预期值|目标$|规划值|中期|终期|期末|到?20\d\d年")
_GROWTH = re.compile(r"年均|增速|增幅|增减|累计增长|比.*(?:增|减)")
_PATTERNS = (
    (Role.ATTRIBUTE, re.compile(r"属性|指标性质|指标类型|^性质$|^类型$")),
    (Role.LEAD, re.compile(r"牵头|主责|责任主体|主办|第一责任|主要责任|负责单位|负责部门")),
    (Role.SUPPORT, re.compile(r"责任(?:单位|部门)?|配合|参与|参加|协同|协助|协办|落实单位|分工单位|承担单位")),
    (Role.NUMBER, re.compile(r"^(?:序号?|编号|号|No\.?|条目|目标序号|目标编号)$", re.IGNORECASE)),
    (
        Role.DOMAIN,
        re.compile(r"^(?:类别|领域|分类|类型|维度|发展领域|优先领域|所属领域|规划领域|一级指标|板块|方面|规划)$"),
    ),
    (Role.UNIT, re.compile(r"^(?:计量|度量|数据|指标)?单位$|^计量$")),
    (
        Role.NAME,
        re.compile(
            r"指标(?!值|属性|性质|类型|解释|口径|说明|编号|序号|来源|单位)|^(?:统计|监测)?项目(?:名称)?$|^名称$"
        ),
    ),
    (
        Role.GOAL,
        re.compile(r"目标(?:任务|内容|要求|名称)?$|^主要目标|任务(?:内容|名称|要求)?$|^工作内容$|^内容$|^规划目标"),
    ),
)
_OPEN_VALUES = frozenset({Role.BASE, Role.VALUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of use: where it stands, what it holds, its year where it has one."""

    place: int
    role: Role
    year: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of a table and its first row below the head."""

    columns: tuple[Column, ...]
    first: int
    head: tuple[str, ...]

    def all(self, role: Role) -> list[Column]:
        """The columns of a role, left to right."""
        return [column for column in self.columns if column.role is role]

    def one(self, role: Role) -> int | None:
        """The place of the last column of a role (the finest of several names), None without."""
        found = self.all(role)
        return found[-1].place if found else None

    @property
    def has_indicators(self) -> bool:
        """Whether the rows are indicators with values."""
        return self.one(Role.NAME) is not None and bool(self.all(Role.VALUE) or self.all(Role.BASE))

    @property
    def has_tasks(self) -> bool:
        """Whether the rows say who answers for what."""
        what = self.one(Role.GOAL) is not None or self.one(Role.NUMBER) is not None or self.one(Role.NAME) is not None
        return what and (self.one(Role.LEAD) is not None or self.one(Role.SUPPORT) is not None)


def find_layout(grid: Sequence[Sequence[str]], period: tuple[int, int] | None) -> Layout | None:
    """The head of a table, wherever it begins; None for a table that is no annex of a plan."""
    for start in range(min(len(grid), _FARTHEST)):
        if len(set(filter(None, grid[start]))) < 2:
            continue  # a title above the head
        found = [
            (_score(layout), -depth, layout)
            for depth in range(1, _DEEPEST + 1)
            if start + depth <= len(grid)
            and (layout := _layout(grid[start : start + depth], start + depth, period))
            and (layout.has_indicators or layout.has_tasks)
        ]
        if found:
            return max(found, key=lambda item: item[:2])[2]
    return None


def _score(layout: Layout) -> int:
    years = {(column.role, column.year) for column in layout.columns if column.role in _OPEN_VALUES}
    return 3 * len({column.role for column in layout.columns}) + 2 * len(years)


def _layout(rows: Sequence[Sequence[str]], first: int, period: tuple[int, int] | None) -> Layout | None:
    width = max(map(len, rows))
    heads = []
    for place in range(width):
        parts = [squeeze(plain(row[place])) for row in rows if place < len(row)]
        if any(len(part) > 24 for part in parts):
            return None
        heads.append("".join(dict.fromkeys(part for part in parts if part)))
    if len(set(filter(None, heads))) < 2:
        return None
    columns = [column for place, head in enumerate(heads) if head and (column := _column(place, head, period))]
    return Layout(columns=tuple(_settled(columns, period[1] if period else None)), first=first, head=tuple(heads))


def _column(place: int, head: str, period: tuple[int, int] | None) -> Column | None:
    bare = re.sub(r"（[^）]*）", "", head)
    inside = re.search(r"（([^）]*)）", head)
    unit = inside[1] if inside and re.fullmatch(r"%|‰|/10万|1/10万|个|名|人|所|岁|年|张", inside[1]) else ""
    if _GROWTH.search(head):
        return None
    years = [int(found[1]) for found in _YEAR.finditer(head)]
    if years or (
        (_VALUE.search(bare) or _BASE.search(head))
        and not re.search(r"任务|内容|^主要目标$|^目标$|^规划目标$|^发展目标$", bare)
    ):
        year = years[-1] if years else _year_of_words(head, period)
        if not years and not (_BASE.search(head) or re.search(r"值|期|目标", bare)):
            return None
        is_base = bool(_BASE.search(head)) or (period is not None and year is not None and year < period[0])
        if not is_base and period is None and "目标" not in head and year == 2020:
            is_base = True
        return Column(place=place, role=Role.BASE if is_base else Role.VALUE, year=year, unit=unit)
    role = next((role for role, pattern in _PATTERNS if pattern.search(bare or head)), None)
    return Column(place=place, role=role, unit=unit) if role else None


def _year_of_words(head: str, period: tuple[int, int] | None) -> int | None:
    if period is None:
        return None
    if _BASE.search(head):
        return period[0] - 1
    if "中期" in head:
        return (period[0] + period[1]) // 2
    return period[1]


def _settled(columns: list[Column], end: int | None) -> list[Column]:
    """Of two names the first is a kind; 目标 beside an indicator and a base holds its value."""
    names = [column for column in columns if column.role is Role.NAME]
    if len(names) > 1:  # 一级指标、二级指标: the last names the indicator, the one before its kind
        first = names[0]
        columns = [
            Column(place=one.place, role=Role.DOMAIN) if one is first and not _has_domain(columns) else one
            for one in columns
        ]
    roles = {column.role for column in columns}
    if Role.NAME in roles and Role.BASE in roles and Role.VALUE not in roles:
        columns = [
            Column(place=one.place, role=Role.VALUE, year=end, unit=one.unit) if one.role is Role.GOAL else one
            for one in columns
        ]
    return columns


def _has_domain(columns: list[Column]) -> bool:
    return any(column.role is Role.DOMAIN for column in columns)
