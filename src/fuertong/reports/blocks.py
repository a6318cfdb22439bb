"""Blocks (版块): what a report is made of before it becomes Word; frozen, without layout and without queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from fuertong.model.findings import Finding
from fuertong.reports.official import Imprint, RedHead


class Role(StrEnum):
    """What a traced number is: the stored value itself, or something computed from stored values.

    SLOT marks no number but a place where a unit writes (its goal is the uid).
    """

    VALUE = "value"
    CHANGE = "change"
    TARGET = "target"
    POOLED = "pooled"
    OUTLOOK = "outlook"
    SLOT = "slot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a printed number comes from: the target's uid, the year, the breakdown and the revision of the value."""

    uid: str
    role: Role
    year: int | None = None
    breakdown: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; `trace` for a number, `gap` for a marked gap (【原因待××局补充】) that stops 定稿.

    `note` is a footnote (脚注) behind the text. `refers` is the anchor of a chart or table; in the text {} stands for
    its number (（见{}） becomes （见图3）, a cross reference), and the run is left out where nothing has that anchor.
    """

    text: str
    trace: Trace | None = None
    gap: bool = False
    note: str = ""
    refers: str = ""


Words = tuple[Run, ...]


class ParagraphKind(StrEnum):
    """How a paragraph stands on the page."""

    BODY = "body"
    CENTRED = "centred"
    SIGNATURE = "signature"
    NOTE = "note"
    CAPTION = "caption"
    ANNEX = "annex"
    ADDRESSEE = "addressee"
    ATTACHMENT = "attachment"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) to 3 (1.), its number included in the text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of runs; `anchor` lets a caption (表1  ……) be referred to."""

    runs: Words
    kind: ParagraphKind = ParagraphKind.BODY
    anchor: str = ""

    @property
    def text(self) -> str:
        """The paragraph without its traces."""
        return "".join(run.text for run in self.runs)


class Align(StrEnum):
    """How the cells of a column stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table with its width in mm; in a `merged` one equal cells under each other become one.

    Neighbours with the same `group` stand under that word in a header of two rows.
    """

    title: str
    width: float
    align: Align = Align.LEFT
    merged: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of cells; a `band` row has one cell over the whole width (the title of a domain)."""

    cells: tuple[Words, ...]
    band: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a header row that repeats on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""


class ChartKind(StrEnum):
    """The shape of a chart."""

    LINE = "line"
    BAR = "bar"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series of a chart: None leaves a gap; `dashed` marks a target line; `colour` is RRGGBB.

    `forecast` marks an outlook: dotted, only its last value is labelled.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    dashed: bool = False
    forecast: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A native chart, editable in Word: categories along the axis, one or more series, height in mm."""

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 0
    height: float = 72
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiples:
    """Small multiples (组图): charts of one kind side by side, `across` in a row, under one title."""

    title: str
    charts: tuple[Chart, ...]
    across: int = 2
    height: float = 48
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Generated contents (目录) of the headings down to `levels`, on pages of their own."""

    title: str = "目    录"
    levels: int = 2


@dataclass(frozen=True, slots=True)
class SectionBreak:
    """A new page in the orientation given."""

    landscape: bool


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page in the same section."""


Block = Heading | Paragraph | Table | Chart | Multiples | Contents | SectionBreak | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A composed report: title, the line under it, blocks, and what the generator found and refused to write.

    `day` is the cut-off as an ISO date; it dates the file, so that the same facts give the same bytes. A table to be
    issued begins on a `landscape` page, with its `annex` mark (附件) flush left over the title. `red_head`, `addressee`
    (主送机关, without colon) and `imprint` (版记) are written only when given. `contents` puts a cover and the contents
    before the text; `issued` (2026年9月) stands on the cover.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    author: str = ""
    day: str = ""
    findings: tuple[Finding, ...] = ()
    landscape: bool = False
    annex: str = ""
    red_head: RedHead | None = None
    addressee: str = ""
    imprint: Imprint | None = None
    contents: Contents | None = None
    issued: str = ""

    @property
    def runs(self) -> Iterator[Run]:
        """Every run of the text, cells of tables included, in order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield from block.runs
            elif isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        yield from cell

    @property
    def gaps(self) -> tuple[str, ...]:
        """The marked gaps that must be filled or deleted before 定稿."""
        return tuple(run.text for run in self.runs if run.gap)

    @property
    def text(self) -> str:
        """The report as plain text, one block a line: for previews and tests."""
        lines = [self.title]
        for block in self.blocks:
            if isinstance(block, (Heading, Paragraph)):
                lines.append(block.text)
            elif isinstance(block, Table):
                lines.extend(" | ".join("".join(run.text for run in cell) for cell in row.cells) for row in block.rows)
        return "\n".join(lines)


def plain(text: str) -> Words:
    """Text without a trace."""
    return (Run(text),)


def text_of(words: Words) -> str:
    """The text of some runs."""
    return "".join(run.text for run in words)
