"""Series out of a place folder (数据夹取数): the points, groups and pooled rates of one target for a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from fuertong.model.indicator import Indicator, Sensitivity
from fuertong.model.numbers import round_half_up
from fuertong.model.observation import Absence, Observation
from fuertong.model.organisation import Level
from fuertong.place_folder import PlaceFolder, TargetRow
from fuertong.place_folder.observations import data_year
from fuertong.reports.comparison import COMPARISONS
from fuertong.reports.distance import distance
from fuertong.reports.facts import BreakdownFacts, PointFacts, PooledFacts, UnitsFacts
from fuertong.reports.figures import decimals_of

_LABELS = {
    "residence=rural": "农村",
    "residence=urban": "城镇",
    "sex=F": "女性",
    "sex=M": "男性",
}
_POOLS = (3, 5)
_CHILDREN = {Level.COUNTY: "乡镇", Level.CITY: "县", Level.PROVINCE: "市", Level.NATION: "省"}


@dataclass(frozen=True, slots=True)
class FolderData:
    """The observations of a folder's own region by indicator and breakdown, and the reasons for what is missing."""

    observations: Mapping[tuple[str, str], tuple[Observation, ...]]
    reasons: Mapping[tuple[str, str], tuple[Absence | None, str]]
    year: int
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    suppliers: Mapping[str, tuple[str, date | None]] = field(default_factory=dict)


def folder_data(folder: PlaceFolder, year: int) -> FolderData:
    """Sort the folder's observations of its own region up to `year`."""
    rows: dict[tuple[str, str], list[Observation]] = {}
    for row in folder.observations:
        if row.key.region == folder.profile.code and data_year(row) <= year:
            rows.setdefault((row.key.indicator, row.key.breakdown), []).append(row)
    cells = folder.round.cells if folder.round and folder.round.data_year == year else ()
    reasons = {(cell.indicator, cell.breakdown): (cell.absence, cell.note) for cell in cells if cell.absence}
    return FolderData(
        {key: tuple(sorted(found, key=data_year)) for key, found in rows.items()},
        reasons,
        year,
        {indicator.code: indicator for indicator in folder.indicators},
        _suppliers(folder, year),
    )


def _suppliers(folder: PlaceFolder, year: int) -> dict[str, tuple[str, date | None]]:
    """By indicator: the unit that supplies it, and the day its form of the year was accepted."""
    of_year = folder.round if folder.round and folder.round.data_year == year else None
    accepted = {form.unit: form.accepted_on for form in of_year.forms} if of_year else {}
    names = {unit.code: unit.name for unit in folder.units}
    return {
        indicator.code: (names.get(indicator.source_unit, ""), accepted.get(indicator.source_unit))
        for indicator in folder.indicators
        if indicator.source_unit
    }


def points_of(data: FolderData, indicator: Indicator, breakdown: str) -> tuple[PointFacts, ...]:
    """The points of one indicator and breakdown; the data year carries its reason where it has no value."""
    unit, day = data.suppliers.get(indicator.code, ("", None))
    found = [
        replace(point, unit=unit, accepted_on=day if point.year == data.year else None)
        for row in data.observations.get((indicator.code, breakdown), ())
        if (point := point_of(row, indicator.decimals))
    ]
    if any(point.year == data.year for point in found):
        return tuple(found)
    absence, note = data.reasons.get((indicator.code, breakdown), (None, ""))
    return (*found, PointFacts(year=data.year, absence=absence, reason=note)) if absence else tuple(found)


def groups_of(data: FolderData, indicator: Indicator) -> tuple[BreakdownFacts, ...]:
    """The groups of one dimension that have a printed word (农村, 城镇, 女性, 男性)."""
    return tuple(
        BreakdownFacts(breakdown=code, label=label, points=points_of(data, indicator, code))
        for code, label in _LABELS.items()
        if (indicator.code, code) in data.observations
    )


