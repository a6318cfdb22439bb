"""Parts only people can write (人工撰写部分): the place's own paragraphs, a person's text, or a marked gap."""

from collections.abc import Iterator

from fuertong.reports.blocks import Block, Paragraph, ParagraphKind, Run, plain
from fuertong.reports.chapters import overall_words
from fuertong.reports.chapters.opening import chinese_date
from fuertong.reports.conclusions import standing
from fuertong.reports.desk import Desk, chapter, quoted
from fuertong.reports.tally import tally
from fuertong.reports.templates import Chapter


@chapter("text")
def text(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Options: `paragraphs` of the place, `asks` who must write, `parts` = [[id, title], …] for sections."""
    if about.heading:
        yield desk.heading(desk.filled(about.heading))
    for words in about.options.get("paragraphs", ()):
        yield Paragraph(plain(desk.filled(str(words))))
    parts = [(str(key), str(title)) for key, title in about.options.get("parts", ())]
    for key, title in parts:
        yield desk.section(title)
        yield from _written(desk, key, title, about)
    if not parts and "asks" in about.options:
        yield from _written(desk, about.id, about.heading, about)


def _written(desk: Desk, key: str, title: str, about: Chapter) -> Iterator[Block]:
    found = list(written(desk, key))
    yield from found
    if not found:
        who = desk.filled(about.text("asks"), office=desk.facts.bodies.named("office"))
        yield Paragraph((Run(f"【{title}待{who}补充】", gap=True),))


def written(desk: Desk, part: str) -> Iterator[Block]:
    """What people wrote for a part, a paragraph a line; nothing where nobody did."""
    for one in desk.facts.texts:
        if one.part == part:
            yield from (Paragraph(plain(line.strip())) for line in one.text.split("\n") if line.strip())


@chapter("process")
def process(desk: Desk, about: Chapter) -> Iterator[Block]:
    """What was evaluated, on which data, by which rules; how the evaluation was organised is for people to write."""
    facts = desk.facts
    yield desk.heading(desk.filled(about.heading))
    first, last = facts.plan.period
    count = tally(facts.targets)
    yield desk.section("评估范围和数据")
    yield Paragraph(
        plain(
            f"本次评估以{quoted(facts.plan.title)}（以下简称{desk.short_plan}）确定的{len(facts.domains)}个领域、"
            f"{sum(1 for _ in facts.goals)}项主要目标、{count.total}项指标为范围，规划期为{first}—{last}年，"
            f"使用{facts.year}年及以前年份、截至{chinese_date(facts.cutoff)}的数据。"
        )
    )
    yield desk.section("评估方法")
    version = f"，方法版本{facts.method_version}" if facts.method_version else ""
    yield Paragraph(
        plain(
            "有数值要求的指标与目标值比较，逐步提高、保持等没有数值要求的指标只看变动方向，定性指标按工作进展认定；"
            f"认定由{facts.bodies.group}作出。尚未达标的指标按历史数据推算趋势{version}，只作参考，不代替认定。"
            "发生数较少的指标不作单年判断。"
        )
    )
    yield desk.section("评估组织")
    yield from _written(desk, f"{about.id}-organisation", "评估组织情况", about)


@chapter("summary")
def summary(desk: Desk, about: Chapter) -> Iterator[Block]:
    """摘要: the overall result, one phrase a domain, and how much stands behind; all of it said again in the text."""
    facts = desk.facts
    count = tally(facts.targets, nearly_met_counts=facts.nearly_met_counts)
    yield desk.heading(desk.filled(about.heading))
    texts = (
        overall_words.scope(desk, count),
        f"{standing(count)}。{overall_words.rate(facts, count)}",
        overall_words.directions(count),
        overall_words.by_domain(facts),
    )
    yield from (Paragraph(plain(words), ParagraphKind.SUMMARY) for words in texts if words)
