"""The list of warnings (早期预警清单): what a person let out, then what the verdicts say needs attention."""

from collections.abc import Iterator

from fuertong.reports.asking import in_text
from fuertong.reports.blocks import Align, Block, Column, Paragraph, ParagraphKind, Row, Run, Table, Words, plain
from fuertong.reports.chapters.cells import newest_cell, verdict_text
from fuertong.reports.chapters.problems import sorted_out
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import NoteKind, TargetFacts
from fuertong.reports.facts_evaluation import WarningColour
from fuertong.reports.templates import Chapter

_COLUMNS = (
    Column(title="序号", width=11, align=Align.CENTRE),
    Column(title="指标", width=44),
    Column(title="最新数据", width=24, align=Align.CENTRE),
    Column(title="目标", width=30, align=Align.CENTRE),
    Column(title="认定", width=30),
    Column(title="牵头单位", width=32),
    Column(title="情况说明", width=54),
)


@chapter("warning_list")
def warning_list(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Released warnings by colour, then the targets behind without one; silent warnings are never listed."""
    warned = [target for target in desk.facts.targets if target.warning and not target.sealed]
    behind, strayed, _, _ = sorted_out(desk)
    rest = [target for target in (*behind, *strayed) if target not in warned]
    counts = [(colour, sum(t.warning.colour is colour for t in warned if t.warning)) for colour in WarningColour]
    told = "、".join(f"{colour.value}{count}项" for colour, count in counts if count)
    released = f"经核实发布预警的指标{len(warned)}项（{told}）" if warned else "没有经核实发布预警的指标"
    behind_words = f"；按认定需重点关注的指标{len(rest)}项" if rest else ""
    yield Paragraph(plain(f"{desk.facts.year}年，{released}{behind_words}。"))
    rows = tuple(_rows(desk, warned, rest))
    if rows:
        yield Table(columns=_COLUMNS, rows=rows)
    yield Paragraph(plain("预警用于提醒责任单位采取措施，不是达标认定。"), ParagraphKind.NOTE)


def _rows(desk: Desk, warned: list[TargetFacts], rest: list[TargetFacts]) -> Iterator[Row]:
    number = 0
    groups = [
        (f"{colour.value}预警", [t for t in warned if t.warning and t.warning.colour is colour])
        for colour in WarningColour
    ]
    for title, targets in (*groups, ("需重点关注的指标（已认定）", rest)):
        if targets:
            yield Row(cells=(plain(f"{title}（{len(targets)}项）"),), band=True)
        for target in targets:
            number += 1
            yield Row(cells=_cells(desk, target, number))


def _cells(desk: Desk, target: TargetFacts, number: int) -> tuple[Words, ...]:
    unit = f"（{target.indicator.unit}）" if target.indicator.unit else ""
    return (
        plain(str(number)),
        plain(f"{target.indicator.name}{unit}"),
        newest_cell(target, desk.facts.year),
        plain(in_text(target, desk.pen.wording)),
        plain(verdict_text(target)),
        plain("、".join(target.lead) or "—"),
        _told(target),
    )


def _told(target: TargetFacts) -> Words:
    """The warning's sentence and the unit's answer, or the cause the unit gave, else a marked gap."""
    warning = target.warning
    if warning:
        texts = [text for text in (warning.text, f"单位回复：{warning.answer}" if warning.answer else "") if text]
        return plain("；".join(text.rstrip("。") for text in texts) or "—")
    causes = [note for note in target.notes if note.kind is NoteKind.CAUSE]
    if causes:
        return plain("；".join(f"{note.unit}：{note.text.rstrip('。')}" for note in causes))
    return (Run(f"【原因待{target.lead[0] if target.lead else '责任单位'}补充】", gap=True),)
