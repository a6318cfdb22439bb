"""Whole names of indicators (补全指标名): what a bound leaves out stands before it, in its clause or the one before."""

import re

from fuertong.reading import opposites, phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.found import Found
from fuertong.reading.gaps import read_gaps
from fuertong.reading.quantities import COUNTED, Quantity, measure_word
from fuertong.reading.wordlists import either, rows

RATES = ("%", "‰", "/10万", "/万", ":", "个百分点")
_WHO = re.compile(
    r"(?:中|[员者人部])的?(?:女性|妇女|女干部|女代表|女党员|女委员|男性)$|中[^中]{2,10}(?:代表|人员|干部|教师|成员)$"
)
_AMONG = re.compile(r"^(?P<rate>.{3,}?率|.{3,}?(?:的比例|素养水平))中的?(?P<who>[^比例率]{2,8}?)(?:比例)?$")
_GAP_ALONE = re.compile(rf"^(?:{either('trends.csv', 'dimension')})(?:之间|间)?的?(?:差距|差异|差别)$")
_OF_WHICH = re.compile(r"^其中")
_PACE = re.compile(r"(?:年均|年平均|年)?(?:降幅|增幅|增速|增长率|下降率|涨幅)")
_TIMES = ("小时", "分钟")
_IN_FULL = re.compile(r"(?:达到|实现|做到)(?=应.{1,2}尽.{1,2}率)")
_CONDITION = re.compile(
    "|".join(row["word"] for row in rows("kinds.csv", key="word+kind") if row["kind"] in ("disease", "condition"))
)  # 小学生近视率 is no 小学生新发近视率
_PER = re.compile(r"^(每(?:千|百|万|十万|10万)[^，]*?(?:拥有|配备|有))")


def own_name(name: str, match: re.Match[str], value: Quantity, tail: str, doubts: set[str]) -> str:
    """The name a bound gives itself: with the noun after the number, or the measure its unit speaks of."""
    verb, unit = match.groupdict().get("verb"), value.unit
    name = _IN_FULL.sub("", name)
    if opposites.is_known(name.removeprefix("其中")):
        return name.removeprefix("其中")
    if "whole" in match.groupdict():
        return re.sub(r"数量$|人数$", "", name) + f"占{match['whole']}的比例"
    if phrases.is_countable(name) or opposites.split_topic(name)[1]:
        return name
    if unit not in ("%", "‰", "/10万") and re.match(r"(?!以|之)[\u4e00-\u9fff]", tail) and not tail.startswith("的"):
        doubts.add("noun-after")
        return phrases.tidy(name) + _noun(tail)
    if name and (verb in ("占", "占到") or (unit == "%" and _WHO.search(name))):
        return name + "比例"
    if name and unit == "%" and value.words and not opposites.is_known(name) and len(name) > 2:
        return name + "占比"
    if name and (unit in COUNTED or unit in _TIMES) and not opposites.is_known(name):
        return name if name.endswith(unit) else name + measure_word(unit)
    return name


_LISTED = re.compile(r"^[\u4e00-\u9fff]{2,8}$")


def listed_before(name: str, context: Context) -> str:
    """遗传代谢病筛查率：98%，听力95%: the measure a list with a colon goes on with; empty elsewhere."""
    last = context.found[-1] if context.found else None
    if last is None or last.clause != len(context.clauses) - 1 or last.unit not in RATES:
        return ""
    sentence = context.clauses[-1].sentence
    opened = any("：" in before.text for before in context.clauses if before.sentence == sentence)
    if not opened or not _LISTED.match(name) or phrases.is_countable(name) or opposites.is_term(name):
        return ""
    return phrases.measure_of(last.indicator)


def _noun(tail: str) -> str:
    found = re.match(r"[\u4e00-\u9fff（）]+", tail)
    return found[0] if found else ""


def whole_name(name: str, value: Quantity, inside: list[Found], clause: Clause, context: Context) -> tuple[str, bool]:
    """A name that can stand alone, and whether something was supplied."""
    if listed_before(name, context):
        return name + listed_before(name, context), True
    return _completed(name, value, inside, clause, context)


