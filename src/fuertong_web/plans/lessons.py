"""What corrections teach (改法): a target read so and changed so, left out, or added where the reader saw none.

A lesson is known by the words of its quote with the numbers left open, by the name as read and the gap. Where the
same words come again the whole correction is made again; where only the numbers differ, everything but the numbers;
where only the name as read comes again, the name alone.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum

from fuertong.catalogue import normal_name
from fuertong.model.plan import Confidence
from fuertong_web.plans.reading_tree import Node, find

WAS, LEFT_OUT = "was", "left_out"
FIELDS = (
    "indicator", "kind", "comparator", "value", "value2", "unit", "direction", "base_year", "deadline", "gap",
    "against", "reference", "each", "group", "scope", "strength", "slow", "implied",
)  # fmt: skip
_NUMBERS = frozenset({"value", "value2", "base_year", "deadline"})
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SHORTEST_NAME = 3

Key = tuple[str, str, str]


class Act(StrEnum):
    """What was done to a target as read."""

    CHANGE = "change"
    DROP = "drop"
    ADD = "add"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One correction to be made again; `fields` are the new values."""

    key: Key
    act: Act
    quote: str
    fields: Node = field(default_factory=dict)


def squeezed(text: str | None) -> str:
    """The words without spaces, in plain width."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def pattern_of(quote: str | None) -> str:
    """The words with every number left open."""
    return _DIGITS.sub("#", squeezed(quote))


def key_of(target: Node) -> Key:
    """By what a target of a later reading is known again."""
    return pattern_of(target.get("quote")), normal_name(target.get("indicator") or ""), target.get("gap") or ""


def learn(read: Node, now: Node, *, retaught: Iterable[str] = ()) -> Iterator[Lesson]:
    """The lessons of one plan from the reading and the corrected plan.

    `retaught` are the goals that remembered corrections changed: what stands there as it was read, stays as read.
    """
    again = set(retaught)
    for domain in read["domains"]:
        after = find(now, domain["id"])
        if after is None:
            continue
        standing = {(goal["id"], target["id"]): target for goal in after["goals"] for target in goal["targets"]}
        known = {(goal["id"], target["id"]) for goal in domain["goals"] for target in goal["targets"]}
        strangers = [target for place, target in standing.items() if place not in known]
        for goal in domain["goals"]:
            path = f"{domain['id']}/{goal['id']}"
            if find(now, path) is None:
                continue
            for target in goal["targets"]:
                yield from _of_target(target, standing.get((goal["id"], target["id"])), strangers, path in again)
        words = {goal["id"]: squeezed(goal["text"]) for goal in after["goals"]}
        homes = {id(target): words[goal] for (goal, _), target in standing.items()}
        quoted = {pattern_of(target.get("quote")) for goal in domain["goals"] for target in goal["targets"]}
        yield from (_added(row) for row in strangers if _of_the_text(row, homes[id(row)], quoted))


def _of_target(read: Node, now: Node | None, strangers: list[Node], retaught: bool) -> Iterator[Lesson]:
    key, quote = key_of(read), squeezed(read.get("quote"))
    if not quote:
        return
    if now is None:
        moved = next((row for row in strangers if key_of(row) == key), None)
        if moved is None:
            yield Lesson(key=key, act=Act.DROP, quote=quote)
        else:
            strangers.remove(moved)
        return
    fields = {name: now.get(name) for name in FIELDS if (now.get(name) or None) != (read.get(name) or None)}
    if fields:
        yield Lesson(key=key, act=Act.CHANGE, quote=quote, fields=fields)
    elif retaught:
        yield Lesson(key=key, act=Act.KEEP, quote=quote)


def _of_the_text(target: Node, goal: str, quoted: set[str]) -> bool:
    """Whether the words of an added target stand in its goal's text; a row of an annex put there teaches nothing."""
    quote = squeezed(target.get("quote"))
    return bool(quote) and (quote in goal or pattern_of(quote) in quoted)


def _added(target: Node) -> Lesson:
    fields = {name: target.get(name) for name in (*FIELDS, "quote")}
    return Lesson(key=key_of(target), act=Act.ADD, quote=squeezed(target["quote"]), fields=fields)


class Lessons:
    """All lessons of a place; a later one takes the place of an earlier one."""

    def __init__(self, rows: Iterable[Lesson]) -> None:
        self._own: dict[Key, Lesson] = {}
        self._added: dict[Key, Lesson] = {}
        self._names: dict[str, str] = {}
        for row in rows:
            if row.act is Act.ADD:
                self._added[row.key] = row
                continue
            self._own[row.key] = row
            if row.act is Act.CHANGE and row.fields.get("indicator") and len(row.key[1]) >= _SHORTEST_NAME:
                self._names[row.key[1]] = row.fields["indicator"]
            elif row.act is Act.KEEP:
                self._names.pop(row.key[1], None)
                self._added = {key: each for key, each in self._added.items() if key[0] != row.key[0]}

    def __bool__(self) -> bool:
        return bool(self._own or self._added)

    def standing(self) -> list[Lesson]:
        """The lessons that change something, the oldest first."""
        return [row for row in (*self._own.values(), *self._added.values()) if row.act is not Act.KEEP]

    def taught(self, goal: Node) -> Node:
        """The goal with every lesson that fits it; the same goal when none does."""
        targets: list[Node] = []
        left_out: list[Node] = []
        for target in goal["targets"]:
            new = self._target(target)
            if new is None:
                left_out.append(deepcopy(target))
            else:
                targets.append(new)
        more = list(self._more(goal, targets, [*targets, *left_out]))
        if not more and not left_out and targets == goal["targets"]:
            return goal
        return goal | {"targets": [*targets, *more]} | ({LEFT_OUT: left_out} if left_out else {})

    def _target(self, target: Node) -> Node | None:
        lesson = self._own.get(key_of(target))
        if lesson is None:
            name = self._names.get(normal_name(target.get("indicator") or ""))
            return _changed(target, {"indicator": name}, exact=False) if name else target
        if lesson.act is Act.DROP:
            return None
        if lesson.act is Act.KEEP:
            return target
        exact = lesson.quote == squeezed(target.get("quote"))
        return _changed(target, lesson.fields if exact else _open(lesson.fields), exact=exact)

    def _more(self, goal: Node, targets: list[Node], taken: list[Node]) -> Iterator[Node]:
        words = squeezed(goal["text"])
        names = {(normal_name(row["indicator"]), row.get("gap") or "") for row in targets}
        number = max((int(row["id"][1:]) for row in taken), default=0)
        for lesson in self._added.values():
            if (lesson.key[1], lesson.key[2]) in names:
                continue
            twin = next((row for row in goal["targets"] if pattern_of(row.get("quote")) == lesson.key[0]), None)
            if lesson.quote in words:
                fields = dict(lesson.fields)
            elif twin is not None and lesson.key[0]:
                fields = {name: twin.get(name) for name in (*_NUMBERS, "quote")} | _open(lesson.fields)
                fields["quote"] = twin["quote"]
            else:
                continue
            number += 1
            yield fields | {"id": f"t{number}", "confidence": Confidence.SURE.value, WAS: {}}


def _open(fields: Node) -> Node:
    """The fields without the numbers."""
    return {name: value for name, value in fields.items() if name not in _NUMBERS}


def _changed(target: Node, fields: Node, *, exact: bool) -> Node:
    if all((target.get(name) or None) == (value or None) for name, value in fields.items()):
        return target
    confidence = Confidence.SURE.value if exact else target.get("confidence") or Confidence.SURE.value
    return deepcopy(target) | fields | {"confidence": confidence, WAS: deepcopy(target)}
