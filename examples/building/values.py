"""The example's values: series.csv (paths, events, offsets) turned into observations, seeded and repeatable."""

import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from fuertong.model.indicator import Indicator, Kind

LAST = 2025
FIRST_OF_PLAN = 2020
# The second part of an additive breakdown, and the first.
_REST = {"residence=rural": "residence=urban"}
Row = dict[str, str]
Point = tuple[Decimal | None, Decimal | None, Decimal | None]


def observations(
    series: Sequence[Row],
    *,
    region: str,
    indicators: Mapping[str, Indicator],
    units: Mapping[str, str],
    denominators: Mapping[str, Mapping[int, Decimal]],
) -> Iterator[dict[str, object]]:
    """One dict a value in the columns of observations.csv, in the order of series.csv."""
    seen: dict[tuple[str, str], dict[int, Point]] = {}
    for row in series:
        indicator = indicators[row["indicator"]]
        whole = seen.get((indicator.code, ""), {})
        totals = {year: value for year, (value, _, _) in whole.items() if value is not None}
        points = _points(row, indicator, totals, denominators)
        if row["breakdown"] in _REST:
            points = _rest(points, whole, seen[(indicator.code, _REST[row["breakdown"]])], indicator)
        if not row["region"]:
            seen[(indicator.code, row["breakdown"])] = points
        for year, (value, numerator, denominator) in points.items():
            yield {
                "region": row["region"] or region,
                "indicator": indicator.code,
                "breakdown": row["breakdown"],
                "year": year,
                "value": value,
                "numerator": numerator,
                "denominator": denominator,
                "break": str(year) == row["breaks"],
                "splice": row["splice"] if str(year) == row["breaks"] else None,
                "status": _status(indicator, year, value),
                "source": f"示例·{units[indicator.source_unit]}{year}年报送",
            }


def denominator_table(rows: Sequence[Row]) -> dict[str, dict[int, Decimal]]:
    """Shared denominators (共用基数) by name and year."""
    return {
        row["name"]: {int(row["first"]) + step: Decimal(text) for step, text in enumerate(row["values"].split())}
        for row in rows
    }


def _points(
    row: Row,
    indicator: Indicator,
    totals: Mapping[int, Decimal],
    denominators: Mapping[str, Mapping[int, Decimal]],
) -> dict[int, Point]:
    first = int(row["first"])
    shared = _denominators(row["den"], first, denominators)
    per = Decimal(indicator.per or 100)
    found: dict[int, Point] = {}
    if row["events"]:
        for step, text in enumerate(row["events"].split()):
            if text != "-":
                events, base = Decimal(text), shared[first + step]
                found[first + step] = (_rounded(events / base * per, indicator), events, base)
        return found
    for year, value in _path(row, first, indicator, totals).items():
        base = shared.get(year)
        if value is None or base is None:
            found[year] = (value, None, None)
        else:
            events = (value * base / per).quantize(Decimal(1), ROUND_HALF_UP)
            found[year] = (_rounded(events / base * per, indicator), events, base)
    return found


def _rest(
    points: Mapping[int, Point], whole: Mapping[int, Point], part: Mapping[int, Point], indicator: Indicator
) -> dict[int, Point]:
    """The second part with the events that the first leaves of the whole, so that the parts add up."""
    found = dict(points)
    for year, (_, events, base) in points.items():
        all_events, part_events = whole[year][1], part[year][1]
        if events is not None and base is not None and all_events is not None and part_events is not None:
            rest = all_events - part_events
            found[year] = (_rounded(rest / base * Decimal(indicator.per or 100), indicator), rest, base)
    return found


def _denominators(text: str, first: int, shared: Mapping[str, Mapping[int, Decimal]]) -> Mapping[int, Decimal]:
    if text in shared:
        return shared[text]
    return {first + step: Decimal(word) for step, word in enumerate(text.split()) if word != "-"}


def _path(row: Row, first: int, indicator: Indicator, totals: Mapping[int, Decimal]) -> dict[int, Decimal | None]:
    path = row["path"]
    if ">" not in path:
        words = dict(enumerate(path.split(), start=first))
        return {
            year: None if word == "attested" else Decimal(word)
            for year, word in words.items()
            if word not in ("-", "pending")
        }
    start, end = (Decimal(part) for part in path.split(">"))
    steps = LAST - first
    line = {first + step: start + (end - start) * step / steps for step in range(steps + 1)}
    if path.startswith(("+", "-")):
        return {year: _rounded(totals[year] + offset, indicator) for year, offset in line.items() if year in totals}
    seed = f"{indicator.code}{row['region']}{row['breakdown']}"
    chance = random.Random(seed)  # noqa: S311 - example data want the same numbers every time
    noise = float(row["noise"] or 0)
    return {year: _rounded(value + Decimal(str(chance.gauss(0, noise))), indicator) for year, value in line.items()}


def _rounded(value: Decimal, indicator: Indicator) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_HALF_UP)


def _status(indicator: Indicator, year: int, value: Decimal | None) -> str:
    if value is None:
        return "attested"
    if "county" not in indicator.levels:
        return "superior"
    if year < FIRST_OF_PLAN and indicator.kind is not Kind.YEARS:
        return "historical"
    return "final"
