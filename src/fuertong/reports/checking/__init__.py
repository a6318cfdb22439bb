"""The report checker (报告核对): every number of an edited report against the facts it should rest on.

`check` takes any Word report, ours after people edited it or one typed by hand, and lists what disagrees: numbers,
units, 百分点 written as %, impossible years, blanks left in a sentence, counts that may not be printed.
"""

from fuertong.model.findings import Finding
from fuertong.reports.checking.against_facts import unknown_numbers
from fuertong.reports.checking.alignment import Expected, differing_numbers
from fuertong.reports.checking.reading import Line, lines_of, sentences_of
from fuertong.reports.checking.rows import differing_cells
from fuertong.reports.checking.slips import slips
from fuertong.reports.composing import compose
from fuertong.reports.disclosure import disclosed
from fuertong.reports.facts import Facts
from fuertong.reports.templates import Template
from fuertong.reports.wording import Wording, default_wording


def check(
    document: bytes, facts: Facts, *, template: Template | str = "monitoring", wording: Wording | None = None
) -> list[Finding]:
    """Check a .docx against the facts; findings in the order of the text, FuertongError for an unreadable file."""
    words = wording or default_wording()
    expected = Expected.of(compose(template, facts, wording=words))
    shown = disclosed(facts)
    found: list[Finding] = []
    for line in lines_of(document):
        found += slips(line, shown)
        if line.cells:
            found += differing_cells(line, expected)
        else:
            found += _sentences(line, expected, shown, words)
    return found


def _sentences(line: Line, expected: Expected, facts: Facts, wording: Wording) -> list[Finding]:
    """A sentence that is ours is compared number by number; any other is checked by the indicators it names."""
    found: list[Finding] = []
    for sentence in sentences_of(line.text):
        if sentence in expected.sentences:
            continue
        differing = differing_numbers(sentence, line, expected)
        found += unknown_numbers(sentence, line, facts, wording) if differing is None else differing
    return found


__all__ = ["check"]
