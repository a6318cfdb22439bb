"""The background (基本情况): population, share of women, output, spending; and what changed since last year."""

from collections.abc import Iterator

from fuertong.reports.blocks import Block, Paragraph, Run, plain
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import ChangeFacts, ChangeKind
from fuertong.reports.sentences import value_sentence
from fuertong.reports.series import Line
from fuertong.reports.templates import Chapter


@chapter("background")
def background(desk: Desk, about: Chapter) -> Iterator[Block]:
    """One paragraph of value sentences; nothing when no figure of the year can be printed."""
    runs: list[Run] = []
    for item in desk.facts.background:
        line = Line(uid=item.uid, indicator=item.indicator, points=item.points)
        runs += value_sentence(line, desk.pen, opening=not runs)
    if runs:
        yield desk.heading(about.heading)
        yield Paragraph(tuple(runs))


@chapter("changes")
def changes(desk: Desk, _: Chapter) -> Iterator[Block]:
    """What differs from last year's report: 实际变化 and 数据修订 apart (practice 25)."""
    for kind in ChangeKind:
        found = [change for change in desk.facts.changes if change.kind is kind]
        if found:
            listed = "；".join(_one(change) for change in found)
            lead = "与上年监测结果相比，认定发生变化的" if kind is ChangeKind.REAL else "因数据修订而与上年报告不同的"
            yield Paragraph(plain(f"{lead}有{len(found)}项（{kind.label}）：{listed}。"))


def _one(change: ChangeFacts) -> str:
    reason = f"（{change.reason}）" if change.reason else ""
    return f"{change.name}由“{change.before}”变为“{change.after}”{reason}"
