"""Since when a target is met (提前N年达标): said only where the step over the number was seen and held since."""

from fuertong.model.plan import TargetKind
from fuertong.reports.asking import required
from fuertong.reports.comparison import COMPARISONS
from fuertong.reports.facts import TargetFacts
from fuertong.reports.figures import published
from fuertong.reports.series import Line

_FEWEST = 2


def met_since(target: TargetFacts, year: int) -> int | None:
    """The first of at least two years in a row, up to `year`, that reach the number, after one that did not.

    None where a year in between has no value, the definition changed, or the number was reached from the beginning.
    """
    asked, test = required(target), COMPARISONS.get(target.comparator or "")
    if asked is None or test is None or target.kind is not TargetKind.LEVEL or target.deadline is None:
        return None
    line = Line(uid=target.uid, indicator=target.indicator, points=target.points)
    first = year
    while (point := line.printable(first)) and not point.break_before:
        value = published(point, target.indicator)
        if value is None or not test(value, asked):
            break
        first -= 1
    before = line.printable(first)
    if before is None or (value := published(before, target.indicator)) is None or test(value, asked):
        return None
    start = first + 1
    held = year - first >= _FEWEST and start < target.deadline
    return start if held and start > (target.base_year or 0) else None
