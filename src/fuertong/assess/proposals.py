"""Proposals for the next plan's target values (目标值测算, method section 9a; practice point 27).

Beside the values that can be reached with a good, an even and a small chance stand the base value, the own pace, the
present target and the targets of the city and the province. A person decides; nothing of this enters `assess`.
"""

import polars as pl

from fuertong.assess.codes import Cmp, Flag, TargetType
from fuertong.assess.frames import Frame, assess
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.assess.suggest import suggest
from fuertong.assess.tables import read_targets

LEVELS = ("city", "province")
_SINGLE = (
    TargetType.LEVEL.value,
    TargetType.CHANGE.value,
    TargetType.TREND.value,
    TargetType.KEEP.value,
    TargetType.YEARLY.value,
)
_REASONS = {
    Flag.NO_DATA: "没有数据，不能测算",
    Flag.STALE: "数据陈旧，请先补报近年数据",
    Flag.SMALL: "事件数太少，建议采用上级目标值",
    Flag.TOO_FEW: "不足3个年份，不能测算",
}
_KEY = ["region", "indicator", "breakdown"]


def propose(
    observations: Frame,
    targets: Frame,
    *,
    deadline: int,
    as_of: int,
    upper: Frame | None = None,
    parameters: Parameters = DEFAULTS,
) -> pl.DataFrame:
    """One row a region, indicator and breakdown: what could be set for `deadline`.

    `targets` are judging rows (D9) of the present plan, or of one that does not exist yet: kind and a direction are
    enough. `upper` has indicator, level (city or province), value and, where it matters, breakdown. Columns: region,
    indicator, breakdown, kind, decimals, cmp, deadline, base_year, base_value, year, latest, recent_per_year, n,
    likely, even, ambitious (P .8, .5, .3), present (the present target where it has a number), city, province, at_pace
    (the latest value carried on at the recent pace, undamped: for comparison only), flags, note.
    """
    wanted = _series(read_targets(targets))
    asked = wanted.filter(pl.col("side").is_not_null()).with_columns(
        type=pl.lit(TargetType.LEVEL.value), value=pl.lit(0.0), value2=pl.lit(None, pl.Float64), cmp=pl.col("side")
    )
    found = suggest(observations, asked.with_columns(deadline=pl.lit(deadline)), as_of=as_of, parameters=parameters)
    values = found.select(
        "id",
        "region",
        *(pl.col("values").list.get(place, null_on_oob=True).alias(name) for place, name in enumerate(_CHANCES)),
        proposal_flags="flags",
    )
    now = assess(observations, wanted.drop("side"), as_of=as_of, parameters=parameters).collect()
    rows = now.select(
        "id",
        *_KEY,
        *("n", "year", "latest", "decimals", "base_year", "base_value", "recent_per_year"),
        present="target",
    )
    rows = rows.join(values, on=["id", "region"], how="left").join(
        wanted.select("id", "kind", "side", "value", asked="type"), on="id"
    )
    rows = _with_upper(rows, upper).with_columns(
        at_pace=_at_pace(deadline),
        present=pl.when(pl.col("value").is_not_null() & (pl.col("asked") != TargetType.TREND.value)).then("present"),
        deadline=pl.lit(deadline, pl.Int32),
        cmp=pl.col("side"),
        flags=pl.col("proposal_flags"),
    )
    return rows.with_columns(note=_note()).select(_COLUMNS).sort(_KEY)


_CHANCES = ("likely", "even", "ambitious")
_COLUMNS = [
    *_KEY,
    *("kind", "decimals", "cmp", "deadline", "base_year", "base_value", "year", "latest", "recent_per_year", "n"),
    *_CHANCES,
    *("present", "city", "province", "at_pace", "flags", "note"),
]


def _series(targets: pl.DataFrame) -> pl.DataFrame:
    """One row a series: the first plain target on it; which side is asked for goes by comparator, then direction."""
    single = targets.filter(pl.col("type").is_in(_SINGLE) & ~pl.col("each"))
    up = pl.col("cmp").is_in([Cmp.GE.value, Cmp.GT.value]).fill_null(False)
    down = pl.col("cmp").is_in([Cmp.LE.value, Cmp.LT.value]).fill_null(False)
    way = pl.coalesce(
        pl.when(pl.col("polarity").is_in(["up", "down"])).then("polarity"),
        pl.when(pl.col("direction").is_in(["up", "down"])).then("direction"),
    )
    side = (
        pl.when(up | (~down & (way == "up")).fill_null(False))
        .then(pl.lit(Cmp.GE.value))
        .when(down | (way == "down").fill_null(False))
        .then(pl.lit(Cmp.LE.value))
    )
    return single.with_columns(side=side).unique(_KEY, keep="first", maintain_order=True)


def _with_upper(rows: pl.DataFrame, upper: Frame | None) -> pl.DataFrame:
    if upper is None:
        return rows.with_columns(pl.lit(None, pl.Float64).alias(level) for level in LEVELS)
    given = upper.lazy().collect()
    if "breakdown" not in given.columns:
        given = given.with_columns(breakdown=pl.lit(""))
    for level in LEVELS:
        here = given.filter(pl.col("level") == level).select(
            "indicator", pl.col("breakdown").fill_null(""), pl.col("value").cast(pl.Float64).alias(level)
        )
        rows = rows.join(
            here.unique(["indicator", "breakdown"], keep="first"), on=["indicator", "breakdown"], how="left"
        )
    return rows


def _at_pace(deadline: int) -> pl.Expr:
    """The recent pace carried on, inside the natural bounds of the scale."""
    value = pl.col("latest") + pl.col("recent_per_year") * (deadline - pl.col("year"))
    bounded = pl.when(pl.col("kind").is_in(["pct", "rate", "count"])).then(pl.max_horizontal(value, pl.lit(0.0)))
    full = (pl.col("kind") == "pct") & (pl.col("latest") <= 100)
    return pl.when(full).then(value.clip(0.0, 100.0)).otherwise(bounded.otherwise(value))


def _note() -> pl.Expr:
    """Why there is no value, else where the upper target stands among the values."""
    sign = pl.when(pl.col("cmp") == Cmp.GE.value).then(1).otherwise(-1)
    above = pl.coalesce("city", "province")
    which = pl.when(pl.col("city").is_not_null()).then(pl.lit("市级")).otherwise(pl.lit("省级"))
    return (
        pl.when(pl.col("cmp").is_null())
        .then(pl.lit("指标的好坏方向尚未确定，不能测算"))
        .when(pl.col("likely").is_null())
        .then(_reason())
        .when(above.is_null())
        .then(pl.lit(""))
        .when((above - pl.col("likely")) * sign <= 0)
        .then(pl.format("{}目标值达到的可能性较大", which))
        .when((above - pl.col("even")) * sign <= 0)
        .then(pl.format("{}目标值有望达到", which))
        .when((above - pl.col("ambitious")) * sign <= 0)
        .then(pl.format("{}目标值需要加把劲", which))
        .otherwise(pl.format("{}目标值按近年趋势难以达到", which))
    )


def _reason() -> pl.Expr:
    text: pl.Expr = pl.lit("到期年份不晚于最新数据，不能测算")
    for flag, words in reversed(list(_REASONS.items())):
        text = pl.when(pl.col("flags").list.contains(flag.value).fill_null(False)).then(pl.lit(words)).otherwise(text)
    return text
