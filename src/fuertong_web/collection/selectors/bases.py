"""Shared denominators (共用基数): the figures in force, and which cells rest on them."""

from dataclasses import dataclass

from fuertong_web.collection.scheme_models import BaseDispute, BaseEffect, BaseValue, SharedBase
from fuertong_web.places.models import Place

BaseKey = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRow:
    """One denominator in one group of a year: the figure in force, last year's, and how often it was revised."""

    base: SharedBase
    breakdown: str
    value: BaseValue | None
    last: BaseValue | None
    versions: int


def bases_of(place: Place) -> list[SharedBase]:
    """The shared denominators of a place."""
    return list(place.shared_bases.prefetch_related("indicators").order_by("name"))


def newest_values(place_id: int, data_year: int) -> dict[tuple[int, str], BaseValue]:
    """The figure in force of each denominator and group."""
    rows = BaseValue.objects.filter(base__place=place_id, data_year=data_year).select_related("base")
    return {(row.base_id, row.breakdown): row for row in rows.order_by("at", "pk")}


def base_values(place_id: int, data_year: int) -> dict[BaseKey, BaseValue]:
    """The figure in force by indicator code and group of the indicators that use it."""
    found = newest_values(place_id, data_year)
    if not found:
        return {}
    uses: dict[int, list[str]] = {}
    pairs = SharedBase.objects.filter(place=place_id).values_list("pk", "indicators__code")
    for base, code in pairs:
        if code:
            uses.setdefault(base, []).append(code)
    return {(code, group): value for (base, group), value in found.items() for code in uses.get(base, [])}


def base_rows(place: Place, data_year: int) -> list[BaseRow]:
    """Every denominator of a year, its total first and then each group that has a figure, last year's beside it."""
    now, before = newest_values(place.pk, data_year), newest_values(place.pk, data_year - 1)
    counted: dict[tuple[int, str], int] = {}
    for key in BaseValue.objects.filter(base__place=place, data_year=data_year).values_list("base_id", "breakdown"):
        counted[key] = counted.get(key, 0) + 1
    rows = []
    for base in bases_of(place):
        groups = {""} | {group for pk, group in (*now, *before) if pk == base.pk}
        for group in sorted(groups):
            key = (base.pk, group)
            rows.append(
                BaseRow(
                    base=base,
                    breakdown=group,
                    value=now.get(key),
                    last=before.get(key),
                    versions=counted.get(key, 0),
                )
            )
    return rows


def pending_effects(place: Place) -> list[BaseEffect]:
    """The revisions that wait for the statistician's word, by denominator."""
    return list(
        BaseEffect.objects.filter(value__base__place=place, decision="")
        .select_related("value__base", "revision__indicator", "revision__previous", "revision__unit")
        .order_by("value", "pk")
    )


def open_disputes(place: Place) -> list[BaseDispute]:
    """The objections of units, unanswered first."""
    rows = BaseDispute.objects.filter(value__base__place=place).select_related("value__base", "form__unit")
    return sorted(rows, key=lambda row: (bool(row.answer), row.at))
