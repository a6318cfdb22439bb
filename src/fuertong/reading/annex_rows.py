"""The rows of annex tables (附表各行): indicators with their values, tasks with their units, each with its domain."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fuertong.model.findings import Place
from fuertong.model.plan import Audience, Table
from fuertong.reading.annex_heads import Layout, Role, find_layout
from fuertong.reading.annex_values import read_cell, unit_of
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.coordination import expand
from fuertong.reading.unit_lists import split_units
from fuertong.reading.units import read_units

Period = tuple[int, int] | None
_NOTE = re.compile(r"^(?:备?注|说明|填表说明|资料来源|数据来源)[:：\d]|^注[:：.]?|^[*※]|^合计$|^小计$")
_ITEM_NO = re.compile(r"^[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）).、．：](?!\d)\s*")
_PART = re.compile(r"^(?:其中|其中[:：])[:：]?\s*")
_NAME_UNIT = re.compile(r"[（(](?P<unit>%|‰|1?/10万|1/10万|十万分之|人|个|所|名|岁|年|张|万人|小时|个百分点)[）)]$")
_AUDIENCES = {Audience.WOMEN: ("妇女", "女性"), Audience.CHILDREN: ("儿童", "未成年")}
_SPAN = re.compile(r"^(\d{1,3})(?:—|至|-|~)(\d{1,3})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a row stands: the table, its number of row, and what group heads say of it."""

    table: Table
    row: int
    domain: str = ""
    audience: Audience | None = None

    @property
    def name(self) -> str:
        """The place as users call it."""
        parts = [
            f"附表《{self.table.file}》"
            if self.table.file
            else f"附表“{self.table.title}”"
            if self.table.title
            else "附表"
        ]
        parts += [f"工作表“{self.table.sheet}”"] if self.table.sheet else []
        return "".join(parts) + f"第{self.row}行"

    @property
    def place(self) -> Place:
        """The place of a finding: the row in a file of its own, else the line of the table in the text."""
        line = self.row if self.table.file else self.table.line
        return Place(file=self.table.file, sheet=self.table.sheet, line=line)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One row of 主要指标: cells by year, the base apart; units as the row names them."""

    where: Where
    name: str
    unit: str | None
    values: tuple[tuple[int | None, str], ...] = ()
    base: tuple[int | None, str] | None = None
    attribute: str | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One row of 任务分工: the goal by its words, its number, or both."""

    where: Where
    words: str
    numbers: tuple[int, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


def read_rows(tables: Sequence[Table], period: Period) -> list[IndicatorRow | TaskRow]:
    """The rows of all annex tables; a table without a head of its own goes on with the one before."""
    result: list[IndicatorRow | TaskRow] = []
    before: tuple[Layout, Where] | None = None
    for table in tables:
        grid = [table.header, *table.rows]
        layout = find_layout(grid, period)
        where = Where(table=table, row=0, audience=_audience(table.title))
        if layout is None:
            if before is None or before[1].table.file != table.file or len(before[0].head) != len(table.header):
                continue
            layout = replace(before[0], first=0)
            where = replace(before[1], table=table)
        else:
            for row in grid[: layout.first]:
                said = list(dict.fromkeys(filter(None, map(squeeze, row))))
                where = _grouped(where, said) if len(said) == 1 else where
        found = list(_rows(grid, layout, where))
        result += found
        before = (layout, found[-1].where if found else where)
    return result


def _rows(grid: Sequence[Sequence[str]], layout: Layout, where: Where) -> Iterator[IndicatorRow | TaskRow]:
    parent = ""
    head_rows = {tuple(map(squeeze, row)) for row in grid[: layout.first]}
    for number, cells in enumerate(grid[layout.first :], layout.first + 1):
        where = replace(where, row=number)
        texts = [squeeze(plain(cell)) for cell in cells]
        said = list(dict.fromkeys(filter(None, texts)))
        if not said or tuple(map(squeeze, cells)) in head_rows or texts == list(layout.head):
            continue
        if any(_NOTE.match(text) for text in said[:1]):
            continue
        if len(said) == 1 or (len(said) == 2 and _is_group(said, texts, layout)):
            where = _grouped(where, said)
            continue
        where = _in_domain(where, texts, layout)
        if layout.has_indicators:
            row = _indicator(cells, texts, layout, where, parent)
            if row is not None:
                parent = parent if _PART.match(_cell(texts, layout.one(Role.NAME))) else row.name
                yield row
        elif layout.has_tasks:
            yield from _tasks(cells, texts, layout, where)


def one_by_one(row: IndicatorRow) -> list[IndicatorRow]:
    """宫颈癌、乳腺癌筛查率 with 75%、72% is two rows; a row whose cells hold one value each stays as it is."""
    many = max((len(_listed(row, text)) for _, text in row.values), default=1)
    names = expand(row.name, values=many, shared=True).names if many > 1 else ()
    if len(names) < 2 or len(names) != many:
        return [row]
    return [
        replace(
            row,
            name=name,
            values=tuple((year, _nth(row, text, number)) for year, text in row.values),
            base=(row.base[0], _nth(row, row.base[1], number)) if row.base else None,
        )
        for number, name in enumerate(names)
    ]


def _listed(row: IndicatorRow, text: str) -> list[str]:
    cells = [cell for cell in read_cell(text, name=row.name, unit=row.unit) if cell.value is not None]
    return [f"{cell.comparator or ''}{cell.value:g}{cell.unit or ''}" for cell in cells]


def _nth(row: IndicatorRow, text: str, number: int) -> str:
    cells = _listed(row, text)
    return text if len(cells) < 2 else cells[min(number, len(cells) - 1)]


def _cell(texts: Sequence[str], place: int | None) -> str:
    return texts[place] if place is not None and place < len(texts) else ""


def _is_group(said: list[str], texts: Sequence[str], layout: Layout) -> bool:
    """一｜妇女与健康 over the whole width: a number and a heading."""
    return bool(re.fullmatch(r"[（]?[一二三四五六七八九十\d]+[）、.]?", said[0])) and not _values_of(texts, layout)


def _values_of(texts: Sequence[str], layout: Layout) -> list[str]:
    columns = [*layout.all(Role.VALUE), *layout.all(Role.BASE), *layout.all(Role.LEAD), *layout.all(Role.SUPPORT)]
    return [text for column in columns if (text := _cell(texts, column.place))]


def _audience(text: str) -> Audience | None:
    named = [audience for audience, words in _AUDIENCES.items() if any(word in text for word in words)]
    return named[0] if len(named) == 1 else None


def _grouped(where: Where, said: list[str]) -> Where:
    """A heading across the table names a plan or a domain."""
    text = _ITEM_NO.sub("", "".join(said)[-40:])
    if re.search(r"规划|纲要|指标|附[表件]|分工", text):
        return replace(where, audience=_audience(text) or where.audience, domain="")
    return replace(
        where,
        domain=re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]?", "", text),
        audience=_audience(text) or where.audience,
    )


