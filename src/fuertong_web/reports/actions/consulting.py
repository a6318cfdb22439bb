"""征求意见 (交流、反馈): units are asked, answer with opinions or none, and each opinion is answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.places.models import Unit
from fuertong_web.reports.actions.moving import BEFORE_REVIEW, locked, note_step, require_writer
from fuertong_web.reports.kinds import may_write
from fuertong_web.reports.life_models import Comment, Consultation
from fuertong_web.reports.models import ReportState, ReportVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a unit says about a passage."""

    passage: str
    text: str


@transaction.atomic
def consult(*, by: Actor, version: ReportVersion, units: Iterable[Unit], due: date) -> int:
    """Ask units for their opinion; units already asked are left as they are. Returns how many were asked now."""
    require_writer(by, version.report)
    if due < timezone.localdate():
        raise FuertongError("答复期限不能早于今天。")
    version = locked(version)
    if version.state not in BEFORE_REVIEW:
        raise FuertongError(f"这一稿现在是“{version.get_state_display()}”，不再征求意见。")
    asked = set(version.consultations.values_list("unit_id", flat=True))
    new = [unit for unit in units if unit.pk not in asked and unit.place_id == version.report.plan.place_id]
    if not new:
        raise FuertongError("请至少选一个还没有征求过意见的单位。")
    at = timezone.now()
    for unit in new:
        Consultation.objects.create(version=version, unit=unit, due=due, asked_by=by.label, asked_at=at)
    version.state = ReportState.CONSULTED
    version.save(update_fields=["state"])
    names = "、".join(unit.name for unit in new)
    note_step(by, version, action="reports.consult", after={"units": names}, on=due, note=f"{len(new)}个单位"[:500])
    return len(new)


@transaction.atomic
def reply(*, by: Actor, consultation: Consultation, opinions: Iterable[Opinion], recorder_note: str = "") -> None:
    """A unit's reply: its opinions, or none (无意见); the writer may write down a reply on paper, with a note."""
    version = locked(consultation.version)
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    own = by.can(Permission.REPORT_WRITE_OWN, unit_id=consultation.unit_id)
    if not own:
        if version.report.plan.place != by.place or not may_write(by, version.report.kind):
            raise PermissionDenied("只有被征求意见的单位可以答复。")
        if not recorder_note.strip():
            raise FuertongError("代录单位的书面答复，请写明来文或电话的时间和经办人。")
    if consultation.replied_at:
        raise FuertongError("这个单位已经答复，补充意见请另行提出。")
    if version.is_final:
        raise FuertongError("这一稿已经定稿，不再接收意见。")
    said = [one for one in opinions if one.text.strip()]
    consultation.replied_by, consultation.replied_at = by.label, timezone.now()
    consultation.recorder_note = recorder_note.strip()[:200]
    consultation.save(update_fields=["replied_by", "replied_at", "recorder_note"])
    for one in said:
        _comment(by, version, one, unit=consultation.unit)
    record(
        by=by,
        action="reports.reply",
        target=version,
        after={"unit": consultation.unit.name, "opinions": len(said), "note": recorder_note.strip()},
    )


@transaction.atomic
def comment(*, by: Actor, version: ReportVersion, opinion: Opinion) -> Comment:
    """An opinion of somebody in the office, the bureau or the group."""
    rights = (Permission.REPORT_APPROVE, Permission.REPORT_WRITE_EVALUATION, Permission.REPORT_WRITE_MONITORING)
    if version.report.plan.place != by.place or not any(by.can(right) for right in rights):
        raise PermissionDenied("意见由妇儿工委办、统计人员和监测评估组提出。")
    version = locked(version)
    if version.is_final:
        raise FuertongError("这一稿已经定稿，不再接收意见。")
    if not opinion.text.strip():
        raise FuertongError("请写明意见。")
    made = _comment(by, version, opinion, unit=None)
    record(by=by, action="reports.comment", target=version, after={"text": made.text})
    return made


@transaction.atomic
def answer(*, by: Actor, comment: Comment, taken: str, words: str) -> None:
    """Whether an opinion is adopted; a refusal or part adoption says why."""
    require_writer(by, comment.version.report)
    if taken not in Comment.Taken.values:
        raise FuertongError("请选择采纳、部分采纳或不采纳。")
    if taken != Comment.Taken.ADOPTED and not words.strip():
        raise FuertongError("部分采纳或不采纳的，请写明理由。")
    row = Comment.objects.select_for_update().get(pk=comment.pk)
    before = {"adoption": row.taken, "answer": row.answer}
    row.taken, row.answer = taken, words.strip()[:500]
    row.answered_by, row.answered_at = by.label, timezone.now()
    row.save(update_fields=["taken", "answer", "answered_by", "answered_at"])
    record(by=by, action="reports.answer", target=row, before=before, after={"adoption": taken, "answer": row.answer})


def _comment(by: Actor, version: ReportVersion, opinion: Opinion, *, unit: Unit | None) -> Comment:
    return Comment.objects.create(
        version=version,
        unit=unit,
        passage=opinion.passage.strip()[:300],
        text=opinion.text.strip()[:1000],
        by=by.label,
        at=timezone.now(),
    )
