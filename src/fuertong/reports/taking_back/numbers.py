"""Changed numbers (改动的数字): in the text of people where the generator had another one; never taken silently."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from fuertong.reports.blocks import Trace, Words
from fuertong.reports.taking_back.edits import SentenceEdit
from fuertong.reports.taking_back.likeness import normal

_TOKEN = re.compile(
    r"\d+(?:\.\d+)?(?:个百分点|个千分点|%|‰|/10万|/万|亿人|万人次|万人|人次|人|例|岁|项|个|年|月|日|期|倍)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedNumber:
    """A number a person changed: as generated, as it came back, in which sentence, and what it stands for.

    `edit` is the id of the sentence or cell; `line` the part of the file (counted from 1). `trace` is None for numbers
    the report counts itself. Either the text is mended (`Edits.without`), or the unit is asked to correct its value.
    """

    edit: str
    line: int
    was: str
    seen: str
    sentence: str
    trace: Trace | None = None


def tokens(text: str) -> list[str]:
    """The numbers of a text with their units."""
    return _TOKEN.findall(normal(text))


def changed_numbers(edit: SentenceEdit, line: int, words: Words) -> list[ChangedNumber]:
    """The numbers of one touched sentence that differ; `words` are the sentence as generated, with its traces."""
    if not edit.before or not edit.after:
        return []
    before, after = tokens(edit.before), tokens(edit.after)
    found = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "replace" or a2 - a1 != b2 - b1:
            continue
        for was, seen in zip(before[a1:a2], after[b1:b2], strict=True):
            trace = _traced(was, words)
            found.append(ChangedNumber(edit=edit.id, line=line, was=was, seen=seen, sentence=edit.after, trace=trace))
    return found


def _traced(number: str, words: Words) -> Trace | None:
    """The trace of the run that prints the number."""
    return next((run.trace for run in words if run.trace is not None and number in tokens(run.text)), None)
