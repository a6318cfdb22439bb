"""What a yearbook may show (公开范围): all to the statistician, less in the version for the public (decision D7).

In the public version small counts are ＊ (deaths, violence, small bodies: no count, no rate of few events, all groups
of a year together, no area below the place), and so are values marked 内部. Under embargo nothing is shown to anybody.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from fuertong.model.indicator import Indicator, Sensitivity
from fuertong.model.organisation import Level
from fuertong.reports.disclosure import withheld_point
from fuertong.reports.facts import IndicatorFacts, PointFacts
from fuertong.reports.yearbook.source import BookSeries, BookSource


def shown_series(source: BookSource, *, public: bool) -> tuple[BookSeries, ...]:
    """The series with everything taken out that this version may not print."""
    together: dict[str, list[BookSeries]] = defaultdict(list)
    for series in source.series:
        together[series.indicator.code].append(series)
    made: dict[int, BookSeries] = {}
    for every in together.values():
        for series, points in zip(every, _points(every, source, public), strict=True):
            made[id(series)] = replace(series, points=points)
    return tuple(made[id(series)] for series in source.series)


def _points(every: Sequence[BookSeries], source: BookSource, public: bool) -> list[tuple[PointFacts, ...]]:
    indicator = every[0].indicator
    if indicator.sensitivity is Sensitivity.SEALED:
        return [tuple(_empty(point) for point in series.points) for series in every]
    if not public or indicator.sensitivity is Sensitivity.OPEN:
        return [series.points for series in every]
    if indicator.sensitivity is Sensitivity.INTERNAL:
        return [tuple(_empty(point) for point in series.points) for series in every]
    printed, asked = indicator_facts(indicator), source.asked.get(indicator.code)
    found = [
        tuple(withheld_point(p, printed, asked, Level.TOWN if s.region else source.level) for p in s.points)
        for s in every
    ]
    own = [(series, points) for series, points in zip(every, found, strict=True) if not series.region]
    closed = {point.year for _, points in own for point in points if point.withheld}
    return [
        points if not series.breakdown else tuple(_empty(p) if p.year in closed else p for p in points)
        for series, points in zip(every, found, strict=True)
    ]


def indicator_facts(indicator: Indicator) -> IndicatorFacts:
    """The catalogue's indicator as reports print it."""
    return IndicatorFacts(
        name=indicator.name,
        unit=indicator.unit,
        kind=indicator.kind,
        code=indicator.code,
        per=indicator.per,
        decimals=indicator.decimals,
        freq=indicator.freq,
        sensitivity=indicator.sensitivity,
        statistical_year=indicator.statistical_year,
    )


def _empty(point: PointFacts) -> PointFacts:
    return replace(
        point, value=None, numerator=None, denominator=None, withheld=point.withheld or point.value is not None
    )
