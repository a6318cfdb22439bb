"""An invented city (样例市) of eight counties on the real catalogue, and the slips put into its data.

Numerators come from shared figures (活产数, 0—6岁儿童数 …), so that units that name the same quantity give the same
number; the city is added up from its counties; the history moves as published county series do.
"""

import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from fuertong import catalogue
from fuertong.model.indicator import Indicator, Kind
from fuertong.model.numbers import round_half_up
from fuertong.model.observation import Key, Observation

YEAR, YEARS = 2025, 6
Values = dict[Key, Observation]
OWN_BASES = ("调查", "检查", "抽检", "筛查", "答对", "测", "代表", "委员", "干部", "班子")
CUMULATIVE = Indicator(code="homes_built", name="累计建成儿童之家数", unit="个", kind=Kind.COUNT, decimals=0)
BIRTHS = Indicator(code="births", name="活产数", unit="人", kind=Kind.COUNT, decimals=0, statistical_year="H")


@dataclass(frozen=True)
class City:
    """Clean values of one year with their history, the list of lower regions and the demanded breakdowns."""

    catalogue: dict[str, Indicator]
    now: Values
    past: tuple[Observation, ...]
    parents: dict[str, str]
    demanded: dict[str, tuple[str, ...]]
    code: str

    def counties(self) -> list[str]:
        return list(self.parents)


@cache
def indicators() -> tuple[Indicator, ...]:
    """Sixty indicators of every kind from the catalogue, the shared denominators among them."""
    rows = [row for row in catalogue.load().indicators if row.levels and "county" in row.levels]
    shares = [row for row in rows if row.kind is Kind.PCT and row.denominator and row.numerator and row.freq == 1]
    rates = [row for row in rows if row.kind is Kind.RATE and row.denominator and row.numerator]
    counts = [row for row in rows if row.kind is Kind.COUNT and row.unit in ("人", "个") and row.freq == 1]
    terms = [row for row in rows if row.freq > 1 and row.kind is Kind.PCT and row.denominator]
    births = [row for row in shares if row.denominator == BIRTHS.name][:6]
    rest = [row for row in shares if row not in births]
    chosen = [*births, *rest[:28], *rates[:8], *counts[:12], *terms[:4], CUMULATIVE, BIRTHS]
    bases = {row.denominator for row in chosen} | {row.name for row in chosen}
    unique = {row.code: row for row in chosen if row.numerator not in bases or row.kind is Kind.COUNT}
    tops = Counter(row.numerator for row in unique.values() if row.numerator)
    return tuple(row for row in unique.values() if tops[row.numerator] < 2)


def period(indicator: Indicator, year: int) -> str:
    """The period code of the indicator's statistical year."""
    return {"calendar": f"{year}", "H": f"{year}H", "X": f"{year}X", "J": f"J{year}"}[indicator.statistical_year]


def city(seed: int) -> City:
    """A city's clean data."""
    rng = random.Random(seed)
    code = f"3{70 + seed % 9}{seed % 9 + 1}00"
    counties = [f"{code[:4]}{n:02d}" for n in range(1, 9)]
    own: list[Observation] = []
    levels = {row.code: _level(rng, row) for row in indicators()}
    for county in counties:
        own += _county(rng, county, levels)
    own += _added_up(code, counties, own)
    return City(
        catalogue={row.code: row for row in indicators()},
        now={row.key: row for row in own if _year(row.key) == YEAR},
        past=tuple(row for row in own if _year(row.key) < YEAR),
        parents=dict.fromkeys(counties, code),
        demanded={row.code: ("residence=rural", "residence=urban") for row in indicators() if _is_split(row)},
        code=code,
    )


def _year(key: Key) -> int:
    return int("".join(char for char in key.period if char.isdigit()))


def _is_split(row: Indicator) -> bool:
    return "residence" in row.breakdowns and row.kind is Kind.PCT


def _level(rng: random.Random, row: Indicator) -> float:
    if row.kind is Kind.PCT:
        return rng.uniform(0.3, 0.97)
    return {1000: 0.004, 10_000: 0.01, 100_000: 0.0004}.get(row.per or 0, 0.01) if row.kind is Kind.RATE else 0


