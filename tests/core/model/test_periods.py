"""Period codes: what each one covers."""

from datetime import date

import pytest

from fuertong.errors import FuertongError
from fuertong.model.breakdown import normal_breakdown
from fuertong.model.period import Period, is_part_of_year, period_code, stretch_of


@pytest.mark.parametrize(
    ("code", "start", "end", "data_year"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), 2025),
        ("2025H", date(2024, 10, 1), date(2025, 9, 30), 2025),
        ("2025X", date(2025, 9, 1), date(2026, 8, 31), 2025),
        ("J2026", date(2026, 1, 1), date(2030, 12, 31), 2026),
        ("2025Q3", date(2025, 7, 1), date(2025, 9, 30), 2025),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29), 2024),
    ],
)
def test_period_covers(code: str, start: date, end: date, data_year: int) -> None:
    period = Period.parse(code)
    assert (period.start, period.end, period.data_year) == (start, end, data_year)


@pytest.mark.parametrize("code", ["", "25", "2025Y", "2025M13", "2025Q5", "2211H", "J20", "２０２５年"])
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(FuertongError, match="统计期"):
        Period.parse(code)


def test_period_code_of_each_statistical_year() -> None:
    assert [period_code(2025, kind) for kind in ("calendar", "H", "X", "J")] == ["2025", "2025H", "2025X", "J2025"]


def test_breakdown_pairs_are_sorted_and_unique() -> None:
    assert normal_breakdown("sex=F;residence=rural") == "residence=rural;sex=F"
    assert normal_breakdown("") == ""
    for bad in ("sex", "sex=F;sex=M", "=F", "sex=F;"):
        with pytest.raises(FuertongError):
            normal_breakdown(bad)


def test_half_years_are_parts_of_a_year_and_terms_are_not() -> None:
    first, second = Period.parse("2025S1"), Period.parse("2025S2")
    assert (first.start, first.end) == (date(2025, 1, 1), date(2025, 6, 30))
    assert (second.start, second.end, second.data_year) == (date(2025, 7, 1), date(2025, 12, 31), 2025)
    parts = ["2025S1", "2025Q3", "2025M07"]
    assert [is_part_of_year(code) for code in (*parts, "2025", "2025H", "2025X", "J2026")] == [True] * 3 + [False] * 4
    assert [stretch_of(code) for code in (*parts, "2025", "2025H", "J2026")] == ["S1", "Q3", "M07", "", "H", "J"]
