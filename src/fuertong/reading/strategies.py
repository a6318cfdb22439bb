"""A strategy's title and its clauses with numbers (策略措施的数字承诺)."""

import re

from fuertong.model.plan import Confidence, Target, TargetKind
from fuertong.reading.characters import plain
from fuertong.reading.clauses import Clause, split_clauses
from fuertong.reading.quantities import QUANTITIES, quantities
from fuertong.reading.targets import read_targets

_SENTENCE = re.compile(r"[。：；]")
_QUANTITY = re.compile(QUANTITIES)
_NOT_COMMITTED = re.compile(r"十三五|十四五|十五五|第[一二三四五六七八九十]+|热线|\d{4}年|一体化|一站式|一盘棋")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）")


def split_title(text: str) -> str:
    """The first sentence when it is short, else the words before the first comma."""
    view = plain(text)
    found = _SENTENCE.search(view)
    first = text[: found.start()] if found else text
    comma = view.find("，")
    return first if len(first) <= 120 or not 4 <= comma <= 120 else text[:comma]


def numeric_clauses(text: str) -> tuple[tuple[str, ...], tuple[Target, ...]]:
    """The clauses that carry a number or universal wording, and the commitments in them.

    Committed are values, universal wording (100 %), bounds given by another indicator and proportions to be kept.
    Trends of strategies are measures, and things to be set up without a number too: they are left out.
    """
    targets = tuple(target for target in read_targets(text) if _binds(target))
    spans = [target.span for target in targets if target.span]
    clauses = [clause for clause in split_clauses(text) if _committed(clause) or _covered(clause, spans)]
    return tuple(dict.fromkeys(text[clause.start : clause.end] for clause in clauses)), targets


def _binds(target: Target) -> bool:
    kept = target.kind is TargetKind.KEEP and target.confidence is Confidence.SURE
    return target.value is not None or target.reference is not None or kept


def _covered(clause: Clause, spans: list[tuple[int, int]]) -> bool:
    return any(start < clause.end and clause.start < end for start, end in spans)


def _committed(clause: Clause) -> bool:
    """A number of things or hours that is no year, no age and no part of a name."""
    if len(clause.text) > 240:
        return False
    view = _NOT_COMMITTED.sub("", _QUOTED.sub("", clause.text))
    for found in _QUANTITY.finditer(view):
        for quantity in quantities(found[0]):
            if not quantity.words and quantity.unit not in ("", "年", "岁"):
                return True
    return False
