"""Two versions side by side (两稿比较): paragraphs kept, changed, added and dropped, read from the Word files."""

import difflib
from dataclasses import dataclass
from enum import StrEnum

from fuertong.reports.checking.reading import lines_of


class Change(StrEnum):
    """What became of a paragraph or table row."""

    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a paragraph; `kept` when it stands in both versions."""

    text: str
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A paragraph of the old version beside that of the new one; empty where there is none."""

    change: Change
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def compare(old: bytes, new: bytes) -> list[Pair]:
    """The paragraphs and rows that differ, in the order of the text; FuertongError for an unreadable file."""
    before, after = [line.text for line in lines_of(old)], [line.text for line in lines_of(new)]
    pairs: list[Pair] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs += _block(before[i1:i2], after[j1:j2])
    return pairs


def side_by_side(old: str, new: str) -> Pair:
    """One paragraph beside what became of it."""
    if not old:
        return _added(new)
    return _changed(old, new) if new else Pair(change=Change.DROPPED, old=(Piece(text=old, kept=False),), new=())


def _block(old: list[str], new: list[str]) -> list[Pair]:
    """Lines of a changed stretch paired by likeness, what is left dropped or added."""
    pairs: list[Pair] = []
    rest = list(new)
    for line in old:
        best = max(rest, key=lambda other: _likeness(line, other), default="")
        if best and _likeness(line, best) >= 0.5:
            pairs += [_added(one) for one in rest[: rest.index(best)]]
            rest = rest[rest.index(best) + 1 :]
            pairs.append(_changed(line, best))
        else:
            pairs.append(Pair(change=Change.DROPPED, old=(Piece(text=line, kept=False),), new=()))
    return pairs + [_added(line) for line in rest]


def _likeness(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.5 else 0.0


def _added(line: str) -> Pair:
    return Pair(change=Change.ADDED, old=(), new=(Piece(text=line, kept=False),))


def _changed(line: str, other: str) -> Pair:
    old: list[Piece] = []
    new: list[Piece] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, line, other, autojunk=False).get_opcodes():
        if i2 > i1:
            old.append(Piece(text=line[i1:i2], kept=tag == "equal"))
        if j2 > j1:
            new.append(Piece(text=other[j1:j2], kept=tag == "equal"))
    return Pair(change=Change.CHANGED, old=tuple(old), new=tuple(new))
