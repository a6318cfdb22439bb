"""Recall of the rules on slips in an invented city by kind, and false alarms on clean data by rule (printed)."""

import csv
import random
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from tests.spec.quality_city import SLIPS, City, Values, city

from fuertong import place_folder, quality
from fuertong.model.findings import Finding
from fuertong.model.indicator import Indicator, Kind
from fuertong.model.observation import Key, Observation
from fuertong.model.units import normal_unit

CITIES = 4
TRIES = 32
YUNXI = Path(__file__).parents[2] / "examples" / "yunxi"


@cache
def place(seed: int) -> City:
    return city(seed)


def findings(of: City, now: Values) -> list[Finding]:
    return quality.check(
        list(now.values()), history=of.past, catalogue=of.catalogue, parents=of.parents, demanded=of.demanded
    )


def near(of: City, now: Values, key: Key) -> list[Finding]:
    """The findings of the seeded region and of the city above it: what a check of that report would say."""
    regions = {key.region, of.code}
    keep = {k: v for k, v in now.items() if k.region in regions or k.indicator == key.indicator}
    return findings(of, keep)


def said(of: City, now: Values, key: Key) -> set[tuple[str, str]]:
    """What is said about the seeded indicator and region."""
    place = (key.indicator, key.region)
    return {
        (row.code, row.message)
        for row in near(of, now, key)
        if row.key and (row.key.indicator, row.key.region) == place
    }


@pytest.mark.slow
@pytest.mark.parametrize("title", SLIPS)
def test_recall_by_kind(title: str, capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(title)
    tried = found = 0
    for number in range(TRIES):
        of = place(number % CITIES)
        seeded = SLIPS[title](of, rng)
        if seeded is None:
            continue
        now, key = seeded
        tried += 1
        found += bool(said(of, now, key) - said(of, of.now, key))
    with capsys.disabled():
        print(f"\n{title}: {found} of {tried}", end="")
    assert tried >= 10
    assert found / tried >= 0.95


@pytest.mark.slow
def test_clean_cities_ask_about_at_most_one_cell_in_twenty(capsys: pytest.CaptureFixture[str]) -> None:
    cells, asked, rules = 0, 0, Counter[str]()
    for seed in range(CITIES):
        of = place(seed)
        found = findings(of, of.now)
        rules.update(row.code for row in found)
        asked += len({row.key for row in found})
        cells += len(of.now)
    with capsys.disabled():
        print(f"\nclean cities: {asked} of {cells} cells, {dict(rules)}", end="")
    assert asked / cells <= 0.05
    assert all(count / cells <= 0.02 for count in rules.values())


def by_year(values: list[Observation], catalogue: dict[str, Indicator]) -> tuple[int, int, Counter[str]]:
    """Cells, cells asked about and findings by rule when each year is checked against the ones before."""
    years: dict[int, list[Observation]] = defaultdict(list)
    for row in values:
        years[int("".join(char for char in row.key.period if char.isdigit())[:4])].append(row)
    cells, asked, rules = 0, 0, Counter[str]()
    for year in sorted(years):
        past = [row for before in years if before < year for row in years[before]]
        found = quality.check(years[year], history=past, catalogue=catalogue)
        rules.update(row.code for row in found)
        asked += len({row.key for row in found})
        cells += len(years[year])
    return cells, asked, rules


def test_the_example_county_asks_about_at_most_one_cell_in_twenty(capsys: pytest.CaptureFixture[str]) -> None:
    folder = place_folder.load(YUNXI)
    catalogue = {row.code: row for row in folder.indicators}
    cells, asked, rules = by_year(list(folder.observations), catalogue)
    with capsys.disabled():
        print(f"\nexample county: {asked} of {cells} cells, {dict(rules)}", end="")
    assert asked / cells <= 0.05


def test_published_series_ask_about_at_most_one_value_in_twenty(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kinds = {
        "%": (Kind.PCT, 100),
        "‰": (Kind.RATE, 1000),
        "/10万": (Kind.RATE, 100_000),
        "/万": (Kind.RATE, 10_000),
        "岁": (Kind.YEARS, None),
    }
    catalogue: dict[str, Indicator] = {}
    values: dict[Key, Observation] = {}
    with (shared / "facts" / "values.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            kind, per = kinds.get(normal_unit(row["unit"]), (Kind.COUNT, None))
            code = f"{row['indicator']}/{row['group']}/{row['unit']}"
            gross = "毛入" in row["indicator"]
            number = Decimal(row["value"])
            written = max(0, -int(number.as_tuple().exponent))
            known = catalogue.get(code)
            decimals = max(written, known.decimals if known else 0)
            catalogue[code] = Indicator(
                code=code,
                name=row["indicator"] + row["group"],
                unit=row["unit"],
                kind=kind,
                per=per,
                decimals=decimals,
                over_100=gross,
            )
            key = Key(indicator=code, region=row["place"], period=row["year"])
            values.setdefault(key, Observation(key=key, value=number, decimals=written))
    cells, asked, rules = by_year(list(values.values()), catalogue)
    with capsys.disabled():
        print(f"\npublished series: {asked} of {cells} values, {dict(rules)}", end="")
    assert cells > 300
    assert asked / cells <= 0.05
