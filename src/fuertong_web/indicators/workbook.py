"""The catalogue of a place as an Excel file."""

from collections.abc import Iterable

from django.http import HttpResponse

from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.sheets import SheetTable, sheet

COLUMNS = (
    "代码", "指标", "计量单位", "类型", "小数位数", "好的方向", "分子", "分母", "口径", "口径来历", "口径出处",
    "来源单位", "统计年度", "敏感程度", "目标数",
)  # fmt: skip


def indicators_workbook(title: str, rows: Iterable[Indicator]) -> HttpResponse:
    """One row an indicator; `rows` carry `target_count`."""
    cells = [
        [
            row.code, row.name, row.unit, row.get_kind_display(), row.decimals,
            row.get_polarity_display() if row.polarity else "待回答", row.numerator, row.denominator, row.definition,
            row.get_standing_display(), row.source, row.source_unit.name if row.source_unit else "",
            row.get_statistical_year_display(), row.get_sensitivity_display(), getattr(row, "target_count", None),
        ]
        for row in rows
    ]  # fmt: skip
    return sheet(title, SheetTable(columns=COLUMNS, rows=cells))
