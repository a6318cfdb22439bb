"""The chapters of the domains (分领域情况), one a domain in the plan's order, under titles that are conclusions."""

from collections.abc import Iterator

from fuertong.model.verdict import Verdict
from fuertong.reports.asking import in_text, required
from fuertong.reports.blocks import Block, Chart, ChartKind, Paragraph, Run, Series, plain
from fuertong.reports.conclusions import ATTENTION_TITLE, direction_title, likely_title, met_title, standing
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import DomainFacts, TargetFacts
from fuertong.reports.figures import percentage, printed_decimals, published
from fuertong.reports.missing import lacks_value
from fuertong.reports.sentences import target_sentences
from fuertong.reports.series import Line
from fuertong.reports.tally import GOOD_DIRECTIONS, Tally, agreed_verdict, is_qualitative, tally
from fuertong.reports.templates import Chapter

_LIKELY = (Verdict.LIKELY, Verdict.BORDERLINE, Verdict.PARTLY)
_FEWEST_POINTS = 3
_WIDE = 10
_BLUE, _RED = "2F6FBF", "C8442E"


@chapter("domains")
def domains(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Every domain: how it stands, its targets by conclusion, its charts, and what needs attention."""
    for domain in desk.facts.domains:
        yield desk.heading(about.heading.format(domain=domain.title))
        yield from _domain(desk, domain, int(about.options.get("charts", 1)))


def needs_attention(target: TargetFacts, year: int) -> bool:
    """Whether a target belongs under 未达标和未填报指标有待关注."""
    if target.sealed or is_qualitative(target):
        return target.verdict in (Verdict.OPEN, Verdict.NOT_BEGUN) and not target.sealed
    return lacks_value(target, year) or agreed_verdict(target) not in (Verdict.MET, *_LIKELY, *GOOD_DIRECTIONS)


def _domain(desk: Desk, domain: DomainFacts, charts: int) -> Iterator[Block]:
    count = tally(domain.targets, nearly_met_counts=desk.facts.nearly_met_counts)
    yield Paragraph(plain(_lead(domain, count)))
    year = desk.facts.year
    good = [t for t in domain.targets if not needs_attention(t, year) and not t.sealed]
    met = [t for t in good if t.quantified and agreed_verdict(t) is Verdict.MET]
    likely = [t for t in good if t.quantified and agreed_verdict(t) in _LIKELY]
    fitting = [t for t in good if not t.quantified and not is_qualitative(t)]
    if met:
        yield desk.section(met_title(len(met)))
        yield from _by_goal(desk, domain, met)
    if likely:
        borderline = sum(1 for t in likely if t.verdict is Verdict.BORDERLINE)
        yield desk.section(likely_title(len(likely), borderline))
        yield from _by_goal(desk, domain, likely)
    if fitting:
        yield desk.section(direction_title(count.judged_directions, len(fitting)))
        yield from _by_goal(desk, domain, fitting)
    yield from _qualitative(desk, domain, good)
    yield from _charts(desk, domain, charts)
    behind = [t for t in domain.targets if needs_attention(t, year)]
    if behind:
        yield desk.section(ATTENTION_TITLE)
        for target in behind:
            yield Paragraph(target_sentences(target, desk.pen))


def _lead(domain: DomainFacts, count: Tally) -> str:
    text = f"本领域共有{len(domain.goals)}项主要目标、{count.total}项指标。{standing(count)}。"
    if count.judged:
        share = percentage(count.met, count.judged)
        text += f"有数据并已认定的可量化指标{count.judged}项，已达标{count.met}项，达标率为{share}。"
    if count.directional:
        text += f"趋势类指标{count.directional}项，方向符合或保持良好{count.good_directions}项。"
    return text


def _by_goal(desk: Desk, domain: DomainFacts, chosen: list[TargetFacts]) -> Iterator[Block]:
    """One paragraph a goal; only its first sentence names the year and the place."""
    uids = {target.uid for target in chosen}
    for goal in domain.goals:
        runs: list[Run] = []
        for target in goal.targets:
            if target.uid in uids:
                runs += target_sentences(target, desk.pen, opening=not runs)
        if runs:
            yield Paragraph(tuple(runs))


def _qualitative(desk: Desk, domain: DomainFacts, good: list[TargetFacts]) -> Iterator[Block]:
    """Milestones among the targets, then the goals that have no indicator at all."""
    chosen = [target for target in good if is_qualitative(target)]
    goals = [goal for goal in domain.goals if goal.verdict.is_qualitative]
    if not (chosen or goals):
        return
    yield desk.section(f"{len(chosen) + len(goals)}项定性目标落实情况")
    yield from _by_goal(desk, domain, chosen)
    for goal in goals:
        words = desk.pen.wording.directions.get(goal.verdict, goal.verdict.value)
        yield Paragraph(plain(f"“{goal.text.rstrip('。；;')}”：{words}。"))


def _charts(desk: Desk, domain: DomainFacts, wanted: int) -> Iterator[Block]:
    usable = [(t, _shown_years(t, desk.facts.year)) for t in domain.targets if not t.sealed]
    usable = [(t, years) for t, years in usable if len(years) >= _FEWEST_POINTS]
    ordered = sorted(usable, key=lambda pair: (not pair[0].key, not pair[0].quantified, -len(pair[1])))
    for target, years in ordered[:wanted]:
        yield _line_chart(desk, target, years)


def _shown_years(target: TargetFacts, year: int) -> list[int]:
    points = (p for p in target.points if p.year <= year and published(p, target.indicator) is not None)
    return sorted(point.year for point in points)


def _line_chart(desk: Desk, target: TargetFacts, shown: list[int]) -> Chart:
    indicator = target.indicator
    line = Line(uid=target.uid, indicator=indicator, points=target.points)
    years = range(shown[0], shown[-1] + 1)
    points = [line.printable(year) for year in years]
    values = [published(point, indicator) if point else None for point in points]
    decimals = max(printed_decimals(point, indicator) for point in points if point)
    series = [Series(name=indicator.name, values=tuple(_float(v) for v in values), colour=_BLUE)]
    goal = required(target)
    if goal is not None and target.quantified and target.value is not None:
        name = f"目标：{in_text(target, desk.pen.wording)}"
        series.append(Series(name=name, values=(float(goal),) * len(values), colour=_RED, dashed=True))
    return Chart(
        kind=ChartKind.LINE,
        title=desk.chart_title(f"{desk.facts.place.name}{indicator.name}（{indicator.unit}）"),
        categories=tuple(f"{year}年" if len(years) <= _WIDE else str(year) for year in years),
        series=tuple(series),
        unit=indicator.unit,
        decimals=decimals,
    )


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))
