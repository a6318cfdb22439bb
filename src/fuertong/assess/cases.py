"""Judging one case (单例研判): a frame of one through the same kernel, in the shape of the method's case files (13)."""

from typing import Any

import polars as pl

from fuertong.assess.frames import assess
from fuertong.assess.goals import goal_class
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.assess.suggest import suggest
from fuertong.errors import FuertongError
from fuertong.model.verdict import Signal

_HERE, _OWN, _OTHER = "here", "own", "other"
_POINT = {"num": "numerator", "den": "denominator", "break": "break", "splice": "splice"}
_KEYS = ("forecast", "lo", "hi", "p", "p_risk", "direction_word", "gap", "latest")


def assess_case(case: dict[str, Any], *, parameters: Parameters = DEFAULTS) -> dict[str, Any]:
    """Judge one case; the answer has the keys that section 13 names, null where nothing is given."""
    try:
        kind = case["target"].get("type", "level")
        if kind == "goal":
            answer = goal_class(case["targets"], over=int(case["today"]) >= int(case["target"]["deadline"]))
            return {"cls": answer.cls, "n": answer.n, "judged": answer.judged, "met": answer.met, "flags": []}
        if kind == "suggest":
            return _suggest(case, parameters)
        return _units(case, parameters) if kind == "all_units" else _single(case, parameters)
    except KeyError as error:
        raise FuertongError(f"案例{case.get('id', '')}写法有误：{error!r}。请对照方法说明第13节修改。") from error


def case_tables(case: dict[str, Any], *, region: str = _HERE) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The observations and the target of a case about one series, as tables of D9."""
    observations = _points(region, _OWN, case.get("points", []))
    if "other" in case:
        observations += _points(region, _OTHER, case["other"])
    return _observations(observations), _targets([_target(case, case["target"]) | {"region": region}])


def _single(case: dict[str, Any], parameters: Parameters) -> dict[str, Any]:
    observations, targets = case_tables(case)
    frame = assess(observations, targets, as_of=int(case["today"]), parameters=parameters)
    return _answer(frame.collect().row(0, named=True))


def _units(case: dict[str, Any], parameters: Parameters) -> dict[str, Any]:
    each = {"deadline": case["target"].get("deadline")} | case["target"]["each"]
    names = [str(unit["name"]) for unit in case["units"]]
    observations = [row for unit in case["units"] for row in _points(str(unit["name"]), _OWN, unit["points"])]
    target = _target(case, each) | {"region": _HERE, "each": True}
    regions = pl.DataFrame({"region": names, "parent": [_HERE] * len(names)})
    year = int(case["today"])
    seen = _observations(observations)
    row = (
        assess(seen, _targets([target]), as_of=year, parameters=parameters, regions=regions)
        .collect()
        .row(0, named=True)
    )
    alone = [target | {"region": name, "each": False} for name in names]
    by_unit = assess(seen, _targets(alone), as_of=year, parameters=parameters).collect()
    # From the deadline on a unit about which nothing can be said counts as one whose last value is not out.
    over = year >= int(target["deadline"])
    counted = by_unit["cls"].replace(Signal.UNKNOWN.value, Signal.DUE.value) if over else by_unit["cls"]
    counts = counted.value_counts().sort("cls").rows()
    answer = _answer(row)
    failing = [name for name in names if name in set(row["failing"])]
    return answer | {"units": dict(counts), "failing": failing, "expected_failing": row["expected_failing"]}


def _suggest(case: dict[str, Any], parameters: Parameters) -> dict[str, Any]:
    target = _target(case, case["target"])
    found = suggest(
        _observations(_points(_HERE, _OWN, case.get("points", []))),
        _targets([target | {"type": "level", "value": 0.0, "region": _HERE}]),
        as_of=int(case["today"]),
        parameters=parameters,
    ).row(0, named=True)
    return {key: found[key] for key in ("values", "n", "latest", "flags")}


def _points(region: str, indicator: str, points: list[Any]) -> list[dict[str, Any]]:
    rows = []
    for point in points:
        entry = point if isinstance(point, dict) else {"year": point[0], "value": point[1]}
        row = {"region": region, "indicator": indicator, "year": int(entry["year"]), "value": entry.get("value")}
        rows.append(row | {name: entry.get(key) for key, name in _POINT.items()})
    return rows


def _observations(rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = {
        "region": pl.String,
        "indicator": pl.String,
        "year": pl.Int32,
        "value": pl.Float64,
        "numerator": pl.Float64,
        "denominator": pl.Float64,
        "break": pl.Boolean,
        "splice": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema)


def _target(case: dict[str, Any], target: dict[str, Any]) -> dict[str, Any]:
    row = {key: case.get(key) for key in ("kind", "per", "decimals", "freq")}
    row |= {key: value for key, value in target.items() if key not in ("type", "each")}
    row |= {"id": str(case.get("id", "")), "indicator": _OWN, "type": target.get("type", "level")}
    return row | ({"other": _OTHER} if "other" in case else {})


def _targets(rows: list[dict[str, Any]]) -> pl.DataFrame:
    names = {name: None for row in rows for name in row}
    columns = {name: [row.get(name) for row in rows] for name in names}
    for name in ("value", "value2", "parent_slope"):
        if name in columns:
            columns[name] = [None if value is None else float(value) for value in columns[name]]
    return pl.DataFrame(columns, strict=False)


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    answer = {"cls": row["cls"], "n": row["n"], "flags": row["flags"]}
    answer |= {key: row[key] for key in _KEYS}
    two_edges = row["target_hi"] is not None and row["target"] is not None and row["target_hi"] != row["target"]
    answer["target"] = [row["target"], row["target_hi"]] if two_edges else _first(row["target"], row["target_hi"])
    pooled = row["pooled"]
    answer["pooled"] = None if pooled is None else [pooled, row["pooled_lo"], row["pooled_hi"]]
    return answer


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)
