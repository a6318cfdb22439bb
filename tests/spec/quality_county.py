"""A second generator, independent of the city's: a small county's forms as five units fill them in, and slips in them.

Thirty to a hundred and twenty thousand people: deaths in ones and twos, bodies of a dozen members, denominators below
a hundred; indicators that are new this year; figures a unit reports without parts. No catalogue and no peers stand
behind it: history, parts, groups and the other units' forms must do.
"""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from fuertong.model.indicator import Indicator, Kind
from fuertong.model.numbers import compute_rate, round_half_up
from fuertong.model.observation import Key, Observation

YEAR = 2025
REGION = "379921"
Values = dict[Key, Observation]


def share(code: str, name: str, top: str = "", bottom: str = "", **more: object) -> Indicator:
    return Indicator(code=code, name=name, unit="%", kind=Kind.PCT, per=100, numerator=top, denominator=bottom, **more)  # type: ignore[arg-type]


def rate(code: str, name: str, unit: str, per: int, top: str, bottom: str, decimals: int = 2) -> Indicator:
    return Indicator(
        code=code, name=name, unit=unit, kind=Kind.RATE, per=per, decimals=decimals, numerator=top, denominator=bottom
    )


def count(code: str, name: str, unit: str = "人") -> Indicator:
    return Indicator(code=code, name=name, unit=unit, kind=Kind.COUNT, decimals=0)


LIVE = "活产数"
# level of the share or rate, base as a part of the population, whether numerator and denominator are given
SHARES: tuple[tuple[Indicator, float, float, bool], ...] = (
    (share("kindergarten", "学前教育毛入园率", "在园幼儿数", "学龄前儿童数", over_100=True), 0.96, 0.03, True),
    (share("kept", "九年义务教育巩固率", "毕业人数", "入学时人数"), 0.965, 0.009, True),
    (share("senior", "高中阶段毛入学率", over_100=True), 0.97, 0.03, False),
    (share("disabled", "适龄残疾儿童入学率", "在校残疾儿童数", "适龄残疾儿童数"), 0.95, 0.0006, True),
    (share("girls", "在校生中女生比重", decimals=2), 0.468, 0.04, False),
    (share("premarital", "婚前医学检查率", "检查人数", "结婚登记人数"), 0.71, 0.008, True),
    (share("newborn", "新生儿访视率", "访视人数", LIVE, decimals=2), 0.953, 0.0, True),
    (share("breast", "六个月内纯母乳喂养率", "纯母乳喂养人数", LIVE), 0.62, 0.0, True),
    (share("aid", "法律援助受援人中妇女比重", "受援妇女人数", "受援人数"), 0.34, 0.002, True),
    (share("toilets", "农村卫生厕所普及率"), 0.86, 0.2, False),
    (share("pension", "参加养老保险的妇女比重", decimals=2), 0.47, 0.5, False),
    (share("screened", "适龄妇女宫颈癌筛查率", "筛查人数", "适龄妇女数"), 0.52, 0.12, True),
)
RATES: tuple[tuple[Indicator, float], ...] = (
    (rate("under5", "5岁以下儿童死亡率", "‰", 1000, "死亡儿童数", LIVE), 0.0055),
    (rate("maternal", "孕产妇死亡率", "/10万", 100_000, "死亡孕产妇数", LIVE), 0.00012),
    (rate("defects", "出生缺陷发生率", "/万", 10_000, "出生缺陷例数", LIVE), 0.014),
)
COUNTS: tuple[tuple[Indicator, float, float], ...] = (
    (count("employed", "城镇单位女性就业人员数"), 0.07, 0.04),
    (count("insured", "参加失业保险的妇女人数"), 0.035, 0.05),
    (count("trained", "接受职业技能培训的妇女人数"), 0.012, 0.08),
    (count("beds", "儿童福利机构床位数", "张"), 0.0009, 0.0),
    (count("homes", "社区儿童之家数", "个"), 0.0004, 0.0),
    (count("cases", "办结性侵害未成年人案件数", "件"), 0.00005, 0.0),
)
SCHOOLING = Indicator(code="schooling", name="妇女平均受教育年限", unit="年", kind=Kind.YEARS, decimals=2)
SEX = Indicator(code="sexratio", name="出生人口性别比", unit="女=100", kind=Kind.RATIO, decimals=1)
BUILT = count("built", "累计建成母婴设施数", "个")
BIRTHS = count("births", LIVE)
PUPILS = count("pupils", "在校学生数")
CATALOGUE = {
    row.code: row
    for row in (*(one[0] for one in (*SHARES, *RATES, *COUNTS)), SCHOOLING, SEX, BUILT, BIRTHS, PUPILS)
}  # fmt: skip
SPLIT = {"screened": ("residence=rural", "residence=urban"), "pupils": ("sex=F", "sex=M")}


