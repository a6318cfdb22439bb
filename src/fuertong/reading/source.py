"""The text of a plan document (规划文本) as numbered lines, whatever form the file had."""

from dataclasses import dataclass, field

from fuertong.model.plan import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """Lines as written (line n is `lines[n - 1]`), tables of the annexes, and the form the file had.

    In a Word file a line is a paragraph with its automatic number written out; in a PDF a printed line.
    `levels`, where the file has headings of its own (Word styles, h1 of a page), gives each line its level, 1 the
    highest, 0 text.
    `notes` are whole sentences about what was left out or taken over while the text was got out.
    """

    lines: tuple[str, ...]
    form: str
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = field(default=())
    levels: tuple[int, ...] = ()
