"""认定 of goals: qualitative ones and built matters by a word and a sentence a year, the others from their targets."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions.verdicts import Offline, give_verdict
from fuertong_web.assessment.goal_rows import GoalRow, QualityRow, goal_rows, quality_rows
from fuertong_web.assessment.models import Verdict
from fuertong_web.assessment.selectors import goal_verdicts_of, leads_goal
from fuertong_web.audit.actions import record
from fuertong_web.plans.models import Goal, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A word with its sentence and evidence."""

    word: Word
    reason: str = ""
    evidence: str = ""
    checklist: tuple[str, ...] = ()


@transaction.atomic
def give_goal_verdict(
    *, by: Actor, goal: Goal, data_year: int, said: Said, taken_over: bool = False, offline: Offline | None = None
) -> Verdict:
    """Give or change the verdict of a goal; a qualitative word needs a sentence that says what was done."""
    if not by.can(Permission.VERDICT_WRITE) or goal.domain.plan.place != by.place:
        raise PermissionDenied("认定由妇儿工委办或监测评估组办理。")
    if leads_goal(by, goal) and offline is None:
        raise PermissionDenied("牵头这项目标的人不能单独认定，请由他人认定，或登记线下认定。")
    if said.word is Word.OPEN:
        raise FuertongError("请选择一个认定结论。")
    if said.word.is_qualitative and not said.reason.strip():
        raise FuertongError(f"目标{goal.no}“{goal.text[:20]}”：请用一句话写明进展情况。")
    previous = goal_verdicts_of([goal], data_year).get(goal.pk)
    row = Verdict.objects.create(
        goal=goal,
        data_year=data_year,
        word=said.word.value,
        reason=said.reason.strip(),
        evidence=said.evidence.strip(),
        checklist=list(said.checklist),
        taken_over=taken_over,
        by=by.label,
        user=by.user,
        at=timezone.now(),
        offline_body=offline.body if offline else "",
        offline_on=offline.on if offline else None,
        offline_document=offline.document if offline else "",
        previous=previous,
    )
    record(
        by=by,
        action="assessment.goal_verdict",
        target=goal,
        before={"word": previous.word} if previous else {},
        after={"year": data_year, "word": row.word, "reason": row.reason, "taken_over": taken_over},
    )
    return row


@transaction.atomic
def give_quality_verdict(
    *, by: Actor, row: QualityRow, data_year: int, said: Said, offline: Offline | None = None
) -> Verdict:
    """The verdict of a row of the page of qualitative goals: of a goal without targets or of something to be built."""
    if row.target is None:
        return give_goal_verdict(by=by, goal=row.goal, data_year=data_year, said=said, offline=offline)
    if said.word.is_qualitative and not said.reason.strip():
        raise FuertongError(f"“{row.target.name}”：请用一句话写明进展情况。")
    return give_verdict(
        by=by,
        target=row.target,
        data_year=data_year,
        word=said.word,
        reason=said.reason,
        evidence=said.evidence,
        checklist=said.checklist,
        offline=offline,
    )


def same_as_last_year(row: QualityRow) -> Said | None:
    """Last year's word, sentence and evidence, None where last year has none."""
    if row.before is None:
        return None
    before = row.before
    return Said(
        word=Word(before.word), reason=before.reason, evidence=before.evidence, checklist=tuple(before.checklist)
    )


@transaction.atomic
def carry_last_year(*, by: Actor, plan: Plan, data_year: int) -> int:
    """Everything qualitative without a verdict yet stays as last year, in one act; returns how many."""
    done = 0
    for row in quality_rows(by, plan, data_year):
        said = same_as_last_year(row)
        if row.verdict is None and said is not None and not row.own:
            give_quality_verdict(by=by, row=row, data_year=data_year, said=said)
            done += 1
    return done


@transaction.atomic
def take_over_goals(*, by: Actor, plan: Plan, data_year: int) -> int:
    """Take over, in one act, what the verdicts of the targets say of each goal; returns how many changed."""
    done = 0
    for row in goal_rows(by, plan, data_year):
        if _to_take_over(row):
            said = Said(word=row.default or Word.OPEN, reason=row.counted)
            give_goal_verdict(by=by, goal=row.goal, data_year=data_year, said=said, taken_over=True)
            done += 1
    return done


def _to_take_over(row: GoalRow) -> bool:
    """A word given by hand is never overwritten by the counts."""
    if row.default is None or row.own:
        return False
    return row.verdict is None or (row.verdict.taken_over and row.changed)
