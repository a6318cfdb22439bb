"""Days of the year by which something is due (期限): 每年12月底前, 次年一季度, 年底前."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTH = r"(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<part>上旬|中旬|下旬|中|初|底|末|份)?)"
_QUARTER = r"第?(?P<quarter>[一二三四1-4])季度(?:末|底|内)?"
_YEAR_END = r"(?P<end>年(?:底|末|终))"
_WHEN = r"(?:每年度?|次年|下一?年度?|翌年|年度终了后|当年|第二年)"
_DUE = re.compile(
    rf"(?P<when>{_WHEN})(?:的|度)?(?:{_MONTH}|{_QUARTER}|{_YEAR_END})(?:之?前|以前|内|前后)?"
    rf"|(?<![年\d])(?P<bare>每年)(?:上半年|(?P<half>下半年))"
    rf"|(?<!\d)(?P<alone>年(?:底|末))之?前"
)
_PARTS = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}
_QUARTERS = {"一": 3, "1": 3, "二": 6, "2": 6, "三": 9, "3": 9, "四": 12, "4": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """A day as MM-DD with its place in the text."""

    value: str
    start: int
    end: int


def due_days(text: str) -> Iterator[DueDay]:
    """Every day of the year named as a term; a day no month has is passed over."""
    for found in _DUE.finditer(text):
        value = _value(found)
        if value:
            yield DueDay(value=value, start=found.start(), end=found.end())


def _value(found: re.Match[str]) -> str:
    if found["end"] or found["alone"] or found["half"]:
        return "12-31"
    if found["bare"]:
        return "06-30"
    month = _QUARTERS[found["quarter"]] if found["quarter"] else int(found["month"])
    if not 1 <= month <= 12:
        return ""
    last = 28 if month == 2 else calendar.monthrange(2001, month)[1]
    day = int(found["day"]) if found["day"] else _PARTS.get(found["part"] or "", last)
    return f"{month:02d}-{day:02d}" if 1 <= day <= last or (month, day) == (2, 29) else ""