def _county(rng: random.Random, region: str, levels: dict[str, float]) -> list[Observation]:
    size = rng.uniform(0.6, 1.8)
    bases: dict[tuple[str, str], float] = {}
    found: list[Observation] = []
    for row in indicators():
        steps = (
            list(range(YEAR - YEARS + 1, YEAR + 1)) if row.freq == 1 else [YEAR - 2 * row.freq, YEAR - row.freq, YEAR]
        )
        if row.kind is Kind.COUNT:
            found += _counts(rng, region, row, steps, size, bases)
            continue
        usual = math.log(levels[row.code] / (1 - levels[row.code])) + rng.gauss(0, 0.25)
        for number, year in enumerate(steps):
            base = _base(rng, bases, row, year, size)
            share = 1 / (1 + math.exp(-(usual + 0.03 * number + rng.gauss(0, 0.03))))
            rural = round(base * random.Random(f"{region}{base}").uniform(0.4, 0.6))
            groups = {"residence=rural": rural, "residence=urban": base - rural} if _is_split(row) else {"": base}
            tops = {name: _events(rng, part * share, part) for name, part in groups.items()}
            if len(groups) > 1:
                groups[""], tops[""] = base, sum(tops.values())
            found += [_rate(row, region, year, name, tops[name], groups[name]) for name in groups]
    return found


def _base(rng: random.Random, bases: dict[tuple[str, str], float], row: Indicator, year: int, size: float) -> int:
    """The denominator of a year: one figure for all indicators that name it."""
    own = any(word in row.denominator for word in OWN_BASES) or row.statistical_year == "J"
    label = row.code if own else f"{row.denominator}|{row.statistical_year}"
    if (label, "") not in bases:
        bases[label, ""] = size * (rng.uniform(60, 300) if row.freq > 1 else rng.uniform(4000, 40000))
    if (label, str(year)) not in bases:
        bases[label, str(year)] = bases[label, ""] * (1 + 0.01 * (year - YEAR)) * math.exp(rng.gauss(0, 0.02))
    return round(bases[label, str(year)])


def _events(rng: random.Random, mean: float, most: int) -> int:
    return min(most, max(0, round(rng.gauss(mean, math.sqrt(mean * (1 - mean / most)) * 0.5)) if most else 0))


def _counts(
    rng: random.Random, region: str, row: Indicator, steps: list[int], size: float, bases: dict[tuple[str, str], float]
) -> list[Observation]:
    if row is BIRTHS:
        like = replace(row, denominator=BIRTHS.name)
        return [_count(row, region, year, _base(rng, bases, like, year, size)) for year in steps]
    level = size * (rng.uniform(20, 60) if row.unit == "个" else rng.uniform(3000, 60000))
    found = []
    for year in steps:
        level *= math.exp(abs(rng.gauss(0.02, 0.02)) if row is CUMULATIVE else rng.gauss(0.01, 0.03))
        found.append(_count(row, region, year, math.ceil(level)))
    return found


def _count(row: Indicator, region: str, year: int, number: int) -> Observation:
    return Observation(
        key=Key(indicator=row.code, region=region, period=period(row, year)), value=Decimal(number), decimals=0
    )


def _rate(row: Indicator, region: str, year: int, breakdown: str, top: int, bottom: int) -> Observation:
    value = round_half_up(Decimal(top) / Decimal(bottom) * (row.per or 100), row.decimals)
    return Observation(
        key=Key(indicator=row.code, region=region, period=period(row, year), breakdown=breakdown),
        value=value,
        numerator=Decimal(top),
        denominator=Decimal(bottom),
        decimals=row.decimals,
    )


def _added_up(code: str, counties: list[str], own: list[Observation]) -> list[Observation]:
    rows = {row.code: row for row in indicators()}
    groups: dict[Key, list[Observation]] = {}
    for row in own:
        groups.setdefault(replace(row.key, region=code), []).append(row)
    found = []
    for key, items in groups.items():
        indicator, year = rows[key.indicator], _year(key)
        if indicator.kind is Kind.COUNT:
            found.append(_count(indicator, code, year, int(sum(item.value or 0 for item in items))))
        else:
            top, bottom = (int(sum(getattr(item, name) for item in items)) for name in ("numerator", "denominator"))
            found.append(_rate(indicator, code, year, key.breakdown, top, bottom))
    return found


Seed = Callable[[City, random.Random], "tuple[Values, Key] | None"]


def _pick(place: City, rng: random.Random, fits: Callable[[Indicator, Observation], bool]) -> Observation | None:
    rows = [
        row
        for row in place.now.values()
        if row.key.region in place.parents and row.value and fits(place.catalogue[row.key.indicator], row)
    ]
    return rng.choice(rows) if rows else None