def _in_domain(where: Where, texts: Sequence[str], layout: Layout) -> Where:
    words = [text for column in layout.all(Role.DOMAIN) if (text := _cell(texts, column.place))]
    if not words:
        return where
    bare = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*", "", words[0])
    return replace(where, domain=bare, audience=_audience(words[0]) or where.audience)


def _indicator(
    cells: Sequence[str], texts: Sequence[str], layout: Layout, where: Where, parent: str
) -> IndicatorRow | None:
    named = _cell(texts, layout.one(Role.NAME))
    name = _ITEM_NO.sub("", named)
    part = _PART.match(name)
    if part and parent:
        name = f"{parent}（{name[part.end() :]}）"
    inside = _NAME_UNIT.search(name)
    name = _NAME_UNIT.sub("", name).strip("*※")
    if not re.search(r"[\u4e00-\u9fff]{2}", name) or _NOTE.match(name):
        return None
    values = [*layout.all(Role.VALUE), *layout.all(Role.BASE)]
    head_unit = next((column.unit for column in [*layout.all(Role.NAME), *values] if column.unit), "")
    base = next(((column.year, _cell(texts, column.place)) for column in layout.all(Role.BASE)), None)
    asked = sorted(layout.all(Role.VALUE), key=lambda column: column.year or 9999)
    lead, support = _units(cells, layout)
    said = dict.fromkeys(text for text in texts if text)
    return IndicatorRow(
        where=where,
        name=name,
        unit=unit_of(_cell(texts, layout.one(Role.UNIT)) or (inside["unit"] if inside else "") or head_unit),
        values=tuple((column.year, _cell(texts, column.place)) for column in asked),
        base=base if base and base[1] else None,
        attribute=_attribute(texts, layout),
        lead=lead,
        support=support,
        written="　".join(said),
    )


