"""A strategy's title and its clauses with numbers (策略措施的数字承诺)."""

import re

from fuertong.model.plan import Target
from fuertong.reading.characters import plain

_SENTENCE = re.compile(r"[。：；]")
_NUMBER = re.compile(r"\d|全覆盖|应[\u4e00-\u9fff]尽[\u4e00-\u9fff]|一半以上|半数|百分之")


def split_title(text: str) -> str:
    """The first sentence when it is short, else the words before the first comma."""
    view = plain(text)
    found = _SENTENCE.search(view)
    first = text[: found.start()] if found else text
    comma = view.find("，")
    return first if len(first) <= 120 or not 4 <= comma <= 120 else text[:comma]


def numeric_clauses(text: str) -> tuple[tuple[str, ...], tuple[Target, ...]]:
    """The clauses that carry a number or universal wording, and the targets in them."""
    return (), ()
