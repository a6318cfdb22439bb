"""Full names of the members of a list (并列展开): what one member says goes for those that leave it out."""

import re

from fuertong.reading import phrases
from fuertong.reading.list_parts import Part
from fuertong.reading.wordlists import rows

_EACH_RATE = re.compile(
    r"(?:的|人群|报告|粗|标化)?(?:患病|发病|发生|感染|检出|死亡|病死|致残|致死|使用|佩戴|参保|接种|筛查|治疗|早诊早治|诊治)(?:率|人数)$"
)
_CATEGORY = re.compile(r"等[^级的率]{0,8}(?:病|疾病|缺陷|肿瘤|问题)(?=.*率$)")
_LONGER = 6
_REPEATED_ONE = "癌症病率园校院镇村乡区县族险金费室站点厅馆所队岗课会员假"


def _kinds() -> dict[str, tuple[str, ...]]:
    result: dict[str, list[str]] = {}
    for row in rows("kinds.csv", key="word+kind"):
        result.setdefault(row["kind"], []).append(row["word"])
    return {kind: tuple(sorted(words, key=len, reverse=True)) for kind, words in result.items()}


_KINDS = _kinds()


def distribute(parts: list[Part]) -> tuple[str, ...] | None:
    """Full names of all members, None when the list is not one of equals."""
    if any(part.own for part in parts):
        return _belonging(parts) if len(parts) == 2 else _with_heads([part.text for part in parts])
    countable = [phrases.is_countable(part.text) for part in parts]
    if all(countable):
        return _with_measures([part.text for part in parts])
    if countable[-1] and any(countable[:-1]):
        return None
    return _with_heads([part.text for part in parts])


def with_tail(texts: list[str]) -> tuple[str, ...]:
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
    head = _head_end(last, kind_at_end(first))
    if head is None:
        return None
    return (first + last[head:], first + last)


def _with_heads(texts: list[str]) -> tuple[str, ...] | None:
    """Members of one kind before a common ending."""
    texts = [_insured(text) for text in texts[:-1]] + texts[-1:]
    first, last = texts[0], texts[-1]
    if _CATEGORY.search(last):
        return None
    kind = kind_at_end(first)
    end = _head_end(last, kind)
    if end is None:
        kind, end = None, _repeated_end(first, last)
    if end is None:
        return of_each_rate(texts)
    heads, ending = [*texts[:-1], last[:end]], re.sub(r"^等[^的]{0,6}的?(?=.*(?:率|比例)$)", "", last[end:])
    if kind is None:
        return tuple(head + ending for head in heads)
    if any(_word_in(head, kind) is None for head in heads):
        return of_each_rate(texts)
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


def of_each_rate(texts: list[str]) -> tuple[str, ...] | None:
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


def kind_at_end(text: str) -> str | None:
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
