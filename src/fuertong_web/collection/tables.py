"""The data query as a workbook (导出Excel)."""

from collections.abc import Sequence

from django.utils import timezone

from fuertong.workbooks.tables import Column, write_table
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.selectors.query import GridRow


def grid_workbook(rows: Sequence[GridRow], years: Sequence[int], *, place_name: str) -> bytes:
    """Indicators × years as shown on the page: numbers as numbers, what may not be shown as its word."""
    columns: list[Column | str] = ["指标", "分组", "计量单位", "数据来源单位", *(f"{year}年" for year in years), "备注"]
    body = [
        [
            row.indicator.name,
            breakdown_label(row.breakdown),
            row.indicator.unit,
            row.indicator.source_unit.name if row.indicator.source_unit else "",
            *(None if point is None else point.value for point in row.points),
            "；".join(_remarks(row)),
        ]
        for row in rows
    ]
    today = timezone.localdate().isoformat()
    return write_table(f"{place_name}监测数据", columns, body, note=f"内部 导出日期{today}")


def _remarks(row: GridRow) -> list[str]:
    words = []
    for point in row.points:
        if point is None:
            continue
        if point.withheld:
            pooled = f"，三年合并{point.pooled}" if point.pooled is not None else ""
            words.append(f"{point.year}年{point.withheld}{pooled}")
        elif point.absence:
            words.append(f"{point.year}年{point.absence}")
        elif point.status != "正式数":
            words.append(f"{point.year}年为{point.status}")
    return words
