"""How many seeded slips the rules find, and how many clean cells they ask about: the slips of published reports."""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from fuertong import quality
from fuertong.model.indicator import Indicator, Kind
from fuertong.model.numbers import round_half_up
from fuertong.model.observation import Key, Observation

YEAR = 2025
CARE = Indicator(code="care", name="系统管理率", unit="%", kind=Kind.PCT, per=100)
HIGH = Indicator(code="birth", name="住院分娩率", unit="%", kind=Kind.PCT, per=100, decimals=2)
ENROL = Indicator(code="enrol", name="净入学率", unit="%", kind=Kind.PCT, per=100, decimals=2)
GIRLS = Indicator(code="girls", name="女生比重", unit="%", kind=Kind.PCT, per=100)
GROSS = Indicator(code="gross", name="毛入学率", unit="%", kind=Kind.PCT, per=100, over_100=True)
INFANT = Indicator(code="infant", name="婴儿死亡率", unit="‰", kind=Kind.RATE, per=1000, decimals=2)
PEOPLE = Indicator(code="people", name="参保人数", unit="人", kind=Kind.COUNT, decimals=0)
SMALL = Indicator(code="small", name="救助人次", unit="人次", kind=Kind.COUNT, decimals=0)
BODIES = Indicator(code="bodies", name="托育机构数", unit="个", kind=Kind.COUNT, decimals=0)
LIFE = Indicator(code="life", name="平均预期寿命", unit="岁", kind=Kind.YEARS, decimals=2)
SEXRATIO = Indicator(code="sexratio", name="出生人口性别比", unit="女=100", kind=Kind.RATIO, decimals=1)
CATALOGUE = {
    item.code: item
    for item in (CARE, HIGH, ENROL, GIRLS, GROSS, INFANT, PEOPLE, SMALL, BODIES, LIFE, SEXRATIO)
}  # fmt: skip


@dataclass(frozen=True)
class County:
    """One invented county: eleven series up to this year."""

    now: dict[str, Observation]
    past: list[Observation]


def point(indicator: Indicator, region: str, year: int, value: float, parts: tuple[int, int] | None) -> Observation:
    number = round_half_up(Decimal(str(value)), indicator.decimals)
    return Observation(
        key=Key(indicator=indicator.code, region=region, period=str(year)),
        value=number,
        numerator=Decimal(parts[0]) if parts else None,
        denominator=Decimal(parts[1]) if parts else None,
        decimals=indicator.decimals,
    )


def share(rng: random.Random, start: float, drift: float, noise: float, years: int) -> Iterator[float]:
    """A share that moves on the log-odds scale with a little noise of measurement."""
    level = math.log(start / (100 - start))
    for _ in range(years):
        level += drift
        yield 100 / (1 + math.exp(-level - rng.gauss(0, noise)))


def grown(rng: random.Random, start: float, drift: float, noise: float, years: int) -> Iterator[float]:
    """A quantity that moves on the log scale."""
    level = math.log(start)
    for _ in range(years):
        level += rng.gauss(drift, noise)
        yield math.exp(level)


def poisson(rng: random.Random, mean: float) -> int:
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def county(seed: int) -> County:
    """A county's clean data: 3 to 9 earlier years, growth and noise as published county series show."""
    rng = random.Random(seed)
    region, years = f"{370000 + seed:06d}", rng.randint(4, 10)
    births = rng.randint(2500, 9000)
    series: dict[str, list[tuple[float, tuple[int, int] | None]]] = {
        "care": [(v, None) for v in share(rng, rng.uniform(82, 93), 0.05, 0.06, years)],
        "birth": [(v, None) for v in share(rng, rng.uniform(99.6, 99.95), 0.02, 0.05, years)],
        "enrol": [(v, None) for v in share(rng, rng.uniform(99.5, 99.95), 0.02, 0.05, years)],
        "girls": [(v, None) for v in share(rng, rng.uniform(45, 49), 0.002, 0.008, years)],
        "gross": [(v, None) for v in grown(rng, rng.uniform(88, 108), 0.008, 0.006, years)],
        "people": [(v, None) for v in grown(rng, rng.uniform(20_000, 400_000), 0.01, 0.03, years)],
        "small": [(poisson(rng, 40), None) for _ in range(years)],
        "life": [(79 + 0.25 * n + rng.gauss(0, 0.1), None) for n in range(years)],
        "sexratio": [(rng.gauss(108, 1.0), None) for _ in range(years)],
    }
    deaths = [poisson(rng, births * 0.0042 * 0.96**n) for n in range(years)]
    series["infant"] = [(1000 * dead / births, (dead, births)) for dead in deaths]
    bodies = [rng.randint(3, 20)]
    bodies += [bodies[0] + sum(rng.choice((0, 0, 1)) for _ in range(n)) for n in range(1, years)]
    series["bodies"] = [(count, None) for count in bodies]
    points = {
        code: [
            point(CATALOGUE[code], region, YEAR - years + 1 + n, value, parts) for n, (value, parts) in enumerate(items)
        ]
        for code, items in series.items()
    }
    return County(
        now={code: items[-1] for code, items in points.items()},
        past=[item for items in points.values() for item in items[:-1]],
    )


