"""Everything remembered for the next documents (记住的内容), in four kinds, each line with what takes it back."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong.model.organisation import UnitKind
from fuertong_web.accounts.actor import Actor
from fuertong_web.indicators.phrases import phrases_of
from fuertong_web.places.actions import change_unit
from fuertong_web.places.models import Place, Unit
from fuertong_web.plans.lessons import Act, Lesson
from fuertong_web.plans.memories import drop_lesson, lesson_key, standing
from fuertong_web.plans.memory_models import Memory
from fuertong_web.plans.remembering import standing_lessons
from fuertong_web.plans.wording import sentence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing remembered: what was written, what it means from then on, who said so; where it is taken back."""

    written: str
    means: str
    said: str = ""
    kind: str = ""
    key: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One sort of remembered things, with the word on its button."""

    title: str
    note: str
    undo: str
    lines: list[Line]


def remembered_of(place: Place) -> list[Kind]:
    """All four kinds; a constant number of queries beside the place's latest drafts."""
    return [
        Kind(title="指标叫法", note="规划里的名称对应哪个指标。", undo="取消", lines=_phrases(place)),
        Kind(title="照上次改的指标值", note="下次读到同样的话，自动照改。", undo="不再照改", lines=_lessons(place)),
        Kind(title="不是指标值的话", note="下次读到同样的话，不再列为问题。", undo="取回", lines=_sentences(place)),
        Kind(title="单位的其他写法", note="规划里的写法对应哪个单位。", undo="取消", lines=_unit_names(place)),
    ]


def _phrases(place: Place) -> list[Line]:
    names = dict(place.indicators.filter(valid_to=None).values_list("code", "name"))
    rows = sorted(phrases_of(place).values(), key=lambda row: -row.pk)
    return [
        Line(
            written=row.written,
            means=names.get(row.code, row.code) if row.code else "单独的本地指标",
            said=f"{row.by} {row.at:%Y-%m-%d}",
            url=reverse("phrase_remove", args=[row.uid]),
        )
        for row in rows
    ]


def _unit_names(place: Place) -> list[Line]:
    units = place.units.filter(valid_to=None).order_by("order", "code")
    return [
        Line(written=name, means=unit.name, kind="unit", key=f"{unit.uid}|{name}")
        for unit in units
        for name in unit.aliases
    ]


def _lessons(place: Place) -> list[Line]:
    return [
        Line(written=lesson.quote, means=_means(lesson), kind="lesson", key=lesson_key(lesson))
        for lesson in reversed(standing_lessons(place))
    ]


def _means(lesson: Lesson) -> str:
    if lesson.act is Act.DROP:
        return "不是指标值，不列"
    if lesson.act is Act.ADD:
        return f"加一项：{sentence_of(lesson.fields)}"
    name = lesson.fields.get("indicator")
    return f"改为“{name}”" if name else f"改{len(lesson.fields)}处内容"


def _sentences(place: Place) -> list[Line]:
    rows = sorted(standing(place, Memory.Kind.NO_TARGET).values(), key=lambda row: -row.pk)
    return [
        Line(
            written=row.written, means="不是指标值", said=f"{row.by} {row.at:%Y-%m-%d}", kind="memory", key=str(row.uid)
        )
        for row in rows
    ]


def forget_lesson(*, by: Actor, key: str) -> str:
    """No longer make the correction of this key; its words."""
    lessons = standing_lessons(by.place) if by.place else []
    lesson = next((row for row in lessons if lesson_key(row) == key), None)
    if lesson is None:
        raise FuertongError("这条改法已经取消过，请刷新页面。")
    drop_lesson(by=by, lesson=lesson, written=lesson.quote)
    return f"“{lesson.quote[:40]}”。"


@transaction.atomic
def forget_unit_name(*, by: Actor, unit: str, name: str) -> str:
    """Take another name from a unit; the unit's own name."""
    rows = Unit.objects.filter(place=by.place)
    found = next((row for row in rows if str(row.uid) == unit), None)
    if found is None or name not in found.aliases:
        raise FuertongError("这个写法已经取消过，请刷新页面。")
    kept = [alias for alias in found.aliases if alias != name]
    change_unit(by=by, unit=found, name=found.name, short=found.short, aliases=kept, kind=UnitKind(found.kind))
    return found.name
