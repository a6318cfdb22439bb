"""Why a target is judged as it is (为什么这样判断): the steps of the method with this series' numbers filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from fuertong.assess.codes import KINDS, SLOW
from fuertong.assess.forecast import damped_years
from fuertong.assess.frames import Frame, pair, read_observations
from fuertong.assess.kernel import Facts, find_facts
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.assess.probability import printed_edges
from fuertong.assess.series import Series
from fuertong.assess.tables import TargetColumns, read_targets
from fuertong.assess.transforms import back

_SCALES = {
    "pct": "z＝ln((v+0.5)/(100.5-v))",
    "rate": "z＝ln(v+0.05)",
    "count": "z＝ln(v+0.5)",
    "years": "z＝v",
    "ratio": "z＝v",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step: what it is called, and its formula with the numbers in it."""

    label: str
    formula: str


def explain(
    observations: Frame, target: Mapping[str, Any], *, region: str, as_of: int, parameters: Parameters = DEFAULTS
) -> list[Reason]:
    """The steps for one target (a row of D9) in one region, in the order of the method; empty without usable data.

    For the statistician's and the office's pages: P and the forecast are among them.
    """
    facts = _facts(observations, target, region, as_of, parameters)
    e = facts.evidence
    if int(e.points.n[0]) == 0:
        return []
    reasons = [*_data(facts), *_target(facts)]
    if bool(e.small.counts[0]):
        return reasons + _small(facts)
    if int(e.rows.type[0]) == SLOW:
        return reasons + _slow(facts)
    reasons += _trend(facts)
    if bool(e.stages.open[0]) and int(e.points.n[0]) >= parameters.points.minimum:
        reasons += _outlook(facts, parameters)
    return reasons


def _facts(observations: Frame, target: Mapping[str, Any], region: str, as_of: int, parameters: Parameters) -> Facts:
    wanted = read_targets(pl.DataFrame([{**target, "region": region}], infer_schema_length=None))
    wanted = wanted.with_columns(parent=pl.lit(None, dtype=pl.String)).with_row_index("target")
    series = Series.of(read_observations(observations).collect())
    index = pair(series, wanted)["series"].cast(pl.Int64).fill_null(-1).to_numpy()
    with np.errstate(all="ignore"):
        return find_facts(
            TargetColumns.of(wanted).rows(np.zeros(1, dtype=np.int64), as_of), series.flat(index), parameters
        )


def _data(facts: Facts) -> list[Reason]:
    e = facts.evidence
    points, year = e.points, int(e.points.latest_year[0])
    used = [
        f"{year - k}年{_number(points.value[k, 0])}"
        for k in range(points.width - 1, -1, -1)
        if bool(points.window[k, 0])
    ]
    return [
        Reason(label="使用的数据", formula=f"{int(points.n[0])}个点：{'、'.join(used)}"),
        Reason(label="换算尺度", formula=_SCALES[KINDS[int(e.rows.kind[0])]]),
    ]


def _target(facts: Facts) -> list[Reason]:
    aim = facts.evidence.aim
    if bool(aim.no_base[0]):
        return [Reason(label="目标值", formula="缺少基期值，无法算出")]
    lower, upper = float(aim.lower[0]), float(aim.upper[0])
    parts = [f"不低于{_number(lower)}"] if not np.isnan(lower) else []
    parts += [f"不高于{_number(upper)}"] if not np.isnan(upper) else []
    steps = [Reason(label="目标值", formula="，".join(parts))] if parts else []
    if not np.isnan(aim.base.value[0]):
        steps.insert(0, Reason(label="基期值", formula=f"{int(aim.base.year[0])}年{_number(aim.base.value[0])}"))
    return steps


def _trend(facts: Facts) -> list[Reason]:
    e, sums, trend = facts.evidence, facts.sums, facts.trend
    if int(e.points.n[0]) < 2:
        return []
    s0, s1, s2 = (float(value[0]) for value in (sums.s0, sums.s1, sums.s2))
    sxx = float(sums.s11[0]) - s1 * s1 / s0
    sxz = float(sums.s12[0]) - s1 * s2 / s0
    recent = float(e.points.latest[0] - back(trend.level - trend.slope, e.rows.kind)[0])
    return [
        Reason(
            label="加权平均", formula=f"年份x̄＝{s1:.4f}/{s0:.4f}＝{s1 / s0:.4f}，z̄＝{s2:.4f}/{s0:.4f}＝{s2 / s0:.4f}"
        ),
        Reason(
            label="平均每年变化", formula=f"b0＝Sxz/Sxx＝{sxz:.4f}/{sxx:.4f}＝{float(trend.raw_slope[0]):.4f}（z尺度）"
        ),
        Reason(label="离散程度", formula=f"s²＝{float(trend.variance[0]):.5f}"),
        Reason(
            label="打折后的年变化",
            formula=f"k＝{float(trend.discount[0]):.3f}，b＝k·b0＝{float(trend.slope[0]):.4f}；折合近年每年{recent:+.2f}",
        ),
        Reason(label="当前趋势水平", formula=f"a＝z̄-b·x̄＝{float(trend.level[0]):.4f}"),
    ]


def _outlook(facts: Facts, parameters: Parameters) -> list[Reason]:
    e = facts.evidence
    h = float(facts.years[0])
    damped = float(damped_years(facts.years, parameters)[0])
    mu, se = float(facts.ahead.mu[0]), float(facts.ahead.se[0])
    value = float(back(facts.ahead.mu, e.rows.kind)[0])
    edges = "、".join(f"{edge:.4f}" for edge in printed_edges(e.aim, e.rows.kind))
    p = float(e.p[0])
    return [
        Reason(label="往后推", formula=f"h＝{h:.0f}年，逐年打折后相当于D＝{damped:.2f}年"),
        Reason(label="预测", formula=f"μ＝a+b·D＝{mu:.4f}，折回原单位为{_number(value)}"),
        Reason(label="预测误差", formula=f"se＝{se:.4f}"),
        Reason(label="目标在z尺度上的位置", formula=f"z*＝{edges}"),
        Reason(label="达标可能性", formula=f"P＝T(ν＝{int(facts.trend.freedom[0])}；(μ与z*之差)/se)＝{p:.2f}"),
    ]


def _small(facts: Facts) -> list[Reason]:
    small = facts.evidence.small
    steps = [
        Reason(
            label="多年合并",
            formula=f"近{small.pooled_years[0]:.0f}年合计{small.pooled_events[0]:.0f}例，合并率{_number(small.pooled[0])}"
            f"（95%区间{_number(small.pooled_lo[0])}—{_number(small.pooled_hi[0])}，泊松精确）",
        ),
        Reason(label="风险达标的可能性", formula=f"P_risk＝{small.p_risk[0]:.2f}（伽马分布）"),
    ]
    if bool(facts.evidence.stages.open[0]):
        steps.insert(
            1, Reason(label="到期年公布数达标的可能性", formula=f"P_year＝{small.p_year[0]:.2f}（负二项分布）")
        )
    return steps


def _slow(facts: Facts) -> list[Reason]:
    slow = facts.evidence.slow
    if slow is None or not bool(slow.enough[0]):
        return [Reason(label="前后对比", formula="基期前后至少各需3个点")]
    return [
        Reason(label="基期前每年变化", formula=f"{float(slow.before[0]):.4f}（z尺度，打折后）"),
        Reason(label="基期后每年变化", formula=f"{float(slow.after[0]):.4f}（z尺度，打折后）"),
        Reason(label="已减缓的可能性", formula=f"P＝{float(slow.p[0]):.2f}"),
    ]


def _number(value: float) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")
