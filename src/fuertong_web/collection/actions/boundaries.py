"""Changes of boundaries (区划变动): members merge into one or split into several; old series stay as they were."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from fuertong.errors import FuertongError
from fuertong.model.organisation import Level
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.entities import MemberRow, close, keeper, make_region
from fuertong_web.collection.filling_models import Entity, EntityList
from fuertong_web.places.models import Region, RegionSuccession

LEAST = 2


@transaction.atomic
def merge_members(
    *, by: Actor, entities: Sequence[Entity], name: str, on: date, code: str = "", note: str = ""
) -> Entity:
    """合并: the members end the day before `on`, a new one covers them; name and code of one of them may go on."""
    found = _one_list(by, entities)
    if len(entities) < LEAST:
        raise FuertongError("请至少选择两个要合并的。")
    olds = [entity.region for entity in entities]
    for region in olds:
        close(region, on - timedelta(days=1))
    made = _open(found, olds[0], MemberRow(name=name.strip(), code=code.strip(), since=on))
    _succeed(olds, [made.region], RegionSuccession.Kind.MERGE, on, note, by)
    _take_lists(olds, made.region, found, on)
    record(
        by=by,
        action="collection.entity_merge",
        target=made,
        before={"listed": [str(region) for region in olds]},
        after={"name": made.region.name, "on": on, "note": note.strip()},
    )
    return made


@transaction.atomic
def split_member(*, by: Actor, entity: Entity, into: Sequence[MemberRow], on: date, note: str = "") -> list[Entity]:
    """拆分: the member ends the day before `on`, several new ones cover it."""
    found = _one_list(by, [entity])
    if len(into) < LEAST:
        raise FuertongError("请写明拆分成哪几个，每行一个，至少两个。")
    if len({row.name.strip() for row in into}) != len(into):
        raise FuertongError("拆分后的名称有重复，请核对。")
    close(entity.region, on - timedelta(days=1))
    made = [
        _open(found, entity.region, MemberRow(name=row.name.strip(), code=row.code.strip(), since=on)) for row in into
    ]
    _succeed([entity.region], [row.region for row in made], RegionSuccession.Kind.SPLIT, on, note, by)
    for row in made:
        _take_lists([entity.region], row.region, found, on)
    record(
        by=by,
        action="collection.entity_split",
        target=entity,
        before={"name": entity.region.name},
        after={"listed": [row.region.name for row in made], "on": on, "note": note.strip()},
    )
    return made


def _one_list(by: Actor, entities: Sequence[Entity]) -> EntityList:
    if not entities:
        raise FuertongError("请选择要办理的。")
    found = entities[0].list
    keeper(by, found)
    for entity in entities:
        if entity.list_id != found.pk:
            raise FuertongError("只能在同一名录内办理。")
        if entity.until is not None or entity.region.valid_to is not None:
            raise FuertongError(f"{entity.region}已经终止，不能再办理区划变动。")
    return found


def _open(found: EntityList, like: Region, row: MemberRow) -> Entity:
    if not row.name:
        raise FuertongError("请写明变动后的名称。")
    region = make_region(found.place, Level(like.level), row)
    return Entity.objects.create(list=found, region=region, since=row.since)


def _succeed(
    olds: Sequence[Region],
    news: Sequence[Region],
    kind: RegionSuccession.Kind,
    on: date,
    note: str,
    by: Actor,
) -> None:
    RegionSuccession.objects.bulk_create(
        RegionSuccession(old=old, new=new, kind=kind, on=on, note=note.strip()[:200], by=by.label)
        for old in olds
        for new in news
    )


def _take_lists(olds: Sequence[Region], new: Region, found: EntityList, on: date) -> None:
    """The other lists the old ones stood on until the day before go on with the new one."""
    ended = Entity.objects.filter(region__in=olds, until=on - timedelta(days=1)).exclude(list=found)
    for pk in set(ended.values_list("list", flat=True)):
        Entity.objects.get_or_create(list_id=pk, region=new, defaults={"since": on})
