"""The trend chart's contract (趋势图): one mapping from the server, drawn by chart.js and printed as a table.

`chart` = {
  "title", "unit", "decimals",
  "series": [{"name", "points": [{"year", "value" | None, "source", "status"}]}],   first = the place itself
  "target": {"label", "value", "year"} | None, "milestones": [{"label", "value", "year"}],
  "forecast": [{"year", "value", "low", "high"}],                 80 % band; years up to the last value are left out
  "breaks": [{"year", "label"}], "csv_url": "",
}
Only title, unit and series are required.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .numbers import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One year of the table under the chart."""

    year: int
    cells: Sequence[str]
    source: str
    status: str
    remark: str


def chart_rows(chart: Mapping[str, Any]) -> list[Row]:
    """The years of all series, forecast, target and breaks as table rows, oldest first."""
    decimals = chart.get("decimals")
    series = [{point["year"]: point for point in one["points"]} for one in chart["series"]]
    remarks = _remarks(chart)
    years = sorted({year for one in series for year in one} | set(remarks))
    rows = []
    for year in years:
        first = series[0].get(year, {}) if series else {}
        rows.append(
            Row(
                year=year,
                cells=[shown(one.get(year, {}).get("value"), decimals) for one in series],
                source=first.get("source", ""),
                status=first.get("status", ""),
                remark="；".join(remarks.get(year, [])),
            )
        )
    return rows


def _remarks(chart: Mapping[str, Any]) -> dict[int, list[str]]:
    decimals, unit = chart.get("decimals"), chart.get("unit", "")
    found: dict[int, list[str]] = {}
    known = [point["year"] for one in chart["series"][:1] for point in one["points"] if point["value"] is not None]
    for item in chart.get("forecast") or ():
        if known and item["year"] <= max(known):
            continue  # only where the line begins, not a forecast
        low, value, high = (shown(item[key], decimals) for key in ("low", "value", "high"))
        found.setdefault(item["year"], []).append(f"趋势推算{value}{unit}（{low}—{high}）")
    goals = [chart["target"]] if chart.get("target") else []
    for item in [*(chart.get("milestones") or ()), *goals]:
        found.setdefault(item["year"], []).append(f"{item['label']} {shown(item['value'], decimals)}{unit}")
    for item in chart.get("breaks") or ():
        found.setdefault(item["year"], []).append(item["label"])
    return found
