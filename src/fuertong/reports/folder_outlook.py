"""Outlooks and strategies out of a place folder (数据夹的趋势预测和策略措施)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fuertong.assess import likelihood
from fuertong.model.indicator import Sensitivity
from fuertong.model.numbers import round_half_up
from fuertong.model.plan import Domain
from fuertong.model.verdict import Signal
from fuertong.reports.facts import IndicatorFacts
from fuertong.reports.facts_evaluation import Chance, OutlookFacts, StrategyFacts

_OPEN = (Signal.LIKELY.value, Signal.HARD.value)


def outlook_of(result: Mapping[str, Any], indicator: IndicatorFacts, deadline: int | None) -> OutlookFacts | None:
    """The outlook of a target still open; none for deaths, violence and sealed indicators (practice 11)."""
    chance, value = result.get("p"), result.get("forecast")
    if result.get("cls") not in _OPEN or chance is None or deadline is None:
        return None
    if indicator.sensitivity in (Sensitivity.COUNTS, Sensitivity.SEALED):
        return None
    shown = None if value is None else round_half_up(Decimal(repr(float(value))), indicator.decimals)
    return OutlookFacts(chance=Chance(likelihood(float(chance))), year=deadline, value=shown)


def strategies_of(domain: Domain, plan: str) -> tuple[StrategyFacts, ...]:
    """The strategies of a domain as the plan numbers them; uids are plan/d1/s2."""
    return tuple(
        StrategyFacts(no=one.no, title=one.title, text=one.text, uid=f"{plan}/d{domain.no}/s{one.no}", lead=one.lead)
        for one in domain.strategies
    )
