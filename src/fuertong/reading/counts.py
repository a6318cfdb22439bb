"""Counts (数量): 至少配备1名女干部, 建成儿童友好社区50个以上, 每年开展4次, 帮助1万名以上妇女就业."""

import re
from dataclasses import replace

from fuertong.model.plan import TargetKind
from fuertong.reading import opposites, phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.coordination import expand
from fuertong.reading.found import Found
from fuertong.reading.list_parts import parts_of
from fuertong.reading.milestones import is_single
from fuertong.reading.quantities import COUNTED, NUMBER, QUANTITIES, Quantity, is_hotline, measure_word, quantities
from fuertong.reading.wordlists import either

_VERB = either("words.csv", "count_verb")
_BUILD = re.compile(rf"^{either('words.csv', 'build_verb')}$")
_LOW = r"(?:原则上|一般|要|应|须|应当)?(?:至少|不少于|不低于|最少|不得少于)(?:应|要)?"
_NOUN = r"(?:（[^（）]*）|[\u4e00-\u9fff“”\d—])"
_COUNT = re.compile(
    rf"(?:(?P<low>{_LOW})(?:各)?(?P<verb1>{_VERB})?|(?P<verb2>{_VERB})(?P<low2>至少|不少于|不低于)?)"
    rf"(?:各)?(?P<values>{QUANTITIES})(?P<bound>(?:及|或)?以上|左右)?(?:的)?(?P<noun>{_NOUN}{{2,40}}?)(?P<more>(?:、|和|及|以及)(?={QUANTITIES}).+)?$"
)
_MORE = re.compile(
    rf"(?:、|和|及|以及)(?P<values>{QUANTITIES})(?P<bound>以上|左右)?(?:的)?(?P<noun>{_NOUN}{{2,40}}?)(?=、|和(?={QUANTITIES})|$)"
)
_BUILT = re.compile(
    rf"^(?P<before>.*?)(?P<verb2>{_VERB})(?!每|不少于|不低于|至少|达到|超过|累计)(?P<noun>[\u4e00-\u9fff（）“”、]{{2,24}}?)"
    rf"(?P<low2>不少于|不低于|达到|达|至少|超过|超|累计达到|累计)?(?P<values>{QUANTITIES})(?P<bound>(?:及|或)?以上|左右)?$"
)
_STANDS = re.compile(
    rf"^(?P<before>)(?P<noun>[^，\d]{{4,30}}?)(?P<verb2>建成|建有|创建|新建|设立|培育|新增)(?P<low2>不少于|至少|达到|达|超过|超|累计达到|累计)?"
    rf"(?P<values>{QUANTITIES})(?P<bound>(?:及|或)?以上|左右)?$"
)
_FOR = re.compile(
    rf"^(?P<before>.*?)(?P<low>{_LOW})?(?P<verb>对|为|向|给)(?P<low2>至少|不少于)?(?P<values>{QUANTITIES})(?P<bound>以上|左右)?(?P<noun>{_NOUN}{{2,16}}?)"
    r"(?P<doing>(?:开展|进行|提供|实施|组织|给予|发放).{2,20})$"
)
_FEW = 3
_OWNER_END = re.compile(r"(?:要|应|应当|(?<![年人户])均|都|各|一般|须|分别|推动|至少|内|，)+$")
_ONE = rf"{NUMBER}(?:{'|'.join(sorted(COUNTED, key=len, reverse=True))})"  # in digits: words would meet the names
_TURNS = re.compile(
    r"^(?P<one>[^每、]{2,12})(?P<often1>每[两三]?[月季年周学期度]{1,2})、(?P<two>[^每、]{2,12})(?P<often2>每[两三]?[月季年周学期度]{1,2})$"
)
_PER_SO_MANY = re.compile(
    rf"^(?P<before>.{{0,20}}?)(?P<per>每\d+(?:至\d+|—\d+)?(?:名|个|所|人|位|户)?[\u4e00-\u9fff]{{0,10}}?)(?:至少|应|要|须|不少于)*(?:配备|配|拥有|配置|设置|设|有|建有)?(?P<low>至少|不少于)?(?P<values>{QUANTITIES})(?P<bound>以上)?(?P<noun>[\u4e00-\u9fff（）]{{2,20}}?)(?:以上)?$"
)
_PER = re.compile(r"每(?:千|百|万|十万|10万|\d)")
_IN_ALL = re.compile(r"累计|共计|总计|合计|(?:[一三五十]|\d+)年(?:内|间|来)?(?:累计|共)?$|规划期内")


