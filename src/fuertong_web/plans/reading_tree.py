"""The reading of one plan as a tree of dicts (the JSON of `fuertong read`) with a path for each item: d3/g2/t1.

A path is given once at import and kept through corrections, so that marks, links and the log stay true.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from fuertong.model.plan import Confidence

Node = dict[str, Any]
_LETTERS = {"domains": "d", "goals": "g", "strategies": "s", "targets": "t"}


def with_ids(plan: Node) -> Node:
    """The plan with an `id` in every domain, goal, strategy and target."""
    for domain in _numbered(plan, "domains"):
        for goal in _numbered(domain, "goals"):
            _numbered(goal, "targets")
        _numbered(domain, "strategies")
    return plan


def _numbered(parent: Node, field: str) -> list[Node]:
    children: list[Node] = parent.setdefault(field, [])
    for position, child in enumerate(children, start=1):
        child["id"] = f"{_LETTERS[field]}{position}"
    return children


def new_id(siblings: Iterable[Node], letter: str) -> str:
    """An id no sibling bears."""
    taken = [int(node["id"][1:]) for node in siblings]
    return f"{letter}{max(taken, default=0) + 1}"


def new_goal(domain: Node) -> Node:
    """A goal the reader missed, at the end of a domain, without words yet."""
    siblings = domain["goals"]
    no = max((goal.get("no") or 0 for goal in siblings), default=0) + 1
    return {"id": new_id(siblings, "g"), "no": no, "line": None, "text": "", "targets": []}


def goals(plan: Node) -> Iterator[tuple[str, Node, Node]]:
    """(path, domain, goal) of every goal in the plan's order."""
    for domain in plan["domains"]:
        for goal in domain["goals"]:
            yield f"{domain['id']}/{goal['id']}", domain, goal


def targets(plan: Node) -> Iterator[tuple[str, Node, Node]]:
    """(path, goal, target) of every target in the plan's order."""
    for path, _, goal in goals(plan):
        for target in goal["targets"]:
            yield f"{path}/{target['id']}", goal, target


def find(plan: Node, path: str) -> Node | None:
    """The node of a path: the plan itself for "", a domain, a goal, a strategy or a target; None when it is gone."""
    node: Node | None = plan
    for part in filter(None, path.split("/")):
        if node is None:
            return None
        fields = [field for field, letter in _LETTERS.items() if part.startswith(letter)]
        children = node.get(fields[0], []) if fields else []
        node = next((child for child in children if child["id"] == part), None)
    return node


def doubtful(plan: Node, checked: Iterable[str]) -> list[str]:
    """Paths of the targets the reader is not sure of and nobody has looked at yet."""
    return list(doubts_left(plan, checked))


def doubts_left(plan: Node, checked: Iterable[str]) -> dict[str, Node]:
    """Path and target of every place that still waits for a look, in the plan's order."""
    seen = set(checked)
    return {
        path: target
        for path, _, target in targets(plan)
        if target.get("confidence", Confidence.SURE) != Confidence.SURE and path not in seen
    }


def fingerprint(node: Node | None) -> str:
    """A short mark of a node's content: unchanged mark, unchanged content."""
    text = json.dumps(node, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def unit_texts(plan: Node) -> list[str]:
    """Each unit named by a goal, once, in the order of the text."""
    found = [name for _, _, goal in goals(plan) for part in ("lead", "support") for name in goal.get(part, [])]
    return list(dict.fromkeys(found))
