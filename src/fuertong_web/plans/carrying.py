"""Work done on an earlier document of the same plan (征求意见稿 → 印发稿) carried over to the new reading.

What the new document says word for word as the earlier one said it keeps the corrections and looks it got; what it
says differently is read and asked anew.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from fuertong.planning.likeness import same_words
from fuertong.planning.matching import match_goals
from fuertong_web.plans.core_tree import plan_of_tree
from fuertong_web.plans.lessons import FIELDS, LEFT_OUT, squeezed
from fuertong_web.plans.reading_tree import Node, find

_UNITS = ("lead", "support", "collective")


@dataclass(slots=True, kw_only=True)
class Carried:
    """Goals of the new reading with the earlier work in them, None for a goal that was no goal; and what was seen."""

    goals: dict[str, Node | None] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    checked: list[str] = field(default_factory=list)


def carry(read: Node, now: Node, checked: list[str], new: Node) -> Carried:
    """Bring the work between `read` (as read) and `now` (as corrected) into the `new` reading."""
    found = Carried()
    seen = set(checked)
    for pair in match_goals(plan_of_tree(read), plan_of_tree(new)):
        if pair.old is None or pair.new is None:
            continue
        old_domain, domain = read["domains"][pair.old.at[0]], new["domains"][pair.new.at[0]]
        was, goal = old_domain["goals"][pair.old.at[1]], domain["goals"][pair.new.at[1]]
        old_path, path = f"{old_domain['id']}/{was['id']}", f"{domain['id']}/{goal['id']}"
        mine = find(now, old_path)
        title = find(now, old_domain["id"])
        if title and title["title"] != old_domain["title"] and same_words(old_domain["title"], domain["title"]):
            found.titles[domain["id"]] = title["title"]
        if mine is None:
            if same_words(was["text"], goal["text"]):
                found.goals[path] = None
            continue
        after, pairs = _goal(was, mine, goal)
        if after != goal:
            found.goals[path] = after
        found.checked += [f"{path}/{new_id}" for old_id, new_id in pairs if f"{old_path}/{old_id}" in seen]
    return found


def _goal(was: Node, mine: Node, goal: Node) -> tuple[Node, list[tuple[str, str]]]:
    """The new goal with what was done to the old one, and which old target is which new one (ids)."""
    after = deepcopy(goal)
    if mine["text"] != was["text"] and same_words(was["text"], goal["text"]):
        after["text"] = mine["text"]
    for part in _UNITS:
        if list(mine.get(part) or []) != list(was.get(part) or []) and (was.get(part) or []) == (goal.get(part) or []):
            after[part] = list(mine.get(part) or [])
    mates = dict(_mates(was["targets"], goal["targets"]))
    now = {target["id"]: target for target in mine["targets"]}
    targets: list[Node] = []
    pairs: list[tuple[str, str]] = []
    gone: list[Node] = []
    for target in goal["targets"]:
        old = mates.get(target["id"])
        if old is None:
            targets.append(deepcopy(target))
        elif old["id"] in now:
            own = {name: now[old["id"]].get(name) for name in (*FIELDS, "quote", "confidence")}
            changed = any((own[name] or None) != (old.get(name) or None) for name in own)
            targets.append(deepcopy(target) | own if changed else deepcopy(target))
            pairs.append((old["id"], target["id"]))
        else:
            gone.append(deepcopy(target))
    after["targets"] = targets + _added(was, mine, goal, [*targets, *gone])
    if gone:
        after[LEFT_OUT] = gone
    return after, pairs


def _mates(old: list[Node], new: list[Node]) -> Iterator[tuple[str, Node]]:
    """New target id and the old target that reads exactly the same."""
    left = list(old)
    for target in new:
        same = next((row for row in left if _is_same(row, target)), None)
        if same is not None:
            left.remove(same)
            yield target["id"], same


def _is_same(one: Node, other: Node) -> bool:
    fields = ("quote", *FIELDS)
    return all(squeezed(str(one.get(name) or "")) == squeezed(str(other.get(name) or "")) for name in fields)


def _added(was: Node, mine: Node, goal: Node, taken: list[Node]) -> list[Node]:
    """Targets a person had added whose words still stand."""
    known = {target["id"] for target in was["targets"]}
    number = max((int(row["id"][1:]) for row in taken), default=0)
    rows = []
    for target in mine["targets"]:
        if target["id"] in known or not target.get("quote"):
            continue
        if squeezed(target["quote"]) in squeezed(goal["text"]):
            number += 1
            rows.append(deepcopy(target) | {"id": f"t{number}"})
    return rows