def read_counts(clause: Clause, context: Context) -> list[Found]:
    """At least so many people, institutions or times; a single thing built is left to the milestones."""
    per = _PER_SO_MANY.match(clause.text)
    if per and _is_count(per["values"], per["noun"]):
        return _per_so_many(per, clause, context)
    match = next((found for found in _COUNT.finditer(clause.text) if _is_count(found["values"], found["noun"])), None)
    if match is None:
        return next((found for reader in _OTHERS if (found := reader(clause, context))), [])
    bounded = bool(match["low"] or match["low2"] or match["bound"]) or match.string[: match.start()].endswith("各")
    verb = match["verb1"] or match["verb2"] or ""
    phrase = phrases.clean(_OWNER_END.sub("", clause.text[: match.start()]))
    phrase = _with_each(phrase, clause, context)
    often = phrase.scope is not None and not (phrase.scope or "").startswith("以")
    often = often or bool(_PER.match(phrase.name))
    builds = bool(_BUILD.match(verb))
    if not bounded and not builds and not often and not phrase.each:
        return []
    value = quantities(match["values"])[0]
    if builds and not bounded and not phrase.each and is_single(value):
        return []
    noun = re.sub(r"[和及与并]$", "", match["noun"].strip("（）"))
    result = []
    for owner, scope in _owners(clause.text[: match.start()], phrase, bounded=bounded or bool(phrase.each)):
        result.append(_found(owner + _doing(noun, value, verb), value, match, clause, context, phrase, scope=scope))
        for more in _MORE.finditer(match["more"] or ""):
            other = quantities(more["values"])[0]
            if _is_count(more["values"], more["noun"]):
                result.append(_found(owner + more["noun"], other, more, clause, context, phrase, scope=scope))
    if not bounded or value.words or (len(parts_of(phrase.name)) > 1 and expand(phrase.name).guessed):
        for item in result:
            item.doubts.add("count")
    return result


def _per_so_many(match: re.Match[str], clause: Clause, context: Context) -> list[Found]:
    """每500名学生配备1名心理教师: so many for so many; a person looks at the name."""
    value, phrase = quantities(match["values"])[0], phrases.clean(match["before"])
    name = phrase.name + match["per"] + match["noun"]
    found = _found(name, value, match, clause, context, phrase, scope=match["per"])
    found.doubts.add("count")
    return [found]


def _with_each(phrase: phrases.Phrase, clause: Clause, context: Context) -> phrases.Phrase:
    """至少配备2名… after 每所乡镇卫生院至少配备1名…: each of the same units is meant."""
    last = context.found[-1] if context.found else None
    near = last is not None and last.clause == len(context.clauses) - 1 and last.unit in COUNTED
    if phrase.name or phrase.each or last is None or not near or not last.each:
        return phrase
    same = context.clauses[-1].sentence == clause.sentence
    return replace(phrase, name=last.each, each=last.each) if same else phrase


def _owners(before: str, phrase: phrases.Phrase, *, bounded: bool) -> list[tuple[str, str | None]]:
    """Whose count it is, and how often: 中小学每月、幼儿园每季度 are two."""
    turns = _TURNS.match(before)
    if turns:
        return [(turns["one"], turns["often1"]), (turns["two"], turns["often2"])]
    owner = re.sub(r"(?:领导班子中|班子中|中)$", lambda found: found[0][:-1], phrase.name)
    names = expand(owner).names if owner and bounded and not phrase.each else (owner,)
    return [(name, phrase.scope) for name in names]


def _doing(noun: str, value: Quantity, verb: str) -> str:
    """培训500名农民 counts 培训农民; 配备1名女干部 counts 女干部."""
    doing = value.unit in ("名", "人", "万名", "万人", "万人次", "人次", "户", "家") and re.match(
        r"培训|帮助|扶持|帮扶|带动|服务|惠及|资助|救助|培育|表彰|选树|发放|改造", verb
    )
    return verb + noun if doing else noun


