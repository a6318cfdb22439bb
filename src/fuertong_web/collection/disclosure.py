"""Disclosure (少量数据保护): what an actor may see of a value (decisions D7, practice 11).

Counts of deaths, violence and the like are for the owning unit and the statistician; everybody else gets no parts and
no rate of a single year with fewer than ten observed or expected events. Sealed values are for the owner until a date;
the statistician meets them only on the form that is accepted (`sheet.withheld`).
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from django.utils import timezone

from fuertong.model.indicator import Kind, Sensitivity
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.indicators.models import Indicator

FEWEST_EVENTS = 10


class View(StrEnum):
    """How much of an indicator's values an actor sees."""

    NOTHING = "nothing"
    SEALED = "sealed"
    RATES = "rates"
    ALL = "all"

    @property
    def words(self) -> str:
        """Why a value is not shown."""
        return {"sealed": "限期保密", "rates": "数量较少，不单独列示", "nothing": "不在查看范围内", "all": ""}[
            self.value
        ]


def owns(actor: Actor, indicator: Indicator) -> bool:
    """Whether the indicator's source unit is one of the actor's units."""
    return indicator.source_unit_id is not None and indicator.source_unit_id in actor.unit_ids


def view_of(actor: Actor, indicator: Indicator) -> View:
    """What the actor sees of the indicator's values."""
    if actor.place is None or indicator.place_id != actor.place.pk:
        return View.NOTHING
    own = owns(actor, indicator)
    if indicator.sensitivity == Sensitivity.SEALED and not own and not _seal_over(indicator):
        return View.SEALED
    if own and actor.can(Permission.VALUES_SEE_OWN):
        return View.ALL
    if not (actor.can(Permission.VALUES_SEE) or actor.can(Permission.VALUES_SEE_ACCEPTED)):
        return View.NOTHING
    if indicator.sensitivity == Sensitivity.COUNTS and not actor.sees_counts:
        return View.RATES
    return View.ALL


def too_few(
    indicator: Indicator,
    *,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
    usual: Decimal | None = None,
) -> bool:
    """Whether fewer than ten events were seen or are expected at the `usual` rate; unknown events count as few."""
    if indicator.kind == Kind.COUNT:
        return value is None or value < FEWEST_EVENTS
    if numerator is None:
        return True
    expected = usual * denominator / indicator.per if usual is not None and denominator and indicator.per else numerator
    return min(numerator, expected) < FEWEST_EVENTS


def pooled_rate(indicator: Indicator, parts: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    """Events over exposures of all years given, on the indicator's base; None without parts."""
    known = [(seen, base) for seen, base in parts if seen is not None and base]
    bases = sum((base for _, base in known), Decimal(0))
    if not bases or not indicator.per:
        return None
    return sum((seen for seen, _ in known), Decimal(0)) / bases * indicator.per


def _seal_over(indicator: Indicator) -> bool:
    return indicator.embargo_until is not None and timezone.localdate() >= indicator.embargo_until
