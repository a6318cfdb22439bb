"""定稿: by the group, or on paper and written down (线下办理); refused while something is left to settle."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.places.models import StoredFile
from fuertong_web.places.selectors import setting
from fuertong_web.reports.actions.moving import locked, note_step, require_writer
from fuertong_web.reports.models import ReportState, ReportVersion

BEFORE = (ReportState.DRAFT, ReportState.CONSULTED, ReportState.SUBMITTED, ReportState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What was decided outside the system: the body, its day, the document and its scan."""

    body: str
    on: date
    document: str
    scan: StoredFile | None = None


@transaction.atomic
def finish_report(*, by: Actor, version: ReportVersion, reason: str = "") -> ReportVersion:
    """定稿 by the group: refused while a target is 待认定 unless the approver says so by name."""
    if not by.can(Permission.REPORT_APPROVE) or version.report.plan.place != by.place:
        raise PermissionDenied("报告由监测评估组审核定稿。")
    body = str(setting(version.report.plan.place, "evaluation.leading_body", plan=version.report.plan))
    return _finish(by, version, reason, Paper(body=body, on=timezone.localdate(), document=""), is_offline=False)


@transaction.atomic
def finish_offline(*, by: Actor, version: ReportVersion, paper: Paper, reason: str = "") -> ReportVersion:
    """线下办理: the group decided in a meeting or on paper; who writes it down is the recorder, not the approver."""
    require_writer(by, version.report)
    if not paper.body.strip() or not paper.document.strip():
        raise FuertongError("线下审定请写明审定机构和批准文件（文号、会议纪要）。")
    if paper.on > timezone.localdate():
        raise FuertongError("审定日期不能晚于今天。")
    return _finish(by, version, reason, paper, is_offline=True)


def open_targets(version: ReportVersion) -> list[str]:
    """The names of the targets that were 待认定 when the version was written."""
    return [
        target["indicator"]["name"]
        for domain in version.facts.get("domains", [])
        for goal in domain["goals"]
        for target in goal["targets"]
        if target["verdict"] == Word.OPEN.value
    ]


def _finish(by: Actor, version: ReportVersion, reason: str, paper: Paper, *, is_offline: bool) -> ReportVersion:
    version = locked(version)
    if version.state not in BEFORE:
        raise FuertongError("这一稿已经定稿。")
    if version.gaps:
        raise FuertongError(
            f"还有{len(version.gaps)}处待补充（如{version.gaps[0]}），请由责任单位补齐后重新生成，或删去后重新生成。"
        )
    unanswered = version.comments.filter(taken="").count()
    if unanswered:
        raise FuertongError(f"还有{unanswered}条意见没有办理，请先逐条写明是否采纳。")
    left = open_targets(version)
    if left and not reason.strip():
        raise FuertongError(f"还有{len(left)}项待认定（如{left[0]}），定稿请写明带待认定项定稿的理由。")
    version.final_reason = reason.strip()
    version.state = ReportState.APPROVED
    version.save(update_fields=["final_reason", "state"])
    note_step(
        by,
        version,
        action="reports.finish",
        after={"open": len(left)},
        body=paper.body.strip()[:100],
        on=paper.on,
        document=paper.document.strip()[:200],
        note=reason.strip()[:500],
        is_offline=is_offline,
        file=paper.scan,
    )
    return version
