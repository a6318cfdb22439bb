"""Remembering and taking back (记住与取回): sentences ticked off as no target, and corrections no longer wanted."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.places.models import Place
from fuertong_web.plans.lessons import Lesson, pattern_of
from fuertong_web.plans.memory_models import Memory
from fuertong_web.plans.models import PlanDraft

_SHOWN = 300


def standing(place: Place, kind: Memory.Kind) -> dict[str, Memory]:
    """By key what counts today: the last row of each key unless it was taken back."""
    latest = {row.key: row for row in place.memories.filter(kind=kind).order_by("pk")}
    return {key: row for key, row in latest.items() if row.on}


def sentence_key(words: str) -> str:
    """By what a sentence is known again: its words with the numbers left open."""
    return _digest(pattern_of(words))


def lesson_key(lesson: Lesson) -> str:
    """By what a remembered correction is known again."""
    return _digest("|".join((*lesson.key, "add" if lesson.act == "add" else "")))


@transaction.atomic
def tick_off(*, by: Actor, draft: PlanDraft, words: str) -> Memory:
    """This sentence holds no target, here and in the next documents."""
    place = _place(by, draft.place)
    now = standing(place, Memory.Kind.NO_TARGET).get(sentence_key(words))
    return now or _keep(by, place, Memory.Kind.NO_TARGET, sentence_key(words), words, draft=draft)


@transaction.atomic
def drop_lesson(*, by: Actor, lesson: Lesson, written: str) -> Memory:
    """Make this correction no more; drafts read until now keep it, a later correction teaches it anew."""
    place = _place(by, by.place)
    last = PlanDraft.objects.filter(place=place).order_by("-pk").first()
    return _keep(by, place, Memory.Kind.LESSON_OFF, lesson_key(lesson), written, draft=last)


@transaction.atomic
def take_back(*, by: Actor, memory: Memory) -> None:
    """What was said no longer counts: the sentence is asked about again, the correction made again."""
    place = _place(by, memory.place)
    kind = Memory.Kind(memory.kind)
    if standing(place, kind).get(memory.key) != memory:
        raise FuertongError(f"“{memory.written[:40]}”已经取回过，请刷新页面。")
    _keep(by, place, kind, memory.key, memory.written, on=False)


def _keep(
    by: Actor,
    place: Place,
    kind: Memory.Kind,
    key: str,
    written: str,
    *,
    on: bool = True,
    draft: PlanDraft | None = None,
) -> Memory:
    row = Memory.objects.create(
        place=place, kind=kind, key=key, written=written[:_SHOWN], on=on, draft=draft, by=by.label
    )
    words = {"kind": kind.label, "words": row.written, "on": on}
    record(by=by, action="plans.memory", target=row, label=row.written[:80], after=words)
    return row


def _place(by: Actor, place: Place | None) -> Place:
    if place is None or by.place is None or by.place.pk != place.pk or not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以决定记住什么。")
    return place


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
