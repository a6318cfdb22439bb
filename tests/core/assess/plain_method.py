"""The method (method.md 1-9) a second time: one case, plain Python, written apart from the kernel.

Only for tests: the kernel is compared with it on generated cases. It follows the text clause by clause and is slow.
"""

import math
from dataclasses import dataclass, field
from typing import Any

from scipy import stats

TAU = {"pct": 0.08, "rate": 0.06, "count": 0.08, "years": 0.25, "ratio": 0.8}
S0 = {"pct": 0.08, "rate": 0.06, "count": 0.08, "years": 0.12, "ratio": 0.8}
KEEP = {"pct": 1.0, "ratio": 1.0, "years": 0.3, "rate": 0.05, "count": 0.05}
WINDOW, LAMBDA, PHI, NU0, C, G = 12, 0.7, 0.95, 2, 0.4, 0.4
INF = math.inf


@dataclass
class Point:
    """A usable year."""

    year: int
    v: float
    num: float | None
    den: float | None
    z: float = 0.0


@dataclass
class Aim:
    """What is asked: printed bounds, bounds a published value must keep, bounds of the unrounded value."""

    printed: tuple[float | None, float | None]
    meet: tuple[float, float]
    edge: tuple[float, float]
    good: int
    numberless: bool = False

    def met(self, v: float) -> bool:
        return self.meet[0] - 1e-9 <= v <= self.meet[1] + 1e-9


@dataclass
class Said:
    """The answer under construction."""

    cls: str = "无法判断"
    flags: set[str] = field(default_factory=set)
    p: float | None = None
    forecast: tuple[float, float, float] | None = None
    p_risk: float | None = None
    pooled: tuple[float, float, float] | None = None
    word: str | None = None
    gap: float | None = None


def forward(v: float, kind: str) -> float:
    """Section 2."""
    if kind == "pct":
        v = min(max(v, -0.49), 100.49)
        return math.log((v + 0.5) / (100.5 - v))
    if kind in ("rate", "count"):
        offset = 0.05 if kind == "rate" else 0.5
        return math.log(max(v + offset, 0.001 if kind == "rate" else 0.01))
    return v


def inverse(z: float, kind: str) -> float:
    """Section 2, clipped to what the kind can be."""
    if kind == "pct":
        return min(max(101 / (1 + math.exp(-z)) - 0.5, 0.0), 100.0)
    if kind in ("rate", "count"):
        return max(math.exp(z) - (0.05 if kind == "rate" else 0.5), 0.0)
    return z


def slope_of(v: float, kind: str) -> float:
    """f'."""
    if kind == "pct":
        return 1 / (v + 0.5) + 1 / (100.5 - v)
    return 1 / (v + (0.05 if kind == "rate" else 0.5)) if kind in ("rate", "count") else 1.0


def printed_decimals(values: list[float]) -> int:
    """As many digits as the values show."""
    most = 0
    for v in values:
        text = f"{v:.6f}".rstrip("0")
        most = max(most, len(text) - text.index(".") - 1)
    return most


def clean(raw: list[dict[str, Any]], kind: str, limit: int) -> tuple[list[Point], str, bool]:
    """Section 1: missing codes, the natural scale, definition breaks."""
    signed = kind not in ("pct", "rate", "count")
    rows = [r for r in raw if r["value"] is not None and (signed or r["value"] >= 0) and r["year"] <= limit]
    rows.sort(key=lambda r: r["year"])
    if kind == "pct" and any(r["value"] > 100 for r in rows):
        kind = "ratio"
    points: list[Point] = []
    broken = False
    for r in rows:
        here = Point(r["year"], r["value"], r.get("num"), r.get("den"), forward(r["value"], kind))
        if r.get("break"):
            broken = True
            if r.get("splice") is None:
                points = []
            else:
                move = here.z - forward(r["splice"], kind)
                for old in points:
                    old.z += move
                    old.v = inverse(old.z, kind)
        points.append(here)
    return points, kind, broken


@dataclass
class Fit:
    """The weighted trend of section 4."""

    a: float
    b: float
    b0: float
    s2: float
    s0: float
    sxx: float
    nu: int
    kind: str

    def ahead(self, h: float) -> tuple[float, float]:
        """μ and se of section 5."""
        d = PHI * (1 - PHI**h) / (1 - PHI)
        tau = TAU[self.kind]
        kappa = self.s2 / tau**2
        spread = self.s2 / (self.sxx + kappa) + (G * tau) ** 2
        return self.a + self.b * d, math.sqrt(self.s2 * (1 + 1 / self.s0 + C * h) + spread * d * d)