def _completed(name: str, value: Quantity, inside: list[Found], clause: Clause, context: Context) -> tuple[str, bool]:
    topic, term = opposites.split_topic(name) if not phrases.is_countable(name) else (name, "")
    if term:
        whole, supplied = context.complete(topic, clause)
        return opposites.put(whole, term), supplied or not opposites.is_known(term)
    if _PACE.fullmatch(name) and context.found:
        return context.found[-1].indicator + name, True
    if name.startswith("与") and name.endswith("差距") and context.found:
        return context.found[-1].indicator + name, True
    base = _base(value, inside, clause, context)
    if among := _AMONG.match(name):
        return opposites.put(among["rate"], among["who"]), True
    if _GAP_ALONE.match(name):
        return _gap(name, inside, clause, context)
    if base and _OF_WHICH.match(clause.text) and name and not phrases.is_countable(name) and not _is_event(name):
        return opposites.put(base, name), not opposites.is_known(name)
    if inside:
        return _after_another(name, value, inside[-1], base)
    if base:
        if opposites.is_term(name) and not _is_event(name):
            return opposites.put(base, name), not opposites.is_known(name)
        other = _same_measure(name, base)
        if other:
            return other, True
    if not name and context.topic(clause):
        return context.topic(clause), True
    return context.complete(name, clause)


def _gap(name: str, inside: list[Found], clause: Clause, context: Context) -> tuple[str, bool]:
    """性别差距缩小到3个百分点以内: the gap of what the sentence spoke of."""
    if inside:
        return (inside[-1].raw or inside[-1].indicator) + name, True
    gaps = read_gaps(name, clause, context)
    return (gaps[0].name if gaps else name), True


def _base(value: Quantity, inside: list[Found], clause: Clause, context: Context) -> str:
    """The indicator a place alone would speak of: the one before with the same unit, or the topic set out before."""
    if inside:
        return (inside[-1].raw or inside[-1].indicator) if inside[-1].unit == (value.unit or None) else ""
    last = context.found[-1] if context.found else None
    if last is not None and last.clause == len(context.clauses) - 1:
        if last.unit == (value.unit or None):
            return last.indicator
        return last.indicator if last.value is None and last.reference is None else ""
    return context.topic(clause)


def _after_another(name: str, value: Quantity, first: Found, base: str) -> tuple[str, bool]:
    """The name of a second bound in a clause, completed by the first."""
    if not name:
        return first.raw or first.indicator, False
    if base and (
        opposites.is_term(name) or (not phrases.is_countable(name) and len(name) <= 6 and value.unit in RATES)
    ):
        return opposites.put(base, name), not opposites.is_known(name)
    if base:
        other = _same_measure(name, base)
        if other:
            return other, True
    found = _PER.match(first.raw or first.indicator)
    if found and not name.startswith("每") and not phrases.group_of(name) and len(name) <= 12:
        return found[1] + name, False
    return name, False


_WHOLE_PLACE = re.compile(r"^(?:全[国省市县区州旗盟]|本[省市县区])[\u4e00-\u9fff]{4,}$")


def _same_measure(name: str, base: str) -> str:
    """农村覆盖率 after 城市社区家长学校覆盖率: the rate before, for another place; 全省母乳喂养率 is whole."""
    if _WHOLE_PLACE.match(name):
        return ""
    for size in range(len(name) - 1, 1, -1):
        term, measure = name[:size], name[size:]
        if (
            opposites.is_known(term)
            and base.endswith(measure)
            and len(base) > len(name)
            and phrases.is_countable(measure)
            and not (_CONDITION.match(measure) and phrases.group_of(term) == term)
        ):
            return opposites.put(base, term)
    return ""


def _is_event(name: str) -> bool:
    return any(name.endswith(row["word"]) for row in rows("events.csv", key="word"))


def named(indicator: str) -> str:
    """An event without its measure gets it: 艾滋病母婴传播 → 艾滋病母婴传播率."""
    for row in rows("events.csv", key="word"):
        if indicator.endswith(row["word"]) and not row["indicator"].endswith("数"):
            return indicator[: -len(row["word"])] + row["indicator"]
    return indicator
