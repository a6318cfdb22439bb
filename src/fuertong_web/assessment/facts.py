"""Facts (报告用数) from the data base: what dashboards count and reports print, gathered once for one plan and year."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from fuertong.assess import DEFAULTS
from fuertong.model.observation import Absence
from fuertong.model.organisation import Level
from fuertong.model.plan import Audience, Strength, TargetKind
from fuertong.model.verdict import Verdict as Word
from fuertong.reports.distance import distance
from fuertong.reports.facts import (
    BodyFacts,
    BreakdownFacts,
    ChangeFacts,
    ChangeKind,
    DomainFacts,
    Facts,
    GoalFacts,
    PlaceFacts,
    PlanFacts,
    PointFacts,
    TargetFacts,
)
from fuertong_web.accounts.actor import Actor
from fuertong_web.assessment import facts_parts as parts
from fuertong_web.assessment.adapting import judging_row
from fuertong_web.assessment.every_unit import members_of, values_of
from fuertong_web.assessment.facts_parts import Row
from fuertong_web.assessment.models import Verdict
from fuertong_web.assessment.selectors import answers_of, assessments_of, targets_for, verdicts_of
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.collection.models import Cell, Observation
from fuertong_web.collection.periods import WHOLE_YEARS
from fuertong_web.collection.selectors import current_years, series
from fuertong_web.collection.selectors.attested import attested_of
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Domain, Goal, GoalUnit, Plan, Target


class Gathering:
    """The rows of one plan and year, read in a constant number of queries; `facts()` gives what they say.

    `on` (数据截止) gives the values of the place's series as known at the end of that day.
    """

    def __init__(self, actor: Actor, plan: Plan, data_year: int, on: date | None = None) -> None:
        self.actor, self.plan, self.data_year, self.on = actor, plan, data_year, on
        self.targets = list(targets_for(actor, plan))
        self.assessments = assessments_of(self.targets, data_year)
        self.verdicts = verdicts_of(self.targets, data_year)
        self.before = verdicts_of(self.targets, data_year - 1)
        self.answers = answers_of(self.targets, data_year)
        self.goal_verdicts = self._goal_verdicts()
        self.attested = attested_of(plan.place, data_year)
        ids = parts.indicator_ids(self.targets)
        self.series = {
            key: [point for point in points if point.year <= data_year]
            for key, points in series(actor, ids, breakdown=None, on=on).items()
        }
        self.missing = self._missing(ids)
        self.members = members_of(plan.place, self.targets, data_year)
        self.member_values = values_of(plan.place, self.targets, self.members, data_year) if self.members else {}
        self.children = self._children()
        self.by_goal: dict[int, list[Target]] = {}
        for target in self.targets:
            self.by_goal.setdefault(target.goal_id, []).append(target)

    def _goal_verdicts(self) -> dict[int, Verdict]:
        rows = Verdict.objects.filter(goal__domain__plan=self.plan, data_year=self.data_year).order_by("at", "pk")
        return {row.goal_id: row for row in rows if row.goal_id is not None}

    def _missing(self, ids: set[int]) -> dict[tuple[int, str], PointFacts]:
        """Why a value of the data year is not there, from the forms of the round."""
        cells = Cell.objects.filter(
            form__round__place=self.plan.place,
            form__round__data_year=self.data_year,
            form__round__span="",
            region=self.plan.place.region,
            indicator__in=ids,
            value=None,
        )
        rows = cells.filter(attested="").order_by("pk").values_list("indicator_id", "breakdown", "absence", "note")
        return {(pk, group): parts.missing_point(self.data_year, absence, note) for pk, group, absence, note in rows}

    def _below(self, target: Target) -> list[Decimal]:
        """The data year's values of the units an every-unit target means: its list, else the lower regions."""
        if target.pk in self.members:
            values = self.member_values.get(target.pk, {})
            return [value for value, _ in values.values() if value is not None]
        return self.children.get((target.indicator_id or 0, target.breakdown), [])

    def _children(self) -> dict[tuple[int, str], list[Decimal]]:
        """The data year's values of the regions below, for targets that each of them must pass."""
        rest = [target for target in self.targets if target.pk not in self.members]
        ids = {target.indicator_id for target in rest if target.each and target.indicator_id}
        found: dict[tuple[int, str], list[Decimal]] = {}
        if not ids:
            return found
        rows = Observation.objects.filter(
            WHOLE_YEARS, indicator__in=ids, region__parent=self.plan.place.region, data_year=self.data_year
        ).exclude(revision__value=None)
        for pk, group, value in rows.order_by("pk").values_list("indicator_id", "breakdown", "revision__value"):
            if value is not None:
                found.setdefault((pk, group), []).append(value)
        return found

    def facts(self) -> Facts:
        """All a dashboard or report of this plan may say to this actor."""
        place = self.plan.place
        region = place.region
        years = current_years(place)
        current = years is not None and years.data_year == self.data_year
        domains = tuple(self._domain(row) for row in self.plan.domains.prefetch_related("goals__units__unit"))
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
                committee=setting(place, "bodies.committee_name") or f"{region.name}人民政府妇女儿童工作委员会",
                group=setting(place, "evaluation.leading_body", plan=self.plan),
                statistics=f"{region.name}统计局",
            ),
            year=self.data_year,
            work_year=years.work_year if years and current else self.data_year + 1,
            cutoff=self.on or (years.cutoff if years and current else None) or timezone.localdate(),
            domains=domains,
            changes=_changes(domains),
            method_version=DEFAULTS.version,
            nearly_met_counts=setting(place, "verdict.nearly_counts", plan=self.plan),
            example=place.is_example,
        )

    def _domain(self, row: Domain) -> DomainFacts:
        return DomainFacts(no=row.no, title=row.title, goals=tuple(self._goal(goal) for goal in row.goals.all()))

    def _goal(self, goal: Goal) -> GoalFacts:
        given, own = self.goal_verdicts.get(goal.pk), self.by_goal.get(goal.pk, [])
        return GoalFacts(
            no=goal.no,
            text=goal.text,
            uid=str(goal.uid),
            verdict=Word(given.word) if given else Word.OPEN,
            targets=tuple(self._target(target) for target in own if target.strategy_id is None),
            commitments=tuple(self._target(target) for target in own if target.strategy_id is not None),
            lead=parts.names_of(goal.units.all(), GoalUnit.Part.LEAD),
            support=parts.names_of(goal.units.all(), GoalUnit.Part.SUPPORT),
        )

    def _target(self, target: Target) -> TargetFacts:
        assessment, verdict = self.assessments.get(target.pk), self.verdicts.get(target.pk)
        attested = self.attested.get((target.indicator_id or 0, target.breakdown))
        before = self.before.get(target.pk)
        units = target.goal.units.all()
        row = judging_row(target, self.plan.place.code) or {}
        support = parts.names_of(units, GoalUnit.Part.SUPPORT)
        compared = row.get("type") == "compare"
        return TargetFacts(
            uid=str(target.uid),
            indicator=parts.indicator_facts(target, row),
            kind=parts.kind_of(target, row),
            text=target.goal.text,
            comparator=target.comparator or None,
            value=target.value,
            value2=target.value2,
            unit=target.unit,
            base_year=target.base_year or self.plan.base_year,
            deadline=target.deadline or self.plan.last_year,
            direction="down" if parts.is_gap(row) else target.direction or None,
            required=parts.required_of(target, row, assessment, self._other(target, row) if compared else ()),
            numeric=True if compared and not row["shrink"] else None,
            asked="" if target.value is not None and target.kind == TargetKind.LEVEL else target.quote,
            units=parts.units_of(
                target,
                self._below(target),
                Level(self.plan.place.region.level),
                self.members.get(target.pk),
            ),
            strength=Strength(target.strength),
            points=self._points(target, row),
            breakdowns=() if compared else self._breakdowns(target),
            verdict=Word(verdict.word) if verdict else attested.word if attested else Word.OPEN,
            previous_verdict=Word(before.word) if before else None,
            direction_word=parts.direction_of(assessment),
            flags=tuple(assessment.flags) if assessment else (),
            pooled=parts.pooled_of(target, assessment),
            lead=parts.names_of(units, GoalUnit.Part.LEAD) or support[:1],
            support=support,
            decided_by=verdict.by if verdict else attested.department if attested else "",
            decided_on=timezone.localdate(verdict.at) if verdict else attested.on if attested else None,
            remark=parts.for_paper(
                verdict.reason if verdict else attested.remark if attested else "", target.indicator
            ),
            notes=parts.notes_of(self.answers.get(target.pk), verdict, target.indicator),
        )

    def _points(self, target: Target, row: Row) -> tuple[PointFacts, ...]:
        """The series a target is about: its own, or for a gap the distance of two."""
        indicator = target.indicator
        if indicator is None:
            return ()
        own = str(row.get("breakdown") or target.breakdown)
        first = self._series_of(indicator, own)
        if not parts.is_gap(row):
            return first
        return distance(
            first,
            self._other(target, row),
            ratio=row["mode"] == "ratio",
            signed=False,
            decimals=indicator.decimals,
        )

    def _other(self, target: Target, row: Row) -> tuple[PointFacts, ...]:
        other = target.against_indicator or target.indicator
        return self._series_of(other, str(row.get("other_breakdown") or "")) if other else ()

    def _series_of(self, indicator: Indicator, group: str) -> tuple[PointFacts, ...]:
        points = parts.own_series(self.series, indicator, group)
        missing = self.missing.get((indicator.pk, group))
        if missing is None and indicator.freq > 1:
            missing = parts.missing_point(self.data_year, Absence.SURVEY_YEAR.value, "")
        return parts.with_reason(points, missing)

    def _breakdowns(self, target: Target) -> tuple[BreakdownFacts, ...]:
        if target.indicator is None or target.breakdown:
            return ()
        found = sorted(key[1] for key in self.series if key[0] == target.indicator_id and key[1])
        return tuple(
            BreakdownFacts(
                breakdown=code,
                label=breakdown_label(code),
                points=parts.own_series(self.series, target.indicator, code),
            )
            for code in found
        )


def _changes(domains: tuple[DomainFacts, ...]) -> tuple[ChangeFacts, ...]:
    """Verdicts that differ from last year's."""
    return tuple(
        ChangeFacts(
            kind=ChangeKind.REAL,
            target=target.uid,
            name=target.indicator.name,
            before=target.previous_verdict.value,
            after=target.verdict.value,
        )
        for domain in domains
        for target in domain.targets
        if target.previous_verdict not in (None, target.verdict) and target.verdict is not Word.OPEN
        if target.previous_verdict is not None
    )


def gather(actor: Actor, plan: Plan, data_year: int, *, on: date | None = None) -> Facts:
    """The facts of a plan and year as the actor may know them; `on` with the values as known on that day."""
    return Gathering(actor, plan, data_year, on).facts()
