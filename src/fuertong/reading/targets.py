"""Targets of a goal (指标值): every clause is read, what one clause leaves out is taken from those before."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from fuertong.model.plan import Confidence, Milestone, Target, TargetKind
from fuertong.reading import phrases
from fuertong.reading.characters import squeeze
from fuertong.reading.clauses import Clause, split_clauses
from fuertong.reading.confidence import compared, confidence_of
from fuertong.reading.context import Context
from fuertong.reading.counts import read_counts
from fuertong.reading.found import Found
from fuertong.reading.ladders import read_ladders
from fuertong.reading.levels import read_levels
from fuertong.reading.milestones import read_milestones
from fuertong.reading.multiples import read_multiples
from fuertong.reading.relations import read_distances, read_relations, read_universal
from fuertong.reading.shares import read_shares
from fuertong.reading.standing import read_standing
from fuertong.reading.steps import read_steps
from fuertong.reading.struck_out import is_struck, restored
from fuertong.reading.trends import read_trends

_Reader = Callable[[Clause, Context], list[Found]]
_WORDS: tuple[_Reader, ...] = (
    read_multiples,
    read_relations,
    read_universal,
    read_milestones,
    read_standing,
    read_trends,
)
_READERS: tuple[_Reader, ...] = (
    read_multiples,
    read_distances,
    read_steps,
    read_ladders,
    read_shares,
    read_counts,
    read_levels,
    *_WORDS[1:],
)
_NUMBER = re.compile(r"[\d一二两三四五六七八九十半百]")


_LONGEST = 240  # no clause of a plan is longer; patterns are not let loose on noise


def _readers(clause: Clause) -> tuple[_Reader, ...]:
    """The readers that can find something in a clause: those of numbers only where one is written."""
    if len(clause.text) > _LONGEST:
        return ()
    return _READERS if _NUMBER.search(clause.text) else _WORDS


def read_targets(text: str) -> tuple[Target, ...]:
    """All targets of an item's text, in the order of the text; `span` points into this very text."""
    context = Context()
    for clause in split_clauses(text):
        if clause.text in ("其中", "同时", "此外"):
            continue
        found: list[Found] = []
        for reader in _readers(clause):
            found = reader(clause, context)
            if found:
                break
        _carry(clause, found, context)
        context.clauses.append(clause)
        context.found.extend(found)
    kept = _without_twins(_with_milestones(context.found))
    return compared([_target(found, text) for found in kept])


_UNIT_ONLY = re.compile(r"^(?:均|都)?以(?P<unit>[^，]{1,14}?)为(?:统计)?单位$")


def _carry(clause: Clause, found: list[Found], context: Context) -> None:
    """到2025年，… and 以县为单位，…: what a clause of its own says goes for the clauses after it in the sentence."""
    if context.clauses and context.clauses[-1].sentence != clause.sentence:
        context.year, context.each, context.years = None, None, ()
    unit = _UNIT_ONLY.match(clause.text)
    if unit:
        context.each = unit["unit"]
    alone = phrases.year_only(clause.text)
    if len(alone) == 1:
        context.year = alone[0]
    elif alone:
        context.years = alone
    for item in found:
        item.each = item.each or context.each
        if item.deadline is None:
            item.deadline = context.year
        elif not re.search(rf"（[^（）]*{item.deadline}年[^（）]*）", clause.text):
            context.year = item.deadline


_MIDDLE = 5  # 2025 and 2015 lie in the middle of a ten-year plan


def _with_milestones(found: list[Found]) -> list[Found]:
    """到2025年达到90%，到2030年达到95%: one target, the earlier value a milestone."""
    result: list[Found] = []
    for item in found:
        last = next((other for other in result if _same_series(other, item)), None)
        if last is None:
            result.append(item)
            continue
        early, late = sorted((last, item), key=lambda one: one.deadline or 9999)
        mark = Milestone(year=early.deadline or 0, value=early.value or 0.0)
        late.milestones = (*early.milestones, *late.milestones, mark)
        late.start, late.end = min(early.start, late.start), max(early.end, late.end)
        late.doubts = early.doubts
        result[result.index(last)] = late
    return result


def _same_series(first: Found, second: Found) -> bool:
    return (
        first.kind is second.kind is TargetKind.LEVEL
        and first.indicator == second.indicator
        and first.value is not None
        and second.value is not None
        and first.unit == second.unit
        and first.deadline != second.deadline
        and (None not in (first.deadline, second.deadline) or _is_step(first, second))
    )


def _is_step(first: Found, second: Found) -> bool:
    """达到60%（2025年达到50%）: the value without a year is that of the plan's last."""
    dated, last = (first, second) if first.deadline else (second, first)
    near = abs(first.clause - second.clause) <= 1 and dated.value != last.value
    return near and dated.deadline is not None and dated.deadline % 10 == _MIDDLE


def _without_twins(found: list[Found]) -> list[Found]:
    """A trend on something that has its number in the same item says nothing more; nor does a repetition."""
    numbers = {_bare(item.indicator): item for item in reversed(found) if item.value is not None}
    found = _without_multiples(found)
    result: list[Found] = []
    seen: set[tuple[object, ...]] = set()
    for item in found:
        if item.kind is TargetKind.TREND and item.value is None and _bare(item.indicator) in numbers:
            number = numbers[_bare(item.indicator)]
            if "subject" in number.doubts and number.clause == item.clause + 1:
                number.start = min(number.start, item.start)
            continue
        key = (item.indicator, item.kind, item.value, item.unit, item.direction if item.value is None else None)
        if key in seen:
            continue
        seen.add(key)
        result.append(item)
    return result


def _without_multiples(found: list[Found]) -> list[Found]:
    """翻一番，达到36%: the level says it all, and keeps the base year."""
    result: list[Found] = []
    for item in found:
        last = result[-1] if result else None
        if (
            last is not None
            and last.kind is TargetKind.CHANGE
            and last.implied
            and item.kind is TargetKind.LEVEL
            and item.value is not None
            and "subject" in item.doubts
            and item.clause == last.clause + 1
            and last.indicator == item.indicator
        ):
            item.base_year, item.start = item.base_year or last.base_year, last.start
            result.pop()
        result.append(item)
    return result


def _bare(name: str) -> str:
    return re.sub(r"[的（）、]|意外", "", name)


def _target(found: Found, text: str) -> Target:
    start, end = found.start, found.end
    indicator = squeeze(found.indicator)
    doubts = found.doubts
    if is_struck(indicator):
        indicator, doubts = _whole_word(restored(indicator)), doubts | {"struck-out"}
    target = Target(
        indicator=indicator,
        group=phrases.group_of(indicator),
        kind=found.kind,
        comparator=found.comparator,
        value=found.value,
        value2=found.value2,
        unit=found.unit,
        base_year=found.base_year,
        base_value=found.base_value,
        deadline=found.deadline,
        direction=found.direction,
        scope=found.scope,
        each=found.each,
        reference=found.reference,
        against=found.reference if found.reference and phrases.is_countable(found.reference) else None,
        implied=found.implied,
        quote=text[start:end],
        slow=found.slow,
        gap=found.gap,
        strength=found.strength,
        milestones=found.milestones,
        span=(start, end),
    )
    return replace(target, confidence=confidence_of(target, doubts))


def _whole_word(name: str) -> str:
    """A name without a quotation mark that was opened before it and never closed."""
    return name.lstrip("“") if name.count("“") > name.count("”") else name


def doubtful(targets: tuple[Target, ...]) -> Iterator[Target]:
    """The targets a person should look at."""
    return (target for target in targets if target.confidence is not Confidence.SURE)
