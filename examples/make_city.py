"""Write the numbers of the example city (示例市) with its eight counties: `python -m examples.make_city`.

Every run writes the same bytes. place.toml, regions.csv, units.csv, people.csv and plan.txt are kept by hand in
examples/lanjiang; the plan is read from plan.txt as any other. Each county has a true level of its own that moves
slowly; the published year is drawn around it, so that most differences of a year are chance and a few are not.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from examples.building.tables import read_table, table_text

from fuertong.catalogue.indicators import COLUMNS as INDICATOR_COLUMNS
from fuertong.catalogue.indicators import read_indicators
from fuertong.model.indicator import Indicator
from fuertong.place_folder.targets import COLUMNS as TARGET_COLUMNS
from fuertong.place_folder.targets import DESCRIBING
from fuertong.reading import read

HERE = Path(__file__).resolve().parent
PLACE = HERE / "lanjiang"
CATALOGUE = HERE.parent / "src" / "fuertong" / "catalogue" / "data" / "indicators.csv"
CITY, FIRST, LAST = "999600", 2018, 2025
COLUMNS = ["region", "indicator", "breakdown", "year", "value", "numerator", "denominator", "break", "splice"]
COLUMNS += ["status", "source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator: its unit, people in the city in 2018 and their yearly change, level, yearly change, spread.

    `split` parts the people in two groups (codes, share of the first, how much higher the first stands).
    """

    unit: str
    people: int
    growth: float
    level: float
    pace: float
    spread: float
    split: tuple[str, str, float, float] | None = None


RESIDENCE = ("residence=urban", "residence=rural")
SEX = ("sex=F", "sex=M")
LINES = {
    "maternal_management": Line(
        unit="wjw", people=30000, growth=-0.06, level=91.0, pace=0.6, spread=2.0, split=(*RESIDENCE, 0.45, 2.6)
    ),
    "postnatal_visit": Line(unit="wjw", people=30000, growth=-0.06, level=94.0, pace=0.3, spread=0.6),
    "prenuptial_check": Line(
        unit="wjw", people=42000, growth=-0.05, level=58.0, pace=2.4, spread=6.0, split=(*RESIDENCE, 0.5, 4.0)
    ),
    "cervical_screening": Line(unit="wjw", people=640000, growth=0.004, level=48.0, pace=2.2, spread=5.0),
    "breast_screening": Line(unit="wjw", people=640000, growth=0.004, level=41.0, pace=1.8, spread=4.0),
    "compulsory_retention": Line(
        unit="jy", people=38000, growth=0.01, level=95.2, pace=0.25, spread=0.4, split=(*SEX, 0.46, 0.5)
    ),
    "senior_gross": Line(
        unit="jy", people=105000, growth=0.01, level=92.0, pace=0.5, spread=1.5, split=(*SEX, 0.46, 1.8)
    ),
    "infant_mortality": Line(unit="wjw", people=30000, growth=-0.06, level=0.45, pace=-0.018, spread=0.06),
    "under3_management": Line(unit="wjw", people=92000, growth=-0.06, level=90.5, pace=0.4, spread=1.2),
    "under7_management": Line(unit="wjw", people=260000, growth=-0.04, level=91.8, pace=0.35, spread=1.0),
    "under5_stunting": Line(
        unit="wjw", people=120000, growth=-0.05, level=2.1, pace=-0.09, spread=0.35, split=(*RESIDENCE, 0.45, -0.5)
    ),
    "child_home": Line(
        unit="mz", people=1450, growth=0.0, level=74.0, pace=2.2, spread=5.0, split=(*RESIDENCE, 0.3, 9.0)
    ),
}
SIZES = {
    "999601": 0.07,
    "999602": 0.21,
    "999603": 0.18,
    "999604": 0.13,
    "999605": 0.04,
    "999606": 0.12,
    "999607": 0.09,
    "999608": 0.16,
}
LAGGING = {"999607": -2.2}
"""How many spreads below the others a county stands: one that chance does not explain."""


def build() -> dict[str, bytes]:
    """The generated files by their names under examples/lanjiang."""
    indicators = {row.code: row for row in read_indicators(CATALOGUE) if row.code in LINES}
    found = {
        code: replace(indicators[code], source_unit=f"{CITY}-{line.unit}", levels=("province", "city", "county"))
        for code, line in LINES.items()
    }
    return {
        "indicators.csv": table_text(INDICATOR_COLUMNS, map(_indicator_row, found.values())).encode(),
        "observations.csv": table_text(COLUMNS, [row for one in found.values() for row in _rows(one)]).encode(),
        "targets.csv": table_text((*TARGET_COLUMNS, *DESCRIBING), _targets(found)).encode(),
    }


