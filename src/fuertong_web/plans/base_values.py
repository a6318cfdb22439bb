"""Base values of a plan (基期值): beside the target, and taken over as values of the base year by the statistician.

They become accepted revisions 历史导入 whose source is the plan, through the import of series.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from fuertong.errors import FuertongError
from fuertong.model.numbers import format_number
from fuertong.model.observation import Key, ValueStatus
from fuertong.model.observation import Observation as SeriesRow
from fuertong.model.period import period_code
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions import ImportResult, import_series
from fuertong_web.collection.models import Observation
from fuertong_web.plans.models import Plan, Target

_UNITS = {"1/10万": "/10万", "十万分之": "/10万", "百分比": "%", "千分之": "‰"}


class State(StrEnum):
    """How a base value of the plan stands to the values held."""

    MISSING = "missing"
    SAME = "same"
    DIFFERENT = "different"
    OTHER_UNIT = "other_unit"
    NO_INDICATOR = "no_indicator"
    NO_BASE = "no_base"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return {
            "missing": "未录入",
            "same": "已录入",
            "different": "已有数据，与规划不同",
            "other_unit": "单位不同，请先核对",
            "no_indicator": "没有对应的指标",
            "no_base": "规划未写基期值",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseValue:
    """A target with its base value, what is asked on the way, and whether the value is held already."""

    target: Target
    year: int | None
    state: State
    held: Decimal | None = None

    @property
    def may_be_taken(self) -> bool:
        """Whether it can become a value of the base year."""
        return self.state in (State.MISSING, State.DIFFERENT)

    @property
    def steps(self) -> list[tuple[int, str]]:
        """Values asked for in years before the deadline, as users read them."""
        return [(int(row["year"]), _shown(Decimal(str(row["value"])))) for row in self.target.milestones]

    @property
    def base(self) -> str:
        """The base value as users read it, without the zeros of storage."""
        return _shown(self.target.base_value)

    @property
    def held_words(self) -> str:
        """The value held as users read it."""
        return _shown(self.held)


def _shown(value: Decimal | None) -> str:
    return format_number(value.normalize()) if value is not None else "—"


def base_values_of(plan: Plan) -> list[BaseValue]:
    """The targets of a plan that have a base value or values on the way, in the plan's order; two queries."""
    rows = Target.objects.filter(goal__domain__plan=plan).filter(Q(base_value__isnull=False) | ~Q(milestones=[]))
    found = list(rows.select_related("indicator", "goal__domain").order_by("goal__domain__no", "goal__no", "no"))
    held = _held(plan, found)
    return [_base_value(plan, target, held) for target in found]


def _held(plan: Plan, targets: Iterable[Target]) -> dict[tuple[int, str, str], Decimal | None]:
    indicators = {target.indicator_id for target in targets if target.indicator_id}
    rows = Observation.objects.filter(indicator__in=indicators, region_id=plan.place.region_id)
    named = rows.values_list("indicator_id", "period", "breakdown", "revision__value")
    return {(indicator, period, breakdown): value for indicator, period, breakdown, value in named}


def _base_value(plan: Plan, target: Target, held: dict[tuple[int, str, str], Decimal | None]) -> BaseValue:
    year = target.base_year or plan.base_year
    if target.base_value is None:
        return BaseValue(target=target, year=year, state=State.NO_BASE)
    if target.indicator is None:
        return BaseValue(target=target, year=year, state=State.NO_INDICATOR)
    key = (target.indicator.pk, period_code(year, target.indicator.statistical_year), target.breakdown)
    if key in held:
        state = State.SAME if held[key] == target.base_value else State.DIFFERENT
        return BaseValue(target=target, year=year, state=state, held=held[key])
    fits = _unit(target.unit) == _unit(target.indicator.unit) or not target.unit or not target.indicator.unit
    return BaseValue(target=target, year=year, state=State.MISSING if fits else State.OTHER_UNIT)


def _unit(unit: str) -> str:
    return _UNITS.get(unit, unit)


@transaction.atomic
def take_base_values(*, by: Actor, plan: Plan, codes: Collection[str]) -> ImportResult:
    """Take the base values of these targets (codes) as values of their base year; all or none."""
    if by.place is None or plan.place_id != by.place.pk or not may_take(by):
        raise PermissionDenied("只有统计人员可以把基期值录入为数据。")
    chosen = [row for row in base_values_of(plan) if row.target.code in codes and row.may_be_taken]
    if not chosen:
        raise FuertongError("没有选择可以录入的基期值，请勾选后再录入。")
    rows: dict[Key, SeriesRow] = {}
    for item in chosen:
        row = _row(plan, item)
        if rows.setdefault(row.key, row).value != row.value:
            raise FuertongError(f"“{item.target.name}”在规划里有两个不同的基期值，没有录入。请先在目标页面核对。")
    document = plan.draft.file if plan.draft else None
    reason = f"《{plan.title}》写明的基期值"
    return import_series(by=by, rows=rows.values(), source=f"《{plan.title}》", document=document, reason=reason)


def may_take(actor: Actor) -> bool:
    """Whether the actor may enter values of earlier years."""
    return actor.can(Permission.VALUES_PROXY) and actor.can(Permission.ACCEPT)


def _row(plan: Plan, item: BaseValue) -> SeriesRow:
    indicator, value = item.target.indicator, item.target.base_value
    if indicator is None or value is None or item.year is None:
        raise FuertongError(f"“{item.target.name}”没有对应的指标，不能录入。")
    shown = value.normalize()
    exponent = shown.as_tuple().exponent
    return SeriesRow(
        key=Key(
            indicator=indicator.code,
            version=indicator.version,
            region=plan.place.code,
            period=period_code(item.year, indicator.statistical_year),
            breakdown=item.target.breakdown,
        ),
        value=value,
        decimals=max(0, -exponent) if isinstance(exponent, int) else 0,
        status=ValueStatus.HISTORICAL,
    )


def open_base_values(actor: Actor, plans: Iterable[Plan]) -> list[tuple[Plan, int]]:
    """For the statistician: the plans with base values not yet entered, with how many."""
    if not may_take(actor):
        return []
    counted = ((plan, sum(row.state is State.MISSING for row in base_values_of(plan))) for plan in plans)
    return [(plan, number) for plan, number in counted if number]
