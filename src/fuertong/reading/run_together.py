"""A whole plan on one line (全文连成一行), as some viewers copy it: parted again at its headings."""

import re
from itertools import pairwise

from fuertong.reading import headings
from fuertong.reading.characters import plain

_LONG = 800
_LEAST = 3
_CN = "一二三四五六七八九十"
_MARK = (
    rf"(?:第[{_CN}]{{1,3}}[章节篇部]分?|（[{_CN}]{{1,3}}）|[{_CN}]{{1,3}}[、）]"
    r"|（\d{1,2}）|(?:\d{1,2}\.){0,2}\d{1,2}[.、]?)\s*"
)
_BLOCKS = "|".join(word for word in headings.BLOCK_WORDS if len(word) > 3)
_BARE = r"(?:(?<=[\u4e00-\u9fff。）])(?:目标|措施)：)"
_BLOCK = rf"(?:{_MARK})?[【\[]?(?:{_BLOCKS})[】\]]?\s*[：。]?"
_NAMES = "|".join(sorted(headings.STANDARD_DOMAINS, key=len, reverse=True))
_DOMAIN = rf"{_MARK}(?:{_NAMES}|(?:妇女|女性|儿童|未成年人)(?:与|参与)[\u4e00-\u9fff]{{1,8}}?)[。：]?"
_FIRST = r"(?:（[1一]）|[1一][.、）]|①|—)(?!\s*(?:妇女|女性|儿童)(?:与|参与))"
_SECTIONS = "|".join(headings.SECTION_WORDS)
_HEADS = re.compile(
    rf"(?P<domain>{_DOMAIN})(?=\s*(?:{_BLOCK}|{_BARE}))"
    rf"|(?P<standard>{_MARK}(?:{_NAMES}))(?![\u4e00-\u9fff]?[、，的和与])"
    rf"|(?P<block>(?<![和与、及]){_BLOCK}(?=\s*{_FIRST})|{_BARE})"
    rf"|(?P<section>(?<=[。；）”])(?:第[{_CN}]{{1,3}}[章节部]分?|[{_CN}]{{1,2}}、|\d{{1,2}})\s*(?:{_SECTIONS}))"
    r"|(?P<title>^[\u4e00-\u9fff]{2,20}发展(?:规划|纲要)（\d{4}年?[—至]+\d{4}年?）)"
)


def parted(line: str) -> list[str]:
    """The headings and the words between them, where a line holds so many that it must be a whole plan."""
    if len(line) < _LONG:
        return [line]
    found = list(_HEADS.finditer(plain(line)))
    if len(found) < _LEAST:
        return [line]
    cuts = sorted({0, len(line), *(place for one in found for place in one.span())})
    return [piece for first, last in pairwise(cuts) if (piece := line[first:last].strip())]
