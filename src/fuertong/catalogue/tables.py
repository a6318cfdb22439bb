"""Tables as files: CSV or Parquet rows with their line, read cell by cell with clear errors."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TypeVar

import polars as pl

from fuertong.errors import FuertongError

_TRUE = {"true", "1", "是"}
_FALSE = {"", "false", "0", "否"}
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `line` counts from 1 with the header as line 1. Every getter names file, line and field."""

    file: str
    line: int
    cells: dict[str, str]

    def fail(self, field: str, problem: str, remedy: str) -> NoReturn:
        """Raise the FuertongError that names this row and field."""
        raise FuertongError(f"《{self.file}》第{self.line}行“{field}”一列{problem}，{remedy}。")

    def text(self, field: str) -> str:
        """The trimmed text, "" when the column is missing."""
        return self.cells.get(field, "").strip()

    def needed(self, field: str) -> str:
        """The trimmed text, an error when empty."""
        text = self.text(field)
        if not text:
            self.fail(field, "是空的", "请补填")
        return text

    def names(self, field: str) -> tuple[str, ...]:
        """Names divided by `|`."""
        return tuple(name.strip() for name in self.text(field).split("|") if name.strip())

    def decimal(self, field: str) -> Decimal | None:
        """The number as written (12.50 keeps its zero), None when empty."""
        text = self.text(field)
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            self.fail(field, f"的“{text}”不是数", "请填阿拉伯数字，不带单位和千分位逗号；没有数就留空")
        if not number.is_finite():
            self.fail(field, f"的“{text}”不是数", "没有数请留空")
        return number

    def real(self, field: str) -> float | None:
        """The number as a float, None when empty."""
        number = self.decimal(field)
        return None if number is None else float(number)

    def integer(self, field: str) -> int | None:
        """The whole number, None when empty."""
        number = self.decimal(field)
        if number is None:
            return None
        if number != number.to_integral_value():
            self.fail(field, f"的“{self.text(field)}”不是整数", "请改为整数")
        return int(number)

    def whole(self, field: str, default: int | None = None) -> int:
        """The whole number; the default when empty, an error when there is no default."""
        number = self.integer(field)
        if number is not None:
            return number
        if default is None:
            self.fail(field, "是空的", "请补填整数")
        return default

    def flag(self, field: str, *, default: bool = False) -> bool:
        """Yes or no: true/false, 1/0, 是/否."""
        text = self.text(field).lower()
        if not text:
            return default
        if text not in _TRUE | _FALSE:
            self.fail(field, f"的“{self.text(field)}”无法识别", "请填true或false")
        return text in _TRUE

    def choice(self, field: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """A member of a closed set; the default when empty, an error when there is no default."""
        found = self.optional_choice(field, kind)
        if found is not None:
            return found
        if default is None:
            self.fail(field, "是空的", f"请填{'、'.join(kind)}之一")
        return default

    def optional_choice(self, field: str, kind: type[Choice]) -> Choice | None:
        """A member of a closed set, None when empty."""
        text = self.text(field)
        if not text:
            return None
        if text not in {member.value for member in kind}:
            self.fail(field, f"的“{text}”无法识别", f"请填{'、'.join(kind)}之一")
        return kind(text)

    def day(self, field: str) -> date | None:
        """An ISO date, None when empty."""
        text = self.text(field)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fail(field, f"的“{text}”不是日期", "请写成2026-03-31的形式")


def read_rows(path: Path, *, needed: Sequence[str], allowed: Sequence[str] | None = None) -> list[Row]:
    """The rows of a CSV (UTF-8) or Parquet file.

    Columns in `needed` must be there; with `allowed` every other column is refused, so that a misspelt
    name is not silently taken for an absent one.
    """
    rows = _parquet_rows(path) if path.suffix == ".parquet" else _csv_rows(path)
    header = next(rows)
    missing = [name for name in needed if name not in header.cells]
    if missing:
        raise FuertongError(f"《{path.name}》缺少“{'、'.join(missing)}”一列，请在第1行补上列名。")
    unknown = [] if allowed is None else [name for name in header.cells if name not in {*needed, *allowed}]
    if unknown:
        known = "、".join([*needed, *(allowed or ())])
        raise FuertongError(f"《{path.name}》有不认识的列“{'、'.join(unknown)}”，请检查列名拼写；可用的列有：{known}。")
    return list(rows)


def refuse_duplicates(rows: Sequence[Row], key: Sequence[str]) -> None:
    """FuertongError when two rows agree on all columns of `key`."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        values = tuple(row.text(field) for field in key)
        first = seen.setdefault(values, row.line)
        if first != row.line:
            same = "、".join(value or "空" for value in values)
            raise FuertongError(
                f"《{row.file}》第{row.line}行与第{first}行重复（{'、'.join(key)}同为{same}），请删去一行。"
            )


def _csv_rows(path: Path) -> Iterator[Row]:
    """The header (as a row whose cells are the column names) and then the rows."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FuertongError(f"《{path.name}》不是UTF-8编码，请另存为“CSV UTF-8”后再试。") from error
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if not any(header):
            raise FuertongError(f"《{path.name}》是空的，请在第1行写列名。")
        if len(set(header)) != len(header):
            raise FuertongError(f"《{path.name}》第1行有重复的列名，请改正。")
        yield Row(path.name, 1, {name: name for name in header})
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise FuertongError(
                    f"《{path.name}》第{reader.line_num}行有{len(cells)}格，应为{len(header)}格，请检查逗号和引号。"
                )
            yield Row(path.name, reader.line_num, dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise FuertongError(f"《{path.name}》第{reader.line_num}行不是完整的CSV，请检查引号是否成对。") from error


def _parquet_rows(path: Path) -> Iterator[Row]:
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise FuertongError(f"《{path.name}》不是可读的Parquet文件，请重新导出。") from error
    yield Row(path.name, 1, {name: name for name in frame.columns})
    for number, values in enumerate(frame.iter_rows(), start=2):
        yield Row(path.name, number, {name: _as_text(value) for name, value in zip(frame.columns, values, strict=True)})


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
