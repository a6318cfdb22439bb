"""Lists inside an indicator's name (并列): 新生儿、婴儿和5岁以下儿童死亡率 is three indicators with full names.

Split are outcomes, diseases, bodies, roles, groups and kinds of place with one value; never levels of government,
causes, lists inside a name, nor a share of a sum (公办园和普惠性民办园在园幼儿占比).
"""

import re
from dataclasses import dataclass

from fuertong.reading import phrases
from fuertong.reading.wordlists import rows

_JOINT = re.compile(
    r"、|以及|及其|(?<![共饱缓])和(?!谐|平|睦|田|美)|(?<![参给授])与(?!会)|(?<![普涉遍波以顾])及(?!时|其|格|早|以|笄)|(?<![设])并(?!发|轨|购|存|重)"
)
_OPEN, _CLOSE = "（《“", "）》”"
_SHARE = re.compile(r"(?:占比|比重|之比)$")
_AMONG = re.compile(r"中的?(?:女|男|少数民族)")
_EACH_RATE = re.compile(
    r"(?:的|人群|报告|粗|标化)?(?:患病|发病|发生|感染|检出|死亡|病死|致残|致死|使用|佩戴|参保|接种|筛查|治疗|早诊早治|诊治)(?:率|人数)$"
)
_CATEGORY = re.compile(r"等[^级的率]{0,8}(?:病|疾病|缺陷|肿瘤|问题)(?=.*率$)")
_SERVED = re.compile(
    r"^(?P<verb>[^、的]{0,12}?(?:获得|享受|享有|参加))(?P<list>[^的]+)的(?P<end>[^的]*(?:人数|比例|人次|占比))$"
)
_SEATED = re.compile(
    r"^(?P<verb>(?:妇女|女性|女干部|女党员)在)(?P<list>[^的]+?)(?P<end>(?:中|中间|当中|队伍中)的?[^的]*(?:比例|占比|比重))$"
)
_LONGER = 6
_REPEATED_ONE = "癌症病率园校院镇村乡区县族险金费室站点厅馆所队岗课会员假"


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a list; `own` when it is joined by 及其 and belongs to the first."""

    text: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """The full names, and whether the split (or leaving it unsplit) is a guess."""

    names: tuple[str, ...]
    guessed: bool = False


def _kinds() -> dict[str, tuple[str, ...]]:
    result: dict[str, list[str]] = {}
    for row in rows("kinds.csv", key="word+kind"):
        result.setdefault(row["kind"], []).append(row["word"])
    return {kind: tuple(sorted(words, key=len, reverse=True)) for kind, words in result.items()}


_KINDS = _kinds()


def parts_of(phrase: str) -> list[Part]:
    """The members of a list, brackets and quotes kept whole."""
    places = []
    for found in _JOINT.finditer(phrase):
        before = phrase[: found.start()]
        depth = sum(before.count(char) for char in _OPEN) - sum(before.count(char) for char in _CLOSE)
        if depth <= 0 and found.start() > 0 and not _is_degree(before, phrase[found.end() :]):
            places.append((found.start(), found.end(), found[0] == "及其"))
    result, start, own = [], 0, False
    for begin, end, belongs in places:
        result.append(Part(phrase[start:begin], own))
        start, own = end, belongs
    result.append(Part(phrase[start:], own))
    return _with_examples([part for part in result if part.text.strip()], phrase)


_DEGREE_BEFORE, _DEGREE_AFTER = (
    re.compile(r"(?:轻|中|重|极重)度?$"),
    re.compile(r"(?:轻|中|重|极重)度|[中重](?=、|和|及)"),
)


def _is_degree(before: str, after: str) -> bool:
    """中、重度贫血, 中度和重度营养不良: degrees of one state, no list of two."""
    return bool(_DEGREE_BEFORE.search(before) and _DEGREE_AFTER.match(after))


def _with_examples(parts: list[Part], phrase: str) -> list[Part]:
    """先天性心脏病、地中海贫血等出生缺陷和遗传病筛查率: what comes before 等 are examples of one member."""
    last = next((i for i in range(len(parts) - 2, 0, -1) if re.search(r"等[^级]", parts[i].text)), 0)
    if not last or any(part.own for part in parts):
        return parts
    end = phrase.find(parts[last].text) + len(parts[last].text)
    return [Part(phrase[phrase.find(parts[0].text) : end]), *parts[last + 1 :]]


def expand(phrase: str, *, values: int = 1, shared: bool = False) -> Expansion:
    """The indicators a phrase names, for so many values; `shared` when 分别 or 均 says the list is one of several."""
    if values == 2 and phrase.startswith("城乡"):
        return Expansion(("城市" + phrase[2:], "农村" + phrase[2:]))
    each = _EACH_LEVEL.match(phrase) if values > 1 else None
    if each and len(levels := re.findall(r"[国省市州盟县区旗乡镇村]", each["levels"])) == values:
        return Expansion(tuple(f"{level}级{each['rest'].lstrip('的')}" for level in levels))
    parts = _with_levels(parts_of(phrase))
    if len(parts) == 1:
        return Expansion((phrase,), guessed=values > 1)
    if _is_one(phrase, parts):
        return Expansion((phrase,))
    shaped = _shaped(phrase, parts, values=values, shared=shared)
    if shaped:
        return shaped
    groups = _groups(phrase, parts) if values == 1 else []
    if groups:
        each = [expand(group, shared=shared) for group in groups]
        return Expansion(tuple(name for one in each for name in one.names), any(one.guessed for one in each))
    if values > 1 and values != len(parts):
        return Expansion((phrase,), guessed=True)
    names = _distribute(parts)
    if values > 1:
        return Expansion(names or _with_tail([part.text for part in parts]), guessed=names is None)
    short = any(len(part.text) == 1 for part in parts)
    mixed = names is None and any(phrases.is_countable(part.text) for part in parts[:-1])
    if names is None:
        broken = any(_kind_at_end(part.text) in ("body", "role", "disease", "condition") for part in parts[:-1])
        return Expansion((phrase,), guessed=short or mixed or broken or ("等" not in phrase and not shared))
    if re.search(r"知识|知晓|意识", phrase):
        return Expansion((phrase,))
    if _SHARE.search(phrase) and not shared and not _AMONG.search(phrase) and not _all_measured(parts):
        return Expansion((phrase,), guessed=True)
    return Expansion(names, guessed=short)


def _shaped(phrase: str, parts: list[Part], *, values: int, shared: bool) -> Expansion | None:
    """The lists whose form says how they go on: inside the phrase, two phrases, measures crossed with members."""
    enclosed = _enclosed(phrase) if values == 1 else None
    if enclosed:
        return enclosed
    double = _two_phrases(phrase)
    if double and values in (1, len(parts_of(double[0])) + len(parts_of(double[1]))):
        first, second = (expand(side, shared=shared) for side in double)
        return Expansion(first.names + second.names, first.guessed or second.guessed)
    return _crossed(phrase, parts) if values == 1 else None


def _is_one(phrase: str, parts: list[Part]) -> bool:
    """A ratio or a gap between two, and a group with what is its own (孕产妇及所生儿童), are one indicator."""
    between = len(parts) == 2 and re.search(r"与.+(?:的|之)比(?:例|值)?$|与.+差距$", phrase)
    return bool(between) or any(part.text.startswith(("所生", "所在", "相关")) for part in parts[1:])


_EACH_LEVEL = re.compile(
    r"^(?P<levels>[国省市州盟县区旗乡镇村](?:级)?(?:[、和]?[省市州盟县区旗乡镇村](?:级)?)+)(?:[两二三四五]级)?(?P<rest>[^、]{3,})$"
)
_LEVEL = re.compile(
    r"^(?:省|市|县|区|州|乡|镇|乡镇|旗|盟|自治区|自治州|街道|省级|市级|县级|乡级|县（[市区、旗]+）|全国|全省|全市|各)+$"
)


def _with_levels(parts: list[Part]) -> list[Part]:
    """省、市、县党委、人大…: levels of government are never members of their own."""
    result: list[Part] = []
    levels = ""
    for part in parts:
        if _LEVEL.match(part.text) and not result:
            levels += part.text + "、"
        else:
            result.append(Part(levels + part.text, part.own))
            levels = ""
    return result or parts


def _two_phrases(phrase: str) -> tuple[str, str] | None:
    """Two whole phrases joined by 及 or 和, each a list ending in its own measure: A和B中的比例及C和D中的比例."""
    for found in re.finditer(r"以及|及|和|、", phrase):
        first, second = phrase[: found.start()], phrase[found.end() :]
        if len(parts_of(first)) > 1 and len(parts_of(second)) > 1 and phrases.is_countable(first):
            return first, second
    return None


def _groups(phrase: str, parts: list[Part]) -> list[str]:
    """生活污水、垃圾处理率和卫生厕所普及率: each rate closes a list of its own; empty where that is not so."""
    ends = [phrases.is_countable(part.text) for part in parts]
    if not ends[-1] or all(ends) or not any(ends[:-1]) or any(part.own for part in parts):
        return []
    if not all(
        part.text.endswith("率") and len(part.text) > _SHORT for part, end in zip(parts, ends, strict=True) if end
    ):
        return []
    result, start, place = [], 0, 0
    for part, end in zip(parts, ends, strict=True):
        place = phrase.find(part.text, place) + len(part.text)
        if end:
            result.append(phrase[start:place].lstrip("、和及与以并"))
            start = place
    return result


_SHORT = 4
_OWN_RATE = 5  # 卫生厕所普及率 has an object of its own


def _crossed(phrase: str, parts: list[Part]) -> Expansion | None:
    """A和B的参保率以及待遇水平: each measure with each member."""
    last = parts[-1].text
    if len(parts) < 3 or phrases.group_of(last) or not (phrases.is_countable(last) or phrases.is_soft(last)):
        return None
    head = phrase[: phrase.rfind(last)].rstrip("、和及与以")
    if not phrases.is_countable(head) or len(last) > 8 or (last.endswith("率") and len(last) > _OWN_RATE):
        return None
    first = expand(head)
    measure = phrases.measure_of(head) or head[-3:]
    stem = measure[-3:] if "的" not in head else head[head.rfind("的") + 1 :]
    others = tuple(name[: -len(stem)].rstrip("的") + last for name in first.names if name.endswith(stem))
    return Expansion(tuple(name.replace("的" + stem, stem) for name in first.names) + others)


def _distribute(parts: list[Part]) -> tuple[str, ...] | None:
    """Full names of all members, None when the list is not one of equals."""
    if any(part.own for part in parts):
        return _belonging(parts) if len(parts) == 2 else _with_heads([part.text for part in parts])
    countable = [phrases.is_countable(part.text) for part in parts]
    if all(countable):
        return _with_measures([part.text for part in parts])
    if countable[-1] and any(countable[:-1]):
        return None
    return _with_heads([part.text for part in parts])


def _with_tail(texts: list[str]) -> tuple[str, ...]:
    """儿童溺水、道路交通死亡率 with two values: the measure of the last goes for all, the group of the first too."""
    last, group = texts[-1], phrases.group_of(texts[0]) or ""
    among = re.search(r"中的?[^中]*$", last)
    tail = among[0] if among else phrases.measure_of(last)
    heads = [text if phrases.is_countable(text) else text + tail for text in texts[:-1]]
    return (*heads, last if phrases.group_of(last) or among else group + last)


def _with_measures(texts: list[str]) -> tuple[str, ...]:
    """Each member has its own measure; the group or thing named first goes for all."""
    first = texts[0]
    group = phrases.group_of(first) or ""
    names = [first]
    for text in texts[1:]:
        if phrases.group_of(text) or len(text) > len(first):
            names.append(text)
        elif text.endswith("差距") and (side := re.match(r"男女两性|男女|两性|城乡|性别", first)):
            names.append(side[0] + text)
        elif len(text) <= 4 and len(first) > len(text):
            names.append(first[: -_measure_length(first, text)] + text)
        else:
            names.append(group + text)
    return tuple(names)


def _measure_length(first: str, text: str) -> int:
    """How much of the first name the second one's measure replaces: 建档率 by 电子化率, 数量 by 所占比重."""
    if first.endswith("率"):
        return 3
    found = re.search(rf"{phrases.MEASURE}$", first)
    return len(found[0]) if found else len(text)


