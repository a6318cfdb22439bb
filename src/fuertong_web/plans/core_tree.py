"""A draft's reading in the form of the core (草稿转规划): what the review adds is left out, positions stay the same."""

from dataclasses import fields
from typing import Any

from fuertong.model import plan as core
from fuertong.place_folder.plan_json import plan_from_json
from fuertong_web.plans.reading_tree import Node

_CHILDREN = {"domains": core.Domain, "goals": core.Goal, "strategies": core.Strategy, "targets": core.Target,
             "sections": core.Section, "items": core.Item}  # fmt: skip


def plan_of_tree(tree: Node) -> core.Plan:
    """The plan of a reading; position n of a list there is position n of the tuple here."""
    [plan] = plan_from_json({"plans": [_plain(core.Plan, tree | {"settings": [], "tables": []})]})
    return plan


def _plain(kind: type[Any], node: Node) -> Node:
    names = {field.name for field in fields(kind)}
    row: Node = {}
    for name, value in node.items():
        if name not in names:
            continue
        if name in _CHILDREN:
            value = [_plain(_CHILDREN[name], child) for child in value or []]
        elif name in ("line", "no"):
            value = value or 0
        elif name in ("text", "title", "quote"):
            value = value or ""
        if value is not None:
            row[name] = value
    return row
