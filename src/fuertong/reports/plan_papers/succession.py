"""Succession on paper (规划接续情况表): the new plan's targets beside the old one's, grouped by what became of them."""

from fuertong.planning.succession import Change, Succession, SuccessionRow
from fuertong.reports.blocks import Align, Block, Column, Heading, Paragraph, Report, Row, Table, plain
from fuertong.reports.plan_papers.alignment import demand, told
from fuertong.workbooks.tables import write_table


def succession_report(found: Succession, *, day: str = "") -> Report:
    """The table of targets, then the goals that are new and those dropped, on landscape pages."""
    new, old = found.new.title.strip("《》"), found.old.title.strip("《》")
    blocks: list[Block] = [Paragraph(plain(summary(found))), _table(found)]
    for heading, goals in (
        (
            "新增的主要目标",
            [(pair.new.domain.title, pair.new.goal) for pair in found.goals if pair.new and not pair.old],
        ),
        (
            "不再列入的主要目标",
            [(pair.old.domain.title, pair.old.goal) for pair in found.goals if pair.old and not pair.new],
        ),
    ):
        if goals:
            blocks.append(Heading(1, f"{heading}（{len(goals)}条）"))
            blocks += [Paragraph(plain(f"{domain}第{goal.no}条：{goal.text}")) for domain, goal in goals]
    return Report(title=f"{new}与{old}接续情况表", blocks=tuple(blocks), day=day, landscape=True)


def summary(found: Succession) -> str:
    """How many of each."""
    counts = [f"{change.label}{number}项" for change, number in found.counts.items() if number]
    doubtful = sum(not row.sure for row in found.rows)
    doubt = f"其中{doubtful}项只是名称相近，请确认是否同一指标。" if doubtful else ""
    return f"指标值：{'、'.join(counts) or '没有'}。{doubt}"


def _table(found: Succession) -> Table:
    rows: list[Row] = []
    number = 0
    for change in Change:
        own = found.of(change)
        if own:
            rows.append(Row(cells=(plain(f"{change.label}（{len(own)}项）"),), band=True))
        for row in own:
            number += 1
            rows.append(Row(cells=tuple(plain(text) for text in (str(number), *cells(row)))))
    return Table(
        columns=(
            Column(title="序号", width=11, align=Align.CENTRE),
            Column(title="指标", width=46),
            Column(title="上一周期", width=40),
            Column(title="新规划", width=40),
            Column(title="说明", width=62),
            Column(title="牵头单位变化", width=26),
        ),
        rows=tuple(rows),
    )


def cells(row: SuccessionRow) -> tuple[str, str, str, str, str]:
    """Indicator (with its old name), the old demand, the new one, the reason, the hand-over."""
    name = row.name
    if row.renamed and row.old:
        name += f"（原称：{row.old.target.indicator}）"
    return name, demand(row.old), demand(row.new), told(row), row.handed_over or "—"


def succession_sheet(found: Succession) -> bytes:
    """The rows as a workbook."""
    rows = [(row.change.label, *cells(row), "" if row.sure else "名称相近，请确认") for row in found.rows]
    columns = ("变化", "指标", "上一周期", "新规划", "说明", "牵头单位变化", "备注")
    return write_table("规划接续情况", columns, rows)
