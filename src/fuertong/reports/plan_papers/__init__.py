"""Papers about plans (规划文书): health report, alignment, succession and responsibilities, as reports to be issued."""

from fuertong.reports.plan_papers.alignment import alignment_report, alignment_sheet
from fuertong.reports.plan_papers.health import health_report, health_sheet
from fuertong.reports.plan_papers.responsibilities import duties_report, duties_sheet, unit_duties_report
from fuertong.reports.plan_papers.succession import succession_report, succession_sheet

__all__ = [
    "alignment_report",
    "alignment_sheet",
    "duties_report",
    "duties_sheet",
    "health_report",
    "health_sheet",
    "succession_report",
    "succession_sheet",
    "unit_duties_report",
]
