"""The number at the head of a line (序号): 一、（一）1. （1）1） ① 第一章, in every width and with blanks inside."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from fuertong.reading.characters import plain

_CHINESE = "一二三四五六七八九十"
_CIRCLED = {chr(0x2460 + index): index + 1 for index in range(20)}
_STOPPED = {chr(0x2488 + index): index + 1 for index in range(20)}
_BRACKETED = {chr(0x2474 + index): index + 1 for index in range(20)}
_BRACKETED_CHINESE = {chr(0x3220 + index): index + 1 for index in range(10)}


class Style(StrEnum):
    """The way a number is written."""

    CHAPTER = "第一章"
    SECTION = "第一节"
    CN_DOT = "一、"
    CN_PAREN = "（一）"
    DOT = "1."
    PAREN = "（1）"
    HALF_PAREN = "1）"
    BARE = "1 "
    CIRCLED = "①"
    FIELD = "领域一"
    LABEL = "目标1"
    DECIMAL = "2.1"
    FIRSTLY = "一是"

    @property
    def is_arabic(self) -> bool:
        """Whether the number is an Arabic one (the usual ones of items)."""
        return self in (Style.DOT, Style.PAREN, Style.HALF_PAREN, Style.BARE, Style.LABEL)

    @property
    def is_counting(self) -> bool:
        """Whether the number may stand in a list of items written in another way: arabic and circled ones mix."""
        return self.is_arabic or self is Style.CIRCLED


@dataclass(frozen=True, slots=True)
class Mark:
    """A number, its style, where the text after it begins, and whether a digit that is no age follows (8.5%)."""

    style: Style
    number: int
    end: int
    glued: bool


_NAMED = r"\s*(?:(?:妇女|女性|儿童|未成年人)(?:与|参与)|(?:主要|发展|具体)目标|(?:策略|主要|具体)措施)"
_NO_UNIT = r"(?![岁年月日个万亿千百名人件家所倍元对至到左以])[\u4e00-\u9fff“]"
_LEAD = r"^[\s\-—·•●*▪◆>]{0,4}"
_PATTERNS = tuple(
    (style, re.compile(_LEAD + pattern))
    for style, pattern in (
        (Style.CHAPTER, rf"第\s*([{_CHINESE}]{{1,3}}|\d{{1,2}})\s*(?:章|篇|部分)\s*[、：.]?\s*"),
        (Style.SECTION, rf"第\s*([{_CHINESE}]{{1,3}}|\d{{1,2}})\s*节\s*[、：.]?\s*"),
        (
            Style.FIELD,
            rf"(?:重点|优先|发展)?领域\s*([{_CHINESE}]{{1,3}}|\d{{1,2}})(?:\s*[、：.]\s*|\s+)(?=[\u4e00-\u9fff])",
        ),
        (
            Style.LABEL,
            rf"(?:目标|措施|策略|路径|举措|任务|行动)\s*([{_CHINESE}]{{1,3}}(?=\s*[、：.])|\d{{1,2}}(?!\d))\s*[、：.]?\s*(?=[\u4e00-\u9fff“《\d])",
        ),
        (Style.CN_PAREN, rf"（?\s*([{_CHINESE}]{{1,3}})\s*）\s*[、.：]?\s*"),
        (Style.CN_DOT, rf"([{_CHINESE}]{{1,3}})\s*[、.：]\s*"),
        (Style.PAREN, r"（\s*(\d{1,2})\s*）\s*[、.]?\s*"),
        (Style.HALF_PAREN, r"(\d{1,2})\s*）\s*[、.]?\s*"),
        (
            Style.DECIMAL,
            rf"(?:\d{{1,2}}\.){{1,3}}(\d{{1,2}})(?:(?<=\d\.\d\.\d)|(?<=\d\.\d\.\d\d)|(?={_NAMED})|(?=\s+{_NO_UNIT})|(?=\.\s*[\u4e00-\u9fff]))\.?\s*(?=[\u4e00-\u9fff“])",
        ),
        (Style.DOT, r"(\d{1,2})\s*(?:[.、]|，(?=[\u4e00-\u9fff]))\s*"),
        (Style.FIRSTLY, rf"([{_CHINESE}]{{1,3}})\s*是(?=[\u4e00-\u9fff“《\d])"),
        (Style.BARE, r"(\d{1,2})(?:\s{1,4}|(?=“))(?=[\u4e00-\u9fff“《])"),
    )
)


def chinese_number(text: str) -> int:
    """The value of 一 … 九十九 or of Arabic digits."""
    if text.isdigit():
        return int(text)
    if text == "十":
        return 10
    tens, found, ones = text.partition("十")
    if not found:
        return _CHINESE.index(text[0]) + 1
    return (_CHINESE.index(tens[0]) + 1 if tens else 1) * 10 + (_CHINESE.index(ones[0]) + 1 if ones else 0)


_HEAD = 60
_DIGIT_AFTER = re.compile(r"\d(?!\d?岁)")  # 8.5岁 is item 8: nobody counts half years


def parse_mark(line: str) -> Mark | None:
    """The mark a line begins with, None when there is none."""
    return _parse_mark(line[:_HEAD])


@lru_cache(maxsize=8192)
def _parse_mark(line: str) -> Mark | None:
    stripped = len(line) - len(line.lstrip())
    first = line[stripped : stripped + 1]
    for table, style in (
        (_CIRCLED, Style.CIRCLED),
        (_STOPPED, Style.DOT),
        (_BRACKETED, Style.PAREN),
        (_BRACKETED_CHINESE, Style.CN_PAREN),
    ):
        if first and first in table:
            return Mark(style, table[first], stripped + 1, False)
    text = plain(line)
    for style, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            return Mark(style, chinese_number(found[1]), found.end(), bool(_DIGIT_AFTER.match(text, found.end())))
    return None


def mark_pattern(style: Style, number: int) -> str:
    """A regular expression (on plain text) for one number in one style, for finding it inside a line."""
    if style is Style.PAREN:
        return rf"（\s*{number}\s*）\s*[、.]?\s*"
    if style is Style.HALF_PAREN:
        return rf"(?<!\d){number}\s*）\s*"
    if style in (Style.CN_PAREN, Style.CN_DOT):
        word = chinese_word(number)
        return rf"（\s*{word}\s*）\s*" if style is Style.CN_PAREN else rf"(?<![{_CHINESE}]){word}\s*、\s*"
    if style in (Style.LABEL, Style.FIELD):
        return rf"(?:目标|措施|策略|路径|举措|任务|行动|领域)\s*{number}\s*[、：.]?\s*"
    if style is Style.FIRSTLY:
        return rf"(?<![{_CHINESE}]){chinese_word(number)}是\s*"
    if style is Style.DECIMAL:
        return r"(?!)"
    if style is Style.CIRCLED:
        return chr(0x2460 + number - 1) if number <= 20 else r"(?!)"
    return rf"(?<![\d.]){number}\s*[.、]\s*"


def chinese_word(number: int) -> str:
    """一 … 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _CHINESE[tens - 1] + "十")
    return head + (_CHINESE[ones - 1] if ones else "")