def _indicator_row(indicator: Indicator) -> dict[str, Any]:
    row = {name: getattr(indicator, name) for name in INDICATOR_COLUMNS}
    return {name: "|".join(value) if isinstance(value, tuple) else value for name, value in row.items()}


def _rows(indicator: Indicator) -> Iterator[dict[str, Any]]:
    """The counties, the city as their sum, and the city's groups."""
    line, rng = LINES[indicator.code], random.Random(indicator.code)  # noqa: S311  numbers to look at
    own = {code: rng.gauss(0, 0.5) + LAGGING.get(code, 0.0) for code in SIZES}
    pace = {code: rng.gauss(1, 0.25) for code in SIZES}
    for year in range(FIRST, LAST + 1):
        past, total = year - FIRST, [0, 0]
        for code, size in SIZES.items():
            people = round(line.people * size * (1 + line.growth) ** past)
            worse = -1 if line.pace < 0 else 1
            level = line.level + line.pace * pace[code] * past + worse * own[code] * line.spread
            cases = _drawn(rng, people, level / 100, over=indicator.code == "senior_gross")
            total = [total[0] + cases, total[1] + people]
            yield _row(indicator, code, "", year, cases, people)
        yield _row(indicator, CITY, "", year, *total)
        if line.split:
            yield from _groups(indicator, rng, line.split, year, total)


def _groups(
    indicator: Indicator, rng: random.Random, split: tuple[str, str, float, float], year: int, total: list[int]
) -> Iterator[dict[str, Any]]:
    """Two groups that add up to the city; their distance closes by a third in eight years."""
    first, second, share, distance = split
    people = round(total[1] * share)
    gap = distance * (1 - (year - FIRST) / 24)
    level = 100 * total[0] / total[1] + gap * (1 - share)
    cases = min(_drawn(rng, people, level / 100, over=indicator.code == "senior_gross"), total[0])
    yield _row(indicator, CITY, first, year, cases, people)
    yield _row(indicator, CITY, second, year, total[0] - cases, total[1] - people)


def _drawn(rng: random.Random, people: int, share: float, *, over: bool) -> int:
    share = max(share, 0.0001) if over else min(max(share, 0.0001), 0.998)
    drawn = round(people * share + rng.gauss(0, 1) * math.sqrt(people * share * max(1 - share, 0.02)))
    return max(drawn, 0) if over else min(max(drawn, 0), people)


def _row(indicator: Indicator, region: str, breakdown: str, year: int, cases: int, people: int) -> dict[str, Any]:
    per = Decimal(indicator.per or 100)
    value = (per * cases / people).quantize(Decimal(1).scaleb(-indicator.decimals))
    facts = {"region": region, "indicator": indicator.code, "breakdown": breakdown, "year": year, "value": value}
    facts |= {"numerator": cases, "denominator": people, "break": False, "status": "final"}
    return facts | {"source": f"示例·{'市' if region == CITY else '县（市、区）'}{year}年报送"}


def _targets(indicators: dict[str, Indicator]) -> list[dict[str, Any]]:
    """The judging rows of what the reader finds in plan.txt, matched by the indicator's name."""
    by_name = {row.name: row for row in indicators.values()}
    lead = {row["name"]: row["code"] for row in read_table(PLACE / "units.csv")}
    rows = []
    for plan in read((PLACE / "plan.txt").read_bytes(), name="plan.txt").plans:
        code = f"{CITY}-{plan.audience}-2021-2030"
        for domain in plan.domains:
            for goal in domain.goals:
                for number, target in enumerate(goal.targets, start=1):
                    indicator = by_name[target.indicator]
                    rows.append(
                        {
                            "id": f"{code}/d{domain.no}/g{goal.no}/t{number}",
                            "region": CITY,
                            "indicator": indicator.code,
                            "kind": indicator.kind,
                            "per": indicator.per if indicator.kind == "rate" else None,
                            "decimals": indicator.decimals,
                            "freq": 1,
                            "type": target.kind,
                            "cmp": target.comparator,
                            "value": target.value,
                            "base_year": 2020,
                            "deadline": 2030,
                            "direction": target.direction,
                            "polarity": indicator.polarity,
                            "each": bool(target.each),
                            "name": target.indicator,
                            "unit": target.unit,
                            "strength": "binding",
                            "lead": lead[goal.lead[0]],
                        }
                    )
    return rows


def main() -> None:
    """Write every generated file."""
    for name, content in build().items():
        (PLACE / name).write_bytes(content)


if __name__ == "__main__":
    main()
