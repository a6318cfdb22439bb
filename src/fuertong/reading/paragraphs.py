"""Goals written as one paragraph (目标连写): separated by ； or, without any, by full stops."""

import re
from itertools import pairwise

from fuertong.reading.characters import plain
from fuertong.reading.nodes import DomainNode, ItemNode

_LEAST_SENTENCES = 3


def part_paragraphs(domain: DomainNode) -> bool:
    """Part a domain's goals where all of them are one unnumbered paragraph; whether that was done."""
    goals = domain.goals
    if len(goals) != 1 or not goals[0].counted:
        return False
    places = _places(goals[0].text)
    if len(places) < 1:
        return False
    domain.goals[:] = _parted(goals[0], places)
    return True


def _places(text: str) -> list[int]:
    """Where goals after the first begin: after ； outside brackets, else after 。 in a row of short sentences."""
    view = plain(text)
    ends: dict[str, list[int]] = {"；": [], "。": []}
    depth = 0
    for place, char in enumerate(view):
        depth = max(depth + (char in "（【[") - (char in "）】]"), 0)
        if char in ends and depth == 0 and place + 1 < len(view):
            ends[char].append(place + 1)
    if ends["；"]:
        return ends["；"]
    sentences = [end for end in ends["。"] if not re.match(r"[（【\[]", view[end : end + 1])]
    return sentences if len(sentences) + 1 >= _LEAST_SENTENCES else []


def _parted(item: ItemNode, places: list[int]) -> list[ItemNode]:
    starts: list[tuple[int, int]] = []
    length = 0
    for line, piece in item.pieces:
        starts.append((length, line))
        length += len(piece)
    text = item.text
    result: list[ItemNode] = []
    for first, last in pairwise([0, *places, len(text)]):
        words = text[first:last].rstrip("；;")
        if words.strip():
            line = max((start, at) for start, at in starts if start <= first)[1]
            result.append(ItemNode(no=len(result) + 1, line=line, pieces=[(line, words)], counted=True))
    return result
