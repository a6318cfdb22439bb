"""Levels and changes (水平值、变化量): an indicator, a bound, one value or several."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.coordination import Expansion, expand
from fuertong.reading.found import Found
from fuertong.reading.quantities import QUANTITIES, Quantity, quantities
from fuertong.reading.wordlists import either, rows

_ROLES = {
    row["word"]: row["role"]
    for row in rows("words.csv", key="word+role")
    if row["role"] in ("down_to", "up_to", "hold", "equal", "share_of", "at_least", "more_than", "at_most", "less_than")
}
_VERBS = "|".join(sorted(_ROLES, key=len, reverse=True))
_BOUND = r"(?P<bound>(?:及|或)?以上|(?:及|或)?以下|以内|之内|左右|上下)?"
_SOFT = r"(?:每人每[月年天]|每[月年人]|到|约|大约|平均|分别|分别为|分别达到|各|均|在|全部|总体|为|达到|达){0,4}"
_LEVEL = re.compile(rf"(?P<verb>{_VERBS})(?P<adv>{_SOFT})(?P<values>{QUANTITIES}){_BOUND}")
_BARE = re.compile(rf"(?<=率|例|比|重|数|人|师|位)(?P<adv>{_SOFT})(?P<values>{QUANTITIES}){_BOUND}")
_SHARE_OF = re.compile(rf"占(?P<whole>[^，。\d占]{{2,18}})的(?P<adv>{_SOFT})(?P<values>{QUANTITIES}){_BOUND}")
_CHANGE = re.compile(
    rf"(?P<verb>{phrases.UP}|{phrases.DOWN})(?:了|幅度(?:达到|达|不低于|不少于|超过)?)?"
    rf"(?P<adv>(?:不低于|不少于|至少|超过|约|大约|分别|平均|各){{0,3}})(?P<values>{QUANTITIES}){_BOUND}"
)
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
_UNIT_NEEDS_MEASURE = ("年", "岁", "小时", "分钟", "天")


def read_levels(clause: Clause, context: Context) -> list[Found]:
    """All levels of a clause; a clause without a verb counts when a measure stands right before the value."""
    result: list[Found] = []
    place = 0
    while place < len(clause.text):
        match = _next(clause.text, place)
        if match is None:
            break
        result.extend(_level(clause, context, match, place, result))
        place = match.end()
    return result


_PLACED = re.compile(
    rf"^(.{{3,}}?(?:{phrases.MEASURE}))((?:城市|农村|城镇|乡村|小学|初中|高中|男|女|省级|市级|县级)[\u4e00-\u9fff]{{0,2}})$"
)


def _next(text: str, place: int) -> re.Match[str] | None:
    found = [
        match
        for pattern in (_LEVEL, _SHARE_OF, _BARE)
        for match in pattern.finditer(text, place)
        if _is_bound(text, match, place)
    ]
    first = min(found, key=lambda match: match.start(), default=None)
    inside = [
        match for match in found if first is not None and match.start() < first.end() and "verb" in match.groupdict()
    ]
    return inside[0] if inside else first


def _is_bound(text: str, match: re.Match[str], place: int) -> bool:
    """Whether a number really bounds an indicator: not an age, not a part of a name or of a relative clause."""
    before, after = text[place : match.start()], text[match.end() :]
    verb = match.groupdict().get("verb")
    values = quantities(match["values"])
    if not values:
        return False
    if "whole" in match.groupdict():
        return values[0].unit == "%"
    if verb is None and not (phrases.is_countable(before) or values[0].unit == ":"):
        return False
    if verb in ("为", "实现", "保持") and not phrases.is_countable(phrases.tidy(before)):
        return False
    if after[:1].isdigit() or after.startswith("或"):
        return False
    if not values[0].unit and not re.search(r"(?:比|率|指数|数)$", phrases.tidy(before)):
        return False
    if after.startswith("的") and not re.match(r"的(?:目标|水平|比例|要求|标准|良好)", after):
        return False
    if values[0].unit in ("年", "岁") and (verb in ("为", "达", None) or not re.search(r"年限|寿命|年龄|时间", before)):
        return False
    return not after.startswith(("年", "月"))


def _level(clause: Clause, context: Context, match: re.Match[str], place: int, before: list[Found]) -> list[Found]:
    values = quantities(match["values"])
    subject = clause.text[place : match.start()].strip("、和及并")
    shared = bool(re.search(r"分别|均|都|各", subject[-4:] + match["adv"]))
    phrase = phrases.clean(re.sub(r"(?:分别|(?<![年平])均|都|各)$", "", subject))
    doubts: set[str] = set()
    name, scope = _name_of(phrase.name, match, clause.text[match.end() :], before, doubts)
    full, supplied = _whole_name(name, values[0], clause, context)
    if supplied:
        doubts.add("subject")
    if not full:
        return []
    expansion = expand(full, values=len(values), shared=shared)
    if expansion.guessed:
        doubts.add("list")
    if scope:
        expansion = Expansion(tuple(f"{one}（{scope}）" for one in expansion.names))
        doubts.add("subject")
    role = _ROLES.get(match.groupdict().get("verb") or "", "equal")
    return [
        Found(
            indicator=_named(indicator),
            kind=TargetKind.LEVEL,
            start=clause.start + place + _opening(clause.text[place : match.start()]),
            end=clause.start + match.end(),
            clause=len(context.clauses),
            comparator=_comparator(role, match["bound"], match["adv"], bare="verb" not in match.groupdict()),
            value=value.value,
            value2=value.other,
            unit=value.unit or None,
            direction=_direction(role, match.groupdict().get("verb") or ""),
            deadline=phrase.deadline,
            base_year=phrase.base_year,
            base_value=phrase.base_value,
            scope=phrase.scope,
            each=phrase.each,
            strength=phrase.strength,
            implied=value.words,
            raw=full,
            doubts=set(doubts),
        )
        for indicator, value in _paired(expansion.names, values)
    ]


def _name_of(name: str, match: re.Match[str], tail: str, before: list[Found], doubts: set[str]) -> tuple[str, str]:
    """The indicator a bound speaks of and the place it is said for (覆盖率 城市达到…、农村达到…)."""
    groups, unit = match.groupdict(), quantities(match["values"])[0].unit
    if not phrases.is_countable(name) and re.match(r"[\u4e00-\u9fff]", tail) and unit not in ("%", "‰", "/10万"):
        doubts.add("noun-after")
        name = phrases.tidy(name) + _noun(tail)
    elif name and groups.get("verb") in ("占", "占到"):
        name += "比例"
    elif name and not phrases.is_countable(name) and unit in ("名", "人", "位"):
        name += "人数"
    if "whole" in groups:
        name = re.sub(r"数量$|人数$", "", name) + f"占{match['whole']}的比例"
    placed = _PLACED.match(name) if not phrases.is_countable(name) else None
    if placed:
        return placed[1], placed[2]
    return _after_another(name, unit, before)


def _after_another(name: str, unit: str, before: list[Found]) -> tuple[str, str]:
    """The name of a second bound in a clause, completed by the first."""
    if not before:
        return name, ""
    first = before[-1]
    if not name:
        return first.raw or first.indicator, ""
    if not phrases.is_countable(name) and len(name) <= 6 and unit == first.unit:
        return first.raw, name
    if not phrases.group_of(name) and len(name) <= 12:
        return _carried(name, first.raw or first.indicator), ""
    return name, ""


def _whole_name(name: str, value: Quantity, clause: Clause, context: Context) -> tuple[str, bool]:
    """A name that can stand alone; 人流量较大地区不低于1:2 speaks of the indicator before, for some places."""
    last = context.found[-1] if context.found else None
    near = last is not None and last.clause == len(context.clauses) - 1 and last.unit == value.unit
    is_event = any(name.endswith(row["word"]) for row in rows("events.csv", key="word"))
    is_place = bool(name) and not is_event and not phrases.is_countable(name) and len(name) <= 14
    if last is not None and near and is_place and value.unit in ("%", "‰", "/10万", ":", "个百分点"):
        return f"{last.raw or last.indicator}（{name}）", True
    return context.complete(name, clause)


def _opening(text: str) -> int:
    """How many joining characters stand before the words of a second bound in a clause."""
    return len(text) - len(text.lstrip("、和及并或"))


def _carried(name: str, before: str) -> str:
    """床位增至3.17张 after 每千名儿童拥有…医生达到1.12名: the scope per thousand goes for both."""
    found = re.match(r"^(每(?:千|百|万|十万)[^，]*?拥有)", before)
    return found[1] + name if found and not name.startswith("每") else name


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


def _noun(tail: str) -> str:
    found = re.match(r"[\u4e00-\u9fff（）]+", tail)
    return found[0] if found else ""


def _named(indicator: str) -> str:
    """An event without its measure gets it: 艾滋病母婴传播 → 艾滋病母婴传播率."""
    for row in rows("events.csv", key="word"):
        if indicator.endswith(row["word"]) and not row["indicator"].endswith("数"):
            return indicator[: -len(row["word"])] + row["indicator"]
    return indicator


def read_changes(clause: Clause, context: Context) -> list[Found]:
    """A rise or fall by so much, against a base year or per year."""
    match = next((found for found in _CHANGE.finditer(clause.text) if _is_change(clause.text, found)), None)
    if match is None:
        return []
    phrase = phrases.clean(re.sub(r"(?:分别|(?<![年平])均|都|各)$", "", clause.text[: match.start()]))
    values = quantities(match["values"])
    full, supplied = _whole_name(phrase.name, values[0], clause, context)
    expansion = expand(full, values=len(values), shared=True)
    if not full:
        return []
    doubts = {word for word, is_so in (("subject", supplied), ("list", expansion.guessed)) if is_so}
    if phrase.base_year is None and phrase.scope is None:
        doubts.add("no-base")
    return [
        Found(
            indicator=indicator,
            kind=TargetKind.CHANGE,
            start=clause.start,
            end=clause.start + match.end(),
            clause=len(context.clauses),
            comparator=">=",
            value=value.value,
            value2=value.other,
            unit=value.unit or None,
            base_year=phrase.base_year,
            direction="down" if _LESS.match(match["verb"]) else "up",
            deadline=phrase.deadline,
            scope=phrase.scope,
            each=phrase.each,
            strength=phrase.strength,
            implied=value.words,
            raw=full,
            doubts=set(doubts),
        )
        for indicator, value in _paired(expansion.names, values)
    ]


def _is_change(text: str, match: re.Match[str]) -> bool:
    if text[match.end() :].startswith("的"):
        return False
    return phrases.is_countable(phrases.clean(text[: match.start()]).name) or quantities(match["values"])[0].unit in (
        "%",
        "个百分点",
        "‰",
    )
