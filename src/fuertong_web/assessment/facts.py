"""Facts (报告用数) from the data base: what dashboards count and reports print, gathered once for one plan and year."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from fuertong.assess import DEFAULTS
from fuertong.model.indicator import Kind, Polarity, Sensitivity
from fuertong.model.observation import Absence, ValueStatus
from fuertong.model.organisation import Level
from fuertong.model.plan import Audience, Strength, TargetKind
from fuertong.model.verdict import Verdict as Word
from fuertong.reports.distance import distance
from fuertong.reports.facts import (
    BodyFacts,
    BreakdownFacts,
    DomainFacts,
    Facts,
    GoalFacts,
    IndicatorFacts,
    NoteFacts,
    NoteKind,
    PlaceFacts,
    PlanFacts,
    PointFacts,
    PooledFacts,
    TargetFacts,
)
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment.adapting import judging_row
from fuertong_web.assessment.models import Assessment, UnitAnswer, Verdict
from fuertong_web.assessment.selectors import answers_of, assessments_of, targets_for, verdicts_of
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.selectors import Point, current_years, series
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Goal, GoalUnit, Plan, Target

STATUS_BY_LABEL = {status.label: status for status in ValueStatus}
ABSENCE_BY_LABEL = {absence.label: absence for absence in Absence}
POOLED_YEARS = 3


class Gathering:
    """The rows of one plan and year, read in a constant number of queries; `facts()` gives what they say."""

    def __init__(self, actor: Actor, plan: Plan, data_year: int) -> None:
        self.actor, self.plan, self.data_year = actor, plan, data_year
        self.targets = list(targets_for(actor, plan))
        self.assessments = assessments_of(self.targets, data_year)
        self.verdicts = verdicts_of(self.targets, data_year)
        self.before = verdicts_of(self.targets, data_year - 1)
        self.answers = answers_of(self.targets, data_year)
        self.series = series(actor, self._indicator_ids(), breakdown=None)
        self.by_goal: dict[int, list[Target]] = {}
        for target in self.targets:
            self.by_goal.setdefault(target.goal_id, []).append(target)

    def _indicator_ids(self) -> set[int]:
        both = {pk for target in self.targets for pk in (target.indicator_id, target.against_indicator_id)}
        return {pk for pk in both if pk is not None}

    def facts(self) -> Facts:
        """All a dashboard or report of this plan may say to this actor."""
        place = self.plan.place
        region = place.region
        years = current_years(place)
        committee = setting(place, "bodies.committee_name") or f"{region.name}人民政府妇女儿童工作委员会"
        domains = self.plan.domains.prefetch_related("goals__units__unit").order_by("no")
        return Facts(
            place=PlaceFacts(name=region.name, level=Level(region.level), code=region.code, we=place.short_name),
            plan=PlanFacts(
                title=self.plan.title,
                audience=Audience(self.plan.audience),
                period=(self.plan.first_year, self.plan.last_year),
                uid=str(self.plan.uid),
                code=self.plan.code,
                document_number=self.plan.document_number,
            ),
            bodies=BodyFacts(
                issuer=setting(place, "reports.issuer", plan=self.plan) or f"{region.name}统计局",
                committee=committee,
                group=setting(place, "bodies.group_name", plan=self.plan),
                statistics=f"{region.name}统计局",
            ),
            year=self.data_year,
            work_year=years.work_year if years and years.data_year == self.data_year else self.data_year + 1,
            cutoff=(years.cutoff if years and years.data_year == self.data_year else None) or timezone.localdate(),
            domains=tuple(
                DomainFacts(
                    no=domain.no,
                    title=domain.title,
                    goals=tuple(self._goal(goal) for goal in domain.goals.all()),
                )
                for domain in domains
            ),
            method_version=DEFAULTS.version,
            nearly_met_counts=setting(place, "verdict.nearly_counts", plan=self.plan),
            example=place.is_example,
        )

    def _goal(self, goal: Goal) -> GoalFacts:
        return GoalFacts(
            no=goal.no,
            text=goal.text,
            uid=str(goal.uid),
            targets=tuple(self._target(target) for target in self.by_goal.get(goal.pk, [])),
            lead=_names(goal.units.all(), GoalUnit.Part.LEAD),
        )

    def _target(self, target: Target) -> TargetFacts:
        assessment, verdict = self.assessments.get(target.pk), self.verdicts.get(target.pk)
        before = self.before.get(target.pk)
        parts = target.goal.units.all()
        indicator = target.indicator
        row = judging_row(target, self.plan.place.code) or {}
        return TargetFacts(
            uid=str(target.uid),
            indicator=indicator_facts(indicator) if indicator else _unknown(target),
            kind=_kind(target, row),
            text=target.goal.text,
            comparator=target.comparator or None,
            value=target.value,
            value2=target.value2,
            unit=target.unit or (indicator.unit if indicator else ""),
            base_year=target.base_year or self.plan.base_year,
            deadline=target.deadline or self.plan.last_year,
            direction=target.direction or None,
            required=_required(target, assessment),
            numeric=True if row.get("type") == "compare" and not row["shrink"] else None,
            asked="" if target.value is not None and target.kind == TargetKind.LEVEL else target.quote,
            strength=Strength(target.strength),
            points=self._points(target, row),
            breakdowns=self._breakdowns(target) if row.get("type") != "compare" else (),
            verdict=Word(verdict.word) if verdict else Word.OPEN,
            previous_verdict=Word(before.word) if before else None,
            direction_word=_direction(assessment),
            flags=tuple(assessment.flags) if assessment else (),
            pooled=_pooled(target, assessment),
            lead=_names(parts, GoalUnit.Part.LEAD) or _names(parts, GoalUnit.Part.SUPPORT)[:1],
            support=_names(parts, GoalUnit.Part.SUPPORT),
            decided_by=verdict.by if verdict else "",
            decided_on=timezone.localdate(verdict.at) if verdict else None,
            remark=verdict.reason if verdict else "",
            notes=_notes(self.answers.get(target.pk), verdict),
        )

    def _points(self, target: Target, row: Mapping[str, Any]) -> tuple[PointFacts, ...]:
        """The series a target is about: its own, or for a gap the distance of two."""
        indicator = target.indicator
        if indicator is None:
            return ()
        own = str(row.get("breakdown") or target.breakdown)
        first = self._series_of(indicator, own)
        if row.get("type") != "compare" or not row["shrink"]:
            return first
        other = target.against_indicator or indicator
        second = self._series_of(other, str(row.get("other_breakdown") or ""))
        return distance(first, second, ratio=row["mode"] == "ratio", signed=False, decimals=indicator.decimals)

    def _series_of(self, indicator: Indicator, breakdown: str) -> tuple[PointFacts, ...]:
        return tuple(point_facts(point) for point in self.series.get((indicator.pk, breakdown), []))

    def _breakdowns(self, target: Target) -> tuple[BreakdownFacts, ...]:
        if target.indicator is None or target.breakdown:
            return ()
        found = sorted(key[1] for key in self.series if key[0] == target.indicator_id and key[1])
        return tuple(
            BreakdownFacts(breakdown=code, label=breakdown_label(code), points=self._series_of(target.indicator, code))
            for code in found
        )


def _kind(target: Target, row: Mapping[str, Any]) -> TargetKind:
    """A gap that must shrink and a growth that must slow are trends, whatever the sentence looked like."""
    if row.get("type") == "slow" or (row.get("type") == "compare" and row["shrink"]):
        return TargetKind.TREND
    return TargetKind(target.kind)


def indicator_facts(row: Indicator) -> IndicatorFacts:
    """The indicator as a report prints it."""
    return IndicatorFacts(
        name=row.name,
        unit=row.unit,
        kind=Kind(row.kind),
        code=row.code,
        per=row.per,
        decimals=row.decimals,
        polarity=Polarity(row.polarity) if row.polarity else None,
        sensitivity=Sensitivity(row.sensitivity),
        sealed_until=row.embargo_until,
        statistical_year=row.statistical_year,
    )


def point_facts(point: Point) -> PointFacts:
    """A point as a report prints it."""
    return PointFacts(
        year=point.year,
        value=point.value,
        numerator=point.numerator,
        denominator=point.denominator,
        decimals=point.decimals,
        status=STATUS_BY_LABEL.get(point.status, ValueStatus.FINAL),
        absence=ABSENCE_BY_LABEL.get(point.absence),
        source=point.source,
        revision=point.revision,
        break_before=point.break_before,
        withheld=bool(point.withheld),
    )


def _unknown(target: Target) -> IndicatorFacts:
    return IndicatorFacts(name=target.name, unit=target.unit, kind=Kind.PCT)


def _names(parts: Iterable[GoalUnit], part: str) -> tuple[str, ...]:
    return tuple(row.unit.name if row.unit else row.text for row in parts if row.part == part)


def _required(target: Target, assessment: Assessment | None) -> Decimal | None:
    if target.kind != TargetKind.CHANGE or assessment is None or assessment.target_value is None:
        return None
    decimals = target.indicator.decimals if target.indicator else 1
    return Decimal(str(round(assessment.target_value, decimals + 1)))


def _direction(assessment: Assessment | None) -> Word | None:
    words = {word.value: word for word in Word if word.is_direction}
    return words.get(assessment.direction_word) if assessment else None


def _pooled(target: Target, assessment: Assessment | None) -> PooledFacts | None:
    if assessment is None or assessment.pooled is None or assessment.latest_year is None:
        return None
    decimals = target.indicator.decimals if target.indicator else 1
    meets = None
    if assessment.target_value is not None and target.comparator in (">=", "<=", ">", "<"):
        rising = target.comparator in (">=", ">")
        meets = assessment.pooled >= assessment.target_value if rising else assessment.pooled <= assessment.target_value
    return PooledFacts(
        value=Decimal(str(round(assessment.pooled, decimals))),
        first_year=assessment.latest_year - int(assessment.details.get("pooled_years") or POOLED_YEARS) + 1,
        last_year=assessment.latest_year,
        meets_target=meets,
    )


def _notes(answer: UnitAnswer | None, verdict: Verdict | None) -> tuple[NoteFacts, ...]:
    if answer is None or verdict is None:
        return ()
    return (NoteFacts(kind=NoteKind.CAUSE, unit=answer.unit.name, text=answer.reason, uid=str(answer.uid)),)


def gather(actor: Actor, plan: Plan, data_year: int) -> Facts:
    """The facts of a plan and year as the actor may know them."""
    return Gathering(actor, plan, data_year).facts()
