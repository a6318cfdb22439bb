"""Edits of the goals of one domain in a draft (目标的拆、并、移): each gives new goals and says where targets went.

Targets go with their words: a target belongs to the goal in whose text its quote stands.
"""

import re
from collections.abc import Sequence
from copy import deepcopy

from fuertong.errors import FuertongError
from fuertong_web.plans.reading_tree import Node, new_id

_PRINTED_NUMBER = re.compile(r"^\s*[（(]?\d{1,2}\s*[.．、)）]\s*")
_UNITS = ("lead", "support", "collective")
Moves = dict[str, str]


def split_goal(domain: Node, goal_id: str, parts: Sequence[str]) -> tuple[list[Node], Moves]:
    """The goals of a domain with one cut into several; the units stay with each part."""
    texts = [text for part in parts if (text := _PRINTED_NUMBER.sub("", " ".join(part.split())))]
    if len(texts) < 2:
        raise FuertongError("拆分后至少要有两条目标，请在要断开的地方换行。")
    goals: list[Node] = deepcopy(domain["goals"])
    at = _position(goals, goal_id)
    whole = goals[at]
    made = [whole | {"text": texts[0], "targets": []}]
    for text in texts[1:]:
        number = (made[-1].get("no") or 0) + 1
        made.append(deepcopy(whole) | {"id": new_id([*goals, *made], "g"), "no": number, "text": text, "targets": []})
    moves = _deal(domain["id"], whole, made)
    return _renumbered([*goals[:at], *made], goals[at + 1 :]), moves


def merged_goals(domain: Node, goal_id: str, other_id: str) -> tuple[list[Node], Moves]:
    """The goals of a domain with `other_id` taken into `goal_id`: text, targets and units of both, in their order."""
    goals: list[Node] = deepcopy(domain["goals"])
    one, other = _position(goals, goal_id), _position(goals, other_id)
    if one == other:
        raise FuertongError("请选择要并入的另一条目标。")
    first, second = goals[min(one, other)], goals[max(one, other)]
    first["text"] = f"{first['text'].rstrip()}{second['text'].lstrip()}"
    for part in _UNITS:
        first[part] = list(dict.fromkeys([*(first.get(part) or []), *(second.get(part) or [])]))
    moves = _take(domain["id"], first, second, second["targets"])
    del goals[max(one, other)]
    return goals, moves


def moved_text(domain: Node, goal_id: str, other_id: str, texts: tuple[str, str]) -> tuple[list[Node], Moves]:
    """Both goals with the words as given; a target whose words went over goes with them."""
    if not all(text.strip() for text in texts):
        raise FuertongError("两条目标都要留有文字；要合成一条，请用“并”。")
    goals: list[Node] = deepcopy(domain["goals"])
    pair = [goals[_position(goals, goal_id)], goals[_position(goals, other_id)]]
    for goal, text in zip(pair, texts, strict=True):
        goal["text"] = " ".join(text.split())
    moves: Moves = {}
    for goal, mate in (pair, pair[::-1]):
        gone = [row for row in goal["targets"] if not _says(goal, row) and _says(mate, row)]
        goal["targets"] = [row for row in goal["targets"] if row not in gone]
        moves |= _take(domain["id"], mate, goal, gone)
    return goals, moves


def _position(goals: list[Node], goal_id: str) -> int:
    found = next((place for place, goal in enumerate(goals) if goal["id"] == goal_id), None)
    if found is None:
        raise FuertongError("这条目标已被删除或合并，请刷新页面后再改。")
    return found


def _says(goal: Node, target: Node) -> bool:
    quote = "".join((target.get("quote") or "").split())
    return bool(quote) and quote in "".join(goal["text"].split())


def _deal(domain_id: str, whole: Node, parts: list[Node]) -> Moves:
    moves: Moves = {}
    for target in whole["targets"]:
        home = next((part for part in parts if _says(part, target)), parts[0])
        if home["id"] == whole["id"]:
            home["targets"].append(target)
        else:
            moves |= _take(domain_id, home, whole, [target])
    return moves


def _take(domain_id: str, home: Node, source: Node, rows: Sequence[Node]) -> Moves:
    """Put targets of `source` into `home` under ids of its own; old path → new path."""
    moves: Moves = {}
    for row in rows:
        own = row | {"id": new_id(home["targets"], "t")}
        home["targets"].append(own)
        moves[f"{domain_id}/{source['id']}/{row['id']}"] = f"{domain_id}/{home['id']}/{own['id']}"
    return moves


def _renumbered(first: list[Node], rest: list[Node]) -> list[Node]:
    """The goals after a cut, one number later each where the numbers would be given twice."""
    last = first[-1].get("no") or 0
    for goal in rest:
        if (goal.get("no") or 0) > last:
            break
        last += 1
        goal["no"] = last
    return [*first, *rest]
