"""Taking back (回收): the file against the report it was made from, and what people did written into today's report."""

from bisect import bisect_left
from dataclasses import dataclass

from fuertong.model.findings import Finding
from fuertong.reports.blocks import Heading, Paragraph, Report, Table, Words
from fuertong.reports.returned_word import Comment, WordFile, WordParagraph, WordTable, read_word
from fuertong.reports.taking_back.applying import Diff, reapply
from fuertong.reports.taking_back.edits import CellEdit, Edits, Entry, SentenceEdit
from fuertong.reports.taking_back.findings import diff_findings, file_findings, number_findings
from fuertong.reports.taking_back.likeness import aligned, normal, unnumbered
from fuertong.reports.taking_back.numbers import ChangedNumber, changed_numbers, tokens
from fuertong.reports.taking_back.pieces import (
    Piece,
    PieceKind,
    frame_of,
    paired,
    pieces_in,
    pieces_of,
    sentence_words,
    sentences,
)
from fuertong.reports.taking_back.tables import table_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A file taken back: the edits to keep, today's report with them, and all that a person should look at.

    `numbers`: changed numbers. `diffs`: kept sentences under which the numbers changed since. `added`, `deleted`,
    `moved`: texts of whole paragraphs. `findings` says the same in sentences, with the remedy.
    """

    edits: Edits
    report: Report
    numbers: tuple[ChangedNumber, ...] = ()
    diffs: tuple[Diff, ...] = ()
    added: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    findings: tuple[Finding, ...] = ()


def take_back(document: bytes, composed: Report, previous: Report | None = None) -> Edited:
    """Take back an edited .docx. `previous` is the report it was made from (None: the same as today's `composed`).

    Paragraphs are recognised by their bookmarks, else by their text. FuertongError for an unreadable file.
    """
    file = read_word(document)
    taken = _Taken(file, previous or composed)
    merged = reapply(taken.edits, composed)
    base = taken.base
    by_piece = {entry.piece for entry in taken.edits.entries}
    deleted = tuple(base[number].text for number in taken.edits.deleted if number not in by_piece)
    moved = tuple(entry.text or base[entry.piece or 0].text for entry in taken.edits.entries if entry.moved)
    return Edited(
        edits=taken.edits,
        report=merged.report,
        numbers=tuple(taken.numbers),
        diffs=merged.diffs,
        added=tuple(entry.text for entry in taken.edits.entries if entry.piece is None and entry.text),
        deleted=deleted,
        moved=moved,
        comments=file.comments,
        findings=(
            *number_findings(taken.numbers),
            *diff_findings(merged.diffs),
            *file_findings(file.tracked, taken.odd_tables),
        ),
    )


class _Taken:
    """One file being read against the report it was made from."""

    def __init__(self, file: WordFile, previous: Report) -> None:
        self.numbers: list[ChangedNumber] = []
        self.odd_tables: list[int] = []
        self._file, self._previous = file, previous
        self.base = pieces_of(previous, bookmarks=True)
        self._pieces = pieces_in(file)
        self._owner = paired(self._pieces, self.base)
        self._leave_frame_out(frame_of(previous))
        self._split()
        self._words = {number: self._generated(piece) for number, piece in enumerate(self.base)}
        self.edits = self._edits()

    def _leave_frame_out(self, frame: set[str]) -> None:
        """Lines of the cover, the red head and the imprint are not the text of anybody."""
        kept = [n for n, p in enumerate(self._pieces) if n in self._owner or not self._is_frame(p, frame)]
        self._owner = {new: self._owner[old] for new, old in enumerate(kept) if old in self._owner}
        self._pieces = [self._pieces[old] for old in kept]

    def _is_frame(self, piece: Piece, frame: set[str]) -> bool:
        if normal(piece.text) in frame:
            return True
        imprint = self._previous.imprint
        return imprint is not None and piece.kind is PieceKind.TABLE and imprint.office in piece.text

    def _split(self) -> None:
        """A line without piece whose sentences are another's belongs to it: a paragraph cut in two."""
        homes = {normal(text): n for n, piece in enumerate(self.base) for text in sentences(piece.text)}
        for number, piece in enumerate(self._pieces):
            if number in self._owner or piece.kind is PieceKind.TABLE:
                continue
            found = [homes[key] for key in map(normal, sentences(piece.text)) if key in homes]
            if found and len(found) * 2 > len(sentences(piece.text)):
                self._owner[number] = max(set(found), key=found.count)

    def _generated(self, piece: Piece) -> list[Words]:
        block = self._previous.blocks[piece.place] if piece.place >= 0 else None
        return sentence_words(block.runs) if isinstance(block, Paragraph) else []

    def _edits(self) -> Edits:
        lines: dict[int, list[int]] = {}
        for place, owner in sorted(self._owner.items()):
            lines.setdefault(owner, []).append(place)
        merged_away = self._merged_away(lines)
        still = _unmoved([owner for _, owner in sorted(self._owner.items())])
        placed = self._sentences(lines, merged_away)
        entries = []
        for line, piece in enumerate(self._pieces):
            home = self._owner.get(line)
            part = self._file.parts[piece.place]
            if isinstance(part, WordTable):
                entries.append(self._table(part, home, line))
                continue
            moved = home is not None and home not in still
            found = tuple(placed[line])
            entries.append(Entry(piece=home, level=part.level, style=part.style, moved=moved, sentences=found))
        gone = tuple(n for n in range(len(self.base)) if n not in lines and n not in merged_away)
        return Edits(previous=self._previous, entries=tuple(e for e in entries if e is not None), deleted=gone)

    def _merged_away(self, lines: dict[int, list[int]]) -> dict[int, int]:
        """Pieces without a line whose sentences stand in another's line: two paragraphs made one."""
        homes = {normal(text): n for n, piece in enumerate(self._pieces) for text in sentences(piece.text)}
        found: dict[int, int] = {}
        for number, piece in enumerate(self.base):
            if number in lines or piece.kind is PieceKind.TABLE or piece.place < 0:
                continue
            every = sentences(piece.text)
            where = [homes[key] for key in map(normal, every) if key in homes]
            if where and len(where) * 2 > len(every) and where[0] in self._owner:
                found[number] = where[0]
        return found

    def _sentences(self, lines: dict[int, list[int]], merged_away: dict[int, int]) -> dict[int, list[SentenceEdit]]:
        """The sentences of every line beside those of the pieces it holds."""
        placed: dict[int, list[SentenceEdit]] = {n: [] for n in range(len(self._pieces))}
        for owner, mine in lines.items():
            if self.base[owner].kind is PieceKind.TABLE:
                continue
            owners = [owner, *(n for n, line in merged_away.items() if line in mine)]
            before = [(p, n, text) for p in sorted(owners) for n, text in enumerate(self._split_text(self.base[p]))]
            after = [(line, text) for line in mine for text in self._split_text(self._pieces[line])]
            current = mine[0]
            for a, b in aligned([text for *_, text in before], [text for _, text in after]):
                origin = before[a] if a is not None else None
                current, now = after[b] if b is not None else (current, "")
                edit = _edit(origin, now)
                placed[current].append(edit)
                self._note(edit, current)
        for line, piece in enumerate(self._pieces):
            if line not in self._owner:
                placed[line] = [SentenceEdit(before="", after=text) for text in self._split_text(piece)]
        return placed

    def _split_text(self, piece: Piece) -> list[str]:
        """Headings and titles are one sentence, without their number."""
        if self._is_heading(piece):
            return [unnumbered(piece.text)]
        return sentences(piece.text)

    def _is_heading(self, piece: Piece) -> bool:
        if piece.place < 0:
            return True
        if piece in self.base:
            return isinstance(self._previous.blocks[piece.place], Heading)
        part = self._file.parts[piece.place]
        return isinstance(part, WordParagraph) and part.level is not None

    def _note(self, edit: SentenceEdit, line: int) -> None:
        if not edit.touched or edit.piece is None or edit.number is None:
            return
        words = self._words[edit.piece]
        generated = words[edit.number] if edit.number < len(words) else ()
        self.numbers += changed_numbers(edit, self._pieces[line].place + 1, generated)

    def _table(self, part: WordTable, owner: int | None, line: int) -> Entry | None:
        block = self._previous.blocks[self.base[owner].place] if owner is not None else None
        if owner is None or not isinstance(block, Table):
            self.odd_tables.append(self._pieces[line].place + 1)
            return None
        entry = table_entry(part.rows, block, owner)
        if entry is None:
            self.odd_tables.append(self._pieces[line].place + 1)
            return Entry(piece=owner)
        self.numbers += [self._cell_number(cell, line) for cell in entry.cells if tokens(cell.before + cell.after)]
        return entry

    def _cell_number(self, cell: CellEdit, line: int) -> ChangedNumber:
        place = self._pieces[line].place + 1
        return ChangedNumber(edit=cell.id, line=place, was=cell.before, seen=cell.after, sentence=cell.row)


def _edit(origin: tuple[int, int, str] | None, after: str) -> SentenceEdit:
    if origin is None:
        return SentenceEdit(before="", after=after)
    piece, number, before = origin
    return SentenceEdit(before=before, after=after, piece=piece, number=number)


def _unmoved(owners: list[int]) -> set[int]:
    """The longest run of pieces still in their order: the rest was moved."""
    tails: list[int] = []
    chain: list[list[int]] = []
    for owner in dict.fromkeys(owners):
        at = bisect_left(tails, owner)
        before = chain[at - 1] if at else []
        tails[at : at + 1] = [owner]
        chain[at : at + 1] = [[*before, owner]]
    return set(chain[-1]) if chain else set()
