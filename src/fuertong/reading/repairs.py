"""Slips of recognition that can be told from their neighbours (识别错误): letters in numbers, %。 for ‰, 牵 for 率.

Every repair keeps the length, so places in a line stay what they were; what is too much becomes a blank.
"""

import re
import unicodedata

from fuertong.reading.wordlists import rows

_ZERO = re.compile(r"(?<=[\d.．])[OoＯ](?=[\d%％‰/／年万岁.．、名个所人）)以])|(?<![A-Za-zＯ])[OoＯ](?=[.．]\d)")
_ONE = re.compile(r"(?<![A-Za-z\d])[lI|](?=\d)|(?<=\d)[lI|](?=[\d%％‰/／年.．、）)])|(?<=/)[lI|](?=[0OoＯ]万)")
_LETTERS = re.compile(r"(?<![A-Za-z])[\dlIOoＯ|]{1,3}(?:\.[\dlIOoＯ|]{1,2})?(?=\s?[%％‰])")
_DIGITS = str.maketrans("lI|OoＯ", "111000")
_RANGE = re.compile(r"(?<=\d{4})[一ー](?=\d{4}年?)|(?<=\d{4}年)[一ー](?=\d{4}年?)|(?<=\d)[一ー](?=\d+[岁个月])")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff%％‰”》)）])[.．](?=\s*$|[\u4e00-\u9fff（(“【])")
_HEAD = re.compile(
    r"^\s*(?:[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}|第[\d一二三四五六七八九十]{1,3}[章节])\s*(?=[.．])"
)
_PERMILLE = re.compile(
    r"(?<=\d)\s?(?:[%％]\s?[oOｏ0０°º](?![\d.])|[%％]。(?=\s*(?:以下|以内|以上|左右|[、和与及，；]))|[0o][/／][0o]{2}(?!\d))"
)
_DECIMAL = re.compile(
    r"(?<=\d)[·・•](?=\d{1,2}\s*(?:[%％‰/／]|[个名岁年所张]))|(?<=[到至在于为达低过]\d)[,，](?=\d{1,2}[%％‰])"
)
_RATE = re.compile(
    r"牵(?=(?:均|都|分别|逐年|逐步|稳定|基本|明显)?(?:达|提[高升]|下降|降[低至到]|控制|保持|稳定|不[低高超]|[高低]于|为\d))"
)
_BOUND = re.compile(r"(?<=[%％‰万岁年名个所])以(?:(?P<over>[土士])|[卜丅])(?=[，。；、）\s]|$)")
_PAGE = re.compile(r"(?<=[\u4e00-\u9fff，、；。）])\s*[—–－-]{1,2}\s?\d{1,3}\s?[—–－-]{1,2}\s*(?=[\u4e00-\u9fff（“])")
_SLIPS = {row["wrong"]: row["right"] for row in rows("slips.csv", key="wrong")}
_SLIP = re.compile("|".join(sorted(_SLIPS, key=len, reverse=True)))
_SLIPPED = frozenset(next(a for a, b in zip(wrong, right, strict=True) if a != b) for wrong, right in _SLIPS.items())
_ODD = str.maketrans(
    {row["variant"]: row["standard"] for row in rows("odd_characters.csv", key="variant")}
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA6E))}
)
_RARE = re.compile(
    "[\u2e80-\u2fd5\uf900-\ufa6d" + "".join(row["variant"] for row in rows("odd_characters.csv", key="variant")) + "]"
)


def repaired(line: str) -> str:
    """The line with what recognition got wrong put right; the same length."""
    if _RARE.search(line):
        line = line.translate(_ODD)
    held = set(line)  # most lines hold none of the characters a repair is about: sets tell at once
    if not held.isdisjoint("%％/／"):
        line = _PERMILLE.sub(lambda found: "‰".ljust(len(found[0])), line)
        line = _LETTERS.sub(lambda found: found[0].translate(_DIGITS), line)
    if not held.isdisjoint("lI|OoＯ"):
        line = _ONE.sub("1", _ZERO.sub("0", line))
    if not held.isdisjoint("·・•,，") and not held.isdisjoint("0123456789"):
        line = _DECIMAL.sub(".", line)
    if not held.isdisjoint("—–－-一ー") and not held.isdisjoint("0123456789"):
        line = _RANGE.sub("—", _PAGE.sub(lambda found: " " * len(found[0]), line))
    if not held.isdisjoint("牵土士卜丅"):
        line = _BOUND.sub(lambda found: "以上" if found["over"] else "以下", _RATE.sub("率", line))
    if not held.isdisjoint(_SLIPPED):
        line = _SLIP.sub(lambda found: _SLIPS[found[0]], line)
    if held.isdisjoint(".．"):
        return line
    head = _HEAD.match(line)
    start = head.end() + 1 if head else 0
    return line[:start] + _STOP.sub("。", line[start:])
