"""The opening (开头): why the report, by whom, from which indicator system, over which domains."""

from collections.abc import Iterator
from datetime import date

from fuertong.reports.blocks import Block, Paragraph, plain
from fuertong.reports.desk import Desk, chapter, quoted
from fuertong.reports.templates import Chapter


@chapter("opening")
def opening(desk: Desk, about: Chapter) -> Iterator[Block]:
    """One paragraph; the plan gets its short name here. Option `occasion` (中期, 终期) speaks of the years so far."""
    occasion = about.text("occasion")
    first = desk.facts.plan.period[0]
    years = f"{first}—{desk.facts.year}年" if occasion else f"{desk.facts.year}年度"
    facts = desk.facts
    titles = [domain.title for domain in facts.domains]
    fields = f"{'、'.join(titles)}等{len(titles)}个领域" if titles else "各领域"
    yield Paragraph(
        plain(
            f"为全面掌握{quoted(facts.plan.title)}（以下简称{desk.short_plan}）实施进展情况，{desk.issuer}"
            f"依据{desk.short_plan}确定的主要目标和监测指标，根据各责任单位报送并经审核的数据，"
            f"对{facts.place.short}{fields}{years}目标实施情况进行了{occasion}统计监测。"
            f"数据截止日期为{chinese_date(facts.cutoff)}。现将监测情况报告如下。"
        )
    )


def chinese_date(day: date) -> str:
    """2026年6月30日, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
