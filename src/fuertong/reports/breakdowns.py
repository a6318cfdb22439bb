"""Breakdown sentences (分组情况): 其中，农村为93.5%，比上年提高0.5个百分点；城市为95.0%，与上年持平。"""

from fuertong.model.indicator import Kind
from fuertong.reports.blocks import Run, Words
from fuertong.reports.facts import BreakdownFacts, TargetFacts
from fuertong.reports.figures import published
from fuertong.reports.pen import Pen
from fuertong.reports.series import Line, compared, figure, year_before

_PARTITIONS = ("residence=", "sex=")


def breakdown_sentence(target: TargetFacts, year: int, pen: Pen) -> Words:
    """The groups that have a value in `year`; none at all when the total lies outside the range of its parts."""
    lines = [(group.label, _line(target, group)) for group in target.breakdowns]
    present = [(label, line, point) for label, line in lines if (point := line.printable(year))]
    if not present or not _total_fits(target, [line for _, line, _ in present], year, pen):
        return ()
    words: list[Run] = [Run("其中，")]
    for place, (label, line, point) in enumerate(present):
        spoken = pen.wording.groups.get(label, label)
        changes = compared(line, point, (year_before(line, point),), pen.wording)
        words += [
            Run("；" if place else ""),
            Run(f"{spoken}为"),
            *figure(line, point),
            *changes,
        ]
    return (*(run for run in words if run.text), Run("。"))


def _line(target: TargetFacts, group: BreakdownFacts) -> Line:
    return Line(uid=target.uid, indicator=target.indicator, points=group.points, breakdown=group.breakdown)


def _total_fits(target: TargetFacts, lines: list[Line], year: int, pen: Pen) -> bool:
    """A rate lies between those of its parts (农村 and 城市, 女 and 男); a slip here is a real published error."""
    total = Line(uid=target.uid, indicator=target.indicator, points=target.points).printable(year)
    value = published(total, target.indicator) if total else None
    if value is None or target.indicator.kind not in (Kind.PCT, Kind.RATE):
        return True
    for start in _PARTITIONS:
        parts = [line for line in lines if line.breakdown.startswith(start) and ";" not in line.breakdown]
        values = [published(point, line.indicator) for line in parts if (point := line.printable(year))]
        known = [number for number in values if number is not None]
        if len(known) >= 2 and not min(known) <= value <= max(known):
            name = target.indicator.name
            pen.ledger.refuse(
                "report.total_outside_parts",
                name,
                f"“{name}”{year}年合计数不在各分组数值之间，分组情况没有写。",
                "请核对合计与分组数据。",
            )
            return False
    return True
