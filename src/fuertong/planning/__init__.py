"""Plans laid beside what they must fit (规划比对): health check, alignment with upper plans, succession, revision."""

from fuertong.planning.alignment import Alignment, AlignmentRow, Standing, align
from fuertong.planning.health import check
from fuertong.planning.national import national_plan
from fuertong.planning.rules.registry import Present
from fuertong.planning.succession import Change, Succession, SuccessionRow, succeed

__all__ = [
    "Alignment",
    "AlignmentRow",
    "Change",
    "Present",
    "Standing",
    "Succession",
    "SuccessionRow",
    "align",
    "check",
    "national_plan",
    "succeed",
]
