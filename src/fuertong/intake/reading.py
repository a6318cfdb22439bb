"""Reading one messy file (读历年材料): every table of every page, each value with year, indicator, group and place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from fuertong.intake.blocks import Block, blocks_of
from fuertong.intake.columns import Column
from fuertong.intake.found import Found
from fuertong.intake.labels import Label, label_of
from fuertong.intake.pages import Page, open_pages
from fuertong.intake.words import Says, group_of, is_area, plain
from fuertong.intake.years import year_in, year_of_head
from fuertong.model.breakdown import normal_breakdown
from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.numbers import Parsed, parse_number
from fuertong.model.units import normal_unit
from fuertong.workbooks.labels import split_unit
from fuertong.workbooks.persons import is_person_head

_MARKS = "①②③④⑤⑥⑦⑧⑨⑩*※"
_TABLE_NO = re.compile(r"^(?:附?表|续表)\s*[\d一二三四五六七八九十]{0,3}(?:[-—－]\d{1,2})?\s*[:：、.]?\s*")
_UNIT_LINE = re.compile(r"(?:计量)?单位\s*[:：]\s*([^\s，,；;)）]{1,8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """What one file holds; `year` is the year most of its tables are about, `tables` how many were recognised."""

    name: str
    year: int | None
    values: tuple[Found, ...]
    findings: tuple[Finding, ...]
    tables: int


def read_file(data: bytes, *, name: str, year: int | None = None) -> FileReading:
    """Every value of an .xlsx, .xls, CSV or .docx with its cell; FuertongError when the file cannot be read.

    `year` is taken for tables that name none, neither in a title nor on the tab nor in the file's name.
    """
    pages = open_pages(data, name=name)
    values: list[Found] = []
    findings: list[Finding] = []
    tables = 0
    for page in pages:
        for block in blocks_of(page):
            reader = _BlockReader(block, _year_of(block, name) or year)
            found = list(reader.read())
            values += found
            findings += reader.findings
            tables += bool(found)
    if not tables and not findings:
        message = f"《{name}》中没有认出数据表。"
        remedy = "请看表头是否有“指标”“项目”或年份；也可以使用“导入历年数据”的空表。"
        findings.append(Finding(severity=Severity.WARNING, code="no_table", message=message, remedy=remedy))
    told = [value.told_in for value in values]
    most = max(sorted(set(told), reverse=True), key=told.count, default=None)
    return FileReading(name=name, year=most, values=tuple(values), findings=tuple(findings), tables=tables)


def _year_of(block: Block, file: str) -> int | None:
    """The year the table is about: its titles (nearest first), its own head, its sheet's name, the file's name."""
    near = next((year for title in reversed(block.titles) if (year := year_in(title))), None)
    head = [column.year for column in block.values if column.year and column.shift == 0]
    if head:
        return head[0]
    return near or year_in(block.page.name) or year_in(file)


@dataclass(slots=True)
class _BlockReader:
    """One reading of one table."""

    block: Block
    told: int | None
    findings: list[Finding] = field(default_factory=list)
    heading: str = ""
    heading_unit: str = ""
    unit_line: str = ""

    @property
    def page(self) -> Page:
        return self.block.page

    def read(self) -> Iterator[Found]:
        if self._is_about_persons():
            return
        years = [column.year for column in self.block.values if column.year]
        self.told = self.told or max(years, default=None)
        if years and self.told not in years and not any(c.shift is not None for c in self.block.values):
            self.told = max(years)
        if self.told is None and not self.block.first(Says.YEAR):
            if any(self._numbers(row) for row in self.block.rows):
                self._say(
                    "no_year", "这张表没有写明是哪一年的数据，没有读取。", "请在文件名或表题中写明年份，如“2023年”。"
                )
            return
        line = next((found[1] for title in reversed(self.block.titles) if (found := _UNIT_LINE.search(title))), "")
        self.unit_line = normal_unit(line) if line else ""
        self.heading, self.heading_unit = self._title_name()
        for row in self.block.rows:
            yield from self._row(row)

    def _is_about_persons(self) -> bool:
        for row in self.block.head:
            for column in range(len(self.page.rows[row])):
                text = plain(self.page.at(row, column))
                if is_person_head(text):
                    self._say(
                        "person_column",
                        f"表中有“{text}”一栏，像是个人信息，整表没有读取。",
                        "本系统不保存个人信息，请只保留汇总数。",
                    )
                    return True
        return False

    def _row(self, row: int) -> Iterator[Found]:
        block = self.block
        year_column = block.first(Says.YEAR)
        if block.first(Says.NAME) is None and (year_column or block.first(Says.REGION)):
            yield from self._across(row, year_column)
            return
        written = [str(self.page.at(row, column.index) or "").strip() for column in block.all(Says.NAME)]
        label = self._label([text for text in dict.fromkeys(written) if text])
        name, breakdown, unit = label.name, label.breakdown, label.unit
        is_part = bool(breakdown or label.region)
        if not self._numbers(row):
            if name and not is_part:
                self.heading, self.heading_unit = name, unit
            return
        if not name:
            return
        if not is_part:
            self.heading, self.heading_unit = name, unit
        unit = unit or self._text(row, Says.UNIT) or (self.heading_unit if is_part else "") or self.unit_line
        breakdown = _joined(breakdown, group_of(self._text(row, Says.GROUP)) or "")
        year = year_of_head(self._text(row, Says.YEAR)) if year_column else None
        if year_column and year is None:
            return
        columns = [column for column in block.values if column.is_told] or block.values[:1]
        note = "；".join(filter(None, (self._text(row, Says.NOTE), self._footnote(label.mark))))
        region = label.region or self._text(row, Says.REGION)
        yield from self._values(row, columns, name, breakdown, unit, region, note, year)

    def _across(self, row: int, year_column: Column | None) -> Iterator[Found]:
        """A row of one year or one area, with the indicators in the head."""
        label = plain(self.page.at(row, year_column.index)) if year_column else ""
        year = year_of_head(label) if year_column else None
        region = self._text(row, Says.REGION)
        if (year_column and year is None) or (not year_column and not region):
            return
        for column in self.block.values:
            name = column.words[-1] if column.words else self.heading
            if name:
                unit = column.unit or self.unit_line
                yield from self._values(row, [column], name, "", unit, region, self._text(row, Says.NOTE), year)

    def _values(
        self, row: int, columns: list[Column], name: str, breakdown: str, unit: str, region: str, note: str,
        year: int | None,
    ) -> Iterator[Found]:  # fmt: skip
        parts: dict[tuple[int, str, str], dict[Says, tuple[Column, Parsed]]] = {}
        for column in columns:
            if (row, column.index) in self.page.covered:
                continue
            parsed = self._number(row, column, unit)
            if parsed is None:
                continue
            at = year or column.year or (self.told or 0) + (column.shift or 0)
            area = column.region or region
            if group_of(area) is not None:
                area = ""
            key = (at, _joined(breakdown, column.breakdown), area)
            parts.setdefault(key, {})[column.role] = (column, parsed)
        for (at, group, area), found in parts.items():
            if Says.VALUE not in found:
                continue
            column, parsed = found[Says.VALUE]
            assert parsed.value is not None
            yield Found(
                where=self.page.where(row, column.index),
                year=at,
                told_in=self.told or at,
                name=name,
                code=self._text(row, Says.CODE),
                unit=normal_unit(unit) if unit else "",
                breakdown=group,
                region=area,
                raw=parsed.raw,
                value=parsed.value,
                decimals=parsed.decimals or 0,
                numerator=_part(found, Says.NUMERATOR),
                denominator=_part(found, Says.DENOMINATOR),
                note=note[:300],
            )

    def _number(self, row: int, column: Column, unit: str) -> Parsed | None:
        raw = self.page.at(row, column.index)
        asked = "" if column.role in (Says.NUMERATOR, Says.DENOMINATOR) else unit
        if isinstance(raw, str) and raw.strip() and raw.strip()[-1] in _MARKS:
            entry_parsed = parse_number(raw.strip().rstrip(_MARKS), unit=asked or None)
            said: tuple[Finding, ...] = ()
        else:
            entry = self.page.entry(row, column.index, asked)
            entry_parsed, said = entry.parsed, entry.findings
        if entry_parsed.is_refused or (not said and entry_parsed.findings):
            where = self.page.where(row, column.index)
            self.findings += [_at(finding, where) for finding in entry_parsed.findings]
        return entry_parsed if entry_parsed.value is not None else None

    def _label(self, texts: list[str]) -> Label:
        """What a row is about; its label may stand in two columns."""
        if not texts:
            return Label(name="")
        if len(texts) > 1 and (group_of(texts[-1]) is not None or is_area(texts[-1])):
            owner = label_of(texts[-2], "")
            label = label_of(texts[-1], owner.name)
            self.heading, self.heading_unit = owner.name, owner.unit
            return replace(label, unit=label.unit or owner.unit)
        return label_of(texts[-1], self.heading)

    def _title_name(self) -> tuple[str, str]:
        """The indicator a title names, for tables whose rows are groups only."""
        for title in reversed(self.block.titles):
            text = _TABLE_NO.sub("", title.strip())
            text = re.sub(r"^.{0,12}?(?:19|20)\d\d年(?:度)?", "", text)
            text = re.sub(r"^(?:全国|全省|全市|全县|各县.{0,6}|.{2,8}?[省市县区](?=[^内外级]))", "", text)
            name, unit = split_unit(re.sub(r"(?:情况|统计表|一览表|监测表|表)$", "", text))
            if 2 <= len(name) <= 30 and not _UNIT_LINE.match(title):
                return name, unit
        return "", ""

    def _footnote(self, mark: str) -> str:
        return next((note for note in self.block.notes if mark and mark in note), "")

    def _text(self, row: int, role: Says) -> str:
        column = self.block.first(role)
        return str(self.page.at(row, column.index) or "").strip() if column else ""

    def _numbers(self, row: int) -> bool:
        return any(plain(self.page.at(row, column.index)) for column in self.block.values) and any(
            (row, column.index) not in self.page.covered for column in self.block.values
        )

    def _say(self, code: str, message: str, remedy: str) -> None:
        where = self.page.where(self.block.head[0], 0)
        self.findings.append(Finding(severity=Severity.ERROR, code=code, message=message, remedy=remedy, where=where))


def _part(found: dict[Says, tuple[Column, Parsed]], role: Says) -> Decimal | None:
    return found[role][1].value if role in found else None


def _joined(first: str, second: str) -> str:
    pairs = dict(pair.split("=") for pair in (*first.split(";"), *second.split(";")) if pair)
    return normal_breakdown(";".join(f"{key}={value}" for key, value in pairs.items()))


def _at(finding: Finding, where: Place) -> Finding:
    return finding if str(finding.where) else replace(finding, where=where)
