"""Words of a goal that look like a target but gave none (疑似漏读): a person is asked, nothing is guessed."""

import re
from collections.abc import Iterator

from fuertong.model.plan import Target
from fuertong.reading.characters import plain
from fuertong.reading.clauses import split_clauses
from fuertong.reading.quantities import QUANTITIES, quantities

_NUMBER = re.compile(QUANTITIES)
_SKIPPED = re.compile(r"“[^”]*”|《[^》]*》")
_MOVING = re.compile(
    r"(?:率|比例|比重|占比|人数)[^，。]{0,8}(?:提高|提升|上升|下降|降低|减少|增加|增长|扩大|缩小|达标|改善)"
)
_UNITS = ("%", "‰", "/10万", "个百分点", "个", "名", "人", "所", "家", ":")


def unread_places(text: str, targets: tuple[Target, ...]) -> Iterator[str]:
    """The clauses that hold a number with a unit, or a rate that moves, and no target."""
    spans = [target.span for target in targets if target.span]
    for clause in split_clauses(text):
        if any(start < clause.end and clause.start < end for start, end in spans):
            continue
        if clause.end - clause.start > 240:
            continue
        words = _SKIPPED.sub("", plain(clause.text))
        numbers = [quantity for found in _NUMBER.finditer(words) for quantity in quantities(found[0])]
        counted = any(quantity.unit in _UNITS and not quantity.words for quantity in numbers)
        if counted or _MOVING.search(words):
            yield text[clause.start : clause.end]