@dataclass(frozen=True)
class County:
    """Clean values of this year by key, and their history; `new` are the indicators without any."""

    now: Values
    past: tuple[Observation, ...]
    new: frozenset[str]

    def of(self, code: str, breakdown: str = "") -> Observation:
        return self.now[Key(indicator=code, region=REGION, period=str(YEAR), breakdown=breakdown)]

    def last(self, key: Key) -> Observation | None:
        return next((row for row in self.past if row.key == replace(key, period=str(YEAR - 1))), None)


def county(seed: int) -> County:
    """One county; the seed decides its size, how long its series are and which indicators are new."""
    rng = random.Random(seed * 7919 + 5)
    people = rng.uniform(30_000, 120_000)
    years = rng.randint(5, 9)
    new = frozenset(rng.sample(sorted(CATALOGUE), 3))
    rows = [row for code in CATALOGUE for row in _series(rng, CATALOGUE[code], people, years, seed)]
    return County(
        now={row.key: row for row in rows if row.key.period == str(YEAR)},
        past=tuple(row for row in rows if row.key.period != str(YEAR) and row.key.indicator not in new),
        new=new,
    )


def _series(rng: random.Random, row: Indicator, people: float, years: int, seed: int) -> Iterator[Observation]:
    drawn = {one[0].code: one for one in SHARES} | {one[0].code: one for one in RATES}
    counted = {one[0].code: one for one in COUNTS}
    live = random.Random(seed)  # one series of births for all that divide by them
    births = [round(people * 0.007 * 0.97**n * live.uniform(0.97, 1.03)) for n in range(years)]
    if row.code in drawn:
        yield from _rates(rng, row, drawn[row.code], people, births, years)
        return
    built = rng.randint(5, 15)
    bed = round(people * 0.0009) + 8
    pupils = [round(people * 0.09 * 0.99**n * rng.uniform(0.985, 1.015)) for n in range(years)]
    level = people * rng.uniform(0.8, 1.2)
    for n in range(years):
        year = YEAR - years + 1 + n
        if row.code == "births":
            yield _point(row, year, births[n])
        elif row.code == "pupils":
            women = round(pupils[n] * rng.uniform(0.462, 0.474))
            for name, number in (("", pupils[n]), ("sex=F", women), ("sex=M", pupils[n] - women)):
                yield _point(row, year, number, name)
        elif row.code == "built":
            built += rng.randint(0, 3)
            yield _point(row, year, built)
        elif row.code == "beds":
            bed += rng.choice((0, 0, 0, 10))
            yield _point(row, year, bed)
        elif row.code == "schooling":
            yield _point(row, year, 9.1 + 0.08 * n + rng.gauss(0, 0.02))
        elif row.code == "sexratio":
            yield _point(row, year, rng.gauss(107.5, 1.2))
        else:
            _, part, noise = counted[row.code]
            mean = level * part * math.exp(0.01 * n + rng.gauss(0, noise))
            yield _point(row, year, round(mean) if noise else poisson(rng, mean))


