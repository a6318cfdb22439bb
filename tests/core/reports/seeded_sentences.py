"""Reports typed by hand: true sentences in the manner of offices, and the same with one slip; none of our bookmarks."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.core.reports.seeded_edits import other_number, spelt

from fuertong.model.indicator import Sensitivity
from fuertong.model.observation import ValueStatus
from fuertong.reports.facts import Facts, PointFacts, TargetFacts
from fuertong.reports.figures import number, published

POINTS = {"%": "个百分点", "‰": "个千分点", "个百分点": "个百分点"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence with its kind of slip; kind "" where it is true."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is known of one target: the last two years and one before, as printed."""

    name: str
    unit: str
    now: Decimal
    year: int
    last: Decimal
    first: Decimal
    first_year: int
    asked: Decimal | None
    rural: Decimal | None
    urban: Decimal | None

    def figure(self, value: Decimal) -> str:
        return f"{number(value)}{self.unit}"

    def moved(self, since: Decimal) -> str:
        apart = self.now - since
        if self.unit in POINTS:
            return f"{'提高' if apart > 0 else '下降'}{number(abs(apart))}{POINTS[self.unit]}"
        return f"{'增加' if apart > 0 else '减少'}{number(abs(apart))}{self.unit}"


def rows(facts: Facts) -> Iterator[Row]:
    """The targets such sentences can be written of: open figures of the last two years and of an earlier one."""
    seen: dict[str, int] = {}
    for target in facts.targets:
        seen[target.indicator.name] = seen.get(target.indicator.name, 0) + 1
    for target in facts.targets:
        row = _row(target, facts.year) if seen[target.indicator.name] == 1 else None
        if row is not None and row.now != row.last and row.now != row.first:
            yield row


def _row(target: TargetFacts, year: int) -> Row | None:
    indicator = target.indicator
    if indicator.sensitivity is not Sensitivity.OPEN or indicator.unit not in ("%", "‰", "人", "个", "件", "人次"):
        return None
    found = {p.year: value for p in target.points if (value := published(p, indicator)) is not None}
    if any(p.break_before or p.status is not ValueStatus.FINAL for p in target.points):
        return None
    earlier = [one for one in found if one < year - 1]
    if year not in found or year - 1 not in found or not earlier:
        return None
    groups = {one.label: _at(one.points, year, target) for one in target.breakdowns}
    return Row(
        name=indicator.name,
        unit=indicator.unit,
        now=found[year],
        year=year,
        last=found[year - 1],
        first=found[min(earlier)],
        first_year=min(earlier),
        asked=target.value
        if target.comparator in (">=", "<=") and target.value2 is None and target.quantified
        else None,
        rural=groups.get("农村"),
        urban=groups.get("城镇") or groups.get("城市"),
    )


def _at(points: Sequence[PointFacts], year: int, target: TargetFacts) -> Decimal | None:
    return next((published(p, target.indicator) for p in points if p.year == year), None)


def _plain(row: Row) -> str:
    return f"{row.year}年，全县{row.name}为{row.figure(row.now)}，较上年{row.moved(row.last)}。"


def _since(row: Row) -> str:
    return f"截至{row.year}年底，{row.name}达{row.figure(row.now)}，比{row.first_year}年{row.moved(row.first)}。"


def _from_to(row: Row) -> str:
    verb = "提高到" if row.now > row.first else "下降到"
    return f"{row.name}由{row.first_year}年的{row.figure(row.first)}{verb}{row.year}年的{row.figure(row.now)}。"


def _bracket(row: Row) -> str:
    return f"我县{row.name}（{row.figure(row.now)}）与上年相比{row.moved(row.last)}，工作平稳推进。"


def _colon(row: Row) -> str:
    return f"{row.name}：{row.figure(row.now)}，去年同期{row.figure(row.last)}。"


def _both_years(row: Row) -> str:
    last, now = row.figure(row.last), row.figure(row.now)
    return f"{row.year - 1}年和{row.year}年{row.name}分别为{last}和{now}。"


def _spelt(row: Row) -> str:
    return f"{row.year}年，{row.name}达到百分之{spelt(number(row.now))}。"


def _thousands(row: Row) -> str:
    return f"{row.year}年，{row.name}达到{row.now:,}{row.unit}，同比{row.moved(row.last)}。"


def _target(row: Row) -> str:
    assert row.asked is not None
    above = row.now >= row.asked
    side = "高" if above else "低"
    apart = f"{number(abs(row.now - row.asked))}{POINTS[row.unit]}"
    return f"{row.name}为{row.figure(row.now)}，{side}于目标值{row.figure(row.asked)}，相差{apart}。"


def _groups(row: Row) -> str:
    assert row.rural is not None
    assert row.urban is not None
    rural, urban = row.figure(row.rural), row.figure(row.urban)
    return f"{row.year}年{row.name}{row.figure(row.now)}，其中农村{rural}，城镇{urban}。"


