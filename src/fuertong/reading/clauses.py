"""Sentences and clauses (句、分句) of an item, with their places in the text."""

import re
from dataclasses import dataclass
from functools import lru_cache

from fuertong.reading.characters import plain
from fuertong.reading.list_marks import list_marks

_OPEN, _CLOSE = "（《“‘【", "）》”’】"
_POINT = re.compile(rf"[{_OPEN}{_CLOSE}。；！？：，]")
_AFTER_VALUE = re.compile(r"(?:[%‰]|\d万|以上|以下|以内)$")  # 95%：增加… is a slip for 95%；增加…


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its place in the text, its words in one width, and the sentence it belongs to."""

    start: int
    end: int
    text: str
    sentence: int


@lru_cache(maxsize=256)
def split_clauses(text: str) -> tuple[Clause, ...]:
    """Clauses at commas, sentences at full stops, semicolons and marks of a list; brackets and quotes stay whole."""
    view = plain(text)
    marks = list_marks(view)
    clauses: list[Clause] = []
    depth = start = sentence = 0
    for place in sorted({found.start() for found in _POINT.finditer(view)} | marks.keys()):
        if place < start:
            continue
        char = view[place]
        if place in marks and depth == 0:
            _add(clauses, view, start, place, sentence)
            start, sentence = marks[place], sentence + 1
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(depth - 1, 0)
        elif (
            char in "。；！？"
            or (char == "：" and _AFTER_VALUE.search(view, start, place))
            or (char == "，" and depth == 0)
        ):
            _add(clauses, view, start, place, sentence)
            start = place + 1
            if char != "，":
                sentence, depth = sentence + 1, 0
    _add(clauses, view, start, len(view), sentence)
    return tuple(clauses)


def _add(clauses: list[Clause], view: str, start: int, end: int, sentence: int) -> None:
    while start < end and view[start] in " ”’）":
        start += 1
    while end > start and view[end - 1] == " ":
        end -= 1
    if end > start:
        clauses.append(Clause(start, end, view[start:end], sentence))
