"""The facts of a report (报告用数): what the dashboards count, and what evaluation reports, warnings and units add."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from django.utils import timezone

from fuertong.reports.facts import DomainFacts, Facts, TargetFacts
from fuertong.reports.facts_evaluation import OutlookFacts, StrategyFacts, WarningColour, WarningFacts
from fuertong.reports.folder_outlook import outlook_of
from fuertong.reports.unit_reports import Occasion, with_notes
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.facts import gather
from fuertong_web.assessment.models import Assessment, Warning, WarningStep
from fuertong_web.assessment.selectors import assessments_of, targets_for
from fuertong_web.plans.models import Plan, Strategy
from fuertong_web.reports.unit_reports import returned_of


def report_facts(actor: Actor, plan: Plan, data_year: int, *, issued_on: date | None = None) -> Facts:
    """All a report of this plan and year may say, dated `issued_on` (today)."""
    facts = replace(gather(actor, plan, data_year), issued_on=issued_on or timezone.localdate())
    office = f"{facts.bodies.committee}办公室" if facts.bodies.committee else ""
    facts = replace(facts, bodies=replace(facts.bodies, office=office))
    targets = {str(target.uid): target.pk for target in targets_for(actor, plan)}
    signals = assessments_of(list(targets_for(actor, plan)), data_year)
    warned = _warnings(plan, data_year)
    strategies = _strategies(plan)

    def told(target: TargetFacts) -> TargetFacts:
        key = targets.get(target.uid, 0)
        return replace(target, outlook=_outlook(signals.get(key), target), warning=warned.get(key))

    def domain(row: DomainFacts) -> DomainFacts:
        goals = tuple(replace(goal, targets=tuple(map(told, goal.targets))) for goal in row.goals)
        return replace(row, goals=goals, strategies=tuple(strategies.get(row.no, ())))

    return _with_units_words(actor, replace(facts, domains=tuple(map(domain, facts.domains))))


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


def _strategies(plan: Plan) -> dict[int, list[StrategyFacts]]:
    """The strategies of each domain (by its number) with the targets taken from their text."""
    found: dict[int, list[StrategyFacts]] = defaultdict(list)
    rows = Strategy.objects.filter(domain__plan=plan).select_related("domain").prefetch_related("targets")
    for row in rows:
        targets = tuple(str(target.uid) for target in row.targets.all())
        found[row.domain.no].append(
            StrategyFacts(no=row.no, title=row.title, text=row.text, uid=str(row.uid), targets=targets)
        )
    return found


def _with_units_words(actor: Actor, facts: Facts) -> Facts:
    """The facts with what the units wrote in their reports of the work year: causes, proposals, measures."""
    if actor.place is None:
        return facts
    written = [one for kind in Occasion for one in returned_of(actor.place, kind, facts.work_year)]
    return with_notes(facts, written) if written else facts
