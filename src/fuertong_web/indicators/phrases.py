"""What phrases of a place's documents mean (叫法): a person's answer is kept and used for the next plan.

Append-only: an answer taken back is a row of its own, and the log says who gave and who removed it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fuertong.catalogue import load, normal_name
from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.indicators.actions import place_of
from fuertong_web.indicators.models import Indicator, Phrase
from fuertong_web.places.models import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseAnswer:
    """A phrase as written and the indicator it means; `code` "" says that it is an indicator of its own."""

    written: str
    code: str
    breakdown: str = ""


def phrases_of(place: Place) -> Mapping[str, Phrase]:
    """The answer that counts for each phrase in normal spelling; those taken back are left out."""
    latest = {row.phrase: row for row in place.phrases.order_by("pk")}
    return {phrase: row for phrase, row in latest.items() if row.answer != Phrase.Answer.REMOVED}


def phrases_for(indicator: Indicator) -> list[Phrase]:
    """The phrases people bound to this indicator, newest first."""
    rows = [row for row in phrases_of(indicator.place).values() if row.code == indicator.code]
    return sorted(rows, key=lambda row: -row.pk)


@transaction.atomic
def remember_phrases(*, by: Actor, answers: Sequence[PhraseAnswer]) -> int:
    """Keep what a person said of phrases; returns how many answers are new."""
    place = place_of(by)
    standing = phrases_of(place)
    known = set(place.indicators.values_list("code", flat=True)) | set(load().by_code)
    rows = []
    for given in answers:
        if given.code and given.code not in known:
            raise FuertongError(f"“{given.written}”所选的指标已不存在，请刷新页面后再选。")
        answer = Phrase.Answer.INDICATOR if given.code else Phrase.Answer.LOCAL
        key = normal_name(given.written)[:200]
        now = standing.get(key)
        if now is None or (now.answer, now.code, now.breakdown) != (answer, given.code, given.breakdown):
            rows.append(
                Phrase(
                    place=place,
                    phrase=key,
                    written=given.written[:200],
                    answer=answer,
                    code=given.code,
                    breakdown=given.breakdown,
                    by=by.label,
                )
            )
    Phrase.objects.bulk_create(rows)
    if rows:
        after = {row.written: row.code or "本地指标" for row in rows}
        record(by=by, action="indicators.phrases", label=f"选定指标叫法{len(rows)}个", after=after)
    return len(rows)


@transaction.atomic
def forget_phrase(*, by: Actor, phrase: Phrase) -> None:
    """Take an answer back; plans confirmed with it stay as they are."""
    if phrase.place_id != place_of(by).pk:
        raise PermissionDenied("只能修改本地区的叫法。")
    if phrases_of(phrase.place).get(phrase.phrase) != phrase:
        raise FuertongError(f"“{phrase.written}”的叫法已改动过，请刷新页面。")
    Phrase.objects.create(
        place=phrase.place,
        phrase=phrase.phrase,
        written=phrase.written,
        answer=Phrase.Answer.REMOVED,
        by=by.label,
    )
    record(
        by=by,
        action="indicators.phrase_remove",
        label=f"取消叫法“{phrase.written}”",
        before={phrase.written: phrase.code or "本地指标"},
    )
