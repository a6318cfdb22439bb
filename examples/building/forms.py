"""The example's round of 2026: the state of each unit's form and the cells of the forms."""

from collections.abc import Mapping, Sequence
from typing import Any

from fuertong.model.indicator import Indicator

Row = Mapping[str, Any]
FORM_COLUMNS = ("unit", "state", "filler", "phone", "signer", "submitted_on", "accepted_on", "entered_offline")
CELL_COLUMNS = (
    *("unit", "indicator", "breakdown", "raw", "numerator", "denominator"),
    *("absence", "note", "returned_reason"),
)
RETURNED_COLUMNS = ("指标代码", "指标名称", "计量单位", "分组", "去年数", "分子", "分母", "数值", "说明")


def cells(values: Sequence[Row], pending: Sequence[Row], indicators: Mapping[str, Indicator], year: int) -> list[Row]:
    """Accepted values of the year as cells, and the cells of forms that are still open."""
    accepted = [
        {
            "unit": indicators[row["indicator"]].source_unit,
            "indicator": row["indicator"],
            "breakdown": row["breakdown"],
            "raw": row["value"],
            "numerator": row["numerator"],
            "denominator": row["denominator"],
            "note": "按规定只认证、不提供数字" if row["value"] is None else "",
            "absence": "confidential" if row["value"] is None else "",
        }
        for row in values
        if row["year"] == year and len(row["region"]) == 6
    ]
    return sorted([*accepted, *pending], key=lambda row: (row["unit"], row["indicator"], row["breakdown"]))


def forms(all_cells: Sequence[Row], given: Sequence[Row]) -> list[Row]:
    """One form a unit that has cells; a unit not named in source/forms.csv is accepted."""
    known = {row["unit"]: row for row in given}
    units = sorted({row["unit"] for row in all_cells})
    return [known.get(unit) or _accepted(unit, number) for number, unit in enumerate(units)]


def _accepted(unit: str, number: int) -> Row:
    return {
        "unit": unit,
        "state": "accepted",
        "filler": f"示例·填表人{number + 1:02d}",
        "phone": f"示例-1{number + 1:03d}",
        "signer": f"示例·审核人{number + 1:02d}",
        "submitted_on": f"2026-04-{10 + number % 18:02d}",
        "accepted_on": f"2026-05-{8 + number % 20:02d}",
        "entered_offline": False,
    }


def returned_sheet(
    unit: str, all_cells: Sequence[Row], values: Sequence[Row], indicators: Mapping[str, Indicator], year: int
) -> list[Row]:
    """The sheet a unit sent in, with its slips, as the rows of a CSV."""
    last = {
        (row["indicator"], row["breakdown"]): row["value"]
        for row in values
        if row["year"] == year - 1 and len(row["region"]) == 6
    }
    return [
        {
            "指标代码": row["indicator"],
            "指标名称": indicators[row["indicator"]].name,
            "计量单位": indicators[row["indicator"]].unit,
            "分组": row["breakdown"],
            "去年数": last.get((row["indicator"], row["breakdown"])),
            "分子": row["numerator"],
            "分母": row["denominator"],
            "数值": row["raw"],
            "说明": row["note"],
        }
        for row in all_cells
        if row["unit"] == unit
    ]
