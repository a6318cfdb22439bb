"""The facts of a report (报告用数): what the dashboards count, and what evaluation reports, warnings and units add."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from django.utils import timezone

from fuertong.reports.facts import DomainFacts, Facts, NoteKind, TargetFacts
from fuertong.reports.facts_evaluation import OutlookFacts, StrategyFacts, WarningColour, WarningFacts
from fuertong.reports.folder_outlook import outlook_of
from fuertong.reports.unit_reports import Occasion, with_notes
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.facts import gather
from fuertong_web.assessment.models import Assessment, Warning, WarningStep
from fuertong_web.assessment.selectors import assessments_of, targets_for
from fuertong_web.plans.models import Plan, Strategy
from fuertong_web.reports.texts import texts_of
from fuertong_web.reports.unit_reports import returned_of


def report_facts(
    actor: Actor,
    plan: Plan,
    data_year: int,
    *,
    kind: str = "",
    issued_on: date | None = None,
    known_on: date | None = None,
) -> Facts:
    """All a report of this plan and year may say, dated `issued_on` (today), with the texts people wrote for the kind.

    `known_on` takes the values as known on that day (数据截止).
    """
    facts = replace(gather(actor, plan, data_year, on=known_on), issued_on=issued_on or timezone.localdate())
    office = f"{facts.bodies.committee}办公室" if facts.bodies.committee else ""
    facts = replace(facts, bodies=replace(facts.bodies, office=office))
    rows = list(targets_for(actor, plan))
    targets = {str(target.uid): target.pk for target in rows}
    signals = assessments_of(rows, data_year)
    warned = _warnings(plan, data_year)

    def told(target: TargetFacts) -> TargetFacts:
        key = targets.get(target.uid, 0)
        return replace(target, outlook=_outlook(signals.get(key), target), warning=warned.get(key))

    def domain(row: DomainFacts) -> DomainFacts:
        goals = tuple(replace(goal, targets=tuple(map(told, goal.targets))) for goal in row.goals)
        return replace(row, goals=goals)

    facts = _with_units_words(actor, replace(facts, domains=tuple(map(domain, facts.domains))))
    return replace(_with_strategies(plan, facts), texts=texts_of(plan, kind, data_year) if kind else ())


def _outlook(signal: Assessment | None, target: TargetFacts) -> OutlookFacts | None:
    if signal is None:
        return None
    result = {"p": signal.p, "forecast": signal.forecast, "cls": signal.cls}
    return outlook_of(result, target.indicator, target.deadline)


def _warnings(plan: Plan, data_year: int) -> dict[int, WarningFacts]:
    """The newest released warning of each target with the unit's answer; silent ones are never told."""
    rows = Warning.objects.filter(
        target__goal__domain__plan=plan, data_year=data_year, state=Warning.State.RELEASED
    ).order_by("decided_at", "pk")
    answers = {
        step.warning_id: step.text
        for step in WarningStep.objects.filter(warning__in=rows, kind=WarningStep.Kind.ANSWERED).order_by("at", "pk")
    }
    return {
        row.target_id: WarningFacts(
            colour=WarningColour[row.colour.upper()],
            text=row.sentence,
            released_by=row.decided_by,
            released_on=timezone.localdate(row.decided_at) if row.decided_at else None,
            answer=answers.get(row.pk, ""),
        )
        for row in rows
    }


def _with_strategies(plan: Plan, facts: Facts) -> Facts:
    """The facts with the strategies of each domain.

    A strategy whose targets stand under a goal is carried by that goal's lead units; what they reported on the goal is
    its progress.
    """
    found: dict[int, list[StrategyFacts]] = defaultdict(list)
    goals = {target.uid: goal for goal in facts.goals for target in (*goal.targets, *goal.commitments)}
    rows = Strategy.objects.filter(domain__plan=plan).select_related("domain").prefetch_related("targets")
    for row in rows:
        targets = tuple(str(target.uid) for target in row.targets.all())
        served = {goal.uid: goal for uid in targets if (goal := goals.get(uid)) is not None}.values()
        work = [note for goal in served for note in goal.notes if note.kind is NoteKind.WORK]
        found[row.domain.no].append(
            StrategyFacts(
                no=row.no,
                title=row.title,
                text=row.text,
                uid=str(row.uid),
                targets=targets,
                lead=tuple(dict.fromkeys(name for goal in served for name in goal.lead)),
                progress=tuple(dict.fromkeys((note.unit, note.text) for note in work)),
            )
        )
    domains = tuple(replace(domain, strategies=tuple(found.get(domain.no, ()))) for domain in facts.domains)
    return replace(facts, domains=domains)


def _with_units_words(actor: Actor, facts: Facts) -> Facts:
    """The facts with what the units wrote in their reports of the work year: causes, proposals, measures."""
    if actor.place is None:
        return facts
    written = [one for kind in Occasion for one in returned_of(actor.place, kind, facts.work_year)]
    return with_notes(facts, written) if written else facts
