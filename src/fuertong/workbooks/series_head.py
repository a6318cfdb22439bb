"""The head of a table of several years (历年数据表头): years across, or columns of year and value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fuertong.workbooks.intake import Sheet

_DEPTH = 40
_YEAR_HEAD = re.compile(r"((?:19|20)\d\d)(?:\.0)?年?(?:度)?(?:数|值|数值|数据|实际值)?")


class Field(StrEnum):
    """A column of a series table."""

    CODE = r"指标代码|代码|编码"
    NAME = r"(监测|统计)?指标(名称)?|项目"
    REGION = r"地区(名称)?|区域|行政区划|县（?市、?区）?"
    GROUP = r"分组|类别|分类"
    UNIT = r"(计量)?单位"
    YEAR = r"年份|年度|数据年份?|统计年度"
    VALUE = r"数值|指标值|数据|实际值|值"
    NUMERATOR = r"分子(数|值)?"
    DENOMINATOR = r"分母(数|值)?"
    STATUS = r"(数据)?状态|数据性质"
    SOURCE = r"(数据)?来源|备注|说明"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A recognised head: its row, its columns, and the columns of years of a matrix."""

    row: int
    fields: Mapping[Field, int]
    years: Mapping[int, int]


def find_head(sheet: Sheet) -> Head | None:
    """The head row of a sheet: a name or code column with years across, or with columns of year and value."""
    for number, row in enumerate(sheet.rows[:_DEPTH]):
        fields: dict[Field, int] = {}
        years: dict[int, int] = {}
        for column, cell in enumerate(row):
            text = plain_cell(cell)
            year = _YEAR_HEAD.fullmatch(text)
            field = next((item for item in Field if re.fullmatch(item.value, text)), None) if text else None
            if year and int(year[1]) not in years.values():
                years[column] = int(year[1])
            elif field and field not in fields:
                fields[field] = column
        if Field.NAME not in fields and Field.CODE not in fields:
            continue
        if Field.YEAR in fields and Field.VALUE in fields:
            return Head(row=number, fields=fields, years={})
        if years:
            return Head(row=number, fields=fields, years=years)
    return None


def plain_cell(cell: object) -> str:
    """A cell's text without blanks, asterisks and colons; a whole number without its point."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell if cell is not None else "")
    return re.sub(r"[\s*＊：:]", "", text)
