"""Kinds of reports (报告种类): which template writes them, who writes them, for which years they are offered."""

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.reports.models import Report

BY_STATISTICIAN = (Report.Kind.MONITORING, Report.Kind.MIDTERM_MONITORING, Report.Kind.FINAL_MONITORING)


def right_of(kind: str) -> Permission:
    """The right that writes reports of the kind: 监测 by the statistician, 评估 and briefings by the office."""
    return Permission.REPORT_WRITE_MONITORING if kind in BY_STATISTICIAN else Permission.REPORT_WRITE_EVALUATION


def may_write(actor: Actor, kind: str) -> bool:
    """Whether the actor writes reports of the kind."""
    return actor.can(right_of(kind))


def writer_words(kind: str) -> str:
    """Why somebody else may not."""
    label = Report.Kind(kind).label
    return f"{label}由统计人员编写。" if kind in BY_STATISTICIAN else f"{label}由妇儿工委办编写。"
