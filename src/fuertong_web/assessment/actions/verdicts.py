"""认定: a named person's act per target and year, with the signal and the unit's own view beside it (method 6.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.models import Assessment, UnitAnswer, Verdict
from fuertong_web.assessment.selectors import (
    answers_of,
    assessments_of,
    attested_of,
    default_word,
    first_red_at,
    is_own,
    leads,
    targets_for,
    verdicts_of,
)
from fuertong_web.assessment.verdict_rows import GRAVE
from fuertong_web.audit.actions import record
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Plan, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Offline:
    """A verdict given on paper: the deciding body, the day and the document."""

    body: str
    on: date
    document: str = ""


@transaction.atomic
def give_verdict(
    *,
    by: Actor,
    target: Target,
    data_year: int,
    word: Word,
    reason: str = "",
    evidence: str = "",
    checklist: Sequence[str] = (),
    offline: Offline | None = None,
) -> Verdict:
    """Give or change the verdict of a target; a grave word waits for the unit's answer or the end of its term."""
    _may_decide(by, target, offline)
    if word is Word.OPEN:
        raise FuertongError("请选择一个认定结论。")
    assessment = assessments_of([target], data_year).get(target.pk)
    previous = verdicts_of([target], data_year).get(target.pk)
    attested = attested_of([target], data_year).get(target.pk)
    default = attested.word if attested else default_word(assessment)
    if word in GRAVE and word is not default and offline is None and not _unit_heard(by, target, data_year):
        days = setting(target.goal.domain.plan.place, "verdict.answer_days")
        raise FuertongError(
            f"“{target.name}”拟认定为{word.value}，须先有责任单位的预判和理由，或答复期限（{days}天）已满；"
            "也可登记线下认定。"
        )
    if word is not default and not reason.strip() and offline is None and _contradicts(word, default):
        raise FuertongError(f"“{target.name}”的认定与研判信号不同，请写明理由。")
    return _record(
        by=by,
        target=target,
        data_year=data_year,
        word=word,
        reason=reason.strip(),
        assessment=assessment,
        previous=previous,
        taken_over=False,
        offline=offline,
        evidence=evidence.strip(),
        checklist=checklist,
    )


@transaction.atomic
def take_over_green(*, by: Actor, plan: Plan, data_year: int) -> list[Verdict]:
    """Take over every green signal without a verdict yet, in one act; returns the verdicts given."""
    if not by.can(Permission.VERDICT_WRITE):
        raise PermissionDenied("认定由妇儿工委办或监测评估组办理。")
    targets = list(targets_for(by, plan))
    signals, given = assessments_of(targets, data_year), verdicts_of(targets, data_year)
    attested = attested_of(targets, data_year)
    made = []
    for target in targets:
        said = attested.get(target.pk)
        word = said.word if said else default_word(signals.get(target.pk))
        if word is None or target.pk in given or is_own(by, target):
            continue
        made.append(
            _record(
                by=by,
                target=target,
                data_year=data_year,
                word=word,
                reason=said.words if said else "",
                assessment=signals.get(target.pk),
                previous=None,
                taken_over=True,
                offline=None,
            )
        )
    return made


@transaction.atomic
def answer_target(*, by: Actor, target: Target, data_year: int, word: Word, reason: str) -> UnitAnswer:
    """The lead unit's own view of its target with its reason."""
    unit = next((part.unit for part in leads(target) if part.unit_id in by.unit_ids), None)
    if unit is None or not by.can(Permission.VERDICT_ANSWER_OWN):
        raise PermissionDenied("只有牵头责任单位可以填写预判。")
    if not reason.strip():
        raise FuertongError("请写明理由，认定时会放在信号旁边供参考。")
    row = UnitAnswer.objects.create(
        target=target,
        data_year=data_year,
        unit=unit,
        word=word.value,
        reason=reason.strip(),
        by=by.label,
        at=timezone.now(),
    )
    record(by=by, action="assessment.answer", target=target, after={"word": word.value, "reason": row.reason})
    return row


def _may_decide(by: Actor, target: Target, offline: Offline | None) -> None:
    if not by.can(Permission.VERDICT_WRITE) or target.goal.domain.plan.place != by.place:
        raise PermissionDenied("认定由妇儿工委办或监测评估组办理。")
    if is_own(by, target) and offline is None:
        raise PermissionDenied("填报或牵头这项指标的人不能单独认定，请由他人认定，或登记线下认定。")


def _unit_heard(by: Actor, target: Target, data_year: int) -> bool:
    if answers_of([target], data_year):
        return True
    since = first_red_at([target], data_year).get(target.pk)
    days = int(setting(target.goal.domain.plan.place, "verdict.answer_days"))
    return since is not None and timezone.now() >= since + timedelta(days=days)


def _contradicts(word: Word, default: Word | None) -> bool:
    return default is not None and word is not default


def _record(
    *,
    by: Actor,
    target: Target,
    data_year: int,
    word: Word,
    reason: str,
    assessment: Assessment | None,
    previous: Verdict | None,
    taken_over: bool,
    offline: Offline | None,
    evidence: str = "",
    checklist: Sequence[str] = (),
) -> Verdict:
    row = Verdict.objects.create(
        target=target,
        data_year=data_year,
        word=word.value,
        reason=reason,
        assessment=assessment,
        taken_over=taken_over,
        by=by.label,
        user=by.user,
        at=timezone.now(),
        evidence=evidence,
        checklist=list(checklist),
        offline_body=offline.body if offline else "",
        offline_on=offline.on if offline else None,
        offline_document=offline.document if offline else "",
        previous=previous,
    )
    record(
        by=by,
        action="assessment.verdict",
        target=target,
        before={"word": previous.word} if previous else {},
        after={"year": data_year, "word": word.value, "reason": reason, "taken_over": taken_over},
    )
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What one row of the page says."""

    target: Target
    word: Word
    reason: str = ""
    evidence: str = ""


def save_verdicts(
    *, by: Actor, choices: Sequence[Choice], data_year: int, offline: Offline | None = None
) -> tuple[int, dict[str, str]]:
    """Give several verdicts from one page; returns how many were given and target uid → why it was refused.

    `offline` registers all of them as decided on paper, by one body on one day.
    """
    given, refused = 0, {}
    for choice in choices:
        try:
            give_verdict(
                by=by,
                target=choice.target,
                data_year=data_year,
                word=choice.word,
                reason=choice.reason,
                evidence=choice.evidence,
                offline=offline,
            )
            given += 1
        except (FuertongError, PermissionDenied) as error:
            refused[str(choice.target.uid)] = str(error)
    return given, refused
