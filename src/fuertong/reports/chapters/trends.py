"""Trends (变化趋势): what improved and what fell back since the base year and since last year, as counts and lists."""

from collections.abc import Iterator, Sequence

from fuertong.reports.blocks import Block, Paragraph, Run, Words, plain
from fuertong.reports.chapters.line_charts import chosen_for_charts, small_charts
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import TargetFacts
from fuertong.reports.facts_evaluation import Chance, OutlookFacts
from fuertong.reports.outlooks import outlook_of, outlook_words
from fuertong.reports.series import Line, since
from fuertong.reports.templates import Chapter

_GOOD = {"up": 1, "down": -1}


@chapter("trends")
def trends(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Counts since the base year and since last year; small multiples of the main indicators (option `multiples`)."""
    base = desk.facts.plan.period[0] - 1
    since_base, since_last = _sentence(desk, None, f"与{base}年（基期）相比"), _sentence(desk, 1, "与上年相比")
    if not (since_base or since_last):
        return
    yield desk.heading(desk.filled(about.heading))
    wanted = about.count("multiples")
    chosen = chosen_for_charts(desk.facts.targets, desk.facts.year, wanted) if wanted else []
    for words in (since_base, since_last):
        if words:
            yield Paragraph(words)
    if len(chosen) > 1:
        yield small_charts(desk, chosen, "主要指标变化情况", "chart-trends")


@chapter("outlook")
def outlook(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Targets still open by what their trend leads to: words only, no probability (practice 7)."""
    found = [(target, one) for target in desk.facts.targets if (one := outlook_of(target, desk.pen))]
    yield desk.heading(desk.filled(about.heading))
    if not found:
        yield Paragraph(plain("尚未达标的指标中，没有可以推算趋势的指标。"))
        return
    yield Paragraph(
        plain(
            f"尚未达标且可以推算趋势的指标{len(found)}项。以下推算只依据历史数据，未计入新出台政策的作用，供安排工作参考，"
            "不代替认定；发生数较少的指标不作推算。"
        )
    )
    for chance in Chance:
        group = [(target, one) for target, one in found if one.chance is chance]
        if group:
            yield desk.section(f"{len(group)}项指标{chance.value}")
            yield Paragraph(_listed(group))


def _listed(group: list[tuple[TargetFacts, OutlookFacts]]) -> Words:
    """按现有趋势推算，到2030年，甲约为83.7岁，乙约为89.2%；到2025年，……。"""
    words: list[Run] = [Run("按现有趋势推算")]
    for place, year in enumerate(sorted({one.year for _, one in group})):
        words.append(Run(f"{'；' if place else '，'}到{year}年"))
        for target, one in group:
            if one.year == year:
                words += [Run("，"), *outlook_words(target, one)]
    return (*words, Run("。"))


def good_direction(target: TargetFacts) -> int:
    """1 where more is better, -1 where less is, 0 where it is not known."""
    if target.comparator in (">=", ">", "<=", "<"):
        return 1 if target.comparator in (">=", ">") else -1
    if target.direction in _GOOD:
        return _GOOD[target.direction]
    return _GOOD.get(target.indicator.polarity.value, 0) if target.indicator.polarity else 0


def _sentence(desk: Desk, years: int | None, start: str) -> Words:
    """与2020年（基期）相比，有数据可比的指标30项，其中向好的25项、持平的2项、变差的3项（……）。"""
    sorted_out: tuple[list[TargetFacts], ...] = ([], [], [])
    for target in desk.facts.targets:
        moved = _moved(desk, target, years)
        if moved is not None:
            sorted_out[1 - moved].append(target)
    better, flat, worse = sorted_out
    total = len(better) + len(flat) + len(worse)
    if not total:
        return ()
    named = ((better, "向好"), (flat, "持平"), (worse, "变差"))
    parts = [f"{word}的{len(group)}项" for group, word in named if group]
    names = f"（{_names(desk, worse)}）" if worse else ""
    return plain(f"{start}，数据可比、好坏方向明确的指标{total}项，其中{'、'.join(parts)}{names}。")


def _names(desk: Desk, targets: Sequence[TargetFacts]) -> str:
    return desk.listed([target.indicator.name for target in targets])


def _moved(desk: Desk, target: TargetFacts, years: int | None) -> int | None:
    good = good_direction(target)
    line = Line(uid=target.uid, indicator=target.indicator, points=target.points)
    point = line.printable(desk.facts.year)
    if target.sealed or not good or point is None:
        return None
    before = desk.facts.year - years if years else target.base_year
    moved = since(line, before, point, desk.pen.wording) if before is not None and before < point.year else None
    return None if moved is None else moved.direction * good
