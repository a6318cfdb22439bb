"""Rows of the pages for goals (目标认定): what their targets' verdicts add up to, and goals without numbers."""

from dataclasses import dataclass, field

from fuertong.assess import GoalResult, goal_class
from fuertong.model.plan import TargetKind
from fuertong.model.verdict import Verdict as Word
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.evidence import files_of
from fuertong_web.assessment.models import Verdict, VerdictFile
from fuertong_web.assessment.selectors import goal_verdicts_of, goals_for, is_own, leads_goal, targets_for, verdicts_of
from fuertong_web.plans.models import Goal, GoalUnit, Plan, Target

QUALITY_WORDS = (Word.BUILT, Word.UNDER_WAY, Word.NOT_BEGUN)
GOAL_WORDS = (Word.MET, Word.PARTLY, Word.LIKELY, Word.BORDERLINE, Word.HARD, Word.MISSED, Word.DUE, Word.UNKNOWN)
_WORST = (Word.MISSED, Word.MISSED_ONE_YEAR, Word.HARD, Word.AGAINST, Word.BELOW_BASE, Word.NOT_BEGUN)
_UNSURE = (Word.BORDERLINE, Word.FLAT, Word.UNDER_WAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """A goal with targets: the counts of their verdicts, the word these add up to, the verdict given."""

    goal: Goal
    result: GoalResult
    words: list[tuple[Target, Word]]
    default: Word | None
    verdict: Verdict | None
    own: bool

    @property
    def open(self) -> int:
        """How many targets wait for a verdict."""
        return sum(1 for _, word in self.words if word is Word.OPEN)

    @property
    def counted(self) -> str:
        """3项指标中2项已认定，1项达标 - the counts in words."""
        return f"{self.result.n}项指标中{self.result.judged}项已有结论，{self.result.met}项达标或方向符合。"

    @property
    def changed(self) -> bool:
        """Whether the targets' verdicts now say something else than the verdict given from them."""
        return self.verdict is not None and self.default is not None and self.verdict.word != self.default.value


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRow:
    """A goal without targets, or something to be built (里程碑): one row a year, last year's beside."""

    goal: Goal
    target: Target | None
    verdict: Verdict | None
    before: Verdict | None
    own: bool
    files: list[VerdictFile] = field(default_factory=list)

    @property
    def ticked(self) -> list[str]:
        """The items of the checklist that stand, last year's until this year's are known."""
        known = self.verdict or self.before
        return list(known.checklist) if known else []

    @property
    def key(self) -> str:
        """Names the row's inputs."""
        return str(self.target.uid if self.target else self.goal.uid)

    @property
    def text(self) -> str:
        """The words of the plan."""
        return (self.target.quote or self.target.name) if self.target else self.goal.text

    @property
    def units(self) -> str:
        """Who is responsible, in the order of the text; leads first where the text names one."""
        parts = list(self.goal.units.all())
        named = [part for part in parts if part.part == GoalUnit.Part.LEAD] or parts
        return "、".join(part.unit.name if part.unit else part.text for part in named)


def goal_rows(actor: Actor, plan: Plan, data_year: int) -> list[GoalRow]:
    """Every goal of the plan that has targets of its own (not out of a strategy); five queries."""
    goals, by_goal = _goals(actor, plan)
    given = verdicts_of([row for rows in by_goal.values() for row in rows], data_year)
    decided = goal_verdicts_of(goals, data_year)
    over = data_year >= plan.last_year
    rows = []
    for goal in goals:
        targets = [one for one in by_goal.get(goal.pk, []) if one.strategy_id is None]
        if not targets:
            continue
        words = [(one, Word(given[one.pk].word) if one.pk in given else Word.OPEN) for one in targets]
        result = goal_class([word.value for _, word in words], over=over)
        rows.append(
            GoalRow(
                goal=goal,
                result=result,
                words=words,
                default=goal_default(result, [word for _, word in words]),
                verdict=decided.get(goal.pk),
                own=leads_goal(actor, goal),
            )
        )
    return rows


def goal_default(result: GoalResult, words: list[Word]) -> Word | None:
    """The goal's word from its targets': None while one waits; before the deadline an unmet goal has its worst word."""
    if Word.OPEN in words:
        return None
    if result.cls in tuple(Word):
        return Word(result.cls)
    if any(word in _WORST for word in words):
        return Word.HARD
    return Word.BORDERLINE if any(word in _UNSURE for word in words) else Word.LIKELY


def quality_rows(actor: Actor, plan: Plan, data_year: int) -> list[QualityRow]:
    """Everything of the plan that only a person can judge, in the plan's order; eight queries."""
    goals, by_goal = _goals(actor, plan)
    built = [row for rows in by_goal.values() for row in rows if _by_person(row)]
    counted = {pk for pk, rows in by_goal.items() if any(one.strategy_id is None for one in rows)}
    bare = [goal for goal in goals if goal.pk not in counted]
    now, before = verdicts_of(built, data_year), verdicts_of(built, data_year - 1)
    files = files_of(plan, data_year)
    goals_now, goals_before = goal_verdicts_of(bare, data_year), goal_verdicts_of(bare, data_year - 1)
    rows = []
    for goal in goals:
        if goal.pk not in counted:
            rows.append(
                QualityRow(
                    goal=goal,
                    target=None,
                    verdict=goals_now.get(goal.pk),
                    before=goals_before.get(goal.pk),
                    files=files.get(("goal", goal.pk), []),
                    own=leads_goal(actor, goal),
                )
            )
        rows += [
            QualityRow(
                goal=goal,
                target=one,
                verdict=now.get(one.pk),
                before=before.get(one.pk),
                files=files.get(("target", one.pk), []),
                own=is_own(actor, one),
            )
            for one in by_goal.get(goal.pk, [])
            if _by_person(one)
        ]
    return rows


def _by_person(target: Target) -> bool:
    return target.kind == TargetKind.MILESTONE


def _goals(actor: Actor, plan: Plan) -> tuple[list[Goal], dict[int, list[Target]]]:
    goals = list(goals_for(actor, plan))
    by_goal: dict[int, list[Target]] = {}
    for target in targets_for(actor, plan):
        by_goal.setdefault(target.goal_id, []).append(target)
    return goals, by_goal
