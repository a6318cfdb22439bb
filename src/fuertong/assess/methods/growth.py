"""Growth rates (增速) and their classes as expressions that several methods share."""

from collections.abc import Sequence
from itertools import pairwise

import polars as pl

from fuertong.assess.methods.catalogue import Class

REASONS = {
    "no_data": "没有可用数据",
    "foreign": "目标是与其他指标、其他单位或累计数比较，该方法只用于一个指标自己的数",
    "no_direction": "指标没有确定的好坏方向",
    "two_sided": "目标有上下两侧，该方法只用于一侧的目标",
    "no_number": "目标没有数字，该方法需要目标值",
    "no_target": "目标值尚不能算出（缺基期值）",
    "one_point": "基期以来不足两个年份的数据",
    "zero_base": "起点值为零，增速无法计算",
    "base_is_target": "基期值已等于目标值，所需增速为零",
    "rising": "该方法只用于应当下降的指标",
    "not_positive": "有零或负值，不能取对数",
    "short": "近五年内可用的年份不足",
}


def cagr(start: pl.Expr, end: pl.Expr, years: pl.Expr) -> pl.Expr:
    """Compound annual growth rate, null unless start is positive, end not negative and time has passed."""
    known = (start > 0) & (end >= 0) & (years > 0)
    return pl.when(known).then((end / start) ** (1 / years.cast(pl.Float64)) - 1)


def class_code(value: pl.Expr, classes: Sequence[Class]) -> pl.Expr:
    """The first class whose least value is reached; the last one takes the rest."""
    code = pl.lit(classes[-1].code)
    for each in reversed(classes[:-1]):
        code = (
            pl.when(value >= (each.least if each.least is not None else float("inf")))
            .then(pl.lit(each.code))
            .otherwise(code)
        )
    return pl.when(value.is_not_null()).then(code)


def line_score(value: pl.Expr, corners: Sequence[Sequence[float]]) -> pl.Expr:
    """A score that runs straight between the corners (value, score) and stays level outside them."""
    score = pl.lit(float(corners[-1][1]))
    for (x0, y0), (x1, y1) in reversed(list(pairwise(corners))):
        score = pl.when(value < x1).then(y0 + (value - x0) * (y1 - y0) / (x1 - x0)).otherwise(score)
    first = corners[0]
    return pl.when(value.is_not_null()).then(pl.when(value < first[0]).then(pl.lit(float(first[1]))).otherwise(score))


def first_reason(*conditions: tuple[str, pl.Expr]) -> pl.Expr:
    """The code of the first condition that holds, null when none does."""
    code: pl.Expr = pl.lit(None, dtype=pl.String)
    for name, holds in reversed(conditions):
        code = pl.when(holds.fill_null(False)).then(pl.lit(name)).otherwise(code)
    return code


def common_reasons() -> list[tuple[str, pl.Expr]]:
    """Why no such method can be used."""
    return [
        ("no_data", pl.col("points").is_null()),
        ("foreign", pl.col("foreign")),
        ("two_sided", pl.col("target_hi").is_not_null()),
        ("no_direction", (pl.col("good") == 0) | pl.col("undirected")),
        ("no_target", pl.col("numbered") & pl.col("target").is_null()),
    ]
