"""Keeping the lists of entities below the place (名录): members are added, ended and renamed, never deleted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from fuertong.errors import FuertongError
from fuertong.model.organisation import Level, is_region_code
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.enums import EntityKind
from fuertong_web.collection.filling_models import Entity, EntityList
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Region, RegionName

LEVELS = {
    EntityKind.TOWN: Level.TOWN,
    EntityKind.VILLAGE: Level.VILLAGE,
    EntityKind.SCHOOL: Level.ENTITY,
    EntityKind.BODY: Level.ENTITY,
    EntityKind.OTHER: Level.ENTITY,
}
BELOW = {Level.NATION: Level.PROVINCE, Level.PROVINCE: Level.CITY, Level.CITY: Level.COUNTY, Level.COUNTY: Level.TOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One member to be put on a list; without `code` it gets one of its own."""

    name: str
    code: str = ""
    since: date | None = None
    until: date | None = None


@transaction.atomic
def create_list(*, by: Actor, name: str, kind: EntityKind, words: Sequence[str] = (), note: str = "") -> EntityList:
    """A new list; one of 乡镇 or 县 begins with the lower regions that are known already."""
    place = keeper(by)
    name = name.strip()
    if not name:
        raise FuertongError("请写明名录的名称，如“乡镇（街道）”。")
    if place.entity_lists.filter(name=name).exists():
        raise FuertongError(f"已有名为“{name}”的名录。")
    made = EntityList.objects.create(place=place, name=name, kind=kind, words=list(words), note=note.strip()[:300])
    known = []
    if kind in (EntityKind.TOWN, EntityKind.REGION):
        level = level_of(place, kind)
        known = list(Region.objects.filter(parent=place.region, level=level, valid_to=None).order_by("code"))
        Entity.objects.bulk_create(Entity(list=made, region=row, since=row.valid_from) for row in known)
    record(
        by=by,
        action="collection.entity_list_create",
        target=made,
        after={"name": name, "kind": kind.value, "members": len(known)},
    )
    return made


@transaction.atomic
def change_list(
    *, by: Actor, found: EntityList, name: str, words: Sequence[str], note: str, indicators: Iterable[Indicator]
) -> None:
    """New particulars of a list and the indicators that forms ask for member by member (逐个填报)."""
    place = keeper(by, found)
    chosen = list(indicators)
    if any(row.place_id != place.pk for row in chosen):
        raise PermissionDenied("只能选择本地区的指标。")
    if not name.strip():
        raise FuertongError("请写明名录的名称。")
    if place.entity_lists.filter(name=name.strip()).exclude(pk=found.pk).exists():
        raise FuertongError(f"已有名为“{name.strip()}”的名录。")
    before = {"name": found.name, "words": found.words, "indicators": [row.name for row in found.indicators.all()]}
    found.name, found.words, found.note = name.strip(), list(words), note.strip()[:300]
    found.save(update_fields=["name", "words", "note"])
    found.indicators.set(chosen)
    after = {"name": found.name, "words": found.words, "indicators": [row.name for row in chosen]}
    record(by=by, action="collection.entity_list_change", target=found, before=before, after=after)


@transaction.atomic
def add_members(*, by: Actor, found: EntityList, rows: Iterable[MemberRow]) -> list[Entity]:
    """Put members on a list; a region that is there already is used again, a member already on the list stays."""
    place = keeper(by, found)
    made = [entity for row in rows if (entity := _add(place, found, row)) is not None]
    if made:
        after = {"listed": [str(entity.region) for entity in made]}
        record(by=by, action="collection.entity_add", target=found, after=after)
    return made


@transaction.atomic
def end_member(*, by: Actor, entity: Entity, on: date, note: str = "", only_list: bool = False) -> None:
    """The member's last day: dissolved (撤销) with all its lists, or only taken off this list (移出名录)."""
    keeper(by, entity.list)
    if entity.until is not None:
        raise FuertongError(f"{entity.region}已于{entity.until.isoformat()}终止，不必再办。")
    close(entity.region, on, only=entity if only_list else None)
    record(
        by=by,
        action="collection.entity_end",
        target=entity,
        after={"name": entity.region.name, "until": on, "only_list": only_list, "note": note.strip()},
    )


