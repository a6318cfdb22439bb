"""Growth told in multiples (倍数): 翻一番, 增加1倍, 减半, 提高到2020年的2倍 are changes in per cent."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.coordination import expand
from fuertong.reading.events import events_of
from fuertong.reading.found import Found
from fuertong.reading.naming import named
from fuertong.reading.quantities import chinese_number

_NUMBER = r"\d+(?:\.\d+)?|[一两二三四五六七八九十]"
_DOUBLED = re.compile(
    r"^(?P<subject>.*?)(?:实现|力争|争取|要|将|应)*(?:翻(?P<times>[一两二三])?番|翻(?:一|1)?倍|倍增|成倍(?:增长|增加))(?P<bound>以上|左右)?$"
)
_MORE = re.compile(
    rf"^(?P<subject>.*?)(?:{phrases.UP})(?:了)?(?P<adv>不少于|不低于|至少|超过|约|近)?(?P<times>{_NUMBER})倍(?P<bound>以上|左右)?$"
)
_TO = re.compile(
    rf"^(?P<subject>.*?)(?:达到|达|提高到|提升到|增加到|增长到|扩大到|为|是)(?:20(?P<year>\d\d)年(?:底|末)?的?|“?十[二三四]五”?末的?|基期的?|目前的?|现有的?)(?P<times>{_NUMBER})倍(?P<bound>以上|左右)?$"
)
_HALVED = re.compile(
    rf"^(?P<subject>.*?)(?:{phrases.ADVERB}|实现|力争|争取)*(?:减半|减少过半|下降过半)(?P<bound>以上|左右)?$"
)
_HINT = re.compile(r"番|倍|减半|过半")


def read_multiples(clause: Clause, context: Context) -> list[Found]:
    """The changes of a clause that says how many times as much there is to be, or half as much."""
    if not _HINT.search(clause.text):
        return []
    for pattern, size in ((_TO, _to), (_DOUBLED, _doubled), (_MORE, _more), (_HALVED, _halved)):
        match = pattern.match(clause.text)
        if match is not None:
            return _found(match, size(match), clause, context)
    return []


def _to(match: re.Match[str]) -> float:
    return 100 * (chinese_number(match["times"]) - 1)


def _doubled(match: re.Match[str]) -> float:
    return float(100 * (2 ** chinese_number(match["times"] or "一") - 1))


def _more(match: re.Match[str]) -> float:
    return 100 * chinese_number(match["times"])


def _halved(match: re.Match[str]) -> float:
    return -50.0


def _found(match: re.Match[str], size: float, clause: Clause, context: Context) -> list[Found]:
    phrase = phrases.clean(match["subject"])
    name, doubt = _name(phrase.name, clause, context, falling=size < 0)
    if not name or not size:
        return []
    base = phrase.base_year
    if base is None and (year := match.groupdict().get("year")):
        base = 2000 + int(year)
    names = events_of(name) or expand(name).names
    return [
        Found(
            indicator=named(one),
            kind=TargetKind.CHANGE,
            start=clause.start,
            end=clause.end,
            clause=len(context.clauses),
            comparator=">=",
            value=abs(size),
            unit="%",
            base_year=base,
            direction="up" if size > 0 else "down",
            deadline=phrase.deadline,
            scope=phrase.scope,
            each=phrase.each,
            strength=phrase.strength,
            implied=True,
            raw=name,
            doubts={word for word in (doubt, "" if base else "no-base") if word},
        )
        for one in names
    ]


def _name(name: str, clause: Clause, context: Context, *, falling: bool) -> tuple[str, str]:
    """What grows: named, left out and taken from before, or a thing whose number is meant."""
    if not name:
        whole, _ = context.complete("", clause)
        return whole, "subject"
    bare = re.sub(r"（[^（）]*）$", "", name)
    if phrases.is_countable(bare) or phrases.is_soft(bare):
        return name, ""
    if falling and events_of(name):
        return name, ""
    return name + "数量" if len(name) >= 2 else "", "thing"
