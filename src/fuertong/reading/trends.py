"""Trends (趋势目标): rising, falling, a rise that must slow, gaps that must narrow, proportions to be kept."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.coordination import expand, is_guess
from fuertong.reading.events import countable_name, events_of
from fuertong.reading.found import Found
from fuertong.reading.gaps import read_gaps
from fuertong.reading.keeps import read_keeps
from fuertong.reading.wordlists import either

_ADV = rf"(?:{phrases.ADVERB}|有|稳中|趋于|趋向|同步|双|实现|呈现|年均)"
_RISE, _PACE = either("trends.csv", "rise"), either("trends.csv", "pace")
_GROWTH, _HALT = either("trends.csv", "growth"), either("trends.csv", "halt")
_HALTED = rf"(?:得到|得以)?(?:{_ADV}){{0,5}}{_HALT}"
_SLOW = re.compile(
    rf"^(?P<subject>.+?)的?(?:年均|年度|逐年)?(?:(?:{_RISE}的?{_PACE}|{_GROWTH})(?:的{_PACE})?(?:{_ADV}){{0,3}}{_HALTED}"
    rf"|{_RISE}(?:{_ADV}){{0,3}}(?:减缓|放缓|趋缓))$"
)
_SLOWING = re.compile(
    rf"^(?:{_ADV}){{0,4}}{_HALT}(?P<subject>[^，]+?)的?(?:过快|快速|持续|不断)?(?:{_RISE}的?{_PACE}|{_RISE}过快|{_GROWTH})$"
)
_HELD = re.compile(rf"^(?P<subject>.+?)(?:得到|得以)(?:{_ADV}){{0,5}}(?:控制|遏制|遏止|抑制)$")
_HOLDING = re.compile(rf"^(?:{_ADV}|预防|防止|和|、|并){{0,4}}(?:控制|遏制|严控|防控|压减|压降)(?P<subject>[^，]+)$")
_MOVE = rf"(?P<verb>{phrases.UP}|{phrases.DOWN}|升|降|进)"
_KEPT_FIRST = r"保持稳定并|保持适当比例并|保持合理比例并"
_SUBJECT_VERB = re.compile(
    rf"^(?P<subject>.+?)(?P<adverbs>(?:{_ADV}|、|{_KEPT_FIRST}){{0,7}}){_MOVE}"
    rf"(?:(?:并|、|和)(?:{_ADV}){{0,5}}(?:稳定|优化|巩固|完善))?的?(?:趋势|态势|势头)?$"
)
_SECOND = r"(?:预防|控制|遏制|防止|避免|优化|巩固|稳定|防治|处置|妥善|干预|改善|逐步)"
_VERB_OBJECT = re.compile(
    rf"^(?:(?:{_ADV}|{_SECOND})(?:、|和|并|与|及)?){{0,6}}(?P<verb>{phrases.UP}|{phrases.DOWN})"
    rf"(?:(?:、|和|并)(?:妥善处置|有效处置|优化|预防|控制|消除|防止))?(?P<object>[^。]+)$"
)
_LESS = re.compile(rf"^(?:{phrases.DOWN}|降)$")
_COMPARED = re.compile(
    r"(?:在|以)(?:现有|原有|现在|目前|上一?届|上一?(?:周期|轮|期)|规划期初|期初)(?:的)?(?:基础|水平)(?:之)?上"
    r"|(?:较|比|同比|与|相比|较之)(?:上一?(?:个)?(?:届|周期|轮|期|规划期|年度?)(?:规划期?|纲要期?)?|“?十[二三四五]五”?(?:时期|期间)?末?|往年|前[一二三五十]+年|过去[一二三五十]+年|前期|同期|规划期初|期初|现有水平|现状)(?:相比|水平)?"
    r"|(?:与之|与其)(?=同步|相应)"
    r"|(?:依照|按照|根据|依据|参照)[^，、]{0,12}?(?:规定|要求|章程|规范)(?=逐|稳|持|不|有|明|显|进|提|增|降|减|达)"
)
_HINT = re.compile(
    rf"{phrases.UP}|{phrases.DOWN}|{_HALT}|[升降进]|控|保持|维持|稳定|巩固|处于|趋|均衡|平衡|相当|不减|有(?:适当|一定|合理)"
)
_STRIVING = re.compile(r"(率|比例|占比|比重|人数|数量)(?:力争|争取|努力|要|应|将)")
_BRACKET = re.compile(r"（[^（）]*）$")
_SHORT_SCHOOLS = re.compile(r"(?<![\u4e00-\u9fff])?初、高中")
_JOINED = re.compile(rf"(?<=[\u4e00-\u9fff])(?:{phrases.UP}|{phrases.DOWN})(?P<joint>、|并且|而且|且|和|及)")
_JOINED_OBJECTS = re.compile(
    rf"(?P<joint>、|并|和|及|以及)(?=(?:{_ADV}){{0,3}}(?:提高|提升|降低|减少|增加|缩小)[^，]{{3,}}$)"
)
_BRACKETS = re.compile(r"（[^（）]*）|“[^”]*”")
_LIST_LEFT = re.compile(r"、|(?<![共])和(?!谐)|以及|(?<![普涉遍])及(?!时|格|以)")
_VOLUME = re.compile(r"(?<!数)量$|指数$|收入$|支出$")
_BOUND = re.compile(r"不低于|不高于|不超过|不少于|按照|根据|通过(?![^，]{1,8}传播的)|为了")
_QUANTITY_OF = ("增加", "增多", "增长", "减少", "扩大")


def read_trends(clause: Clause, context: Context) -> list[Found]:
    """The trends of a clause; a clause with two movements gives those of both."""
    if not _HINT.search(clause.text):
        return []
    text = _SHORT_SCHOOLS.sub("初中、高中", _STRIVING.sub(r"\1", _COMPARED.sub("", clause.text)))
    return _together(text, clause, context) or _read(text, clause, context)


def _read(text: str, clause: Clause, context: Context) -> list[Found]:
    for joined in (_JOINED, _JOINED_OBJECTS):
        for joint in joined.finditer(text):
            first = _read(text[: joint.start("joint")], clause, context)
            second = _read(text[joint.end() :], clause, context) if first else []
            if first and second:
                return first + second
    phrase = phrases.clean(text)
    place = text.find(phrase.name)
    whole = text[place:] if place >= 0 else phrase.name
    for reader, words in (
        (_slow, phrase.name),
        (read_keeps, whole),
        (_held, phrase.name),
        (_subject_verb, phrase.name),
        (_verb_object, phrase.name),
        (_holding, phrase.name),
    ):
        found = reader(words, clause, context)
        if found:
            for item in found:
                item.deadline, item.strength = phrase.deadline, phrase.strength
                item.scope, item.each = phrase.scope, phrase.each
            return found
    return []


_TOGETHER = re.compile(rf"^(?:都|均|皆)(?:{_ADV}){{0,5}}(?P<verb>{phrases.UP}|{phrases.DOWN})$")


def _together(text: str, clause: Clause, context: Context) -> list[Found]:
    """…女性比例，…女代表比例，都逐步提高: the clauses before name what moves."""
    match = _TOGETHER.match(text)
    if not match:
        return []
    named: list[str] = []
    for number, before in reversed(list(enumerate(context.clauses))):
        taken = any(item.clause == number for item in context.found)
        if before.sentence != clause.sentence or taken or not phrases.is_countable(phrases.clean(before.text).name):
            break
        named.insert(0, phrases.clean(before.text).name)
    direction = "down" if _LESS.match(match["verb"]) else "up"
    return [item for name in named for item in _moving(name, match["verb"], direction, clause, context)]


def _slow(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _SLOW.match(text) or _SLOWING.match(text)
    if not match:
        return []
    names = [name for name in (countable_name(name) for name in _names(match["subject"])) if name]
    return [_found(name, clause, context, "down", raw=match["subject"], slow=True) for name in names]


def _held(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _HELD.match(text)
    names = _names(match["subject"]) if match else []
    return [_found(name, clause, context, "down", raw=text) for name in names if phrases.is_countable(name)]


def _holding(text: str, clause: Clause, context: Context) -> list[Found]:
    """控制…发生率: only what has its measure, for 控制 alone says no direction."""
    match = _HOLDING.match(text)
    names = _names(match["subject"]) if match else []
    if not names or not all(name.endswith(("率", "人数", "数量", "案件数", "比例")) for name in names):
        return []
    return [_found(name, clause, context, "down", raw=text, doubt="soft") for name in names]


def _subject_verb(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _SUBJECT_VERB.match(text)
    if not match or (match["verb"] in ("升", "降", "进") and "有" not in match["adverbs"]):
        return []
    direction = "down" if _LESS.match(match["verb"]) else "up"
    return _moving(match["subject"], match["verb"], direction, clause, context)


def _verb_object(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _VERB_OBJECT.match(text)
    if not match:
        return []
    direction = "down" if _LESS.match(match["verb"]) else "up"
    return _moving(match["object"].strip("的"), match["verb"], direction, clause, context)


def _moving(subject: str, verb: str, direction: str, clause: Clause, context: Context) -> list[Found]:
    if phrases.is_countable(bare := _BRACKET.sub("", subject)):
        subject = bare
    gaps = read_gaps(subject, clause, context)
    if gaps is not None:
        return [
            _found(gap.name, clause, context, direction, raw=subject, gap=gap.dimension, doubt=gap.doubt)
            for gap in gaps
        ]
    if direction == "down":
        events = events_of(subject)
        if events:
            return [_found(name, clause, context, "down", raw=subject) for name in events]
    if verb in _QUANTITY_OF and subject.endswith(phrases.things()):
        return [_found(name + "数量", clause, context, "up", raw=name, doubt="thing") for name in _names(subject)]
    pointed = context.bodies(subject, clause)
    members = [] if pointed else context.members(subject, clause)
    names = pointed or members or _names(subject)
    result = [item for name in names for item in _measured(name, subject, direction, clause, context)]
    for item in result:
        if members or (len(result) > 1 and is_guess(subject)):
            item.doubts.add("list")
    return result


def _measured(name: str, subject: str, direction: str, clause: Clause, context: Context) -> list[Found]:
    soft = phrases.is_soft(name)
    if not (phrases.is_countable(name) or soft) or _BOUND.search(name):
        return []
    full, supplied = context.complete(name, clause)
    return [_found(full, clause, context, direction, raw=subject, doubt=_doubt(name, soft=soft, supplied=supplied))]


def _doubt(name: str, *, soft: bool, supplied: bool) -> str | None:
    """Why a person should look: a measure of few surveys, a subject supplied, a list that was left whole."""
    if soft and not name.endswith(("健康素养", "健康素养水平")):
        return "soft"
    if supplied:
        return "subject"
    if _LIST_LEFT.search(_BRACKETS.sub("", name)):
        return "list"
    return "thing" if _VOLUME.search(name) else None


def _names(subject: str) -> list[str]:
    return list(expand(subject).names) if not _mixed(subject) else _countable_parts(subject)


def _mixed(subject: str) -> bool:
    """利用率和服务质量: only some members can be counted."""
    parts = re.split(r"、|和|及", subject)
    countable = [phrases.is_countable(part) for part in parts]
    return len(parts) > 1 and countable[0] and not countable[-1]


def _countable_parts(subject: str) -> list[str]:
    return [part for part in re.split(r"、|和|及", subject) if phrases.is_countable(part)]


def _found(
    name: str,
    clause: Clause,
    context: Context,
    direction: str | None,
    *,
    raw: str,
    slow: bool = False,
    gap: str | None = None,
    doubt: str | None = None,
) -> Found:
    return Found(
        indicator=name,
        kind=TargetKind.TREND,
        start=clause.start,
        end=clause.end,
        clause=len(context.clauses),
        direction=direction,
        slow=slow,
        gap=gap,
        raw=raw,
        doubts={doubt} if doubt else set(),
    )
