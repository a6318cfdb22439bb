"""Health of a plan (规划体检): what the core's check says of it, and what the place has still to settle."""

from dataclasses import dataclass

from django.urls import reverse

from fuertong.model.findings import Severity
from fuertong.model.plan import Confidence
from fuertong.reading import check
from fuertong_web.plans.core_form import core_plan
from fuertong_web.plans.models import Goal, Plan
from fuertong_web.plans.selectors import goals_of, successors


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One finding with the page where it is mended."""

    severity: Severity
    place: str
    message: str
    remedy: str = ""
    href: str = ""


def health_of(plan: Plan) -> list[dict[str, str]]:
    """All remarks, gravest first, in the form of the component `findings`."""
    goals = goals_of(plan)
    by_line = {goal.line: goal for goal in goals if goal.line}
    rows = [
        Remark(
            severity=finding.severity,
            place=_name(by_line.get(finding.where.line or 0)) if finding.where.line else "规划",
            message=finding.message,
            remedy=finding.remedy,
            href=_address(by_line.get(finding.where.line or 0)),
        )
        for finding in check(core_plan(plan))
    ]
    rows += _open_places(goals) + _dissolved(plan, goals)
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    rows.sort(key=lambda row: order.index(row.severity))
    fields = ("place", "message", "remedy", "href")
    return [{"severity": row.severity.value, **{name: getattr(row, name) for name in fields}} for row in rows]


def _open_places(goals: list[Goal]) -> list[Remark]:
    rows = []
    silent = set()
    for goal in goals:
        for target in goal.targets.all():
            if target.confidence != Confidence.SURE:
                rows.append(_remark(goal, f"“{target.name}”导入时拿不准，还没有人看过。", "请打开修改页，核对后保存。"))
            if target.indicator and target.indicator.polarity is None:
                silent.add(target.indicator.pk)
    if silent:
        text = f"有{len(silent)}项指标还没有写明越高越好还是越低越好，暂不能研判。"
        rows.insert(0, _remark(None, text, "请在“指标好的方向”页一次回答。", reverse("polarity_questions")))
    return rows


def _dissolved(plan: Plan, goals: list[Goal]) -> list[Remark]:
    heirs = successors(plan.place)
    return [
        _remark(goal, f"{part.text}已撤销，还没有指定承接单位。", "请在“设置—单位”中写明承接单位。")
        for goal in goals
        for part in goal.units.all()
        if part.unit and part.unit.valid_to and part.unit.pk not in heirs
    ]


def _remark(goal: Goal | None, message: str, remedy: str, href: str = "") -> Remark:
    return Remark(
        severity=Severity.WARNING, place=_name(goal), message=message, remedy=remedy, href=href or _address(goal)
    )


def _name(goal: Goal | None) -> str:
    return f"{goal.domain.title} 目标{goal.no}" if goal else "规划"


def _address(goal: Goal | None) -> str:
    return reverse("goal", args=[goal.code]) if goal else ""
