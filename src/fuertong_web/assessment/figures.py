"""Figures of 评估预警 as figures.js draws them: what is drawn, and the same figures as a table to read and to save."""

import math
from collections.abc import Sequence
from typing import Any

from fuertong_web.assessment.comparing import Comparison
from fuertong_web.ui.numbers import shown

Figure = dict[str, Any]
ZONES = {"inside": "与总体没有显著差别", "warning": "超出95%控制限", "alarm": "超出99.8%控制限"}


def bars(
    title: str,
    *,
    by: str,
    names: Sequence[str],
    series: Sequence[dict[str, Any]],
    unit: str,
    decimals: int = 0,
    **how: Any,
) -> Figure:
    """Bars of one or more series (`name`, `values`, and `words` said beside each value); `how`: stacked, max."""
    heads = [by]
    for one in series:
        heads += [f"{one['name']}（{unit}）", *(["项数"] if one.get("words") else [])]
    rows = []
    for place, name in enumerate(names):
        row = [name]
        for one in series:
            row += [shown(one["values"][place], decimals), *([one["words"][place]] if one.get("words") else [])]
        rows.append(row)
    return {
        "shape": "bars",
        "title": title,
        "unit": unit,
        "decimals": decimals,
        "names": list(names),
        "series": list(series),
        "table": {"heads": heads, "rows": rows},
        **how,
    }


def dots(found: Comparison, regions: Sequence[dict[str, Any]]) -> Figure:
    """Places with their intervals in the order of the table, each with the group that chance keeps together."""
    unit, decimals = found.indicator.unit, found.indicator.decimals
    ends = [end for row in regions for end in (row["value"], row["lo"], row["hi"]) if end is not None]
    room = (max(ends) - min(ends)) / 10 or 1
    cells = ("value", "lo", "hi")
    return {
        "shape": "dots",
        "title": f"{found.indicator.name}各地区（{found.year}年）",
        "unit": unit,
        "decimals": decimals,
        "names": [f"{row['group']}组 {row['name']}" if row["group"] is not None else row["name"] for row in regions],
        "rows": [{name: row[name] for name in ("name", *cells)} for row in regions],
        "min": math.floor(min(ends) - room),
        "max": math.ceil(max(ends) + room),
        "table": {
            "heads": ["地区", f"数值（{unit}）", "95%下限", "95%上限", "组"],
            "rows": [
                [row["name"], *(shown(row[name], decimals) for name in cells), shown(row["group"])] for row in regions
            ],
        },
    }


def funnel(found: Comparison) -> Figure | None:
    """Places over the size of their denominator, limits as lines; None where the parts are not known."""
    one = found.funnel
    if one is None:
        return None
    unit, decimals = found.indicator.unit, found.indicator.decimals
    size = found.indicator.denominator or "分母"
    points = one.points.to_dicts()
    edges = ("lo95", "hi95", "lo998", "hi998")
    judged = ["与总体"] + (["放宽控制限后"] if one.overdispersed else [])
    zones = ("zone", "zone_adjusted") if one.overdispersed else ("zone",)
    return {
        "shape": "funnel",
        "title": f"{found.indicator.name}漏斗图（{found.year}年）",
        "unit": unit,
        "decimals": decimals,
        "size": size,
        "centre": one.centre,
        "curve": one.curve.to_dicts(),
        "points": [
            {"name": found.names.get(row["region"], row["region"]), "x": row["denominator"], "y": row["value"]}
            | {"zone": row["zone"], "words": ZONES[row["zone"]]}
            for row in points
        ],
        "notes": one.notes,
        "table": {
            "heads": [
                "地区",
                size,
                f"数值（{unit}）",
                "总体水平",
                "95%下限",
                "95%上限",
                "99.8%下限",
                "99.8%上限",
                *judged,
            ],
            "rows": [
                [
                    found.names.get(row["region"], row["region"]),
                    shown(row["denominator"], 0),
                    shown(row["value"], decimals),
                    shown(one.centre, decimals),
                    *(shown(row[name], decimals) for name in edges),
                    *(ZONES[row[name]] for name in zones),
                ]
                for row in points
            ],
        },
    }
