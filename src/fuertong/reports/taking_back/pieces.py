"""Pieces (版块条目): headings, paragraphs and tables of a report or of a Word file, ready to be paired."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import count

from fuertong.reports.blocks import Chart, Heading, Multiples, Paragraph, Report, Run, Table, Words, text_of
from fuertong.reports.returned_word import WordFile, WordTable
from fuertong.reports.taking_back.likeness import likeness, normal, unnumbered
from fuertong.reports.traces import Traces

_END = re.compile(r"(?<=[。；！？])")
_CONTENTS = ("toc", "目录")
_ALIKE = 0.6


class PieceKind(StrEnum):
    """What may stand for what: text for text, a table for a table."""

    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece: its text (a table's: its rows), its marks (bookmarks or traces), its place among the blocks.

    `place` is -2 for a report's title and -1 for the line under it, else the number of its block or part.
    """

    kind: PieceKind
    text: str
    place: int
    marks: frozenset[str] = frozenset()


def pieces_of(report: Report, *, bookmarks: bool) -> list[Piece]:
    """The pieces of a report; marks are the names its bookmarks have in Word, else what its numbers stand for."""
    traces = Traces()
    made = [Piece(kind=PieceKind.TEXT, text=report.title, place=-2)]
    if report.subtitle:
        made.append(Piece(kind=PieceKind.TEXT, text=report.subtitle, place=-1))
    for place, block in enumerate(report.blocks):
        words: list[Run] = []
        if isinstance(block, (Heading, Chart, Multiples)):
            kind, text = PieceKind.TEXT, block.text if isinstance(block, Heading) else block.title
        elif isinstance(block, Paragraph):
            kind, text, words = PieceKind.TEXT, block.text, list(block.runs)
        elif isinstance(block, Table):
            words = [run for row in block.rows for cell in row.cells for run in cell]
            kind, text = PieceKind.TABLE, _table_text(_rows_of(block))
        else:
            continue
        found = [run.trace for run in words if run.trace is not None]
        marks = {traces.name(t) if bookmarks else f"{t.uid}|{t.role}|{t.breakdown}" for t in found}
        if text.strip():
            made.append(Piece(kind=kind, text=text, place=place, marks=frozenset(marks)))
    return made


def pieces_in(file: WordFile) -> list[Piece]:
    """The pieces of a Word file that came back, empty lines and tables of contents left out."""
    made = []
    for place, part in enumerate(file.parts):
        if isinstance(part, WordTable):
            text, kind = _table_text(part.rows[1:]).strip(), PieceKind.TABLE
        elif part.style.startswith(_CONTENTS):
            continue
        else:
            text, kind = part.text.strip(), PieceKind.TEXT
        if text:
            made.append(Piece(kind=kind, text=text, place=place, marks=frozenset(part.bookmarks)))
    return made


def frame_of(report: Report) -> set[str]:
    """What stands around the text in Word and is no piece: cover, red head, 主送机关, contents, imprint."""
    texts = [report.author, report.issued, report.annex, f"{report.addressee}：" if report.addressee else ""]
    texts.append(report.contents.title if report.contents else "")
    if report.red_head is not None:
        head = report.red_head
        texts += [head.copy_number, head.urgency, head.number, *(f"{name}{head.word}" for name in head.issuers)]
        texts.append(f"{head.number} 签发人：{'  '.join(head.signers)}")
    return {normal(text) for text in texts if text}


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, split after 。；！？."""
    return [part for part in _END.split(text) if part.strip()]


def sentence_words(words: Words) -> list[Words]:
    """The same split, with the runs and their traces."""
    made: list[list[Run]] = [[]]
    for run in words:
        parts = [part for part in _END.split(run.text) if part] or [run.text]
        for number, part in enumerate(parts, start=1):
            note = run.note if number == len(parts) else ""
            made[-1].append(replace(run, text=part, note=note))
            if part.endswith(("。", "；", "！", "？")):
                made.append([])
    return [tuple(one) for one in made if text_of(tuple(one)).strip()]


def _rows_of(table: Table) -> list[tuple[str, ...]]:
    return [tuple(text_of(cell) for cell in row.cells) for row in table.rows]


def _table_text(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(" ".join(row) for row in rows)


def paired(left: Sequence[Piece], right: Sequence[Piece]) -> dict[int, int]:
    """Which piece of `left` (by its index) is which of `right`: by marks, then by equal text, then by likeness."""
    found = _by_marks(left, right)
    while more := _by_equal_text(left, right, found):
        found |= more
    return found | _by_likeness(left, right, found)


def _by_marks(left: Sequence[Piece], right: Sequence[Piece]) -> dict[int, int]:
    owners: dict[str, list[int]] = {}
    for number, piece in enumerate(right):
        for mark in piece.marks:
            owners.setdefault(mark, []).append(number)
    votes: list[tuple[float, float, int, int]] = []
    for number, piece in enumerate(left):
        shared: dict[int, int] = {}
        for mark in piece.marks:
            for owner in owners.get(mark, ()):
                shared[owner] = shared.get(owner, 0) + 1
        for owner, share in shared.items():
            if right[owner].kind is piece.kind:
                most = max(len(piece.marks), len(right[owner].marks))
                votes.append((share / most, likeness(piece.text[:400], right[owner].text[:400]), number, owner))
    return _greedy(votes)


def _greedy(votes: list[tuple[float, float, int, int]]) -> dict[int, int]:
    """The best votes first, each piece once."""
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for *_, a, b in sorted(votes, key=lambda vote: (-vote[0], -vote[1], vote[2], vote[3])):
        if a not in chosen and b not in taken:
            chosen[a] = b
            taken.add(b)
    return chosen


def _by_equal_text(left: Sequence[Piece], right: Sequence[Piece], found: dict[int, int]) -> dict[int, int]:
    """Longest stretches first, so that a heading used in several chapters goes with its neighbours.

    Pairs found before stand in both lists as anchors; another round finds what was moved.
    """
    anchors = {b: a for a, b in found.items()}
    fresh = count()
    ours = [f"={number}" if number in found else _key(piece) for number, piece in enumerate(left)]
    theirs = [
        f"={anchors[number]}" if number in anchors else _key(piece) or f"?{next(fresh)}"
        for number, piece in enumerate(right)
    ]
    more: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        more |= {a + step: b + step for step in range(size) if a + step not in found}
    if more:
        return more
    places = [number for number in range(len(left)) if number not in found]
    rest = [number for number in range(len(right)) if number not in anchors]
    blocks = SequenceMatcher(None, [ours[n] for n in places], [theirs[n] for n in rest], autojunk=False)
    return {places[a + step]: rest[b + step] for a, b, size in blocks.get_matching_blocks() for step in range(size)}


def _key(piece: Piece) -> str:
    return f"{piece.kind}:{normal(unnumbered(piece.text))}"


def _by_likeness(left: Sequence[Piece], right: Sequence[Piece], found: dict[int, int]) -> dict[int, int]:
    taken = set(found.values())
    votes: list[tuple[float, float, int, int]] = []
    for a, piece in enumerate(left):
        if a in found:
            continue
        for b, other in enumerate(right):
            if b in taken or other.kind is not piece.kind:
                continue
            score = likeness(unnumbered(piece.text)[:600], unnumbered(other.text)[:600], least=_ALIKE)
            if score >= _ALIKE:
                votes.append((round(score, 2), -abs(a / len(left) - b / len(right)), a, b))
    return _greedy(votes)
