"""Headings whose part depends on where they stand (标题随位置定性): 主要指标, 重点任务, 具体目标.

A domain may give its goals as 主要指标 and its strategies as 重点任务; beside 主要目标 and 策略措施 the same words
head a table or a box. 具体目标 or 分目标 after 主要目标 of the same domain goes on with its goals.
"""

from fuertong.reading import headings
from fuertong.reading.marks import parse_mark
from fuertong.reading.nodes import Block
from fuertong.reading.reached import Reached
from fuertong.reading.wordlists import words

_AS_GOALS = words("headings.csv", "indicators")
_AS_STRATEGIES = words("headings.csv", "tasks")
_PARTS_OF_GOALS = words("headings.csv", "parts_of_goals")


def role_in_place(at: Reached, position: int, role: str | None) -> str | None:
    """The role of a heading that can be two things; the role given for any other."""
    if role not in ("indicators", "tasks"):
        return role
    if at.domain is None:
        return "other"
    if role == "indicators" and at.block is Block.INTRO and not _comes(at, position, Block.GOALS):
        return Block.GOALS
    if role == "tasks" and at.block is Block.GOALS and not _comes(at, position, Block.STRATEGIES):
        return Block.STRATEGIES
    return "other"


def goes_on_with_goals(at: Reached, text: str) -> bool:
    """Whether a heading of goals goes on with the goals of its domain (主要目标 … 具体目标 …)."""
    name = headings.core(text)
    if at.domain is None or at.block is not Block.GOALS or not at.domain.goals or at.domain.strategies:
        return False
    return name in _PARTS_OF_GOALS and name != at.goals_heading


def _comes(at: Reached, position: int, block: Block) -> bool:
    """Whether the genre's own heading of a block comes later in the same domain."""
    for segment in at.segments[position + 1 :]:
        role = headings.role(segment.text)
        if role == block:
            return True
        mark = parse_mark(segment.text)
        next_domain = mark is not None and mark.style is at.domain_style and headings.is_short(segment.text)
        if role in ("section", Block.GOALS) or next_domain:
            return False
    return False
