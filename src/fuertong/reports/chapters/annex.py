"""The annex (附件): every target with base, last year, this year, target, verdict and unit, on landscape pages."""

from collections.abc import Iterator

from fuertong.reports.asking import in_table
from fuertong.reports.blocks import (
    Align,
    Block,
    Column,
    Paragraph,
    ParagraphKind,
    Row,
    SectionBreak,
    Table,
    Words,
    plain,
)
from fuertong.reports.chapters.cells import MISSING, newest_cell, value_cell, verdict_text
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import Facts, TargetFacts
from fuertong.reports.tally import is_qualitative
from fuertong.reports.templates import Chapter


@chapter("annex")
def annex(desk: Desk, about: Chapter) -> Iterator[Block]:
    """附件 flush left, the table's title centred, the table with a band a domain."""
    yield SectionBreak(landscape=True)
    yield Paragraph(plain(about.heading), ParagraphKind.ANNEX)
    yield Paragraph(plain(desk.filled(str(about.options.get("table", "监测指标情况表")))), ParagraphKind.CENTRED)
    yield Table(columns=_columns(desk.facts), rows=tuple(_rows(desk)))


def _columns(facts: Facts) -> tuple[Column, ...]:
    bases = {target.base_year for target in facts.targets if target.base_year}
    base = f"{bases.pop()}年" if len(bases) == 1 else "基期值"
    right, centre = Align.RIGHT, Align.CENTRE
    return (
        Column(title="序号", width=11, align=centre),
        Column(title="指标名称", width=54),
        Column(title="单位", width=17, align=centre),
        Column(title=base, width=17, align=right),
        Column(title=f"{facts.year - 1}年", width=17, align=right),
        Column(title=f"{facts.year}年", width=17, align=right),
        Column(title="目标", width=28, align=centre),
        Column(title="认定", width=35),
        Column(title="责任单位", width=29),
    )


def _rows(desk: Desk) -> Iterator[Row]:
    serial = 0
    for domain in desk.facts.domains:
        yield Row(cells=(plain(domain.title),), band=True)
        for target in domain.targets:
            serial += 1
            yield Row(cells=_cells(desk, target, target.number or str(serial)))
        for target in domain.commitments:
            yield Row(cells=_cells(desk, target, MISSING, note="（策略措施，不计入达标率）"))


def _cells(desk: Desk, target: TargetFacts, serial: str, note: str = "") -> tuple[Words, ...]:
    facts = desk.facts
    base = target.base_year or facts.plan.period[0] - 1
    years = [value_cell(target, year) for year in (base, facts.year - 1)] + [newest_cell(target, facts.year)]
    return (
        plain(serial),
        plain(f"{target.indicator.name}{note}"),
        plain(target.indicator.unit if target.indicator.unit and not is_qualitative(target) else MISSING),
        *years,
        plain(in_table(target, desk.pen.wording)),
        plain(verdict_text(target)),
        plain("、".join(target.lead) or MISSING),
    )
