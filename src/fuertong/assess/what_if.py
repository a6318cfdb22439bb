"""What if (假设推演): other values in coming years, or another target, judged through the same kernel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from fuertong.assess.codes import Cmp, TargetType
from fuertong.assess.frames import Frame, assess, read_observations
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.assess.tables import OBSERVATIONS
from fuertong.errors import FuertongError

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Both result rows (columns of `assess`) and the data year of each; nothing of it is ever stored."""

    before: Row
    after: Row
    as_of: int
    as_of_after: int

    @property
    def changed(self) -> bool:
        """Whether class or flags differ."""
        return (self.before["cls"], self.before["flags"]) != (self.after["cls"], self.after["flags"])


def what_if(
    observations: Frame,
    target: Mapping[str, Any],
    *,
    region: str,
    as_of: int,
    values: Mapping[int, float] | None = None,
    changes: Mapping[str, Any] | None = None,
    parameters: Parameters = DEFAULTS,
) -> WhatIf:
    """Judge a target (a row of D9) as it is, and with `values` of coming years and `changes` of the target's columns.

    With values the data year moves on to the last of them. A year that already has a value is refused: what is accepted
    is not played with. Values of coming years have no numerator or denominator.
    """
    seen = read_observations(observations).collect()
    added = dict(values or {})
    wrong = sorted(year for year in added if year <= as_of)
    if wrong:
        raise FuertongError(f"{'、'.join(map(str, wrong))}年已有数据，不能假设。请填写{as_of}年以后的年份。")
    if target.get("each") or target.get("type") == "all_units":
        raise FuertongError("各地都须达标的目标要在每个地区分别推演。请选择一个地区的目标。")
    if added and target.get("type") == TargetType.COMPARE:
        raise FuertongError("这项目标与另一指标比较，只假设一个指标的值得不出结果。请改为假设目标值。")
    later = max(added, default=as_of)
    base = {**target, "region": region}
    before = _judge(seen, base, as_of, parameters)
    with_values = pl.concat([seen, _rows(seen, base, added)]) if added else seen
    after = _judge(with_values, {**base, **(changes or {})}, later, parameters)
    return WhatIf(before=before, after=after, as_of=as_of, as_of_after=later)


def steady(latest: float, *, per_year: float, from_year: int, until: int, decimals: int) -> dict[int, float]:
    """The values of coming years when the indicator moves by the same amount each year, as printed."""
    return {year: round(latest + per_year * (year - from_year), decimals) for year in range(from_year + 1, until + 1)}


def least_pace(
    observations: Frame,
    target: Mapping[str, Any],
    *,
    region: str,
    as_of: int,
    wanted: str = "预计可达标",
    parameters: Parameters = DEFAULTS,
) -> float | None:
    """The smallest steady yearly step next year that brings the signal to `wanted` or better, None if none does.

    In the indicator's unit with sign, found to the printed digit between standing still and reaching the target at
    once. It answers: how must next year look for the signal to change?
    """
    now = what_if(observations, target, region=region, as_of=as_of, parameters=parameters).before
    gap, latest, decimals = now["gap"], now["latest"], now["decimals"]
    if gap is None or latest is None or gap == 0:
        return None
    unit = 10.0**-decimals
    sign = 1 if gap > 0 else -1

    def good(steps: int) -> bool:
        value = round(latest + sign * steps * unit, decimals)
        found = what_if(
            observations, target, region=region, as_of=as_of, values={as_of + 1: value}, parameters=parameters
        )
        return _RANK[found.after["cls"]] >= _RANK[wanted]

    low, high = 0, max(1, round(abs(gap) / unit) + (target.get("cmp") in (Cmp.GT, Cmp.LT)))
    if good(low):
        return 0.0
    if not good(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if good(middle) else (middle, high)
    return float(round(sign * high * unit, decimals))


_RANK = {"无法判断": -1, "到期待数": -1, "未达标": 0, "预计达标困难": 0, "预计可达标": 1, "已达标": 2}


def _judge(seen: pl.DataFrame, target: Mapping[str, Any], as_of: int, parameters: Parameters) -> Row:
    table = pl.DataFrame([dict(target)], infer_schema_length=None)
    return assess(seen, table, as_of=as_of, parameters=parameters).collect().row(0, named=True)


def _rows(seen: pl.DataFrame, target: Mapping[str, Any], values: Mapping[int, float]) -> pl.DataFrame:
    keys = {name: target.get(name) for name in ("region", "indicator")} | {"breakdown": target.get("breakdown") or ""}
    rows = [keys | {"year": year, "value": float(value)} for year, value in values.items()]
    names = seen.columns
    return pl.DataFrame(
        [{name: row.get(name) for name in names} for row in rows], schema={n: OBSERVATIONS[n] for n in names}
    )
