"""Judging rows, observations and regions as the Polars frames that `fuertong.assess` takes (decision D9)."""

from collections.abc import Iterable
from decimal import Decimal

import polars as pl

from fuertong.catalogue.regions import Region
from fuertong.model.observation import Observation
from fuertong.place_folder.observations import data_year
from fuertong.place_folder.targets import COLUMNS, TargetRow

OBSERVATION_SCHEMA: dict[str, type[pl.DataType]] = {
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
_INTEGERS = ("per", "decimals", "freq", "base_year", "deadline")
_REALS = ("value", "value2", "parent_slope")
_FLAGS = ("substitute_base", "every_year", "shrink", "each")


def observation_frame(observations: Iterable[Observation]) -> pl.DataFrame:
    """One row an observation, typed as D9 says."""
    rows = [
        (
            row.key.region,
            row.key.indicator,
            row.key.breakdown,
            data_year(row),
            _real(row.value),
            _real(row.numerator),
            _real(row.denominator),
            row.break_before,
            _real(row.splice),
            row.status.value,
        )
        for row in observations
    ]
    return pl.DataFrame(rows, schema=OBSERVATION_SCHEMA, orient="row")


def target_frame(targets: Iterable[TargetRow]) -> pl.DataFrame:
    """One row a target, the columns of D9 only."""
    rows = [tuple(getattr(row, name) for name in COLUMNS) for row in targets]
    return pl.DataFrame(rows, schema={name: _target_type(name) for name in COLUMNS}, orient="row")


def region_frame(regions: Iterable[Region]) -> pl.DataFrame:
    """Region and parent: the children of a parent are the units of an all-units target."""
    rows = [(row.code, row.parent) for row in regions if row.parent]
    return pl.DataFrame(rows, schema={"region": pl.String, "parent": pl.String}, orient="row")


def _target_type(name: str) -> type[pl.DataType]:
    if name in _INTEGERS:
        return pl.Int32
    if name in _REALS:
        return pl.Float64
    return pl.Boolean if name in _FLAGS else pl.String


def _real(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
