"""The title of a plan (规划名称) on one line or two, with the line of its years."""

import re

from fuertong.reading import headings
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.marks import Mark, parse_mark
from fuertong.reading.segments import Segment


def title_at(segments: list[Segment], position: int) -> tuple[str, int]:
    """The title that begins at a segment and the number of segments it takes (0: none begins here)."""
    text, used = segments[position].text, 1
    mark = parse_mark(text)
    if mark:
        if not headings.is_top(mark):
            return "", 0
        text = text[mark.end :]
    found = headings.plan_title(text)
    if not found and not mark and _may_go_on(text) and _is_second_half(segments, position + 1):
        text, used = text + segments[position + 1].text, 2
        found = headings.plan_title(text)
    if not found or (mark and not _is_part(mark, text)):
        return "", 0
    if position + used < len(segments) and _CLOSE.match(squeeze(segments[position + used].text)) and _is_open(text):
        text, used = text + segments[position + used].text, used + 1
    after = segments[position + used] if position + used < len(segments) else None
    if after and headings.is_period_line(after.text):
        text, used = text + after.text, used + 1
    return headings.without_annex(squeeze(text)).strip("《》"), used


def _is_second_half(segments: list[Segment], position: int) -> bool:
    """Whether a line may be the rest of a title: not when it names place and plan by itself (after 附件：主要指标)."""
    if position >= len(segments):
        return False
    alone = headings.plan_title(segments[position].text)
    return alone is None or not alone["place"]


_CLOSE = re.compile(r"^\d{0,3}年?[)）]$")


def _is_open(text: str) -> bool:
    """Whether the bracket of the years is still open at the end of a printed line."""
    return plain(text).count("（") > plain(text).count("）")


def _may_go_on(text: str) -> bool:
    return len(squeeze(text)) <= 30 and headings.is_short(text, 30)


def _is_part(mark: Mark, text: str) -> bool:
    """第一部分 云溪县妇女发展规划: a part that is a whole plan."""
    return headings.is_top(mark) and not text.rstrip().endswith(("。", "；"))