def _belonging(parts: list[Part]) -> tuple[str, ...] | None:
    """儿童及其照护人健康素养: the second belongs to the first."""
    first, last = parts[0].text, parts[-1].text
    head = _head_end(last, _kind_at_end(first))
    if head is None:
        return None
    return (first + last[head:], first + last)


def _with_heads(texts: list[str]) -> tuple[str, ...] | None:
    """Members of one kind before a common ending."""
    texts = [_insured(text) for text in texts[:-1]] + texts[-1:]
    first, last = texts[0], texts[-1]
    if _CATEGORY.search(last):
        return None
    kind = _kind_at_end(first)
    end = _head_end(last, kind)
    if end is None:
        kind, end = None, _repeated_end(first, last)
    if end is None:
        return _of_each_rate(texts)
    heads, ending = [*texts[:-1], last[:end]], re.sub(r"^等[^的]{0,6}的?(?=.*(?:率|比例)$)", "", last[end:])
    if kind is None:
        return tuple(head + ending for head in heads)
    if any(_word_in(head, kind) is None for head in heads):
        return _of_each_rate(texts)
    names, prefix = [], ""
    for head in heads:
        word = _word_in(head, kind) or ""
        own = head[: head.rfind(word)]
        if own:
            prefix = own
        names.append((head if own else prefix + head) + ending)
    return _with_first_group(names, kind)