def _found(
    name: str,
    value: Quantity,
    match: re.Match[str],
    clause: Clause,
    context: Context,
    phrase: phrases.Phrase,
    *,
    scope: str | None,
) -> Found:
    measure = measure_word(value.unit) or "数量"
    return Found(
        indicator=name if name.endswith(measure) or phrases.is_countable(name) else name + measure,
        kind=TargetKind.LEVEL,
        start=clause.start,
        end=clause.end,
        clause=len(context.clauses),
        comparator="~" if match["bound"] == "左右" else ">=",
        value=value.value,
        unit=value.unit,
        direction="up",
        deadline=phrase.deadline,
        each=phrase.each,
        scope=scope,
        strength=phrase.strength,
        implied=value.words,
        raw=match["noun"],
    )


_IN_EACH = re.compile(
    rf"^(?P<noun>[^，\d每各]{{3,20}}?)在?(?P<each>(?:每(?![年月学日天周季届次人半两])个?|各)[\u4e00-\u9fff（）、]{{1,12}}?)(?:至少|不少于|应|要|都)*(?:有|建有|设有|设立|建立|配备|设)?(?P<low2>至少|不少于)?"
    rf"(?P<values>{QUANTITIES})(?P<bound>以上)?$"
)
_SERVED = re.compile(
    rf"^(?P<noun>[^，\d]{{3,24}}?)(?:累计|每年|年均|共)?(?P<verb>惠及|服务|救助|培训|资助|帮扶|受益|覆盖)(?P<low2>达到|达|不少于|至少|超过)?(?P<values>{QUANTITIES})(?P<bound>以上|左右)?$"
)
_SERIES_ONE = rf"[\u4e00-\u9fff（）“”]{{3,20}}?(?:{_ONE})(?:以上)?"
_SERIES = re.compile(rf"^(?P<before>.*?)(?P<verb>{_VERB})(?P<list>{_SERIES_ONE}(?:(?:、|和|以及){_SERIES_ONE})+)$")
_HOURS = re.compile(r"(?:学时|课时|时间|时长)(?:每[年月天日]|$)")
_PER_HEAD = re.compile(r"每(?:千|百|万|十万|10万|\d)|[人户生]均")
_REACHES = re.compile(r"(?:不少于|不低于|分别|达到|达|至少|超过)+$")
_SERIES_PART = re.compile(
    rf"(?P<noun>[\u4e00-\u9fff（）“”]{{3,20}}?)(?P<values>{_ONE})(?P<bound>以上)?(?:、|和|以及|$)"
)


def _series(clause: Clause, context: Context) -> list[Found]:
    """建成A1个、B12个: several things, the number behind each."""
    match = _SERIES.match(clause.text)
    if match is None or _PER_HEAD.search(match["before"]):
        return []
    phrase = phrases.clean(_OWNER_END.sub("", match["before"]))
    result = []
    for part in _SERIES_PART.finditer(match["list"]):
        value = quantities(part["values"])[0]
        if value.unit not in COUNTED or phrases.is_countable(part["noun"]):
            return []
        noun = _REACHES.sub("", part["noun"].lstrip("、和"))
        name = phrase.name + _doing(noun, value, match["verb"])
        result.append(_found(name, value, part, clause, context, phrase, scope=phrase.scope))
    for item in result:
        item.doubts.add("count")
    return result


def _elsewhere(clause: Clause, context: Context) -> list[Found]:
    """反家暴庇护所在每个县至少有1处; 康复项目累计惠及300人次."""
    match = _IN_EACH.match(clause.text) or _SERVED.match(clause.text)
    if match is None or phrases.is_countable(match["noun"]) or is_hotline(match["values"], ""):
        return []
    value = quantities(match["values"])[0]
    if value.unit not in COUNTED:
        return []
    each = match.groupdict().get("each")
    phrase = phrases.clean(match["noun"])
    if each:
        unit = re.sub(r"^(?:每个?|各)", "", each)
        phrase = replace(phrase, each=unit)
        found = _found(unit + phrase.name, value, match, clause, context, phrase, scope=None)
    else:
        found = _found(phrase.name + match["verb"], value, match, clause, context, phrase, scope=phrase.scope)
    found.doubts.add("count")
    return [found]


