"""Words of a goal that look like a target but gave none (疑似漏读): a person is asked, nothing is guessed."""

import re
from collections.abc import Iterator

from fuertong.model.plan import Target, TargetKind
from fuertong.reading import phrases
from fuertong.reading.characters import plain
from fuertong.reading.clauses import split_clauses
from fuertong.reading.quantities import COUNTED, QUANTITIES, quantities

_NUMBER = re.compile(QUANTITIES)
_SKIPPED = re.compile(r"“[^”]*”|《[^》]*》")
_MEASURE = rf"(?:{phrases.MEASURE}|差异|差别|时间|时长|面积|案件数?|命案|事故|犯罪)"
_MOVES = "(?:提高|提升|上升|下降|降低|减少|增加|增长|扩大|缩小|达标|改善|遏制|减缓|放缓|增速|增幅)"
_MOVING = re.compile(rf"{_MEASURE}[^，。]{{0,10}}{_MOVES}|{_MOVES}[^，。]{{2,40}}{_MEASURE}$")
_BOUND = re.compile(r"(?:达到|提高到|提升到|不少于|不低于|不超过|控制在|下降到|至少)\d")
_UNITS = frozenset({"%", "‰", "/10万", "/万", ":", "个百分点", "个千分点", "小时", "元", "万元"}) | COUNTED


_NO_BOUND = re.compile(
    r"“[^”]*”|《[^》]*》|（[^）]*）|每(?:千|百|万|十万|10万|\d+)[名所个]?|\d+(?:万)?人口|(?:由|从)[^，]*?(?=提|上|增|下|降|减|扩)"
    r"|\d+(?:\.\d+)?[^\d，。、和]{1,3}以[上下]的|\d+[^\d，。、和]{1,4}的|第\d+|PM2\.5|\d+次以上的|\d+周?岁|\d+个月[内龄]?|\d+月龄"
)


def _left_over(words: str, targets: list[Target]) -> bool:
    """Whether a bound of a clause that gave targets is in none of them."""
    read = {number for one in targets for number in (one.value, one.value2, one.base_value) if number is not None}
    read |= {step.value for one in targets for step in one.milestones}
    if any(one.kind is TargetKind.MILESTONE for one in targets):
        return False
    numbers = [quantity for found in _NUMBER.finditer(_NO_BOUND.sub("", words)) for quantity in quantities(found[0])]
    return any(
        quantity.value not in read and quantity.other not in read and quantity.unit in _UNITS and not quantity.words
        for quantity in numbers
    )


def unread_places(text: str, targets: tuple[Target, ...]) -> Iterator[str]:
    """The clauses that hold a number with a unit, or a rate that moves, and no target."""
    for clause in split_clauses(text):
        inside = [one for one in targets if one.span and one.span[0] < clause.end and clause.start < one.span[1]]
        if inside:
            if _left_over(clause.text, inside):
                yield text[clause.start : clause.end]
            continue
        if clause.end - clause.start > 240:
            continue
        words = _SKIPPED.sub("", plain(clause.text))
        numbers = [quantity for found in _NUMBER.finditer(words) for quantity in quantities(found[0])]
        counted = any(quantity.unit in _UNITS and not quantity.words for quantity in numbers)
        if counted or _BOUND.search(words) or _MOVING.search(words):
            yield text[clause.start : clause.end]
