"""Actions on reports: making, consulting, moving through their life, finishing."""

from fuertong_web.reports.actions.approving import finish_offline, finish_report, open_targets
from fuertong_web.reports.actions.making import make_report

__all__ = ["finish_offline", "finish_report", "make_report", "open_targets"]
