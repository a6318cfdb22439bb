"""What a supplement changes (补充稿): values come out since, verdicts given since, and the rates side by side."""

from collections.abc import Iterator

from fuertong.model.verdict import Verdict
from fuertong.reports.blocks import Align, Block, Column, Paragraph, Row, Table, plain, text_of
from fuertong.reports.chapters.cells import MISSING, newest_cell, verdict_text
from fuertong.reports.chapters.opening import chinese_date
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import Facts, TargetFacts
from fuertong.reports.figures import percentage
from fuertong.reports.sentences import target_sentences
from fuertong.reports.tally import agreed_verdict, tally
from fuertong.reports.templates import Chapter

_COLUMNS = (
    Column(title="序号", width=11, align=Align.CENTRE),
    Column(title="指标", width=45),
    Column(title="原稿数据", width=22, align=Align.CENTRE),
    Column(title="补充数据", width=22, align=Align.CENTRE),
    Column(title="原稿认定", width=28),
    Column(title="补充认定", width=28),
)


@chapter("differences")
def differences(desk: Desk, about: Chapter) -> Iterator[Block]:
    """The targets that differ from the report this one replaces, told and tabled; the rates with both denominators."""
    earlier = desk.earlier
    if earlier is None:
        return
    yield desk.heading(desk.filled(about.heading))
    before = {target.uid: target for target in earlier.targets}
    pairs = [(before[t.uid], t) for t in desk.facts.targets if t.uid in before and _differs(before[t.uid], t, desk)]
    arrived = [
        new for old, new in pairs if agreed_verdict(old) is Verdict.DUE and agreed_verdict(new) is not Verdict.DUE
    ]
    yield Paragraph(plain(_lead(earlier, len(pairs), len(arrived))))
    yield Paragraph(plain(f"{_rate(earlier, '原稿')}；{_rate(desk.facts, '本稿')}。"))
    if not pairs:
        return
    yield desk.table_title("与原稿不同的指标", "table-differences")
    yield Table(columns=_COLUMNS, rows=tuple(_row(desk, n, *pair) for n, pair in enumerate(pairs, start=1)))
    for old, new in pairs:
        reason = new.remark or ("到期年份数据已发布" if new in arrived else "")
        told = f"（{reason.rstrip('。')}）" if reason else ""
        lead = plain(f"原稿认定为“{agreed_verdict(old).value}”{told}。")
        yield Paragraph((*lead, *target_sentences(new, desk.pen, brief=True)))


def _differs(old: TargetFacts, new: TargetFacts, desk: Desk) -> bool:
    year = desk.facts.year
    moved = text_of(newest_cell(old, year)) != text_of(newest_cell(new, year))
    return moved or agreed_verdict(old) is not agreed_verdict(new)


def _arrived(old: TargetFacts, new: TargetFacts) -> bool:
    return agreed_verdict(old) is Verdict.DUE and agreed_verdict(new) not in (Verdict.DUE, Verdict.OPEN)


def _lead(earlier: Facts, count: int, arrived: int) -> str:
    start = f"原稿使用截至{chinese_date(earlier.cutoff)}的数据。"
    if not count:
        return f"{start}与原稿相比，各项指标的数据和认定没有变化。"
    due = f"，其中原为到期待数、现已认定的{arrived}项" if arrived else ""
    return f"{start}与原稿相比，数据或认定有变化的指标{count}项{due}，其余指标不变，仍以原稿为准。"


def _rate(facts: Facts, name: str) -> str:
    count = tally(facts.targets, nearly_met_counts=facts.nearly_met_counts)
    waiting = count.words[Verdict.DUE]
    due = f"，另有到期待数{waiting}项" if waiting else ""
    if not count.judged:
        return f"{name}没有可计算达标率的指标{due}"
    share = percentage(count.met, count.judged)
    return f"{name}有数据并已认定的可量化指标{count.judged}项，已达标{count.met}项，达标率{share}{due}"


def _row(desk: Desk, number: int, old: TargetFacts, new: TargetFacts) -> Row:
    year = desk.facts.year
    cells = (
        plain(str(number)),
        plain(f"{new.indicator.name}（{new.indicator.unit}）" if new.indicator.unit else new.indicator.name),
        plain(text_of(newest_cell(old, year)) or MISSING),
        newest_cell(new, year),
        plain(verdict_text(old)),
        plain(verdict_text(new)),
    )
    return Row(cells=cells)