_AMONG_WHOM = re.compile(r"^[\u4e00-\u9fff]{2,10}?(?:人口|人群|家庭|地区|群体|人员)(?:中的?|的)")


def _with_first_group(names: list[str], kind: str) -> tuple[str, ...]:
    """妇女艾滋病、性病感染率, 流动人口中婴儿和5岁以下儿童死亡率: whom the first speaks of goes for all."""
    among = _AMONG_WHOM.match(names[0])
    if among:
        rest = [name if _AMONG_WHOM.match(name) else among[0] + name for name in names[1:]]
        return (names[0], *rest)
    if kind == "role" and (women := re.match(r"女性|妇女", names[0])):
        return tuple(name if re.search(r"[女男妇]", name) else women[0] + name for name in names)
    group = phrases.group_of(names[0]) if kind in ("disease", "condition") else None
    if not group:
        return tuple(names)
    return (names[0], *(name if phrases.group_of(name) else group + name for name in names[1:]))


def _insured(text: str) -> str:
    """失业、工伤保险: the word is said once for all."""
    return text + "保险" if (text + "保险").endswith(_KINDS["insurance"]) else text


def _enclosed(phrase: str) -> Expansion | None:
    """获得法律援助和司法救助的人数, 女性在人民陪审员、调解员中的占比: the list stands inside the phrase."""
    match = _SERVED.match(phrase)
    if match:
        return Expansion(tuple(f"{match['verb']}{part.text}的{match['end']}" for part in parts_of(match["list"])))
    match = _SEATED.match(phrase)
    if not match or "、" not in match["list"] or _kind_at_end(match["list"]) not in ("role", "body", "people"):
        return None
    return Expansion(tuple(f"{match['verb']}{part.text}{match['end']}" for part in parts_of(match["list"])))


