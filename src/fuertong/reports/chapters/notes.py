"""The notes (附注): denominators, signs, statistical years, missing data by name, cut-off and method version."""

from collections.abc import Iterator

from fuertong.reports.blocks import Block, Paragraph, ParagraphKind, plain
from fuertong.reports.chapters.opening import chinese_date
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import Facts
from fuertong.reports.missing import lacks_value, listed_by_reason
from fuertong.reports.templates import Chapter


@chapter("notes")
def notes(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Numbered notes under the annex; only those that apply."""
    yield Paragraph(plain(f"{about.heading}："), ParagraphKind.NOTE)
    for place, text in enumerate(_texts(desk.facts), start=1):
        yield Paragraph(plain(f"{place}. {text}"), ParagraphKind.NOTE)


def _texts(facts: Facts) -> Iterator[str]:
    yield f"本报告使用截至{chinese_date(facts.cutoff)}的数据，数据年为{facts.year}年，工作年为{facts.work_year}年。"
    counted = "，基本达标计入达标" if facts.nearly_met_counts else ""
    yield (
        "达标率指已达标指标数占有数据并已认定的可量化指标数的百分比"
        f"{counted}；趋势类、定性指标以及到期待数、无法判断、待认定的指标不计入分母，单年未达标计入分母。"
    )
    yield f"认定由{facts.bodies.group}作出。“—”表示没有数据或不适用。"
    if any(point.withheld and not target.sealed for target in facts.targets for point in target.points):
        yield "“＊”表示年度发生数较少，按规定不单列年度数值。"
    health = [t.indicator.name for t in facts.targets if t.indicator.statistical_year == "H"]
    if health:
        yield f"妇幼健康指标按上年10月1日至当年9月30日统计，包括：{'、'.join(dict.fromkeys(health))}。"
    lacking = [t for t in facts.targets if lacks_value(t, facts.year)]
    if lacking:
        yield f"{facts.year}年缺数的指标，按原因分列：{listed_by_reason(lacking, facts.year)}。"
    if any(point.adjusted for target in facts.targets for point in target.points):
        yield "标注“调整数”的，为上年报告公布后修订的数据。"
    if facts.method_version:
        yield f"达标研判方法版本：{facts.method_version}；研判结果只供认定参考，不在本报告中列出。"
