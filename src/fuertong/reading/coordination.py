"""Lists inside an indicator's name (并列): 新生儿、婴儿和5岁以下儿童死亡率 is three indicators with full names.

Split are outcomes, diseases, bodies, roles, groups and kinds of place with one value; never levels of government,
causes, lists inside a name, nor a share of a sum (公办园和普惠性民办园在园幼儿占比).
"""

import re
from dataclasses import dataclass

from fuertong.reading import phrases
from fuertong.reading.list_names import distribute, kind_at_end, of_each_rate, with_tail
from fuertong.reading.list_parts import Part, parts_of, with_levels

_SHARE = re.compile(r"(?:占比|比重|之比)$")
_AMONG = re.compile(r"中的?(?:女|男|少数民族)")
_SERVED = re.compile(
    r"^(?P<verb>[^、的]{0,12}?(?:获得|享受|享有|参加))(?P<list>[^的]+)的(?P<end>[^的]*(?:人数|比例|人次|占比))$"
)
_SEATED = re.compile(
    r"^(?P<verb>(?:妇女|女性|女干部|女党员)在)(?P<list>[^的]+?)(?P<end>(?:中|中间|当中|队伍中)的?[^的]*(?:比例|占比|比重))$"
)


@dataclass(frozen=True, slots=True)
class Expansion:
    """The full names, and whether the split (or leaving it unsplit) is a guess."""

    names: tuple[str, ...]
    guessed: bool = False


def expand(phrase: str, *, values: int = 1, shared: bool = False) -> Expansion:
    """The indicators a phrase names, for so many values; `shared` when 分别 or 均 says the list is one of several."""
    if values == 2 and phrase.startswith("城乡"):
        return Expansion(("城市" + phrase[2:], "农村" + phrase[2:]))
    if values > 1 and (each := _each(phrase, values)):
        return Expansion(each)
    parts = with_levels(parts_of(phrase))
    if len(parts) == 1:
        return Expansion((phrase,), guessed=values > 1)
    if _is_one(phrase, parts):
        return Expansion((phrase,))
    shaped = _shaped(phrase, parts, values=values, shared=shared)
    if shaped:
        return shaped
    groups = _groups(phrase, parts) if values == 1 else []
    if groups:
        expanded = [expand(group, shared=shared) for group in groups]
        every = tuple(name for one in expanded for name in one.names)
        return Expansion(every, any(one.guessed for one in expanded))
    if values > 1 and values != len(parts):
        return Expansion((phrase,), guessed=True)
    names = distribute(parts)
    if values > 1:
        return Expansion(names or with_tail([part.text for part in parts]), guessed=names is None)
    short = any(len(part.text) == 1 for part in parts)
    mixed = names is None and any(phrases.is_countable(part.text) for part in parts[:-1])
    if names is None:
        broken = any(kind_at_end(part.text) in ("body", "role", "disease", "condition") for part in parts[:-1])
        return Expansion((phrase,), guessed=short or mixed or broken or ("等" not in phrase and not shared))
    if re.search(r"知识|知晓|意识", phrase) and not _each_known(parts):
        return Expansion((phrase,))
    if _SHARE.search(phrase) and not shared and not _AMONG.search(phrase) and not _all_measured(parts):
        return Expansion((phrase,), guessed=True)
    return Expansion(names, guessed=short)


def _each(phrase: str, values: int) -> tuple[str, ...]:
    """省、市、县三级… and 轻、中、重度…: a name for each of so many values; empty where the phrase is no such list."""
    degrees = _DEGREES.match(phrase)
    if degrees and len(found := re.findall(r"极?[轻中重]", degrees["degrees"])) == values:
        return tuple(f"{degrees['before']}{degree}度{degrees['rest']}" for degree in found)
    each = _EACH_LEVEL.match(phrase)
    if each and len(levels := re.findall(r"[国省市州盟县区旗乡镇村]", each["levels"])) == values:
        return tuple(f"{level}级{each['rest'].lstrip('的')}" for level in levels)
    return ()


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


_DEGREES = re.compile(
    r"^(?P<before>[^、]*?)(?P<degrees>极?[轻中重]度?(?:[、和及]极?[轻中重]度?)+)(?<=度)(?P<rest>[^、]{3,})$"
)
_EACH_LEVEL = re.compile(
    r"^(?P<levels>[国省市州盟县区旗乡镇村](?:级)?(?:[、和]?[省市州盟县区旗乡镇村](?:级)?)+)(?:[两二三四五]级)?(?P<rest>[^、]{3,})$"
)


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


def _enclosed(phrase: str) -> Expansion | None:
    """获得法律援助和司法救助的人数, 女性在人民陪审员、调解员中的占比: the list stands inside the phrase."""
    match = _SERVED.match(phrase)
    if match:
        return Expansion(tuple(f"{match['verb']}{part.text}的{match['end']}" for part in parts_of(match["list"])))
    match = _SEATED.match(phrase)
    if not match or "、" not in match["list"] or kind_at_end(match["list"]) not in ("role", "body", "people"):
        return None
    return Expansion(tuple(f"{match['verb']}{part.text}{match['end']}" for part in parts_of(match["list"])))


def is_guess(phrase: str) -> bool:
    """Whether a list was told apart by the form of its rate only, so that a person should look."""
    parts = [part.text for part in parts_of(phrase)]
    if len(parts) < 2 or all(phrases.is_countable(part) for part in parts):
        return False
    return _enclosed(phrase) is not None or (kind_at_end(parts[0]) is None and of_each_rate(parts) is not None)


def _each_known(parts: list[Part]) -> bool:
    """Whether each member has a rate, or a knowledge, of its own (A知识和B知识知晓率)."""
    return _all_measured(parts) or all("知识" in part.text for part in parts)


def _all_measured(parts: list[Part]) -> bool:
    return all(phrases.is_countable(part.text) for part in parts)
