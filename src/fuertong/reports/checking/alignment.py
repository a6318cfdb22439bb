"""Our own sentences found again (逐句对照): the same words with other numbers are a changed number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fuertong.model.findings import Finding, Severity
from fuertong.reports.blocks import Chart, Heading, Multiples, Paragraph, Report, Table, text_of
from fuertong.reports.checking.reading import Line, sentences_of
from fuertong.reports.checking.written import plain_numbers

NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the generator would write from the facts: sentences, the same by their words, and table rows by name."""

    sentences: frozenset[str]
    by_words: dict[str, list[str]]
    rows: dict[str, list[tuple[str, ...]]]

    @classmethod
    def of(cls, *reports: Report) -> "Expected":
        """Take composed reports apart."""
        sentences: list[str] = []
        rows: dict[str, list[tuple[str, ...]]] = {}
        for report in reports:
            sentences += (plain_numbers(text) for text in (*_around(report), *running_text(report)))
            for block in report.blocks:
                if isinstance(block, Paragraph):
                    sentences.append(plain_numbers(block.text.strip()))
                elif isinstance(block, Table):
                    for row in _table_rows(block):
                        rows.setdefault(row_name(row), []).append(row)
        by_words: dict[str, list[str]] = {}
        for sentence in sentences:
            by_words.setdefault(words_of(sentence), []).append(sentence)
        return cls(sentences=frozenset(sentences), by_words=by_words, rows=rows)


def running_text(report: Report) -> Iterator[str]:
    """Headings, captions and sentences in the order of the text, as the checker reads them in a file."""
    for block in report.blocks:
        if isinstance(block, Heading):
            yield block.text.strip()
        elif isinstance(block, (Chart, Multiples)):
            yield block.title.strip()
        elif isinstance(block, Paragraph):
            yield from (plain_numbers(one) for one in sentences_of(block.text))


def _around(report: Report) -> list[str]:
    """What stands around the text: title, the line under it, cover, 主送机关, red head."""
    texts = [report.title, report.subtitle, report.author, report.issued, report.annex]
    texts += [f"{report.addressee}："] if report.addressee else []
    texts += [report.contents.title] if report.contents else []
    if report.red_head is not None:
        texts += [report.red_head.number, *(f"{name}{report.red_head.word}" for name in report.red_head.issuers)]
    return [part for text in texts if text for part in (text.strip(), *sentences_of(text))]


def _table_rows(table: Table) -> Iterator[tuple[str, ...]]:
    """The head, and the rows as Word gives them back: a merged cell that goes on is empty."""
    yield tuple(column.title for column in table.columns)
    above: tuple[str, ...] = ()
    for row in table.rows:
        cells = tuple(text_of(cell).strip() for cell in row.cells)
        shown = list(cells)
        for place, column in enumerate(table.columns):
            if not column.merged or len(cells) != len(above) or cells[: place + 1] != above[: place + 1]:
                break
            shown[place] = ""
        yield tuple(shown)
        above = cells


def words_of(sentence: str) -> str:
    """A sentence with its numbers masked."""
    return NUMBER.sub("#", sentence)


def row_name(cells: tuple[str, ...]) -> str:
    """The cell that names a row: the second where the first is a serial number."""
    return cells[1] if len(cells) > 1 and cells[0].isdigit() else cells[0]


def differing_numbers(sentence: str, line: Line, expected: Expected) -> list[Finding] | None:
    """The numbers that differ from our sentence of the same words; None when no sentence of ours has these words."""
    candidates = expected.by_words.get(words_of(sentence))
    if not candidates:
        return None
    seen = NUMBER.findall(sentence)
    pairs = [list(zip(seen, NUMBER.findall(ours), strict=True)) for ours in candidates]
    nearest = min(pairs, key=lambda numbers: sum(a != b for a, b in numbers))
    return [_differs(line, a, b, sentence) for a, b in nearest if a != b]


def _differs(line: Line, seen: str, wanted: str, sentence: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="check.number",
        message=f"第{line.number}段中的“{seen}”与数据不一致，按数据应为{wanted}：{sentence}",
        where=line.place,
        seen=seen,
        expected=wanted,
        remedy="请改正文字；如果数据有误，请责任单位更正数据后重新生成。",
    )
