"""Rows of the page on which verdicts are given (认定): doubtful first, with values, history and the unit's view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from django.utils import timezone

from fuertong.model.plan import TargetKind
from fuertong.model.verdict import Signal
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.milestones import Step, milestones_reached
from fuertong_web.assessment.models import Assessment, UnitAnswer, Verdict
from fuertong_web.assessment.selectors import (
    Attested,
    answers_of,
    assessments_of,
    attested_of,
    default_word,
    figures_seen,
    first_red_at,
    past_verdicts,
    targets_for,
    verdicts_of,
)
from fuertong_web.assessment.selectors.scope import is_own
from fuertong_web.collection.disclosure import View
from fuertong_web.collection.selectors import series
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Plan, Target
from fuertong_web.plans.wording import bound_of

EMPTY: Mapping[str, "Typed"] = MappingProxyType({})
GRAVE = (Word.HARD, Word.MISSED)
VALUES_BESIDE = 4
HISTORY_BESIDE = 3
ORDER = (*(signal.value for signal in (Signal.HARD, Signal.MISSED, Signal.LIKELY, Signal.UNKNOWN, Signal.DUE)), "")

_BY_SIGNAL = {
    Signal.HARD.value: (Word.HARD, Word.BORDERLINE, Word.LIKELY),
    Signal.MISSED.value: (Word.MISSED, Word.MISSED_ONE_YEAR, Word.DUE),
    Signal.LIKELY.value: (Word.BORDERLINE, Word.LIKELY, Word.HARD),
    Signal.UNKNOWN.value: (Word.UNKNOWN, Word.DUE),
    Signal.DUE.value: (Word.DUE, Word.UNKNOWN),
    Signal.MET.value: (Word.MET, Word.LIKELY, Word.BORDERLINE),
}
_NUMBERED = (Word.MET, Word.LIKELY, Word.BORDERLINE, Word.HARD)
_POINTING = (Word.FITS, Word.FLAT, Word.AGAINST)


class Group(StrEnum):
    """The parts of the page in their order."""

    DOUBTFUL = "doubtful"
    GREEN = "green"
    GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was entered in a row that could not be saved, with the sentence that says why."""

    refusal: str
    word: str = ""
    other: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """One target to be judged by a person.

    `words` are offered first; `waits` says until when the unit may answer before a grave word; `stale` is the day of a
    correction after the verdict was given; `own` that the actor fills or leads it and cannot be the only judge;
    `typed` keeps what was entered and refused; `attested` is what a department confirmed without a figure.
    """

    target: Target
    asked: str
    signal: Assessment | None
    latest: str
    values: list[tuple[int, str]]
    history: list[Verdict]
    steps: list[Step]
    answer: UnitAnswer | None
    default: Word | None
    words: Sequence[Word]
    verdict: Verdict | None
    waits: date | None
    stale: date | None
    own: bool
    typed: Typed | None = None
    attested: Attested | None = None

    @property
    def group(self) -> Group:
        """Where the row stands: a verdict older than a correction is doubtful again, and so is one just refused."""
        if self.typed is not None:
            return Group.DOUBTFUL
        if self.verdict is not None:
            return Group.GIVEN if self.stale is None else Group.DOUBTFUL
        return Group.GREEN if self.default is not None and not self.own else Group.DOUBTFUL


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRows:
    """A plan's rows in their groups."""

    plan: Plan
    doubtful: list[VerdictRow]
    green: list[VerdictRow]
    given: list[VerdictRow]


def plan_rows(actor: Actor, plan: Plan, data_year: int, *, typed: Mapping[str, Typed] = EMPTY) -> PlanRows:
    """Every target of the plan that has a number or a direction, grouped; about a dozen queries."""
    targets = [row for row in targets_for(actor, plan) if row.kind != TargetKind.MILESTONE]
    rows = _rows(actor, plan, targets, data_year, typed)
    groups = {group: [row for row in rows if row.group is group] for group in Group}
    return PlanRows(plan=plan, doubtful=groups[Group.DOUBTFUL], green=groups[Group.GREEN], given=groups[Group.GIVEN])


