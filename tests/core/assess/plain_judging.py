"""One case judged by the plain rules of `plain_method`: class, flags, direction word, small numbers (method.md 6-9)."""

import math
from itertools import pairwise
from typing import Any

from scipy import stats
from tests.core.assess.plain_method import (
    INF,
    KEEP,
    PHI,
    TAU,
    WINDOW,
    Aim,
    Point,
    Said,
    chance,
    clean,
    fit,
    forward,
    good_direction,
    inverse,
    level_aim,
    printed_decimals,
    sided,
    slope_of,
)
from tests.core.assess.plain_series import as_rows, differences, running_sums

OPEN_ENDED = ("trend", "keep", "term")
WITHOUT_NUMBER = ("trend", "term", "slow")
MOVES = ("change", "yearly")


def judge(case: dict[str, Any]) -> dict[str, Any]:
    """The answer of section 13 for a case about one series (also `slow` and `compare`)."""
    return Judging(case).answer()


class Judging:
    """Everything known of one case, gathered once."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.t = {"type": "level"} | case["target"]
        self.today, self.deadline = case["today"], self.t["deadline"]
        self.freq, self.per = case.get("freq") or 1, case.get("per") or 1
        self.limit = min(self.today, self.deadline)
        kind, raw = case["kind"], as_rows(case["points"])
        if self.t["type"] == "compare":
            kind = "rate" if self.t.get("mode") == "ratio" else "ratio"
            raw = differences(raw, as_rows(case["other"]), self.t)
            if self.t.get("value") is None and not self.t.get("shrink"):
                self.t["value"] = 1.0 if kind == "rate" else 0.0
        self.shrink = bool(self.t.get("shrink"))
        if self.t["type"] == "cumulative":
            raw = running_sums(raw, self.t.get("base_year"))
        self.points, self.kind, self.broken = clean(raw, kind, self.limit)
        shown = [r["value"] for r in raw if r["value"] is not None and r["year"] <= self.limit]
        decimals = case.get("decimals")
        self.u = 10.0 ** -(printed_decimals(shown) if decimals is None else decimals)
        self.good = -1 if self.shrink else good_direction(self.t)
        self.number = self.t.get("value") is not None and not self.shrink and self.t["type"] not in WITHOUT_NUMBER
        if self.t["type"] == "compare" and not self.shrink and not self.good:
            self.good = -1 if self.t.get("cmp") in ("<=", "<") else 1
        self.said = Said()
        last = self.points[-1].year if self.points else 0
        self.seen = [p for p in self.points if p.year > last - WINDOW]
        self.n = len(self.seen)
        self.last = self.points[-1] if self.points else None
        self.base, self.base_year, self.stood_in = self._base()
        self.is_trend = self.t["type"] in ("trend", "term") or self.shrink
        self.numberless = (self.t["type"] in OPEN_ENDED or self.shrink) and not self.number
        self.aim: Aim | None = None
        self.small_base = False

    def _base(self) -> tuple[float | None, int | None, bool]:
        if self.t["type"] == "term":
            before = self.points[-2] if len(self.points) > 1 else None
            return (before.v, before.year, False) if before else (None, None, False)
        by_year = {p.year: p.v for p in self.points}
        first = self.t.get("base_year")
        if first is None or first in by_year:
            return by_year.get(first), first, False
        may = (self.t["type"] in OPEN_ENDED or self.shrink) and not self.number
        if may and self.t.get("substitute_base", True):
            for year in (first + 1, first + 2):
                if year in by_year:
                    return by_year[year], year, True
        return None, first, False

    def answer(self) -> dict[str, Any]:
        said = self.said
        if self.last is None:
            said.flags.add("无数据")
            return self._out()
        if self._no_basis():
            self._always()
            return self._out()
        self._small_kinds()
        self._direction_word()
        self._always()
        if self.t["type"] == "slow":
            self._slow()
        elif self.last.year == self.deadline:
            self._final()
        elif self.today >= self.deadline:
            said.cls = "到期待数"
            self._data_flags()
            said.p_risk = None
        elif self.limit - self.last.year >= max(3, self.freq + 1):
            said.flags.add("数据陈旧")
            said.p_risk = said.pooled = None
        else:
            self._open()
        return self._out()

    # --- what is asked -------------------------------------------------------------------------------------------

    def _no_basis(self) -> bool:
        t, said, half = self.t, self.said, self.u / 2
        vague = (
            self.numberless
            or t["type"] == "slow"
            or t.get("cmp") in ("~", "=")
            or (t["type"] == "keep" and t.get("cmp") is None)
        )
        if t.get("polarity") == "none" and vague:
            said.word = "无方向"
            return True
        if t["type"] == "slow":
            return False
        two = t.get("polarity") == "two_sided"
        if t["type"] in MOVES:
            if self.good == 0:
                said.flags.add("方向待定")
                return True
            if self.base is None:
                said.flags.add("基期缺失")
                return True
            value = self._moved()
            self.aim = level_aim({"cmp": ">=" if self.good > 0 else "<=", "value": value}, self.u, self.good)
            return False
        if not self.numberless:
            self.aim = level_aim(t | {"cmp": t.get("cmp") or "="}, self.u, self.good)
        elif self.base is not None and (self.good or (two and not self.is_trend)):
            self.aim = self._open_ended_aim(two, half)
        if self.aim is None:
            no_direction = self.good == 0 and not (two and not self.is_trend)
            said.flags.add("方向待定" if no_direction else "基期缺失")
            return True
        self.aim.numberless = self.numberless
        return False

    def _moved(self) -> float:
        """Where a change in percent, in points or of so many points a year leads."""
        assert self.base is not None
        step = self.good * self.t["value"]
        if self.t["type"] == "yearly":
            return self.base + step * (self.deadline - self.t["base_year"])
        return self.base + step if self.t.get("mode") == "diff" else self._change_base() * (1 + step / 100)

    def _open_ended_aim(self, two: bool, half: float) -> Aim | None:
        base = self.base or 0.0
        bound = self._bound(self.good)
        if self.is_trend:
            low = high = base
            if bound is not None and abs(base - bound) < 1e-9:
                return level_aim({"cmp": ">=" if self.good > 0 else "<=", "value": bound}, self.u, self.good)
            if self.good > 0:
                return Aim((low, None), (base + half, INF), (base + half, INF), 1)
            return Aim((None, high), (-INF, base - half), (-INF, base - half), -1)
        tol = KEEP[self.kind] * (abs(base) if self.kind in ("rate", "count") else 1.0)
        return sided(base - tol, base + tol, self.good, two, meet=(base - tol, base + tol), half=half)

    def _change_base(self) -> float:
        """Small counts: the pooled rate up to the base year."""
        assert self.base is not None
        counted = [p for p in self.points if p.num is not None and p.den and p.year <= (self.base_year or 0)]
        target = self.base * (1 + self.good * self.t["value"] / 100)
        if self.kind != "rate" or not counted or not self._is_small(target):
            return self.base
        self.small_base = True
        for years in (3, 5):
            part = [p for p in counted if p.year > (self.base_year or 0) - years]
            events, births = sum(p.num or 0 for p in part), sum(p.den or 0 for p in part)
            if events >= 3:
                break
        return self.per * events / births if births else self.base

    def _bound(self, good: int) -> float | None:
        if good > 0 and self.kind == "pct":
            return 100.0
        falls = self.kind in ("pct", "rate", "count") or self.shrink
        return 0.0 if good < 0 and falls else None

    # --- small numbers -------------------------------------------------------------------------------------------

    def _is_small(self, target: float) -> bool:
        last = self.last
        if self.kind != "rate" or last is None or last.num is None or not last.den:
            return False
        total = sum(p.num for p in self.seen if p.num is not None)
        return total < 50 or target * last.den / self.per < 5

    def _small_kinds(self) -> None:
        self.counts = self.shares = False
        self.agrees = True
        if self.aim is None or self.last is None:
            return
        target = self.aim.printed[1] if self.aim.printed[1] is not None else self.aim.printed[0]
        # For a relative change the target of the published base decides whether the counts are small.
        self.counts = self.small_base or self._is_small(target or 0.0)
        self.shares = self.kind == "pct" and bool(self.last.den) and (self.last.den or 99) < 30
        if self.counts:
            self._judge_counts(target or 0.0)
        if self.shares:
            self._judge_shares()

    def _judge_counts(self, target: float) -> None:
        said, aim, last = self.said, self.aim, self.last
        assert aim is not None
        assert last is not None
        assert last.den
        rows = [(last.year - p.year, p.num, p.den) for p in self.seen if p.num is not None and p.den]
        deaths = sum(0.9**k * d for k, d, _ in rows)
        births = sum(0.9**k * b for k, _, b in rows)
        aged = sum(0.9**k * b * k for k, _, b in rows) / births
        q = [((d + 0.5) * 0.7**k, -k, math.log((d + 0.5) / b)) for k, d, b in rows]
        q0 = sum(w for w, _, _ in q)
        x_, z_ = sum(w * x for w, x, _ in q) / q0, sum(w * z for w, _, z in q) / q0
        sxx = sum(w * (x - x_) ** 2 for w, x, _ in q)
        sxz = sum(w * (x - x_) * (z - z_) for w, x, z in q)
        tau = 0.06**2
        slope = (sxz + (self.t.get("parent_slope") or 0.0) / tau) / (sxx + 1 / tau)
        h = max(self.deadline - last.year, 0)
        factor = math.exp(slope * (PHI * (1 - PHI**h) / (1 - PHI) + aged))
        alpha, mean = deaths + 0.5, last.den * factor
        law = stats.nbinom(alpha, births / (births + mean))
        high, low = aim.edge[1], aim.edge[0]
        self.p_year = 1.0
        risk = 1.0
        scale = births / factor / self.per
        if high < INF:
            self.p_year = float(law.cdf(math.floor(high * last.den / self.per + 1e-9)))
            risk = float(stats.gamma.cdf(max(high, 0) * scale, alpha))
        if low > -INF:
            self.p_year -= float(law.cdf(math.ceil(low * last.den / self.per - 1e-9) - 1))
            risk -= float(stats.gamma.cdf(max(low, 0) * scale, alpha))
        self.small_forecast = (
            self.per * alpha / births * factor,
            float(law.ppf(0.1)) / last.den * self.per,
            float(law.ppf(0.9)) / last.den * self.per,
        )
        said.p_risk = risk
        years = 3
        for years in (3, 5):
            part = [(p.num, p.den) for p in self.points if p.year > last.year - years and p.num is not None and p.den]
            events, people = sum(d for d, _ in part), sum(b for _, b in part)
            if target * people / self.per >= 3:
                break
        lo = stats.gamma.ppf(0.025, events) if events else 0.0
        hi = stats.gamma.ppf(0.975, events + 1)
        said.pooled = tuple(self.per * x / people for x in (events, lo, hi))  # type: ignore[assignment]
        self.agrees = low - 1e-9 <= said.pooled[0] <= high + 1e-9 or risk >= 0.5  # type: ignore[index]

    def _judge_shares(self) -> None:
        aim, last = self.aim, self.last
        assert aim is not None
        assert last is not None
        for years in (3, 5):
            part = [
                (p.num if p.num is not None else round(p.v * p.den / 100), p.den)
                for p in self.points
                if p.year > last.year - years and p.den
            ]
            cases, people = sum(c for c, _ in part), sum(d for _, d in part)
            if people >= 30:
                break
        lo = stats.beta.ppf(0.025, cases, people - cases + 1) if cases else 0.0
        hi = stats.beta.ppf(0.975, cases + 1, people - cases) if cases < people else 1.0
        pooled = 100 * cases / people
        self.said.pooled = (pooled, 100 * lo, 100 * hi)
        self.agrees = aim.edge[0] - 1e-9 <= pooled <= aim.edge[1] + 1e-9

    # --- stages --------------------------------------------------------------------------------------------------

    def _met(self) -> bool:
        assert self.aim is not None
        assert self.last is not None
        return self.aim.met(self.last.v)

    def _slow(self) -> None:
        """上升趋势减缓, before the deadline: the slope before the base year against the slope after it."""
        said, base = self.said, self.t["base_year"]
        before = [p for p in self.points if base - 5 <= p.year <= base]
        after = [p for p in self.points if p.year >= base][-6:]
        if min(len(before), len(after)) < 3:
            said.flags.add("缺基期前趋势")
            return
        assert self.last is not None
        if self.limit - self.last.year >= max(3, self.freq + 1):
            return
        sign = {"up": 1, "down": -1}[self.t["direction"]]
        one, two = (fit(part, self.kind, self.u, weight=1.0, last=self.last.v) for part in (before, after))
        spread = [f.s2 / (f.sxx + f.s2 / TAU[self.kind] ** 2) for f in (one, two)]
        said.p = float(stats.t.cdf(sign * (one.b - two.b) / math.sqrt(sum(spread)), min(one.nu, two.nu)))
        said.cls = "已达标" if said.p >= 0.9 else "预计可达标" if said.p >= 0.4 else "预计达标困难"
        if said.cls == "预计可达标" and said.p < 0.7:
            said.flags.add("临界")
        if sign * two.b0 <= 0:
            said.flags.add("趋势已停止")
            said.p = float(stats.t.cdf(-sign * two.b / math.sqrt(spread[1]), two.nu))
            said.cls = "已达标"
            said.flags.discard("临界")
        if 3 <= self.n <= 4:
            said.flags.add("点数少")
        self._scatter()
        self._suspect()

    def _final(self) -> None:
        said = self.said
        self._data_flags()
        met = self._met()
        said.cls, said.p = ("已达标", 1.0) if met else ("未达标", 0.0)
        if self._is_best():
            said.flags.add("保持最优")
        if self.counts or self.shares:
            if met and not self.agrees:
                said.flags.add("单年达标")
            if not met and (self.agrees or self._few_wrong()):
                said.flags.add("单年未达标")

    def _few_wrong(self) -> bool:
        last, aim = self.last, self.aim
        assert last is not None
        assert aim is not None
        if self.counts:
            return (last.num or 0) <= 2
        num = last.num if last.num is not None else round(last.v * (last.den or 0) / 100)
        return (num if aim.edge[1] < INF else (last.den or 0) - num) <= 2

    def _open(self) -> None:
        said, aim = self.said, self.aim
        assert aim is not None
        assert self.last is not None
        self._data_flags()
        trend, h = fit(self.seen, self.kind, self.u), self.deadline - self.last.year
        p = None
        if self.counts:
            p = min(max(self.p_year, 0.1 if self.n <= 4 else 0.02), 0.9 if self.n <= 4 else 0.98)
            said.forecast = self.small_forecast
        elif self.n >= 3:
            p = chance(trend, h, aim, self.n)
            mu, se = trend.ahead(h)
            q = float(stats.t.ppf(0.9, trend.nu))
            said.forecast = tuple(inverse(z, self.kind) for z in (mu, mu - q * se, mu + q * se))  # type: ignore[assignment]
        said.p = p
        best = self._is_best()
        one_off = self._off_bound_by_one()
        met = self._met() and (not self.counts or self.agrees or best)
        survey = self.freq >= 5 and self.n < 3
        if survey:
            said.flags.add("按次统计")
        if best:
            said.flags.add("保持最优")
        if self.counts and self._met() and not self.agrees:
            said.flags.add("单年达标")
        if met and not (survey and self.numberless and not best):
            said.cls = "已达标"
            watched = p is not None and self.n >= 3 and not best
            if watched and p is not None and p < 0.6:
                said.flags.add("反弹风险")
            if watched and p is not None and p < 0.4:
                said.flags.add("下滑预警")
            elif not self.numberless:
                said.flags.add("提前达标")
        elif p is None:
            if not survey:
                said.flags.add("数据不足")
                if self._prior_says_no(h):
                    said.flags.add("差距偏大")
        else:
            spared = (p < 0.4 and self.shares and self.agrees) or one_off
            said.cls = "预计可达标" if p >= 0.4 or spared else "预计达标困难"
            if said.cls == "预计可达标" and (p < 0.7 or spared):
                said.flags.add("临界")
        if self.counts and (said.p_risk or 0) < 0.4 and said.cls != "预计达标困难" and not best:
            said.flags.add("风险偏高")

    def _prior_says_no(self, h: int) -> bool:
        assert self.aim is not None
        trend = fit(self.seen, self.kind, self.u)
        mu, se = trend.ahead(h)
        low, high = (None if abs(e) == INF else forward(e, self.kind) for e in self.aim.edge)
        p = stats.t.cdf((mu - low) / se, trend.nu) if low is not None else 1.0
        if high is not None:
            p -= stats.t.sf((high - mu) / se, trend.nu)
        return bool(p < 0.1)

    def _is_best(self) -> bool:
        assert self.aim is not None
        assert self.last is not None
        bound = self._bound(self.aim.good)
        kinds = self.is_trend or self.t["type"] == "keep"
        at = lambda v: v is not None and bound is not None and abs(v - bound) < 1e-9  # noqa: E731
        return kinds and at(self.base) and at(self.last.v)

    def _off_bound_by_one(self) -> bool:
        aim, last = self.aim, self.last
        assert aim is not None
        assert last is not None
        bound = self._bound(aim.good)
        if bound is None or aim.met(last.v):
            return False
        based = (self.is_trend or self.t["type"] == "keep") and self.base is not None and abs(self.base - bound) < 1e-9
        asked = aim.printed[0] if aim.printed[0] is not None else aim.printed[1]
        since = [p.v for p in self.points[:-1] if p.year >= (self.t.get("base_year") or 0)]
        returned = asked is not None and abs(asked - bound) < 1e-9 and any(abs(v - bound) < 1e-9 for v in since)
        away = abs(last.v - bound)
        near = away <= 1 + 1e-9 if self.kind == "count" else away <= 0.1 + 1e-9
        if last.num is not None and last.den:
            near = near or (last.num if bound == 0 else last.den - last.num) <= 1
        return (based or returned) and near

    # --- flags ---------------------------------------------------------------------------------------------------

    def _always(self) -> None:
        """Flags that cleaning gives."""
        said, last = self.said, self.last
        assert last is not None
        age = self.limit - last.year
        if self.freq == 1 and last.year - self.seen[0].year + 1 > self.n:
            said.flags.add("缺年")
        if self.broken:
            said.flags.add("口径变化")
        if age == 2 and self.freq == 1:
            said.flags.add("数据陈旧")
        if age >= max(3, self.freq + 1):
            said.flags.add("数据陈旧")
        if self.stood_in and not said.flags & {"方向待定", "基期缺失"} and said.word != "无方向":
            said.flags.add("替代基期")

    def _data_flags(self) -> None:
        said, aim, last = self.said, self.aim, self.last
        assert aim is not None
        assert last is not None
        met = aim.met(last.v)
        said.gap = self._gap(last.v)
        if 3 <= self.n <= 4:
            said.flags.add("点数少")
        nearly = False
        if not met:
            asked = last.v + said.gap
            unit = 10.0 ** -printed_decimals([asked])
            nearly = abs(said.gap) < unit / 2 - 1e-9 and abs(said.gap) <= 0.02 * abs(asked) + 1e-9
        if nearly:
            said.flags.add("基本达标")
        if self.counts or self.shares:
            said.flags.add("小样本")
        odd = self._scatter()
        since = [p for p in self.points if p.year >= (self.t.get("base_year") or -9999)]
        before = any(aim.met(p.v) for p in since[:-1] if p.year != odd)
        if before and not met and not nearly and not self.shares:
            if not self.counts or (said.p_risk or 0) < 0.4:
                said.flags.add("反弹")
            elif last.year != self.deadline:
                said.flags.add("小样本波动")
        bad = [self._bad(p.v) for p in self.seen[-3:]]
        if len(bad) == 3 and not self.shares and min(bad[2] - bad[1], bad[1] - bad[0]) > self.u + 1e-9:
            said.flags.add("连续两年变差")
        if self.t.get("every_year") and self.is_trend:
            rows = [p.v for p in self.points if p.year >= (self.base_year or 0)]
            if any((b - a) * self.good < self.u / 2 - 1e-9 for a, b in pairwise(rows)):
                said.flags.add("未逐年改善")
        self._suspect()

    def _suspect(self) -> None:
        said, last = self.said, self.last
        assert last is not None
        if not self.counts and self.n >= 4:
            earlier = self.seen[:-1]
            trend = fit(earlier, self.kind, self.u)
            mu, se = trend.ahead(last.year - earlier[-1].year)
            if abs(last.z - mu) > 3 * se:
                said.flags.add("异常待核")

    def _gap(self, v: float) -> float:
        assert self.aim is not None
        low, high = self.aim.printed
        if self.aim.met(v):
            return 0.0
        if low is None or (high is not None and v > high):
            return (high or 0.0) - v
        return low - v

    def _bad(self, v: float) -> float:
        assert self.aim is not None
        if self.aim.good:
            return -self.aim.good * v
        return max(self.aim.meet[0] - v, v - self.aim.meet[1], 0.0)

    def _scatter(self) -> int | None:
        """波动较大, 单点异常, 小样本波动; returns the odd year."""
        said, last6 = self.said, self.seen[-6:]
        if self.counts:
            self._chance_of_counts([p for p in self.seen if p.year > self.seen[-1].year - 6])
            return None
        if len(last6) < 4:
            return None
        first, worst = _line(last6)
        after, odd = first, None
        if len(last6) >= 5:
            # Two points equally far off: the one whose loss leaves the straighter line.
            left = [(_line([p for p in last6 if p is not out])[0], -out.year) for out in worst]
            after, odd = min(left)[0], -min((round(rest, 12), year) for rest, year in left)[1]
        mean = sum(p.v for p in last6) / len(last6)
        natural = 1 / slope_of(mean, "pct") if self.kind == "pct" else 1.0
        limit = {"rate": 0.1, "count": 0.1, "years": 0.3, "ratio": 2.0}.get(self.kind, 0.0)
        noise = 0.0
        if self.kind == "pct":
            limit = min(max(0.25 * min(mean, 100 - mean), 0.5), 2.0)
            dens = [p.den for p in last6 if p.den]
            noise = mean * (100 - mean) / (sum(dens) / len(dens)) if dens else 0.0
        if self.kind == "rate":
            nums = [p.num for p in last6 if p.num is not None]
            noise = len(nums) / sum(nums) if nums and sum(nums) else 0.0
        a, b = after * natural**2, first * natural**2
        if a - noise > limit**2:
            said.flags.add("小样本波动" if self.shares else "波动较大")
        elif a > limit**2:
            said.flags.add("小样本波动")
        elif b - noise > limit**2:
            said.flags.add("单点异常")
            return odd
        return None

    def _chance_of_counts(self, last6: list[Point]) -> None:
        rows = [(p.num, p.den) for p in last6 if p.num is not None and p.den]
        rate = sum(d for d, _ in rows) / sum(b for _, b in rows)
        square = sum((d - b * rate) ** 2 / (b * rate) for d, b in rows) if rate else 0.0
        if len(rows) > 1 and square > stats.chi2.ppf(0.95, len(rows) - 1):
            self.said.flags.add("波动较大")
        elif any(a.v > 0 and abs(b.v - a.v) > 0.5 * a.v for a, b in pairwise(last6)):
            self.said.flags.add("小样本波动")

    def _direction_word(self) -> None:
        said, last = self.said, self.last
        assert last is not None
        if self.freq >= 5 and self.n == 2 and not self.numberless and self.aim is not None and self.aim.good:
            change = (last.v - self.seen[0].v) * self.aim.good
            said.word = "持平" if abs(change) < self.u / 2 - 1e-9 else "方向符合" if change > 0 else "方向不符"
        if not self.numberless or self.base is None or last.year <= (self.base_year or 0):
            return
        change = (last.v - self.base) * self.good
        if self.is_trend:
            said.word = "持平" if abs(change) < self.u / 2 - 1e-9 else "方向符合" if change > 0 else "方向不符"
            return
        assert self.aim is not None
        inside = self.aim.met(last.v)
        said.word = "保持良好" if inside else "低于基期" if last.v < self.base else "高于基期"

    def _out(self) -> dict[str, Any]:
        said = self.said
        low, high = self.aim.printed if self.aim is not None else (None, None)
        forecast, lo, hi = said.forecast or (None, None, None)
        return {
            "cls": said.cls,
            "n": self.n,
            "latest": self.last.v if self.last else None,
            "target": [low, high] if None not in (low, high) and low != high else low if low is not None else high,
            "forecast": forecast,
            "lo": lo,
            "hi": hi,
            "p": said.p,
            "p_risk": said.p_risk,
            "pooled": list(said.pooled) if said.pooled else None,
            "flags": sorted(said.flags),
            "direction_word": said.word,
        }


def _line(points: list[Point]) -> tuple[float, list[Point]]:
    """Residual variance of the unweighted line in z, and the points farthest from it."""
    n = len(points)
    x_, z_ = sum(p.year for p in points) / n, sum(p.z for p in points) / n
    sxx = sum((p.year - x_) ** 2 for p in points)
    slope = sum((p.year - x_) * (p.z - z_) for p in points) / sxx
    off = [p.z - z_ - slope * (p.year - x_) for p in points]
    most = max(abs(e) for e in off)
    worst = [place for place, e in enumerate(off) if abs(e) >= most * (1 - 1e-9)]
    return sum(e * e for e in off) / max(n - 2, 1), [points[place] for place in worst]
