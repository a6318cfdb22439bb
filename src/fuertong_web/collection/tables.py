"""The data query as a workbook and as CSV (导出Excel、CSV): as shown on the page, what may not be shown as its word."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone

from fuertong.model.numbers import format_number
from fuertong.workbooks.tables import Column, write_table
from fuertong_web.collection.labels import period_label
from fuertong_web.collection.selectors.query import GridRow
from fuertong_web.collection.selectors.values import Point

CSV_HEAD = (
    "地区", "地区代码", "指标代码", "指标", "分组", "计量单位", "数据来源单位", "年份", "统计期",
    "数值", "分子", "分母", "数据性质", "来源", "备注",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def grid_workbook(rows: Sequence[GridRow], years: Sequence[int], *, place_name: str, on: date | None = None) -> bytes:
    """Indicators × years, a line for each place and group: numbers as numbers, remarks in the last column."""
    columns: list[Column | str] = ["指标", "地区", "分组", "计量单位", "数据来源单位"]
    columns += [*(f"{year}年" for year in years), "备注"]
    body = [
        [
            row.indicator.name,
            row.region.name,
            row.group,
            row.indicator.unit,
            row.indicator.source_unit.name if row.indicator.source_unit else "",
            *(_shown(point) for point in row.points),
            "；".join(remarks_of(row)),
        ]
        for row in rows
    ]
    known = f"截至{on.isoformat()}的数据 " if on else ""
    note = f"内部 {known}导出日期{timezone.localdate().isoformat()}"
    return write_table(f"{place_name}监测数据", columns, body, note=note)


def _shown(point: Point | None) -> Decimal | None:
    """The value with the decimals the page shows, not those of the store."""
    if point is None or point.value is None:
        return None
    return Decimal(format_number(point.value, point.decimals))


def grid_csv(rows: Sequence[GridRow]) -> bytes:
    """One line a value, in UTF-8 with the mark Excel and WPS need; a text that looks like a formula gets a quote."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(CSV_HEAD)
    for row in rows:
        for point in row.points:
            if point is not None:
                writer.writerow([_plain(text) for text in _csv_line(row, point)])
    return stream.getvalue().encode("utf-8-sig")


def _csv_line(row: GridRow, point: Point) -> Iterator[str]:
    indicator = row.indicator
    yield from (row.region.name, row.region.code, indicator.code, indicator.name, row.group, indicator.unit)
    yield indicator.source_unit.name if indicator.source_unit else ""
    yield from (str(point.year), period_label(point.period))
    for number, decimals in ((point.value, point.decimals), (point.numerator, None), (point.denominator, None)):
        yield "" if number is None else format_number(number, decimals)
    yield from (point.status if point.value is not None else "", point.source, "；".join(_remarks(point)))


def _plain(text: str) -> str:
    if text.startswith(_FORMULA) and not text.lstrip("+-").replace(".", "").isdigit():
        return f"'{text}"
    return text


def remarks_of(row: GridRow) -> list[str]:
    """What must be said about the values of a row, by year."""
    return [f"{point.year}年{words}" for point in row.points if point is not None for words in _remarks(point)]


def _remarks(point: Point) -> list[str]:
    words = []
    if point.withheld:
        pooled = f"，三年合并{point.pooled}" if point.pooled is not None else ""
        words.append(f"{point.withheld}{pooled}")
    elif point.absence:
        words.append(point.absence)
    elif point.status != "正式数":
        words.append(f"为{point.status}")
    if point.note:
        words.append(point.note)
    elif point.break_before:
        words.append("口径变化，与以前不可比")
    return words
