"""Health of a plan (规划体检): what the core's check says of it, and what the place has still to settle."""

from dataclasses import dataclass

import polars as pl
from django.urls import reverse

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.organisation import Level
from fuertong.model.plan import Confidence
from fuertong.planning import Present, check
from fuertong.reports.plan_papers.health import Checked
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.selectors.frames import observations_frame
from fuertong_web.plans.core_form import core_plan
from fuertong_web.plans.duty_rows import orphaned_duties
from fuertong_web.plans.known_names import names_of_place
from fuertong_web.plans.models import Goal, Plan
from fuertong_web.plans.selectors import goals_of, plans_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One finding with the page where it is mended."""

    severity: Severity
    place: str
    message: str
    remedy: str = ""
    href: str = ""

    @property
    def row(self) -> dict[str, str]:
        """The form of the component `findings`."""
        fields = ("place", "message", "remedy", "href")
        return {"severity": self.severity.value, **{name: getattr(self, name) for name in fields}}


def health_of(plan: Plan, actor: Actor) -> list[Remark]:
    """All remarks, gravest first; values are compared only for whoever may see them."""
    goals = goals_of(plan)
    by_line = {goal.line: goal for goal in goals if goal.line}
    twin = next((one for one in plans_of(plan.place) if one.audience != plan.audience), None)
    found = check(
        core_plan(plan),
        other=core_plan(twin) if twin else None,
        level=Level(plan.place.region.level),
        catalogue=names_of_place(plan.place),
        present=_present(plan) if actor.can(Permission.VALUES_SEE) else {},
    )
    rows = [_of_finding(finding, by_line, goals) for finding in found]
    rows += _open_places(goals) + _dissolved(plan)
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    return sorted(rows, key=lambda row: order.index(row.severity))


def checked(plan: Plan, actor: Actor) -> Checked:
    """The same for the report and the list to download."""
    rows = health_of(plan, actor)
    findings = [
        Finding(severity=row.severity, code="", message=row.message, where=Place(field=row.place), remedy=row.remedy)
        for row in rows
    ]
    return Checked(plan=core_plan(plan), findings=findings, places=[row.place for row in rows])


def _present(plan: Plan) -> dict[str, Present]:
    """The newest accepted total of each indicator in the place itself, of the plan's first year or before."""
    frame = observations_frame(plan.place).filter(
        (pl.col("region") == plan.place.code)
        & (pl.col("breakdown") == "")
        & (pl.col("year") <= plan.first_year)
        & pl.col("value").is_not_null()
    )
    rows = frame.sort("year").select("indicator", "year", "value").rows()
    return {code: Present(year=year, value=value) for code, year, value in rows}


def _goal_of(message: str, goals: list[Goal]) -> Goal | None:
    """The goal a sentence begins with, where it stands in no line of the document (added in the review)."""
    return next((goal for goal in goals if message.startswith(f"“{goal.domain.title}”第{goal.no}条目标")), None)


def _of_finding(finding: Finding, by_line: dict[int, Goal], goals: list[Goal]) -> Remark:
    goal = by_line.get(finding.where.line or 0) or _goal_of(finding.message, goals)
    return Remark(
        severity=finding.severity,
        place=_name(goal) if goal else "规划",
        message=finding.message.removeprefix(f"“{goal.domain.title}”第{goal.no}条目标") if goal else finding.message,
        remedy=finding.remedy,
        href=_address(goal),
    )


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


def _dissolved(plan: Plan) -> list[Remark]:
    rows = []
    for one in orphaned_duties(plan.place):
        own = [goal for goal in (*one.leads, *one.supports) if goal.domain.plan_id == plan.pk]
        if own:
            text = f"{one.unit}已撤销（{one.since}），还没有指定承接单位，涉及{len(own)}条目标。"
            rows.append(_remark(None, text, "请在“设置—单位”中写明承接单位。", reverse("duties_orphaned")))
    return rows


def _remark(goal: Goal | None, message: str, remedy: str, href: str = "") -> Remark:
    return Remark(
        severity=Severity.WARNING, place=_name(goal), message=message, remedy=remedy, href=href or _address(goal)
    )


def _name(goal: Goal | None) -> str:
    return f"{goal.domain.title} 目标{goal.no}" if goal else "规划"


def _address(goal: Goal | None) -> str:
    return reverse("goal", args=[goal.code]) if goal else ""
