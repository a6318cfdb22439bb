"""What the methods of others start from (通行方法的输入): base, latest, target and sums of each series, as published.

One row a target and region. The points are those the kernel may look at; definition breaks are not mended, because
these methods do not know them.
"""

import polars as pl

from fuertong.assess.codes import DirectionWord, TargetType
from fuertong.assess.frames import Frame, assess, read_observations
from fuertong.assess.parameters import Parameters
from fuertong.assess.tables import read_targets

_KEY = ["id", "region"]
_ORIGIN = 2000
_CODED = ("pct", "rate", "count")
_WITHOUT_NUMBER = (TargetType.TREND.value, TargetType.TERM.value)
_FOREIGN = (TargetType.COMPARE.value, TargetType.CUMULATIVE.value, TargetType.SLOW.value)


def read_inputs(
    observations: Frame, targets: Frame, *, as_of: int, parameters: Parameters, regions: Frame | None = None
) -> pl.DataFrame:
    """Our results with the columns the methods need.

    `base`, `base_at`: the value of the base year, or of the first year after it; `start`, `start_at`: the one five
    years before the latest or the first after it; `points`: how many years; `numbered`, `one_sided`, `meets`; sums of
    year t, value v and ln v for the lines of ESCAP (all years) and of the average rate of reduction (since the base).
    """
    seen = read_observations(observations)
    wanted = read_targets(targets)
    ours = assess(seen, wanted, as_of=as_of, parameters=parameters, regions=regions)
    rows = ours.select(
        *_KEY,
        *("indicator", "breakdown", "cls", "direction_word", "flags", "latest", "year", "target", "target_hi", "good"),
        *("deadline", "type", "decimals", "recent_per_year", "units", "base_year"),
    )
    asked = wanted.lazy().select("id", "kind", "value", "cmp", asked_type="type", asked_base="base_year")
    # The side of a stated comparator goes before the indicator's good direction.
    side = pl.when(pl.col("cmp").is_in([">=", ">"])).then(1).when(pl.col("cmp").is_in(["<=", "<"])).then(-1)
    rows = rows.join(asked, on="id", how="left").with_columns(good=side.otherwise("good").cast(pl.Int8))
    points = _points(rows, seen, as_of)
    return rows.join(_sums(points), on=_KEY, how="left").with_columns(*_shape()).sort(*_KEY).collect()


def _points(rows: pl.LazyFrame, seen: pl.LazyFrame, as_of: int) -> pl.LazyFrame:
    """The usable points of each target and region, in the order of years."""
    names = seen.collect_schema().names()
    plain = seen if "breakdown" in names else seen.with_columns(breakdown=pl.lit(""))
    values = plain.select("region", "indicator", "breakdown", "value", t="year").drop_nulls(["value", "t"])
    here = rows.select(*_KEY, "indicator", "breakdown", "kind", "deadline", "asked_base", "year")
    joined = here.join(values, on=["region", "indicator", "breakdown"])
    usable = (pl.col("value") >= 0) | ~pl.col("kind").is_in(_CODED)
    limit = pl.min_horizontal(pl.col("deadline"), pl.lit(as_of))
    return joined.filter(usable & pl.col("value").is_finite() & (pl.col("t") <= limit)).sort(*_KEY, "t")


def _sums(points: pl.LazyFrame) -> pl.LazyFrame:
    t = (pl.col("t") - _ORIGIN).cast(pl.Float64)
    v = pl.col("value")
    since = pl.col("asked_base").is_null() | (pl.col("t") >= pl.col("asked_base"))
    recent = pl.col("t") >= pl.col("t").max() - 5
    log = pl.when(v > 0).then(v.log())
    return points.group_by(_KEY, maintain_order=True).agg(
        points=pl.len(),
        lowest=v.min(),
        base=v.filter(since).first(),
        base_at=pl.col("t").filter(since).first(),
        start=v.filter(recent).first(),
        start_at=pl.col("t").filter(recent).first(),
        end=v.last(),
        end_at=pl.col("t").last(),
        first_t=t.min(),
        t1=t.sum(),
        t2=(t * t).sum(),
        t3=(t * t * t).sum(),
        v1=v.sum(),
        tv=(t * v).sum(),
        ttv=(t * t * v).sum(),
        n_since=since.sum(),
        s1=t.filter(since).sum(),
        s2=(t * t).filter(since).sum(),
        l1=log.filter(since).sum(),
        tl=(t * log).filter(since).sum(),
        positive=(v.filter(since) > 0).all(),
    )


def _shape() -> list[pl.Expr]:
    unnumbered = pl.col("asked_type").is_in(_WITHOUT_NUMBER) | (
        (pl.col("asked_type") == TargetType.KEEP.value) & pl.col("value").is_null()
    )
    up, down = pl.col("good") > 0, pl.col("good") < 0
    meets = (up & (pl.col("end") >= pl.col("target"))) | (down & (pl.col("end") <= pl.col("target")))
    strict = pl.col("cmp").is_in([">", "<"]) & (pl.col("end") == pl.col("target"))
    return [
        (~unnumbered).alias("numbered"),
        (pl.col("target_hi").is_null() & (pl.col("good") != 0)).alias("one_sided"),
        (meets & ~strict).fill_null(False).alias("meets"),
        (pl.col("direction_word") == DirectionWord.NONE).fill_null(False).alias("undirected"),
        (pl.col("asked_type").is_in(_FOREIGN) | pl.col("units").is_not_null()).alias("foreign"),
    ]
