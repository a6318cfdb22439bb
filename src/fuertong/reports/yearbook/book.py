"""A yearbook (妇女儿童统计资料) before it becomes Excel or Word: chapters of tables, notes, definitions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fuertong.model.indicator import Indicator
from fuertong.model.observation import Absence, ValueStatus
from fuertong.reports.figures import published
from fuertong.reports.yearbook.shown import indicator_facts, shown_series
from fuertong.reports.yearbook.source import BookSeries, BookSource, Scope

UNKNOWN, NOT_ASKED, KEPT_BACK = "…", "—", "＊"
GENERAL = "综合"
_YEARS = 6
_ACROSS = 5
_TENTATIVE = (ValueStatus.FLASH, ValueStatus.EXPECTED, ValueStatus.PRELIMINARY, ValueStatus.DERIVED)
_AREAS = {"nation": "省份", "province": "市", "city": "县（市、区）", "county": "乡镇（街道）", "town": "村（社区）"}

Cell = Decimal | str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """A row: its label (indented for a group of the row above), the unit of measure, and the cells."""

    label: str
    unit: str = ""
    cells: tuple[Cell, ...] = ()
    inner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BookTable:
    """One table: 1-3 is the third of the first chapter. `head` names the columns, the label's first."""

    number: str
    title: str
    supplier: str
    head: tuple[str, ...]
    rows: tuple[BookRow, ...]
    notes: tuple[str, ...] = ()
    has_units: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BookChapter:
    """The tables of one domain, and the units that supply them."""

    number: int
    title: str
    tables: tuple[BookTable, ...]

    @property
    def suppliers(self) -> tuple[str, ...]:
        """Each once, in order."""
        return tuple(dict.fromkeys(table.supplier for table in self.tables if table.supplier))


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The whole yearbook. `public` says for whom it is made; `definitions` are its indicators in order."""

    title: str
    place: str
    issuer: str
    year: int
    day: str
    public: bool
    chapters: tuple[BookChapter, ...]
    notes: tuple[str, ...]
    definitions: tuple[Indicator, ...]
    notice: str = ""

    @property
    def tables(self) -> Iterator[BookTable]:
        """Every table in order."""
        return (table for chapter in self.chapters for table in chapter.tables)


def compose_book(source: BookSource, scope: Scope, *, public: bool = True, years: int = _YEARS) -> Book:
    """Arrange a yearbook; `years` columns up to the source's year. The same source gives the same book."""
    series = shown_series(source, public=public)
    columns = tuple(range(source.year - years + 1, source.year + 1))
    prefixes = tuple(f"{audience.value}/" for audience in scope.audiences)
    domains = [(code, title) for code, title in source.domains if code.startswith(prefixes)]
    known = {code for code, _ in source.domains}
    made: list[BookChapter] = []
    general = [one for one in series if not known.intersection(one.indicator.domains)]
    for title, chosen in [(GENERAL, general), *((t, _of(series, code)) for code, t in domains)]:
        tables = tuple(_tables(source, len(made) + 1, title, chosen, columns))
        if tables:
            made.append(BookChapter(number=len(made) + 1, title=title, tables=tables))
    printed = {one.indicator.code: one.indicator for code, _ in domains for one in _of(series, code)}
    definitions = {one.indicator.code: one.indicator for one in general} | printed
    return Book(
        title=f"{source.place}{scope.label}统计资料（{source.year}）",
        place=source.place,
        issuer=source.issuer,
        year=source.year,
        day=source.cutoff.isoformat(),
        public=public,
        chapters=tuple(made),
        notes=tuple(_notes(source, scope, public=public)),
        definitions=tuple(definitions.values()),
        notice=source.notice,
    )


def _of(series: Sequence[BookSeries], domain: str) -> list[BookSeries]:
    return [one for one in series if domain in one.indicator.domains]


def _tables(
    source: BookSource, chapter: int, title: str, series: Sequence[BookSeries], years: tuple[int, ...]
) -> Iterator[BookTable]:
    """For each supplier one table by year, then tables by area."""
    suppliers = dict.fromkeys(source.suppliers.get(one.indicator.code, "") for one in series)
    number = 0
    for supplier in suppliers:
        mine = [one for one in series if source.suppliers.get(one.indicator.code, "") == supplier]
        by_year = [one for one in mine if not one.region]
        if by_year:
            number += 1
            yield _by_year(f"{chapter}-{number}", title, supplier, by_year, years)
        for part in _parts([one for one in mine if one.region and not one.breakdown]):
            number += 1
            yield _by_area(f"{chapter}-{number}", title, supplier, part, source)


