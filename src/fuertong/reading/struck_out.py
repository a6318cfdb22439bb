"""Characters a web site struck out (市*府, 死*率): put back in a name where one usual word only fits.

The quote stays as it is printed, and a person looks at the target.
"""

import re
from functools import cache

from fuertong.reading.wordlists import rows

STRUCK = "*×□＊"
_ANY = re.compile(rf"[{re.escape(STRUCK)}]")


def is_struck(name: str) -> bool:
    """Whether a character of a name was struck out."""
    return bool(_ANY.search(name))


def restored(name: str) -> str:
    """The name with every struck-out character put back for which one word only fits."""
    while found := next((place for place in _ANY.finditer(name) if _fitting(name, place.start())), None):
        start = found.start()
        name = name[:start] + _fitting(name, start) + name[start + 1 :]
    return name


def _fitting(name: str, place: int) -> str:
    """The one character that makes the longest known word of those around a place; empty when none or several do.

    Of words equally long the usual ones go before rates.
    """
    usual, rates = (_fits(name, place, words) for words in _word_lists())
    if not usual and not rates:
        return ""
    longest = max([*usual, *rates])
    chars = usual.get(longest) or rates[longest]
    return next(iter(chars)) if len(chars) == 1 else ""


def _fits(name: str, place: int, words: tuple[str, ...]) -> dict[int, set[str]]:
    """The characters that make one of the words at a place, by the length of the word."""
    found: dict[int, set[str]] = {}
    for word in words:
        for offset, char in enumerate(word):
            start = place - offset
            window = name[start : start + len(word)] if start >= 0 else ""
            around = window[:offset] + window[offset + 1 :]
            if len(window) == len(word) and around == word[:offset] + word[offset + 1 :]:
                found.setdefault(len(word), set()).add(char)
    return found


@cache
def _word_lists() -> tuple[tuple[str, ...], ...]:
    """Usual words, and the two characters before 率 with it."""
    rates = tuple(row["word"] + "率" for row in rows("rates.csv", key="word"))
    return tuple(row["word"] for row in rows("usual_words.csv", key="word")), rates
