"""Levels and changes (水平值、变化量): an indicator, a bound, one value or several."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.bounds import is_bound
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.coordination import Expansion, expand
from fuertong.reading.found import Found
from fuertong.reading.naming import named, own_name, whole_name
from fuertong.reading.quantities import COUNTED, QUANTITIES, Quantity, quantities
from fuertong.reading.wordlists import either, rows

_ROLES = {
    row["word"]: row["role"]
    for row in rows("words.csv", key="word+role")
    if row["role"]
    in ("down_to", "up_to", "hold", "equal", "share_of", "at_least", "more_than", "at_most", "less_than", "about")
} | {"过": "more_than"}
_OVER = r"(?<![超通经不])过(?=半)"  # 占比过半
_VERBS = "|".join([*sorted((word for word in _ROLES if word != "过"), key=len, reverse=True), _OVER])
VERB = f"(?:{_VERBS})"
_BOUND = r"(?P<bound>(?:及|或)?以上|(?:及|或)?以下|以内|之内|左右|上下)?"
_SOFT = r"(?:每人每[月年天]|每[月年人]|到|约|大约|平均|分别|分别为|分别达到|各|均|在|全部|总体|为|达到|达){0,4}"
_LEVEL = re.compile(rf"(?P<verb>{_VERBS})(?P<adv>{_SOFT})(?P<values>{QUANTITIES}){_BOUND}")
_BARE = re.compile(rf"(?<=[\u4e00-\u9fff）”：])(?P<adv>{_SOFT})(?P<values>{QUANTITIES}){_BOUND}")
_SHARE_OF = re.compile(rf"占(?P<whole>[^，。\d占]{{2,18}})的(?P<adv>{_SOFT})(?P<values>{QUANTITIES}){_BOUND}")
_CHANGE = re.compile(
    rf"(?P<move>{phrases.UP}|{phrases.DOWN})(?:了|幅度(?:达到|达|不低于|不少于|超过)?)?"
    rf"(?P<adv>(?:不低于|不少于|至少|超过|约|大约|分别|平均|各){{0,3}})(?P<values>{QUANTITIES}){_BOUND}"
)
_CUT_TAIL = re.compile(r"[以之上下左右内]")  # 84岁左: a word broken off
_YEARS = re.compile(r"(?:到|至|在)?20\d\d年(?:底|末)?(?:(?:、|和|及|，)(?:到|至)?20\d\d年(?:底|末)?)+")
_LESS = re.compile(either("words.csv", "down"))
_COMPARATORS = {
    "up_to": ">=",
    "down_to": "<=",
    "hold": "=",
    "equal": "=",
    "share_of": ">=",
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
    "about": "~",
}
_DIRECTIONS = {
    "up_to": "up",
    "down_to": "down",
    "hold": "hold",
    "at_least": "up",
    "more_than": "up",
    "at_most": "down",
    "less_than": "down",
}


def read_levels(clause: Clause, context: Context) -> list[Found]:
    """All levels and changes of a clause; one without a verb counts when a measure stands right before the value."""
    result: list[Found] = []
    place = 0
    while place < len(clause.text):
        match = _next(clause.text, place, result, clause, context)
        if match is None:
            break
        if "move" in match.groupdict():
            result.extend(_change(clause, context, match, place, result))
        elif not _closes_range(clause, match, place, result, context):
            result.extend(_level(clause, context, match, place, result))
        place = match.end()
    return result


def _next(text: str, place: int, inside: list[Found], clause: Clause, context: Context) -> re.Match[str] | None:
    found = [match for match in _CHANGE.finditer(text, place) if _is_change(text, match, place)]
    found += [
        match
        for pattern in (_LEVEL, _SHARE_OF, _BARE)
        for match in pattern.finditer(text, place)
        if is_bound(text, match, place, inside, clause, context)
    ]
    first = min(found, key=lambda match: match.start(), default=None)
    if first is None or "move" in first.groupdict():
        return first
    within = [match for match in found if match.start() < first.end() and "verb" in match.groupdict()]
    return within[0] if within else first


def _closes_range(clause: Clause, match: re.Match[str], place: int, inside: list[Found], context: Context) -> bool:
    """不低于40%且不高于60%: the second bound is the other end of the first."""
    last = inside[-1] if inside else (context.found[-1] if context.found else None)
    near = last is not None and (bool(inside) or last.clause == len(context.clauses) - 1)
    role = _ROLES.get(match.groupdict().get("verb") or "")
    words = re.sub(r"^[，、]|且|并且|并|但|同时|应|也|原则上|一般", "", clause.text[place : match.start()])
    if last is None or not near or words or role not in ("at_most", "less_than") or last.comparator not in (">=", ">"):
        return False
    value = quantities(match["values"])[0]
    if (value.unit or None) != last.unit or last.value is None or value.value <= last.value:
        return False
    last.value2, last.end = value.value, clause.start + match.end()
    return True


def _level(clause: Clause, context: Context, match: re.Match[str], place: int, before: list[Found]) -> list[Found]:
    values = quantities(match["values"])
    subject = clause.text[place : match.start()].strip("、和及并")
    shared = bool(re.search(r"分别|均|都|各", subject[-4:] + match["adv"]))
    years = _years(subject) if len(values) > 1 else []
    if len(years) == len(values):
        subject = _YEARS.sub("", subject)
    elif len(context.years) == len(values) > 1:
        years = list(context.years)
    phrase = phrases.clean(re.sub(r"(?:分别|(?:(?<![年平户人])|(?<=\d年))均|都|各)$", "", subject))
    doubts: set[str] = set()
    name = own_name(phrase.name, match, values[0], clause.text[match.end() :], doubts)
    full, supplied = whole_name(name, values[0], before, clause, context)
    if supplied:
        doubts.add("subject")
    if not full:
        return []
    again = () if name or before else context.repeated(values[0].unit or None, len(values))
    total = values[0].unit in COUNTED and re.search(r"累计|合计|总计|共", subject[-4:])
    timed = supplied and re.search(r"每[天日人年].*\d", full)
    if again and len(years) != len(values):
        expansion = Expansion(again)
    elif len(years) == len(values) or total or timed:
        expansion = Expansion((full,))
    else:
        expansion = expand(full, values=len(values), shared=shared)
    if expansion.guessed:
        doubts.add("list")
    if _CUT_TAIL.match(clause.text[match.end() :]):
        doubts.add("tail")
    role = _ROLES.get(match.groupdict().get("verb") or "", "equal")
    return [
        Found(
            indicator=named(indicator),
            kind=TargetKind.LEVEL,
            start=clause.start + place + _opening(clause.text[place : match.start()]),
            end=clause.start + match.end(),
            clause=len(context.clauses),
            comparator=_comparator(
                role,
                match["bound"],
                (match.groupdict().get("verb") or "") + match["adv"],
                bare="verb" not in match.groupdict(),
            ),
            value=value.value,
            value2=value.other,
            unit=value.unit or None,
            direction=_direction(role, match.groupdict().get("verb") or ""),
            deadline=years[index] if len(years) == len(values) else phrase.deadline,
            base_year=phrase.base_year,
            base_value=phrase.base_value,
            scope=phrase.scope or _often(match["adv"]),
            each=phrase.each or phrases.every_unit(clause.text),
            strength=phrase.strength,
            implied=value.words,
            raw=full,
            doubts=set(doubts),
        )
        for index, (indicator, value) in enumerate(_paired(expansion.names, values))
    ]


def _years(subject: str) -> list[int]:
    """The years of 2025年、2030年分别…, one for each value."""
    found = _YEARS.search(subject)
    return [int(year) for year in re.findall(r"20\d\d", found[0])] if found else []


def _often(adverbs: str) -> str | None:
    found = re.search(r"每人每[月年天]|每[月年天]", adverbs)
    return found[0] if found else None


def _opening(text: str) -> int:
    """How many joining characters stand before the words of a second bound in a clause."""
    return len(text) - len(text.lstrip("、和及并或"))


def _paired(names: tuple[str, ...], values: list[Quantity]) -> list[tuple[str, Quantity]]:
    if len(values) == 1:
        return [(name, values[0]) for name in names]
    if len(names) == len(values):
        return list(zip(names, values, strict=True))
    return [(names[0], value) for value in values]


def _comparator(role: str, bound: str | None, adverb: str, *, bare: bool) -> str:
    if bound and "以上" in bound:
        return ">="
    if bound and ("以下" in bound or "内" in bound):
        return "<="
    if bound in ("左右", "上下") or "约" in adverb:
        return "~"
    if bare:
        return ">="
    return _COMPARATORS[role]


def _direction(role: str, verb: str) -> str | None:
    return "up" if verb.startswith("达到并") else _DIRECTIONS.get(role)


def _change(clause: Clause, context: Context, match: re.Match[str], place: int, before: list[Found]) -> list[Found]:
    """A rise or fall by so much, against a base year or per year."""
    subject = clause.text[place : match.start()].strip("、和及并")
    phrase = phrases.clean(re.sub(r"(?:分别|(?:(?<![年平户人])|(?<=\d年))均|都|各)$", "", subject))
    values = quantities(match["values"])
    full, supplied = whole_name(phrase.name, values[0], before, clause, context)
    if not full:
        return []
    expansion = expand(full, values=len(values), shared=True)
    doubts = {word for word, is_so in (("subject", supplied), ("list", expansion.guessed)) if is_so}
    last = before[-1] if before else None
    base_year = phrase.base_year or (last.base_year if last is not None and last.kind is TargetKind.CHANGE else None)
    scope = "平均每年" if phrase.scope in ("每年", "年均") or "平均" in match["adv"] else phrase.scope
    if base_year is None and scope is None:
        doubts.add("no-base")
    return [
        Found(
            indicator=indicator,
            kind=TargetKind.CHANGE,
            start=clause.start + place + _opening(clause.text[place : match.start()]),
            end=clause.start + match.end(),
            clause=len(context.clauses),
            comparator=">=",
            value=value.value,
            value2=value.other,
            unit=value.unit or None,
            base_year=base_year,
            direction="down" if _LESS.match(match["move"]) else "up",
            deadline=phrase.deadline,
            scope=scope,
            each=phrase.each,
            strength=phrase.strength,
            implied=value.words,
            raw=full,
            doubts=set(doubts),
        )
        for indicator, value in _paired(expansion.names, values)
    ]


def _is_change(text: str, match: re.Match[str], place: int) -> bool:
    if text[match.end() :].startswith("的"):
        return False
    name = phrases.clean(text[place : match.start()]).name
    return phrases.is_countable(name) or quantities(match["values"])[0].unit in (
        "%",
        "个百分点",
        "‰",
        "个千分点",
        "个万分点",
    )
