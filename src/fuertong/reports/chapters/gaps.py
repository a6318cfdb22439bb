"""Distances still to go (差距分析) and values still to come (到期待数), each as a table with the unit that answers."""

from collections.abc import Iterator

from fuertong.model.verdict import Verdict
from fuertong.reports.asking import compare_unit, in_text, required
from fuertong.reports.blocks import Align, Block, Column, Paragraph, Row, Run, Table, Words, plain
from fuertong.reports.chapters.cells import MISSING, verdict_text
from fuertong.reports.comparison import COMPARISONS
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import TargetFacts
from fuertong.reports.figures import distance, published
from fuertong.reports.series import Line, figure
from fuertong.reports.tally import agreed_verdict
from fuertong.reports.templates import Chapter


@chapter("due")
def due(desk: Desk, about: Chapter) -> Iterator[Block]:
    """The targets whose last value is not out, with the date expected and the owner: first in a final report."""
    waiting = [target for target in desk.facts.targets if agreed_verdict(target) is Verdict.DUE]
    yield desk.heading(desk.filled(about.heading))
    if not waiting:
        yield Paragraph(plain("各项指标到期年份的数据均已发布，没有到期待数的指标。"))
        return
    yield Paragraph(
        plain(
            f"有{len(waiting)}项指标到期年份的数据尚未发布，暂不认定，不计入达标率的分母；数据发布并认定后另出补充稿。"
        )
    )
    yield desk.table_title("到期待数指标", "table-due")
    yield Table(columns=_DUE_COLUMNS, rows=tuple(_due_row(desk, n, t) for n, t in enumerate(waiting, start=1)))


_DUE_COLUMNS = (
    Column(title="序号", width=11, align=Align.CENTRE),
    Column(title="指标", width=46),
    Column(title="目标", width=30, align=Align.CENTRE),
    Column(title="最近一次数据", width=31, align=Align.CENTRE),
    Column(title="预计发布时间", width=38, align=Align.CENTRE),
)


def _due_row(desk: Desk, number: int, target: TargetFacts) -> Row:
    line = Line(uid=target.uid, indicator=target.indicator, points=target.points)
    latest = line.latest(desk.facts.year)
    value: Words = (*figure(line, latest), Run(f"（{latest.year}年）")) if latest else plain(MISSING)
    unit = "、".join(target.lead) or "责任单位"
    expected: Words = (
        plain(f"{target.due}（{unit}）") if target.due else (Run(f"【预计发布时间待{unit}补充】", gap=True),)
    )
    cells = (
        plain(str(number)),
        plain(target.indicator.name),
        plain(in_text(target, desk.pen.wording)),
        value,
        expected,
    )
    return Row(cells=cells)


@chapter("gaps")
def gaps(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Every target with a number that its newest value does not reach, with the distance."""
    rows = [row for target in desk.facts.targets if (row := _gap(desk, target))]
    yield desk.heading(desk.filled(about.heading))
    if not rows:
        yield Paragraph(plain("有数据的可量化指标均已达到目标值，没有差距需要列出。"))
        return
    yield Paragraph(plain(f"以最新数据与目标值比较，尚有差距的可量化指标{len(rows)}项，列表如下。"))
    yield desk.table_title("尚有差距的可量化指标", "table-gaps")
    numbered = tuple(Row(cells=(plain(str(n)), *cells)) for n, cells in enumerate(rows, start=1))
    yield Table(columns=_GAP_COLUMNS, rows=numbered)


_GAP_COLUMNS = (
    Column(title="序号", width=11, align=Align.CENTRE),
    Column(title="指标", width=40),
    Column(title="最新数据", width=26, align=Align.CENTRE),
    Column(title="目标", width=26, align=Align.CENTRE),
    Column(title="差距", width=22, align=Align.CENTRE),
    Column(title="认定", width=31),
)


def _gap(desk: Desk, target: TargetFacts) -> tuple[Words, ...] | None:
    asked, test = required(target), COMPARISONS.get(target.comparator or "")
    line = Line(uid=target.uid, indicator=target.indicator, points=target.points)
    point = line.latest(desk.facts.year)
    value = published(point, target.indicator) if point else None
    if target.sealed or not target.quantified or asked is None or test is None or point is None or value is None:
        return None
    if test(value, asked):
        return None
    year = "" if point.year == desk.facts.year else f"（{point.year}年）"
    apart = distance(abs(value - asked), compare_unit(target)) if value != asked else "持平，未超过"
    return (
        plain(target.indicator.name),
        (*figure(line, point), Run(year)) if year else figure(line, point),
        plain(in_text(target, desk.pen.wording)),
        plain(apart),
        plain(verdict_text(target)),
    )
