"""How alike two texts are (文字相似度): pairs of neighbouring characters in common, punctuation and spacing aside."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

_NOISE = re.compile(r"[\s\W_]+")
_ALMOST = 0.99


@lru_cache(maxsize=16_384)
def squeezed(text: str) -> str:
    """The text without spaces and punctuation, full-width forms made plain."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but spacing, punctuation and width."""
    return squeezed(one) == squeezed(other)


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1, which only the same words reach; symmetric."""
    if same_words(one, other):
        return 1.0
    first, second = pairs_of(one), pairs_of(other)
    return min(_ALMOST, 2 * (first & second).total() / (first.total() + second.total()))


@lru_cache(maxsize=16_384)
def pairs_of(text: str) -> Counter[str]:
    """The neighbouring pairs of a text with their number; a text of at most one character counts itself."""
    plain = squeezed(text)
    if len(plain) < 2:
        return Counter((plain,))
    return Counter(plain[start : start + 2] for start in range(len(plain) - 1))


def alike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """(position in `old`, position in `new`, likeness) of all that have a pair in common or the same words.

    Only texts that share a pair are looked at, so two plans of some hundred goals take a tenth of a second.
    """
    posts: dict[str, list[tuple[int, int]]] = {}
    for place, text in enumerate(new):
        for pair, count in pairs_of(text).items():
            posts.setdefault(pair, []).append((place, count))
    sizes = [pairs_of(text).total() for text in new]
    for here, text in enumerate(old):
        common: Counter[int] = Counter()
        own = pairs_of(text)
        for pair, count in own.items():
            for place, other in posts.get(pair, ()):
                common[place] += min(count, other)
        for place, shared in common.items():
            full = same_words(text, new[place])
            yield here, place, 1.0 if full else min(_ALMOST, 2 * shared / (own.total() + sizes[place]))


def best_pairs(
    scored: Sequence[tuple[float, int, int]], *, distance: Callable[[int, int], float]
) -> list[tuple[int, int, float]]:
    """Each position at most once, the best score first; among equals the nearest, then the earliest."""
    used_old: set[int] = set()
    used_new: set[int] = set()
    found = []
    for score, one, other in sorted(scored, key=lambda row: (-row[0], distance(row[1], row[2]), row[1], row[2])):
        if one not in used_old and other not in used_new:
            used_old.add(one)
            used_new.add(other)
            found.append((one, other, score))
    return found