def _rates(
    rng: random.Random, row: Indicator, drawn: tuple[object, ...], people: float, births: list[int], years: int
) -> Iterator[Observation]:
    level = float(str(drawn[1]))
    base_part, parts = (float(str(drawn[2])), bool(drawn[3])) if len(drawn) > 2 else (0.0, True)
    own = math.log(level / (1 - level)) + rng.gauss(0, 0.15)
    base = people * base_part * rng.uniform(0.85, 1.15)
    for n in range(years):
        year = YEAR - years + 1 + n
        bottom = births[n] if row.denominator == LIVE else max(4, round(base * 0.99**n * rng.uniform(0.98, 1.02)))
        likely = 1 / (1 + math.exp(-(own + 0.02 * n + rng.gauss(0, 0.02))))
        if row.over_100:
            likely *= 1.03
        names = SPLIT.get(row.code, ())
        if not names:
            yield _rate(row, year, "", _events(rng, bottom, likely, row), bottom, parts)
            continue
        rural = round(bottom * 0.55)
        groups = {names[0]: (rural, likely * 0.93), names[1]: (bottom - rural, min(0.99, likely * 1.06))}
        tops = {name: _events(rng, size, chance, row) for name, (size, chance) in groups.items()}
        for name, (size, _) in groups.items():
            yield _rate(row, year, name, tops[name], size, parts)
        yield _rate(row, year, "", sum(tops.values()), bottom, parts)


def _events(rng: random.Random, size: int, chance: float, row: Indicator) -> int:
    if size * chance < 30:
        return min(poisson(rng, size * chance), size)
    drawn = rng.gauss(size * chance, math.sqrt(size * chance * abs(1 - chance)) * 0.5)
    return max(0, round(drawn) if row.over_100 else min(size, round(drawn)))


def _rate(row: Indicator, year: int, name: str, top: int, bottom: int, parts: bool) -> Observation:
    value = compute_rate(Decimal(top), Decimal(bottom), per=row.per or 1, decimals=row.decimals)
    return Observation(
        key=Key(indicator=row.code, region=REGION, period=str(year), breakdown=name),
        value=value,
        numerator=Decimal(top) if parts else None,
        denominator=Decimal(bottom) if parts else None,
        decimals=row.decimals,
    )


def _point(row: Indicator, year: int, value: float, name: str = "") -> Observation:
    return Observation(
        key=Key(indicator=row.code, region=REGION, period=str(year), breakdown=name),
        value=round_half_up(Decimal(str(value)), row.decimals),
        decimals=row.decimals,
    )


def poisson(rng: random.Random, mean: float) -> int:
    limit, product, drawn = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        drawn += 1
    return drawn


# --- slips: each gives the values with one of them wrong and its key, or nothing where the county has no such place

Slip = Callable[[County, random.Random], "tuple[Observation, Key] | None"]


def _pick(place: County, rng: random.Random, wanted: Callable[[Indicator, Observation], bool]) -> Observation | None:
    rows = [row for row in place.now.values() if wanted(CATALOGUE[row.key.indicator], row)]
    return rng.choice(rows) if rows else None


def _typed(row: Observation, value: Decimal | float | str, *, alone: bool = True) -> "tuple[Observation, Key]":
    """The row with another value as typed; `alone` without the parts."""
    number = Decimal(str(value))
    written = max(0, -int(number.as_tuple().exponent))
    changed = replace(row, value=number, decimals=written)
    return (replace(changed, numerator=None, denominator=None) if alone else changed), row.key


def _known(place: County) -> Callable[[Indicator, Observation], bool]:
    return lambda i, r: i.code not in place.new and not r.key.breakdown and bool(r.value)


