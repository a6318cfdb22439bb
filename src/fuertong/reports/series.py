"""A series as a report reads it (时间序列): the latest printed value and the years it may be compared with."""

from collections.abc import Iterable
from dataclasses import dataclass

from fuertong.model.observation import ValueStatus
from fuertong.reports.blocks import Role, Run, Trace, Words
from fuertong.reports.changes import Change, change
from fuertong.reports.facts import IndicatorFacts, PointFacts
from fuertong.reports.figures import published, with_unit
from fuertong.reports.wording import Wording

TENTATIVE = (ValueStatus.FLASH, ValueStatus.EXPECTED, ValueStatus.PRELIMINARY, ValueStatus.DERIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The points of one indicator and one breakdown, and the uid that its numbers lead back to."""

    uid: str
    indicator: IndicatorFacts
    points: tuple[PointFacts, ...]
    breakdown: str = ""

    def printable(self, year: int) -> PointFacts | None:
        """The point of `year` if its value may be printed."""
        found = (p for p in self.points if p.year == year and published(p, self.indicator) is not None)
        return next(found, None)

    def latest(self, year: int) -> PointFacts | None:
        """The newest printable point up to `year`."""
        usable = (p for p in self.points if p.year <= year and published(p, self.indicator) is not None)
        return max(usable, key=lambda point: point.year, default=None)

    def current(self, year: int) -> PointFacts | None:
        """The point that speaks for `year`: its own, or for surveys, censuses and terms the newest still standing."""
        latest = self.latest(year)
        return latest if latest is not None and year - latest.year < max(1, self.indicator.freq) else None

    def comparable(self, earlier: PointFacts, later: PointFacts) -> bool:
        """Whether no change of definition (口径变化) lies between two points."""
        return not any(p.break_before and earlier.year < p.year <= later.year for p in self.points)

    def trace(self, point: PointFacts, role: Role = Role.VALUE) -> Trace:
        """The trace of a number taken from `point`."""
        return Trace(uid=self.uid, role=role, year=point.year, breakdown=self.breakdown, revision=point.revision)


def figure(line: Line, point: PointFacts) -> Words:
    """The printed number with its unit, traced; a number not yet final says so: 94.2%（初步数）."""
    value = published(point, line.indicator)
    if value is None:
        return ()
    words: Words = (Run(with_unit(value, line.indicator.unit), line.trace(point)),)
    return (*words, Run(f"（{point.status.label}）")) if point.status in TENTATIVE else words


def compared(line: Line, point: PointFacts, years: Iterable[int | None], wording: Wording) -> Words:
    """，比上年提高0.4个百分点，比2020年提高3.1个百分点: one phrase for each year there is a comparable value for."""
    found: list[tuple[Change, str]] = []
    for year in _once(years):
        earlier = line.printable(year) if year < point.year else None
        moved = since(line, year, point, wording) if earlier else None
        if earlier is not None and moved is not None:
            found.append((moved, reference(earlier, point, wording)))
    trace = line.trace(point, Role.CHANGE)
    if len(found) > 1 and not any(moved.direction for moved, _ in found):
        return (Run("，"), Run(f"与{'、'.join(name for _, name in found)}均持平", trace))
    pairs = ((Run("，"), Run(moved.against(name), trace)) for moved, name in found)
    return tuple(run for pair in pairs for run in pair)


def since(line: Line, year: int, point: PointFacts, wording: Wording) -> Change | None:
    """The change from `year` to `point`, None when either cannot be printed or the definition changed."""
    earlier = line.printable(year)
    if earlier is None or not line.comparable(earlier, point):
        return None
    return change(earlier, point, line.indicator, wording)


def year_before(line: Line, point: PointFacts) -> int | None:
    """The newest earlier year with a printable value: last year, or the one before a hole."""
    before = line.latest(point.year - 1)
    return before.year if before else None


def reference(earlier: PointFacts, later: PointFacts, wording: Wording) -> str:
    """上年, or the year by name; a figure corrected since or worked out (推算数) is marked."""
    last = earlier.year == later.year - 1
    name = wording.previous if last and wording.previous != "year" else f"{earlier.year}年"
    if earlier.status is ValueStatus.DERIVED:
        return f"{name}（{earlier.status.label}）"
    return f"{name}（调整数）" if earlier.adjusted and last else name


def _once(years: Iterable[int | None]) -> list[int]:
    return list(dict.fromkeys(year for year in years if year is not None))
