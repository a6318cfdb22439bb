"""Changing places, units and settings; every act leaves an audit event."""

import hashlib
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.organisation import Level, UnitKind, is_region_code
from fuertong.reading.unit_names import proposed_kind
from fuertong_web.accounts.actor import SYSTEM, Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.places.models import Place, Region, Setting, StoredFile, Unit, UnitSuccession
from fuertong_web.places.registry import Scope, by_key
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Plan

SHORT_NAMES = {
    Level.PROVINCE: "我省",
    Level.CITY: "我市",
    Level.COUNTY: "我县",
    Level.NATION: "全国",
    Level.TOWN: "我镇",
}


def create_region(*, code: str, name: str, level: Level, parent: Region | None = None) -> Region:
    """The region of a code, made when it does not stand yet."""
    if not is_region_code(code):
        raise FuertongError(f"行政区划代码“{code}”应为6位数字（县级以下9位或12位，开发区如371500-K01）。")
    found = Region.objects.filter(code=code, valid_to=None).first()
    return found or Region.objects.create(code=code, name=name, level=level.value, parent=parent)


@transaction.atomic
def create_place(
    *,
    by: Actor = SYSTEM,
    code: str,
    name: str,
    level: Level,
    short_name: str = "",
    parent: Region | None = None,
    is_example: bool = False,
) -> Place:
    """A place that runs its plans here; FuertongError when the code is taken or malformed."""
    region = create_region(code=code, name=name, level=level, parent=parent)
    if Place.objects.filter(region=region).exists():
        raise FuertongError(f"{region.name}（{code}）已经建立，不必重复建立。")
    place = Place.objects.create(region=region, short_name=short_name or SHORT_NAMES[level], is_example=is_example)
    record(by=by, action="places.create", target=place, after={"code": code, "name": name}, place_code=code)
    return place


def _place_of(by: Actor, permission: Permission) -> Place:
    if not by.can(permission) or by.place is None:
        raise PermissionDenied("您的身份不能修改这一项。")
    return by.place


def _refuse_strangers(place: Place, units: Iterable[Unit]) -> None:
    if any(unit.place_id != place.pk for unit in units):
        raise PermissionDenied("只能办理本地区单位的事项。")


def _next_code(place: Place) -> str:
    numbers = [
        int(found[1])
        for code in place.units.values_list("code", flat=True)
        if (found := re.fullmatch(rf"{re.escape(place.code)}-u(\d+)", code))
    ]
    return f"{place.code}-u{max(numbers, default=0) + 1:03d}"


@transaction.atomic
def create_unit(
    *,
    by: Actor,
    name: str,
    code: str | None = None,
    short: str = "",
    aliases: Iterable[str] = (),
    kind: UnitKind | None = None,
    valid_from: date | None = None,
) -> Unit:
    """A unit of the actor's place, of the kind its name says unless told; one in force of that name is returned."""
    place = _place_of(by, Permission.UNITS_WRITE)
    name = name.strip()
    if not name:
        raise FuertongError("单位名称不能为空。")
    if found := place.units.filter(name=name, valid_to=None).first():
        return found
    unit = Unit(
        place=place,
        code=code or _next_code(place),
        name=name,
        short=short,
        aliases=list(aliases),
        kind=(kind or proposed_kind(name)).value,
        order=place.units.count() + 1,
        valid_from=valid_from,
    )
    _full_clean(unit)
    unit.save()
    record(by=by, action="places.unit_create", target=unit, after={"code": unit.code, "name": name})
    return unit


@transaction.atomic
def create_units_from_text(*, by: Actor, text: str) -> list[Unit]:
    """One unit a line as pasted from Word or Excel; a second column is the short name; blank lines do not count."""
    made = []
    for line in text.splitlines():
        parts = [part.strip() for part in re.split(r"[\t,，]", line) if part.strip()]
        if parts:
            made.append(create_unit(by=by, name=parts[0], short=parts[1] if len(parts) > 1 else ""))
    if not made:
        raise FuertongError("没有读到单位名称，请每行写一个单位。")
    return made


