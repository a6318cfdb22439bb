"""The list of sources (出处清单): for each number a report prints its value, revision, source, unit and date.

Numbers are found by their traces, so the list holds for any report, one merged with the edits of people included.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fuertong.reports.blocks import (
    Align,
    Column,
    Paragraph,
    ParagraphKind,
    Report,
    Role,
    Row,
    SectionBreak,
    Table,
    Trace,
    plain,
)
from fuertong.reports.disclosure import disclosed
from fuertong.reports.facts import Facts, IndicatorFacts, PointFacts
from fuertong.reports.figures import published, with_unit
from fuertong.workbooks.tables import write_table

_NONE = "—"
_SHORT = 8
_HEAD = ("序号", "报告中的写法", "指标", "年份", "分组", "数值", "数据状态", "来源", "提供单位", "审核日期", "修订号")
_WIDTHS = (10, 30, 35, 14, 11, 18, 16, 34, 20, 23, 14)
_CENTRED = ("序号", "年份", "分组", "审核日期", "修订号")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One number: how the report writes it, what it stands for and where it comes from; "" for what is not known.

    `computed`: worked out from the value (a change, a distance to the target, a pooled rate). `times`: how often the
    report prints it.
    """

    written: str
    indicator: str
    year: int | None
    group: str
    value: str
    computed: bool
    status: str = ""
    source: str = ""
    unit: str = ""
    day: str = ""
    revision: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class _Known:
    indicator: IndicatorFacts
    label: str
    point: PointFacts
    lead: str


def source_rows(report: Report, facts: Facts) -> tuple[SourceRow, ...]:
    """Every traced number once, in the order of the text."""
    known = _known(disclosed(facts))
    names = {target.uid: target.indicator for target in facts.targets}
    found: dict[tuple[Trace, str], SourceRow] = {}
    for run in report.runs:
        trace = run.trace
        if trace is None or trace.role is Role.SLOT or not run.text.strip():
            continue
        text = _figure(run.text, trace, names)
        before = found.get((trace, text))
        if before is not None:
            found[trace, text] = replace(before, times=before.times + 1)
        else:
            found[trace, text] = _row(text, trace, known, names)
    return tuple(found.values())


def _figure(text: str, trace: Trace, names: dict[str, IndicatorFacts]) -> str:
    """As written; a bare number of a table with its unit, so that text and table are one row."""
    indicator = names.get(trace.uid)
    bare = trace.role is Role.VALUE and indicator is not None and text.replace(".", "", 1).isdigit()
    return f"{text}{indicator.unit}" if bare and indicator is not None and "=" not in indicator.unit else text


def _known(facts: Facts) -> dict[tuple[str, str, int], _Known]:
    """Every point that may be printed by uid, breakdown and year."""
    made: dict[tuple[str, str, int], _Known] = {}
    for target in facts.targets:
        lead = target.lead[0] if target.lead else ""
        groups = [("", "", target.points), *((g.breakdown, g.label, g.points) for g in target.breakdowns)]
        for breakdown, label, points in groups:
            for point in points:
                made[target.uid, breakdown, point.year] = _Known(target.indicator, label, point, lead)
    for item in facts.background:
        for point in item.points:
            made[item.uid, "", point.year] = _Known(item.indicator, "", point, "")
    return made


def _row(
    text: str, trace: Trace, known: dict[tuple[str, str, int], _Known], names: dict[str, IndicatorFacts]
) -> SourceRow:
    found = known.get((trace.uid, trace.breakdown, trace.year or 0))
    computed = trace.role is not Role.VALUE
    if found is None or trace.role is Role.POOLED:
        indicator = names.get(trace.uid)
        name = indicator.name if indicator else ""
        return SourceRow(written=text, indicator=name, year=trace.year, group="", value="", computed=computed)
    point = found.point
    value = published(point, found.indicator)
    return SourceRow(
        written=text,
        indicator=found.indicator.name,
        year=point.year,
        group=found.label,
        value=with_unit(value, found.indicator.unit) if value is not None else "",
        computed=computed,
        status=point.status.label,
        source=point.source,
        unit=point.unit or found.lead,
        day=point.accepted_on.isoformat() if point.accepted_on else "",
        revision=trace.revision or point.revision,
    )


def with_sources(report: Report, facts: Facts, *, annex: str = "附件2") -> Report:
    """The report with the list as one more annex on landscape pages."""
    title = f"{report.title}出处清单"
    return replace(
        report,
        blocks=(
            *report.blocks,
            SectionBreak(landscape=True),
            Paragraph(plain(annex), ParagraphKind.ANNEX),
            Paragraph(plain(title), ParagraphKind.CENTRED),
            _table(source_rows(report, facts)),
        ),
    )


def sources_report(report: Report, facts: Facts, *, annex: str = "附件") -> Report:
    """The list as a paper of its own."""
    return Report(
        title=f"{report.title}出处清单",
        blocks=(_table(source_rows(report, facts)),),
        author=report.author,
        day=report.day,
        annex=annex,
        landscape=True,
    )


def sources_sheet(report: Report, facts: Facts) -> bytes:
    """The list as .xlsx, revisions in full."""
    rows = source_rows(report, facts)
    table = [(str(n), *_texts(row), row.times) for n, row in enumerate(rows, start=1)]
    return write_table("出处清单", (*_HEAD, "出现次数"), table, note=report.title)


def _table(rows: Sequence[SourceRow]) -> Table:
    columns = tuple(
        Column(title=title, width=width, align=Align.CENTRE if title in _CENTRED else Align.LEFT)
        for title, width in zip(_HEAD, _WIDTHS, strict=True)
    )
    return Table(columns=columns, rows=tuple(_printed(rows)))


def _printed(rows: Sequence[SourceRow]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        *texts, revision = _texts(row)
        shown = "" if "/" in revision else revision[-_SHORT:]  # a place folder has keys, no revisions
        cells = (str(number), *texts, shown)
        yield Row(cells=tuple(plain(text or _NONE) for text in cells))


def _texts(row: SourceRow) -> tuple[str, ...]:
    value = f"由{row.value}计算" if row.computed and row.value else row.value
    year = str(row.year) if row.year else ""
    return (
        row.written,
        row.indicator,
        year,
        row.group or "合计",
        value,
        row.status,
        row.source,
        row.unit,
        row.day,
        row.revision,
    )
