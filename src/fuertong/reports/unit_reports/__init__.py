"""Unit reports (单位报告, practice 26): Word out with what a unit leads, Word in by goal, into the office's draft."""

from fuertong.reports.unit_reports.merging import gathered_report, with_notes
from fuertong.reports.unit_reports.occasions import Occasion
from fuertong.reports.unit_reports.returning import Answer, Missing, Returned, read_unit_report, whose
from fuertong.reports.unit_reports.tasks import Tasks, tasks_of, units_in_force
from fuertong.reports.unit_reports.writing import unit_report

__all__ = [
    "Answer",
    "Missing",
    "Occasion",
    "Returned",
    "Tasks",
    "gathered_report",
    "read_unit_report",
    "tasks_of",
    "unit_report",
    "units_in_force",
    "whose",
    "with_notes",
]
