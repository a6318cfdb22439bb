"""Every-unit targets (以乡镇为单位): the lists that are their denominators, and how each member stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from fuertong.assess import assess
from fuertong.model.organisation import Level
from fuertong.reports.comparison import COMPARISONS
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.disclosure import View, view_of
from fuertong_web.collection.models import Observation
from fuertong_web.collection.periods import WHOLE_YEARS
from fuertong_web.collection.selectors.entities import Members, members_meant, year_end
from fuertong_web.places.models import Place, Region
from fuertong_web.plans.models import Target

Row = dict[str, Any]
NO_AREA = (Level.VILLAGE, Level.ENTITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member with its value of the data year; `meets` None where there is none."""

    name: str
    value: Decimal | None
    decimals: int | None
    meets: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryUnit:
    """How the members of a list stand against a target in a data year."""

    members: Members
    rows: tuple[Member, ...]

    @property
    def failing(self) -> list[str]:
        """The members that do not reach the target."""
        return [row.name for row in self.rows if row.meets is False]

    @property
    def missing(self) -> list[str]:
        """The members without a value."""
        return [row.name for row in self.rows if row.meets is None]

    @property
    def words(self) -> str:
        """8个乡镇中7个达到，1个未达到（××）."""
        met = sum(row.meets is True for row in self.rows)
        parts = [f"{self.members.words}中{met}{self.members.counted[0]}达到"]
        if self.failing:
            parts.append(f"{len(self.failing)}{self.members.counted[0]}未达到（{'、'.join(self.failing)}）")
        if self.missing:
            parts.append(f"{len(self.missing)}{self.members.counted[0]}没有数据（{'、'.join(self.missing)}）")
        return "，".join(parts) + "。"


def members_of(place: Place, targets: Iterable[Target], data_year: int) -> dict[int, Members]:
    """The members that every-unit targets mean, by the target's primary key; where no list is kept there is none."""
    asked = {target.pk: (target.each, target.indicator.code) for target in targets if target.each and target.indicator}
    return members_meant(place, asked, year_end(data_year))


def judge(
    observations: pl.DataFrame, rows: dict[str, Row], targets: Iterable[Target], place: Place, data_year: int
) -> pl.DataFrame:
    """The kernel's results; every-unit targets are judged over the members of their list in the data year.

    Where no list is kept the lower regions are the units.
    """
    listed = members_of(place, targets, data_year)
    own = {target.code: listed[target.pk].codes for target in targets if target.pk in listed}
    groups: dict[tuple[str, ...] | None, list[Row]] = {}
    for code, row in rows.items():
        groups.setdefault(own.get(code), []).append(row)
    below = _below(place) if None in groups else []
    found = [
        assess(
            observations.lazy(),
            pl.DataFrame(many, infer_schema_length=None).lazy(),
            as_of=data_year,
            regions=_frame(below if codes is None else codes, place),
        ).collect()
        for codes, many in groups.items()
    ]
    return pl.concat(found)


def every_unit_of(actor: Actor, target: Target, data_year: int) -> EveryUnit | None:
    """How each member stands, None where the target is none of every unit or the actor may not see each value."""
    place, indicator = actor.place, target.indicator
    if place is None or indicator is None or view_of(actor, indicator) is not View.ALL:
        return None
    meant = members_of(place, [target], data_year).get(target.pk)
    test = COMPARISONS.get(target.comparator)
    if meant is None or test is None or target.value is None:
        return None
    values = values_of(place, [target], {target.pk: meant}, data_year)[target.pk]
    rows = []
    for region in meant.regions:
        value, decimals = values.get(region.pk, (None, None))
        meets = None if value is None else test(value, target.value)
        rows.append(Member(name=region.name, value=value, decimals=decimals, meets=meets))
    order = {False: 0, None: 1, True: 2}
    return EveryUnit(members=meant, rows=tuple(sorted(rows, key=lambda row: order[row.meets])))


Values = dict[int, tuple[Decimal | None, int | None]]


def values_of(
    place: Place, targets: Iterable[Target], members: dict[int, Members], data_year: int
) -> dict[int, Values]:
    """The members' accepted values of the data year by target and region; one query."""
    wanted = [target for target in targets if target.pk in members]
    regions = {region.pk for target in wanted for region in members[target.pk].regions}
    rows = Observation.objects.filter(
        WHOLE_YEARS,
        indicator__place=place,
        indicator__code__in={target.indicator.code for target in wanted if target.indicator},
        region__in=regions,
        data_year=data_year,
    ).exclude(revision__value=None)
    columns = ("indicator__code", "breakdown", "region_id", "revision__value", "revision__decimals")
    held: dict[tuple[str, str], Values] = {}
    for code, group, region, value, decimals in rows.order_by("indicator__version", "pk").values_list(*columns):
        held.setdefault((code, group), {})[region] = (value, decimals)
    found = {}
    for target in wanted:
        assert target.indicator is not None
        own = {region.pk for region in members[target.pk].regions}
        values = held.get((target.indicator.code, target.breakdown), {})
        found[target.pk] = {pk: value for pk, value in values.items() if pk in own}
    return found


def _below(place: Place) -> list[str]:
    rows = Region.objects.filter(parent=place.region, valid_to=None).exclude(level__in=NO_AREA)
    return list(rows.order_by("code").values_list("code", flat=True))


def _frame(codes: Iterable[str], place: Place) -> pl.DataFrame:
    listed = list(codes)
    return pl.DataFrame(
        {"region": listed, "parent": [place.code] * len(listed)}, schema={"region": pl.String, "parent": pl.String}
    )
