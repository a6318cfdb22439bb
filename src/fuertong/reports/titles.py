"""Title shapes (标题排列): a long title is broken where words end, into lines of a trapezoid or a lozenge."""

import re
import unicodedata
from itertools import combinations, pairwise

_LEVELS = (
    r"(?:中期|终期)?统计监测报告(?:补充稿)?|(?:中期|终期)评估报告|监测评估报告|监测报告|评估报告|发展规划|发展纲要|"
    r"指标情况表|监测指标|人民政府|工作委员会"
)
_TOKENS = re.compile(rf"（[^）]*）》?|《|》|\d+年?|[A-Za-z]+|{_LEVELS}|妇女|儿童|.")


def broken(title: str, width: int) -> list[str]:
    """The title in as few lines as fit `width` characters; the shape nearest to a trapezoid or lozenge wins."""
    if width_of(title) <= width:
        return [title]
    tokens = _TOKENS.findall(title)
    for lines in range(2, 6):
        shapes = [shape for shape in _splits(tokens, lines) if max(map(width_of, shape)) <= width]
        if shapes:
            return min(shapes, key=_cost)
    return [title[start : start + width] for start in range(0, len(title), width)]


def width_of(text: str) -> float:
    """The width of a text in Chinese characters; Latin letters and digits take half of one."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _splits(tokens: list[str], lines: int) -> list[list[str]]:
    places = [place for place in range(1, len(tokens)) if not _forbidden(tokens[place - 1], tokens[place])]
    found = []
    for cuts in combinations(places, lines - 1):
        edges = [0, *cuts, len(tokens)]
        found.append(["".join(tokens[a:b]) for a, b in pairwise(edges)])
    return found


def _forbidden(before: str, after: str) -> bool:
    return before in "《（" or after[0] in "》），、。"


def _cost(lines: list[str]) -> tuple[float, float]:
    """Uneven lines cost; equal lines make a rectangle, which the standard does not want; breaks inside words cost."""
    lengths = [width_of(line) for line in lines]
    rectangle = 3.0 if len(set(lengths)) == 1 else 0.0
    waist = sum(2.0 for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False) if b < a and b < c)
    uneven = (max(lengths) - min(lengths)) / 2
    awkward = sum(0.0 if _natural(a, b) else 4.0 for a, b in pairwise(lines))
    return rectangle + waist + uneven + awkward, -lengths[0]


def _natural(line: str, following: str) -> bool:
    return bool(re.search(rf"(?:》|年|）|{_LEVELS}|妇女|儿童)$", line)) or following[0] in "《（"
