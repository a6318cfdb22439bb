"""Alignment on paper (规划衔接情况表): each target beside the upper plan's, grouped by how it stands."""

from collections.abc import Sequence

from fuertong.planning.alignment import Alignment, AlignmentRow, Standing
from fuertong.planning.duties import target_words
from fuertong.planning.subjects import Placed
from fuertong.planning.succession import SuccessionRow
from fuertong.reports.blocks import Align, Block, Column, Paragraph, ParagraphKind, Report, Row, Table, plain
from fuertong.workbooks.tables import write_table

SILENT = "—"


def alignment_report(alignments: Sequence[Alignment], *, notes: Sequence[str] = (), day: str = "") -> Report:
    """One table each upper plan, on landscape pages; the standing as a band over its rows."""
    blocks: list[Block] = []
    for one in alignments:
        blocks += [Paragraph(plain(summary(one))), _table(one)]
    blocks += [Paragraph(plain(note), ParagraphKind.NOTE) for note in notes]
    title = f"{alignments[0].plan.title.strip('《》')}与上级规划衔接情况表"
    return Report(title=title, blocks=tuple(blocks), day=day, landscape=True)


def summary(one: Alignment) -> str:
    """How many of each, with the upper plan's title."""
    counts = [f"{standing.label}{number}项" for standing, number in one.counts.items() if number]
    doubtful = sum(not row.sure for row in one.rows)
    doubt = f"其中{doubtful}项只是名称相近，请核对是否同一指标。" if doubtful else ""
    return f"与《{one.upper.title.strip('《》')}》相比：{'、'.join(counts) or '没有可比的指标'}。{doubt}"


def _table(one: Alignment) -> Table:
    rows: list[Row] = []
    number = 0
    for standing in Standing:
        own = one.of(standing)
        if own:
            rows.append(Row(cells=(plain(f"{standing.label}（{len(own)}项）"),), band=True))
        for row in own:
            number += 1
            rows.append(Row(cells=tuple(plain(text) for text in (str(number), *cells(row)))))
    return Table(
        columns=(
            Column(title="序号", width=11, align=Align.CENTRE),
            Column(title="指标", width=46),
            Column(title="本级要求", width=40),
            Column(title=f"{one.upper_name}要求", width=40),
            Column(title="说明", width=62),
            Column(title="牵头单位", width=26),
        ),
        rows=tuple(rows),
    )


def cells(row: AlignmentRow) -> tuple[str, str, str, str, str]:
    """Indicator, our demand, theirs, the reason, who leads here."""
    leads = "、".join(row.mine.leads) if row.mine else ""
    return row.name, demand(row.mine), demand(row.theirs), told(row), leads or SILENT


def told(row: AlignmentRow | SuccessionRow) -> str:
    """The reason beside the two demands: short where both name one indicator for certain."""
    return row.brief if row.sure and row.brief else row.reason


def demand(item: Placed | None) -> str:
    """What a target asks for with its year, without the indicator's name."""
    if item is None:
        return SILENT
    words = target_words(item.target, item.plan).removeprefix(item.target.indicator).strip()
    words = words.removeprefix(item.target.indicator.removesuffix("差距"))
    year = f"（{item.deadline}年）" if item.deadline and "年）" not in words else ""
    return f"{words or item.target.quote}{year}"


def alignment_sheet(alignments: Sequence[Alignment]) -> bytes:
    """The rows as a workbook."""
    rows = [
        (one.upper_name, row.standing.label, *cells(row), "" if row.sure else "名称相近，请核对")
        for one in alignments
        for row in one.rows
    ]
    columns = ("上级", "结论", "指标", "本级要求", "上级要求", "说明", "牵头单位", "备注")
    return write_table("与上级规划衔接情况", columns, rows)
