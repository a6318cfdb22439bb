"""What people did, one decision a paragraph (逐段取舍): where a change is refused the report is ours again."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from fuertong.reports.blocks import Heading, Report
from fuertong.reports.taking_back.edits import Edits, Entry, SentenceEdit
from fuertong.reports.taking_back.likeness import unnumbered
from fuertong.reports.taking_back.pieces import Piece, PieceKind, pieces_of, sentences


class Deed(StrEnum):
    """What became of a paragraph or table."""

    CHANGED = "changed"
    ADDED = "added"
    DELETED = "deleted"
    MOVED = "moved"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One change to accept or refuse by its `id`; `before` as generated, `after` as it came back.

    `edits` are the ids of the sentences and cells in it, which changed numbers refer to.
    """

    id: str
    deed: Deed
    before: str
    after: str
    edits: tuple[str, ...] = ()


def decisions_of(edits: Edits) -> tuple[Decision, ...]:
    """Every change in the order of the file, deleted paragraphs where they stood."""
    pieces = pieces_of(edits.previous, bookmarks=False)
    rows: list[tuple[float, Decision]] = []
    last = -1.0
    for number, entry in enumerate(edits.entries):
        last = float(entry.piece) if entry.piece is not None and not entry.moved else last + 0.001
        rows += [(last, one) for one in _of_entry(number, entry, edits.previous, pieces)]
    kept = {entry.piece for entry in edits.entries}
    for piece in edits.deleted:
        if piece not in kept and pieces[piece].text.strip():
            made = Decision(id=f"d{piece}", deed=Deed.DELETED, before=_text(edits.previous, pieces[piece]), after="")
            rows.append((piece - 0.5, made))
    return tuple(decision for _, decision in sorted(rows, key=lambda row: row[0]))


def _of_entry(number: int, entry: Entry, report: Report, pieces: list[Piece]) -> Iterator[Decision]:
    if entry.piece is None:
        if entry.text.strip():
            yield Decision(id=f"p{number}", deed=Deed.ADDED, before="", after=entry.text)
        return
    if entry.moved:
        yield Decision(
            id=f"m{number}", deed=Deed.MOVED, before="", after=entry.text or _text(report, pieces[entry.piece])
        )
    if entry.cells or entry.gone or entry.rows:
        yield Decision(
            id=f"p{number}",
            deed=Deed.TABLE,
            before="；".join([*(f"{cell.row}：{cell.before or '空白'}" for cell in entry.cells), *entry.gone]),
            after="；".join(
                [
                    *(f"{cell.row}：{cell.after or '空白'}" for cell in entry.cells),
                    *(f"删去“{name}”一行" for name in entry.gone),
                    *(f"增加“{'｜'.join(row[1:])}”" for row in entry.rows),
                ]
            ),
            edits=tuple(cell.id for cell in entry.cells),
        )
    touched = [sentence for sentence in entry.sentences if sentence.touched]
    if touched:
        before = "".join(sentence.before for sentence in entry.sentences)
        yield Decision(
            id=f"p{number}",
            deed=Deed.CHANGED,
            before=before,
            after=entry.text,
            edits=tuple(sentence.id for sentence in touched),
        )


def refused(edits: Edits, ids: Collection[str]) -> Edits:
    """The edits without the changes refused."""
    pieces = pieces_of(edits.previous, bookmarks=False)
    kept: list[Entry] = []
    back: list[Entry] = []
    for number, entry in enumerate(edits.entries):
        if f"p{number}" in ids:
            if entry.piece is None:
                continue
            entry = _undone(entry)
        if f"m{number}" in ids:
            back.append(replace(entry, moved=False))
            continue
        kept.append(entry)
    gone = tuple(piece for piece in edits.deleted if f"d{piece}" not in ids)
    back += [_whole(edits.previous, piece, pieces[piece]) for piece in edits.deleted if f"d{piece}" in ids]
    for entry in sorted(back, key=lambda one: one.piece or 0):
        kept.insert(_home(kept, entry), entry)
    return replace(edits, entries=tuple(kept), deleted=gone)


def _undone(entry: Entry) -> Entry:
    own = (replace(one, after=one.before) for one in entry.sentences if one.before)
    return replace(entry, sentences=tuple(own), cells=(), gone=(), rows=())


def _whole(report: Report, number: int, piece: Piece) -> Entry:
    """A piece as it was generated."""
    if piece.kind is PieceKind.TABLE:
        return Entry(piece=number)
    texts = [_text(report, piece)] if _is_heading(report, piece) else sentences(piece.text)
    said = (SentenceEdit(before=text, after=text, piece=number, number=n) for n, text in enumerate(texts))
    return Entry(piece=number, sentences=tuple(said))


def _home(entries: list[Entry], entry: Entry) -> int:
    """Behind the piece that stood before it."""
    places = {one.piece: at for at, one in enumerate(entries) if one.piece is not None and not one.moved}
    before = (places[number] for number in range((entry.piece or 0) - 1, -1, -1) if number in places)
    return next(before, -1) + 1


def _is_heading(report: Report, piece: Piece) -> bool:
    return piece.place < 0 or isinstance(report.blocks[piece.place], Heading)


def _text(report: Report, piece: Piece) -> str:
    return unnumbered(piece.text) if _is_heading(report, piece) else piece.text
