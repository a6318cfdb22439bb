"""Several years at once (历史数据导入): rows of a clean table become revisions, and accepted values if wished."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.observation import Observation as SeriesRow
from fuertong.model.observation import ValueStatus
from fuertong.model.period import Period
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.judging import judge_again
from fuertong_web.collection.actions.pointers import accept_revisions
from fuertong_web.collection.actions.revisions import Key
from fuertong_web.collection.enums import Cause
from fuertong_web.collection.models import Observation, Revision
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Region, StoredFile

BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did: rows taken as revisions, rows that said what was accepted already, pointers moved."""

    revisions: int
    unchanged: int
    accepted: int
    years: tuple[int, ...] = ()


@transaction.atomic
def import_series(
    *,
    by: Actor,
    rows: Iterable[SeriesRow],
    source: str = "",
    document: StoredFile | None = None,
    status: ValueStatus | None = ValueStatus.HISTORICAL,
    accept: bool = True,
    reason: str = "",
    at: datetime | None = None,
    judge: bool = True,
) -> ImportResult:
    """Take rows of many indicators and years in one transaction; all or nothing.

    `status` None keeps each row's own, `source` "" too. A row equal to what is accepted already makes no revision.
    FuertongError names indicators and regions the place does not have. `judge` False leaves judging to the caller.
    """
    place = by.place
    if place is None or not (by.can(Permission.VALUES_PROXY) and by.can(Permission.ACCEPT)):
        raise PermissionDenied("只有统计人员可以导入历史数据。")
    at = at or timezone.now()
    given = list(rows)
    made, unchanged = _new_revisions(by, place, given, status, source, document, reason, at)
    Revision.objects.bulk_create(made, batch_size=BATCH)
    moved = accept_revisions(revisions=made, by=by.label, at=at, reason=reason) if accept else 0
    years = tuple(sorted({row.data_year for row in made}))
    record(
        by=by,
        action="collection.import_series",
        target=document or place,
        after={"revisions": len(made), "unchanged": unchanged, "accepted": moved, "years": years},
    )
    if accept and judge and years:
        judge_again(by=by, place=place, data_year=_judged_year(place, years))
    return ImportResult(revisions=len(made), unchanged=unchanged, accepted=moved, years=years)


def _judged_year(place: Place, years: Sequence[int]) -> int:
    newest = Observation.objects.filter(indicator__place=place).order_by("-data_year").values_list("data_year").first()
    return max(years[-1], newest[0] if newest else 0)


def _new_revisions(
    by: Actor,
    place: Place,
    rows: list[SeriesRow],
    status: ValueStatus | None,
    source: str,
    document: StoredFile | None,
    reason: str,
    at: datetime,
) -> tuple[list[Revision], int]:
    indicators = _indicators(place, rows)
    regions = _regions(place, rows)
    held = _accepted(place, set(regions.values()))
    data_years = {code: Period.parse(code).data_year for code in {row.key.period for row in rows}}
    made: list[Revision] = []
    unchanged = 0
    seen: set[Key] = set()
    for row in rows:
        indicator = indicators[(row.key.indicator, row.key.version)]
        key = (indicator.pk, regions[row.key.region], row.key.period, row.key.breakdown)
        if key in seen:
            raise FuertongError(f"“{indicator.name}”{row.key.period}年的数据出现了两次，没有导入。请删去多余的一行。")
        seen.add(key)
        new = Revision(
            indicator_id=key[0],
            region_id=key[1],
            period=key[2],
            data_year=data_years[key[2]],
            breakdown=key[3],
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            decimals=row.decimals,
            raw="" if row.value is None else f"{row.value:f}",
            status=(status or row.status).value,
            cause=Cause.IMPORT,
            reason=reason,
            source=(source or row.source)[:300],
            document=document,
            unit_id=indicator.source_unit_id,
            entered_by=by.label,
            entered_user=by.user,
            at=at,
            break_before=row.break_before,
            splice=row.splice,
        )
        old = held.get(key)
        if old is not None and _same(old, new):
            unchanged += 1
            continue
        new.previous_id = old[0] if old else None
        made.append(new)
    return made, unchanged


def _indicators(place: Place, rows: list[SeriesRow]) -> dict[tuple[str, int], Indicator]:
    found = {(row.code, row.version): row for row in place.indicators.all()}
    unknown = sorted({row.key.indicator for row in rows if (row.key.indicator, row.key.version) not in found})
    if unknown:
        raise FuertongError(f"指标库中没有这些指标：{_some(unknown)}。没有导入，请先在“指标”中添加或改正代码。")
    return found


def _regions(place: Place, rows: list[SeriesRow]) -> dict[str, int]:
    wanted = {row.key.region for row in rows}
    here = {place.region.code: place.region_id}
    if wanted - set(here):
        below = Region.objects.filter(code__in=wanted, parent=place.region)
        here |= dict(below.values_list("code", "pk"))
    unknown = sorted(wanted - set(here))
    if unknown:
        raise FuertongError(f"这些地区不属于{place}：{_some(unknown)}。没有导入，请核对行政区划代码。")
    return here


Content = tuple[Any, ...]


def _accepted(place: Place, regions: set[int]) -> dict[Key, Content]:
    rows = Observation.objects.filter(region__in=regions, indicator__place=place).values_list(
        "indicator_id",
        "region_id",
        "period",
        "breakdown",
        "revision_id",
        "revision__value",
        "revision__numerator",
        "revision__denominator",
        "revision__decimals",
        "revision__status",
        "revision__source",
        "revision__break_before",
        "revision__splice",
    )
    return {(row[0], row[1], row[2], row[3]): row[4:] for row in rows}


def _same(old: Content, new: Revision) -> bool:
    return old[1:] == (
        new.value,
        new.numerator,
        new.denominator,
        new.decimals,
        new.status,
        new.source,
        new.break_before,
        new.splice,
    )


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:10]) + (f"等{len(names)}个" if len(names) > 10 else "")
