"""The chapters of the domains (分领域情况), one a domain in the plan's order, under titles that are conclusions."""

from collections.abc import Iterator

from fuertong.model.verdict import Verdict
from fuertong.reports.blocks import Block, Paragraph, Run, plain
from fuertong.reports.chapters.line_charts import chosen_for_charts, line_chart
from fuertong.reports.chapters.strategies import goal_words, strategy_blocks
from fuertong.reports.chapters.telling import Teller
from fuertong.reports.chapters.texts import written
from fuertong.reports.conclusions import (
    ATTENTION_TITLE,
    direction_title,
    likely_title,
    met_title,
    standing,
    target_title,
)
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import DomainFacts, TargetFacts
from fuertong.reports.figures import percentage
from fuertong.reports.missing import lacks_value
from fuertong.reports.people_texts import domain_part
from fuertong.reports.tally import GOOD_DIRECTIONS, Tally, agreed_verdict, is_qualitative, tally
from fuertong.reports.templates import Chapter

_LIKELY = (Verdict.LIKELY, Verdict.BORDERLINE, Verdict.PARTLY)
_EVERY = 1000


@chapter("domains")
def domains(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Every domain: how it stands, its targets by conclusion, its charts, and what needs attention."""
    for domain in desk.facts.domains:
        yield desk.heading(desk.filled(about.heading, domain=domain.title))
        yield from written(desk, domain_part(domain.no))
        yield from _domain(desk, domain, about)
        if about.flag("strategies"):
            yield from goal_words(domain)
            yield from strategy_blocks(desk, domain)


@chapter("results")
def results(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Every target under a title of its own that is its conclusion, with its chart: for final reports."""
    for domain in desk.facts.domains:
        yield desk.heading(desk.filled(about.heading, domain=domain.title))
        yield from written(desk, domain_part(domain.no))
        count = tally(domain.targets, nearly_met_counts=desk.facts.nearly_met_counts)
        yield Paragraph(plain(domain_lead(domain, count)))
        wanted = about.count("charts", _EVERY)
        charted = chosen_for_charts(domain.targets, desk.facts.year, wanted)
        teller = Teller(desk, about, charted)
        for target in domain.targets:
            yield desk.section(target_title(target, desk.pen))
            yield Paragraph(teller.words(target))
            if target in charted:
                yield line_chart(desk, target, forecast=about.flag("forecast"))
        for goal in domain.goals:
            if goal.verdict.is_qualitative:
                words = desk.pen.wording.titles[goal.verdict.value]
                yield desk.section(f"“{goal.text.rstrip('。；;')}”{words}")
        if about.flag("strategies"):
            yield from goal_words(domain)
            yield from strategy_blocks(desk, domain)


def needs_attention(target: TargetFacts, year: int) -> bool:
    """Whether a target belongs under 未达标和未填报指标有待关注."""
    if target.sealed or is_qualitative(target):
        return target.verdict in (Verdict.OPEN, Verdict.NOT_BEGUN) and not target.sealed
    return lacks_value(target, year) or agreed_verdict(target) not in (Verdict.MET, *_LIKELY, *GOOD_DIRECTIONS)


def _domain(desk: Desk, domain: DomainFacts, about: Chapter) -> Iterator[Block]:
    count = tally(domain.targets, nearly_met_counts=desk.facts.nearly_met_counts)
    yield Paragraph(plain(domain_lead(domain, count)))
    year = desk.facts.year
    good = [t for t in domain.targets if not needs_attention(t, year) and not t.sealed]
    met = [t for t in good if t.quantified and agreed_verdict(t) is Verdict.MET]
    likely = [t for t in good if t.quantified and agreed_verdict(t) in _LIKELY]
    fitting = [t for t in good if not t.quantified and not is_qualitative(t)]
    charted = chosen_for_charts(domain.targets, year, about.count("charts", 1))
    teller = Teller(desk, about, charted)
    if met:
        yield desk.section(met_title(len(met)))
        yield from _by_goal(desk, domain, met, teller)
    if likely:
        borderline = sum(1 for t in likely if t.verdict is Verdict.BORDERLINE)
        yield desk.section(likely_title(len(likely), borderline))
        yield from _by_goal(desk, domain, likely, teller)
    if fitting:
        yield desk.section(direction_title(count.judged_directions, len(fitting)))
        yield from _by_goal(desk, domain, fitting, teller)
    yield from _qualitative(desk, domain, good, teller)
    behind = [t for t in domain.targets if needs_attention(t, year)]
    for target in charted:
        if target not in behind:
            yield line_chart(desk, target, forecast=about.flag("forecast"))
    if behind:
        yield desk.section(ATTENTION_TITLE)
        for target in behind:
            yield Paragraph(teller.words(target))
            if target in charted:
                yield line_chart(desk, target, forecast=about.flag("forecast"))


def domain_lead(domain: DomainFacts, count: Tally) -> str:
    """How many goals and targets a domain has, how it stands, and its rate with the denominator."""
    text = f"本领域共有{len(domain.goals)}项主要目标、{count.total}项指标。{standing(count)}。"
    if count.judged:
        share = percentage(count.met, count.judged)
        text += f"有数据并已认定的可量化指标{count.judged}项，已达标{count.met}项，达标率为{share}。"
    if count.directional:
        text += f"趋势类指标{count.directional}项，方向符合或保持良好{count.good_directions}项。"
    return text


def _by_goal(desk: Desk, domain: DomainFacts, chosen: list[TargetFacts], teller: Teller) -> Iterator[Block]:
    """One paragraph a goal; only its first sentence names the year and the place."""
    uids = {target.uid for target in chosen}
    for goal in domain.goals:
        runs: list[Run] = []
        for target in goal.targets:
            if target.uid in uids:
                runs += teller.words(target, opening=not runs)
        if runs:
            yield Paragraph(tuple(runs))


def _qualitative(desk: Desk, domain: DomainFacts, good: list[TargetFacts], teller: Teller) -> Iterator[Block]:
    """Milestones among the targets, then the goals that have no indicator at all."""
    chosen = [target for target in good if is_qualitative(target)]
    goals = [goal for goal in domain.goals if goal.verdict.is_qualitative]
    if not (chosen or goals):
        return
    yield desk.section(f"{len(chosen) + len(goals)}项定性目标落实情况")
    yield from _by_goal(desk, domain, chosen, teller)
    for goal in goals:
        words = desk.pen.wording.directions.get(goal.verdict, goal.verdict.value)
        yield Paragraph(plain(f"“{goal.text.rstrip('。；;')}”：{words}。"))
