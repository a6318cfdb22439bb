"""Files behind a verdict (佐证材料): one may serve several goals; looked at for secrecy marks."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.models import VerdictFile
from fuertong_web.audit.actions import record
from fuertong_web.collection.evidence_apart import refuse_marked
from fuertong_web.collection.evidence_files import kind_of
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import StoredFile
from fuertong_web.plans.models import Goal, Plan, Target

Subject = Target | Goal


def keep_file(*, by: Actor, file: "UploadedFile[bytes]") -> StoredFile:
    """Keep an uploaded file; FuertongError for another kind of file or one with a secrecy mark."""
    if by.place is None or not by.can(Permission.VERDICT_WRITE):
        raise PermissionDenied("认定的佐证材料由妇儿工委办或监测评估组保存。")
    content, name = file.read(), file.name or "佐证材料"
    kind = kind_of(content, name)
    if not kind:
        raise FuertongError(f"《{name}》不是PDF、图片、Word（.docx）或Excel文件，没有保存。请另存为这些格式后再上传。")
    if not kind.startswith("image/"):
        refuse_marked(content, name=name, is_book="sheet" in kind or "excel" in kind)
    return store_file(by=by, place=by.place, name=name, content=content, media_type=kind)


@transaction.atomic
def attach(*, by: Actor, file: StoredFile, subjects: Iterable[Subject], data_year: int) -> int:
    """Put one file behind several targets or goals of a year; returns behind how many."""
    if not by.can(Permission.VERDICT_WRITE) or file.place != by.place:
        raise PermissionDenied("认定的佐证材料由妇儿工委办或监测评估组保存。")
    done = 0
    for subject in subjects:
        part = {"target": subject} if isinstance(subject, Target) else {"goal": subject}
        VerdictFile.objects.create(**part, file=file, data_year=data_year, by=by.label)
        record(by=by, action="assessment.attach", target=subject, after={"year": data_year, "file": file.name})
        done += 1
    return done


def files_of(plan: Plan, data_year: int) -> dict[tuple[str, int], list[VerdictFile]]:
    """("target" or "goal", id) → the files of the year and of earlier years, newest first; one query."""
    rows = VerdictFile.objects.filter(data_year__lte=data_year).select_related("file").defer("file__content")
    found: dict[tuple[str, int], list[VerdictFile]] = {}
    for row in (rows.filter(target__goal__domain__plan=plan) | rows.filter(goal__domain__plan=plan)).order_by("-pk"):
        key = ("target", row.target_id) if row.target_id else ("goal", row.goal_id or 0)
        found.setdefault(key, []).append(row)
    return found


def file_for(actor: Actor, uid: UUID) -> VerdictFile | None:
    """A file of the actor's place, for whoever sees every verdict."""
    rows = VerdictFile.objects.filter(uid=uid, file__place=actor.place).select_related("file")
    return rows.first() if actor.place is not None and actor.can(Permission.VERDICT_SEE) else None
