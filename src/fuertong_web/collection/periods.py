"""Periods within a year (月度、季度、半年): kept as they are, never mixed with the whole year that judging uses."""

from django.db.models import Q

from fuertong.model.period import period_code, stretch_of
from fuertong_web.collection.enums import RoundSpan
from fuertong_web.collection.models import Round
from fuertong_web.indicators.models import Indicator

WHOLE_YEARS = ~(Q(period__contains="S") | Q(period__contains="Q") | Q(period__contains="M"))
"""Observations, revisions and cells of a whole year (calendar, 妇幼年报, school year) or of a term."""

TERM_YEARS = 5


def period_asked(opened: Round, indicator: Indicator) -> str:
    """The period a round asks an indicator for: its own statistical year, or the stretch the round is about."""
    if not opened.span:
        return period_code(opened.data_year, indicator.statistical_year)
    if opened.span == RoundSpan.TERM:
        return f"J{opened.data_year}"
    return f"{opened.data_year}{opened.span}"


def same_stretch(one: str, other: str) -> bool:
    """Whether two periods are of one kind: third quarters, Julys, terms, or whole years however they are counted."""
    return _kind(one) == _kind(other)


def _kind(code: str) -> str:
    found = stretch_of(code)
    return "" if found in ("H", "X") else found


def years_between(indicator: Indicator) -> int:
    """How many years lie between two values: the survey's interval, the length of a term, else one."""
    if indicator.freq > 1:
        return indicator.freq
    return TERM_YEARS if indicator.statistical_year == "J" else 1
