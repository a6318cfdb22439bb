"""Sentences written by hand (人写的句子): each number with a unit must be one that the named indicator can give."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from fuertong.model.findings import Finding, Severity
from fuertong.reports.asking import in_text, required
from fuertong.reports.changes import change, family
from fuertong.reports.checking.reading import Line
from fuertong.reports.facts import Facts, PointFacts, TargetFacts
from fuertong.reports.figures import distance, published, with_unit
from fuertong.reports.wording import Wording

_UNITS = "个百分点|个千分点|%|‰|/10万|/万|亿人|万人次|万人|人次|人|例|岁"
_FIGURE = re.compile(rf"(?<![\d—.-])(\d+(?:\.\d+)?)\s*({_UNITS})(?!以[上下]|均)")
_RATES = ("%", "‰", "/10万", "/万")
_STATED = re.compile(r"(?:为|是|达|达到|已达|约)\s*$")
_YEAR = re.compile(r"(?<!\d)(\d{4})年(?!的目标)")
_MOVED = re.compile(r"(?:比|较|与)[^，。；]*?(?:提高|降低|上升|下降|增加|减少|增长|回落)(?:了)?\s*$")


def unknown_numbers(sentence: str, line: Line, facts: Facts, wording: Wording) -> Iterator[Finding]:
    """Walk through the sentence; each figure belongs to the indicator named last before it."""
    named = _named(sentence, facts)
    for found in _FIGURE.finditer(sentence):
        targets = _owner(named, found.start())
        if targets:
            finding = _judge(sentence, found, targets, line, wording, facts.year)
            if finding is not None:
                yield finding


def _named(sentence: str, facts: Facts) -> list[tuple[int, str, list[TargetFacts]]]:
    """Where indicators are named, the longest name winning at each place."""
    by_name: dict[str, list[TargetFacts]] = {}
    for target in facts.targets:
        by_name.setdefault(target.indicator.name, []).append(target)
    places: list[tuple[int, str, list[TargetFacts]]] = []
    taken = [False] * len(sentence)
    for name in sorted(by_name, key=len, reverse=True):
        for found in re.finditer(re.escape(name), sentence):
            if not any(taken[found.start() : found.end()]):
                taken[found.start() : found.end()] = [True] * len(name)
                places.append((found.start(), name, by_name[name]))
    return sorted(places, key=lambda entry: entry[0])


def _owner(named: list[tuple[int, str, list[TargetFacts]]], place: int) -> list[TargetFacts]:
    before = [entry for entry in named if entry[0] + len(entry[1]) <= place]
    return before[-1][2] if before else []


def _judge(
    sentence: str, found: re.Match[str], targets: list[TargetFacts], line: Line, wording: Wording, year: int
) -> Finding | None:
    figure, value, unit = found[0].replace(" ", ""), found[1], found[2]
    target = targets[0]
    known = set().union(*(_known(one, wording) for one in targets))
    stated = _stated_year(sentence[: found.start()], year)
    if stated is not None and figure in known:
        values = set().union(*(_values(one, stated) for one in targets))
        if values and figure not in values:
            wanted = _nearest(Decimal(value), unit, values)
            what = f"不是{stated}年的数，{stated}年为{wanted}"
            return _finding("check.other_year", line, target, figure, wanted, what, f"请改为{wanted}，或改正年份")
        return None
    if figure in known:
        return None
    own = target.indicator.unit
    if any(point.withheld for point in target.points) and unit in (*_RATES, "人", "例"):
        return _finding("check.withheld", line, target, figure, "", "这项指标发生数少，按规定不能写出数值", "请删去")
    if unit == "%" and family(target.indicator) == "point" and _MOVED.search(sentence[: found.start()]):
        wanted = f"{value}个百分点"
        return _finding("check.points", line, target, figure, wanted, "百分比的变动应写成百分点", f"请改为{wanted}")
    if unit in _RATES and own in _RATES and unit != own and f"{value}{own}" in known:
        wanted = f"{value}{own}"
        return _finding("check.unit", line, target, figure, wanted, f"单位应为{own}", f"请改为{wanted}")
    nearest = _nearest(Decimal(value), unit, known)
    hint = f"数据中最接近的是{nearest}" if nearest else "数据中没有这个数"
    return _finding("check.unknown", line, target, figure, nearest, f"与数据不一致，{hint}", "请核对后改正")


def _stated_year(before: str, year: int) -> int | None:
    """The year a value is stated for (……2024年……为), the data year where none is named; None for any other figure."""
    if not _STATED.search(before):
        return None
    years = _YEAR.findall(before)
    return int(years[-1]) if years else year


def _values(target: TargetFacts, year: int) -> set[str]:
    """The printed values of one year, total and groups."""
    every = (*target.points, *(point for group in target.breakdowns for point in group.points))
    found = (published(point, target.indicator) for point in every if point.year == year)
    return {with_unit(value, target.indicator.unit) for value in found if value is not None}


def _known(target: TargetFacts, wording: Wording) -> set[str]:
    """Every figure with unit that may be said of the target."""
    known = set(_FIGURE_IN.findall(in_text(target, wording)))
    unit = target.indicator.unit
    for points in (target.points, *(group.points for group in target.breakdowns)):
        values = [(point, published(point, target.indicator)) for point in points]
        known |= {with_unit(value, unit) for _, value in values if value is not None}
        known |= _changes([point for point, value in values if value is not None], target, wording)
        asked = required(target)
        if asked is not None:
            known |= {distance(abs(value - asked), unit) for _, value in values if value is not None}
    if target.pooled is not None:
        known.add(with_unit(target.pooled.value, unit))
    return known


_FIGURE_IN = re.compile(rf"\d+(?:\.\d+)?(?:{_UNITS})")


def _changes(points: list[PointFacts], target: TargetFacts, wording: Wording) -> set[str]:
    said: set[str] = set()
    for earlier, later in permutations(points, 2):
        found = change(earlier, later, target.indicator, wording) if earlier.year < later.year else None
        if found is not None:
            said |= set(_FIGURE_IN.findall(found.phrase))
    return said


def _nearest(value: Decimal, unit: str, known: set[str]) -> str:
    alike = [figure for figure in known if figure.endswith(unit)]
    return min(alike, key=lambda figure: abs(Decimal(figure.removesuffix(unit)) - value), default="")


def _finding(code: str, line: Line, target: TargetFacts, seen: str, wanted: str, what: str, remedy: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code=code,
        message=f"第{line.number}段“{target.indicator.name}”的“{seen}”：{what}。",
        where=line.place,
        seen=seen,
        expected=wanted,
        remedy=f"{remedy}。",
    )
