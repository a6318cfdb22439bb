"""The members of a list in an indicator's name (并列成员): where it is joined, and what is no member of its own."""

import re
from dataclasses import dataclass

_JOINT = re.compile(
    r"、|以及|及其|(?<![共饱缓])和(?!谐|平|睦|田|美)|(?<![参给授])与(?!会)|(?<![普涉遍波以顾])及(?!时|其|格|早|以|笄)|(?<![设])并(?!发|轨|购|存|重)"
)
_OPEN, _CLOSE = "（《“", "）》”"


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a list; `own` when it is joined by 及其 and belongs to the first."""

    text: str
    own: bool = False


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


_LEVEL = re.compile(
    r"^(?:省|市|县|区|州|乡|镇|乡镇|旗|盟|自治区|自治州|街道|省级|市级|县级|乡级|县（[市区、旗]+）|全国|全省|全市|各)+$"
)


def with_levels(parts: list[Part]) -> list[Part]:
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
