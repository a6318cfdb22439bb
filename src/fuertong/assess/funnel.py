"""Funnel plots (漏斗图): is a place outside what chance alone allows around the common level (Spiegelhalter 2005).

Limits are exact binomial or Poisson quantiles of the common level at each denominator, for 95 % and 99.8 %. Where
places differ more than chance allows altogether (overdispersion), the limits widened by the excess are given too.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import special, stats

from fuertong.assess.arrays import Floats
from fuertong.model.indicator import Kind

_LEVELS = {"95": 0.95, "998": 0.998}
_WINSOR = 0.1
_CURVE = 60
_LEAST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """`points`: one row a place; `curve`: limits over denominators for drawing; `centre` the common level.

    Columns of points: region, value, numerator, denominator, lo95, hi95, lo998, hi998, zone (inside, warning: outside
    95 %, alarm: outside 99.8 %), side (above, below, ""), and zone_adjusted with limits widened by `dispersion`.
    `overdispersed` where the spread exceeds chance at the 5 % level; `notes` in sentences.
    """

    points: pl.DataFrame
    curve: pl.DataFrame
    centre: float
    dispersion: float
    overdispersed: bool
    notes: list[str]


def funnel(rows: pl.DataFrame, *, kind: str, per: float | None = None) -> Funnel | None:
    """From region, numerator and denominator of one year; None with fewer than two places whose parts are known.

    `kind` pct (binomial, per 100) or rate (Poisson, per `per`). The level is the pooled one, not the mean of places.
    """
    known = rows.drop_nulls(["numerator", "denominator"]).filter(
        (pl.col("denominator") > 0) & (pl.col("numerator") >= 0)
    )
    if kind == Kind.PCT:
        known = known.filter(pl.col("numerator") <= pl.col("denominator"))
    known = known.sort("region")
    scale = 100.0 if kind == Kind.PCT else per
    if known.height < 2 or scale is None or kind not in (Kind.PCT, Kind.RATE):
        return None
    events = known["numerator"].cast(pl.Float64).to_numpy()
    people = known["denominator"].cast(pl.Float64).to_numpy()
    level = float(events.sum() / people.sum())
    z = _scores(events, people, level, kind)
    dispersion, over = _dispersion(z)
    limits = {name: _limits(people, level, kind, share) for name, share in _LEVELS.items()}
    share = events / people
    columns = {
        f"{side}{name}": edge * scale
        for name, both in limits.items()
        for side, edge in zip(("lo", "hi"), both, strict=True)
    }
    widened = np.sqrt(dispersion) if over else 1.0
    points = known.select("region", "numerator", "denominator").with_columns(
        pl.Series("value", share * scale),
        *(pl.Series(name, values) for name, values in columns.items()),
        pl.Series("zone", _zones(share, limits)),
        pl.Series("side", np.where(share > level, "above", np.where(share < level, "below", ""))),
        pl.Series("zone_adjusted", _adjusted(z, widened) if over else _zones(share, limits)),
    )
    return Funnel(
        points=points,
        curve=_curve(people, level, kind, scale),
        centre=level * scale,
        dispersion=dispersion,
        overdispersed=over,
        notes=_notes(over, events, known.height, rows.height),
    )


def _limits(people: Floats, level: float, kind: str, share: float) -> tuple[Floats, Floats]:
    """The least and the greatest share still inside: exact quantiles, so a place with few people has wide limits."""
    tail = (1 - share) / 2
    if kind == Kind.PCT:
        low, high = stats.binom.ppf(tail, people, level), stats.binom.ppf(1 - tail, people, level)
    else:
        low, high = stats.poisson.ppf(tail, people * level), stats.poisson.ppf(1 - tail, people * level)
    return np.maximum(low, 0.0) / people, high / people


def _scores(events: Floats, people: Floats, level: float, kind: str) -> Floats:
    """Distance from the common level in standard errors, on the square-root or arcsine scale, nearly normal."""
    if kind == Kind.PCT:
        inside = (events + 0.375) / (people + 0.75)
        off = np.arcsin(np.sqrt(inside)) - float(np.arcsin(np.sqrt(level)))
        return np.asarray(2 * np.sqrt(people + 0.5) * off, dtype=np.float64)
    return np.asarray(2 * (np.sqrt(events + 0.375) - np.sqrt(people * level + 0.375)), dtype=np.float64)


def _dispersion(z: Floats) -> tuple[float, bool]:
    """Mean of z² with the extreme tenths drawn in (Winsorised), and whether it exceeds chance."""
    low, high = np.quantile(z, [_WINSOR, 1 - _WINSOR])
    drawn = np.clip(z, low, high)
    total = float(np.square(drawn).sum())
    dispersion = total / z.size
    beyond = float(special.chdtrc(z.size, total)) < 0.05
    return dispersion, bool(z.size >= _LEAST and dispersion > 1 and beyond)


def _zones(share: Floats, limits: dict[str, tuple[Floats, Floats]]) -> list[str]:
    zone = np.full(share.size, "inside", dtype=object)
    for name, word in (("95", "warning"), ("998", "alarm")):
        low, high = limits[name]
        zone = np.where((share < low - 1e-12) | (share > high + 1e-12), word, zone)
    return [str(word) for word in zone]


def _adjusted(z: Floats, widened: float) -> list[str]:
    """Zones with limits widened by the excess spread."""
    off = np.abs(z) / widened
    edges = {name: float(special.ndtri(0.5 + share / 2)) for name, share in _LEVELS.items()}
    return ["alarm" if each > edges["998"] else "warning" if each > edges["95"] else "inside" for each in off]


def _curve(people: Floats, level: float, kind: str, scale: float) -> pl.DataFrame:
    """The limits at denominators spread evenly on the log scale between the smallest and the largest place."""
    low, high = max(float(people.min()), 1.0), max(float(people.max()), 2.0)
    sizes = np.unique(np.round(np.geomspace(low, high, _CURVE))).astype(np.float64)
    columns = {"denominator": sizes, "centre": np.full(sizes.size, level * scale)}
    for name, share in _LEVELS.items():
        columns[f"lo{name}"], columns[f"hi{name}"] = (edge * scale for edge in _limits(sizes, level, kind, share))
    return pl.DataFrame(columns)


def _notes(over: bool, events: Floats, known: int, given: int) -> list[str]:
    notes = ["落在控制限以内的地区，与总体水平的差别用偶然就能解释，不应排名。"]
    if over:
        notes.append("各地差别总体上大于偶然（过度离散），可能有人口构成、统计口径等原因；同时给出放宽后的控制限。")
    if given > known:
        notes.append(f"有{given - known}个地区没有分子分母，未列入。")
    if float(events.sum()) < 10:
        notes.append("事件总数很少，漏斗图只供参考。")
    return notes