def fit(points: list[Point], kind: str, u: float, weight: float = LAMBDA, last: float | None = None) -> Fit:
    """Sections 3 and 4 on the points of the window."""
    latest = points[-1].year
    rows = [(weight ** (latest - p.year), p.year - latest, p.z) for p in points]
    s0 = sum(w for w, _, _ in rows)
    x_ = sum(w * x for w, x, _ in rows) / s0
    z_ = sum(w * z for w, _, z in rows) / s0
    sxx = sum(w * (x - x_) ** 2 for w, x, _ in rows)
    sxz = sum(w * (x - x_) * (z - z_) for w, x, z in rows)
    szz = sum(w * (z - z_) ** 2 for w, _, z in rows)
    b0 = sxz / sxx if sxx > 0 else 0.0
    n = len(points)
    sse = max(szz - b0 * sxz, 0.0) * n / s0
    s2 = (NU0 * S0[kind] ** 2 + sse) / (NU0 + max(n - 2, 0))
    floor = (u / 2 * slope_of(points[-1].v if last is None else last, kind)) ** 2 / 3
    if kind == "pct":
        # At 0 and 100 % the text gives no finite variance: half a case off the bound stands in.
        shares = [(p.den, 0.5 / (p.den + 1), p.v / 100) for p in points if p.den]
        noise = [1 / (den * q * (1 - q)) for den, off, v in shares for q in [min(max(v, off), 1 - off)]]
        if noise:
            floor = max(floor, sum(noise) / len(noise))
    s2 = max(s2, floor)
    kappa = s2 / TAU[kind] ** 2
    b = sxx / (sxx + kappa) * b0
    return Fit(z_ - b * x_, b, b0, s2, s0, sxx, NU0 + max(n - 2, 0), kind)


def chance(trend: Fit, h: int, aim: Aim, n: int) -> float:
    """Section 5: P, clipped."""
    mu, se = trend.ahead(h)
    low, high = (None if abs(e) == INF else forward(e, trend.kind) for e in aim.edge)
    p = stats.t.cdf((mu - low) / se, trend.nu) if low is not None else 1.0
    if high is not None:
        p -= stats.t.sf((high - mu) / se, trend.nu)
    least = 0.1 if n <= 4 else 0.02
    return float(min(max(p, least), 1 - least))


def good_direction(target: dict[str, Any]) -> int:
    """Section 9, first clause."""
    words = {"up": 1, "down": -1}
    stated, asked = words.get(target.get("polarity") or "", 0), words.get(target.get("direction") or "", 0)
    if target["type"] in ("trend", "term", "change", "yearly"):
        return asked or stated
    return 0 if target.get("polarity") == "two_sided" else stated or asked


def level_aim(t: dict[str, Any], u: float, good: int) -> Aim | None:
    """Targets with a number; None where the good direction is not known."""
    cmp, value = t.get("cmp"), t["value"]
    half = u / 2
    if cmp == "range" or (cmp is None and t.get("value2") is not None):
        low, high = value, t["value2"]
        return Aim((low, high), (low, high), (low - half, high + half), 0)
    two = t.get("polarity") == "two_sided"
    if cmp in (">=", ">"):
        more = 2e-9 if cmp == ">" else 0.0
        edge = value + half if cmp == ">" else value - half
        return Aim((value, None), (value + more, INF), (edge, INF), 0 if two else good or 1)
    if cmp in ("<=", "<"):
        less = 2e-9 if cmp == "<" else 0.0
        edge = value - half if cmp == "<" else value + half
        return Aim((None, value), (-INF, value - less), (-INF, edge), 0 if two else good or -1)
    tol = max(0.05 * abs(value), half) if cmp == "~" else 0.0
    kept = 0.0 if cmp == "~" else half
    low, high = value - tol, value + tol
    return sided(low, high, good, two, meet=(low - kept, high + kept), half=half)


def sided(low: float, high: float, good: int, two: bool, *, meet: tuple[float, float], half: float) -> Aim | None:
    """Both edges, or the one in the good direction; None where it is not known."""
    if two:
        return Aim((low, high), meet, (low - half, high + half), 0)
    if good > 0:
        return Aim((low, None), (meet[0], INF), (low - half, INF), 1)
    return Aim((None, high), (-INF, meet[1]), (-INF, high + half), -1) if good < 0 else None