@transaction.atomic
def change_unit(*, by: Actor, unit: Unit, name: str, short: str, aliases: list[str], kind: UnitKind) -> Unit:
    """New particulars of a unit; the old name stays as an alias so that old papers are still recognised."""
    _refuse_strangers(_place_of(by, Permission.UNITS_WRITE), [unit])
    before = {"name": unit.name, "short": unit.short, "aliases": unit.aliases, "kind": unit.kind}
    if name != unit.name and unit.name not in aliases:
        aliases = [*aliases, unit.name]
    unit.name, unit.short, unit.aliases, unit.kind = name.strip(), short.strip(), aliases, kind.value
    _full_clean(unit)
    unit.save()
    after = {"name": unit.name, "short": unit.short, "aliases": unit.aliases, "kind": unit.kind}
    record(by=by, action="places.unit_change", target=unit, before=before, after=after)
    return unit


@transaction.atomic
def dissolve_unit(*, by: Actor, unit: Unit, since: date, successors: Iterable[Unit], note: str = "") -> None:
    """Close a unit from `since` on; each successor takes over its duties from that day (职责承接)."""
    heirs = list(successors)
    _refuse_strangers(_place_of(by, Permission.UNITS_WRITE), [unit, *heirs])
    if unit.valid_to is not None:
        raise FuertongError(f"{unit.name}已于{unit.valid_to:%Y-%m-%d}撤销，不能再次撤销。")
    if not heirs:
        raise FuertongError("请选择至少一个承接单位，否则它牵头的目标就没有责任单位了。")
    unit.valid_to = since - timedelta(days=1)
    _full_clean(unit)
    unit.save()
    for heir in heirs:
        succession = UnitSuccession(old=unit, new=heir, since=since, note=note)
        _full_clean(succession)
        succession.save()
    record(
        by=by,
        action="places.unit_dissolve",
        target=unit,
        after={"valid_to": unit.valid_to, "successors": [heir.code for heir in heirs], "note": note},
    )


@transaction.atomic
def change_setting(*, by: Actor, key: str, text: str, plan: Plan | None = None, reason: str = "") -> Setting | None:
    """Store a new value of a registered setting; None when it is the value in force already."""
    place = _place_of(by, Permission.SETTINGS_WRITE)
    kind = by_key(key)
    if plan is not None and kind.scope is not Scope.PLAN:
        raise FuertongError(f"“{kind.label}”不能按规划分别设置。")
    value, before = kind.parse(text), setting(place, key, plan=plan)
    if value == before:
        return None
    return _store(by=by, place=place, plan=plan, key=key, value=value, before=before, reason=reason)


@transaction.atomic
def settle_setting(*, by: Actor, key: str, text: str, plan: Plan, reason: str) -> Setting:
    """Store what a person decided on a rule of a plan, the value in force included; of the plan where it may differ."""
    place = _place_of(by, Permission.SETTINGS_WRITE)
    if plan.place_id != place.pk:
        raise PermissionDenied("只能设置本地区的规划。")
    kind = by_key(key)
    own = plan if kind.scope is Scope.PLAN else None
    value, before = kind.parse(text), setting(place, key, plan=own)
    return _store(by=by, place=place, plan=own, key=key, value=value, before=before, reason=reason[:300])


def _store(*, by: Actor, place: Place, plan: Plan | None, key: str, value: Any, before: Any, reason: str) -> Setting:
    row = Setting.objects.create(
        place=place, plan=plan, key=key, value=value, valid_from=timezone.now(), by=by.label, reason=reason
    )
    record(
        by=by,
        action="places.setting",
        target=row,
        label=by_key(key).label,
        before={key: before},
        after={key: value, "reason": reason},
    )
    return row


def store_file(*, by: Actor, place: Place, name: str, content: bytes, media_type: str) -> StoredFile:
    """Keep a file's bytes; called inside the action that needs it."""
    return StoredFile.objects.create(
        place=place,
        name=name[-255:],
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        by=by.user,
    )


def _full_clean(row: Unit | UnitSuccession) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise FuertongError("".join(error.messages)) from None


def remember_plan_type(*, place: Place, audiences: list[str], years: str) -> None:
    """What the set-up was told about the plans, as settings of the place."""
    setup = Actor(label="首次设置", place=place)
    for key, value in (("plans.audiences", "、".join(audiences)), ("plans.years", years)):
        _store(by=setup, place=place, plan=None, key=key, value=value, before=by_key(key).default, reason="首次设置")
