"""Marks of a list inside an item (款内列举): ——、●、①、（1） begin a sentence of their own and are no part of a name.

The heading of a goal often has no full stop before the first of them (提高孕产妇保健水平——孕产妇系统管理率达到90%).
"""

import re

_WORD = r"(?=\s*[\u4e00-\u9fff“《（\d])"
_DASHES = re.compile(rf"(?<![\d—])—{{2,3}}(?![—])\s*{_WORD}|(?<=\d)—{{2,3}}(?=\s*[\u4e00-\u9fff“《])")
_ONE_DASH = re.compile(r"(?:(?<=^)|(?<=[。；！？]))\s*—(?=\s*[\u4e00-\u9fff“《])")
_GLUED_DASH = re.compile(r"(?<=[\u4e00-\u9fff）%‰])\s*—(?=\s*[\u4e00-\u9fff“《])")
_BULLETS = re.compile(rf"[●◆◇■□▪○◎★☆▲△▶►➢➤✓※•]\s*{_WORD}")
_DOTS = re.compile(rf"(?:(?<=^)|(?<=[。；！？]))\s*[·*]\s*{_WORD}")
_CIRCLED = re.compile(rf"[\u2460-\u2473\u2474-\u2487]\s*{_WORD}")
_BRACKETED = re.compile(r"（\s*(?P<number>\d{1,2})\s*）\s*[、.]?(?=\s*[\u4e00-\u9fff“《\d])")
_HALF = re.compile(r"(?<![\d（（])(?P<number>\d{1,2})\s*）\s*[、.]?(?=\s*[\u4e00-\u9fff“《])")
_POINTED = re.compile(r"(?<![\d.—/])(?P<number>\d{1,2})\s*[.、](?=\s*[\u4e00-\u9fff“《])")
_FIRSTLY = re.compile(r"(?:(?<=^)|(?<=[。；：]))[一二三四五六七八九]是(?=[\u4e00-\u9fff“《\d])")
_MOST = 20
_STOPS = "。；！？：，"


def list_marks(view: str) -> dict[int, int]:
    """Where marks of a list begin in a plain text, and where each of them ends."""
    found = {
        match.start(): match.end()
        for pattern in (_DASHES, _BULLETS, _DOTS, _CIRCLED, _FIRSTLY)
        for match in pattern.finditer(view)
    }
    dashes = list(_ONE_DASH.finditer(view))
    if dashes:
        dashes += [match for match in _GLUED_DASH.finditer(view) if match.start() < dashes[0].start()][:1]
    found.update((match.start(), match.end()) for match in dashes)
    for pattern in (_BRACKETED, _HALF, _POINTED):
        found.update(_counted(view, pattern))
    return found


def _counted(view: str, pattern: re.Pattern[str]) -> dict[int, int]:
    """Numbers that count on from 1; one alone counts only after the end of a sentence."""
    found = [(match, _before(view, match.start())) for match in pattern.finditer(view)]
    last = {int(match["number"]): match.start() for match, before in found if before in _STOPS}
    result: dict[int, int] = {}
    expected = 1
    for match, before in found:
        number = int(match["number"])
        alone = before in _STOPS and before != "，" and 0 < number <= _MOST
        goes_on = before in _STOPS or last.get(number + 1, -1) > match.start()
        if alone or (number == expected and goes_on):
            result[match.start()], expected = match.end(), number + 1
    return result


def _before(view: str, place: int) -> str:
    """The character before a place, blanks aside; empty at the beginning."""
    while place > 0 and view[place - 1] == " ":
        place -= 1
    return view[place - 1 : place]
