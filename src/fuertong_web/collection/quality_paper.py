"""The quality report of a round as a paper (数据质量评价): Word in official layout, and the rows of its table."""

from collections.abc import Sequence
from decimal import Decimal

from fuertong.reports.blocks import Align, Column, Paragraph, Report, Row, Table, plain
from fuertong_web.collection.models import Round
from fuertong_web.collection.selectors.unit_quality import FORMULA, UnitQuality, one_decimal

COLUMNS = ("单位", "应报项数", "已报项数", "完整率", "及时", "退回项数", "提示项数", "已说明", "分组覆盖率", "得分")
_COUNTS = (1, 2, 5, 6, 7, 9)
"""The columns that hold plain numbers."""
_WIDTHS = (52, 19, 19, 21, 34, 19, 19, 18, 22, 16)


def quality_rows(rows: Sequence[UnitQuality]) -> list[list[str]]:
    """One row a unit, as printed."""
    return [
        [
            row.form.unit.name,
            str(row.asked),
            str(row.filled),
            one_decimal(row.completeness) if row.asked else "—",
            row.timely_words,
            str(row.returned),
            str(row.flagged),
            str(row.explained),
            one_decimal(row.coverage),
            "—" if row.score is None else f"{row.score:.1f}",
        ]
        for row in rows
    ]


def quality_figures(rows: Sequence[UnitQuality]) -> list[list[object]]:
    """The same for a workbook, the counts and the score as numbers."""
    return [
        [text if number not in _COUNTS else _number(text) for number, text in enumerate(cells)]
        for cells in quality_rows(rows)
    ]


def _number(text: str) -> Decimal | None:
    return None if text == "—" else Decimal(text)


def quality_paper(round: Round, rows: Sequence[UnitQuality]) -> Report:
    """The report: how the score is made, then the table on landscape pages."""
    table = Table(
        columns=tuple(
            Column(title=title, width=width, align=Align.LEFT if number == 0 else Align.CENTRE)
            for number, (title, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True))
        ),
        rows=tuple(Row(cells=tuple(plain(text) for text in cells)) for cells in quality_rows(rows)),
    )
    return Report(
        title=f"{round.title}数据质量评价",
        blocks=(table, Paragraph(plain(FORMULA))),
        landscape=True,
    )
