"""Edits (修改记录): what people did to a report, entry by entry in the order of their file; kept between regenerations.

An edit hangs on a sentence of the report it was made in, so it can be written into any later composition of it.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from fuertong.reports.blocks import Report
from fuertong.reports.taking_back.likeness import normal


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceEdit:
    """One sentence of an entry: `before` as generated ("" = typed by a person), `after` as it came back ("" = deleted).

    `piece` and `number` say where `before` stood in the report: index of the piece, index of the sentence.
    """

    before: str
    after: str
    piece: int | None = None
    number: int | None = None

    @property
    def touched(self) -> bool:
        """Whether a person changed it; other spaces, widths and quotation marks are no change."""
        return normal(self.before) != normal(self.after)

    @property
    def id(self) -> str:
        """A short name for pages and forms; the same edit has the same name in every file."""
        text = f"{self.piece}|{self.number}|{self.before}|{self.after}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdit:
    """One changed cell of a table: the row by its name (the `nth` of that name) and the column by its number."""

    row: str
    nth: int
    column: int
    before: str
    after: str

    @property
    def id(self) -> str:
        """A short name for pages and forms."""
        text = f"{self.row}|{self.nth}|{self.column}|{self.before}|{self.after}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of the file. `piece` None was typed by a person, with `level` for a heading, `style` else.

    `moved`: it stands at another place than it was generated at. Tables have `cells`, `gone` (names of deleted rows)
    and `rows` (added ones, each with the name of the row above it) in the place of sentences.
    """

    piece: int | None = None
    level: int | None = None
    style: str = ""
    moved: bool = False
    sentences: tuple[SentenceEdit, ...] = ()
    cells: tuple[CellEdit, ...] = ()
    gone: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The entry as it came back."""
        return "".join(sentence.after for sentence in self.sentences)

    @property
    def touched(self) -> bool:
        """Whether a person changed anything in it."""
        if self.piece is None or self.cells or self.gone or self.rows:
            return True
        return any(sentence.touched for sentence in self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """Everything people did to `previous`, the report as it was generated; `deleted` are the indices of its pieces."""

    previous: Report
    entries: tuple[Entry, ...] = ()
    deleted: tuple[int, ...] = field(default=())

    def without(self, ids: Collection[str]) -> "Edits":
        """The same without these edits: their sentences and cells are the generator's again."""
        return replace(self, entries=tuple(_without(entry, ids) for entry in self.entries))

    def mended(self, id: str, after: str) -> "Edits":
        """The same with another text in the place of one edited sentence or cell."""

        def sentence(one: SentenceEdit) -> SentenceEdit:
            return replace(one, after=after) if one.id == id else one

        def cell(one: CellEdit) -> CellEdit:
            return replace(one, after=after) if one.id == id else one

        changed = tuple(
            replace(e, sentences=tuple(map(sentence, e.sentences)), cells=tuple(map(cell, e.cells)))
            for e in self.entries
        )
        return replace(self, entries=changed)


def _without(entry: Entry, ids: Collection[str]) -> Entry:
    kept = []
    for sentence in entry.sentences:
        if sentence.id not in ids or not sentence.touched:
            kept.append(sentence)
        elif sentence.before:
            kept.append(replace(sentence, after=sentence.before))
    return replace(entry, sentences=tuple(kept), cells=tuple(cell for cell in entry.cells if cell.id not in ids))