def scaled(kind: Kind, factor: str, *, alone: bool = True, least: int = 30) -> Slip:
    """A value of another scale, without its parts, where history tells; small counts are chance and left out."""

    def slip(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
        known = _known(place)

        def wanted(i: Indicator, r: Observation) -> bool:
            size = r.numerator if r.numerator is not None else (r.value or 0) if kind is Kind.COUNT else 100
            return i.kind is kind and known(i, r) and size >= least

        row = _pick(place, rng, wanted)
        if row is None or row.value is None:
            return None
        value = row.value * Decimal(factor)
        if value > 1 and kind is Kind.COUNT:
            value = round_half_up(value, 0)
        return _typed(row, round_half_up(value, 4).normalize(), alone=alone)

    return slip


def off_by_one_digit(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    """13.57 for 8 of 59."""
    row = _pick(place, rng, lambda i, r: bool(r.denominator) and r.value is not None)
    if row is None or row.value is None:
        return None
    return _typed(row, row.value + Decimal(1).scaleb(-(row.decimals or 0)) * rng.choice((1, -1)), alone=False)


def old_parts(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    """This year's value over last year's numerator and denominator."""
    row = _pick(place, rng, lambda i, r: _known(place)(i, r) and bool(r.denominator))
    last = place.last(row.key) if row else None
    if row is None or last is None or not last.denominator or last.value == row.value:
        return None
    return replace(row, numerator=last.numerator, denominator=last.denominator), row.key


def nothing_below(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = _pick(place, rng, lambda i, r: bool(r.denominator) and bool(r.numerator))
    return (replace(row, denominator=Decimal(0)), row.key) if row else None


def exchanged_parts(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = _pick(place, rng, lambda i, r: bool(r.denominator) and not i.over_100 and r.numerator != r.denominator)
    return (replace(row, numerator=row.denominator, denominator=row.numerator), row.key) if row else None


def net_above_hundred(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = _pick(place, rng, lambda i, r: i.kind is Kind.PCT and not i.over_100 and (r.value or 0) > 85)
    return _typed(row, f"{100 + rng.randint(1, 60) / 10:.1f}") if row else None


def code_for_value(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = _pick(place, rng, lambda i, r: True)
    return _typed(row, rng.choice(("-2", "-1", "-9", "-99", "-999"))) if row else None


def another_rows_share(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = _pick(place, rng, lambda i, r: _known(place)(i, r) and i.kind is Kind.PCT)
    other = _pick(place, rng, lambda i, r: i.kind is Kind.PCT and not r.key.breakdown)
    if row is None or other is None or not row.value or not other.value:
        return None
    return None if abs(row.value / other.value - 1) < Decimal("0.3") else _typed(row, other.value)


def numerator_as_value(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    """The number of persons in the column of the rate, the parts beside it or, where history tells, left out."""
    row = _pick(place, rng, lambda i, r: (r.numerator or 0) > 12 and i.kind is Kind.PCT)
    if row is None or not row.value or row.numerator is None:
        return None
    alone = _known(place)(CATALOGUE[row.key.indicator], row) and abs(math.log(row.numerator / row.value)) > 0.5
    return _typed(row, row.numerator, alone=alone and bool(rng.randint(0, 1)))


def men_are_100(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    """A sex ratio the other way round, where history tells."""
    row = place.of("sexratio")
    if "sexratio" in place.new or row.value is None or abs(row.value - 100) < 4:
        return None
    return _typed(row, round_half_up(Decimal(10_000) / row.value, 1))


def outside_groups(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = place.of("screened")
    high = max(place.of("screened", name).value or Decimal(0) for name in SPLIT["screened"])
    low = min(place.of("screened", name).value or Decimal(0) for name in SPLIT["screened"])
    return _typed(row, rng.choice((high + Decimal("0.3"), low - Decimal("0.4"))))


def women_and_men(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = place.of("pupils")
    return _typed(row, (row.value or Decimal(0)) + rng.choice((-1, 1, 9, 100)))


def births_differ(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    """One unit's births typed otherwise, its rate computed from them."""
    row = _pick(place, rng, lambda i, r: i.denominator == LIVE)
    if row is None or row.denominator is None or row.numerator is None:
        return None
    other = row.denominator + rng.choice((-2, 1, 7, 30))
    row_of = CATALOGUE[row.key.indicator]
    value = compute_rate(row.numerator, other, per=row_of.per or 1, decimals=row_of.decimals)
    return replace(row, denominator=other, value=value), row.key


def left_in(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    """Last year's number of people."""
    row = place.of(rng.choice(("employed", "insured", "trained", "births")))
    last = place.last(row.key)
    if last is None or last.value is None or last.value < 150 or last.value == row.value:
        return None
    return _typed(row, last.value)


def running_sum_falls(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = place.of("built")
    last = place.last(row.key)
    return _typed(row, (last.value or Decimal(0)) - rng.randint(1, 3)) if last else None


def the_rest(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = _pick(place, rng, lambda i, r: _known(place)(i, r) and i.kind is Kind.PCT and abs((r.value or 50) - 50) > 12)
    return _typed(row, 100 - row.value) if row and row.value is not None and row.value <= 100 else None


def leading_digits_exchanged(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    def wanted(i: Indicator, r: Observation) -> bool:
        text = str(r.value)
        far = text[:2].isdigit() and len(text) > 2 and abs(int(text[0]) - int(text[1])) >= 2 and text[1] != "0"
        return (
            _known(place)(i, r)
            and far
            and i.kind in (Kind.PCT, Kind.COUNT)
            and (r.value or 0) > 200 * (i.kind is Kind.COUNT)
        )

    row = _pick(place, rng, wanted)
    if row is None:
        return None
    text = str(row.value)
    return _typed(row, text[1] + text[0] + text[2:])


def digit_twice(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = _pick(place, rng, lambda i, r: _known(place)(i, r) and i.kind is Kind.COUNT and (r.value or 0) >= 200)
    if row is None:
        return None
    text, at = str(row.value), rng.randint(0, 2)
    return _typed(row, text[: at + 1] + text[at:])


def group_above_whole(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    row = place.of("pupils", "sex=F")
    return _typed(row, (place.of("pupils").value or Decimal(0)) + rng.randint(1, 40))


def point_lost(place: County, rng: random.Random) -> "tuple[Observation, Key] | None":
    """953 for 95.3."""
    row = _pick(place, rng, lambda i, r: i.kind is Kind.PCT and (r.value or 0) > 15)
    return _typed(row, str(row.value).replace(".", "")) if row else None


SLIPS: dict[str, Slip] = {
    "a share as a fraction": scaled(Kind.PCT, "0.01"),
    "a share a tenth": scaled(Kind.PCT, "0.1"),
    "the point lost": point_lost,
    "a rate a tenth": scaled(Kind.RATE, "0.1", least=8),
    "a rate ten times": scaled(Kind.RATE, "10", least=8),
    "a rate a hundred times": scaled(Kind.RATE, "100", least=5),
    "a rate in its value alone, the parts right": scaled(Kind.RATE, "0.1", alone=False, least=1),
    "a count ten times": scaled(Kind.COUNT, "10"),
    "a count a tenth": scaled(Kind.COUNT, "0.1", least=60),
    "a count a hundred times": scaled(Kind.COUNT, "100"),
    "a count a thousand times": scaled(Kind.COUNT, "1000", least=10),
    "a count in ten thousands": scaled(Kind.COUNT, "0.0001"),
    "years in months": scaled(Kind.YEARS, "12"),
    "a sex ratio with men=100": men_are_100,
    "a digit off the parts": off_by_one_digit,
    "last year's parts": old_parts,
    "a denominator of nothing": nothing_below,
    "parts exchanged": exchanged_parts,
    "a net rate above 100": net_above_hundred,
    "a code for a value": code_for_value,
    "another row's share": another_rows_share,
    "the numerator for the rate": numerator_as_value,
    "a total outside its groups": outside_groups,
    "women and men off the total": women_and_men,
    "a group above the whole": group_above_whole,
    "births differ between units": births_differ,
    "last year's number left in": left_in,
    "a running sum falls": running_sum_falls,
    "the rest that was meant": the_rest,
    "leading digits exchanged": leading_digits_exchanged,
    "a digit typed twice": digit_twice,
}
