"""The rules for one series written out plainly, as an analyst would in a notebook: what the kernel is timed against.

Levels, trends, keeps and changes by trend; no small counts, breaks or bounds, so it does less than the kernel.
"""

import math
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

TAU, SCATTER = 0.08, 0.08
WEIGHT, DAMPING, WALK, DRIFT = 0.7, 0.95, 0.4, 0.4


def judge_series(points: pd.DataFrame, target: dict[str, Any], as_of: int) -> dict[str, Any]:
    """Class, P and flags of one percentage series."""
    points = points.dropna(subset=["value"])
    points = points[(points["value"] >= 0) & (points["year"] <= min(as_of, target["deadline"]))].sort_values("year")
    flags: list[str] = []
    if points.empty:
        return {"cls": "无法判断", "p": None, "flags": ["无数据"]}
    latest_year = int(points["year"].iloc[-1])
    points = points[points["year"] > latest_year - 12]
    n, latest, unit = len(points), float(points["value"].iloc[-1]), 0.1
    years, values = points["year"].to_numpy(), points["value"].to_numpy()
    if years[-1] - years[0] + 1 > n:
        flags.append("缺年")
    up, goal, edge, strict = _target(points, target, unit)
    if goal is None:
        return {"cls": "无法判断", "p": None, "flags": [*flags, "基期缺失"]}
    met = (latest - goal >= unit / 2 if strict else latest >= goal) if up else latest <= goal
    z = np.log((values + 0.5) / (100.5 - values))
    p, forecast = _chance(years, z, latest, edge, up, target["deadline"] - latest_year)
    p = float(np.clip(p, 0.1, 0.9)) if n <= 4 else float(np.clip(p, 0.02, 0.98))
    if 3 <= n <= 4:
        flags.append("点数少")
    flags += _volatility(years, z, values)
    if n >= 4:
        _, se, mu = _fit(years[:-1], z[:-1], values[-2], latest_year)
        if abs(z[-1] - mu) > 3 * se:
            flags.append("异常待核")
    steps = np.diff(values[-3:]) * (1 if up else -1)
    if len(steps) == 2 and (steps < -unit - 1e-9).all():
        flags.append("连续两年变差")
    cls = _class(n, met, p, flags, strict or target["type"] == "keep")
    return {"cls": cls, "p": p if n >= 3 else None, "forecast": forecast, "flags": sorted(flags)}


def _target(points: pd.DataFrame, target: dict[str, Any], unit: float) -> tuple[bool, float | None, float, bool]:
    kind = target["type"]
    if kind == "level":
        up = target["cmp"] == ">="
        return up, target["value"], target["value"] + (-unit / 2 if up else unit / 2), False
    base = points.loc[points["year"] == target["base_year"], "value"]
    if base.empty:
        return True, None, 0.0, False
    start = float(base.iloc[0])
    if kind == "trend":
        return True, start, start + unit / 2, True
    goal = start - 1.0 if kind == "keep" else start * (1 + target["value"] / 100)
    return True, goal, goal - unit / 2, False


def _fit(years: Any, z: Any, latest: float, ahead_to: int) -> tuple[int, float, float]:
    x = (years - years[-1]).astype(float)
    w = WEIGHT ** (-x)
    s0, s1, s2 = w.sum(), (w * x).sum(), (w * z).sum()
    sxx = (w * x * x).sum() - s1 * s1 / s0
    sxz = (w * x * z).sum() - s1 * s2 / s0
    szz = (w * z * z).sum() - s2 * s2 / s0
    raw = sxz / sxx if sxx > 0 else 0.0
    n = len(z)
    sse = max(szz - raw * sxz, 0.0) * n / s0
    slope_at = 1 / (latest + 0.5) + 1 / (100.5 - latest)
    variance = max((2 * SCATTER**2 + sse) / (2 + max(n - 2, 0)), (0.05 * slope_at) ** 2 / 3)
    kappa = variance / TAU**2
    slope = sxx / (sxx + kappa) * raw
    h = ahead_to - years[-1]
    damped = DAMPING * (1 - DAMPING**h) / (1 - DAMPING)
    mu = s2 / s0 - slope * s1 / s0 + slope * damped
    se = math.sqrt(variance * (1 + 1 / s0 + WALK * h) + (variance / (sxx + kappa) + (DRIFT * TAU) ** 2) * damped**2)
    return 2 + max(n - 2, 0), se, mu


def _chance(years: Any, z: Any, latest: float, edge: float, up: bool, h: int) -> tuple[float, float]:
    freedom, se, mu = _fit(years, z, latest, int(years[-1]) + h)
    edge = min(max(edge, -0.49), 100.49)
    goal = math.log((edge + 0.5) / (100.5 - edge))
    p = stats.t.cdf((mu - goal) / se if up else (goal - mu) / se, freedom)
    return float(p), float(np.clip(101 / (1 + math.exp(-mu)) - 0.5, 0, 100))


def _volatility(years: Any, z: Any, values: Any) -> list[str]:
    if len(z) < 4:
        return []
    x, y, v = years[-6:].astype(float), z[-6:], values[-6:].mean()
    limit = float(np.clip(0.25 * min(v, 100 - v), 0.5, 2.0))
    scale = 1 / (1 / (v + 0.5) + 1 / (100.5 - v))

    def spread(a: Any, b: Any) -> tuple[float, Any]:
        line = np.polyfit(a, b, 1)
        rest = b - np.polyval(line, a)
        return math.sqrt((rest**2).sum() / (len(a) - 2)) * scale, rest

    before, rest = spread(x, y)
    after = before
    if len(x) >= 5:
        keep = np.arange(len(x)) != np.abs(rest).argmax()
        after = spread(x[keep], y[keep])[0]
    if after > limit:
        return ["波动较大"]
    return ["单点异常"] if before > limit else []


def _class(n: int, met: bool, p: float, flags: list[str], numberless: bool) -> str:
    if met:
        if n >= 3 and p < 0.6:
            flags.append("反弹风险")
        if n >= 3 and p < 0.4:
            flags.append("下滑预警")
        elif not numberless:
            flags.append("提前达标")
        return "已达标"
    if n < 3:
        flags.append("数据不足")
        return "无法判断"
    if p < 0.4:
        return "预计达标困难"
    if p < 0.7:
        flags.append("临界")
    return "预计可达标"
