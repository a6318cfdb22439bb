"""The columns of a form (栏目) by their printed heads: one list for writing and for recognising a returned sheet."""

import re
from enum import StrEnum
from functools import cache


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    ORDER = "order"
    NAME = "name"
    GROUP = "group"
    REGION = "region"
    UNIT = "unit"
    LAST = "last"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"
    ABSENCE = "absence"
    NOTE = "note"


ENTRY = (Role.NUMERATOR, Role.DENOMINATOR, Role.VALUE, Role.ABSENCE, Role.NOTE)

_HEADS = {
    Role.CODE: r"(数据|指标)?代码",
    Role.ORDER: r"序号",
    Role.NAME: r"(监测)?指标(名称)?",
    Role.GROUP: r"分组|类别",
    Role.REGION: r"(地区|区域|行政区划|县（?市、?区）?)(名称)?",
    Role.UNIT: r"(计量)?单位",
    Role.LAST: r"(上年|去年)(实际)?(数|数值|值)?",
    Role.NUMERATOR: r"分子(数|值)?",
    Role.DENOMINATOR: r"分母(数|值)?",
    Role.VALUE: r"(本年|今年|本期)(实际)?(数|数值|值)?|数值|指标值",
    Role.ABSENCE: r"缺数(原因|说明)",
    Role.NOTE: r"(说明|备注|情况说明|取数说明)([/／、及]?(数据)?来源)?",
}
_PATTERNS = {role: re.compile(pattern) for role, pattern in _HEADS.items()}
_YEAR = re.compile(r"[(（]?(20\d\d)年?[)）]?(?:年?(?:数|数值|值))?")
_YEAR_TAIL = re.compile(r"[(（]?(20\d\d)年?[)）]?$")


def role_of(text: object, data_year: int | None = None) -> Role | None:
    """The role a head names, None for other texts; a bare year counts when the data year is known."""
    plain = re.sub(r"[\s*＊：:]", "", str(text or ""))
    if not plain or len(plain) > 20:
        return None
    year = _YEAR.fullmatch(plain)
    if year and data_year:
        return {data_year: Role.VALUE, data_year - 1: Role.LAST}.get(int(year[1]))
    plain = _YEAR_TAIL.sub("", plain)
    return next((role for role, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), None)


def year_of(text: object) -> int | None:
    """The year a head carries, such as 本年数（2025年）."""
    found = _YEAR_TAIL.search(re.sub(r"\s", "", str(text or "")))
    return int(found[1]) if found else None


@cache
def column_letter(index: int) -> str:
    """The letter of a column by its index from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell, such as C12, by its indexes from 0."""
    return f"{column_letter(column)}{row + 1}"
