"""Responsible units (责任单位) named at the end of a goal: roles, names, collectives.

A list is labelled (牵头单位：…；责任单位：…), said (由…牵头，…配合) or bare (（县卫健局、县财政局）), in any bracket,
in a line of its own or after the last sentence. Where nobody leads but others only support (责任单位 beside 配合单位),
the responsible units lead.
"""

import re
from dataclasses import dataclass, field

from fuertong.reading.characters import plain
from fuertong.reading.unit_lists import is_placed, is_unit, split_units
from fuertong.reading.wordlists import either

_LEAD = either("units.csv", "lead")
_MAIN = either("units.csv", "main")
_SUPPORT = either("units.csv", "support")
_BESIDE = either("units.csv", "beside")
_ROLE = rf"(?:{_LEAD}|{_MAIN}|{_SUPPORT}|{_BESIDE})"
_COLON = r"\s*(?:为|是|有)?\s*[：:]"
_FRAMED_ROLE = re.compile(rf"[【\[（〈<](?P<role>{_ROLE})[】\]）〉>](?P<colon>：?)(?=\s*[\u4e00-\u9fff])")
_LEADS = re.compile(r"^(?P<name>.+?)(?:（(?:牵头|主责|主办)(?:单位|部门)?）|[*★☆▲△#])$")
_ROLES_SAID = re.compile(r"(?:牵头|主办|配合|参与|协办|参加)(?:[，；。]|$)")
_OPENERS, _CLOSERS = "（【[<〈{", "）】]>〉}"
_NAMED_ROLE = r"(?:牵头|责任|主要责任|主责|主办|配合|参加|参与|协助|协办|负责|落实)(?:单位|部门)"
_OPEN = re.compile(
    rf"[{re.escape(_OPENERS)}]\s*(?={_ROLE}{_COLON})|(?<=[。；，）.—])\s*(?={_ROLE}{_COLON})|^\s*(?={_ROLE}{_COLON})"
    rf"|(?<=[\u4e00-\u9fff%‰])\s*(?={_NAMED_ROLE}\s*：)"
)
_LABEL = re.compile(rf"(?P<role>{_ROLE}){_COLON}")
_ROLE_LINE = re.compile(rf"^[\s{re.escape(_OPENERS)}]*{_ROLE}{_COLON}")
_SAID = re.compile(
    r"^(?:由)?(?P<names>.+?)(?P<role>牵头负责|牵头组织实施|牵头落实|牵头|主办|负责|配合|参与|协助|协办|参加|共同落实|分别负责"
    r"|按照?(?:各自)?职责(?:分工)?(?:分别)?负责)$"
)
_LAST_BRACKET = re.compile(
    r"[（【\[<〈{](?P<inside>[^（）【】\[\]<>〈〉{}]*+(?:（[^（）]*+）[^（）【】\[\]<>〈〉{}]*+)*+)[）】\]>〉}][。．.；]?$"
)
_HALF_BRACKET = re.compile(
    r"[（【\[<〈{]([^（）【】\[\]<>〈〉{}。]{3,200})[。．.；]?$|(?<=[。；])([^（【\[<〈{。；]{3,200})[）】\]>〉}][。．.；]?$"
)
_KINDS = {"lead": re.compile(rf"^{_LEAD}$"), "main": re.compile(rf"^{_MAIN}$"), "beside": re.compile(rf"^{_BESIDE}$")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who leads, who supports, which collectives; `text` is the goal's text without all that."""

    text: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    collective: tuple[str, ...] = ()
    collective_open: bool = False
    closed_early: bool = False


@dataclass(slots=True)
class _Found:
    """Units gathered from the lists of one item."""

    lead: list[str] = field(default_factory=list)
    main: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    collective: list[str] = field(default_factory=list)
    is_open: bool = False

    def add(self, role: str, names: str) -> None:
        """Take in the names of one role; remarks such as 完成时限 name nobody."""
        if role == "beside":
            return
        said = _said(names.strip("；，。 ")) if _ROLES_SAID.search(names) else None
        if said:
            self.take(said)
            return
        singles, groups, has_etc = split_units(names)
        named = [_LEADS.match(name) for name in singles]
        self.lead.extend(found["name"] for found in named if found)
        singles = [name for name, found in zip(singles, named, strict=True) if not found]
        {"lead": self.lead, "main": self.main}.get(role, self.support).extend(singles)
        self.collective.extend(groups)
        self.is_open = self.is_open or has_etc

    def take(self, other: "_Found") -> None:
        """Take in what another list says."""
        self.lead += other.lead
        self.main += other.main
        self.support += other.support
        self.collective += other.collective
        self.is_open = self.is_open or other.is_open

    def responsibility(self, text: str, *, early: bool = False) -> Responsibility:
        """The units by role: 责任单位 lead only where others are named to support them and nobody else leads."""
        promoted = not self.lead and bool(self.support)
        leads = self.main if promoted else self.lead
        rest = self.support if promoted else [*self.main, *self.support]
        return Responsibility(
            text=text,
            lead=_unique(leads),
            support=_unique(rest),
            collective=_unique(self.collective),
            collective_open=self.is_open,
            closed_early=early,
        )


def starts_with_role(text: str) -> bool:
    """Whether a line is a list of units (牵头单位：…), with or without a bracket."""
    return bool(_ROLE_LINE.match(plain(text)))


def ends_in_units(text: str) -> bool:
    """Whether a text ends in a labelled list of units whose last name looks whole."""
    view = plain(text[-400:])
    labels = list(_LABEL.finditer(view))
    if not labels:
        return False
    last = re.split(r"[、，；：:]", view[labels[-1].end() :])[-1].strip()
    return is_unit(last.removesuffix("等"))


def read_units(text: str) -> Responsibility:
    """Take the units off the end of an item's text; a list inside the text is taken out of it."""
    view = _FRAMED_ROLE.sub(lambda found: f" {found['role']}：" + " " * len(found["colon"]), plain(text))
    opening = _OPEN.search(view)
    if opening:
        return _labelled(text, view, opening)
    bracket = _LAST_BRACKET.search(view) or _HALF_BRACKET.search(view)
    if bracket:
        found = _said(next(words for words in bracket.groups() if words is not None))
        if found:
            return found.responsibility(text[: bracket.start()].rstrip())
    return Responsibility(text=text)


def _labelled(text: str, view: str, opening: re.Match[str]) -> Responsibility:
    found, kept, early, place = _Found(), [text[: opening.start()].rstrip(" —－-")], False, opening.end()
    while True:
        end = _closing(view, place) if opening[0].strip() else None
        rest = view[end + 1 :] if end is not None else ""
        if end is None or _goes_on_with_names(rest):
            early = early or (end is not None and bool(rest.strip("。．. 》"))) or _closed_inside(view[place:])
            _take_labelled(found, _rejoin(view[place:]))
            break
        _take_labelled(found, view[place:end])
        following = _OPEN.search(rest)
        words = rest[: following.start()] if following else rest
        if words.strip("。；，．. "):
            kept.append(
                text[end + 1 : end + 1 + len(words)].lstrip("。；，")
                if kept[-1].endswith(("。", "；"))
                else text[end + 1 : end + 1 + len(words)]
            )
        if not following:
            break
        opening, place = following, end + 1 + following.end()
    return found.responsibility("".join(kept).rstrip(), early=early)


def _closing(view: str, place: int) -> int | None:
    """Where the bracket opened before `place` closes."""
    depth = 1
    for position in range(place, len(view)):
        if view[position] in _OPENERS:
            depth += 1
        elif view[position] in _CLOSERS:
            depth -= 1
            if depth == 0:
                return position
    return None


def _goes_on_with_names(rest: str) -> bool:
    """Whether the words after a closed bracket are still names: the bracket was closed too early."""
    words = rest.strip("。．. ")
    if not words:
        return False
    if _OPEN.search(words) and words[:1] in _OPENERS:
        return False
    if _LABEL.match(words) or words[:1] in "、；":
        return True
    parts = re.split(r"[、，；]", words.rstrip("".join(_CLOSERS)))
    return all(is_unit(part.strip()) or bool(_LABEL.match(part.strip())) for part in parts)


def _closed_inside(tail: str) -> bool:
    return re.search(r"[）】\]](?=[\u4e00-\u9fff])", re.sub(r"（[^（）]{1,12}）", "", tail)) is not None


def _take_labelled(found: _Found, tail: str) -> None:
    labels = list(_LABEL.finditer(tail))
    before = tail[: labels[0].start()] if labels else tail
    if said := _said(before.strip("；，。 ")):
        found.take(said)
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        names = tail[label.end() : after.start() if after else len(tail)]
        role = next((kind for kind, pattern in _KINDS.items() if pattern.match(label["role"])), "support")
        found.add(role, names)


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
    while tail.endswith(tuple(_CLOSERS)) and opened < 0:
        tail, opened = tail[:-1], opened + 1
    return tail.rstrip("】]〉>}")


def _said(inside: str) -> _Found | None:
    """市卫生健康委牵头，市教育局配合, or nothing but names of units; None when a word is neither."""
    result = _Found()
    for part in re.split(r"[，；。]", inside):
        words = part.strip()
        if not words:
            continue
        said = _SAID.match(words)
        names, role = (said["names"], said["role"]) if said else (words, "")
        joint = names.partition("会同")
        singles, groups, has_etc = split_units(joint[0] if joint[1] and joint[0] else names)
        helpers, more, _ = split_units(joint[2]) if joint[1] and joint[0] else ([], [], False)
        known = [*singles, *helpers]
        if not (known or groups or more) or not all(is_unit(name) and (role or is_placed(name)) for name in known):
            if re.search(r"下同|不再列出|牵头单位", words):
                continue
            return None
        leads = "牵头" in role or role == "主办" or bool(joint[1] and joint[0]) or (role == "负责" and not result.lead)
        bucket = result.lead if leads else (result.support if role in _HELPING else result.main)
        bucket.extend(singles)
        result.support.extend(helpers)
        result.collective.extend([*groups, *more])
        result.is_open = result.is_open or has_etc
    return result if result.lead or result.main or result.support or result.collective else None


_HELPING = frozenset(["配合", "参与", "协助", "协办", "参加", "共同落实"])


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