_PART = re.compile(
    rf"^其中(?P<noun>[\u4e00-\u9fff“”]{{2,16}}?)(?P<low2>不少于|达到|至少|超过)?(?P<values>{QUANTITIES})(?P<bound>以上|左右)?$"
)


def _part(clause: Clause, context: Context) -> list[Found]:
    """其中示范社区10个 after so many of a kind: a part of them, counted in the same unit."""
    match = _PART.match(clause.text)
    last = context.found[-1] if context.found else None
    if match is None or last is None or last.clause != len(context.clauses) - 1 or last.unit not in COUNTED:
        return []
    value = quantities(match["values"])[0]
    if value.unit != last.unit or phrases.is_countable(match["noun"]) or phrases.group_of(match["noun"]):
        return []
    if opposites.is_known(match["noun"]):
        return []
    found = _found(match["noun"], value, match, clause, context, phrases.clean(""), scope=last.scope)
    found.doubts.add("count")
    return [found]


def _for(clause: Clause, context: Context) -> list[Found]:
    """每年至少对2件政策开展评估: so many things that something is done for."""
    match = _FOR.match(clause.text)
    if match is None or not _is_count(match["values"], match["noun"]):
        return []
    phrase = phrases.clean(_OWNER_END.sub("", match["before"]))
    if not (match["low"] or match["low2"] or match["bound"] or phrase.scope):
        return []
    name = f"{phrase.name}{match['doing']}的{match['noun']}"
    found = _found(name, quantities(match["values"])[0], match, clause, context, phrase, scope=phrase.scope)
    found.doubts.add("count")
    return [found]


def _built(clause: Clause, context: Context) -> list[Found]:
    """建成儿童友好社区50个以上: the number stands after its noun."""
    match = _BUILT.match(clause.text) or _STANDS.match(clause.text)
    if match is None or match["noun"].endswith(("率", "比例", "到", "至", "在")) or _HOURS.search(match["noun"]):
        return []
    value = quantities(match["values"])[0]
    phrase = phrases.clean(_OWNER_END.sub("", match["before"]))
    bounded = bool(match["low2"] or match["bound"] or _IN_ALL.search(match["before"]))
    builds = bool(_BUILD.match(match["verb2"]))
    many = (value.value > _FEW or value.unit.startswith("万")) and value.unit in COUNTED
    if value.unit not in COUNTED or not (bounded or builds or phrase.scope or many):
        return []
    if builds and not bounded and not phrase.each and is_single(value):
        return []
    place = "" if phrases.is_countable(phrase.name) else phrase.name
    doing = match["verb2"] if value.unit in ("人次", "万人次", "名", "人", "万人", "万名") else ""
    scope, noun = phrases.often(match["noun"])
    owners = [(place, phrase.scope or scope)]
    if _TURNS.match(match["before"]):
        owners = _owners(match["before"], phrase, bounded=True)
    result = [
        _found(owner + doing + noun, value, match, clause, context, phrase, scope=often) for owner, often in owners
    ]
    for item in result:
        item.doubts = set() if bounded or (builds and _is_plain(item)) else {"count"}
    return result


def _is_plain(found: Found) -> bool:
    """建成儿童友好公园5个: one kind of thing, its number in digits, nothing before or in the name to doubt."""
    return not found.implied and 5 <= len(found.indicator) <= 16 and not re.search(r"[、和及的（]", found.indicator)


def _is_count(values: str, noun: str) -> bool:
    if is_hotline(values, noun):
        return False
    moves = re.search(rf"(?:率|比例|人数|占比|比重)[^，]{{0,6}}(?:{phrases.UP}|{phrases.DOWN})", noun)
    return quantities(values)[0].unit in COUNTED and not moves and not noun.startswith(("的", "以上", "以下", "以内"))


_OTHERS = (_for, _series, _built, _part, _elsewhere)
