"""A period (统计期) by its code: calendar year, health year, school year, term, half year, quarter or month.

`2025` calendar year; `2025H` 1 October 2024 to 30 September 2025 (妇幼年报); `2025X` school year beginning in
September 2025; `J2026` the term of office beginning in 2026; `2025S1` first half of the year; `2025Q3`; `2025M07`.
Half years, quarters and months are progress within a year: they are kept, and judging leaves them out.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from fuertong.errors import FuertongError

_CODE = re.compile(
    r"(?:J(?P<term>\d{4})"
    r"|(?P<year>\d{4})(?:(?P<kind>[HX])|S(?P<half>[12])|Q(?P<quarter>[1-4])|M(?P<month>\d\d))?)"
)
_PARTS_OF_YEAR = "SQM"


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its first and last day; `data_year` is the year that judging uses."""

    code: str
    start: date
    end: date
    data_year: int

    @classmethod
    def parse(cls, code: str) -> "Period":
        """Read a period code; FuertongError when it is none."""
        found = _CODE.fullmatch(code)
        if not found or not 1900 <= int(found["year"] or found["term"]) <= 2200:
            raise FuertongError(
                f"统计期代码“{code}”无法识别，应形如2025、2025H、2025X、J2026、2025S1、2025Q3或2025M07。"
            )
        if found["term"]:
            year = int(found["term"])
            return cls(code, date(year, 1, 1), date(year + 4, 12, 31), year)
        year = int(found["year"])
        if found["half"] or found["quarter"]:
            months = 6 if found["half"] else 3
            last = int(found["half"] or found["quarter"]) * months
            return cls(code, date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1]), year)
        if found["month"]:
            month = int(found["month"])
            if not 1 <= month <= 12:
                raise FuertongError(f"统计期代码“{code}”中的月份应在01至12之间。")
            return cls(code, date(year, month, 1), date(year, month, monthrange(year, month)[1]), year)
        if found["kind"] == "H":
            return cls(code, date(year - 1, 10, 1), date(year, 9, 30), year)
        if found["kind"] == "X":
            return cls(code, date(year, 9, 1), date(year + 1, 8, 31), year)
        return cls(code, date(year, 1, 1), date(year, 12, 31), year)


def period_code(year: int, statistical_year: str = "calendar") -> str:
    """The code of `year` in the statistical year of an indicator (calendar, H, X or J)."""
    return {"calendar": f"{year}", "H": f"{year}H", "X": f"{year}X", "J": f"J{year}"}[statistical_year]


def is_part_of_year(code: str) -> bool:
    """Whether the period is a half year, a quarter or a month: progress that judging leaves out."""
    return not code.startswith("J") and code[4:5] in tuple(_PARTS_OF_YEAR)


def stretch_of(code: str) -> str:
    """What kind of stretch of time it is, whichever year: "", H, X, J, S1, Q3, M07; like is compared with like."""
    return "J" if code.startswith("J") else code[4:]
