"""The formulas of the methods (通行方法的公式), each a set of expressions over the table of inputs.

Each gives: actual, required (growth a year), measure (what the thresholds are for), predicted, score, class code, and
the reason where the method cannot be used.
"""

from collections.abc import Callable

import polars as pl

from fuertong.assess.methods.catalogue import Method
from fuertong.assess.methods.growth import cagr, class_code, common_reasons, first_reason, line_score

Columns = dict[str, pl.Expr]
_NULL = pl.lit(None, dtype=pl.Float64)
_ACHIEVED = "achieved"


def unsd(method: Method) -> Columns:
    """UN Statistics Division: the growth since the base carried on to the deadline, against the change needed."""
    base, end, target = pl.col("base"), pl.col("end"), pl.col("target")
    actual = cagr(base, end, pl.col("end_at") - pl.col("base_at"))
    predicted = end * (1 + actual) ** (pl.col("deadline") - pl.col("end_at"))
    share = (predicted - base) / (target - base)
    # A target on the wrong side of the base (already passed, now to be kept) is met or not; the ratio says nothing.
    ahead = (target - base) * pl.col("good") > 0
    best = pl.max_horizontal(pl.when(ahead).then(share), pl.lit(1.0))
    ratio = pl.when(pl.col("meets")).then(best).when(ahead).then(share).otherwise(0.0)
    with_number = pl.col("numbered")
    toward = actual * pl.col("good")
    measure = pl.when(with_number).then(ratio).otherwise(toward)
    code = pl.when(with_number).then(class_code(ratio, method.number)).otherwise(class_code(toward, method.no_number))
    return {
        "actual": actual,
        "required": pl.when(with_number).then(_required(pl.col("base"), pl.col("base_at"))),
        "measure": measure,
        "predicted": pl.when(with_number).then(predicted),
        "score": _NULL,
        "code": code,
        "reason": first_reason(*common_reasons(), *_growth_reasons("base", "base_at")),
    }


def open_sdg(method: Method) -> Columns:
    """Open SDG and Statistics Canada: growth since the base over the growth needed; zeros replaced by .001."""
    zero = method.settings["zero"]
    base = pl.when(pl.col("base") == 0).then(zero).otherwise(pl.col("base"))
    target = pl.when(pl.col("target") == 0).then(zero).otherwise(pl.col("target"))
    actual = cagr(base, pl.col("end"), pl.col("end_at") - pl.col("base_at"))
    required = cagr(base, target, pl.col("deadline") - pl.col("base_at"))
    ratio = pl.when(required != 0).then(pl.col("good") * actual / required.abs())
    toward = actual * pl.col("good")
    scale = _limit_scale(method.settings["limit_power"])
    # Thresholds above zero shrink near a natural limit: the growth is divided by the same factor instead.
    scaled = pl.when(toward > 0).then(toward / scale).otherwise(toward)
    scaled = pl.when((scale == 0) & (toward >= 0)).then(1.0).otherwise(scaled)
    done = pl.col("numbered") & pl.col("meets")
    by_ratio, by_growth = class_code(ratio, method.number), class_code(scaled, method.no_number)
    code = pl.when(pl.col("numbered")).then(by_ratio).otherwise(by_growth)
    score = (
        pl.when(pl.col("numbered"))
        .then(line_score(ratio, method.settings["score"]))
        .otherwise(line_score(scaled, method.settings["score_no_number"]))
    )
    return {
        "actual": actual,
        "required": pl.when(pl.col("numbered")).then(required),
        "measure": pl.when(pl.col("numbered")).then(ratio).otherwise(toward),
        "predicted": _NULL,
        "score": pl.when(done).then(5.0).otherwise(score),
        "code": pl.when(done).then(pl.lit(_ACHIEVED)).otherwise(code),
        "reason": first_reason(
            *common_reasons(),
            ("one_point", (pl.col("end_at") <= pl.col("base_at")) | pl.col("base").is_null()),
            ("base_is_target", pl.col("numbered") & ~pl.col("meets") & (required == 0)),
            ("not_positive", (pl.col("lowest") < 0) | (target < 0)),
        ),
    }