COUNTIES = [county(seed) for seed in range(60)]


def asked(now: dict[str, Observation], past: list[Observation]) -> set[str]:
    found = quality.check(list(now.values()), history=past, catalogue=CATALOGUE)
    return {finding.key.indicator for finding in found if finding.key}


def test_clean_data_ask_about_at_most_one_cell_in_twenty() -> None:
    questions = sum(len(asked(place.now, place.past)) for place in COUNTIES)
    cells = sum(len(place.now) for place in COUNTIES)
    assert questions / cells <= 0.05


def scaled(code: str, factor: str) -> Callable[[County], dict[str, Observation]]:
    def seed(place: County) -> dict[str, Observation]:
        item = place.now[code]
        value = (item.value or Decimal(0)) * Decimal(factor)
        return place.now | {code: replace(item, value=round_half_up(value, 4), decimals=4)}

    return seed


def put(code: str, value: Callable[[County], Decimal | None]) -> Callable[[County], dict[str, Observation]]:
    def seed(place: County) -> dict[str, Observation]:
        return place.now | {code: replace(place.now[code], value=value(place))}

    return seed


def last(place: County, code: str) -> Decimal:
    return next(item.value for item in reversed(place.past) if item.key.indicator == code and item.value is not None)


def swapped(code: str) -> Callable[[County], dict[str, Observation]]:
    def seed(place: County) -> dict[str, Observation]:
        text = str(place.now[code].value)
        return place.now | {code: replace(place.now[code], value=Decimal(text[1] + text[0] + text[2:]))}

    return seed


def doubled(place: County) -> dict[str, Observation]:
    text = str(place.now["people"].value)
    return place.now | {"people": replace(place.now["people"], value=Decimal(text[:2] + text[1:]))}


def off_parts(place: County) -> dict[str, Observation]:
    item = place.now["infant"]
    return place.now | {"infant": replace(item, value=(item.value or Decimal(0)) + Decimal("0.01"))}


def wrong_denominator(place: County) -> dict[str, Observation]:
    item = place.now["infant"]
    return place.now | {"infant": replace(item, denominator=(item.denominator or Decimal(0)) * 10)}


SLIPS = [
    ("a share written as a fraction", "care", scaled("care", "0.01")),
    ("a percentage in ‰", "care", scaled("care", "10")),
    ("‰ written as %", "infant", scaled("infant", "0.1")),
    ("a rate per 10 thousand in the place of ‰", "infant", scaled("infant", "10")),
    ("persons given in ten thousands", "people", scaled("people", "0.0001")),
    ("a nought too many", "people", scaled("people", "10")),
    ("a nought too few", "people", scaled("people", "0.1")),
    ("a thousand times", "people", scaled("people", "1000")),
    ("years in months", "life", scaled("life", "12")),
    ("a girls' share in the place of an enrolment rate", "enrol", put("enrol", lambda p: p.now["girls"].value)),
    ("net enrolment above 100", "enrol", put("enrol", lambda p: Decimal("104.30"))),
    ("the code -2", "care", put("care", lambda p: Decimal(-2))),
    ("digits swapped in a rate", "care", swapped("care")),
    ("a digit typed twice", "people", doubled),
    ("one digit throughout", "people", put("people", lambda p: Decimal(8888888))),
    ("a rate off its numerator and denominator", "infant", off_parts),
    ("the rest that was meant, 5 for 95", "care", put("care", lambda p: 100 - (p.now["care"].value or 0))),
    ("last year's count left in", "people", put("people", lambda p: last(p, "people"))),
    ("a denominator of another scale", "infant", wrong_denominator),
]


@pytest.mark.parametrize(("code", "seed"), [pytest.param(code, seed, id=title) for title, code, seed in SLIPS])
def test_seeded_slips_are_found(code: str, seed: Callable[[County], dict[str, Observation]]) -> None:
    seeded = [(place.now, seed(place), place.past) for place in COUNTIES]
    tried = [(now, past) for clean, now, past in seeded if now[code] != clean[code]]
    found = sum(code in asked(now, past) for now, past in tried)
    assert len(tried) >= 40
    assert found / len(tried) >= 0.95
