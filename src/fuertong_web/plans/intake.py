"""Taking in a plan document (规划导入): read apart, then one draft a plan; of a refused file nothing is kept."""

import hashlib
import mimetypes

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.models import User
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import Place
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import with_ids
from fuertong_web.plans.sandbox import RawReading, read_apart

PASTED_NAME = "粘贴的文本.txt"


def import_document(*, by: Actor, file_name: str, content: bytes) -> list[PlanDraft]:
    """Read a document and keep one draft a plan found; FuertongError with a sentence when there is none to read.

    The same bytes brought in again lead to the drafts still open from the first time.
    """
    place, user = _place_of(by)
    name = file_name.strip() or PASTED_NAME
    if not content.strip():
        raise FuertongError(f"《{name}》是空的，未保存任何内容。请核对后重新选择文件，或直接粘贴规划的文字。")
    if standing := _open_drafts(place, content):
        return standing
    reading = read_apart(content, name=name)
    if not reading.plans:
        raise FuertongError(
            f"《{name}》里没有读到妇女发展规划或儿童发展规划（没有“主要目标”“策略措施”等部分），未保存任何内容。"
            "请核对是否选错了文件；如果是扫描件，请改用带文字的Word或PDF。"
        )
    return _keep(by=by, user=user, place=place, name=name, content=content, reading=reading)


def _place_of(by: Actor) -> tuple[Place, User]:
    if by.place is None or by.user is None or not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以导入规划。")
    return by.place, by.user


def _open_drafts(place: Place, content: bytes) -> list[PlanDraft]:
    digest = hashlib.sha256(content).hexdigest()
    return list(PlanDraft.objects.filter(place=place, file__sha256=digest, state=PlanDraft.State.OPEN).order_by("pk"))


@transaction.atomic
def _keep(*, by: Actor, user: User, place: Place, name: str, content: bytes, reading: RawReading) -> list[PlanDraft]:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = store_file(by=by, place=place, name=name, content=content, media_type=media_type)
    starts = [_first_line(plan) for plan in reading.plans]
    drafts = []
    for plan, start, end in zip(reading.plans, starts, [*starts[1:], len(reading.lines) + 1], strict=True):
        findings = [row for row in reading.findings if _belongs(row.get("line"), start, end, only=len(starts) == 1)]
        draft = PlanDraft.objects.create(
            place=place,
            file=file,
            audience=plan["audience"],
            title=plan["title"][:300],
            plan=with_ids(plan),
            lines=reading.lines,
            findings=findings,
            by=user,
        )
        drafts.append(draft)
    titles = [draft.title for draft in drafts]
    record(by=by, action="plans.import", target=drafts[0], label=name, after={"file": name, "plans": titles})
    return drafts


def _first_line(plan: dict[str, object]) -> int:
    """The first line of a plan that the reading speaks of, as far as it says so."""
    lines = [
        node["line"]
        for domain in plan["domains"]  # type: ignore[attr-defined]
        for node in (domain, *domain["goals"])
        if node.get("line")
    ]
    sections = [item["line"] for section in plan["sections"] for item in section["items"]]  # type: ignore[attr-defined]
    return min([*lines, *sections], default=1)


def _belongs(line: int | None, start: int, end: int, *, only: bool) -> bool:
    return only or line is None or start <= line < end