def is_guess(phrase: str) -> bool:
    """Whether a list was told apart by the form of its rate only, so that a person should look."""
    parts = [part.text for part in parts_of(phrase)]
    if len(parts) < 2 or all(phrases.is_countable(part) for part in parts):
        return False
    return _enclosed(phrase) is not None or (_kind_at_end(parts[0]) is None and _of_each_rate(parts) is not None)


def _all_measured(parts: list[Part]) -> bool:
    return all(phrases.is_countable(part.text) for part in parts)


def _of_each_rate(texts: list[str]) -> tuple[str, ...] | None:
    """心理行为异常和抑郁发生率: a rate of conditions or of uses is one of each member."""
    found = _EACH_RATE.search(texts[-1])
    heads = [*texts[:-1], texts[-1][: found.start()]] if found else []
    if not found or not all(heads) or any("等" in head or "伤害" in head or len(head) > 14 for head in heads):
        return None
    group = phrases.group_of(texts[0]) or ""
    if group == texts[0]:
        group = ""
    ending = found[0].removeprefix("的")
    names = [head if not group or head.startswith(group) or phrases.group_of(head) else group + head for head in heads]
    return tuple(name + ending for name in names)


def _kind_at_end(text: str) -> str | None:
    """The kind of the word a member ends in; the longest word decides."""
    bare = re.sub(r"（[^（）]*）$", "", text)
    found = [(len(word), kind) for kind, words in _KINDS.items() for word in words if bare.endswith(word)]
    return max(found)[1] if found else None


def _word_in(text: str, kind: str) -> str | None:
    return next((word for word in _KINDS[kind] if word in text), None)


def _head_end(last: str, kind: str | None) -> int | None:
    """Where the last member's own word ends and the common ending begins."""
    if kind is None:
        return None
    places = [(last.find(word), -len(word)) for word in _KINDS[kind] if word in last]
    if not places:
        return None
    start, length = min(places)
    bracket = re.match(r"（[^（）]*）", last[start - length :])
    return start - length + (bracket.end() if bracket else 0)


def _repeated_end(first: str, last: str) -> int | None:
    """特困家庭、低保家庭服务率: the end of the first member comes again in the last."""
    for size in (4, 3, 2):
        tail = first[-size:]
        place = last.find(tail)
        if place > _LONGER + len(first):
            continue  # 集中养育 and 社会散居孤儿…养育标准: the end comes again by chance
        if len(first) >= size and place >= 0 and place + size < len(last):
            return place + size
    place = last.find(first[-1])
    leave = first[-1] == "假" and last[place + 1 : place + 2] == "的"  # 休陪产假、育儿假的比例 is one share
    if first[-1] in _REPEATED_ONE and 0 < place < len(last) - 1 and not leave:
        return place + 1
    return None