WAYS: tuple[tuple[Callable[[Row], str], Callable[[Row], bool]], ...] = (
    (_plain, lambda row: True),
    (_since, lambda row: True),
    (_from_to, lambda row: True),
    (_bracket, lambda row: True),
    (_colon, lambda row: True),
    (_both_years, lambda row: True),
    (_spelt, lambda row: row.unit == "%"),
    (_thousands, lambda row: row.unit not in POINTS and row.now >= 1000),
    (_target, lambda row: row.asked is not None and row.unit in POINTS and row.asked != row.now),
    (_groups, lambda row: row.rural is not None and row.urban is not None and row.rural != row.urban),
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?=%|‰|个百分点|个千分点|人|个|件)")
_WRONG = {"提高": "下降", "增加": "减少", "下降": "提高", "减少": "增加"}


def _digit(rng: random.Random, row: Row, text: str) -> str | None:
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    one = rng.choice(found)
    bare = other_number(rng, one[0].replace(",", ""))
    new = f"{Decimal(bare):,}" if "," in one[0] else bare
    return text[: one.start()] + new + text[one.end() :]


def _words(rng: random.Random, row: Row, text: str) -> str | None:
    if row.unit != "%":
        return None
    right = spelt(number(row.now))
    return text.replace(right, spelt(other_number(rng, number(row.now)))) if right in text else None


def _percent(rng: random.Random, row: Row, text: str) -> str | None:
    return text.replace("个百分点", "%") if "个百分点" in text and row.unit == "%" else None


def _unit(rng: random.Random, row: Row, text: str) -> str | None:
    other = {"%": "‰", "‰": "%", "人": "万人"}.get(row.unit)
    figure = row.figure(row.now)
    return text.replace(figure, figure[: -len(row.unit)] + other, 1) if other and figure in text else None


def _direction(rng: random.Random, row: Row, text: str) -> str | None:
    found = re.search(r"(提高|增加|下降|减少)(?=到?\d)", text)
    return text[: found.start()] + _WRONG[found[1]] + text[found.end() :] if found else None


def _year(rng: random.Random, row: Row, text: str) -> str | None:
    return text.replace(f"{row.year}年", f"{row.year - 1}年", 1) if text.startswith(f"{row.year}年") else None


def _impossible(rng: random.Random, row: Row, text: str) -> str | None:
    return (
        text.replace(f"{row.year}年", f"2{str(row.year)[2]}0{str(row.year)[3]}年", 1)
        if f"{row.year}年" in text
        else None
    )


def _old_value(rng: random.Random, row: Row, text: str) -> str | None:
    figure = row.figure(row.now)
    return text.replace(figure, row.figure(row.last), 1) if figure in text and "上年的" not in text else None


def _blank(rng: random.Random, row: Row, text: str) -> str | None:
    found = list(_NUMBER.finditer(text))
    one = rng.choice(found) if found else None
    return text[: one.start()] + rng.choice(("", " ")) + text[one.end() :] if one and row.unit in POINTS else None


def _exchanged(rng: random.Random, row: Row, text: str) -> str | None:
    if row.rural is None or row.urban is None or "其中农村" not in text:
        return None
    return (
        text.replace(f"农村{number(row.rural)}", "农村@")
        .replace(number(row.urban), number(row.rural))
        .replace("@", number(row.urban))
    )


def _point(rng: random.Random, row: Row, text: str) -> str | None:
    figure = row.figure(row.now)
    return text.replace(figure, figure.replace(".", ""), 1) if figure in text and "." in figure else None


def _minus(rng: random.Random, row: Row, text: str) -> str | None:
    return (
        re.sub(r"(提高|增加|下降|减少)(\d)", r"\1-\2", text, count=1)
        if re.search(r"(提高|增加|下降|减少)\d", text)
        else None
    )


SLIPS = (
    _digit, _words, _percent, _unit, _direction, _year, _impossible, _old_value, _blank, _exchanged, _point, _minus,
)  # fmt: skip


def true_sentences(facts: Facts) -> Iterator[Told]:
    """Every sentence every row allows."""
    for row in rows(facts):
        for way, fits in WAYS:
            if fits(row):
                yield Told(kind="", text=way(row))


def slipped(facts: Facts, rng: random.Random, each: int) -> Iterator[Told]:
    """`each` slips of every kind in every way of writing that can carry it."""
    known = list(rows(facts))
    for way, fits in WAYS:
        able = [row for row in known if fits(row)]
        for slip in SLIPS:
            made = 0
            for row in rng.sample(able, len(able)):
                text = way(row)
                new = slip(rng, row, text)
                if new is not None and new != text:
                    yield Told(kind=f"{slip.__name__[1:]} in {way.__name__[1:]}", text=new)
                    made += 1
                if made == each:
                    break