def group_label(breakdown: str) -> str:
    """The printed word of a group, empty for one without."""
    return _LABELS.get(breakdown, "")


def other_value(data: FolderData, indicator: Indicator, breakdown: str) -> Decimal | None:
    """The newest value of the indicator a target is measured against; None where it may not be read off a distance."""
    if indicator.sensitivity in (Sensitivity.COUNTS, Sensitivity.SEALED):
        return None
    values = [(p.value, p.decimals) for p in points_of(data, indicator, breakdown) if p.value is not None]
    return round_half_up(values[-1][0], values[-1][1] or 0) if values else None


def units_of(folder: PlaceFolder, row: TargetRow, year: int) -> UnitsFacts | None:
    """The children of the place that have a value of the year, and how many do not reach the target."""
    test = COMPARISONS.get(row.cmp or "")
    if not row.each or row.value is None or test is None:
        return None
    children = {region.code for region in folder.regions if region.parent == folder.profile.code}
    values = [
        found.value
        for found in folder.observations
        if found.value is not None
        and found.key.region in children
        and (found.key.indicator, found.key.breakdown) == (row.indicator, row.breakdown)
        and data_year(found) == year
    ]
    asked = Decimal(repr(row.value))
    failing = sum(1 for value in values if not test(value, asked))
    return UnitsFacts(word=_CHILDREN.get(folder.profile.level, "单位"), known=len(values), failing=failing)


def gap_points(data: FolderData, row: TargetRow, indicator: Indicator) -> tuple[PointFacts, ...]:
    """The distance to another indicator or group year by year (差距); a gap that must shrink has no sign."""
    other = data.indicators.get(row.other or row.indicator, indicator)
    return distance(
        points_of(data, indicator, row.breakdown),
        points_of(data, other, row.other_breakdown or ""),
        ratio=row.mode == "ratio",
        signed=not row.shrink,
        decimals=indicator.decimals,
    )


def running_sums(points: tuple[PointFacts, ...], base_year: int | None) -> tuple[PointFacts, ...]:
    """规划期内累计: the sum of everything after the base year."""
    total, made = Decimal(0), []
    for point in points:
        if point.value is not None and (base_year is None or point.year > base_year):
            total += point.value
            made.append(PointFacts(year=point.year, value=total, source=point.source, revision=point.revision))
    return tuple(made)


def pooled_of(
    points: tuple[PointFacts, ...], indicator: Indicator, pooled: Decimal | None, limit: Decimal | None, down: bool
) -> PooledFacts | None:
    """The pooled rate of the assessment with the years it was pooled over (3 or 5)."""
    if pooled is None:
        return None
    value = round_half_up(pooled, indicator.decimals)
    last = max((point.year for point in points if point.value is not None), default=0)
    meets = None if limit is None else (value <= limit if down else value >= limit)
    years = (span for span in _POOLS if _pool(points, indicator, last, span) == value)
    span = next(years, None)
    return PooledFacts(
        value=value, last_year=last, first_year=None if span is None else last - span + 1, meets_target=meets
    )


def _pool(points: tuple[PointFacts, ...], indicator: Indicator, last: int, span: int) -> Decimal | None:
    parts = [(p.numerator, p.denominator) for p in points if last - span < p.year <= last]
    known = [(top, bottom) for top, bottom in parts if top is not None and bottom]
    if not known or not indicator.per:
        return None
    total = sum((bottom for _, bottom in known), Decimal(0))
    return round_half_up(sum((top for top, _ in known), Decimal(0)) * indicator.per / total, indicator.decimals)


def point_of(row: Observation, declared: int) -> PointFacts:
    """Printed at the declared precision, or at its own where it was written with fewer decimals (D4)."""
    key = row.key
    own = declared if row.value is None else decimals_of(row.value)
    return PointFacts(
        year=data_year(row),
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        decimals=min(declared, own),
        status=row.status,
        source=row.source,
        revision="/".join((key.indicator, key.region, key.period, key.breakdown)),
        break_before=row.break_before,
    )
