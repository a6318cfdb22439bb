"""Upper plans (上级规划): kept to compare with, read apart; the national headline targets are always there."""

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model import plan as core
from fuertong.model.organisation import Level
from fuertong.planning.alignment import Alignment, align
from fuertong.planning.national import national_plan
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import Place
from fuertong_web.plans.core_form import core_plan
from fuertong_web.plans.core_tree import plan_of_tree
from fuertong_web.plans.known_names import names_of_place
from fuertong_web.plans.models import Plan, UpperPlan
from fuertong_web.plans.parents import settle_parents
from fuertong_web.plans.reading_tree import Node
from fuertong_web.plans.sandbox import read_apart

NATION = "nation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upper:
    """One plan to compare with: key for addresses, short name, title; `row` None for the national outline."""

    key: str
    name: str
    title: str
    plan: core.Plan
    row: UpperPlan | None = None


def uppers_of(plan: Plan) -> list[Upper]:
    """What a plan of the place can be compared with: uploaded upper plans, then the national outline."""
    rows = UpperPlan.objects.filter(place=plan.place, audience=plan.audience, dropped_at=None).order_by("at", "pk")
    found = _of_parent(plan)
    found += [
        Upper(key=str(row.uid), name=row.name, title=row.title, plan=plan_of_tree(row.plan), row=row) for row in rows
    ]
    if plan.place.region.level != Level.NATION:
        national = national_plan(core.Audience(plan.audience))
        found.append(Upper(key=NATION, name="国家", title=national.title, plan=national))
    return found


def _of_parent(plan: Plan) -> list[Upper]:
    """The plan above as the upper level confirmed it here."""
    if plan.parent is None:
        return []
    name = plan.parent.place.region.name
    return [Upper(key=plan.parent.code, name=name, title=plan.parent.title, plan=core_plan(plan.parent))]


def alignment_of(plan: Plan, upper: Upper) -> Alignment:
    """The plan as it stands today against one upper plan."""
    names = names_of_place(plan.place)
    return align(core_plan(plan), upper.plan, upper_name=upper.name, catalogue=names, whole=upper.row is not None)


def upper_plan_for(actor: Actor, uid: UUID) -> UpperPlan:
    """An upper plan kept by the actor's place; Http404 elsewhere."""
    found = UpperPlan.objects.filter(uid=uid, place=actor.place, dropped_at=None).first() if actor.place else None
    if found is None:
        raise Http404
    return found


def add_upper_plan(*, by: Actor, name: str, file_name: str, content: bytes) -> list[UpperPlan]:
    """Read an upper plan's document and keep its plans; an older one of the same name and audience gives way."""
    place = _place_of(by)
    if not name.strip():
        raise FuertongError("请填写这是哪一级的规划，如“××市”“××省”。")
    if not content.strip():
        raise FuertongError(f"《{file_name}》是空的，未保存任何内容。请核对后重新选择文件。")
    reading = read_apart(content, name=file_name)
    if not reading.plans:
        raise FuertongError(f"《{file_name}》里没有读到妇女或儿童发展规划，未保存任何内容。请核对是否选错了文件。")
    return keep_upper_plans(
        by=by, place=place, name=name.strip(), file_name=file_name, content=content, plans=reading.plans
    )


@transaction.atomic
def keep_upper_plans(
    *, by: Actor, place: Place, name: str, file_name: str, content: bytes, plans: list[Node]
) -> list[UpperPlan]:
    """Keep plans read elsewhere."""
    media_type = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
    file = store_file(by=by, place=place, name=file_name, content=content, media_type=media_type)
    now = timezone.now()
    rows = []
    for plan in plans:
        _give_way(place, str(plan["audience"]), name, now)
        rows.append(
            UpperPlan.objects.create(
                place=place,
                file=file,
                audience=plan["audience"],
                name=name[:60],
                title=str(plan["title"])[:300],
                plan=plan,
                by=by.label,
            )
        )
    settle_parents(place)
    after = {"file": file_name, "plans": [row.title for row in rows]}
    record(by=by, action="plans.add_upper", target=rows[0], label=name, after=after)
    return rows


def _give_way(place: Place, audience: str, name: str, now: datetime) -> None:
    UpperPlan.objects.filter(place=place, audience=audience, name=name, dropped_at=None).update(dropped_at=now)


@transaction.atomic
def drop_upper_plan(*, by: Actor, upper: UpperPlan) -> None:
    """Compare with it no longer; the file stays."""
    place = _place_of(by)
    if upper.place_id != place.pk:
        raise PermissionDenied("只能移除本地保存的上级规划。")
    UpperPlan.objects.filter(pk=upper.pk, dropped_at=None).update(dropped_at=timezone.now())
    record(by=by, action="plans.drop_upper", target=upper)


def _place_of(by: Actor) -> Place:
    if by.place is None or by.user is None or not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以添加或移除上级规划。")
    return by.place
