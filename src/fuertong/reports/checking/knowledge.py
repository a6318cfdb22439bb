"""What may be said of an indicator (可以说的数): its values, changes, distances and target, as numbers with units."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from fuertong.reports.asking import asked_figure, in_text, required
from fuertong.reports.changes import Change, change
from fuertong.reports.comparison import compare
from fuertong.reports.facts import Facts, IndicatorFacts, PointFacts, TargetFacts
from fuertong.reports.figures import distance, published, with_unit
from fuertong.reports.series import Line as SeriesLine
from fuertong.reports.wording import Wording

UNITS = (
    "个百分点|个千分点|%|‰|/10万|/万|亿人|万人次|万人|人次|人|例|岁|年|分|个"
    "|万户|户|所|家|名|张|件|起|处|支|场|亿元|万元|元|平方米|公里|小时"
)
FIGURE = re.compile(rf"(?<![\d—.×÷-])(\d+(?:\.\d+)?)\s*({UNITS})")
Figure = tuple[Decimal, str]


@dataclass(frozen=True, slots=True)
class Known:
    """The targets of one name, or a background figure."""

    name: str
    targets: tuple[TargetFacts, ...]
    wording: Wording
    indicator: IndicatorFacts
    series: tuple[tuple[str, tuple[PointFacts, ...]], ...]

    def values(self, year: int, group: str) -> set[Figure]:
        """The printed values of a year, of the total ("") or of one group by its word."""
        return {figure for label, points in self.series if label == group for figure in self._figures(points, year)}

    def values_of_other_groups(self, year: int, group: str) -> set[Figure]:
        """The printed values of the year that belong to other groups or the total."""
        return {figure for label, points in self.series if label != group for figure in self._figures(points, year)}

    def every_value(self) -> set[Figure]:
        """The printed values of all years and groups."""
        return {figure for _, points in self.series for p in points for figure in self._figures((p,), p.year)}

    def point(self, year: int, group: str) -> PointFacts | None:
        """The point of a year and group."""
        return next((p for label, points in self.series if label == group for p in points if p.year == year), None)

    def changed(self, reference: int, year: int, group: str) -> Change | None:
        """The change between two years, None where one of them cannot be printed or they cannot be compared."""
        for label, points in self.series:
            line = SeriesLine(uid="", indicator=self.indicator, points=points)
            earlier, later = line.printable(reference), line.printable(year)
            if label == group and earlier and later and line.comparable(earlier, later):
                return change(earlier, later, self.indicator, self.wording)
        return None

    def asked(self) -> set[Figure]:
        """The numbers the plan asks for, as it prints them."""
        texts = [f"{in_text(t, self.wording)} {asked_figure(t)} {t.text} {t.asked}" for t in self.targets]
        numbers = {(wanted, self.indicator.unit) for t in self.targets if (wanted := required(t)) is not None}
        return {figure for text in texts for figure in figures(text)} | numbers

    def distances(self, year: int | None = None) -> set[Figure]:
        """How far the values of a year, or of every year where that one has none, are from the target."""
        made: set[Figure] = set()
        of_year = year is not None and any(
            published(p, self.indicator) for _, ps in self.series for p in ps if p.year == year
        )
        for target in self.targets:
            for _, points in self.series:
                for point in (p for p in points if p.year == year or not of_year):
                    value = published(point, target.indicator)
                    found = compare(target, value, self.wording) if value is not None else None
                    asked = required(target)
                    if value is not None and asked is not None:
                        made |= set(figures(distance(abs(value - asked), target.indicator.unit)))
                    made |= set(figures(found.phrase)) if found else set()
        return made

    def every_change(self) -> set[Figure]:
        """The changes between any two years."""
        made: set[Figure] = set()
        for _, points in self.series:
            for a, b in permutations(points, 2):
                found = change(a, b, self.indicator, self.wording) if a.year < b.year else None
                made |= set(figures(found.phrase)) if found else set()
        return made

    def anything(self) -> set[Figure]:
        """Every figure that may be said."""
        return self.every_value() | self.every_change() | self.asked() | self.distances() | self.pooled()

    def pooled(self) -> set[Figure]:
        """The rates pooled over several years."""
        values = [target.pooled.value for target in self.targets if target.pooled is not None]
        return {figure for value in values for figure in figures(with_unit(value, self.indicator.unit))}

    @property
    def withheld(self) -> bool:
        """Whether something of it may not be printed."""
        return any(point.withheld for _, points in self.series for point in points)

    def _figures(self, points: tuple[PointFacts, ...], year: int) -> Iterator[Figure]:
        for point in points:
            value = published(point, self.indicator) if point.year == year else None
            if value is not None:
                yield (value, self.indicator.unit)


def figures(text: str) -> Iterator[Figure]:
    """The numbers with units in a text."""
    return ((Decimal(number), unit) for number, unit in FIGURE.findall(text))


def known_by_name(plans: Sequence[Facts], wording: Wording) -> dict[str, Known]:
    """What is known under each name an indicator goes by; a name both plans have takes what either says."""
    made: dict[str, list[TargetFacts]] = {}
    for target in (target for facts in plans for target in facts.targets):
        for name in dict.fromkeys((target.indicator.name, target.indicator.subject)):
            if name:
                made.setdefault(name, []).append(target)
    known = {name: _known(name, tuple(targets), wording) for name, targets in made.items()}
    for item in (item for facts in plans for item in facts.background):
        name = item.indicator.name
        known.setdefault(name, Known(name, (), wording, item.indicator, (("", item.points),)))
    return known


def _known(name: str, targets: tuple[TargetFacts, ...], wording: Wording) -> Known:
    series: list[tuple[str, tuple[PointFacts, ...]]] = []
    for target in targets:
        series.append(("", target.points))
        for group in target.breakdowns:
            spoken = wording.groups.get(group.label, group.label)
            series += [(label, group.points) for label in dict.fromkeys((spoken, group.label))]
    return Known(name, targets, wording, targets[0].indicator, tuple(series))
