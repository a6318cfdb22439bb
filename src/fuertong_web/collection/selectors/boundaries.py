"""Series across changes of boundaries (区划变动): earlier years of a merged place, later years of a split one.

What nobody reported as it is stands as 推算数 with a note; where parts are missing, or a rate has no numerators, there
is no value and the note says why. The first year under new boundaries is a visible break.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fuertong.model.observation import ValueStatus
from fuertong.model.rolling_up import Part, roll_up
from fuertong_web.collection.selectors.values import Point, Series
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Region, RegionSuccession


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundaries:
    """The changes below a place; `made_of` what a merged region covers, `became` what a split one was divided into."""

    regions: dict[int, Region] = field(default_factory=dict)
    made_of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    became: dict[int, tuple[int, ...]] = field(default_factory=dict)
    since: dict[int, int] = field(default_factory=dict)
    until: dict[int, int] = field(default_factory=dict)
    came_from: dict[int, str] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.made_of or self.became)

    def with_parts(self, regions: Iterable[Region]) -> list[Region]:
        """The regions and all those their series are made from."""
        found = {region.pk: region for region in regions}
        todo = list(found)
        while todo:
            pk = todo.pop()
            for part in (*self.made_of.get(pk, ()), *self.became.get(pk, ())):
                if part not in found:
                    found[part] = self.regions[part]
                    todo.append(part)
        return list(found.values())


def boundaries_below(parent: Region) -> Boundaries:
    """The merges and splits of the regions below; one query."""
    rows = RegionSuccession.objects.filter(old__parent=parent).select_related("old", "new").order_by("on", "pk")
    found = Boundaries()
    for row in rows:
        found.regions.update({row.old_id: row.old, row.new_id: row.new})
        found.since[row.new_id] = row.on.year
        found.until[row.old_id] = row.on.year - 1
        if row.kind == RegionSuccession.Kind.MERGE:
            found.made_of[row.new_id] = (*found.made_of.get(row.new_id, ()), row.old_id)
        else:
            found.became[row.old_id] = (*found.became.get(row.old_id, ()), row.new_id)
            found.came_from[row.new_id] = row.old.name
    return found


def continued(
    region: Region, key: tuple[int, str], made: Mapping[int, Series], known: Boundaries, indicator: Indicator
) -> list[Point]:
    """The points of a region with the years before it was merged, and after it was split, computed from the parts."""
    own = {point.period: point for point in made.get(region.pk, {}).get(key, [])}
    earlier = _from_parts(known.made_of.get(region.pk, ()), key, made, known, indicator)
    for period, point in earlier.items():
        if point.year <= known.since.get(region.pk, 0):
            own.setdefault(period, point)
    later = _from_parts(known.became.get(region.pk, ()), key, made, known, indicator)
    for period, point in later.items():
        if point.year > known.until.get(region.pk, 9999):
            own.setdefault(period, point)
    points = sorted(own.values(), key=lambda point: (point.year, point.period))
    return _with_break(region, points, known)


def _from_parts(
    parts: Sequence[int],
    key: tuple[int, str],
    made: Mapping[int, Series],
    known: Boundaries,
    indicator: Indicator,
) -> dict[str, Point]:
    if not parts:
        return {}
    names = [known.regions[pk].name for pk in parts]
    series = [
        {point.period: point for point in continued(known.regions[pk], key, made, known, indicator)} for pk in parts
    ]
    found = {}
    for period in sorted({period for one in series for period in one}):
        points = [one.get(period) for one in series]
        year = next(point.year for point in points if point is not None)
        found[period] = _rolled(indicator, year, period, names, points)
    return found


def _rolled(
    indicator: Indicator, year: int, period: str, names: Sequence[str], points: Sequence[Point | None]
) -> Point:
    hidden = next((point.withheld for point in points if point is not None and point.withheld), "")
    if hidden:
        return Point(year=year, period=period, value=None, withheld=hidden)
    parts = [
        Part(
            name=name,
            value=point.value if point else None,
            numerator=point.numerator if point else None,
            denominator=point.denominator if point else None,
        )
        for name, point in zip(names, points, strict=True)
    ]
    whole = roll_up(parts, way=indicator.rolled_up, per=indicator.per, decimals=indicator.decimals)
    if whole.value is None:
        lack = f"{'、'.join(whole.missing)}{whole.why}" if whole.missing else whole.why
        words = f"原{'、'.join(names)}：{lack}，不能合并计算"
        return Point(year=year, period=period, value=None, absence=words, note=words)
    return Point(
        year=year,
        period=period,
        value=whole.value,
        numerator=whole.numerator,
        denominator=whole.denominator,
        status=ValueStatus.DERIVED.label,
        source="、".join(names),
        decimals=indicator.decimals,
        note=f"由{'、'.join(names)}合并计算",
    )


def _with_break(region: Region, points: list[Point], known: Boundaries) -> list[Point]:
    """The first year under other boundaries marked, whether or not the years before could be computed."""
    at = known.since.get(region.pk)
    first = next((place for place, point in enumerate(points) if at is not None and point.year >= at), None)
    if first is None:
        return points
    origin = known.came_from.get(region.pk)
    note = f"区划变动：原属{origin}" if origin else "区划变动"
    return [
        *points[:first],
        replace(points[first], break_before=True, note=points[first].note or note),
        *points[first + 1 :],
    ]
