"""The tables of judging: columns of observations, targets and results, with the defaults of what is left out (D9)."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fuertong.assess.arrays import Bools, Floats, Ints
from fuertong.assess.codes import CMPS, DIRECTIONS, KINDS, POLARITIES, TYPES, Cmp, TargetType
from fuertong.assess.rows import NO_YEAR, UNDECLARED, Rows
from fuertong.errors import FuertongError

OBSERVATIONS: dict[str, pl.DataType] = {
    "region": pl.String(),
    "indicator": pl.String(),
    "breakdown": pl.String(),
    "year": pl.Int32(),
    "value": pl.Float64(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "break": pl.Boolean(),
    "splice": pl.Float64(),
}
OBSERVATIONS_NEEDED = ("region", "indicator", "year", "value")
TARGETS: dict[str, tuple[pl.DataType, object]] = {
    "id": (pl.String(), None),
    "region": (pl.String(), None),
    "indicator": (pl.String(), None),
    "breakdown": (pl.String(), ""),
    "kind": (pl.String(), None),
    "per": (pl.Int32(), None),
    "decimals": (pl.Int32(), None),
    "freq": (pl.Int32(), 1),
    "type": (pl.String(), None),
    "cmp": (pl.String(), None),
    "value": (pl.Float64(), None),
    "value2": (pl.Float64(), None),
    "base_year": (pl.Int32(), None),
    "deadline": (pl.Int32(), None),
    "direction": (pl.String(), None),
    "polarity": (pl.String(), None),
    "substitute_base": (pl.Boolean(), True),
    "every_year": (pl.Boolean(), False),
    "other": (pl.String(), None),
    "other_breakdown": (pl.String(), None),
    "mode": (pl.String(), None),
    "shrink": (pl.Boolean(), False),
    "each": (pl.Boolean(), False),
    "parent_slope": (pl.Float64(), None),
}
TARGETS_NEEDED = ("indicator", "kind", "type", "deadline")
RESULT: dict[str, pl.DataType] = {
    "id": pl.String(),
    "region": pl.String(),
    "indicator": pl.String(),
    "breakdown": pl.String(),
    "cls": pl.String(),
    "n": pl.Int32(),
    "latest": pl.Float64(),
    "year": pl.Int32(),
    "target": pl.Float64(),
    "target_hi": pl.Float64(),
    "gap": pl.Float64(),
    "forecast": pl.Float64(),
    "lo": pl.Float64(),
    "hi": pl.Float64(),
    "p": pl.Float64(),
    "p_risk": pl.Float64(),
    "pooled": pl.Float64(),
    "pooled_lo": pl.Float64(),
    "pooled_hi": pl.Float64(),
    "direction_word": pl.String(),
    "flags": pl.List(pl.String()),
    "s0": pl.Float64(),
    "s1": pl.Float64(),
    "s2": pl.Float64(),
    "s11": pl.Float64(),
    "s12": pl.Float64(),
    "s22": pl.Float64(),
    "x_ref": pl.Int32(),
    "method_version": pl.String(),
    "type": pl.String(),
    "deadline": pl.Int32(),
    "decimals": pl.Int32(),
    "good": pl.Int8(),
    "pooled_events": pl.Float64(),
    "pooled_years": pl.Int32(),
    "base_value": pl.Float64(),
    "base_year": pl.Int32(),
    "need_per_year": pl.Float64(),
    "recent_per_year": pl.Float64(),
    "pace": pl.Float64(),
    "p_least": pl.Float64(),
    "units": pl.Int32(),
    "failing": pl.List(pl.String()),
    "expected_failing": pl.Float64(),
}


def read_targets(targets: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame:
    """The targets with every column of D9, checked; FuertongError names what is missing or unknown."""
    frame = targets.lazy().collect()
    missing = [name for name in TARGETS_NEEDED if name not in frame.columns]
    if missing:
        raise FuertongError(f"目标表缺少列：{'、'.join(missing)}。请补上后重试。")
    columns = []
    for name, (kind, default) in TARGETS.items():
        column = pl.col(name).cast(kind) if name in frame.columns else pl.lit(None, dtype=kind).alias(name)
        columns.append(column if default is None else column.fill_null(pl.lit(default, dtype=kind)))
    frame = frame.with_columns(columns).select(*TARGETS)
    frame = frame.with_columns(pl.col("id").fill_null(pl.int_range(pl.len()).cast(pl.String)))
    _check(frame)
    return frame.with_columns(
        pl.when(pl.col("cmp").is_null() & pl.col("value2").is_not_null())
        .then(pl.lit(Cmp.RANGE.value))
        .otherwise(pl.col("cmp"))
        .alias("cmp")
    )


_TYPES = (*TYPES, "all_units")


def _check(frame: pl.DataFrame) -> None:
    allowed = {
        "kind": (*KINDS, "compare"),
        "type": _TYPES,
        "cmp": (*CMPS, None),
        "polarity": (*POLARITIES, None),
        "direction": (*DIRECTIONS, None),
        "mode": ("diff", "ratio", None),
    }
    for name, words in allowed.items():
        unknown = [str(word) for word in frame[name].unique().to_list() if word not in words]
        if unknown:
            raise FuertongError(f"目标表的列{name}中有无法识别的内容：{'、'.join(sorted(unknown))}。请改正后重试。")
    number = pl.col("type").is_in([TargetType.LEVEL, TargetType.CHANGE, TargetType.YEARLY, TargetType.CUMULATIVE])
    bad = frame.filter(
        (number & pl.col("value").is_null())
        | pl.col("deadline").is_null()
        | pl.col("indicator").is_null()
        | ((pl.col("type") == TargetType.COMPARE) & pl.col("other").is_null())
        | ((pl.col("cmp") == Cmp.RANGE) & pl.col("value2").is_null())
    )
    if bad.height:
        raise FuertongError(f"目标{bad['id'][0]}缺少目标值、到期年份或比较的指标。请在目标表中补上后重试。")


@dataclass(frozen=True, slots=True)
class TargetColumns:
    """The targets as arrays, from which the judging rows of a batch are taken."""

    kind: Ints
    per: Floats
    decimals: Ints
    freq: Ints
    type: Ints
    cmp: Ints
    value: Floats
    value2: Floats
    base_year: Ints
    deadline: Ints
    direction: Ints
    polarity: Ints
    substitute: Bools
    every_year: Bools
    gap: Bools
    parent_slope: Floats

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "TargetColumns":
        """Read the columns of a checked target frame; comparisons become level or trend targets on their gap."""
        compare = (frame["type"] == TargetType.COMPARE.value).to_numpy()
        shrink = frame["shrink"].to_numpy() & compare
        mode = frame["mode"].fill_null("")
        as_ratio = compare & (mode == "ratio").to_numpy()
        kind = _code(frame["kind"], (*KINDS, "compare"))
        kind = np.where(compare, np.where(as_ratio, KINDS.index("rate"), KINDS.index("ratio")), kind)
        types = _code(frame["type"], _TYPES)
        types = np.where(types == _TYPES.index("all_units"), TYPES.index("level"), types)
        types = np.where(compare, np.where(shrink, TYPES.index("trend"), TYPES.index("level")), types)
        base_year, deadline = _ints(frame["base_year"]), _ints(frame["deadline"])
        in_points = (types == TYPES.index("change")) & (mode == "diff").to_numpy()
        types = np.where(in_points, TYPES.index("yearly"), types)
        cmp = _code(frame["cmp"].fill_null(""), CMPS)
        cmp = np.where(compare & (cmp == 0), CMPS.index(Cmp.GE), cmp)
        value = _floats(frame["value"])
        value = np.where(compare & np.isnan(value), np.where(as_ratio, 1.0, 0.0), value)
        # A change of r points by the deadline is a yearly step of r over the years.
        value = np.where(in_points, value / np.maximum(deadline - base_year, 1), value)
        direction = _map(frame["direction"], DIRECTIONS)
        return cls(
            kind=kind,
            per=np.nan_to_num(_floats(frame["per"]), nan=100.0),
            decimals=frame["decimals"].fill_null(UNDECLARED).cast(pl.Int64).to_numpy(),
            freq=_ints(frame["freq"]),
            type=types,
            cmp=cmp,
            value=value,
            value2=_floats(frame["value2"]),
            base_year=base_year,
            deadline=deadline,
            direction=np.where(shrink, -1, direction),
            polarity=np.where(shrink, -1, _map(frame["polarity"], POLARITIES)),
            substitute=frame["substitute_base"].to_numpy(),
            every_year=frame["every_year"].to_numpy(),
            gap=shrink,
            parent_slope=_floats(frame["parent_slope"]),
        )

    def rows(self, index: Ints, as_of: int) -> Rows:
        """The judging rows of the targets at `index`."""
        return Rows(as_of=as_of, **{name: getattr(self, name)[index] for name in self.__slots__})


def _code(column: pl.Series, words: tuple[str, ...]) -> Ints:
    return column.replace_strict(list(words), list(range(len(words))), return_dtype=pl.Int64).to_numpy()


def _map(column: pl.Series, codes: dict[str, int]) -> Ints:
    return column.fill_null("").replace_strict(codes, return_dtype=pl.Int64).to_numpy()


def _floats(column: pl.Series) -> Floats:
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy()


def _ints(column: pl.Series) -> Ints:
    return column.cast(pl.Int64).fill_null(NO_YEAR).to_numpy()
