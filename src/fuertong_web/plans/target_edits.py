"""Edits of the targets of one goal in a draft (改、拆、并、删、增): each gives a new goal and spares the old one."""

from collections.abc import Callable, Sequence
from copy import deepcopy

from fuertong.errors import FuertongError
from fuertong.model.plan import Confidence
from fuertong_web.plans.lessons import LEFT_OUT, WAS
from fuertong_web.plans.reading_tree import Node, new_id


def edited(goal: Node, target_id: str, fields: Node) -> Node:
    """The goal with a target's fields replaced; what a person wrote is sure."""
    sure = {"confidence": Confidence.SURE.value}
    return _replacing(goal, target_id, lambda target: [_own(target) | fields | sure])


def added(goal: Node, fields: Node) -> Node:
    """The goal with one more target."""
    copy = deepcopy(goal)
    own = {"id": new_id(_taken(copy), "t"), "confidence": Confidence.SURE.value}
    copy["targets"].append(fields | own)
    return copy


def deleted(goal: Node, target_id: str) -> Node:
    """The goal without a target."""
    return _replacing(goal, target_id, lambda _: [])


def split(goal: Node, target_id: str, names: Sequence[str]) -> Node:
    """One target for each name, all with the bounds of the one that is split."""
    if len(names) < 2:
        raise FuertongError("拆分后至少要有两个指标，请每行写一个名称。")
    taken = _taken(goal)

    def parts(target: Node) -> list[Node]:
        made: list[Node] = []
        for position, name in enumerate(names):
            part = _own(target) | {"indicator": name, "confidence": Confidence.SURE.value}
            if position:
                part["id"] = new_id([*taken, *made], "t")
            made.append(part)
        return made

    return _replacing(goal, target_id, parts)


def merged(goal: Node, target_id: str, other_id: str) -> Node:
    """The goal with `other_id` taken into `target_id`, whose bounds stay; both quotes are kept."""
    other = _target(goal, other_id)
    if other_id == target_id:
        raise FuertongError("请选择要并入的另一个指标。")
    quotes = dict.fromkeys(filter(None, [_target(goal, target_id).get("quote"), other.get("quote")]))
    return edited(deleted(goal, other_id), target_id, {"quote": "；".join(quotes)})


def _own(target: Node) -> Node:
    """A copy that no longer says an earlier correction made it so."""
    return {name: deepcopy(value) for name, value in target.items() if name != WAS}


def _taken(goal: Node) -> list[Node]:
    return [*goal["targets"], *goal.get(LEFT_OUT, [])]


def _target(goal: Node, target_id: str) -> Node:
    found: Node | None = next((target for target in goal["targets"] if target["id"] == target_id), None)
    if found is None:
        raise FuertongError("这个指标值已被删除或合并，请刷新页面后再改。")
    return found


def _replacing(goal: Node, target_id: str, replace: Callable[[Node], list[Node]]) -> Node:
    _target(goal, target_id)
    copy = deepcopy(goal)
    copy["targets"] = [
        part for target in copy["targets"] for part in (replace(target) if target["id"] == target_id else [target])
    ]
    return copy
