"""Several years at once (历史数据导入): rows of a clean table become revisions, and accepted values if wished."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

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
from fuertong_web.collection.actions.plain_rows import insert_rows, preparer
from fuertong_web.collection.actions.pointers import accept_revisions
from fuertong_web.collection.actions.revisions import Key
from fuertong_web.collection.enums import Cause
from fuertong_web.collection.models import Observation, Revision
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Region, StoredFile


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
    fixed = _Fixed(
        source=source[:300],
        status=status,
        reason=reason,
        document_id=document.pk if document else None,
        entered_by=by.label,
        entered_user_id=by.user.pk if by.user else None,
        at=at,
    )
    fresh, unchanged = _fresh(place, given, fixed)
    made = _insert(fresh, fixed)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fixed:
    """What is the same for every revision of one import; an empty source or status leaves the row's own."""

    source: str
    status: ValueStatus | None
    reason: str
    document_id: int | None
    entered_by: str
    entered_user_id: int | None
    at: datetime

    def source_of(self, row: SeriesRow) -> str:
        """Where a row's value comes from."""
        return self.source or row.source[:300]

    def status_of(self, row: SeriesRow) -> str:
        """How final a row's value is."""
        return (self.status or row.status).value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fresh:
    """A row that says something new, with the accepted revision before it."""

    row: SeriesRow
    key: Key
    data_year: int
    unit_id: int | None
    previous_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A stored revision, as acceptance needs it."""

    pk: int
    indicator_id: int
    region_id: int
    period: str
    data_year: int
    breakdown: str


def _fresh(place: Place, rows: list[SeriesRow], fixed: _Fixed) -> tuple[list[_Fresh], int]:
    """The rows that differ from what is accepted, and how many do not."""
    indicators = _indicators(place, rows)
    regions = _regions(place, rows)
    held = _accepted(place, set(regions.values()))
    data_years = {code: Period.parse(code).data_year for code in {row.key.period for row in rows}}
    found: list[_Fresh] = []
    seen: set[Key] = set()
    for row in rows:
        indicator = indicators[(row.key.indicator, row.key.version)]
        key = (indicator.pk, regions[row.key.region], row.key.period, row.key.breakdown)
        if key in seen:
            raise FuertongError(f"“{indicator.name}”{row.key.period}的数据出现了两次，没有导入。请删去多余的一行。")
        seen.add(key)
        old = held.get(key)
        if old is not None and old[1:] == _content(row, fixed):
            continue
        found.append(
            _Fresh(
                row=row,
                key=key,
                data_year=data_years[key[2]],
                unit_id=indicator.source_unit_id,
                previous_id=old[0] if old else None,
            )
        )
    return found, len(rows) - len(found)


_COLUMNS = (
    "uid", "indicator_id", "region_id", "period", "breakdown", "data_year", "value", "numerator", "denominator",
    "decimals", "absence", "raw", "status", "cause", "reason", "source", "note", "document_id", "form_id", "unit_id",
    "filler", "filler_phone", "entered_by", "entered_user_id", "at", "previous_id", "break_before", "splice",
)  # fmt: skip


def _insert(fresh: list[_Fresh], fixed: _Fixed) -> list[_Made]:
    """Write the revisions; their primary keys are read back by uid."""
    uid, number, moment = preparer(Revision, "uid"), preparer(Revision, "value"), preparer(Revision, "at")(fixed.at)
    last = Revision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    uids = [uuid4() for _ in fresh]
    insert_rows(
        Revision,
        _COLUMNS,
        (
            (
                uid(own), *item.key, item.data_year,
                number(item.row.value), number(item.row.numerator), number(item.row.denominator), item.row.decimals,
                "", "" if item.row.value is None else f"{item.row.value:f}", fixed.status_of(item.row),
                Cause.IMPORT.value, fixed.reason, fixed.source_of(item.row), "", fixed.document_id, None, item.unit_id,
                "", "", fixed.entered_by, fixed.entered_user_id, moment, item.previous_id,
                item.row.break_before, number(item.row.splice),
            )
            for own, item in zip(uids, fresh, strict=True)
        ),
    )  # fmt: skip
    stored = dict(Revision.objects.filter(pk__gt=last, at=fixed.at).values_list("uid", "pk"))
    return [
        _Made(
            pk=stored[own],
            indicator_id=item.key[0],
            region_id=item.key[1],
            period=item.key[2],
            data_year=item.data_year,
            breakdown=item.key[3],
        )
        for own, item in zip(uids, fresh, strict=True)
    ]


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


def _content(row: SeriesRow, fixed: _Fixed) -> Content:
    """A row in the order of `_accepted`, to see whether it says anything new."""
    return (
        row.value,
        row.numerator,
        row.denominator,
        row.decimals,
        fixed.status_of(row),
        fixed.source_of(row),
        row.break_before,
        row.splice,
    )


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:10]) + (f"等{len(names)}个" if len(names) > 10 else "")
