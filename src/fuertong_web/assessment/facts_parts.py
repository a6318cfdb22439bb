"""Parts of facts (报告用数) from single rows: indicator, points, pooled rate, notes, units that must pass."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from fuertong.model.indicator import Kind, Polarity, Sensitivity
from fuertong.model.observation import Absence, ValueStatus
from fuertong.model.organisation import Level
from fuertong.model.plan import TargetKind
from fuertong.model.verdict import Verdict as Word
from fuertong.reports.comparison import COMPARISONS
from fuertong.reports.facts import IndicatorFacts, NoteFacts, NoteKind, PointFacts, PooledFacts, UnitsFacts
from fuertong_web.assessment.models import Assessment, UnitAnswer, Verdict
from fuertong_web.collection.selectors import Point
from fuertong_web.collection.selectors.entities import Members
from fuertong_web.indicators.models import Indicator
from fuertong_web.plans.models import GoalUnit, Target

Row = Mapping[str, Any]
STATUS_BY_LABEL = {status.label: status for status in ValueStatus}
ABSENCE_BY_LABEL = {absence.label: absence for absence in Absence}
POOLED_YEARS = 3
IN_POINTS = {"%": "个百分点", "‰": "个千分点"}
_CASES = re.compile(r"[\d〇零一二两三四五六七八九十百]+\s*(?:例|人|名|起|件)")
CHILDREN = {Level.COUNTY: "乡镇", Level.CITY: "县", Level.PROVINCE: "市", Level.NATION: "省"}


def is_gap(row: Row) -> bool:
    """Whether the target is about a distance that must shrink."""
    return row.get("type") == "compare" and bool(row["shrink"])


def kind_of(target: Target, row: Row) -> TargetKind:
    """A gap that must shrink and a growth that must slow are trends, whatever the sentence looked like."""
    return TargetKind.TREND if is_gap(row) or row.get("type") == "slow" else TargetKind(target.kind)


def indicator_facts(target: Target, row: Row) -> IndicatorFacts:
    """The indicator as the target prints it; a distance between two percentages is in 个百分点."""
    indicator = target.indicator
    if indicator is None:
        return IndicatorFacts(name=target.name, unit=target.unit, kind=Kind.PCT)
    apart = is_gap(row) and row["mode"] != "ratio"
    return IndicatorFacts(
        name=target.name,
        unit=IN_POINTS.get(indicator.unit, indicator.unit) if apart else indicator.unit,
        kind=Kind.RATIO if apart else Kind(indicator.kind),
        code=indicator.code,
        per=None if apart else indicator.per,
        decimals=indicator.decimals,
        freq=indicator.freq,
        polarity=Polarity(indicator.polarity) if indicator.polarity else None,
        sensitivity=Sensitivity(indicator.sensitivity),
        sealed_until=indicator.embargo_until,
        statistical_year=indicator.statistical_year,
    )


def point_facts(point: Point, unit: str = "") -> PointFacts:
    """A point as a report prints it; `unit` is who supplies it."""
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
        unit=unit,
        accepted_on=timezone.localdate(point.accepted_at) if point.accepted_at else None,
    )


def names_of(parts: Iterable[GoalUnit], part: str) -> tuple[str, ...]:
    """The units of one part, as they are called today."""
    return tuple(row.unit.name if row.unit else row.text for row in parts if row.part == part)


def required_of(target: Target, row: Row, assessment: Assessment | None, other: Sequence[PointFacts]) -> Decimal | None:
    """The number that follows from the plan's words: a change from the base, or another indicator's newest value."""
    if row.get("type") == "compare" and not row["shrink"]:
        against = target.against_indicator or target.indicator
        if against is None or against.sensitivity in (Sensitivity.COUNTS, Sensitivity.SEALED):
            return None
        return next((point.value for point in reversed(other) if point.value is not None), None)
    if target.kind != TargetKind.CHANGE or assessment is None or assessment.target_value is None:
        return None
    decimals = target.indicator.decimals if target.indicator else 1
    return Decimal(str(round(assessment.target_value, decimals + 1)))


def direction_of(assessment: Assessment | None) -> Word | None:
    """The direction word as a verdict word."""
    words = {word.value: word for word in Word if word.is_direction}
    return words.get(assessment.direction_word) if assessment else None


def pooled_of(target: Target, assessment: Assessment | None) -> PooledFacts | None:
    """The pooled rate of a small sample with the years it holds."""
    if assessment is None or assessment.pooled is None or assessment.latest_year is None:
        return None
    decimals = target.indicator.decimals if target.indicator else 1
    test = COMPARISONS.get(target.comparator)
    meets = None
    if test is not None and assessment.target_value is not None:
        meets = test(Decimal(str(assessment.pooled)), Decimal(str(assessment.target_value)))
    return PooledFacts(
        value=Decimal(str(round(assessment.pooled, decimals))),
        first_year=assessment.latest_year - int(assessment.details.get("pooled_years") or POOLED_YEARS) + 1,
        last_year=assessment.latest_year,
        meets_target=meets,
    )


def units_of(
    target: Target, values: Sequence[Decimal], level: Level, members: Members | None = None
) -> UnitsFacts | None:
    """How many of the units below have a value of the year, and how many do not reach the target."""
    test = COMPARISONS.get(target.comparator)
    if not target.each or target.value is None or test is None:
        return None
    failing = sum(1 for value in values if not test(value, target.value))
    word = members.counted[1:] if members is not None else CHILDREN.get(level, "单位")
    return UnitsFacts(word=word, known=len(values), failing=failing)


def for_paper(text: str, indicator: Indicator | None) -> str:
    """What people wrote, as a paper may carry it: "" where it counts the cases of a sensitive indicator (D7)."""
    sensitive = indicator is not None and indicator.sensitivity in (Sensitivity.COUNTS, Sensitivity.SEALED)
    return "" if sensitive and _CASES.search(text) else text


def notes_of(answer: UnitAnswer | None, verdict: Verdict | None, indicator: Indicator | None) -> tuple[NoteFacts, ...]:
    """The cause in the unit's own words, once a verdict stands."""
    text = for_paper(answer.reason, indicator) if answer is not None else ""
    if answer is None or verdict is None or not text:
        return ()
    return (NoteFacts(kind=NoteKind.CAUSE, unit=answer.unit.name, text=text, uid=str(answer.uid)),)


def with_reason(points: tuple[PointFacts, ...], missing: PointFacts | None) -> tuple[PointFacts, ...]:
    """The points with the data year's reason for absence where that year has none."""
    if missing is None or any(point.year == missing.year for point in points):
        return points
    return (*points, missing)


def indicator_ids(targets: Iterable[Target]) -> set[int]:
    """The indicators of the targets and of what they are compared with."""
    both = {pk for target in targets for pk in (target.indicator_id, target.against_indicator_id)}
    return {pk for pk in both if pk is not None}


def missing_point(year: int, absence: str, note: str) -> PointFacts:
    """A year without value: the unit's reason, or that nothing came."""
    if absence:
        return PointFacts(year=year, absence=Absence(absence), reason=note)
    return PointFacts(year=year, reason="责任单位尚未报送")


def own_series(series: Mapping[tuple[int, str], list[Point]], row: Indicator, group: str) -> tuple[PointFacts, ...]:
    """The series of an indicator and group as facts."""
    unit = row.source_unit.name if row.source_unit else ""
    return tuple(point_facts(point, unit) for point in series.get((row.pk, group), []))
