"""Every-unit targets (各地都须达标): each unit judged, then one answer for the whole (section 9)."""

import polars as pl

from fuertong.assess.codes import Flag
from fuertong.assess.parameters import Parameters
from fuertong.assess.tables import RESULT
from fuertong.errors import FuertongError
from fuertong.model.verdict import Signal

_NO_FLAGS = pl.Series([[]], dtype=pl.List(pl.String))


def is_every_unit() -> pl.Expr:
    """Whether a target asks every unit to pass."""
    return pl.col("each") | (pl.col("type") == "all_units")


def split(wanted: pl.DataFrame, regions: pl.DataFrame | pl.LazyFrame | None) -> tuple[pl.DataFrame, bool]:
    """The targets numbered (`target`), every-unit ones once for each of their units with `parent`; whether any is."""
    own = wanted.with_columns(parent=pl.lit(None, dtype=pl.String))
    every = own.filter(is_every_unit())
    if not every.height:
        return own.with_row_index("target"), False
    if regions is None:
        raise FuertongError(
            f"目标{every['id'][0]}要求各地都达标，但没有给出地区表（region, parent）。请用--regions给出。"
        )
    children = regions.lazy().select(
        pl.col("region").cast(pl.String).alias("child"), pl.col("parent").cast(pl.String).alias("above")
    )
    children = children.filter(pl.col("above").is_not_null())
    placed = every.lazy().filter(pl.col("region").is_not_null()).join(children, left_on="region", right_on="above")
    placed = placed.with_columns(parent=pl.col("region"), region=pl.col("child"))
    anywhere = every.lazy().filter(pl.col("region").is_null()).join(children, how="cross")
    anywhere = anywhere.with_columns(parent=pl.col("above"), region=pl.col("child"))
    unit_rows = pl.concat([part.select(own.columns) for part in (placed, anywhere)]).collect()
    return pl.concat([own.filter(~is_every_unit()), unit_rows]).with_row_index("target"), True


def combine(judged: pl.LazyFrame, wanted: pl.DataFrame, as_of: int, parameters: Parameters) -> pl.LazyFrame:
    """The results with the rows of units replaced by one row for their parent."""
    own = judged.filter(pl.col("parent").is_null()).drop("parent")
    deadlines = wanted.lazy().select("id", "deadline")
    rows = judged.filter(pl.col("parent").is_not_null()).join(deadlines, on="id")
    over = pl.lit(as_of) >= pl.col("deadline")
    # From the deadline on, a unit about which nothing can be said counts as one whose last value is not out.
    cls = pl.when(over & (pl.col("cls") == Signal.UNKNOWN)).then(pl.lit(Signal.DUE.value)).otherwise(pl.col("cls"))
    rows = rows.with_columns(cls=cls).sort("id", "parent", "region")
    summed = rows.group_by("id", "parent", "indicator", "breakdown", maintain_order=True).agg(_totals())
    return pl.concat([own, _answer(summed, parameters)])


def _totals() -> list[pl.Expr]:
    failing = pl.col("cls").is_in([Signal.HARD.value, Signal.MISSED.value])
    return [
        pl.len().alias("units"),
        *((pl.col("cls") == signal.value).sum().alias(signal.name) for signal in Signal),
        pl.col("p").product().alias("all_pass"),
        pl.col("p").min().alias("least"),
        pl.col("p").count().alias("with_p"),
        (1 - pl.col("p")).sum().alias("expected_failing"),
        pl.col("region").filter(failing).alias("failing"),
        pl.col("method_version").first(),
    ]


def _answer(summed: pl.LazyFrame, parameters: Parameters) -> pl.LazyFrame:
    count = {signal: pl.col(signal.name) for signal in Signal}
    units, chance = pl.col("units"), pl.col("all_pass")
    hard = (count[Signal.HARD] > 0) | ((pl.col("with_p") > 0) & (chance < parameters.units.hard))
    cls = (
        pl.when(count[Signal.MISSED] > 0)
        .then(pl.lit(Signal.MISSED.value))
        .when(count[Signal.MET] == units)
        .then(pl.lit(Signal.MET.value))
        .when(count[Signal.DUE] > 0)
        .then(pl.lit(Signal.DUE.value))
        .when(hard)
        .then(pl.lit(Signal.HARD.value))
        .when(count[Signal.UNKNOWN] > parameters.units.unknown * units)
        .then(pl.lit(Signal.UNKNOWN.value))
        .otherwise(pl.lit(Signal.LIKELY.value))
    )
    given = (pl.col("cls") != Signal.DUE) & (pl.col("with_p") > 0)
    near = (pl.col("cls") == Signal.LIKELY) & (chance < parameters.probability.sure)
    answered = summed.with_columns(cls=cls).with_columns(
        pl.col("parent").alias("region"),
        pl.col("units").cast(pl.Int32),
        pl.col("units").cast(pl.Int32).alias("n"),
        pl.when(given).then(chance).alias("p"),
        pl.when(given).then(pl.col("least")).alias("p_least"),
        pl.when(given).then(pl.col("expected_failing")).alias("expected_failing"),
        pl.when(near).then(pl.concat_list(pl.lit(Flag.BORDERLINE.value))).otherwise(pl.lit(_NO_FLAGS)).alias("flags"),
    )
    names = answered.collect_schema().names()
    empty = [pl.lit(None, dtype=kind).alias(name) for name, kind in RESULT.items() if name not in names]
    return answered.with_columns(*empty).select(pl.col(name).cast(kind) for name, kind in RESULT.items())
