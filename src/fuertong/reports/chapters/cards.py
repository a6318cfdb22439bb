"""Goal cards (目标卡片): one goal a page, with its text, units, targets, series and what units wrote."""

from collections.abc import Iterator

from fuertong.model.verdict import Verdict
from fuertong.reports.asking import in_table
from fuertong.reports.blocks import Align, Block, Column, PageBreak, Paragraph, Row, Run, Table, Words, plain
from fuertong.reports.chapters.cells import MISSING, newest_cell, value_cell, verdict_text
from fuertong.reports.chapters.line_charts import chosen_for_charts, line_chart
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import DomainFacts, GoalFacts, NoteKind, TargetFacts
from fuertong.reports.tally import goal_verdict
from fuertong.reports.templates import Chapter

_ABOUT = (Column(title="项目", width=28, align=Align.CENTRE), Column(title="内容", width=128))
_WORDS = {NoteKind.CAUSE: "原因", NoteKind.PROPOSAL: "建议"}


@chapter("cards")
def cards(desk: Desk, about: Chapter) -> Iterator[Block]:
    """A card a goal, each on a page of its own; option `charts` a card."""
    first = True
    for domain in desk.facts.domains:
        for goal in domain.goals:
            if not first:
                yield PageBreak()
            first = False
            yield from _card(desk, domain, goal, about.count("charts", 1))


def _card(desk: Desk, domain: DomainFacts, goal: GoalFacts, charts: int) -> Iterator[Block]:
    yield desk.heading(f"{domain.title}·第{goal.no}项主要目标")
    lead = goal.lead or tuple(dict.fromkeys(unit for target in goal.targets for unit in target.lead))
    support = dict.fromkeys(unit for target in goal.targets for unit in target.support)
    rows = (
        ("主要目标", goal.text),
        ("牵头单位", "、".join(lead) or MISSING),
        ("配合单位", "、".join(unit for unit in support if unit not in lead) or MISSING),
        (f"{desk.facts.year}年认定", _standing(desk, goal)),
    )
    yield Table(columns=_ABOUT, rows=tuple(Row(cells=(plain(name), plain(text))) for name, text in rows))
    if goal.targets:
        yield desk.table_title("指标情况")
        yield Table(columns=_columns(desk), rows=tuple(_row(desk, target) for target in goal.targets))
    for target in chosen_for_charts(goal.targets, desk.facts.year, charts):
        yield line_chart(desk, target)
    for target in goal.targets:
        yield from _notes(target)


def _standing(desk: Desk, goal: GoalFacts) -> str:
    """The goal's verdict; before the plan ends a goal none of whose targets is met yet is 尚未达标, not 未达标."""
    verdict = goal_verdict(goal)
    if verdict is Verdict.MISSED and goal.verdict is Verdict.OPEN and desk.facts.year < desk.facts.plan.period[1]:
        return "尚未达标"
    return f"{verdict.sign} {verdict.value.removeprefix('定性：')}"


def _columns(desk: Desk) -> tuple[Column, ...]:
    right, year = Align.RIGHT, desk.facts.year
    return (
        Column(title="指标", width=52),
        Column(title="基期", width=18, align=right),
        Column(title=f"{year - 1}年", width=18, align=right),
        Column(title=f"{year}年", width=18, align=right),
        Column(title="目标", width=24, align=Align.CENTRE),
        Column(title="认定", width=26),
    )


def _row(desk: Desk, target: TargetFacts) -> Row:
    year = desk.facts.year
    base = target.base_year or desk.facts.plan.period[0] - 1
    unit = f"（{target.indicator.unit}）" if target.indicator.unit else ""
    values: tuple[Words, ...] = (value_cell(target, base), value_cell(target, year - 1), newest_cell(target, year))
    asked, verdict = plain(in_table(target, desk.pen.wording)), plain(verdict_text(target))
    return Row(cells=(plain(f"{target.indicator.name}{unit}"), *values, asked, verdict))


def _notes(target: TargetFacts) -> Iterator[Block]:
    for note in target.notes:
        told = f"{target.indicator.name}{_WORDS[note.kind]}（{note.unit}）：{note.text.rstrip('。')}。"
        yield Paragraph((Run(told),))
