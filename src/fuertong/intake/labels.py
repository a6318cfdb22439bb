"""The label of a row (行名): numbering and footnote marks off, the group it names, the unit behind it."""

import re
from dataclasses import dataclass

from fuertong.intake.words import group_of, is_area
from fuertong.workbooks.labels import split_unit, under_heading

_NUMBER = re.compile(
    r"^(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]|\d{1,3}(?:\.\d{1,2}){0,2}[.、．]|\d{1,3}(?=[\u4e00-\u9fff])(?!岁|年|月|至|周|个|万|以)"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳]|[★▲●◆*※]|[A-Z]?\d{2,3}(?=[\u4e00-\u9fff])(?!岁|年|月|至|周|个|万|以))\s*"
)
_MARKS = re.compile(r"\s*(?:[①-⑳*※]|[（(]注\d?[)）]|\[\d\])+$")
_BRACKET = re.compile(r"(.+?)\s*[（(]([^（）()]{1,4})[）)]")
_GROUPS = re.compile(r"(农村|城市|城镇|乡村)(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A row's indicator as written, its group and unit; `mark` is a footnote mark behind it."""

    name: str
    breakdown: str = ""
    unit: str = ""
    mark: str = ""
    region: str = ""


def label_of(text: str, heading: str) -> Label:
    """What the label says under the row before it that named an indicator; name "" when it names none."""
    written = " ".join(text.split())
    mark = _MARKS.search(written)
    bare = _MARKS.sub("", written)
    if is_area(bare) and heading:
        return Label(name=heading, region=bare, mark=_mark(mark))
    group = group_of(bare)
    if group is not None:
        return Label(name=heading, breakdown=group, mark=_mark(mark))
    bare = _NUMBER.sub("", bare).strip("：: ") or bare
    name, unit = split_unit(bare)
    name = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", name)
    owner, part = under_heading(name, heading)
    if part:
        group = group_of(part)
        if group is not None:
            return Label(name=owner, breakdown=group, unit=unit, mark=_mark(mark))
        whole = _GROUPS.fullmatch(part)
        if whole and whole[2] == heading:
            return Label(name=heading, breakdown=group_of(whole[1]) or "", unit=unit, mark=_mark(mark))
        return Label(name=part if len(part) > 4 else f"{owner}（{part}）", unit=unit, mark=_mark(mark))
    group = group_of(name)
    if group is not None:
        return Label(name=heading, breakdown=group, unit=unit, mark=_mark(mark))
    tail = _BRACKET.fullmatch(name)
    inner = group_of(tail[2]) if tail else None
    if tail and inner is not None:
        return Label(name=tail[1], breakdown=inner, unit=unit, mark=_mark(mark))
    return Label(name=name, unit=unit, mark=_mark(mark))


def _mark(found: re.Match[str] | None) -> str:
    return found[0].strip() if found else ""
