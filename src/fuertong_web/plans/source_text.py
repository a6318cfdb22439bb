"""The original text beside its reading (原文对照): numbered lines in which the words of each target are marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from fuertong_web.plans.intake import EXTENT
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import Node, goals

_LONGEST_GOAL = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words with the paths of the targets they gave."""

    text: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the document with its number and the goal it belongs to ("" outside the goals)."""

    no: int
    pieces: tuple[Piece, ...]
    goal: str = ""


def source_lines(draft: PlanDraft) -> Iterator[Line]:
    """The lines of the draft's plan that are not blank."""
    first, last = draft.plan.get(EXTENT) or [1, len(draft.lines)]
    marks = _marks(draft.plan, draft.lines)
    begins, ends = _bounds(draft.plan)
    goal = ""
    for no in range(first, last + 1):
        goal = begins.get(no, "" if no in ends else goal)
        text = draft.lines[no - 1]
        if text.strip():
            yield Line(no=no, pieces=tuple(_cut(text, marks.get(no, []))), goal=goal)


def _bounds(plan: Node) -> tuple[dict[int, str], set[int]]:
    """The line each goal begins at, and the lines where something else begins."""
    begins = {goal["line"]: path for path, _, goal in goals(plan) if goal.get("line")}
    ends = {node["line"] for domain in plan["domains"] for node in (domain, *domain["strategies"]) if node.get("line")}
    ends |= {item["line"] for section in plan.get("sections", []) for item in section["items"] if item.get("line")}
    return begins, ends - set(begins)


_Mark = tuple[int, int, str]


def _marks(plan: Node, lines: list[str]) -> dict[int, list[_Mark]]:
    """Per line the (start, end, path) of each target's quote; the whole line of the goal where it is not found."""
    rows = [(path, goal) for path, _, goal in goals(plan) if goal.get("line")]
    begins = sorted({goal["line"] for _, goal in rows})
    ends = dict(pairwise(begins))
    found: dict[int, list[_Mark]] = {}
    for path, goal in rows:
        letters = _letters(lines, goal["line"], ends.get(goal["line"], len(lines) + 1))
        text = "".join(letter for _, _, letter in letters)
        for target in goal["targets"]:
            quote = "".join((target.get("quote") or "").split())
            start = text.find(quote) if quote else -1
            own = f"{path}/{target['id']}"
            if start < 0:
                line = goal["line"]
                if line <= len(lines):
                    found.setdefault(line, []).append((0, len(lines[line - 1]), own))
                continue
            for line, begin, end in _runs(letters[start : start + len(quote)]):
                found.setdefault(line, []).append((begin, end, own))
    return found


def _letters(lines: list[str], first: int, end: int) -> list[tuple[int, int, str]]:
    """(line, offset, letter) without blanks, from a goal's first line to where the next goal begins."""
    return [
        (no, offset, letter)
        for no in range(first, min(first + _LONGEST_GOAL, end, len(lines) + 1))
        for offset, letter in enumerate(lines[no - 1])
        if not letter.isspace()
    ]


def _runs(letters: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, int]]:
    """(line, start, end) of letters that run over one or more lines."""
    for line in dict.fromkeys(no for no, _, _ in letters):
        offsets = [offset for no, offset, _ in letters if no == line]
        yield line, offsets[0], offsets[-1] + 1


def _cut(text: str, marks: list[_Mark]) -> Iterator[Piece]:
    """The line cut at every beginning and end of a mark, because several targets may share words."""
    cuts = sorted({0, len(text), *(edge for start, end, _ in marks for edge in (start, end))})
    for start, end in pairwise(cuts):
        paths = tuple(path for begin, stop, path in marks if begin <= start and end <= stop)
        yield Piece(text=text[start:end], paths=paths)
