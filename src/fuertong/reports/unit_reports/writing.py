"""A unit's report to be filled in (单位报告发出): only the goals it leads, with its values and 认定 filled in."""

from collections.abc import Iterator, Sequence

from fuertong.errors import FuertongError
from fuertong.model.organisation import Unit
from fuertong.reports.asking import in_table
from fuertong.reports.blocks import (
    Align,
    Block,
    Column,
    Heading,
    Paragraph,
    ParagraphKind,
    Report,
    Role,
    Row,
    Run,
    Table,
    Trace,
    Words,
    plain,
)
from fuertong.reports.chapters.opening import chinese_date
from fuertong.reports.disclosure import disclosed
from fuertong.reports.facts import Facts, TargetFacts
from fuertong.reports.figures import chinese_number, number, published
from fuertong.reports.series import Line
from fuertong.reports.tally import agreed_verdict, is_qualitative
from fuertong.reports.unit_reports.occasions import Occasion, Slot, about
from fuertong.reports.unit_reports.tasks import Task, Tasks, leading, tasks_of
from fuertong.reports.wording import default_wording

MISSING, KEPT_BACK = "—", "＊"
SIGNATURES = ("单位负责人", "填表人", "联系电话", "报出日期")


def unit_report(plans: Sequence[Facts], unit: Unit, occasion: Occasion, *, year: int | None = None) -> Report:
    """The report of one unit over all the plans given, ready to be written as Word and sent.

    `year` is the year reported on, the work year by default. FuertongError when the unit leads no goal.
    """
    shown = [disclosed(facts) for facts in plans]
    tasks = tasks_of(unit, shown)
    if not tasks.leads:
        raise FuertongError(f"{unit.name}没有牵头的目标，不需要填写这份报告。")
    year = year or shown[0].work_year
    words = {"unit": unit.name, "year": str(year), "next": str(year + 1), "plans": _plans(shown)}
    return Report(
        title=about(occasion).title.format(**words),
        blocks=tuple(_blocks(shown, unit, occasion, tasks, words)),
        author=unit.name,
        day=shown[0].cutoff.isoformat(),
    )


def slot_mark(task: Task, slot: Slot) -> Trace:
    """What the bookmark of a slot's label stands for: the goal and the slot."""
    return Trace(uid=task.uid, role=Role.SLOT, breakdown=slot.key)


def label_of(slot: Slot, words: dict[str, str]) -> str:
    """The label with its years filled in."""
    return f"{slot.label.format(**words)}："


def _plans(plans: Sequence[Facts]) -> str:
    short = "纲要" if all("纲要" in facts.plan.title for facts in plans) else "规划"
    return f"{''.join(facts.plan.audience.label for facts in plans)}发展{short}"


def _blocks(
    plans: Sequence[Facts], unit: Unit, occasion: Occasion, tasks: Tasks, words: dict[str, str]
) -> Iterator[Block]:
    lead, support = len(tasks.leads), len(tasks.supports)
    yield Paragraph(
        plain(
            f"{unit.name}牵头目标{lead}条，配合目标{support}条。本报告只需填写牵头的目标，用于"
            f"{about(occasion).purpose}。各表中的数据截至{chinese_date(plans[0].cutoff)}，认定由"
            f"{plans[0].bodies.group}作出；数据有误的，请在填报系统或报表中更正，不要在本文件中改数。"
            "填好后加盖公章，连同本Word文件一并交回。"
        )
    )
    for place, facts in enumerate(plans, start=1):
        mine = [task for task in tasks.leads if task.audience is facts.plan.audience]
        if not mine:
            continue
        yield Heading(1, f"{chinese_number(place)}、{facts.plan.audience.label}发展规划牵头目标")
        for number_, task in enumerate(mine, start=1):
            yield Heading(2, f"（{chinese_number(number_)}）{task.heading}")
            yield from _task(facts, task, occasion, words)
    if tasks.supports:
        yield Heading(1, f"{chinese_number(len(plans) + 1)}、配合的目标（不需要填写）")
        yield _supported(tasks.supports)
    yield Paragraph(())
    yield from (Paragraph(plain(f"{name}：")) for name in SIGNATURES)
    yield Paragraph(plain(f"{unit.name}（盖章）"), ParagraphKind.SIGNATURE)


def _task(facts: Facts, task: Task, occasion: Occasion, words: dict[str, str]) -> Iterator[Block]:
    if task.goal.targets:
        yield _values(facts, task)
    for slot in about(occasion).slots:
        if slot.asked_of(task.goal):
            yield Paragraph((Run(label_of(slot, words), slot_mark(task, slot)),))
            yield Paragraph(plain(slot.hint))


def _values(facts: Facts, task: Task) -> Table:
    base = next((t.base_year for t in task.goal.targets if t.base_year), facts.plan.period[0] - 1)
    right, centre = Align.RIGHT, Align.CENTRE
    columns = (
        Column(title="指标", width=44),
        Column(title="单位", width=15, align=centre),
        Column(title=f"{base}年", width=17, align=right),
        Column(title=f"{facts.year - 1}年", width=17, align=right),
        Column(title=f"{facts.year}年", width=17, align=right),
        Column(title="目标", width=19, align=centre),
        Column(title="认定", width=27),
    )
    return Table(columns=columns, rows=tuple(_row(facts, target, base) for target in task.goal.targets))


def _row(facts: Facts, target: TargetFacts, base: int) -> Row:
    unit = target.indicator.unit if target.indicator.unit and not is_qualitative(target) else MISSING
    verdict = agreed_verdict(target)
    word = "暂不公布" if target.sealed else f"{verdict.sign} {verdict.value.removeprefix('定性：')}"
    return Row(
        cells=(
            plain(target.indicator.name),
            plain(unit),
            *(_value(target, year) for year in (base, facts.year - 1, facts.year)),
            plain(in_table(target, default_wording())),
            plain(word),
        )
    )


def _value(target: TargetFacts, year: int) -> Words:
    point = target.point(year)
    if point is not None and point.withheld:
        return plain(KEPT_BACK)
    value = published(point, target.indicator) if point else None
    if value is None or point is None:
        return plain(MISSING)
    line = Line(uid=target.uid, indicator=target.indicator, points=target.points)
    return (Run(number(value), line.trace(point)),)


def _supported(tasks: Sequence[Task]) -> Table:
    columns = (
        Column(title="领域", width=34, merged=True, align=Align.CENTRE),
        Column(title="序号", width=14, align=Align.CENTRE),
        Column(title="主要目标", width=72),
        Column(title="牵头单位", width=36),
    )
    rows = tuple(
        Row(
            cells=(
                plain(task.domain.title),
                plain(str(task.goal.no)),
                plain(task.goal.text),
                plain("、".join(leading(task.goal)[:1]) or MISSING),
            )
        )
        for task in tasks
    )
    return Table(columns=columns, rows=rows)
