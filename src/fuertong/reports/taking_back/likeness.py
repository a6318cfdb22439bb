"""Likeness of texts (文字相近): what counts as the same words, and which lines of two lists belong together."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

NUMBER = re.compile(r"\d+(?:\.\d+)?")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟＂«»‘’'「」『』", '"') | dict.fromkeys("—–－﹣−―~～", "-"))
_SPACE = re.compile(r"\s+")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\([一二三四五六七八九十]+\)|\d{1,2}[.．]\s*)"
)


@cache
def normal(text: str) -> str:
    """The text without what programs change by themselves: spaces, widths, kinds of quotes and dashes."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text).translate(_QUOTES))


def unnumbered(text: str) -> str:
    """A heading without its number: 一、 （一） 1."""
    return _NUMBERING.sub("", text.strip(), count=1)


@cache
def masked(text: str) -> str:
    """The words alone: every number stands as #."""
    return NUMBER.sub("#", normal(text))


def likeness(one: str, other: str, *, least: float = 0.0) -> float:
    """0 to 1: how much of the words two texts share; 0 where it is surely below `least`."""
    a, b = masked(one), masked(other)
    if not a or not b:
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def aligned(before: Sequence[str], after: Sequence[str], *, least: float = 0.45) -> list[tuple[int | None, int | None]]:
    """Pairs of places, in the order of both lists: equal texts first, then the most alike between them.

    (3, None) is gone, (None, 2) is new.
    """
    matcher = SequenceMatcher(None, [normal(t) for t in before], [normal(t) for t in after], autojunk=False)
    pairs: list[tuple[int | None, int | None]] = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(a1, a2), range(b1, b2), strict=True)
        else:
            pairs += _between(before, after, range(a1, a2), range(b1, b2), least)
    return pairs


def _between(
    before: Sequence[str], after: Sequence[str], left: range, right: range, least: float
) -> list[tuple[int | None, int | None]]:
    """The pairing in order with the greatest likeness in all."""
    score = {(i, j): likeness(before[i], after[j], least=least) for i in left for j in right}
    best: dict[tuple[int, int], tuple[float, tuple[int | None, int | None] | None]] = {}
    for i in range(left.stop, left.start - 1, -1):
        for j in range(right.stop, right.start - 1, -1):
            options: list[tuple[float, tuple[int | None, int | None] | None]] = []
            if i < left.stop and j < right.stop and score[i, j] >= least:
                options.append((score[i, j] + best[i + 1, j + 1][0], (i, j)))
            if i < left.stop:
                options.append((best[i + 1, j][0], (i, None)))
            if j < right.stop:
                options.append((best[i, j + 1][0], (None, j)))
            best[i, j] = max(options, key=lambda option: option[0], default=(0.0, None))
    i, j, pairs = left.start, right.start, []
    while (step := best[i, j][1]) is not None:
        pairs.append(step)
        i, j = i + (step[0] is not None), j + (step[1] is not None)
    return pairs
