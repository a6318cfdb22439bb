"""Missing data (缺数): which targets have no value of the year, and why, in the words of the unit or its choice."""

from collections.abc import Iterable

from fuertong.model.observation import ValueStatus
from fuertong.reports.facts import TargetFacts
from fuertong.reports.series import Line
from fuertong.reports.tally import is_qualitative


def lacks_value(target: TargetFacts, year: int) -> bool:
    """Whether the year has neither a value, nor one kept back, nor an attested verdict (认证无数字)."""
    if target.sealed or is_qualitative(target):
        return False
    if Line(uid=target.uid, indicator=target.indicator, points=target.points).current(year) is not None:
        return False
    point = target.point(year)
    if point is None:
        return True
    return not point.withheld and point.status is not ValueStatus.ATTESTED


def missing_reason(target: TargetFacts, year: int) -> str:
    """Why there is no value: the unit's words, else the reason chosen, else that none was given."""
    point = target.point(year)
    if point is not None and point.reason:
        return point.reason
    if point is not None and point.absence is not None:
        return point.absence.label
    return "责任单位未填报且未说明原因"


def listed_by_reason(targets: Iterable[TargetFacts], year: int) -> str:
    """数据待发布：甲（县教育局）、乙（县民政局）；未统计：丙（县残联）."""
    groups: dict[str, list[str]] = {}
    for target in targets:
        unit = f"（{target.lead[0]}）" if target.lead else ""
        groups.setdefault(missing_reason(target, year), []).append(f"{target.indicator.name}{unit}")
    return "；".join(f"{reason}：{'、'.join(names)}" for reason, names in groups.items())
