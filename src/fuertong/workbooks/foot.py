"""The foot of a form (表尾): 单位负责人、统计负责人、填表人、联系电话、报出日期."""

import re
from datetime import date

from fuertong.model.numbers import plain_text
from fuertong.workbooks.form import Particulars

_LABELS = {
    "head": r"(?:单位|部门)负责人",
    "statistics_head": r"统计负责人",
    "filler": r"(?:填表|填报)人",
    "phone": r"联系电话|电话",
    "reported_on": r"报出日期|填报日期",
}
_PATTERNS = {name: re.compile(rf"(?:{label})\s*[:：]?\s*") for name, label in _LABELS.items()}
_DEPTH = 40


def particulars(rows: list[list[object]]) -> Particulars:
    """Read the foot among the last rows of a sheet: behind a label in the same cell, or in the next filled cell."""
    found: dict[str, str] = {}
    for row in rows[-_DEPTH:]:
        texts = [_text(cell) for cell in row]
        for index, text in enumerate(texts):
            for name, pattern in _PATTERNS.items():
                match = pattern.match(text)
                if match and name not in found:
                    value = _behind(text[match.end() :]) or next((after for after in texts[index + 1 :] if after), "")
                    found[name] = "" if _is_label(value) else value.strip("_＿ ")
    return Particulars(**found)


def _behind(text: str) -> str:
    """What stands behind a label, up to the next label of the same line."""
    ends = [match.start() for pattern in _PATTERNS.values() if (match := pattern.search(text))]
    return text[: min(ends, default=len(text))].strip("_＿ \u3000")


def _is_label(text: str) -> bool:
    return any(pattern.match(text) for pattern in _PATTERNS.values())


def _text(cell: object) -> str:
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else plain_text(cell).strip()
