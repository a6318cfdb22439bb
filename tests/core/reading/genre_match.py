"""How a label and a target are compared (比对规则): the rules of the gold readings."""

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

from fuertong.model.plan import Target

Label = dict[str, Any]
Same = Callable[[Label, Target], float]


def pairs(
    wanted: list[Label], got: list[Target], same: Same
) -> tuple[list[tuple[Label, Target]], list[Label], list[Target]]:
    """Pairs one to one, the best first; what was missed; what was read too much."""
    ranked = sorted(
        ((same(one, other), i, j) for i, one in enumerate(wanted) for j, other in enumerate(got)),
        key=lambda row: (-row[0], bool(wanted[row[1]].get("optional"))),
    )
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for likeness, i, j in ranked:
        if likeness > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((wanted[i], got[j]))
    missed = [one for i, one in enumerate(wanted) if i not in left]
    return found, missed, [one for j, one in enumerate(got) if j not in right]


def bound(comparator: str | None) -> str | None:
    """The comparators as they count: = and > like >=, < like <=."""
    return {"=": ">=", ">": ">=", "<": "<="}.get(comparator or "", comparator)


def alike(first: str, second: str | None) -> float:
    """How alike two names are, widths and punctuation aside: 1 the same, 0.75 at least when one holds the other."""
    one, two = _squash(first), _squash(second or "")
    if not one or not two:
        return 0.0
    if one in two or two in one:
        return max(0.75, min(len(one), len(two)) / max(len(one), len(two)))
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def _squash(text: str) -> str:
    return re.sub(r"[\s,，.。;；:：、（）()\-—－–·“”\"'‘’]+", "", unicodedata.normalize("NFKC", text))
