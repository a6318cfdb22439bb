"""Slips of text recognition that can be told from their neighbours (识别错误): letters in numbers, points for 。

Every repair replaces one character by one character, so places in a line stay what they were.
"""

import re

_ZERO = re.compile(r"(?<=[\d.．])[OoＯ](?=[\d%％‰/／年.．、名个所人）)以])|(?<![A-Za-zＯ])[OoＯ](?=[.．]\d)")
_ONE = re.compile(r"(?<![A-Za-z\d])[lI|](?=\d)|(?<=\d)[lI|](?=[\d%％‰/／年.．、）)])|(?<=/)[lI|](?=[0OoＯ]万)")
_RANGE = re.compile(r"(?<=\d{4})[一ー](?=\d{4}年?)|(?<=\d{4}年)[一ー](?=\d{4}年?)|(?<=\d)[一ー](?=\d+[岁个月])")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff%％‰”》)）])[.．](?=\s*$|[\u4e00-\u9fff（(“【])")
_HEAD = re.compile(
    r"^\s*(?:[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}|第[\d一二三四五六七八九十]{1,3}[章节])\s*(?=[.．])"
)


def repaired(line: str) -> str:
    """The line with what recognition got wrong put right; the same length."""
    line = _RANGE.sub("—", _ONE.sub("1", _ZERO.sub("0", line)))
    head = _HEAD.match(line)
    start = head.end() + 1 if head else 0
    return line[:start] + _STOP.sub("。", line[start:])
