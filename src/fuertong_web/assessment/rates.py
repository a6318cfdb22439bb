"""达标率 by plan, domain and unit on a chosen denominator, with last year's beside (practice 28); verdicts only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fuertong.assess import Judgement, attainment
from fuertong.assess.attainment import Attainment, all_together, by_domain, by_unit
from fuertong.assess.denominators import Denominator, Share, share
from fuertong.assess.scores import Score, scores
from fuertong.assess.years import TwoYears, two_years
from fuertong.reports.facts import Facts
from fuertong.reports.tally import NEARLY_MET, agreed_verdict, is_qualitative
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.facts import Gathering
from fuertong_web.plans.models import Plan, Target


class By(StrEnum):
    """How the targets are grouped."""

    PLAN = "plan"
    DOMAIN = "domain"
    UNIT = "unit"

    @property
    def label(self) -> str:
        """The word of the switch."""
        return {"plan": "规划", "domain": "领域", "unit": "责任单位"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One group: counts, share on the chosen denominator, both years, and the place's own score."""

    count: Attainment
    share: Share
    years: TwoYears | None
    score: Score | None

    @property
    def sentence(self) -> str:
        """Both years and whether the denominator changed, without the name of the group."""
        return self.years.sentence.partition("：")[2] if self.years else "上年没有认定。"


def judgements(actor: Actor, plan: Plan, data_year: int) -> list[Judgement]:
    """Every target of a plan with its verdict of a year, as the actor may know it; constant queries."""
    gathered = Gathering(actor, plan, data_year)
    return _of(gathered.facts(), {str(row.uid): row for row in gathered.targets})


def rates(
    now: Sequence[Judgement],
    before: Sequence[Judgement],
    *,
    by: By,
    denominator: Denominator,
    nearly_counts: bool,
    with_scores: bool,
) -> list[Rate]:
    """One row a group; of plans also both together, where a shared target counts once."""
    grouping = _GROUPING[by]
    groups = _rows(now, before, grouping, denominator, nearly_counts, with_scores)
    if by is By.PLAN and len(groups) > 1:
        groups += _rows(now, before, all_together, denominator, nearly_counts, with_scores)
    return groups


def _rows(
    now: Sequence[Judgement],
    before: Sequence[Judgement],
    grouping: Callable[[Judgement], str | Sequence[str]],
    denominator: Denominator,
    nearly_counts: bool,
    with_scores: bool,
) -> list[Rate]:
    known = any(each.verdict.value != "待认定" for each in before)
    pairs = two_years(now, before, by=grouping, denominator=denominator, nearly_counts=nearly_counts) if known else []
    years = {pair.group: pair for pair in pairs}
    points = {one.group: one for one in scores(now, by=grouping)} if with_scores else {}
    return [
        Rate(
            count=count,
            share=share(count, denominator),
            years=years.get(count.group),
            score=points.get(count.group),
        )
        for count in attainment(now, by=grouping, nearly_counts=nearly_counts)
    ]


_GROUPING: dict[By, Callable[[Judgement], str | Sequence[str]]] = {
    By.PLAN: lambda each: each.plan,
    By.DOMAIN: by_domain,
    By.UNIT: by_unit,
}


def _of(facts: Facts, rows: dict[str, Target]) -> list[Judgement]:
    found = []
    for domain in facts.domains:
        for goal in domain.goals:
            for one in goal.targets:
                if one.sealed:
                    continue
                row = rows[one.uid]
                found.append(
                    Judgement(
                        target=row.code,
                        goal=goal.uid,
                        domain=domain.title,
                        plan=facts.plan.title,
                        verdict=agreed_verdict(one),
                        numbered=one.quantified and not is_qualitative(one),
                        identity=_identity(row),
                        has_data=any(point.value is not None for point in one.points),
                        nearly=NEARLY_MET in one.flags,
                        units=one.lead,
                        region=facts.place.code,
                    )
                )
    return found


def _identity(row: Target) -> tuple[object, ...] | None:
    """What makes the same target of two plans one."""
    if row.indicator_id is None:
        return None
    return (row.indicator_id, row.breakdown, row.kind, row.comparator, row.value, row.deadline)
