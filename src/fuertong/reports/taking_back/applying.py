"""Applying (写回): edits of people into a report composed later; every sentence they touched stays as they left it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fuertong.reports.blocks import (
    Block,
    Chart,
    Heading,
    Multiples,
    Paragraph,
    ParagraphKind,
    Report,
    Run,
    Table,
    Words,
    plain,
    text_of,
)
from fuertong.reports.taking_back.edits import Edits, Entry, SentenceEdit
from fuertong.reports.taking_back.likeness import NUMBER, aligned, masked, normal, unnumbered
from fuertong.reports.taking_back.numbering import numbered
from fuertong.reports.taking_back.pieces import Piece, PieceKind, paired, pieces_of, sentence_words
from fuertong.reports.taking_back.tables import edited_table

_KINDS = {"附注": ParagraphKind.NOTE, "caption": ParagraphKind.CAPTION, "落款": ParagraphKind.SIGNATURE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """A kept sentence under which something changed: as generated when it was edited, as it would be now, as kept.

    `proposal` is the kept sentence with the new numbers in it, "" where that cannot be told. `edit` is its id.
    """

    edit: str
    before: str
    now: str
    after: str
    proposal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Today's report with the edits, and where a person should look again."""

    report: Report
    diffs: tuple[Diff, ...] = ()


def reapply(edits: Edits, composed: Report) -> Merged:
    """Write the edits into a report composed today; equal input gives an equal report."""
    work = _Work(edits, composed)
    blocks = numbered(work.blocks(), composed.blocks)
    title, subtitle = work.line(-2, composed.title), work.line(-1, composed.subtitle)
    report = replace(composed, title=title, subtitle=subtitle, blocks=tuple(blocks))
    return Merged(report=report, diffs=tuple(work.diffs))


