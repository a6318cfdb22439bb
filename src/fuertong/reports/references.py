"""References resolved (交叉引用): the number of a chart or table put where the text speaks of it."""

from collections.abc import Iterable
from dataclasses import replace

from fuertong.reports.blocks import Block, Chart, Multiples, Paragraph, ParagraphKind, Run, Words
from fuertong.reports.captions import label_of


def resolved(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with （见{}） made （见图3）; a reference to what the report does not have is left out."""
    every = tuple(blocks)
    labels = dict(_labels(every))
    return tuple(replace(one, runs=_words(one.runs, labels)) if isinstance(one, Paragraph) else one for one in every)


def _labels(blocks: tuple[Block, ...]) -> Iterable[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, (Chart, Multiples)) and block.anchor:
            yield block.anchor, label_of(block.title)
        elif isinstance(block, Paragraph) and block.kind is ParagraphKind.CAPTION and block.anchor:
            yield block.anchor, label_of(block.text)


def _words(words: Words, labels: dict[str, str]) -> Words:
    if not any(run.refers for run in words):
        return words
    made: list[Run] = []
    for run in words:
        if not run.refers:
            made.append(run)
        elif labels.get(run.refers):
            before, _, after = run.text.partition("{}")
            made += [Run(before), Run(labels[run.refers], refers=run.refers), Run(after)]
    return tuple(run for run in made if run.text or run.note)
