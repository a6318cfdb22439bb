"""Official explanations (指标解释, practice 20): handed in, laid over the catalogue, taken over entry by entry.

Taking over either confirms a definition (the series goes on) or changes it (a new version, the series breaks): a person
says which, the product never guesses.
"""

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from fuertong.catalogue.matching import LIKELY
from fuertong.errors import FuertongError
from fuertong.model.indicator import Standing
from fuertong.reading.explanations import Explanation
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.indicators.actions import place_of, redefine
from fuertong_web.indicators.choosing import known_of
from fuertong_web.indicators.models import ExplanationEntry, ExplanationFile, Indicator
from fuertong_web.places.actions import store_file

TEXTS = ("definition", "numerator", "denominator")


class Taking(StrEnum):
    """How an entry is taken over: the meaning stays, or it changes from a day on."""

    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """An entry beside the place's indicators it may explain, the likeliest first."""

    entry: ExplanationEntry
    indicator: Indicator | None
    others: list[Indicator]
    listed_name: str = ""


def explanation_file_for(actor: Actor, uid: UUID) -> ExplanationFile:
    """A file of the actor's place; Http404 elsewhere."""
    found = ExplanationFile.objects.filter(uid=uid, place=actor.place).select_related("place").first()
    if actor.place is None or found is None:
        raise Http404
    return found


@transaction.atomic
def keep_explanations(
    *, by: Actor, title: str, name: str, content: bytes, entries: Sequence[Explanation]
) -> ExplanationFile:
    """Keep a file and what was read from it; nothing is changed yet."""
    place = place_of(by)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    stored = store_file(by=by, place=place, name=name, content=content, media_type=media_type)
    file = ExplanationFile.objects.create(place=place, title=title, file=stored, by=by.label)
    ExplanationEntry.objects.bulk_create(
        ExplanationEntry(
            file=file,
            no=number,
            name=row.name[:200],
            definition=row.definition,
            numerator=row.numerator[:200],
            denominator=row.denominator[:200],
            unit=row.unit[:20],
            where=row.where[:200],
        )
        for number, row in enumerate(entries, start=1)
    )
    record(
        by=by, action="indicators.explanations", target=file, label=title, after={"file": name, "rows": len(entries)}
    )
    return file


def overlays_of(file: ExplanationFile) -> list[Overlay]:
    """Every entry with the indicator of the place it explains, as far as names tell."""
    known = known_of(file.place)
    rows = []
    for entry in file.entries.select_related("taken"):
        found = known.candidates(entry.name)
        others = [known.by_code[row.indicator.code] for row in found if row.indicator.code in known.by_code]
        best = found[0] if found and found[0].score >= LIKELY and not found[0].breakdown else None
        own = known.by_code.get(best.indicator.code) if best else None
        listed = best.indicator.name if best and own is None else ""
        rows.append(Overlay(entry=entry, indicator=own, others=others, listed_name=listed))
    return rows


def words_of(entry: ExplanationEntry, indicator: Indicator) -> dict[str, str]:
    """The definition, numerator and denominator an entry gives; what it leaves open stays as it is."""
    return {field: getattr(entry, field) or getattr(indicator, field) for field in TEXTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A person's decision on one entry."""

    entry: ExplanationEntry
    indicator: Indicator
    taking: Taking


@transaction.atomic
def take_over(*, by: Actor, decisions: Sequence[TakenOver], since: date | None) -> int:
    """Take entries over as official definitions; `since` is the day from which changed ones hold."""
    place = place_of(by)
    for one in decisions:
        if one.indicator.place_id != place.pk or one.entry.file.place_id != place.pk:
            raise PermissionDenied("只能修改本地区的指标。")
        if one.entry.taken_id is not None:
            raise FuertongError(f"“{one.entry.name}”已经采用过，请刷新页面。")
        source = f"{one.entry.file.title}，{one.entry.where}"[:300]
        changes: dict[str, Any] = {**words_of(one.entry, one.indicator), "standing": Standing.OFFICIAL.value}
        changes["source"] = source
        if one.taking is Taking.SAME:
            row = _confirmed(by, one.indicator, changes)
        else:
            if since is None:
                raise FuertongError("有口径变化的指标，请写明新口径的启用日期。")
            unit = one.entry.unit or one.indicator.unit
            row = redefine(
                by=by,
                indicator=one.indicator,
                changes=changes | {"unit": unit},
                since=since,
                reason=f"按{source}"[:300],
            )
        one.entry.taken, one.entry.taken_by, one.entry.taken_at = row, by.label, timezone.now()
        one.entry.save(update_fields=["taken", "taken_by", "taken_at"])
    return len(decisions)


def _confirmed(by: Actor, indicator: Indicator, changes: Mapping[str, Any]) -> Indicator:
    """The words and the standing of the version in force; the meaning is the same, so the series goes on."""
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if row.valid_to is not None:
        raise FuertongError(f"“{row.name}”第{row.version}版已被新的版本代替，请刷新页面。")
    before = {field: getattr(row, field) for field in changes}
    for field, value in changes.items():
        setattr(row, field, value)
    row.save(update_fields=list(changes))
    record(by=by, action="indicators.explain", target=row, before=before, after=dict(changes))
    return row
