"""Taking in a plan document (规划导入): read apart, then one draft a plan; of a refused file nothing is kept."""

import hashlib
import json
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
from fuertong_web.plans.continuing import go_on
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import Node, with_ids
from fuertong_web.plans.sandbox import RawReading, read_apart

PASTED_NAME = "粘贴的文本.txt"
EXTENT = "extent"


def import_document(*, by: Actor, file_name: str, content: bytes) -> list[PlanDraft]:
    """Read a document and keep one draft a plan found; FuertongError with a sentence when there is none to read.

    The same bytes brought in again lead to the drafts still open from the first time.
    """
    place, _ = _place_of(by)
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
    return keep_reading(by=by, name=name, content=content, reading=reading)


def _place_of(by: Actor) -> tuple[Place, User]:
    if by.place is None or by.user is None or not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以导入规划。")
    return by.place, by.user


def _open_drafts(place: Place, content: bytes) -> list[PlanDraft]:
    digest = hashlib.sha256(content).hexdigest()
    return list(PlanDraft.objects.filter(place=place, file__sha256=digest, state=PlanDraft.State.OPEN).order_by("pk"))


@transaction.atomic
def keep_reading(*, by: Actor, name: str, content: bytes, reading: RawReading) -> list[PlanDraft]:
    """One draft a plan of a reading made elsewhere (plan.json of a place folder), with its document."""
    place, user = _place_of(by)
    if standing := _open_drafts(place, content):
        return standing
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = store_file(by=by, place=place, name=name, content=content, media_type=media_type)
    drafts = []
    for plan, (start, end) in zip(reading.plans, _extents(reading), strict=True):
        findings = [row for row in reading.findings if start <= (row.get("line") or start) <= end]
        plan = json.loads(json.dumps(with_ids(plan) | {EXTENT: [start, end]}))  # lists, as the data base gives them
        draft = PlanDraft.objects.create(
            place=place,
            file=file,
            audience=plan["audience"],
            title=plan["title"][:300],
            plan=plan,
            lines=reading.lines,
            findings=findings,
            by=user,
        )
        drafts.append(draft)
    titles = [draft.title for draft in drafts]
    record(by=by, action="plans.import", target=drafts[0], label=name, after={"file": name, "plans": titles})
    go_on(by=by, drafts=drafts)
    return drafts


def _extents(reading: RawReading) -> list[tuple[int, int]]:
    """First and last line of each plan: the title page before its first item belongs to it."""
    spoken = [_spoken_of(plan) for plan in reading.plans]
    starts = [1, *(max(lines, default=0) + 1 for lines in spoken[:-1])]
    ends = [*(min(lines, default=1) - 1 for lines in spoken[1:]), len(reading.lines)]
    return list(zip(starts, ends, strict=True))


def _spoken_of(plan: Node) -> list[int]:
    """The lines that the reading of a plan points to."""
    nodes = [node for domain in plan["domains"] for node in (domain, *domain["goals"], *domain["strategies"])]
    nodes += [item for section in plan.get("sections", []) for item in section["items"]]
    return [node["line"] for node in nodes if node.get("line")]
