"""Whose workbook it is when its hidden sheet is lost (无身份表): told by its codes, its head and its year."""

import re
from collections import Counter

from fuertong.errors import FuertongError
from fuertong.model.observation import Key
from fuertong.model.period import Period
from fuertong.workbooks.columns import Role
from fuertong.workbooks.form import Form
from fuertong.workbooks.grid import Grid
from fuertong.workbooks.identity import Identity

_UNIT = re.compile(r"(?:填报单位|单位名称)(?:[（(]盖章[)）])?\s*[:：]\s*([^\s:：]+)")
_YEAR = re.compile(r"数据年(?:度|份)?\s*[:：]\s*(20\d\d)")


def identity_from_sheet(grid: Grid, form: Form) -> Identity | None:
    """What the visible sheet says about its unit and year, None when it says nothing."""
    head = " ".join(str(cell) for row in grid.sheet.rows[: grid.header] for cell in row if cell not in ("", None))
    unit, year = _UNIT.search(head), _YEAR.search(head)
    unit_name = unit[1] if unit else ""
    code_year, region = _codes(grid)
    data_year = year[1] if year else code_year or (str(grid.year) if grid.year else "")
    if not (unit_name or data_year or region):
        return None
    same_unit = unit_name == form.unit_name.replace(" ", "")
    same_place = region in {row.key.region for row in form.rows}
    return Identity(
        place_code="" if not region or same_place else region,
        place_name=f"代码{region}的地区",
        unit_code="" if not unit_name or same_unit else unit_name,
        unit_name=unit_name,
        data_year=data_year,
    )


def _codes(grid: Grid) -> tuple[str, str]:
    """The data year and the region most of the codes carry, "" when there are no codes."""
    years: Counter[int] = Counter()
    regions: Counter[str] = Counter()
    for number in range(grid.header + 1, len(grid.sheet.rows)):
        text = grid.text(number, Role.CODE)
        if "|" in text:
            try:
                key = Key.parse(text)
                years[Period.parse(key.period).data_year] += 1
                regions[key.region] += 1
            except FuertongError:
                continue
    return (str(years.most_common(1)[0][0]), regions.most_common(1)[0][0]) if years else ("", "")
