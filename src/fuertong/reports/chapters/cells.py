"""Cells of tables about targets (表格单元): value, newest value, verdict."""

from fuertong.model.verdict import Verdict
from fuertong.reports.blocks import Role, Run, Trace, Words, plain
from fuertong.reports.facts import TargetFacts
from fuertong.reports.figures import number, published
from fuertong.reports.series import Line
from fuertong.reports.tally import agreed_verdict

MISSING, KEPT_BACK = "—", "＊"


def value_cell(target: TargetFacts, year: int) -> Words:
    """The value of a year without its unit, traced; — for none, ＊ for one that may not be printed."""
    point = target.point(year)
    if point is not None and point.withheld:
        return plain(KEPT_BACK)
    value = published(point, target.indicator) if point else None
    if value is None or point is None:
        return plain(MISSING)
    trace = Trace(uid=target.uid, role=Role.VALUE, year=year, revision=point.revision)
    return (Run(number(value), trace),)


def newest_cell(target: TargetFacts, year: int) -> Words:
    """The year's value; for surveys, censuses and terms the newest still standing, with its year."""
    point = Line(uid=target.uid, indicator=target.indicator, points=target.points).current(year)
    if point is None or point.year == year:
        return value_cell(target, year)
    return (*value_cell(target, point.year), Run(f"（{point.year}年）"))


def verdict_text(target: TargetFacts) -> str:
    """The sign and the word of a verdict: ● 已达标."""
    if target.sealed:
        return "暂不公布"
    verdict = agreed_verdict(target)
    word = verdict.value.removeprefix("定性：")
    return f"{verdict.sign} {word}（小样本）" if verdict is Verdict.MISSED_ONE_YEAR else f"{verdict.sign} {word}"
