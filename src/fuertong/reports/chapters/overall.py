"""The overall result (总体实施情况): counts with explicit denominators, a table and a chart by domain."""

from collections.abc import Iterator

from fuertong.model.plan import Strength
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
from fuertong.reports.conclusions import domain_phrase
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import Facts
from fuertong.reports.figures import percentage
from fuertong.reports.tally import JUDGED, Tally, goal_verdict, tally
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
_STRENGTHS = {Strength.STRIVE: "力争性", Strength.ADVOCATE: "倡导性"}
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
        _scope(desk, count),
        _rate(facts, count),
        _strengths(facts),
        _directions(count),
        _qualities(count),
        _goals(facts),
        _last_year(facts, count),
        _by_domain(facts),
    ):
        if text:
            yield Paragraph(plain(text))
    yield desk.table_title("各领域监测指标达标情况", "table-domains")
    yield _table(facts)
    if about.options.get("chart") and count.quantified:
        yield _chart(desk)
    if about.options.get("rates") and count.judged:
        yield _rates_chart(desk)


def _scope(desk: Desk, count: Tally) -> str:
    facts = desk.facts
    goals = sum(1 for _ in facts.goals)
    parts = [f"有数值要求的可量化指标{count.quantified}项"]
    if count.directional:
        parts.append(f"逐步提高、保持等没有数值要求的趋势类指标{count.directional}项")
    if count.qualitative:
        parts.append(f"定性指标{count.qualitative}项")
    sealed = f"另有{count.sealed}项指标按规定暂不公布，未计入以上各数。" if count.sealed else ""
    size = f"{len(facts.domains)}个领域共设{goals}项主要目标、{count.total}项监测指标"
    return f"{desk.short_plan}{size}，其中{'，'.join(parts)}。{sealed}"


def _rate(facts: Facts, count: Tally) -> str:
    """The rate with its denominator in words; what is left out of it is counted beside it."""
    outside = _listed(count, (Verdict.DUE, Verdict.UNKNOWN, Verdict.OPEN))
    left_out = f"另有{outside}，未计入达标率的分母。" if outside else ""
    if not count.judged:
        return f"可量化指标中，目前没有既有数据又已认定的指标，不计算达标率。{left_out}"
    nearly = ""
    if count.nearly_met:
        nearly = f"（含基本达标{count.nearly_met}项）" if facts.nearly_met_counts else ""
    words = tuple(word for word in JUDGED if word is not Verdict.MET)
    rest = _listed(count, words)
    tail = f"；{rest}" if rest else ""
    share = percentage(count.met, count.judged)
    return (
        f"{count.quantified}项可量化指标中，有数据并已认定的{count.judged}项，其中已达标{count.met}项{nearly}，"
        f"达标率为{share}（以有数据并已认定的{count.judged}项可量化指标为分母）{tail}。{left_out}"
    )


def _strengths(facts: Facts) -> str:
    """力争 and 倡导 stand apart, though they are in the counts above."""
    parts = []
    for strength, word in _STRENGTHS.items():
        count = tally(target for target in facts.targets if target.strength is strength)
        if count.judged:
            parts.append(f"{word}指标{count.judged}项，已达标{count.met}项")
    return f"以上有数据并已认定的可量化指标中，{'；'.join(parts)}。" if parts else ""


def _listed(count: Tally, words: tuple[Verdict, ...]) -> str:
    return "、".join(f"{word.value}{count.words[word]}项" for word in words if count.words[word])


def _directions(count: Tally) -> str:
    if not count.directional:
        return ""
    order = [word for word in Verdict if count.directions[word]]
    listed = "、".join(f"{word.value}{count.directions[word]}项" for word in order)
    return f"{count.directional}项趋势类指标只看变动方向，不计入达标率，其中{listed}。"


def _qualities(count: Tally) -> str:
    if not count.qualitative:
        return ""
    listed = "、".join(f"{w.value.removeprefix('定性：')}{count.qualities[w]}项" for w in Verdict if count.qualities[w])
    return f"{count.qualitative}项定性指标中，{listed}。"


def _goals(facts: Facts) -> str:
    verdicts = [goal_verdict(goal) for goal in facts.goals]
    if not verdicts:
        return ""
    names = (
        (Verdict.MET, "各项可认定指标全部达到要求的"),
        (Verdict.PARTLY, "部分达到要求的"),
        (Verdict.MISSED, "尚未达到要求的"),
    )
    parts = [f"{name}{verdicts.count(word)}项" for word, name in names if verdicts.count(word)]
    qualitative = sum(1 for word in verdicts if word.is_qualitative)
    if qualitative:
        parts.append(f"属定性目标、按工作进展认定的{qualitative}项")
    rest = len(verdicts) - qualitative - sum(verdicts.count(word) for word, _ in names)
    if rest:
        parts.append(f"暂无可认定指标的{rest}项")
    return f"按主要目标统计，{len(verdicts)}项主要目标中，{'，'.join(parts)}。"


def _last_year(facts: Facts, count: Tally) -> str:
    """Last year's rate with its own denominator, and on today's targets where the denominator changed."""
    last = facts.last_year
    if last is None or not last.judged:
        return ""
    text = f"{last.year}年公布的达标率为{percentage(last.met, last.judged)}（{last.judged}项中{last.met}项）"
    before = [t.previous_verdict for t in facts.targets if t.quantified and not t.sealed]
    judged = [word for word in before if word in JUDGED]
    if last.judged != count.judged and judged:
        met = judged.count(Verdict.MET)
        share = percentage(met, len(judged))
        text += f"；今年分母有变化，按本年度指标范围计算，{last.year}年为{share}（{len(judged)}项中{met}项）"
    return f"{text}。"


def _by_domain(facts: Facts) -> str:
    phrases = [
        domain_phrase(d.title, tally(d.targets, nearly_met_counts=facts.nearly_met_counts)) for d in facts.domains
    ]
    return f"分领域看，{'；'.join(phrases)}。" if phrases else ""


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
