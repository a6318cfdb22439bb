"""The breakdown of responsibilities to be issued (目标责任分解表): by plan with domains merged, and by unit."""

from collections.abc import Sequence

from fuertong.planning.duties import DutyRow, UnitDuties, by_unit
from fuertong.reports.blocks import Align, Block, Column, Heading, Paragraph, Report, Row, Table, plain
from fuertong.workbooks.issued import write_issued
from fuertong.workbooks.tables import Column as SheetColumn

NONE = "—"
_MISSING = "（待定）"


def duties_report(title: str, rows: Sequence[DutyRow], *, annex: str = "附件", day: str = "") -> Report:
    """The goals of one plan in its order, on landscape pages with the head repeated."""
    table = Table(
        columns=(
            Column(title="领域", width=20, align=Align.CENTRE, merged=True),
            Column(title="序号", width=12, align=Align.CENTRE),
            Column(title="主要目标", width=82),
            Column(title="可监测的指标值", width=50),
            Column(title="牵头单位", width=27),
            Column(title="配合单位", width=34),
        ),
        rows=tuple(Row(cells=tuple(plain(text) for text in _cells(row))) for row in rows),
    )
    return Report(title=f"{title.strip('《》')}目标责任分解表", blocks=(table,), annex=annex, landscape=True, day=day)


def _cells(row: DutyRow) -> tuple[str, ...]:
    return (
        row.domain,
        str(row.no),
        row.text,
        "；".join(row.targets) or NONE,
        "、".join(row.leads) or _MISSING,
        "、".join(row.supports) or NONE,
    )


def unit_duties_report(title: str, rows: Sequence[DutyRow], *, annex: str = "附件", day: str = "") -> Report:
    """The same by unit: a table of what it leads and the numbers of the goals it supports."""
    units = by_unit(rows)
    blocks: list[Block] = []
    for number, unit in enumerate(units, start=1):
        blocks.append(Heading(2, f"（{number}）{unit.name}"))
        blocks.append(Paragraph(plain(_load(unit))))
        if unit.leads:
            blocks.append(_unit_table(unit))
    return Report(
        title=f"{title.strip('《》')}目标责任分解表（按单位）",
        blocks=tuple(blocks),
        annex=annex,
        landscape=True,
        day=day,
    )


def _load(unit: UnitDuties) -> str:
    words = f"牵头目标{len(unit.leads)}条，配合目标{len(unit.supports)}条。"
    if not unit.supports:
        return words
    numbers: dict[str, list[int]] = {}
    for row in unit.supports:
        numbers.setdefault(f"{row.plan}规划“{row.domain}”", []).append(row.no)
    listed = "；".join(f"{domain}第{'、'.join(map(str, found))}条" for domain, found in numbers.items())
    return f"{words}配合的目标：{listed}。"


def _unit_table(unit: UnitDuties) -> Table:
    return Table(
        columns=(
            Column(title="领域", width=28, align=Align.CENTRE, merged=True),
            Column(title="序号", width=14, align=Align.CENTRE),
            Column(title="牵头的主要目标", width=100),
            Column(title="可监测的指标值", width=50),
            Column(title="配合单位", width=33),
        ),
        rows=tuple(
            Row(
                cells=tuple(
                    plain(text)
                    for text in (
                        row.domain,
                        str(row.no),
                        row.text,
                        "；".join(row.targets) or NONE,
                        "、".join(row.supports) or NONE,
                    )
                )
            )
            for row in unit.leads
        ),
    )


def duties_sheet(title: str, rows: Sequence[DutyRow], *, annex: str = "附件") -> bytes:
    """Two sheets to be issued: by goal, with domains merged, and by unit where the plan names any."""
    columns = tuple(
        SheetColumn(title=name, width=width)
        for name, width in (
            ("领域", 12),
            ("序号", 6),
            ("主要目标", 52),
            ("可监测的指标值", 34),
            ("牵头单位", 18),
            ("配合单位", 24),
        )
    )
    by_goal = [_cells(row) for row in rows]
    units = [
        (unit.name, word, *(f"{row.plan}规划 {row.domain}", str(row.no), row.text, "；".join(row.targets) or NONE))
        for unit in by_unit(rows)
        for word, found in (("牵头", unit.leads), ("配合", unit.supports))
        for row in found
    ]
    full = f"{title.strip('《》')}目标责任分解表"
    unit_columns = tuple(
        SheetColumn(title=name, width=width)
        for name, width in (
            ("单位", 20),
            ("分工", 8),
            ("领域", 22),
            ("序号", 6),
            ("主要目标", 60),
            ("可监测的指标值", 34),
        )
    )
    sheets = {"按目标": (columns, by_goal, 1)} | ({"按单位": (unit_columns, units, 3)} if units else {})
    return write_issued(full, sheets, annex=annex)
