"""A Word report as lines (报告的行): paragraphs and table rows in the order of the text, each with its number."""

import re
from dataclasses import dataclass

from fuertong.model.findings import Place
from fuertong.reports.checking.written import plain_numbers
from fuertong.reports.returned_word import WordFile, WordTable, read_word

_END = re.compile(r"(?<=[。；！？])")
_CONTENTS = ("toc", "目录")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph (`text`, `level` of a heading) or a table row (`cells`, `head` of its table), numbered from 1."""

    number: int
    text: str
    cells: tuple[str, ...] = ()
    level: int | None = None
    head: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where a finding about the line stands."""
        return Place(line=self.number)


def lines_of(document: bytes | WordFile) -> list[Line]:
    """Every non-empty paragraph and row of a .docx, contents left out; FuertongError when it is none."""
    file = document if isinstance(document, WordFile) else read_word(document)
    made: list[Line] = []
    for part in file.parts:
        if isinstance(part, WordTable):
            head: tuple[str, ...] = ()
            for row in part.rows:
                cells = tuple(plain_numbers(cell) for cell in row)
                if any(cell.strip() for cell in cells):
                    made.append(Line(number=len(made) + 1, text=" ".join(cells), cells=cells, head=head))
                head = head or cells
        elif part.text.strip() and not part.style.startswith(_CONTENTS):
            made.append(Line(number=len(made) + 1, text=plain_numbers(part.text), level=part.level))
    return made


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph, split after 。；！？, outside brackets or not."""
    return [part.strip() for part in _END.split(text) if part.strip()]
