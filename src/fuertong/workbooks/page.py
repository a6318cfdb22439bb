"""The look of a form on paper (版面): which columns, how wide, which type; A4, nothing below 9 points."""

import math
import unicodedata
from copy import deepcopy
from typing import Any

import xlsxwriter

from fuertong.workbooks.columns import Role
from fuertong.workbooks.form import Form

UNCLASSIFIED = "本系统为非涉密系统，请勿填写涉密内容。"
_WIDE_PIXELS = 1045
_NARROW_PIXELS = 716
_DIGIT_PIXELS = 8.3  # the widest default font found on site; a narrower one leaves a margin
_SHORTEST_NAME, _WIDEST_NOTE = 18.0, 30.0
_FIXED = {
    Role.CODE: 20,
    Role.ORDER: 4.5,
    Role.UNIT: 8,
    Role.LAST: 10,
    Role.NUMERATOR: 11,
    Role.DENOMINATOR: 11,
    Role.VALUE: 11,
    Role.ABSENCE: 12,
    Role.NOTE: 13,
}
_HEADS = {
    Role.CODE: "代码",
    Role.ORDER: "序号",
    Role.NAME: "指标名称",
    Role.GROUP: "分组",
    Role.REGION: "地区",
    Role.UNIT: "计量单位",
    Role.NUMERATOR: "分子",
    Role.DENOMINATOR: "分母",
    Role.ABSENCE: "缺数原因",
    Role.NOTE: "说明/来源",
}
_SONG, _HEI = "宋体", "黑体"
_WORKBOOK_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": _SONG, "font_size": 10},  # column widths count its digits
}


def display_width(text: str) -> int:
    """The width in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def lines_needed(text: str, width: float) -> int:
    """The lines a text of 10 points takes in a column of that width."""
    return max(1, math.ceil(display_width(text) * 1.02 / (width - 0.5)))


class Page:
    """Columns, widths and cell formats of one form; landscape when it asks for parts or names lower regions."""

    def __init__(self, form: Form) -> None:
        has_parts = any(row.asks_parts for row in form.rows)
        has_groups = any(row.breakdown_label for row in form.rows)
        has_regions = any(row.region_name for row in form.rows)
        self.form = form
        self.is_wide = has_parts or has_regions
        present = {Role.NUMERATOR: has_parts, Role.DENOMINATOR: has_parts, Role.GROUP: has_groups}
        present[Role.REGION] = has_regions
        self.roles = [role for role in Role if present.get(role, True)]
        self.widths = self._widths()

    def _widths(self) -> dict[Role, float]:
        widths: dict[Role, float] = {role: _FIXED[role] for role in self.roles if role in _FIXED}
        if Role.GROUP in self.roles:
            widest = max(display_width(row.breakdown_label) for row in self.form.rows)
            widths[Role.GROUP] = min(16, max(8, widest + 1))
        if Role.REGION in self.roles:
            widest = max(display_width(row.region_name) for row in self.form.rows)
            widths[Role.REGION] = min(16, max(8, widest + 1))
        room = _WIDE_PIXELS if self.is_wide else _NARROW_PIXELS
        taken = sum(_DIGIT_PIXELS * width + 5 for role, width in widths.items() if role is not Role.CODE)
        free = max(_SHORTEST_NAME, (room - taken - 5) / _DIGIT_PIXELS)
        longest = max((display_width(row.name) * 1.02 + 1 for row in self.form.rows), default=_SHORTEST_NAME)
        widths[Role.NAME] = max(min(free, longest), _SHORTEST_NAME, free - _WIDEST_NOTE + widths[Role.NOTE])
        widths[Role.NOTE] += free - widths[Role.NAME]  # what the names leave is for the explanations
        return widths

    @property
    def breadth(self) -> float:
        """The width of all printed columns together."""
        return sum(width for role, width in self.widths.items() if role is not Role.CODE)

    def head(self, role: Role) -> str:
        """The printed head of a column."""
        if role is Role.VALUE:
            return f"本年数\n（{self.form.data_year}年）"
        if role is Role.LAST:
            return f"上年数\n（{self.form.data_year - 1}年）"
        return _HEADS[role]

    def formats(self, workbook: xlsxwriter.Workbook) -> dict[str, Any]:
        """The cell formats by name."""
        text = {"font_name": _SONG, "font_size": 10, "valign": "vcenter", "text_wrap": True}
        boxed = text | {"border": 1, "border_color": "#404040"}
        shut = boxed | {"bg_color": "#F2F2F2"}
        entry = boxed | {"locked": False}
        number = {"align": "right", "text_wrap": False}
        styles = {
            "mark": text | {"font_name": _HEI},
            "title": text | {"font_name": _HEI, "font_size": 16, "align": "center"},
            "centre": text | {"align": "center"},
            "left": text,
            "right": text | {"align": "right"},
            "stamp": text | {"align": "center", "font_color": "#808080"},
            "small": text | {"font_size": 9.5},
            "header": shut | {"font_name": _HEI, "align": "center"},
            "section": shut | {"font_name": _HEI},
            "name": shut,
            "middle": shut | {"align": "center"},
            "shut": shut | {"align": "center"},
            "last": shut | number,
            "entry": entry | number,
            "entry_text": entry | {"font_size": 9.5},
            "entry_long": entry | {"font_size": 9.5, "valign": "top"},
            "foot_entry": text | {"locked": False, "bottom": 1, "border_color": "#404040"},
        }
        for decimals in range(7):
            shown = "0" + ("." + "0" * decimals if decimals else "")
            for name in ("last", "entry"):
                styles[f"{name}{decimals}"] = styles[name] | {"num_format": shown}
        return {name: workbook.add_format(style) for name, style in styles.items()}


def workbook_options() -> dict[str, object]:
    """The options of a new workbook, a copy each time: the library writes into what it is given."""
    return deepcopy(_WORKBOOK_OPTIONS)