@transaction.atomic
def rename_member(*, by: Actor, entity: Entity, name: str, on: date, note: str = "") -> None:
    """更名 from a day on: the series goes on under the new name, the old one is kept with its last day."""
    place, region = keeper(by, entity.list), entity.region
    name = name.strip()
    if not name or name == region.name:
        raise FuertongError("请写明与原来不同的新名称。")
    if _named(place, name).exclude(pk=region.pk).exists():
        raise FuertongError(f"已有名为“{name}”的地区或单位，请核对。")
    before = region.name
    RegionName.objects.create(region=region, name=before, until=on - timedelta(days=1), note=note[:200], by=by.label)
    region.name = name
    region.save(update_fields=["name"])
    record(
        by=by,
        action="collection.entity_rename",
        target=entity,
        before={"name": before},
        after={"name": name, "on": on, "note": note.strip()},
    )


def keeper(by: Actor, found: EntityList | None = None) -> Place:
    """The place whose lists the actor may change."""
    if not by.can(Permission.SCHEME_WRITE) or by.place is None:
        raise PermissionDenied("名录由妇儿工委办和统计人员维护。")
    if found is not None and found.place_id != by.place.pk:
        raise PermissionDenied("这是其他地区的名录。")
    return by.place


def level_of(place: Place, kind: EntityKind) -> Level:
    """The level of a list's members at a place."""
    return BELOW.get(Level(place.region.level), Level.TOWN) if kind is EntityKind.REGION else LEVELS[kind]


def close(region: Region, on: date, *, only: Entity | None = None) -> None:
    """End the region and its memberships with `on` as last day; `only` ends that one membership and nothing else."""
    open_ones = Entity.objects.filter(region=region, until=None)
    for entity in open_ones.filter(pk=only.pk) if only else open_ones:
        if entity.since is not None and on < entity.since:
            raise FuertongError(f"{region}自{entity.since.isoformat()}起列入名录，终止日期不能早于这一天。")
        entity.until = on
        entity.save(update_fields=["until"])
    if only is None:
        if region.valid_from is not None and on < region.valid_from:
            raise FuertongError(f"{region}自{region.valid_from.isoformat()}起设立，终止日期不能早于这一天。")
        region.valid_to = on
        region.save(update_fields=["valid_to"])


def make_region(place: Place, level: Level, row: MemberRow) -> Region:
    """A new region below the place, in force from `row.since`; FuertongError when name or code are taken."""
    code = row.code.strip() or next_code(place)
    if not is_region_code(code):
        raise FuertongError(f"“{row.name}”的代码“{code}”应为9位或12位数字；没有代码的请留空。")
    if Region.objects.filter(code=code, valid_to=None).exists():
        raise FuertongError(f"“{row.name}”的代码{code}已经用于其他地区或单位。")
    if _named(place, row.name).exists():
        raise FuertongError(f"已有名为“{row.name}”的地区或单位，请核对。")
    return Region.objects.create(
        code=code, name=row.name, level=level.value, parent=place.region, valid_from=row.since, valid_to=row.until
    )


def next_code(place: Place) -> str:
    """The next code of an entity without one of its own: 371500-E0001."""
    codes = Region.objects.filter(code__startswith=f"{place.code}-E").values_list("code", flat=True)
    numbers = [int(code[-4:]) for code in codes if re.fullmatch(r".*-E\d{4}", code)]
    return f"{place.code}-E{max(numbers, default=0) + 1:04d}"


def _named(place: Place, name: str) -> QuerySet[Region]:
    return Region.objects.filter(parent=place.region, name=name, valid_to=None)


def _add(place: Place, found: EntityList, row: MemberRow) -> Entity | None:
    name = row.name.strip()
    if not name:
        raise FuertongError("请写明名称。")
    if row.since and row.until and row.until < row.since:
        raise FuertongError(f"“{name}”的终止日期早于起始日期，请核对。")
    below = Region.objects.filter(parent=place.region)
    region = below.filter(code=row.code.strip()).order_by("valid_to").last() if row.code.strip() else None
    region = region or _named(place, name).first()
    if region is None:
        region = make_region(place, level_of(place, EntityKind(found.kind)), row)
    elif row.code.strip() and region.name != name:
        raise FuertongError(f"代码{row.code}是“{region.name}”，不是“{name}”。改了名称的，请用“更名”。")
    made, is_new = Entity.objects.get_or_create(
        list=found, region=region, defaults={"since": row.since, "until": row.until}
    )
    if not is_new and made.until is not None:
        raise FuertongError(f"“{name}”曾列入本名录，已于{made.until.isoformat()}终止；同名新设的，请填写新的代码。")
    return made if is_new else None
