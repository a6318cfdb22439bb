"""Trends (趋势目标): rising, falling, a rise that must slow, gaps that must narrow, proportions to be kept."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.coordination import expand
from fuertong.reading.found import Found
from fuertong.reading.wordlists import rows

_ADV = phrases.ADVERB
_SLOW = re.compile(
    rf"^(?P<subject>.+?)的?(?P<moves>上升|增长|增加|蔓延|上涨|增高)(?:趋势|势头|速度|幅度)(?:得到|得以)?(?:{_ADV}){{0,5}}(?:减缓|放缓|控制|遏制|缓解|扭转|趋缓|下降)$"
)
_HELD = re.compile(rf"^(?P<subject>.+?)(?:得到|得以)(?:{_ADV}){{0,5}}(?:控制|遏制)$")
_UP_DOWN = rf"(?:{phrases.UP}|{phrases.DOWN}|升|降)"
_SUBJECT_VERB = re.compile(
    rf"^(?P<subject>.+?)(?P<adverbs>(?:{_ADV}|、|保持稳定并|保持适当比例并|保持合理比例并){{0,6}})(?P<verb>{_UP_DOWN})(?:(?:并|、|和)(?:{_ADV}){{0,5}}(?:稳定|优化|巩固|完善))?(?:趋势|态势|势头)?$"
)
_SECOND = r"(?:预防|控制|遏制|防止|避免|优化|巩固|稳定|防治|处置|妥善|干预|改善|逐步)"
_VERB_OBJECT = re.compile(
    rf"^(?:(?:{_ADV}|{_SECOND})(?:、|和|并|与|及)?){{0,6}}(?P<verb>{phrases.UP}|{phrases.DOWN})"
    rf"(?:(?:、|和|并)(?:妥善处置|有效处置|优化|预防|控制|消除|防止))?(?P<object>[^。]+)$"
)
_KEPT = re.compile(
    rf"^(?P<subject>.+?)(?:{_ADV}){{0,5}}?(?:保持|维持|趋于|趋向)(?P<how>合理|适当|均衡|一定|稳定|平衡|相对稳定|基本稳定|基本平衡|总体稳定)(?:的)?(?P<measure>比例|水平|数量)?"
    rf"(?P<then>(?:并|且|、|，)?(?:{_ADV}){{0,5}}(?:提高|提升|上升|增加|增长))?$"
)
_KEEP = re.compile(
    rf"^(?:{_ADV}){{0,5}}(?:保持|维持)(?P<object>.+?)(?:合理|适当|均衡|稳定)的?(?P<measure>(?:女性|男女|性别)?比例)?(?:稳定|均衡)?$"
)
_SOME = re.compile(
    r"^(?P<subject>.+?)(?:要|应|应当|须)?有(?:适当|一定|合理)(?:数量|比例)(?:的)?(?P<noun>[\u4e00-\u9fff]{0,8})$"
)
_DIMENSION = r"(?:城乡|区域|地区|群体|性别|校际|校间|人群|男女两性|男女|两性|县域|不同群体|不同地区|不同人群|民族|代际)"
_GAP = re.compile(
    rf"^(?P<base>.*?)(?P<dims>{_DIMENSION}(?:差距)?(?:(?:、|和|与|及|以及){_DIMENSION}(?:差距)?)*?)(?:之间|间)?的?(?:发展)?差距$"
)
_LESS = re.compile(rf"^(?:{phrases.DOWN}|降)$")
_EVENTS = tuple(sorted(rows("events.csv", key="word"), key=lambda row: len(row["word"]), reverse=True))
_OUTCOME = re.compile(
    r"^(?P<base>.+?)(?:所致|导致|造成|引起)(?:的)?(?P<list>(?:死亡|残疾|致残|发生)(?:(?:、|和|及)(?:死亡|残疾|致残|发生))*)$"
)


def read_trends(clause: Clause, context: Context) -> list[Found]:
    """The trends of a clause, the first reading that fits."""
    phrase = phrases.clean(clause.text)
    for reader in (_slow, _kept, _held, _subject_verb, _verb_object, _some):
        found = reader(phrase.name, clause, context)
        if found:
            for item in found:
                item.deadline, item.strength = phrase.deadline, phrase.strength
                item.scope, item.each = phrase.scope, phrase.each
            return found
    return []


def _slow(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _SLOW.match(text)
    if not match:
        return []
    names = [name for name in (_countable(name) for name in _names(match["subject"])) if name]
    return [_found(name, clause, context, "down", raw=match["subject"], slow=True) for name in names]


def _held(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _HELD.match(text)
    names = _names(match["subject"]) if match else []
    return [_found(name, clause, context, "down", raw=text) for name in names if phrases.is_countable(name)]


def _kept(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _KEPT.match(text)
    if match:
        subject = (
            match["subject"] + (match["measure"] or "")
            if not phrases.is_countable(match["subject"])
            else match["subject"]
        )
        balance = subject.endswith(("性别结构", "结构"))
        if not (phrases.is_countable(subject) or (balance and "平衡" in match["how"])):
            return []
        if match["then"]:
            return [_found(name, clause, context, "up", raw=subject) for name in _names(subject)]
        if balance:
            return [_found(subject, clause, context, None, raw=subject, doubt="soft")]
        return [_found(name, clause, context, "hold", raw=subject, kind=TargetKind.KEEP) for name in _names(subject)]
    held = re.match(r"^(?P<subject>.+?)(?:不降低|不下降|只升不降|不降|不减少)$", text)
    if held and phrases.is_countable(held["subject"]):
        return [
            _found(name, clause, context, "hold", raw=text, kind=TargetKind.KEEP) for name in _names(held["subject"])
        ]
    match = _KEEP.match(clause.text)
    if match:
        subject = match["object"].rstrip("的") + (match["measure"] or "")
        if phrases.is_countable(subject):
            return [
                _found(name, clause, context, "hold", raw=subject, kind=TargetKind.KEEP) for name in _names(subject)
            ]
    return []


def _some(text: str, clause: Clause, context: Context) -> list[Found]:
    """要有一定数量: a borderline keep."""
    match = _SOME.match(text)
    if not match or not re.search(r"女|儿童|妇", text):
        return []
    name = match["subject"] + match["noun"] + "人数"
    return [_found(name, clause, context, "hold", raw=name, kind=TargetKind.KEEP, doubt="soft")]


def _subject_verb(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _SUBJECT_VERB.match(text)
    if not match:
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
    gap = _gap(subject, direction, clause, context)
    if gap is not None:
        return gap
    if direction == "down":
        events = _events(subject)
        if events:
            return [_found(name, clause, context, "down", raw=subject) for name in events]
    if verb in ("增加", "增多", "增长") and subject.endswith(phrases.things()):
        return [_found(name + "数量", clause, context, "up", raw=name, doubt="thing") for name in _names(subject)]
    names = context.bodies(subject, clause) or _names(subject)
    result = []
    for name in names:
        soft = phrases.is_soft(name)
        if not (phrases.is_countable(name) or soft):
            continue
        full, supplied = context.complete(name, clause)
        doubt = (
            "soft" if soft and not name.endswith(("健康素养", "健康素养水平")) else ("subject" if supplied else None)
        )
        result.append(_found(full, clause, context, direction, raw=subject, doubt=doubt))
    return result


def _gap(subject: str, direction: str, clause: Clause, context: Context) -> list[Found] | None:
    match = _GAP.match(subject)
    if not match:
        return None
    base = match["base"].rstrip("的、")
    dims = re.findall(_DIMENSION, match["dims"])
    doubt = None
    if not base:
        rates = context.rates_before(clause)
        base = _factored(rates) if rates else context.thing_before(clause)
        doubt = "subject" if len(rates) != 1 else None
        if not rates and dims[0] not in ("男女两性", "男女", "两性", "性别"):
            return []
    return [
        _found(base + dim + "差距", clause, context, direction, raw=subject, gap=_dimension(dim), doubt=doubt)
        for dim in dims
    ]


def _dimension(word: str) -> str:
    return {"地区": "区域", "男女": "性别", "两性": "性别", "男女两性": "性别"}.get(word, word.removeprefix("不同"))


def _factored(names: list[str]) -> str:
    """新生儿死亡率、婴儿死亡率 → 新生儿、婴儿死亡率: the measure is said once."""
    if len(names) == 1:
        return names[0]
    measure = phrases.measure_of(names[-1])
    if measure and all(name.endswith(measure) for name in names):
        heads = [name[: -len(measure)] for name in names]
        return "、".join(heads[:-1]) + "和" + heads[-1] + measure
    return "、".join(names[:-1]) + "和" + names[-1]


def _events(subject: str) -> list[str]:
    """The indicators of events that can be counted (非意愿妊娠, 伤害的发生、致残和死亡)."""
    outcome = _OUTCOME.match(subject)
    if outcome:
        base = outcome["base"]
        return [
            base + {"残疾": "致残率"}.get(word, word + "率")
            for word in re.findall(r"死亡|残疾|致残|发生", outcome["list"])
        ]
    several = re.match(
        r"^(?P<base>.+?)的(?P<list>(?:发生|致残|死亡|残疾)(?:(?:、|和|及)(?:发生|致残|死亡|残疾))*)$", subject
    )
    if several:
        words = re.findall(r"发生|致残|死亡|残疾", several["list"])
        return [several["base"] + {"残疾": "致残率"}.get(word, word + "率") for word in words]
    named = [_countable(name.replace("的母婴", "母婴")) for name in _names(subject.replace("的母婴", "母婴"))]
    return [name for name in named if name] if all(named) and not phrases.is_countable(subject) else []


def _countable(name: str) -> str | None:
    """A name with its measure: events get theirs, a phrase that has one keeps it, others give None."""
    if phrases.is_countable(name):
        return name
    for row in _EVENTS:
        if name.endswith(row["word"]):
            return name[: -len(row["word"])] + row["indicator"]
    return None


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
    kind: TargetKind = TargetKind.TREND,
    slow: bool = False,
    gap: str | None = None,
    doubt: str | None = None,
) -> Found:
    return Found(
        indicator=name,
        kind=kind,
        start=clause.start,
        end=clause.end,
        clause=len(context.clauses),
        direction=direction,
        slow=slow,
        gap=gap or ("性别" if re.search(r"(?:男女|两性).*差距$", name) else None),
        raw=raw,
        doubts={doubt} if doubt else set(),
    )
