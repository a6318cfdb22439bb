"""The year's warning list on paper (年度预警清单): Word for what was released, Excel with everything for the office."""

from collections.abc import Sequence

from django.utils import timezone

from fuertong.assess.warning_rules import Colour
from fuertong.reports.blocks import Align, Block, Column, Paragraph, ParagraphKind, Report, Row, Table, plain
from fuertong.workbooks.tables import write_table
from fuertong_web.assessment.warning_rows import GRAVITY, Stage, WarningRow


def warning_report(rows: Sequence[WarningRow], *, place: str, year: int, day: str, named: bool) -> Report:
    """The released warnings by colour, on landscape pages; a sentence counts them, never a probability.

    `named`: with the lead units, which leaders are shown only where the place switched it on.
    """
    released = [row for row in rows if row.stage is Stage.RELEASED]
    counts = [(colour, sum(row.first.colour == colour.value for row in released)) for colour in Colour]
    words = "、".join(f"{colour.label}{number}项" for colour, number in counts if number)
    told = f"{year}年经核实发布预警{len(released)}项" + (f"，其中{words}。" if words else "。")
    blocks: list[Block] = [Paragraph(plain(told))]
    if released:
        blocks.append(_table(released, named))
    blocks.append(Paragraph(plain("预警供提醒责任单位采取措施，不是达标认定。"), ParagraphKind.NOTE))
    return Report(title=f"{place}{year}年规划指标预警清单", blocks=tuple(blocks), day=day, landscape=True)


def _table(released: Sequence[WarningRow], named: bool) -> Table:
    lines: list[Row] = []
    number = 0
    for colour in Colour:
        own = [row for row in released if row.first.colour == colour.value]
        if own:
            lines.append(Row(cells=(plain(f"{colour.label}预警（{len(own)}项）"),), band=True))
        for row in own:
            number += 1
            target, told = row.first.target, row.first
            owner = (row.owner,) if named else ()
            day = f"{timezone.localdate(told.decided_at):%Y-%m-%d}" if told.decided_at else ""
            texts = (str(number), target.name, row.open_figures, row.reasons, row.plans, *owner, told.decision, day)
            lines.append(Row(cells=tuple(plain(text) for text in texts)))
    return Table(
        columns=(
            Column(title="序号", width=11, align=Align.CENTRE),
            Column(title="指标", width=38),
            Column(title="数据和要求", width=36),
            Column(title="预警内容", width=43 if named else 62),
            Column(title="规划", width=20),
            *((Column(title="牵头单位", width=30),) if named else ()),
            Column(title="核实情况", width=34 if named else 44),
            Column(title="发布日期", width=28),
        ),
        rows=tuple(lines),
    )


def warning_sheet(rows: Sequence[WarningRow], *, year: int, named: bool) -> bytes:
    """Every warning the actor sees with its stage and history."""
    owner = ("牵头单位",) if named else ()
    columns = (
        "级别",
        "状态",
        "指标",
        "数据和要求",
        "预警内容",
        "规划",
        *owner,
        "提出日期",
        "处理人",
        "核实情况",
        "经过",
    )
    lines = [
        (
            row.first.get_colour_display(),
            row.stage.value,
            row.first.target.name,
            row.figures,
            row.reasons,
            row.plans,
            *((row.owner,) if named else ()),
            timezone.localdate(row.first.raised_at),
            row.first.decided_by,
            row.first.decision,
            "；".join(
                f"{timezone.localdate(step.at):%Y-%m-%d} {step.by}{step.get_kind_display()}"
                + (f"：{step.unit.name}" if step.unit and step.kind == step.Kind.ASKED else "")
                + (f"：{step.text}" if step.text and step.kind != step.Kind.ASKED else "")
                for step in row.steps
            ),
        )
        for row in sorted(rows, key=lambda row: GRAVITY.index(row.first.colour))
    ]
    return write_table(f"{year}年预警清单", columns, lines)
