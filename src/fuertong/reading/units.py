"""Responsible units (责任单位) named at the end of a goal: roles, names, collectives."""

import re
from dataclasses import dataclass

from fuertong.reading.characters import plain
from fuertong.reading.wordlists import either

_LEAD = either("units.csv", "lead")
_SUPPORT = either("units.csv", "support")
_ENDING = either("units.csv", "ending")
_LEVEL = either("units.csv", "level")
_COLLECTIVE = re.compile(either("units.csv", "collective"))
_ROLE = rf"(?:{_LEAD}|{_SUPPORT})"
_OPEN = re.compile(rf"[（【\[〔]\s*(?={_ROLE}\s*[：:])|(?<=[。；，）])\s*(?={_ROLE}\s*[：:])|^\s*(?={_ROLE}\s*[：:])")
_LABEL = re.compile(rf"(?P<role>{_ROLE})\s*[：:]")
_IS_LEAD = re.compile(rf"^{_LEAD}$")
_AFTER = re.compile(r"^(?P<names>.+?)(?P<role>牵头负责|牵头|负责|配合|参与|协助|参加|分别负责|按职责(?:分工)?负责)$")
_NAME = re.compile(rf"^[\u4e00-\u9fffA-Za-z（）·“”]*{_ENDING}$")
_LAST_BRACKET = re.compile(r"[（【\[](?P<inside>[^（）【】\[\]]*+(?:（[^（）]*+）[^（）【】\[\]]*+)*+)[）】\]][。．]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who leads, who supports, which collectives; `text` is the goal's text without all that."""

    text: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    collective: tuple[str, ...] = ()
    collective_open: bool = False
    closed_early: bool = False


def read_units(text: str) -> Responsibility:
    """Take the units off the end of an item's text."""
    view = plain(text)
    opening = _OPEN.search(view)
    if opening:
        return _labelled(text[: opening.start()], view[opening.end() :])
    bracket = _LAST_BRACKET.search(view)
    if bracket:
        found = _unlabelled(text[: bracket.start()], bracket["inside"])
        if found:
            return found
    return Responsibility(text=text)


def _labelled(text: str, tail: str) -> Responsibility:
    early = re.search(r"[）】\]](?=[\u4e00-\u9fff])", _without_own_brackets(tail)) is not None
    tail = _rejoin(tail)
    labels = list(_LABEL.finditer(tail))
    lead: list[str] = []
    support: list[str] = []
    collective: list[str] = []
    is_open = False
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        names = tail[label.end() : after.start() if after else len(tail)]
        singles, groups, has_etc = split_units(names)
        (lead if _IS_LEAD.match(label["role"]) else support).extend(singles)
        collective.extend(groups)
        is_open = is_open or has_etc
    return Responsibility(
        text=text.rstrip(),
        lead=_unique(lead),
        support=_unique(support),
        collective=_unique(collective),
        collective_open=is_open,
        closed_early=early,
    )


def _without_own_brackets(tail: str) -> str:
    return re.sub(r"（[^（）]{1,12}）", "", tail)


def _rejoin(tail: str) -> str:
    """Mend a bracket closed too early: words repeated after it are the end of the name cut off."""
    tail = re.sub(r"[。．\s]+$", "", tail)
    inner = re.compile(r"[）】\]](?=[\u4e00-\u9fff])")
    found = inner.search(tail)
    while found:
        before, after = tail[: found.start()], tail[found.end() :]
        if before.count("（") > before[: found.start()].count("）") and "（" in before.rsplit("、", 1)[-1]:
            found = inner.search(tail, found.end())
            continue
        overlap = next((size for size in range(8, 1, -1) if before.endswith(after[:size]) and len(after) >= size), 0)
        tail = before + (after[overlap:] if overlap else ("" if after[:1] in "、，；" else "、") + after)
        found = inner.search(tail)
    opened = tail.count("（") - tail.count("）")
    while tail.endswith(("）", "】", "]")) and opened < 0:
        tail, opened = tail[:-1], opened + 1
    return tail.rstrip("】]")


def _unlabelled(text: str, inside: str) -> Responsibility | None:
    """（市卫生健康委牵头，市教育局配合） or a bracket that holds nothing but names of units."""
    lead: list[str] = []
    support: list[str] = []
    groups: list[str] = []
    is_open = False
    for part in re.split(r"[，；]", inside):
        role = _AFTER.match(part.strip())
        names = role["names"] if role else part
        singles, collective, has_etc = split_units(names)
        if (not singles and not collective) or not all(_NAME.match(name) for name in singles):
            return None
        leads = bool(role) and (
            "牵头" in (role["role"] if role else "") or ("负责" in (role["role"] if role else "") and not lead)
        )
        (lead if leads else support).extend(singles)
        groups.extend(collective)
        is_open = is_open or has_etc
    return Responsibility(
        text=text.rstrip(),
        lead=_unique(lead),
        support=_unique(support),
        collective=_unique(groups),
        collective_open=is_open,
    )


def split_units(names: str) -> tuple[list[str], list[str], bool]:
    """Single units, collectives, and whether the list ends in a bare 等."""
    singles: list[str] = []
    groups: list[str] = []
    is_open = False
    for part in _parts(names):
        name, is_group = part, bool(_COLLECTIVE.search(part))
        found = re.match(r"^(?P<unit>.+?)(?<![平高中同初均])等(?!级)(?P<rest>.*)$", part)
        if found:
            is_open = is_open or not found["rest"] or bool(re.match(r"(?:部门|单位|相关|有关)", found["rest"]))
            groups.extend([found["rest"]] if len(found["rest"]) > 2 else [])
            name, is_group = found["unit"], bool(_COLLECTIVE.search(found["unit"]))
        if name:
            (groups if is_group else singles).append(name)
    return singles, groups, is_open


def _parts(names: str) -> list[str]:
    result: list[str] = []
    depth, current = 0, ""
    for char in names:
        depth += (char in "（") - (char in "）")
        if char in "、，；,;\n" and depth <= 0:
            result.append(current)
            current = ""
        elif not char.isspace():
            current += char
    result.append(current)
    cleaned = [part.strip("。．.：: ") for part in result]
    return [name for part in cleaned if part for name in _both(part)]


def _both(part: str) -> list[str]:
    """市教育局和市妇联 are two units, 市文化和旅游局 is one: both sides must be whole names."""
    for joint in ("和", "及", "以及", "与"):
        first, found, second = part.partition(joint)
        if found and re.search(rf"{_ENDING}$", first) and re.match(rf"^{_LEVEL}", second) and _NAME.match(second):
            return [first, second]
    return [part]


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
