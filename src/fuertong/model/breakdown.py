"""A breakdown (分组) such as `residence=rural;sex=F`: sorted pairs, "" for the total."""

import re

from fuertong.errors import FuertongError

_PAIR = re.compile(r"[a-z][a-z0-9_]*=[A-Za-z0-9_+\-]+")


def normal_breakdown(text: str) -> str:
    """The pairs sorted by dimension; FuertongError for a malformed pair or a dimension named twice."""
    if not text:
        return ""
    pairs = text.split(";")
    for pair in pairs:
        if not _PAIR.fullmatch(pair):
            raise FuertongError(f"分组“{text}”写法有误，应形如residence=rural;sex=F。")
    dimensions = [pair.split("=")[0] for pair in pairs]
    if len(set(dimensions)) != len(dimensions):
        raise FuertongError(f"分组“{text}”中同一维度出现了两次。")
    return ";".join(sorted(pairs))
