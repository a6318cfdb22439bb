"""Words of a goal that look like a target but gave none (疑似漏读): a person is asked, nothing is guessed.

Asked for is every clause with a number that is in no target, and every countable thing that moves without one.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from fuertong.model.plan import Target, TargetKind
from fuertong.reading import phrases
from fuertong.reading.characters import plain
from fuertong.reading.clauses import Clause, split_clauses
from fuertong.reading.quantities import QUANTITIES, quantities

_LONGEST = 240
_NUMBER = re.compile(QUANTITIES)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MEASURE = rf"(?:{phrases.MEASURE}|差异|差别|时间|时长|面积|案件数?|命案|事故|犯罪)"
_MOVES = "(?:提高|提升|上升|下降|降低|减少|增加|增长|扩大|缩小|达标|改善|遏制|减缓|放缓|增速|增幅|翻番|减半|倍增)"
_MOVING = re.compile(
    rf"{_MEASURE}[^，。]{{0,10}}{_MOVES}|{_MOVES}[^，。]{{2,40}}{_MEASURE}$|(?:消除|清零|归零|杜绝)[^，。]{{0,8}}大班额|大班额[^，。]{{0,8}}(?:消除|清零)"
)
_BOUND = re.compile(r"(?:达到|提高到|提升到|不少于|不低于|不超过|控制在|下降到|至少)\d")
_WORDS = re.compile(
    r"[一二两三四五六七八九]成(?![立为果员本长功人])|一半|半数|过半|分之|[三四五六]分[一二三]|[一两二三四五六七八九十]倍|番$"
)
_FRACTION = re.compile(r"(?<!\d)[1-9]/[2-9](?!\d|万)")
_NO_BOUND = re.compile(
    r"“[^”]*”|《[^》]*》|每(?:千|百|万|十万|10万|\d+)(?:名|所|个|人口)?|\d+(?:万)?人口|(?:由|从)[^，]*?(?=提|上|增|下|降|减|扩)"
    r"|\d+(?:\.\d+)?[^\d，。、和]{1,3}以[上下]的|第\d+|PM2\.5|\d+次以上的"
    r"|(?<![\d.])\d+(?:[—至到、]\d+)?(?:周?岁|个月[内龄]?|月龄|周龄|孕周)|(?:到|至|在|以)?(?:19|20)\d\d(?:[—至]20\d\d)?年|\d+小时(?=服务|值班|热线|心理|内|妇女|儿童|接警|[^，。]{0,6}热线)"
    r"|(?:12\d{3}|11\d|12\d)(?=[^\d%‰]{0,12}(?:热线|专线|电话|平台|报警|急救|绿色通道))|\d+年(?=义务教育|制|一贯)|/\s*10\s*万|\d+(?:型|级|类|部门|米内|号|级以上|级甲等|级乙等|甲|G)|\d+—\d+年级|[A-Za-z]+—?\d+"
)


def _numbers(words: str) -> set[float]:
    """The numbers written in a clause that could bound something: no ages, years, names or telephone numbers."""
    return {float(number) for number in _DIGITS.findall(_NO_BOUND.sub("·", words))}


@lru_cache(maxsize=512)
def _of_text(text: str) -> frozenset[float]:
    found = {float(number) for number in _DIGITS.findall(text)}
    for match in _NUMBER.finditer(text):
        for quantity in quantities(match[0]):
            found |= {quantity.value, *([] if quantity.other is None else [quantity.other])}
    return frozenset(found)


def _read(targets: Iterable[Target]) -> set[float]:
    """The numbers that are in the targets, or in their names."""
    result: set[float] = set()
    for one in targets:
        result |= {number for number in (one.value, one.value2, one.base_value) if number is not None}
        result |= {step.value for step in one.milestones}
        for words in (one.indicator, one.reference, one.scope, one.each):
            result |= _of_text(words) if words else frozenset()
    return result


def left_over(clause: Clause, inside: list[Target]) -> bool:
    """Whether a number of a clause that gave targets is in none of them."""
    if any(one.kind is TargetKind.MILESTONE for one in inside):
        return False
    if _WORDS.search(clause.text) and not any(one.implied or one.reference for one in inside):
        return True
    words = _FRACTION.sub("·", clause.text) if any(one.implied for one in inside) else clause.text
    return bool(_numbers(words) - _read(inside))


def inside(clause: Clause, targets: Iterable[Target]) -> list[Target]:
    """The targets whose words lie in a clause."""
    return [one for one in targets if one.span and one.span[0] < clause.end and clause.start < one.span[1]]


def unread_places(text: str, targets: tuple[Target, ...]) -> Iterator[str]:
    """The clauses that hold a number or a rate that moves and no target, or more numbers than their targets have."""
    for clause in split_clauses(text):
        if clause.end - clause.start > _LONGEST:
            continue
        here = inside(clause, targets)
        if here:
            if left_over(clause, here):
                yield text[clause.start : clause.end]
        elif _is_suspect(plain(clause.text)):
            yield text[clause.start : clause.end]


def _is_suspect(words: str) -> bool:
    view = _NO_BOUND.sub("·", words)
    return bool(_DIGITS.search(view) or _WORDS.search(view) or _BOUND.search(words) or _MOVING.search(words))
