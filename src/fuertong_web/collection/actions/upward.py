"""Adopting a rolled up value (采用汇总数): the lower regions' figures as the own 推算数, with what it was made from."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fuertong.errors import FuertongError
from fuertong.model.numbers import format_number
from fuertong.model.observation import ValueStatus
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.actions.revising import Figure, revise_value
from fuertong_web.collection.models import Revision
from fuertong_web.collection.selectors.upward import upward_rows
from fuertong_web.indicators.models import Indicator


@transaction.atomic
def adopt_rolled(*, by: Actor, indicator: Indicator, data_year: int) -> Revision:
    """Accept what the parts give now; FuertongError while a part is missing or a more final value stands."""
    if by.place is None:
        raise PermissionDenied("已接受的数据由统计人员修订。")
    row = next((one for one in upward_rows(by, data_year) if one.indicator.pk == indicator.pk), None)
    if row is None:
        raise FuertongError("没有下级的数据，不能汇总。")
    whole = row.rolled
    if whole.value is None:
        lack = f"{'、'.join(whole.missing)}{whole.why}" if whole.missing else whole.why
        raise FuertongError(f"{lack}，不能汇总。")
    parts = whole.numerator is not None
    return revise_value(
        by=by,
        indicator=indicator,
        region=by.place.region,
        period=row.period,
        figure=Figure(
            value="" if parts else format_number(whole.value),
            numerator=format_number(whole.numerator) if whole.numerator is not None else "",
            denominator=format_number(whole.denominator) if whole.denominator is not None else "",
            status=ValueStatus.DERIVED,
            source=f"{row.parts}个下级汇总（{row.way.label}）",
            reason="采用下级汇总数",
        ),
    )