def _with(place: City, row: Observation, **changes: object) -> tuple[Values, Key]:
    return place.now | {row.key: replace(row, **changes)}, row.key  # type: ignore[arg-type]


def _share(indicator: Indicator, row: Observation) -> bool:
    return indicator.kind is Kind.PCT and indicator.freq == 1 and not row.key.breakdown


def _bare(row: Observation, value: Decimal) -> dict[str, object]:
    """A value alone: whoever slips in the value seldom gives the parts."""
    return {"value": value, "numerator": None, "denominator": None, "decimals": max(0, -int(value.as_tuple().exponent))}


def times(factor: str, kind: Kind) -> Seed:
    """A value `factor` times what it should be."""

    def seed(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
        row = _pick(place, rng, lambda i, r: i.kind is kind and i.freq == 1 and not r.key.breakdown and _plenty(r))
        if row is None or row.value is None:
            return None
        changed = round_half_up(row.value * Decimal(factor), 4).normalize()
        return _with(place, row, **_bare(row, changed))

    return seed


def _plenty(row: Observation) -> bool:
    return (row.numerator if row.numerator is not None else row.value or Decimal(0)) >= 30


def same_figure_differs(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    """One unit's 活产数 typed otherwise, its rate computed from it."""
    births = lambda i, r: i.denominator == BIRTHS.name and not r.key.breakdown and i.kind is Kind.PCT  # noqa: E731
    row = _pick(place, rng, births)
    if row is None or row.denominator is None or row.numerator is None:
        return None
    other = row.denominator + rng.randint(3, 400)
    indicator = place.catalogue[row.key.indicator]
    value = round_half_up(row.numerator / other * 100, indicator.decimals)
    return _with(place, row, denominator=other, value=value)


def population_differs(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    """The figure itself, as the second plan's indicator, differs from what the units divide by."""
    row = _pick(place, rng, lambda i, _: i.code == BIRTHS.code)
    return _with(place, row, value=(row.value or 0) + rng.randint(2, 90)) if row else None


def city_not_the_sum(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    rows = [row for row in place.now.values() if row.key.region == place.code]
    row = rng.choice([row for row in rows if place.catalogue[row.key.indicator].kind is Kind.COUNT and row.value])
    return _with(place, row, value=(row.value or Decimal(0)) + rng.randint(5, 500))


def average_of_rates(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    """The city's rate as the plain mean of its counties' rates."""
    rows = [row for row in place.now.values() if row.key.region == place.code and not row.key.breakdown]
    row = rng.choice([row for row in rows if place.catalogue[row.key.indicator].kind is Kind.PCT])
    lower = [place.now[replace(row.key, region=region)].value or Decimal(0) for region in place.counties()]
    mean = round_half_up(sum(lower, Decimal(0)) / len(lower), place.catalogue[row.key.indicator].decimals)
    if abs(mean - (row.value or Decimal(0))) <= Decimal("0.1"):
        return None
    return _with(place, row, value=mean)


def breakdown_left_out(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    row = _pick(place, rng, lambda i, r: i.code in place.demanded and not r.key.breakdown)
    if row is None:
        return None
    gone = replace(row.key, breakdown=rng.choice(place.demanded[row.key.indicator]))
    return {key: item for key, item in place.now.items() if key != gone}, row.key


def county_left_out(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    row = _pick(place, rng, lambda _, r: not r.key.breakdown)
    if row is None:
        return None
    return {key: item for key, item in place.now.items() if key != row.key}, replace(row.key, region=place.code)


def year_in_place_of_running_sum(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    row = _pick(place, rng, lambda i, _: i.code == CUMULATIVE.code)
    return _with(place, row, value=Decimal(rng.randint(1, 9))) if row else None


def term_moved(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    """A figure of the term reported anew two years after the election."""
    row = _pick(place, rng, lambda i, r: i.freq > 1 and not r.key.breakdown)
    if row is None:
        return None
    indicator = place.catalogue[row.key.indicator]
    key = replace(row.key, period=period(indicator, YEAR - indicator.freq + 2))
    last = next(
        p
        for p in place.past
        if replace(p.key, period="") == replace(row.key, period="") and _year(p.key) == YEAR - indicator.freq
    )
    fresh = replace(row, key=key, **_bare(row, (last.value or Decimal(0)) + Decimal("1.3")))  # type: ignore[arg-type]
    return {k: v for k, v in place.now.items() if k != row.key} | {key: fresh}, key


def missing_code(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    row = _pick(place, rng, lambda _, r: not r.key.breakdown)
    return _with(place, row, **_bare(row, Decimal(rng.choice(["-2", "-1", "-9"])))) if row else None


def anothers_share(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    """45.5 % girls' share in the place of an enrolment rate: another row's value."""
    row = _pick(place, rng, _share)
    other = _pick(place, rng, lambda i, r: _share(i, r) and r.key.region == (row.key.region if row else ""))
    if (
        row is None
        or other is None
        or not row.value
        or not other.value
        or abs(math.log(row.value / other.value)) < 0.35
    ):
        return None
    return _with(place, row, **_bare(row, other.value))


def anothers_numerator(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    """A count that is another row's numerator."""
    row = _pick(place, rng, lambda i, _: i.kind is Kind.COUNT and i.unit == "人" and i.code != BIRTHS.code)
    other = _pick(place, rng, lambda i, r: _share(i, r) and r.key.region == (row.key.region if row else ""))
    if row is None or other is None or not row.value or not other.numerator:
        return None
    if abs(math.log(row.value / other.numerator)) < 0.5 or other.numerator < 300:
        return None
    return _with(place, row, value=other.numerator)


def outside_peers(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    """The uncovered share in the place of the covered one, by a county without history."""
    row = _pick(place, rng, lambda i, r: _share(i, r) and (r.value or 0) > 80)
    if row is None or row.value is None:
        return None
    values, key = _with(place, row, **_bare(row, 100 - row.value))
    return values, key


def parts_do_not_give_the_rate(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    row = _pick(place, rng, _share)
    return _with(place, row, value=(row.value or Decimal(0)) + Decimal(rng.choice(["0.2", "-0.3"]))) if row else None


def total_outside_groups(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    row = _pick(place, rng, lambda i, r: i.code in place.demanded and not r.key.breakdown)
    if row is None:
        return None
    groups = [
        place.now[replace(row.key, breakdown=name)].value or Decimal(0) for name in place.demanded[row.key.indicator]
    ]
    return _with(place, row, **_bare(row, max(groups) + Decimal("1.5")))


def numerator_above_denominator(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    row = _pick(place, rng, lambda i, r: _share(i, r) and not i.over_100)
    return (
        _with(place, row, numerator=row.denominator, denominator=row.numerator)
        if row and row.numerator != row.denominator
        else None
    )


def last_year_left_in(place: City, rng: random.Random) -> "tuple[Values, Key] | None":
    row = _pick(place, rng, lambda i, _: i.kind is Kind.COUNT and i.unit == "人" and i.code != BIRTHS.code)
    if row is None:
        return None
    last = next(
        p for p in place.past if p.key == replace(row.key, period=period(place.catalogue[row.key.indicator], YEAR - 1))
    )
    return _with(place, row, value=last.value)


SLIPS: dict[str, Seed] = {
    "a share as a fraction": times("0.01", Kind.PCT),
    "a share in ‰": times("10", Kind.PCT),
    "‰ written as %": times("0.1", Kind.RATE),
    "a rate ten times": times("10", Kind.RATE),
    "a rate a hundred times": times("100", Kind.RATE),
    "a count ten times": times("10", Kind.COUNT),
    "a count a tenth": times("0.1", Kind.COUNT),
    "a count a hundred times": times("100", Kind.COUNT),
    "a count a thousand times": times("1000", Kind.COUNT),
    "persons as ten thousands": times("0.0001", Kind.COUNT),
    "the same figure differs in two units": same_figure_differs,
    "the population differs in the two plans": population_differs,
    "the city is not the sum of its counties": city_not_the_sum,
    "the city's rate is the mean of rates": average_of_rates,
    "a demanded breakdown left out": breakdown_left_out,
    "a county left out": county_left_out,
    "the year's number for a running sum": year_in_place_of_running_sum,
    "a term figure moved between terms": term_moved,
    "a code for a value": missing_code,
    "another row's share": anothers_share,
    "another row's numerator": anothers_numerator,
    "the rest that was meant": outside_peers,
    "a rate off its parts": parts_do_not_give_the_rate,
    "a total outside its groups": total_outside_groups,
    "numerator and denominator exchanged": numerator_above_denominator,
    "last year's count left in": last_year_left_in,
}
