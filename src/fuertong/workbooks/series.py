"""Several years in one clean table (历年数据): indicators by years, or one value a line, from a workbook or CSV.

Matrix: 指标 | 分组 | 计量单位 | 2020 | 2021 | … ; long: 指标 | 地区 | 年份 | 分组 | 数值 | 分子 | 分母 | 状态 | 来源.
Names are given back as written: which indicator they are is the catalogue's matter and a person's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.observation import Absence, ValueStatus
from fuertong.workbooks.cells import CellReader, Entry
from fuertong.workbooks.delimited import open_any
from fuertong.workbooks.identity import SHEET
from fuertong.workbooks.intake import Sheet
from fuertong.workbooks.labels import split_unit, under_heading
from fuertong.workbooks.persons import is_person_head
from fuertong.workbooks.secrecy import refuse_secret
from fuertong.workbooks.series_head import Field, Head, find_head, plain_cell

_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?(?:年度?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """One value of one year as the table gives it; names and breakdown as written, "" where the table has none."""

    where: Place
    year: int
    indicator: str
    code: str = ""
    region: str = ""
    breakdown: str = ""
    unit: str = ""
    raw: str = ""
    value: Decimal | None = None
    decimals: int | None = None
    absence: Absence | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    status: ValueStatus | None = None
    source: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """What the value is about, as written."""
        return (self.code or self.indicator, self.region, self.breakdown, str(self.year))


def read_series(data: bytes, *, name: str = "") -> tuple[list[SeriesRow], list[Finding]]:
    """Every value of every sheet that holds a series, in the tables' order, and findings by cell.

    Blank cells give no row, refused ones neither. The same value twice is kept once; two different ones are an error.
    FuertongError for a file that cannot be read or carries a secrecy mark.
    """
    book = open_any(data, name=name)
    refuse_secret(book)
    rows: list[SeriesRow] = []
    findings: list[Finding] = []
    heads = [(sheet, find_head(sheet)) for sheet in book.sheets if sheet.name != SHEET]
    for sheet, head in heads:
        if head is not None:
            found, said = _SheetReader(sheet, head, name).read()
            rows += found
            findings += said
    if not any(head for _, head in heads):
        findings.append(_no_table(name))
    kept, doubled = _once(rows)
    return kept, findings + doubled


class _SheetReader:
    """Reads one sheet under one head."""

    def __init__(self, sheet: Sheet, head: Head, file: str) -> None:
        self.sheet = sheet
        self.head = head
        self.cells = CellReader(sheet, file)
        self.findings: list[Finding] = []
        self.heading = self.heading_unit = ""
        self.tops = {
            (row, column): sheet.rows[top][left]
            for (top, left), (bottom, right) in sheet.merged
            if (bottom - top) < 200 and right - left < 50
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }

    def read(self) -> tuple[list[SeriesRow], list[Finding]]:
        people = [
            (column, str(cell))
            for column, cell in enumerate(self.sheet.rows[self.head.row])
            if is_person_head(plain_cell(cell))
        ]
        if people:
            column, title = people[0]
            message = f"表中有“{title}”一栏，像是个人信息，整表未导入。"
            where = self.cells.where(self.head.row, column)
            return [], [_finding("person_column", message, "本系统不保存个人信息，请只保留汇总数。", where)]
        rows: list[SeriesRow] = []
        for number in range(self.head.row + 1, len(self.sheet.rows)):
            rows += self._row(number)
        return rows, self.findings

    def _row(self, number: int) -> Iterator[SeriesRow]:
        name = self._text(number, Field.NAME)
        code = self._text(number, Field.CODE)
        if not name and not code:
            return
        label, unit_in_name = split_unit(name)
        indicator, breakdown = under_heading(label, self.heading)
        unit = self._text(number, Field.UNIT) or unit_in_name
        if not breakdown:
            self.heading, self.heading_unit = indicator, unit
        row = SeriesRow(
            where=self.cells.where(number, self.head.fields.get(Field.NAME, self.head.fields.get(Field.CODE, 0))),
            year=0,
            indicator=indicator,
            code=code,
            region=self._text(number, Field.REGION),
            breakdown=self._text(number, Field.GROUP) or breakdown,
            unit=unit or (self.heading_unit if breakdown else ""),
            source=self._text(number, Field.SOURCE),
            status=self._status(number),
        )
        if self.head.years:
            for column, year in self.head.years.items():
                yield from self._value(number, column, replace(row, year=year))
        else:
            yield from self._line(number, row)

    def _line(self, number: int, row: SeriesRow) -> Iterator[SeriesRow]:
        column = self.head.fields[Field.YEAR]
        text = self._text(number, Field.YEAR)
        year = _YEAR.fullmatch(text)
        if year is None:
            shown = f"“{text}”不是年份" if text else "没有填年份"
            where = self.cells.where(number, column)
            self.findings.append(_finding("year", f"“{row.indicator}”一行{shown}，未导入。", "请填写四位年份。", where))
            return
        row = replace(row, year=int(year[1]))
        row = replace(row, numerator=self._part(number, Field.NUMERATOR, "分子"))
        row = replace(row, denominator=self._part(number, Field.DENOMINATOR, "分母"))
        yield from self._value(number, self.head.fields[Field.VALUE], row)

    def _value(self, number: int, column: int, row: SeriesRow) -> Iterator[SeriesRow]:
        entry = self._read(number, column, row.unit or None)
        parsed = entry.parsed
        if parsed.value is None and parsed.absence is None and row.numerator is None:
            return
        yield replace(
            row,
            where=self.cells.where(number, column),
            raw=entry.raw,
            value=parsed.value,
            decimals=parsed.decimals,
            absence=parsed.absence,
        )

    def _part(self, number: int, field: Field, label: str) -> Decimal | None:
        column = self.head.fields.get(field)
        return None if column is None else self._read(number, column, None, label).parsed.value

    def _read(self, number: int, column: int, unit: str | None, part: str = "") -> Entry:
        entry = self.cells.read(number, column, unit=unit, decimals=None, part=part)
        self.findings += entry.findings
        return entry

    def _text(self, number: int, field: Field) -> str:
        """The text of a column; a merged cell speaks for all the rows it covers."""
        column = self.head.fields.get(field)
        if column is None:
            return ""
        value = self.cells.at(number, column)
        if value in ("", None):
            value = self.tops.get((number, column), "")
        return plain_cell(value) if field in (Field.YEAR, Field.CODE, Field.STATUS) else str(value or "").strip()

    def _status(self, number: int) -> ValueStatus | None:
        text = self._text(number, Field.STATUS)
        if not text:
            return None
        status = next((item for item in ValueStatus if text in (item.label, item.label.rstrip("数"), item.value)), None)
        if status is None:
            where = self.cells.where(number, self.head.fields[Field.STATUS])
            known = "、".join(item.label for item in ValueStatus)
            message = f"状态“{text}”无法识别，已按没有填写处理。"
            remedy = f"请填写{known}之一。"
            self.findings.append(_finding("status", message, remedy, where, severity=Severity.WARNING))
        return status


def _once(rows: list[SeriesRow]) -> tuple[list[SeriesRow], list[Finding]]:
    """Each value once; of two that differ neither."""
    seen: dict[tuple[str, ...], SeriesRow] = {}
    bad: set[tuple[str, ...]] = set()
    findings = []
    for row in rows:
        before = seen.setdefault(row.identity, row)
        if before is not row and (before.value, before.absence) != (row.value, row.absence):
            bad.add(row.identity)
            message = (
                f"“{row.indicator}”{row.year}年的数在{before.where}是{before.raw}，在此处是{row.raw}，"
                "两处不同，都未导入。"
            )
            findings.append(_finding("twice", message, "请核对并删去其中一处。", row.where))
    return [row for key, row in seen.items() if key not in bad], findings


def _finding(code: str, message: str, remedy: str, where: Place, *, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(severity=severity, code=code, message=message, remedy=remedy, where=where)


def _no_table(name: str) -> Finding:
    message = "没有找到历年数据的表头（指标名称，以及各年份或“年份、数值”两栏），未导入任何数据。"
    return _finding("no_table", message, "请参照模板整理表头：指标名称、计量单位、2020、2021……", Place(file=name))