def _by_year(number: str, title: str, supplier: str, series: Sequence[BookSeries], years: tuple[int, ...]) -> BookTable:
    rows = []
    for one in series:
        cells = tuple(_cell(one, year) for year in years)
        label = f"其中：{one.label}" if one.breakdown else one.indicator.name
        rows.append(BookRow(label=label, unit=one.indicator.unit, cells=cells, inner=bool(one.breakdown)))
    return BookTable(
        number=number,
        title=_title(title, supplier, series, f"{years[0]}—{years[-1]}年"),
        supplier=supplier,
        head=("指标", "计量单位", *(f"{year}年" for year in years)),
        rows=tuple(rows),
        notes=tuple(_table_notes(series, years)),
    )


def _by_area(number: str, title: str, supplier: str, series: Sequence[BookSeries], source: BookSource) -> BookTable:
    indicators = {one.indicator.code: one.indicator for one in series}
    areas = {one.region: one.region_name for one in series}
    cells = {(one.region, one.indicator.code): _cell(one, source.year) for one in series}
    rows = tuple(
        BookRow(label=name, cells=tuple(cells.get((region, code), UNKNOWN) for code in indicators))
        for region, name in areas.items()
    )
    kind = _AREAS[source.level.value]
    return BookTable(
        number=number,
        title=f"分{kind}{_title(title, supplier, series, f'{source.year}年')}",
        supplier=supplier,
        head=(kind, *(f"{one.name}（{one.unit}）" for one in indicators.values())),
        rows=rows,
        notes=tuple(_table_notes(series, (source.year,))),
        has_units=False,
    )


def _title(domain: str, supplier: str, series: Sequence[BookSeries], years: str) -> str:
    """A table of one indicator bears its name; the others are told apart by who supplies them."""
    names = list(dict.fromkeys(one.indicator.name for one in series))
    if len(names) == 1:
        return f"{names[0]}（{years}）"
    return f"{domain}主要指标（{'，'.join(part for part in (supplier, years) if part)}）"


def _parts(series: Sequence[BookSeries]) -> Iterator[list[BookSeries]]:
    """As many indicators as fit across one table, all areas together."""
    codes = list(dict.fromkeys(one.indicator.code for one in series))
    for start in range(0, len(codes), _ACROSS):
        chosen = set(codes[start : start + _ACROSS])
        yield [one for one in series if one.indicator.code in chosen]


def _cell(series: BookSeries, year: int) -> Cell:
    point = next((p for p in series.points if p.year == year), None)
    if point is None:
        return UNKNOWN
    value = published(point, indicator_facts(series.indicator))
    if value is not None:
        return value
    if point.withheld:
        return KEPT_BACK
    return NOT_ASKED if point.absence is Absence.NOT_APPLICABLE else UNKNOWN


def _table_notes(series: Sequence[BookSeries], years: tuple[int, ...]) -> Iterator[str]:
    """Values not yet final, changed definitions, statistical years: only those that apply to the table."""
    open_values: dict[str, list[str]] = {}
    broken: dict[str, None] = {}
    for one in series:
        for point in one.points:
            if point.year not in years or point.value is None:
                continue
            if point.status in _TENTATIVE:
                open_values.setdefault(point.status.label, []).append(f"{_name(one)}{point.year}年")
            if point.break_before and point.year > years[0]:
                broken[f"{_name(one)}自{point.year}年起口径有调整，与以前年份不可直接比较。"] = None
    for status, names in open_values.items():
        yield f"{'、'.join(names)}为{status}。"
    yield from broken
    health = dict.fromkeys(one.indicator.name for one in series if one.indicator.statistical_year == "H")
    if health:
        yield "妇幼健康指标按上年10月1日至当年9月30日统计。"
    school = dict.fromkeys(one.indicator.name for one in series if one.indicator.statistical_year == "X")
    if school:
        yield "教育指标按学年统计，年份为学年开始的年份。"


def _name(series: BookSeries) -> str:
    where = f"{series.region_name}" if series.region else ""
    group = f"（{series.label}）" if series.label else ""
    return f"{where}{series.indicator.name}{group}"


def _notes(source: BookSource, scope: Scope, *, public: bool) -> Iterator[str]:
    day = source.cutoff
    yield (
        f"本资料汇集{source.place}{scope.label}发展规划监测所用的统计数据，数据年为{source.year}年，"
        f"数据截至{day.year}年{day.month}月{day.day}日。"
    )
    yield "各表由表下注明的单位提供，按报表次序排列；指标的含义见“指标解释”。"
    yield f"表中“{UNKNOWN}”表示数据不详或无该项数据，“{NOT_ASKED}”表示不适用，“其中”表示其中的主要项。"
    if public:
        yield f"“{KEPT_BACK}”表示年度发生数较少或按规定不公开，不列数值。"
    else:
        yield "本资料含不宜公开的少量数据，为内部资料，请勿外传。"
    yield "部分数据合计数或相对数由于单位取舍不同而产生的计算误差，均未作机械调整。"
