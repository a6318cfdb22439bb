"""Our own sentences found under a slip (骨架对照): all words are there, a number, unit or direction is another.

Sentences are compared without their numbers, units and words of direction; what then is equal differs in those only.
The same words with other numbers may also be right elsewhere in the report: whole reports are counted for that.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fuertong.model.findings import Finding
from fuertong.reports.checking.claims import FALLS, RISES
from fuertong.reports.checking.reading import Line
from fuertong.reports.checking.telling import told

_UNIT = "个百分点|个千分点|%|‰|/10万|/万|万人次|万人|人次|人|例|岁|项"
_BARE = r"个百分点|个千分点|%|‰|/10万|(?<=[）中有的定标，；、])项"
_NUMBER = r"[-－−]?\d+(?:\.\d+)?"
_MARK = re.compile(
    rf"(?P<move>{'|'.join((*RISES, *FALLS))})|(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?|(?P<blank>(?<!\d)(?:{_BARE}))"
    r"|^(?P<start>项)"
)
_SPACE = re.compile(r"[\s_＿]+")
Token = tuple[str, str]


def skeleton(sentence: str) -> tuple[str, tuple[Token, ...]]:
    """The words without what numbers say, and what was taken out: (number, unit) or (direction, "")."""
    tokens: list[Token] = []

    def taken(found: re.Match[str]) -> str:
        if found["move"]:
            tokens.append((found["move"], ""))
            return "^"
        tokens.append((found["number"] or "", found["unit"] or found["blank"] or found["start"] or ""))
        return "#"

    words = _MARK.sub(taken, _SPACE.sub("", sentence))
    return words, tuple(tokens)


class Skeletons:
    """The sentences of our reports by their words."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._by_words: dict[str, list[tuple[Token, ...]]] = {}
        for sentence in sentences:
            words, tokens = skeleton(sentence)
            if tokens:
                self._by_words.setdefault(words, []).append(tokens)

    def differing(self, sentence: str, line: Line) -> list[Finding]:
        """What differs from our nearest sentence of the same words; nothing where there is none."""
        words, seen = skeleton(sentence)
        candidates = self._by_words.get(words, [])
        if not candidates:
            return []
        nearest = min(candidates, key=lambda ours: sum(a != b for a, b in zip(ours, seen, strict=True)))
        return [_told(line, a, b) for a, b in zip(seen, nearest, strict=True) if a != b]


def _told(line: Line, seen: Token, wanted: Token) -> Finding:
    is_, should = "".join(seen), "".join(wanted)
    if not seen[0]:
        return told("blank", line, is_, "句子里有空着没填的数", f"按数据应为{should}，请补填", wanted=should)
    if seen[0] == wanted[0]:
        return told("unit", line, is_, f"单位应为{wanted[1] or '无'}", f"请改为{should}", wanted=should)
    if not wanted[1] and not wanted[0][0].isdigit():
        return told("direction", line, is_, f"方向写反了，按数据是{should}", f"请改为{should}", wanted=should)
    return told("number", line, is_, f"与数据不一致，按数据应为{should}", f"请改为{should}", wanted=should)


def misplaced(lines: Sequence[tuple[Line, str]], reports: Iterable[Sequence[str]]) -> Iterator[Finding]:
    """Sentences that are ours, but stand where another of the same words belongs (3项 for 4项 under a heading).

    `lines` are the sentences of the file in order, `reports` those of each report it may be: the likeliest counts, and
    only when half of it is there. Nothing is said where people left sentences of these words out or wrote one twice.
    """
    said = {sentence for _, sentence in lines}
    likely = max(reports, key=lambda one: len(said.intersection(one)), default=())
    if len(said.intersection(likely)) * 2 < len(set(likely)):
        return
    seen: dict[str, list[tuple[Line, str]]] = {}
    for line, sentence in lines:
        seen.setdefault(skeleton(sentence)[0], []).append((line, sentence))
    ours = _grouped(likely)
    for words, found in seen.items():
        if "#" in words and len(found) == len(ours.get(words, ())) > 1:
            yield from _of_words(found, ours[words])


def _grouped(sentences: Sequence[str]) -> Mapping[str, list[str]]:
    made: dict[str, list[str]] = {}
    for sentence in sentences:
        made.setdefault(skeleton(sentence)[0], []).append(sentence)
    return made


def _of_words(found: Sequence[tuple[Line, str]], ours: Sequence[str]) -> Iterator[Finding]:
    """What is there too often, and stands at the place of what is missing."""
    surplus = Counter(sentence for _, sentence in found) - Counter(ours)
    for (line, sentence), wanted in zip(found, ours, strict=True):
        if sentence != wanted and surplus[sentence]:
            surplus[sentence] -= 1
            what = "这里的数与数据不一致（同样的话应在别处）"
            yield told("number", line, sentence, what, f"请改为“{wanted}”", wanted=wanted)
