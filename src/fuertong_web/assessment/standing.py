"""达标一览: where the targets of a plan stand, counted from the same facts as the report."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from fuertong.model.verdict import Verdict as Word
from fuertong.reports.facts import DomainFacts, Facts, TargetFacts
from fuertong.reports.tally import Tally, agreed_verdict, tally
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.facts import Gathering
from fuertong_web.assessment.models import Assessment
from fuertong_web.assessment.verdict_rows import stale_since
from fuertong_web.plans.models import Plan, Target

ATTENTION = (Word.HARD, Word.MISSED, Word.MISSED_ONE_YEAR, Word.AGAINST, Word.BELOW_BASE, Word.BORDERLINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One target in a list that judges."""

    target: Target
    facts: TargetFacts
    word: Word
    signal: Assessment | None
    trail: list[float | None]
    latest: str
    latest_year: int | None
    goal_no: int
    domain: str
    stale: date | None = None

    @property
    def unit(self) -> str:
        """The unit the newest value is in."""
        return self.facts.unit or self.facts.indicator.unit

    @property
    def is_commitment(self) -> bool:
        """Whether it comes out of a strategy (策略措施): listed, never counted."""
        return self.target.strategy_id is not None

    @property
    def owner(self) -> str:
        """The lead units."""
        return "、".join(self.facts.lead)


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainStanding:
    """One domain with the counts of its verdicts."""

    no: int
    title: str
    counts: list[tuple[str, int]]
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One plan's standing: counts by domain, sentence with its denominator, rows, what changed."""

    plan: Plan
    facts: Facts
    tally: Tally
    domains: list[DomainStanding]
    rows: list[Row]
    counts: list[tuple[str, int]]
    better: list[Row] = field(default_factory=list)
    worse: list[Row] = field(default_factory=list)

    @property
    def attention(self) -> list[Row]:
        """需重点关注的指标（已认定）, the gravest first."""
        found = [row for row in self.rows if row.word in ATTENTION]
        return sorted(found, key=lambda row: ATTENTION.index(row.word))

    @property
    def open(self) -> int:
        """How many targets wait for a verdict."""
        return sum(1 for row in self.rows if row.word is Word.OPEN and not row.is_commitment)

    @property
    def stale(self) -> int:
        """How many verdicts are older than a correction of their data or target."""
        return sum(1 for row in self.rows if row.stale and not row.is_commitment)

    @property
    def sentence(self) -> str:
        """可量化且有数据的58项中，41项已达标 - the denominator in words."""
        if not self.tally.judged:
            return "可量化的指标还没有认定，暂不计算达标率。"
        words = f"可量化且已认定的{self.tally.judged}项中，{self.tally.met}项已达标"
        return f"{words}（{self.tally.met / self.tally.judged:.1%}）。"

    @property
    def others(self) -> str:
        """What is not in that denominator, said in words."""
        parts = [
            (
                self.tally.judged_directions,
                f"趋势类{self.tally.directional}项中，{self.tally.good_directions}项方向符合或保持良好",
            ),
            (self.tally.words[Word.DUE], f"到期待数{self.tally.words[Word.DUE]}项"),
            (self.tally.words[Word.UNKNOWN], f"无法判断{self.tally.words[Word.UNKNOWN]}项"),
            (self.open, f"待认定{self.open}项"),
            (self.stale, f"认定之后数据有更正、待复核{self.stale}项"),
        ]
        return "；".join(words for count, words in parts if count)


def standing_of(actor: Actor, plan: Plan, data_year: int) -> Standing:
    """The standing of a plan for an actor: values and signals only where the rights allow."""
    gathered = Gathering(actor, plan, data_year)
    facts = gathered.facts()
    by_uid = {str(target.uid): target for target in gathered.targets}
    signals = gathered.assessments if actor.can(Permission.SIGNAL_SEE) else {}
    stale = {pk: stale_since(verdict, gathered.assessments.get(pk)) for pk, verdict in gathered.verdicts.items()}
    rows = [
        _row(by_uid[one.uid], one, signals.get(by_uid[one.uid].pk), domain, goal.no, stale.get(by_uid[one.uid].pk))
        for domain in facts.domains
        for goal in domain.goals
        for one in (*goal.targets, *goal.commitments)
    ]
    rank = {word: place for place, word in enumerate(_ORDER)}
    changed = [(row, row.facts.previous_verdict) for row in rows if row.word in rank]
    return Standing(
        plan=plan,
        facts=facts,
        tally=tally(facts.targets, nearly_met_counts=facts.nearly_met_counts),
        domains=[_domain(domain, facts) for domain in facts.domains],
        rows=rows,
        counts=_counts(facts.targets),
        better=[row for row, was in changed if was in rank and rank[row.word] < rank[was]],
        worse=[row for row, was in changed if was in rank and rank[row.word] > rank[was]],
    )


_ORDER = [Word.MET, Word.LIKELY, Word.BORDERLINE, Word.HARD, Word.MISSED_ONE_YEAR, Word.MISSED]


def _domain(domain: DomainFacts, facts: Facts) -> DomainStanding:
    return DomainStanding(
        no=domain.no,
        title=domain.title,
        counts=_counts(domain.targets),
        tally=tally(domain.targets, nearly_met_counts=facts.nearly_met_counts),
    )


def _counts(targets: Iterable[TargetFacts]) -> list[tuple[str, int]]:
    found = Counter(agreed_verdict(target) for target in targets)
    return [(word.value, found[word]) for word in Word if found[word]]


def _row(
    target: Target, facts: TargetFacts, signal: Assessment | None, domain: DomainFacts, goal_no: int, stale: date | None
) -> Row:
    points = [point for point in facts.points if point.value is not None]
    last = points[-1] if points else None
    decimals = (last.decimals if last and last.decimals is not None else facts.indicator.decimals) if last else 0
    return Row(
        target=target,
        facts=facts,
        word=agreed_verdict(facts),
        signal=signal,
        trail=[float(point.value) if point.value is not None else None for point in facts.points][-8:],
        latest=f"{last.value:,.{decimals}f}" if last and last.value is not None else "",
        latest_year=last.year if last else None,
        goal_no=goal_no,
        domain=domain.title,
        stale=stale,
    )
