"""Versions of the scheme (监测方案): which one is in force, what a version changes, words for its columns."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.http import Http404

from fuertong.catalogue import load
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.enums import SchemeState
from fuertong_web.collection.scheme_models import SchemeLine, SchemeVersion
from fuertong_web.places.models import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference between two versions: what kind, about which indicator, and what in words."""

    kind: str
    name: str
    what: str = ""


def versions_of(place: Place) -> list[SchemeVersion]:
    """All versions, newest first."""
    return list(place.scheme_versions.order_by("-no"))


def version_for(actor: Actor, uid: uuid.UUID | str) -> SchemeVersion:
    """One version of the actor's place; Http404 for another place's."""
    found = SchemeVersion.objects.filter(uid=uid, place=actor.place).select_related("place__region").first()
    if found is None or actor.place is None or actor.code_form_id is not None:
        raise Http404
    return found


def version_in_force(place: Place) -> SchemeVersion | None:
    """The newest approved version, None before the first approval."""
    return place.scheme_versions.filter(state=SchemeState.APPROVED).order_by("-no").first()


def version_to_open(place: Place) -> SchemeVersion | None:
    """The version a round is opened from: the approved one, else the newest there is."""
    return version_in_force(place) or place.scheme_versions.order_by("-no").first()


def version_before(version: SchemeVersion) -> SchemeVersion | None:
    """The version this one was made from."""
    return SchemeVersion.objects.filter(place=version.place_id, no__lt=version.no).order_by("-no").first()


def lines_of(version: SchemeVersion) -> list[SchemeLine]:
    """The lines in their order, with indicator and unit."""
    return list(version.lines.select_related("indicator__source_unit", "unit").order_by("order", "pk"))


def differences(version: SchemeVersion) -> list[Difference]:
    """What a version changes against the one before it, added first; empty for the first version."""
    before = version_before(version)
    if before is None:
        return []
    old = {line.indicator.code: line for line in lines_of(before)}
    new = {line.indicator.code: line for line in lines_of(version)}
    found = [Difference(kind="新增", name=line.indicator.name) for code, line in new.items() if code not in old]
    found += [Difference(kind="删去", name=line.indicator.name) for code, line in old.items() if code not in new]
    for code, line in new.items():
        if code in old:
            words = _changes(old[code], line)
            if words:
                found.append(Difference(kind="改动", name=line.indicator.name, what="；".join(words)))
    return found


def _changes(old: SchemeLine, new: SchemeLine) -> list[str]:
    pairs = [
        ("口径版本", f"第{old.indicator.version}版", f"第{new.indicator.version}版"),
        ("责任单位", unit_words(old), unit_words(new)),
        ("分组", breakdown_words(old.breakdowns) or "不分组", breakdown_words(new.breakdowns) or "不分组"),
        ("重点监测指标", _yes(old.is_key), _yes(new.is_key)),
        ("评估指标", _yes(old.is_evaluation), _yes(new.is_evaluation)),
        ("产生月份", month_words(old.expected_month), month_words(new.expected_month)),
        ("报送期限", old.due or "随轮次", new.due or "随轮次"),
        ("先报预计数", _yes(old.flash_first), _yes(new.flash_first)),
        ("下级也报", _yes(old.from_below), _yes(new.from_below)),
    ]
    return [f"{label}由{before}改为{after}" for label, before, after in pairs if before != after]


def unit_words(line: SchemeLine) -> str:
    """The unit that answers: named by the line, else the indicator's source unit."""
    unit = line.unit or line.indicator.source_unit
    return unit.name if unit is not None else "未定"


def month_words(month: int | None) -> str:
    """6月; 随时 where no month is given."""
    return f"{month}月" if month else "不限"


def _yes(flag: bool) -> str:
    return "是" if flag else "否"


@cache
def _dimensions() -> dict[str, str]:
    return {row.code: row.label for row in load().dimensions}


@cache
def _codes() -> dict[str, str]:
    return {row.label: row.code for row in load().dimensions}


def dimension_labels() -> list[str]:
    """The names of all breakdowns that can be asked for."""
    return list(_dimensions().values())


def dimension_codes() -> list[tuple[str, str]]:
    """Code and name of all breakdowns that can be asked for."""
    return list(_dimensions().items())


def breakdown_words(codes: Iterable[str]) -> str:
    """性别、城乡 for the codes of breakdowns; a code without a name stays."""
    return "、".join(_dimensions().get(code, code) for code in codes)


def breakdown_codes(words: str) -> tuple[list[str], list[str]]:
    """The codes of breakdowns written as 性别、城乡, and the words that name none."""
    codes: list[str] = []
    unknown: list[str] = []
    for word in words.replace("，", "、").replace(",", "、").replace(" ", "、").split("、"):
        text = word.strip()
        if not text:
            continue
        if text in _codes():
            codes.append(_codes()[text])
        elif text in _dimensions() or "=" in text:
            codes.append(text)
        else:
            unknown.append(text)
    return list(dict.fromkeys(codes)), unknown
