"""Kinds of reports (报告种类): who writes each, what else it needs, what it is for."""

from dataclasses import dataclass

from fuertong.reports.templates import template
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.reports.models import Report

Kind = Report.Kind
WRITE = (Permission.REPORT_WRITE_MONITORING, Permission.REPORT_WRITE_EVALUATION)
LONG = (Kind.FINAL, Kind.EVALUATION_MIDTERM, Kind.EVALUATION_FINAL)
"""Kinds that take long enough to be written in the background."""
BY_STATISTICIAN = (Kind.MONITORING, Kind.MIDTERM, Kind.FINAL, Kind.SUPPLEMENT)
PURPOSES = {
    Kind.MONITORING: "每年一份，各指标的数据、变化和认定",
    Kind.MIDTERM: "规划期中间，开局以来的变化和到期目标的差距",
    Kind.FINAL: "规划期满，逐项说明是否达标；到期待数的列在最前",
    Kind.SUPPLEMENT: "终期报告印发后，待数的指标有了数，只写与原报告不同的",
    Kind.EVALUATION_MIDTERM: "中期评估：达标情况、趋势、差距、策略措施、问题和建议",
    Kind.EVALUATION_FINAL: "终期评估：达标情况、趋势、差距、策略措施、问题和建议",
    Kind.BRIEFING: "一页，报送政府",
    Kind.UNIT_BRIEFING: "一页，送一个部门，只写它牵头的目标",
    Kind.CARDS: "每个主要目标一张卡片",
    Kind.WARNINGS: "经核实发布的预警和需重点关注的指标",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A kind the actor may write, as the page offers it."""

    kind: str
    label: str
    purpose: str
    needs_unit: bool


def right_of(kind: str) -> Permission:
    """The right that writes reports of the kind: 监测 by the statistician, 评估 and briefings by the office."""
    return Permission.REPORT_WRITE_MONITORING if kind in BY_STATISTICIAN else Permission.REPORT_WRITE_EVALUATION


def may_write(actor: Actor, kind: str) -> bool:
    """Whether the actor writes reports of the kind."""
    return kind in Kind.values and actor.can(right_of(kind))


def writer_words(kind: str) -> str:
    """Why somebody else may not."""
    if kind not in Kind.values:
        return "没有这一种报告，请重新选择。"
    label = Kind(kind).label
    return f"{label}由统计人员编写。" if kind in BY_STATISTICIAN else f"{label}由妇儿工委办编写。"


def offers_of(actor: Actor) -> list[Offer]:
    """The kinds the actor writes, in the order of their importance."""
    return [
        Offer(
            kind=kind.value, label=kind.label, purpose=PURPOSES[kind], needs_unit=template(kind.value).needs == "unit"
        )
        for kind in Kind
        if may_write(actor, kind)
    ]
