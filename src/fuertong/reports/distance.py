"""Distances (差距): one series against another, year by year, as a report prints them."""

from fuertong.model.numbers import round_half_up
from fuertong.reports.facts import PointFacts


def distance(
    first: tuple[PointFacts, ...],
    second: tuple[PointFacts, ...],
    *,
    ratio: bool = False,
    signed: bool = True,
    decimals: int,
) -> tuple[PointFacts, ...]:
    """First minus second (or first over second) for each year both have; without sign for a gap that must shrink.

    Source and revision are those of the first series. Rounded once, half up.
    """
    others = {point.year: point for point in second}
    made = []
    for point in first:
        one, other = point.value, others[point.year].value if point.year in others else None
        if one is None or other is None or (ratio and other == 0):
            continue
        apart = one / other if ratio else one - other
        value = round_half_up(apart if signed else abs(apart), decimals)
        made.append(PointFacts(year=point.year, value=value, source=point.source, revision=point.revision))
    return tuple(made)
