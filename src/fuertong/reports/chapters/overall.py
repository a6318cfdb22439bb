"""The overall result (总体实施情况): counts with explicit denominators, a table and a chart by domain."""

from collections.abc import Iterator

from fuertong.model.verdict import Verdict
from fuertong.reports.blocks import (
    Align,
    Block,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Row,
    Series,
    Table,
    plain,
)
from fuertong.reports.chapters import overall_words as sentences
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import Facts
from fuertong.reports.figures import percentage
from fuertong.reports.tally import Tally, tally
from fuertong.reports.templates import Chapter

_COLUMNS = (
    ("领域", 36.0, Align.LEFT),
    ("主要目标", 14.0, Align.RIGHT),
    ("指标", 12.0, Align.RIGHT),
    ("可量化", 14.0, Align.RIGHT),
    ("有数据已认定", 18.0, Align.RIGHT),
    ("已达标", 14.0, Align.RIGHT),
    ("达标率", 18.0, Align.RIGHT),
    ("单年未达标", 15.0, Align.RIGHT),
    ("到期待数", 15.0, Align.RIGHT),
)
_SHADES = (
    ("已达标", (Verdict.MET,), "3B7DDD"),
    ("预计可达标", (Verdict.LIKELY,), "9DC3F0"),
    ("临界", (Verdict.BORDERLINE,), "F4C95D"),
    ("预计达标困难、未达标", (Verdict.HARD, Verdict.MISSED, Verdict.MISSED_ONE_YEAR), "D9694F"),
    ("待数、待认定、无法判断", (Verdict.DUE, Verdict.OPEN, Verdict.UNKNOWN), "BFBFBF"),
)


@chapter("overall")
def overall(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Paragraphs, a table by domain, and a chart where the template asks for one."""
    facts = desk.facts
    count = tally(facts.targets, nearly_met_counts=facts.nearly_met_counts)
    yield desk.heading(about.heading)
    for text in (
        sentences.scope(desk, count),
        sentences.rate(facts, count),
        sentences.strengths(facts),
        sentences.directions(count),
        sentences.qualities(count),
        sentences.goals(facts),
        sentences.last_year(facts, count),
        sentences.by_domain(facts),
    ):
        if text:
            yield Paragraph(plain(text))
    yield desk.table_title("各领域监测指标达标情况", "table-domains")
    yield _table(facts)
    if about.options.get("chart") and count.quantified:
        yield _chart(desk)
    if about.options.get("rates") and count.judged:
        yield _rates_chart(desk)


def _table(facts: Facts) -> Table:
    rows = []
    for domain in facts.domains:
        count = tally(domain.targets, nearly_met_counts=facts.nearly_met_counts)
        rows.append(_row(domain.title, len(domain.goals), count))
    whole = tally(facts.targets, nearly_met_counts=facts.nearly_met_counts)
    rows.append(_row("合计", sum(1 for _ in facts.goals), whole))
    columns = tuple(Column(title=title, width=width, align=align) for title, width, align in _COLUMNS)
    return Table(columns=columns, rows=tuple(rows))


def _row(title: str, goals: int, count: Tally) -> Row:
    rate = percentage(count.met, count.judged) if count.judged else "—"
    cells = (
        title,
        str(goals),
        str(count.total),
        str(count.quantified),
        str(count.judged),
        str(count.met),
        rate,
        str(count.words[Verdict.MISSED_ONE_YEAR]),
        str(count.words[Verdict.DUE]),
    )
    return Row(cells=tuple(plain(cell) for cell in cells))


def _chart(desk: Desk) -> Chart:
    counts = [tally(domain.targets) for domain in desk.facts.domains]
    series = tuple(
        Series(name=name, values=tuple(float(sum(c.words[w] for w in words)) for c in counts), colour=colour)
        for name, words, colour in _SHADES
        if any(c.words[w] for c in counts for w in words)
    )
    return Chart(
        kind=ChartKind.STACKED,
        title=desk.chart_title("各领域可量化指标认定情况"),
        categories=tuple(domain.title for domain in desk.facts.domains),
        series=series,
        unit="项",
        height=12 + 10.5 * len(counts) + 12,
        anchor="chart-domains",
    )


def _rates_chart(desk: Desk) -> Chart:
    """Bars: the rate of each domain that has a denominator."""
    nearly = desk.facts.nearly_met_counts
    counts = [(domain.title, tally(domain.targets, nearly_met_counts=nearly)) for domain in desk.facts.domains]
    judged = [(title, count) for title, count in counts if count.judged]
    rates = tuple(float(percentage(count.met, count.judged).rstrip("%")) for _, count in judged)
    return Chart(
        kind=ChartKind.BAR,
        title=desk.chart_title("各领域可量化指标达标率（%）"),
        categories=tuple(title for title, _ in judged),
        series=(Series(name="达标率", values=rates, colour="3B7DDD"),),
        unit="%",
        decimals=1,
        anchor="chart-rates",
    )
