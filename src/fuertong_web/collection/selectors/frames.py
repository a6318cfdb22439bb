"""Accepted values as a table for judging (decision D9); unmasked, for the kernel only, never for a page."""

from decimal import Decimal

import polars as pl

from fuertong.model.period import is_part_of_year
from fuertong_web.collection.models import Observation
from fuertong_web.places.models import Place

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "region": pl.String,
    "indicator": pl.String,
    "breakdown": pl.String,
    "year": pl.Int32,
    "value": pl.Float64,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "break": pl.Boolean,
    "splice": pl.Float64,
    "status": pl.String,
}


def observations_frame(place: Place) -> pl.DataFrame:
    """The place's accepted values in the columns of D9, one row a region, indicator, breakdown and data year.

    Of several periods of one data year quarters, months and half years are left out; of several versions of an
    indicator the newest counts, and its first year is a break; so is the first year of a region that took over the
    code of another (区划变动).
    """
    rows = (
        Observation.objects.filter(indicator__place=place)
        .order_by(
            "region__code", "indicator__code", "breakdown", "data_year", "-indicator__version", "-region", "period"
        )
        .values_list(
            "region__code",
            "indicator__code",
            "breakdown",
            "data_year",
            "period",
            "indicator__version",
            "revision__value",
            "revision__numerator",
            "revision__denominator",
            "revision__break_before",
            "revision__splice",
            "revision__status",
            "region_id",
        )
    )
    kept: dict[tuple[str, str, str, int], tuple[object, ...]] = {}
    versions: dict[tuple[str, str, str], tuple[int, int]] = {}
    for region, indicator, breakdown, year, period, version, value, num, den, broken, splice, status, area in rows:
        key = (region, indicator, breakdown, year)
        if value is None or key in kept or is_part_of_year(period):
            continue
        series = key[:3]
        meant = (version, area)
        broken = broken or versions.get(series, meant) != meant
        versions[series] = meant
        kept[key] = (*key, _float(value), _float(num), _float(den), broken, _float(splice), status)
    return pl.DataFrame(list(kept.values()), schema=SCHEMA, orient="row")


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
