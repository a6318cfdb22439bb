"""The words of table heads (表头用语) and what they say of a column; data/words.csv is the list."""

import csv
import re
from enum import StrEnum
from functools import cache
from importlib.resources import files

from fuertong.errors import FuertongError


class Says(StrEnum):
    """What one head cell says about its column."""

    NAME = "name"
    UNIT = "unit"
    CODE = "code"
    SKIP = "skip"
    NOTE = "note"
    GROUP = "group"
    REGION = "region"
    YEAR = "year"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NOW = "now"
    BEFORE = "before"
    TOTAL = "total"
    BREAKDOWN = "breakdown"


_CHANGE = re.compile(
    r"目标|增减|增长|增幅|比上年|较上年|比去年|较去年|同比|差距|是否|达标|完成情况|排名|位次|变化|进度|趋势|±|百分点"
)
_BLANK = re.compile(r"[\s\u3000\xa0]+")
_AREA = re.compile(
    r"(?:全国|全省|全市|全县|全区|全州|本省|本市|本县|本区|我省|我市|我县|我区|[\u4e00-\u9fff]{1,10}(?:省|市|县|区|州|旗|乡|镇|街道))"
)


@cache
def _words() -> dict[str, tuple[Says, str]]:
    found: dict[str, tuple[Says, str]] = {}
    text = files(__package__).joinpath("data/words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["word"] in found:
            raise FuertongError(f"表头用语“{row['word']}”重复。")
        found[row["word"]] = (Says(row["kind"]), row["code"])
    return found


def plain(value: object) -> str:
    """A head cell as text without blanks and line breaks; 2020.0 is 2020."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else _BLANK.sub("", str(value))


def says(text: str) -> Says | None:
    """What a head cell says, None when it is no word of heads; a unit in brackets behind it does not count."""
    bare = re.sub(r"[（(].{0,8}[）)]$", "", text) or text
    for word in (text, bare):
        if word in _words():
            return _words()[word][0]
    return Says.SKIP if _CHANGE.search(text) else None


def group_of(text: str) -> str | None:
    """The breakdown a word names: residence=rural for 农村, "" for 合计, None when it names none."""
    found = _words().get(plain(text).strip("：:—-－#＃ "))
    if found is None or found[0] not in (Says.BREAKDOWN, Says.TOTAL):
        return None
    return found[1]


def is_area(text: str) -> bool:
    """Whether the text is the name of an area: 全县, 示例市, 城关镇."""
    return _AREA.fullmatch(text) is not None and group_of(text) is None