def eurostat(method: Method) -> Columns:
    """Eurostat: growth of the last five years over the growth needed from the same start."""
    start, end = pl.col("start"), pl.col("end")
    span = pl.col("end_at") - pl.col("start_at")
    actual = cagr(start, end, span)
    required = cagr(start, pl.col("target"), pl.col("deadline") - pl.col("start_at"))
    toward = actual * pl.col("good")
    ratio = pl.when(required != 0).then(pl.col("good") * actual / required.abs())
    done = pl.col("numbered") & pl.col("meets")
    code = pl.when(pl.col("numbered")).then(class_code(ratio, method.number))
    score = pl.when(pl.col("numbered")).then(line_score(ratio, method.settings["score"]))
    return {
        "actual": actual,
        "required": pl.when(pl.col("numbered")).then(required),
        "measure": pl.when(pl.col("numbered")).then(ratio).otherwise(toward),
        "predicted": _NULL,
        "score": pl.when(done)
        .then(5.0)
        .otherwise(score.otherwise(line_score(toward, method.settings["score_no_number"]))),
        "code": pl.when(done).then(pl.lit(_ACHIEVED)).otherwise(code.otherwise(class_code(toward, method.no_number))),
        "reason": first_reason(
            *common_reasons(),
            ("short", span < method.settings["span_least"]),
            ("zero_base", start <= 0),
            ("not_positive", (end < 0) | (pl.col("numbered") & (pl.col("target") < 0))),
            ("base_is_target", pl.col("numbered") & ~pl.col("meets") & (required == 0)),
        ),
    }


def escap(method: Method) -> Columns:
    """UN ESCAP: a straight line with later years counting more, carried to the deadline; gap over the way needed."""
    n, back = pl.col("points").cast(pl.Float64), pl.col("first_t") - 1
    w, wx = pl.col("t1") - back * n, pl.col("t2") - back * pl.col("t1")
    wxx, wy = pl.col("t3") - back * pl.col("t2"), pl.col("tv") - back * pl.col("v1")
    wxy = pl.col("ttv") - back * pl.col("tv")
    slope = (wxy - wx * wy / w) / (wxx - wx * wx / w)
    predicted = wy / w + slope * ((pl.col("deadline") - 2000).cast(pl.Float64) - wx / w)
    target, base = pl.col("target"), pl.col("base")
    reached = (predicted - target) * pl.col("good") >= 0
    index = pl.when(reached).then(10.0).otherwise(10 - 10 * (target - predicted).abs() / (target - base).abs())
    status = 10 * pl.col("good") * (pl.col("end") - base) / (target - base).abs()
    code = class_code(index, method.number)
    # 0 itself stands for no progress expected.
    code = pl.when(index == 0).then(pl.lit(method.number[-1].code)).otherwise(code)
    return {
        "actual": slope,
        "required": (target - base) / (pl.col("deadline") - pl.col("base_at")),
        "measure": index,
        "predicted": predicted,
        "score": status,
        "code": code,
        "reason": first_reason(
            *common_reasons(),
            ("no_number", ~pl.col("numbered")),
            ("one_point", (pl.col("points") < 2) | pl.col("base").is_null()),
            ("base_is_target", (target == base) & ~reached),
        ),
    }


def aarr(method: Method) -> Columns:
    """Average annual rate of reduction by a log line since the base, against the rate needed from the base."""
    n = pl.col("n_since").cast(pl.Float64)
    sxx = pl.col("s2") - pl.col("s1") * pl.col("s1") / n
    slope = (pl.col("tl") - pl.col("s1") * pl.col("l1") / n) / sxx
    actual = 1 - slope.exp()
    required = -_required(pl.col("base"), pl.col("base_at"))
    best, some, worst = (each.code for each in method.number)
    code = (
        pl.when(pl.col("meets") | (actual >= required))
        .then(pl.lit(best))
        .when(actual >= method.settings["some"])
        .then(pl.lit(some))
        .otherwise(pl.lit(worst))
    )
    return {
        "actual": actual,
        "required": required,
        "measure": pl.when(required > 0).then(actual / required),
        "predicted": pl.col("end") * (1 - actual) ** (pl.col("deadline") - pl.col("end_at")),
        "score": _NULL,
        "code": code,
        "reason": first_reason(
            *common_reasons(),
            ("no_number", ~pl.col("numbered")),
            ("rising", pl.col("good") > 0),
            ("one_point", (pl.col("n_since") < 2) | pl.col("base").is_null()),
            ("not_positive", ~pl.col("positive")),
        ),
    }


FORMULAS: dict[str, Callable[[Method], Columns]] = {
    "unsd": unsd,
    "open_sdg": open_sdg,
    "eurostat": eurostat,
    "escap": escap,
    "aarr": aarr,
}


def _required(start: pl.Expr, at: pl.Expr) -> pl.Expr:
    return cagr(start, pl.col("target"), pl.col("deadline") - at)


def _growth_reasons(start: str, at: str) -> list[tuple[str, pl.Expr]]:
    return [
        ("one_point", (pl.col("end_at") <= pl.col(at)) | pl.col(start).is_null()),
        ("zero_base", pl.col(start) <= 0),
        ("not_positive", pl.col("end") < 0),
    ]


def _limit_scale(power: float) -> pl.Expr:
    """C of Open SDG: 1 far from the natural limit, 0 at it; only percentages that should rise have one here."""
    near = 1 - (pl.col("base") / 100.0) ** power
    return pl.when((pl.col("kind") == "pct") & (pl.col("good") > 0) & (pl.col("base") <= 100)).then(near).otherwise(1.0)
