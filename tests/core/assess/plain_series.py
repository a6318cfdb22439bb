"""What a case brings, as rows of a year each: as they stand, as differences from another series, as running sums."""

from typing import Any


def as_rows(points: list[Any]) -> list[dict[str, Any]]:
    return [p if isinstance(p, dict) else {"year": p[0], "value": p[1]} for p in points]


def differences(own: list[dict[str, Any]], other: list[dict[str, Any]], t: dict[str, Any]) -> list[dict[str, Any]]:
    """A-B (or A/B) in the years that both have; |A-B| where the gap should close."""
    beside = {r["year"]: r["value"] for r in other if r["value"] is not None}
    rows = []
    for r in own:
        if r["value"] is None or r["year"] not in beside or min(r["value"], beside[r["year"]]) < 0:
            continue
        if t.get("mode") == "ratio":
            if beside[r["year"]] > 0:
                rows.append({"year": r["year"], "value": round(r["value"] / beside[r["year"]], 10)})
            continue
        value = r["value"] - beside[r["year"]]
        rows.append({"year": r["year"], "value": round(abs(value) if t.get("shrink") else value, 9)})
    return rows


def running_sums(rows: list[dict[str, Any]], base_year: int | None) -> list[dict[str, Any]]:
    """规划期内累计: what came in after the base year, summed up to each year that has a value."""
    total, summed = 0.0, []
    for r in sorted(rows, key=lambda row: row["year"]):
        if r["value"] is None or r["value"] < 0 or r["year"] <= (base_year or -9999):
            continue
        total += r["value"]
        summed.append({"year": r["year"], "value": total})
    return summed
