"""A whole plan on one line (全文连成一行), as some viewers copy it: parted again at its headings.

Before that what the pages carried is taken out: the table of contents, and running heads with their page numbers.
"""

import re
from collections import Counter
from itertools import pairwise

from fuertong.reading import headings
from fuertong.reading.characters import plain
from fuertong.reading.wordlists import words

_LONG = 400
_LEAST = 3
_MOST = 1_000  # two plans with all their headings have some 150: more is no plan
_CN = "一二三四五六七八九十"
_HIGH = rf"(?:第[{_CN}]{{1,3}}[章节篇部]分?|（[{_CN}]{{1,3}}）|[{_CN}]{{1,3}}[、）]|领域[{_CN}]{{1,2}}[：、.]?)\s*"
_MARK = rf"(?:{_HIGH}|（\d{{1,2}}）|(?:\d{{1,2}}\.){{0,2}}\d{{1,2}}[.、]?)\s*"
_WORDS = "|".join(word for word in headings.BLOCK_WORDS if len(word) > 3)
_ALL_WORDS = "|".join(headings.BLOCK_WORDS)
_BOXES = "|".join(words("headings.csv", "other"))
_BARE = r"(?:(?<=[\u4e00-\u9fff。）])(?<!主要)(?<!发展)(?<!具体)(?<!工作)(?:目标|措施)：)"
_FRAMED = rf"(?:{_MARK})?[【\[](?:{_ALL_WORDS})[】\]]\s*[：。]?"
_BLOCK = rf"(?:{_MARK})?[【\[]?(?:{_WORDS})[】\]]?\s*[：。]?"
_NAMES = "|".join(sorted(headings.STANDARD_DOMAINS, key=len, reverse=True))
_DOMAIN = rf"{_MARK}(?:{_NAMES}|(?:妇女|女性|儿童|未成年人)(?:与|参与)[\u4e00-\u9fff]{{1,8}}?)[。：]?"
_OTHER_DOMAIN = rf"(?<=[。；）”\s]){_HIGH}[\u4e00-\u9fff、]{{2,12}}?[。：]?"
_FIRST = (
    r"(?:（[1一]）|一[.、）]|\d{1,2}[.、）]|①|—|(?:目标|措施|策略|路径|举措|任务|行动)\d{1,2})"
    r"(?!\s*(?:妇女|女性|儿童)(?:与|参与))"
)
_SECTIONS = "|".join(headings.SECTION_WORDS)
_PERIOD = r"（\d{4}年?[—至]+\d{4}年?）"
_PLAN = rf"(?:妇女|儿童)(?:事业)?发展(?:“?[{_CN}]{{2,3}}五”?)?(?:规划|纲要)(?:{_PERIOD})?"
_HEADS = re.compile(
    rf"(?P<domain>{_DOMAIN})(?=\s*(?:{_FRAMED}|{_BLOCK}|{_BARE}))"
    rf"|(?P<standard>{_MARK}(?:{_NAMES}))(?![\u4e00-\u9fff]?[、，的和与])"
    rf"|(?P<block>{_FRAMED}|(?<![和与、及]){_BLOCK}(?=\s*{_FIRST})|{_BARE})"
    rf"|(?P<box>(?<=[。；）”]){_HIGH}(?:{_BOXES})(?=\s*{_FIRST}))"
    rf"|(?P<other>{_OTHER_DOMAIN})(?=(?:{_BLOCK})\s*{_FIRST}|{_BARE})"
    rf"|(?P<section>(?<=[。；）”])(?:第[{_CN}]{{1,3}}[章节部]分?|[{_CN}]{{1,2}}、|\d{{1,2}})\s*(?:{_SECTIONS}))"
    rf"|(?P<part>(?<=[。；）”])(?:第[{_CN}]{{1,3}}[章部]分?\s*|[{_CN}]{{1,2}}、)[\u4e00-\u9fff、]{{2,20}}"
    rf"(?=\s*(?:（一）|第一节)))"
    rf"|(?P<title>(?:^|(?<=[。）日号：]))(?:第[{_CN}]部分\s*)?[\u4e00-\u9fff]{{2,20}}(?:“[{_CN}]{{2,3}}五”)?{_PLAN}"
    rf"(?=\s*(?:{_HIGH}|前\s*言|序\s*言|总\s*序|目\s*录|（)))"
)

_BLOCK_AT = re.compile(rf"{_FRAMED}|{_BLOCK}|(?:目标|措施)：")


def parted(line: str) -> list[str]:
    """The headings and the words between them, where a line holds so many that it must be a whole plan."""
    if len(line) < _LONG:
        return [line]
    view = plain(line)
    found = list(_HEADS.finditer(view))
    if not _LEAST <= len(found) <= _MOST:
        return [line]
    below = (_BLOCK_AT.match(view, one.end()) for one in found if one["domain"])
    cuts = {0, len(line), *(place for one in found for place in one.span()), *(one.end() for one in below if one)}
    return [piece for first, last in pairwise(sorted(cuts)) if (piece := line[first:last].strip())]


def without_pages(line: str) -> str:
    """A long line without the table of contents and the running heads printed into it."""
    if len(line) < _LONG:
        return line
    line = _without_contents(line)
    heads = Counter(found["head"].strip() for found in _RUNNING_HEAD.finditer(line))
    for head, count in heads.items():
        if count >= _LEAST:
            line = re.sub(rf"\s*{re.escape(head)}\s*第\s*\d{{1,3}}\s*页\s*", "", line)
    return line


_RUNNING_HEAD = re.compile(r"(?P<head>[\u4e00-\u9fff（）()]{4,30})\s*第\s*\d{1,3}\s*页")
_CONTENTS = re.compile(r"目\s{0,8}录\s*")
_LED = re.compile(r"[^。；.．…·]{2,60}?(?:[.．]{4,}+|…++|·{4,}+)\s*\d{1,3}\s*")
_ENTRY = re.compile(rf"(?:第[{_CN}]{{1,3}}[章节篇部]分?|[（(]?[{_CN}]{{1,3}}[）)、])\s*|前\s*言|序\s*言")
_LONGEST_CONTENTS = 3_000


def _without_contents(line: str) -> str:
    """Without 目录 and its entries: as far as they have leaders, or to where the first of them comes again."""
    kept, place = "", 0
    for head in _CONTENTS.finditer(line):
        end = head.end()
        while led := _LED.match(line, end):
            end = led.end()
        if end == head.end():
            end = _again(line, end)
        kept, place = kept + line[place : head.start()], end
    return kept + line[place:]


def _again(line: str, start: int) -> int:
    """Where the first entry of a table of contents stands again, before any sentence has ended; `start` if nowhere."""
    marks = [found.start() for found in _ENTRY.finditer(line, start, start + 60)]
    if len(marks) < 2 or marks[0] != start:
        return start
    first = line[start : marks[1]].strip()
    place = line.find(first, marks[1], start + _LONGEST_CONTENTS) if len(first) > 1 else -1
    return place if place > 0 and "。" not in line[start:place] else start
