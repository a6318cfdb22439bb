"""A later figure in place of an accepted one (数据修订): 预计数 → 初步数 → 正式数 → 上级核定数, as a new revision."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.findings import Severity
from fuertong.model.numbers import parse_number
from fuertong.model.observation import ValueStatus
from fuertong.model.period import Period
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.judging import judge_again
from fuertong_web.collection.actions.pointers import accept_revisions
from fuertong_web.collection.entries import resolve
from fuertong_web.collection.enums import Cause
from fuertong_web.collection.models import Observation, Revision
from fuertong_web.collection.periods import WHOLE_YEARS
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Region

FINALITY = {
    ValueStatus.FLASH: 0,
    ValueStatus.EXPECTED: 1,
    ValueStatus.DERIVED: 1,
    ValueStatus.HISTORICAL: 2,
    ValueStatus.PRELIMINARY: 2,
    ValueStatus.FINAL: 3,
    ValueStatus.SUPERIOR: 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The later figure as typed, with where it is from and why; `splice` is this year's value as counted before."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    status: ValueStatus
    source: str
    reason: str
    break_before: bool = False
    splice: str = ""


@transaction.atomic
def revise_value(
    *,
    by: Actor,
    indicator: Indicator,
    region: Region,
    period: str,
    figure: Figure,
    breakdown: str = "",
    at: datetime | None = None,
) -> Revision:
    """Accept a later figure for a key; the old one stays in the history. The targets are judged again.

    FuertongError when it cannot be read, says nothing new, has no source or reason, or is less final than the
    accepted one. A value of the upper region (采用上级数) never enters judging.
    """
    place = _statistician(by)
    _refuse_strangers(place, indicator, region)
    if not figure.source.strip() or not figure.reason.strip():
        raise FuertongError("请写明数据来源（如公报、文件）和修订原因。")
    at = at or timezone.now()
    key = {"indicator": indicator, "region": region, "period": period, "breakdown": breakdown}
    held = Observation.objects.select_for_update(of=("self",)).select_related("revision").filter(**key).first()
    old = held.revision if held is not None else None
    _refuse_less_final(old, figure.status)
    made = _revision(by, key, figure, old, at)
    if old is not None and _same(old, made):
        raise FuertongError("与现在的数完全相同，不需要修订。")
    made.save()
    accept_revisions(revisions=[made], by=by.label, at=at, reason=figure.reason.strip()[:500])
    record(
        by=by,
        action="collection.revise",
        target=made,
        label=str(made),
        before={"value": old.value, "status": old.status} if old is not None else None,
        after={"value": made.value, "status": made.status, "source": made.source, "reason": made.reason},
    )
    if region.pk != place.region.parent_id:
        judge_again(by=by, place=place, data_year=judged_year(place, made.data_year))
    return made


def judged_year(place: Place, data_year: int) -> int:
    """The year to judge again for after a value of `data_year` changed: the newest with values."""
    newest = Observation.objects.filter(WHOLE_YEARS, indicator__place=place, region=place.region).order_by("-data_year")
    found = newest.values_list("data_year", flat=True).first()
    return max(data_year, found or 0)


def _statistician(by: Actor) -> Place:
    if by.place is None or not (by.can(Permission.ACCEPT) and by.can(Permission.VALUES_PROXY)):
        raise PermissionDenied("已接受的数据由统计人员修订。")
    return by.place


def _refuse_strangers(place: Place, indicator: Indicator, region: Region) -> None:
    own = region.pk == place.region_id or region.parent_id == place.region_id
    above = place.region.parent_id is not None and region.pk == place.region.parent_id
    if indicator.place_id != place.pk or not (own or above):
        raise PermissionDenied("这不是本地区的数据。")


def _refuse_less_final(old: Revision | None, new: ValueStatus) -> None:
    if old is None or old.value is None or ValueStatus(old.status) not in FINALITY:
        return
    before = ValueStatus(old.status)
    if new not in FINALITY:
        raise FuertongError("数据性质请从列表中选择。")
    if FINALITY[new] < FINALITY[before]:
        raise FuertongError(f"现在的数已是{before.label}，不能改为{new.label}。请核对数据性质。")


def _revision(by: Actor, key: dict[str, object], figure: Figure, old: Revision | None, at: datetime) -> Revision:
    indicator = key["indicator"]
    assert isinstance(indicator, Indicator)
    read = resolve(indicator, raw=figure.value, numerator=figure.numerator, denominator=figure.denominator)
    wrong = next((one for _, one in read.findings if one.severity is Severity.ERROR), None)
    if wrong is not None:
        raise FuertongError(f"{wrong.message}{wrong.remedy}")
    if read.value is None:
        raise FuertongError("请填写新的数值，或同时填写分子和分母。")
    return Revision(
        **key,
        data_year=Period.parse(str(key["period"])).data_year,
        value=read.value,
        numerator=read.numerator,
        denominator=read.denominator,
        decimals=read.decimals,
        raw=figure.value.strip() or f"{figure.numerator.strip()}／{figure.denominator.strip()}",
        status=figure.status,
        cause=Cause.CORRECTION,
        reason=figure.reason.strip()[:500],
        source=figure.source.strip()[:300],
        unit=indicator.source_unit,
        entered_by=by.label,
        entered_user=by.user,
        at=at,
        previous=old,
        break_before=figure.break_before,
        splice=_splice(figure),
    )


def _splice(figure: Figure) -> Decimal | None:
    if not figure.splice.strip():
        return None
    if not figure.break_before:
        raise FuertongError("填了旧口径的数，请同时勾选“本年起口径有变化”。")
    value = parse_number(figure.splice).value
    if value is None:
        raise FuertongError(f"旧口径的数“{figure.splice.strip()}”无法识别，请填一个数。")
    return value


def _same(old: Revision, new: Revision) -> bool:
    names = ("value", "numerator", "denominator", "status", "break_before", "splice")
    return all(getattr(old, name) == getattr(new, name) for name in names)