def _attribute(texts: Sequence[str], layout: Layout) -> str | None:
    shown = _cell(texts, layout.one(Role.ATTRIBUTE))
    return next((word for word in ("约束性", "预期性", "倡导性") if word[:2] in shown), None)


def _units(cells: Sequence[str], layout: Layout) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead = [name for column in layout.all(Role.LEAD) for name in _names(_cell(cells, column.place))]
    support: list[str] = []
    for column in layout.all(Role.SUPPORT):
        text = _cell(cells, column.place)
        labelled = (
            read_units(f"（{plain(squeeze(text))}）") if re.search(r"(?:牵头|主责)[^、，；]*[:：]", text) else None
        )
        lead += labelled.lead if labelled else ()
        support += labelled.support if labelled else _names(text)
    return tuple(dict.fromkeys(lead)), tuple(name for name in dict.fromkeys(support) if name not in lead)


def _names(text: str) -> list[str]:
    """Units of a cell: by marks, lines or blanks, a name broken over two lines put together."""
    lines = [squeeze(plain(line)) for line in text.split("\n")]
    joined = ""
    for line in filter(None, lines):
        whole = re.search(
            r"(?:局|委|办|院|部|联|会|社|厅|科|中心|公司|银行|处|府|队|台|盟|团|学校|馆|站|所|、|，|；|）)$", joined
        )
        joined += ("、" if joined and whole and not joined.endswith(("、", "，", "；")) else "") + line
    joined = re.sub(r"(?<=[局委办部厅会联院])\s+(?=[\u4e00-\u9fff])", "、", joined)
    singles, groups, _ = split_units(re.sub(r"^(?:牵头|责任|配合|主责)(?:单位|部门)?[:：]", "", joined))
    return [name for name in [*singles, *groups] if not re.fullmatch(r"[—/无-]*", name)]


def _tasks(cells: Sequence[str], texts: Sequence[str], layout: Layout, where: Where) -> Iterator[TaskRow]:
    goal, number = layout.one(Role.GOAL), layout.one(Role.NUMBER)
    words = _cell(texts, goal if goal is not None else layout.one(Role.NAME))
    lead, support = _units(cells, layout)
    if not lead and not support:
        return
    numbers = _numbers(_cell(texts, number)) or _numbers(words)
    leading = re.match(r"^(?:目标|第)?[（(]?(\d{1,3})[）).、．条](?!\d)", words)
    if not numbers and leading:
        numbers = (int(leading[1]),)
    bare = "" if _numbers(words) else _ITEM_NO.sub("", re.sub(r"^(?:目标|第)\d{1,3}条?[:：.、]?", "", words))
    if bare or numbers:
        yield TaskRow(where=where, words=bare, numbers=numbers, lead=lead, support=support)


def _numbers(text: str) -> tuple[int, ...]:
    """目标3, 第3条, 3、5, 1—4: the numbers of a cell that says nothing else."""
    bare = re.sub(r"^(?:主要)?目标|第|条|项|[（）.]", "", text)
    span = _SPAN.match(bare)
    if span and int(span[1]) <= int(span[2]):
        return tuple(range(int(span[1]), int(span[2]) + 1))
    if re.fullmatch(r"\d{1,3}(?:[、，,和]\d{1,3})*", bare):
        return tuple(int(one) for one in re.findall(r"\d+", bare))
    return ()
