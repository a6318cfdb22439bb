"""The report checker (报告核对): every number of an edited report against the facts it should rest on.

`check` takes any Word report, ours after people edited it or one typed by hand, and lists what disagrees: numbers,
units, 百分点 written as %, directions, years, targets, verdicts, sums, names, tables, charts, blanks and leftovers.
"""

import re
from collections.abc import Iterator, Sequence

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding
from fuertong.reports.blocks import Report
from fuertong.reports.checking.alignment import Expected, differing_numbers, running_text
from fuertong.reports.checking.charts import chart_findings
from fuertong.reports.checking.claim_checks import claim_findings, flat_findings
from fuertong.reports.checking.claims import Reader
from fuertong.reports.checking.doubles import doubled_words, repeated_sentences
from fuertong.reports.checking.knowledge import Known, known_by_name
from fuertong.reports.checking.leftovers import file_findings, leftover_findings
from fuertong.reports.checking.names import misspelt, name_findings
from fuertong.reports.checking.numbering import numbering_findings
from fuertong.reports.checking.reading import Line, lines_of, sentences_of
from fuertong.reports.checking.respectively import distributed
from fuertong.reports.checking.rows import differing_cells
from fuertong.reports.checking.skeletons import Skeletons, misplaced
from fuertong.reports.checking.slips import gaps, slips
from fuertong.reports.checking.sums import sum_findings
from fuertong.reports.checking.tables import table_findings
from fuertong.reports.checking.wordings import wording_findings
from fuertong.reports.checking.written import plain_numbers
from fuertong.reports.composing import compose
from fuertong.reports.disclosure import disclosed
from fuertong.reports.facts import Facts
from fuertong.reports.returned_word import read_word
from fuertong.reports.templates import Template, template_codes
from fuertong.reports.wording import Wording, default_wording


def check(
    document: bytes,
    facts: Facts,
    *,
    template: Template | str | None = None,
    known: Sequence[Report] = (),
    also: Sequence[Facts] = (),
    wording: Wording | None = None,
) -> list[Finding]:
    """Check a .docx against the facts; findings in the order of the text, FuertongError for an unreadable file.

    `template` is the kind of report, where it is known; without it the report is compared with every kind. `known`
    are reports that come from elsewhere and whose sentences count as ours (a yearbook, a unit's report); `also` are
    the facts of the other plan, for papers about both.
    """
    words = wording or default_wording()
    file = read_word(document)
    lines = lines_of(file)
    reports = [*known, *_composed(template, facts, words)]
    checker = _Checker([disclosed(one) for one in (facts, *also)], Expected.of(*reports), words)
    found = [*file_findings(file)]
    for line in lines:
        found += checker.line(line)
    found += repeated_sentences(lines, checker.expected.sentences)
    text = [(line, sentence) for line in lines if not line.cells for sentence in sentences_of(line.text)]
    found += misplaced(text, [list(running_text(one)) for one in reports])
    found += numbering_findings(lines)
    found += chart_findings(document, reports)
    return sorted(found, key=lambda finding: finding.where.line or 0)


def _composed(template: Template | str | None, facts: Facts, wording: Wording) -> Iterator[Report]:
    """What the generator would write; kinds that need more than facts (the earlier report, a unit) are left out."""
    if template is not None:
        yield compose(template, facts, wording=wording)
        return
    for code in template_codes():
        try:
            yield compose(code, facts, wording=wording)
        except FuertongError:
            continue


_QUOTED = 8


class _Checker:
    """Checks the lines of one report."""

    def __init__(self, plans: Sequence[Facts], expected: Expected, wording: Wording) -> None:
        self.expected = expected
        self._skeletons = Skeletons(expected.sentences)
        self._facts = plans[0]
        self._names: dict[str, Known] = known_by_name(plans, wording)
        goals = {plain_numbers(goal.text.rstrip("。；")) for facts in plans for goal in facts.goals}
        quotes = {part for text in goals for part in (text, *re.split("[。；]", text)) if len(part) >= _QUOTED}
        self._quotes = re.compile("|".join(re.escape(text) for text in sorted(quotes, key=len, reverse=True)) or "(?!)")

    def line(self, line: Line) -> Iterator[Finding]:
        """Everything to be said of one line; what the generator wrote itself is only searched for gaps."""
        yield from gaps(line)
        if line.cells:
            ours = differing_cells(line, self.expected)
            if ours is not None:
                yield from ours
            else:
                yield from table_findings(line, self._names)
                yield from leftover_findings(line.text, line)
            return
        reader = Reader(self._names, self._facts.year)
        strange: list[str] = []
        for written in self._sentences(line):
            if written in self.expected.sentences:
                reader.follow(written)
                continue
            sentence = self._quotes.sub("", written)
            strange.append(sentence)
            differing = differing_numbers(sentence, line, self.expected)
            if differing is None:
                yield from list(self._typed(sentence, line, reader)) or self._skeletons.differing(sentence, line)
            else:
                yield from differing
                reader.follow(sentence)
        if strange:
            text = "".join(strange)
            yield from slips(text, line, self._facts)
            yield from leftover_findings(text, line)
            yield from name_findings(text, line, self._facts, is_title=line.number <= 2)
            yield from doubled_words(text, line)
            if all(sentence not in self.expected.sentences for sentence in self._sentences(line)):
                yield from sum_findings(self._quotes.sub("", line.text), line, self._facts)
            else:
                yield from sum_findings(text, line, self._facts)

    def _sentences(self, line: Line) -> list[str]:
        return [line.text.strip()] if line.text.strip() in self.expected.sentences else sentences_of(line.text)

    def _typed(self, sentence: str, line: Line, reader: Reader) -> Iterator[Finding]:
        """A sentence of people: each number must be one that the indicator named can give there."""
        places = reader.named(sentence)
        for one in distributed(sentence, places):
            yield from (finding for flat in list(reader.flats(one)) for finding in flat_findings(flat, line))
            for claim in list(reader.claims(one)):
                yield from claim_findings(claim, line, self._names)
        yield from wording_findings(sentence, places, line, self._facts)
        yield from misspelt(sentence, line, self._names)


__all__ = ["check"]