class _Work:
    """One merging: which piece and which sentence of then is which of now."""

    def __init__(self, edits: Edits, composed: Report) -> None:
        self.diffs: list[Diff] = []
        self._edits, self._composed = edits, composed
        self._then = pieces_of(edits.previous, bookmarks=False)
        self._now = pieces_of(composed, bookmarks=False)
        self._pairs = paired(self._then, self._now)
        self._words: dict[int, list[Words]] = {n: self._split(composed, p) for n, p in enumerate(self._now)}
        self._same: dict[tuple[int, int], tuple[int, int]] = {}
        self._fresh: set[tuple[int, int]] = set()
        for then, now in self._pairs.items():
            before = [text_of(words) for words in self._split(edits.previous, self._then[then])]
            after = [text_of(words) for words in self._words[now]]
            for a, b in aligned(before, after):
                if a is not None and b is not None:
                    self._same[then, a] = (now, b)
                elif b is not None:
                    self._fresh.add((now, b))
        self._front = self._furniture()

    @staticmethod
    def _split(report: Report, piece: Piece) -> list[Words]:
        if piece.kind is PieceKind.TABLE:
            return []
        block = report.blocks[piece.place] if piece.place >= 0 else None
        if isinstance(block, Paragraph):
            return sentence_words(block.runs)
        return [plain(unnumbered(piece.text))]

    def _furniture(self) -> dict[int, list[Block]]:
        """Empty lines and breaks go with the piece after them."""
        places = {piece.place: number for number, piece in enumerate(self._now) if piece.place >= 0}
        waiting: list[Block] = []
        front: dict[int, list[Block]] = {}
        for place, block in enumerate(self._composed.blocks):
            if place in places:
                front[places[place]], waiting = waiting, []
            else:
                waiting.append(block)
        front[-1] = waiting
        return front

    def line(self, place: int, text: str) -> str:
        """The title or the line under it."""
        piece = next((n for n, one in enumerate(self._then) if one.place == place), None)
        for entry in self._edits.entries:
            if entry.piece == piece and piece is not None and entry.touched:
                return text_of(self._merged(entry)) or text
        return text

    def blocks(self) -> Iterator[Block]:
        """The blocks in the order people gave them; what is new today follows the piece it stands behind."""
        order: list[tuple[int | None, list[Block]]] = []
        for entry in self._edits.entries:
            piece = None if entry.piece is None else self._pairs.get(entry.piece)
            if entry.piece is not None and self._then[entry.piece].place < 0:
                order.append((piece, []))
                continue
            made = list(self._entry(entry, piece))
            seen = any(piece == before for before, _ in order if piece is not None)
            furniture = [] if piece is None or seen else self._front.get(piece, [])
            order.append((piece, [*furniture, *made]))
        for number in self._new():
            at = self._behind(order, number)
            order.insert(at, (number, [*self._front.get(number, []), self._block(number)]))
        for _, made in order:
            yield from made
        yield from self._front[-1]

    def _new(self) -> Iterator[int]:
        known = set(self._pairs.values())
        return (n for n, piece in enumerate(self._now) if n not in known and piece.place >= 0)

    @staticmethod
    def _behind(order: list[tuple[int | None, list[Block]]], number: int) -> int:
        places = {piece: at for at, (piece, _) in enumerate(order) if piece is not None}
        before = next((places[n] for n in range(number - 1, -1, -1) if n in places), -1)
        return before + 1

    def _block(self, number: int) -> Block:
        return self._composed.blocks[self._now[number].place]

    def _entry(self, entry: Entry, piece: int | None) -> Iterator[Block]:
        block = self._block(piece) if piece is not None else None
        if entry.piece is not None and self._then[entry.piece].kind is PieceKind.TABLE:
            if isinstance(block, Table):
                made, outdated = edited_table(block, entry)
                for cell, now in outdated:
                    self.diffs.append(Diff(edit=cell.id, before=cell.before, now=now, after=cell.after))
                yield made
            return
        words = self._merged(entry)
        text = text_of(words)
        if not text.strip():
            return
        if isinstance(block, Paragraph) and text == block.text:
            yield block
            return
        if isinstance(block, Heading):
            yield Heading(block.level, text)
        elif isinstance(block, (Chart, Multiples)):
            yield replace(block, title=text)
        elif isinstance(block, Paragraph):
            yield replace(block, runs=words)
        elif entry.level is not None:
            yield Heading(min(entry.level, 3), text)
        else:
            yield Paragraph(words, _KINDS.get(entry.style, ParagraphKind.BODY))

    def _merged(self, entry: Entry) -> Words:
        """The sentences of an entry: the generator's as they are today, a person's as they were left."""
        made: list[Run] = []
        first = True
        for edit in entry.sentences:
            here = None if edit.piece is None or edit.number is None else self._same.get((edit.piece, edit.number))
            if first and here is not None:
                made += self._following(here[0], -1)
                first = False
            made += self._sentence(edit, here)
            if here is not None:
                made += self._following(*here)
        return tuple(made)

    def _following(self, piece: int, number: int) -> Iterator[Run]:
        """Sentences that are new today, right behind the one before them."""
        number += 1
        while (piece, number) in self._fresh:
            self._fresh.discard((piece, number))
            yield from self._words[piece][number]
            number += 1

    def _sentence(self, edit: SentenceEdit, here: tuple[int, int] | None) -> Words:
        now = self._words[here[0]][here[1]] if here is not None else ()
        if not edit.touched:
            return now
        if not edit.after:
            return ()
        text = text_of(now)
        if edit.before and normal(text) != normal(edit.before):
            proposal = _proposal(edit, text)
            self.diffs.append(Diff(edit=edit.id, before=edit.before, now=text, after=edit.after, proposal=proposal))
        return _traced(edit.after, now)


def _proposal(edit: SentenceEdit, now: str) -> str:
    """The person's sentence with each number that was the generator's replaced by today's."""
    if masked(edit.before) != masked(now):
        return ""
    old, new = NUMBER.findall(edit.before), NUMBER.findall(now)
    changed: dict[str, str] = {}
    for a, b in zip(old, new, strict=True):
        if changed.setdefault(a, b) != b:
            return ""
    text = NUMBER.sub(lambda found: changed.get(found[0], found[0]), edit.after)
    return text if text != edit.after else ""


def _traced(text: str, now: Words) -> Words:
    """A person's sentence with the traces of the numbers it still shares with the generator's."""
    runs: list[Run] = []
    rest = text
    for run in now:
        if run.trace is None or not run.text:
            continue
        before, found, after = rest.partition(run.text)
        if found:
            runs += [Run(before)] if before else []
            runs.append(Run(run.text, run.trace))
            rest = after
    return (*runs, Run(rest)) if rest else tuple(runs)
