"""Pulling from a lower place (从下级调取): its accepted values become the upper place's figures for it, in one act."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.observation import Key, Observation, ValueStatus
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.importing import ImportResult, import_series
from fuertong_web.collection.selectors.pulling import pulled_from


@transaction.atomic
def pull_values(*, by: Actor, region: UUID, data_year: int, seen: int) -> ImportResult:
    """Take all that differs; `seen` is how many changes the person was shown. The act stands in both places' logs.

    FuertongError when nothing differs, or when the list has changed since it was shown.
    """
    if by.place is None or not by.can(Permission.ACCEPT):
        raise PermissionDenied("只有统计人员可以从下级调取数据。")
    found = pulled_from(by, region, data_year)
    if not found.changes:
        raise FuertongError(f"{found.region.name}{data_year}年的数与本级所存的相同，不需要调取。")
    if len(found.changes) != seen:
        raise FuertongError("下级的数据刚有变动，请核对新的清单后再调取。")
    rows = [
        Observation(
            key=Key(
                indicator=one.indicator.code,
                version=one.indicator.version,
                region=found.region.code,
                period=one.after.period,
                breakdown=one.after.breakdown,
            ),
            value=one.after.value,
            numerator=one.after.numerator,
            denominator=one.after.denominator,
            decimals=one.after.decimals,
            status=ValueStatus(one.after.status),
            break_before=one.after.break_before,
            splice=one.after.splice,
        )
        for one in found.changes
    ]
    source = f"{found.region.name}已接受的数（{timezone.localdate().isoformat()}调取）"
    made = import_series(by=by, rows=rows, source=source, status=None, reason="从下级调取")
    record(
        by=by,
        action="collection.pull_values",
        label=f"{by.place}调取{data_year}年数据{made.accepted}项",
        after={"region": found.region.name, "data_year": data_year, "accepted": made.accepted},
        place_code=found.region.code,
    )
    return made
