"""Numbers of headings (标题序号): given anew after chapters were moved, added or deleted."""

import re
from collections.abc import Iterable, Iterator, Sequence

from fuertong.reports.blocks import Block, Heading
from fuertong.reports.figures import chinese_number
from fuertong.reports.taking_back.likeness import unnumbered

_FORMS = {1: "{}、", 2: "（{}）", 3: "{}. "}
_ARABIC = re.compile(r"^（\d+）")


def numbered(blocks: Iterable[Block], composed: Sequence[Block]) -> Iterator[Block]:
    """The blocks with their headings numbered from the start, in those levels the composed report numbers."""
    levels = {b.level for b in composed if isinstance(b, Heading) and unnumbered(b.text) != b.text.strip()}
    counts = dict.fromkeys(_FORMS, 0)
    for block in blocks:
        if not isinstance(block, Heading) or block.level not in levels or _ARABIC.match(block.text):
            yield block
            continue
        counts[block.level] += 1
        for deeper in range(block.level + 1, 4):
            counts[deeper] = 0
        number = counts[block.level]
        mark = _FORMS[block.level].format(number if block.level == 3 else chinese_number(number))
        yield Heading(block.level, mark + unnumbered(block.text))