def _rows(
    actor: Actor, plan: Plan, targets: list[Target], data_year: int, typed: Mapping[str, Typed]
) -> list[VerdictRow]:
    sees = actor.can(Permission.SIGNAL_SEE)
    signals, given = assessments_of(targets, data_year), verdicts_of(targets, data_year)
    attested = attested_of(targets, data_year)
    answers, red = answers_of(targets, data_year), first_red_at(targets, data_year)
    past = past_verdicts(targets, data_year)
    points = series(actor, {row.indicator_id for row in targets if row.indicator_id}, breakdown=None)
    steps = milestones_reached(actor, plan, targets, data_year)
    term = timedelta(days=int(setting(plan.place, "verdict.answer_days")))
    rows = []
    for target in targets:
        signal, verdict = signals.get(target.pk), given.get(target.pk)
        seen = [
            (point.year, f"{point.value:,.{_decimals(target, point.decimals)}f}" if point.value is not None else "—")
            for point in points.get((target.indicator_id or 0, target.breakdown), [])
            if point.year <= data_year
        ]
        answer, said = answers.get(target.pk), attested.get(target.pk)
        waits = _waits(red.get(target.pk), term) if answer is None else None
        words = _words(target, signal if sees else None)
        if said is not None:
            words = (said.word, *(word for word in words if word is not said.word))
        rows.append(
            VerdictRow(
                target=target,
                asked=bound_of(target),
                signal=signal if sees else None,
                latest=_latest(actor, target, signal) if sees else "",
                values=seen[-VALUES_BESIDE:],
                history=past.get(target.pk, [])[:HISTORY_BESIDE],
                steps=steps.get(target.pk, []),
                answer=answer,
                default=said.word if said else default_word(signal),
                attested=said,
                words=sorted(words, key=lambda word: word in GRAVE) if waits and said is None else words,
                verdict=verdict,
                waits=waits,
                stale=stale_since(verdict, signal),
                own=is_own(actor, target),
                typed=typed.get(str(target.uid)),
            )
        )
    return sorted(rows, key=lambda row: _rank(row, sees))


def stale_since(verdict: Verdict | None, signal: Assessment | None) -> date | None:
    """The day on which data or target were corrected after the verdict was given, None when it rests on today's."""
    if verdict is None or signal is None or signal.at <= verdict.at:
        return None
    return timezone.localdate(signal.at)


def _rank(row: VerdictRow, sees: bool) -> tuple[bool, int, int]:
    """Gravest first for who sees signals; the plan's order for everybody else."""
    cls = row.signal.cls if sees and row.signal else ""
    return row.verdict is not None, ORDER.index(cls) if cls in ORDER else len(ORDER), row.target.pk


def _words(target: Target, signal: Assessment | None) -> Sequence[Word]:
    """The words offered with one click; without the right to signals they follow from the target alone."""
    pointing = target.kind in (TargetKind.TREND, TargetKind.KEEP) and target.value is None
    if signal is None:
        return _POINTING if pointing else _NUMBERED
    if signal.direction_word and target.value is None and signal.cls not in (Signal.UNKNOWN.value, Signal.DUE.value):
        first = next((word for word in (*_POINTING, Word.BELOW_BASE) if word.value == signal.direction_word), None)
        return tuple(dict.fromkeys(word for word in (first, *_POINTING) if word is not None))
    return _BY_SIGNAL[signal.cls]


def _latest(actor: Actor, target: Target, signal: Assessment | None) -> str:
    if signal is None or signal.latest is None or figures_seen(actor, target) is not View.ALL:
        return ""
    return f"{signal.latest:,.{_decimals(target, None)}f}（{signal.latest_year}）"


def _decimals(target: Target, written: int | None) -> int:
    return written if written is not None else target.indicator.decimals if target.indicator else 1


def _waits(since: datetime | None, term: timedelta) -> date | None:
    until = since + term if since is not None else None
    return timezone.localdate(until) if until is not None and until > timezone.now() else None


WORDS = [word.value for word in Word if word not in (Word.OPEN, Word.PARTLY) and not word.is_qualitative]
