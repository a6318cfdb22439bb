"""Why another method disagrees with ours (为什么不一致): one code a row, one Chinese sentence a code."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from fuertong.assess.codes import Flag
from fuertong.model.verdict import Signal

_RANK = {Signal.MISSED: 0, Signal.HARD: 1, Signal.LIKELY: 2, Signal.MET: 3}
_CEILING = 85.0
_PACE = 1.1

SENTENCES = {
    "ours_silent": "本系统认为数据或条件不足，不下结论（{flags}）；该方法只要有起点和最新两个数就给出结论。",
    "due": "规划已到期，{deadline}年的数尚未取得，本系统列为到期待数、不作预计；该方法仍按速度推算。",
    "small": "事件数或人数很少，本系统合并若干年并用精确概率判断；该方法只看公布的单年数，一例之差就可能改变结论。",
    "break": "期间统计口径有变化，本系统只用变化后的数或先衔接再判断；该方法把前后不同口径的数直接相比。",
    "met_now": "最新值{latest}已满足目标，本系统按现状列为已达标，下滑风险另外标出；该方法看推算到{deadline}年的值。",
    "not_met": "最新值{latest}按本系统的规则尚不算满足目标（如合并多年后不满足）；该方法只把它与目标值直接相比。",
    "ceiling": "百分比越接近100%越难提高，本系统在对数比率尺度上推算；该方法按固定增速外推，偏于乐观。",
    "slower": "近年比前些年慢：两端平均每年{average}，近年每年{recent}。本系统近年的权重大；该方法不分先后，偏于乐观。",
    "faster": "近年比前些年快：两端平均每年{average}，近年每年{recent}。本系统近年的权重大；该方法不分先后，偏于悲观。",
    "scatter": "逐年起伏较大或年份较少，本系统把趋势打折并留出误差；该方法把两端之差全部当作趋势。",
    "stricter": "该方法要求的速度或门槛（{measure}）没有达到；本系统看到期满足目标的可能性，认为仍有可能。",
    "looser": "该方法的比值（{measure}）达到了门槛；本系统计入预测误差和速度放缓，认为到期满足目标的可能性较小。",
    "direction": "本系统把最新值与基期值直接比较，差不到半个末位单位算持平；该方法看年均增速是否达到门槛。",
}


def why() -> pl.Expr:
    """The code of the reason, null where both agree or the method cannot be used."""
    rank = pl.col("cls").replace_strict(_RANK, default=None, return_dtype=pl.Int64)
    theirs = pl.col("signal").replace_strict(_RANK, default=None, return_dtype=pl.Int64)
    optimistic = theirs > rank
    average = (pl.col("end") - pl.col("base")) / (pl.col("end_at") - pl.col("base_at"))
    toward_recent, toward_average = pl.col("recent_per_year") * pl.col("good"), average * pl.col("good")
    flags = pl.col("flags")
    shaky = (
        flags.list.contains(Flag.VOLATILE)
        | flags.list.contains(Flag.FEW_POINTS)
        | flags.list.contains(Flag.ONE_OFF)
        | flags.list.contains(Flag.RELAPSED)
    )
    near_top = (pl.col("kind") == "pct") & (pl.col("good") > 0) & (pl.col("target") >= _CEILING)
    steps = [
        (pl.col("cls") == Signal.UNKNOWN, "ours_silent"),
        (pl.col("cls") == Signal.DUE, "due"),
        (flags.list.contains(Flag.SMALL), "small"),
        (~pl.col("numbered"), "direction"),
        (flags.list.contains(Flag.BREAK), "break"),
        ((pl.col("cls") == Signal.MET) & (theirs < rank), "met_now"),
        ((theirs == _RANK[Signal.MET]) & (rank < theirs), "not_met"),
        (optimistic & (toward_average > toward_recent * _PACE) & (toward_average > 0), "slower"),
        (~optimistic & (toward_recent > toward_average * _PACE) & (toward_recent > 0), "faster"),
        (optimistic & near_top, "ceiling"),
        (optimistic & shaky, "scatter"),
        (optimistic, "looser"),
    ]
    code: pl.Expr = pl.lit("stricter")
    for holds, name in reversed(steps):
        code = pl.when(holds.fill_null(False)).then(pl.lit(name)).otherwise(code)
    return pl.when(~pl.col("agrees")).then(code)


def why_sentence(row: Mapping[str, Any]) -> str:
    """The sentence of a row of `compare_frame`, empty where both agree or the method cannot be used."""
    if row["why"] is None:
        return ""
    years = (row["end_at"] or 0) - (row["base_at"] or 0)
    average = (row["end"] - row["base"]) / years if years and row["base"] is not None else None
    return SENTENCES[row["why"]].format(
        flags="、".join(row["flags"] or []) or "无可用数据",
        deadline=row["deadline"],
        latest=_plain(row["latest"]),
        average=_signed(average),
        recent=_signed(row["recent_per_year"]),
        measure=_plain(row["measure"]),
    )


def _plain(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _signed(value: float | None) -> str:
    return "—" if value is None else f"{value:+.2f}"
