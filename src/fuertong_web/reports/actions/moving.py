"""Steps of a version (报告流转): sent to the group, returned, issued, published, archived; each dated and named."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.reports.kinds import may_write, writer_words
from fuertong_web.reports.life_models import ReportStep
from fuertong_web.reports.models import Report, ReportState, ReportVersion

BEFORE_REVIEW = (ReportState.DRAFT, ReportState.CONSULTED, ReportState.RETURNED)


@transaction.atomic
def submit_report(*, by: Actor, version: ReportVersion, note: str = "") -> None:
    """送审: the writer hands the version to the group."""
    require_writer(by, version.report)
    version = locked(version)
    _from(version, BEFORE_REVIEW, "送审")
    _move(version, ReportState.SUBMITTED)
    note_step(by, version, action="reports.submit", note=note.strip()[:500])


@transaction.atomic
def return_report(*, by: Actor, version: ReportVersion, reason: str) -> None:
    """退回修改 by the group, with the reason; the next version starts from this one."""
    if not by.can(Permission.REPORT_APPROVE) or version.report.plan.place != by.place:
        raise PermissionDenied("报告由监测评估组审核。")
    if not reason.strip():
        raise FuertongError("请写明退回修改的理由。")
    version = locked(version)
    _from(version, (ReportState.SUBMITTED,), "退回")
    _move(version, ReportState.RETURNED)
    note_step(by, version, action="reports.return", note=reason.strip()[:500])


@transaction.atomic
def issue_report(*, by: Actor, version: ReportVersion, number: str, on: date, signer: str, body: str) -> None:
    """印发: the number, the day and who signed, as on the printed document."""
    require_writer(by, version.report)
    if not number.strip() or not signer.strip():
        raise FuertongError("印发请写明文号和签发人。")
    version = locked(version)
    _from(version, (ReportState.APPROVED,), "印发")
    _move(version, ReportState.ISSUED)
    note_step(
        by,
        version,
        action="reports.issue",
        document=number.strip()[:200],
        on=on,
        signer=signer.strip()[:60],
        body=body.strip()[:100],
    )


@transaction.atomic
def publish_report(*, by: Actor, version: ReportVersion, on: date, address: str) -> None:
    """公布: where and since when the public reads it."""
    require_writer(by, version.report)
    if not address.strip():
        raise FuertongError("公布请写明公布的网址或刊物。")
    version = locked(version)
    _from(version, (ReportState.APPROVED, ReportState.ISSUED), "公布")
    _move(version, ReportState.PUBLISHED)
    note_step(by, version, action="reports.publish", on=on, address=address.strip()[:300])


@transaction.atomic
def archive_report(*, by: Actor, version: ReportVersion, number: str) -> None:
    """归档 under a number of the archive."""
    require_writer(by, version.report)
    version = locked(version)
    _from(version, (ReportState.APPROVED, ReportState.ISSUED, ReportState.PUBLISHED), "归档")
    _move(version, ReportState.ARCHIVED)
    note_step(by, version, action="reports.archive", document=number.strip()[:200], on=timezone.localdate())


def require_writer(by: Actor, report: Report) -> None:
    """PermissionDenied unless the actor writes reports of this kind in this place."""
    if report.plan.place != by.place or not may_write(by, report.kind):
        raise PermissionDenied(writer_words(report.kind))


def locked(version: ReportVersion) -> ReportVersion:
    """The version's row, held until the end of the transaction."""
    rows = ReportVersion.objects.select_for_update(of=("self",)).select_related("report__plan__place__region")
    return rows.get(pk=version.pk)


def note_step(
    by: Actor, version: ReportVersion, *, action: str, after: dict[str, Any] | None = None, **given: Any
) -> None:
    """Write the step the version has just taken, and its event."""
    ReportStep.objects.create(version=version, step=version.state, by=by.label, at=timezone.now(), **given)
    said = {name: value for name, value in given.items() if value and name != "file"}
    record(by=by, action=action, target=version, after={**said, **(after or {})})


def _from(version: ReportVersion, states: tuple[ReportState, ...], word: str) -> None:
    if version.state not in states:
        wanted = "、".join(state.label for state in states)
        raise FuertongError(f"这一稿现在是“{version.get_state_display()}”，{wanted}的稿子才能{word}。")


def _move(version: ReportVersion, state: ReportState) -> None:
    version.state = state
    version.save(update_fields=["state"])
