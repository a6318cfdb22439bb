"""Seasons (数据产生月份与批次): which values a round's deadline can meet, and when the others are due."""

import calendar
from datetime import date

from fuertong.errors import FuertongError
from fuertong_web.collection.selectors.scheme import Asked, Scheme
from fuertong_web.places.models import Unit

ByUnit = dict[Unit, list[Asked]]


def due_of(asked: Asked, data_year: int) -> date | None:
    """The day by which a value of `data_year` can be asked for; None when the round's own deadline will do.

    The line's own term, else the last day of the month in which it is usually out, in the year after the data year.
    """
    if asked.due:
        month, _, day = asked.due.partition("-")
        return _day(data_year + 1, int(month), int(day))
    if asked.expected_month:
        return _day(data_year + 1, asked.expected_month, 31)
    return None


def batches_of(scheme: Scheme, *, data_year: int, deadline: date) -> list[tuple[date, ByUnit]]:
    """The forms by batch: first what the deadline can meet, then what comes later, by due day.

    A value with 先报预计数 stands in the first batch and again in its own.
    """
    first: ByUnit = {}
    later: dict[date, ByUnit] = {}
    for unit, many in scheme.by_unit.items():
        for asked in many:
            due = due_of(asked, data_year)
            is_late = due is not None and due > deadline
            if due is not None and is_late:
                later.setdefault(due, {}).setdefault(unit, []).append(asked)
            if not is_late or asked.flash_first:
                first.setdefault(unit, []).append(asked)
    return [(deadline, first), *sorted(later.items(), key=lambda pair: pair[0])]


def month_day(text: str) -> str:
    """A term such as 9月30日, 9-30 or 09-30 as 09-30; "" for nothing; FuertongError for anything else."""
    plain = text.strip().replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    if not plain:
        return ""
    month, _, day = plain.partition("-")
    if not (month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        raise FuertongError(f"报送期限“{text.strip()}”请写成“月-日”，如09-30。")
    return f"{int(month):02}-{int(day):02}"


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
