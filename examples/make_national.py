"""Write examples/national from a folder of published figures: `python -m examples.make_national FACTS_FOLDER`.

The folder holds values.csv (figures with their source), derived_2023.csv (figures computed from later reports, kept
as 推算) and national_targets.csv (headline targets, a demonstration to be checked against the documents). Figures are
carried over as published; a figure whose indicator is not in the catalogue, or whose group has no breakdown code, is
left out and counted in left_out.csv. place.toml is kept by hand.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from examples.building.goals import TargetLine
from examples.building.rules import judging_row
from examples.building.tables import read_table, table_text

from fuertong.catalogue.indicators import COLUMNS as INDICATOR_COLUMNS
from fuertong.catalogue.indicators import read_indicators
from fuertong.model.indicator import Indicator, Kind
from fuertong.place_folder.targets import COLUMNS as TARGET_COLUMNS
from fuertong.place_folder.targets import DESCRIBING

HERE = Path(__file__).resolve().parent
CATALOGUE = HERE.parent / "src" / "fuertong" / "catalogue" / "data" / "indicators.csv"
NATION, PLACE = "000000", "全国"
AUDIENCES = {"women": "妇女", "children": "儿童"}
# A woman's own indicator needs no sex breakdown: 女性平均预期寿命 of 女 is the total.
ABOUT_WOMEN = {"female_life_expectancy"}
TARGET_SOURCE = "目标值"
OBSERVATION_COLUMNS = ("region", "indicator", "breakdown", "year", "value", "status", "source")


def build(facts: Path) -> dict[str, str]:
    """The files of examples/national by name."""
    catalogue = {indicator.code: indicator for indicator in read_indicators(CATALOGUE)}
    left_out: Counter[tuple[str, str]] = Counter()
    observed = _observations(facts, _by_name(catalogue), left_out)
    goals = read_table(HERE / "source" / "national_goals.csv")
    targets = list(_targets(goals, read_table(facts / "national_targets.csv"), catalogue))
    used = {row["indicator"] for row in [*observed, *targets]}
    return {
        "plan.json": _plan_json(goals, targets),
        "indicators.csv": table_text(
            INDICATOR_COLUMNS, (_indicator_row(row) for row in catalogue.values() if row.code in used)
        ),
        "targets.csv": table_text((*TARGET_COLUMNS, *DESCRIBING), targets),
        "observations.csv": table_text(OBSERVATION_COLUMNS, observed),
        "left_out.csv": table_text(
            ("reason", "indicator", "rows"),
            ({"reason": key[0], "indicator": key[1], "rows": count} for key, count in sorted(left_out.items())),
        ),
    }


def _by_name(catalogue: Mapping[str, Indicator]) -> dict[str, Indicator]:
    return {name: indicator for indicator in catalogue.values() for name in (indicator.name, *indicator.aliases)}


def _observations(
    facts: Path, by_name: Mapping[str, Indicator], left_out: Counter[tuple[str, str]]
) -> list[dict[str, Any]]:
    """One row an indicator, breakdown and year: the first published figure, then the derived ones where none is."""
    groups = {row["group"]: row["breakdown"] for row in read_table(HERE / "source" / "national_groups.csv")}
    found: dict[tuple[str, str, int], dict[str, Any]] = {}
    published = [(row, "final", row["source"]) for row in read_table(facts / "values.csv")]
    derived = [(row, "derived", f"推算：{row['derivation']}") for row in read_table(facts / "derived_2023.csv")]
    for row, status, source in published + derived:
        if row["place"] != PLACE:
            continue
        indicator = by_name.get(row["indicator"])
        reason = _reason(row, indicator, groups, source)
        if reason or indicator is None:
            left_out[(reason, row["indicator"])] += 1
            continue
        breakdown = "" if indicator.code in ABOUT_WOMEN else groups[row["group"]]
        key = (indicator.code, breakdown, int(row["year"]))
        found.setdefault(
            key,
            {
                "region": NATION,
                "indicator": indicator.code,
                "breakdown": breakdown,
                "year": int(row["year"]),
                "value": row["value"],
                "status": status,
                "source": source,
            },
        )
    return [found[key] for key in sorted(found)]


def _reason(row: Mapping[str, str], indicator: Indicator | None, groups: Mapping[str, str], source: str) -> str:
    """Why a figure is left out, "" when it is taken."""
    if TARGET_SOURCE in source:
        return "是目标值，不是实际值"
    if indicator is None:
        return "目录中没有该指标"
    if indicator.unit != row["unit"]:
        return "计量单位与目录不同"
    if row["group"] not in groups:
        return "分组没有对应的代码"
    return ""


def _targets(
    goals: list[dict[str, str]], published: list[dict[str, str]], catalogue: Mapping[str, Indicator]
) -> Iterator[dict[str, Any]]:
    by_name = _by_name(catalogue)
    bounds = {(row["plan"], by_name[row["indicator"]].code): row for row in published}
    for goal, (domain, number) in zip(goals, _numbers(goals), strict=True):
        bound = bounds[(goal["audience"], goal["indicator"])]
        keys = {"base": bound["base_year"], "deadline": bound["deadline"]}
        row = judging_row(TargetLine(goal["indicator"], "", [bound["cmp"] + bound["value"]], keys), catalogue)
        if row is not None:
            code = f"{NATION}-{goal['audience']}-2021-2030/d{domain}/g{number}/t1"
            yield row | {"id": code, "region": NATION}


def _numbers(goals: list[dict[str, str]]) -> Iterator[tuple[int, int]]:
    """Domain and goal number of each goal, counted within its audience and domain."""
    domains: dict[str, list[str]] = {audience: [] for audience in AUDIENCES}
    counts: Counter[tuple[str, str]] = Counter()
    for goal in goals:
        seen = domains[goal["audience"]]
        if goal["domain"] not in seen:
            seen.append(goal["domain"])
        counts[(goal["audience"], goal["domain"])] += 1
        yield seen.index(goal["domain"]) + 1, counts[(goal["audience"], goal["domain"])]


def _plan_json(goals: list[dict[str, str]], targets: list[dict[str, Any]]) -> str:
    plans = []
    for audience, label in AUDIENCES.items():
        domains: dict[int, dict[str, Any]] = {}
        for goal, (domain, number), target in zip(goals, _numbers(goals), targets, strict=True):
            if goal["audience"] == audience:
                entry = domains.setdefault(domain, {"no": domain, "title": goal["domain"], "goals": []})
                entry["goals"].append({"no": number, "line": 0, "text": goal["text"], "targets": [_target(target)]})
        title = f"全国{label}发展主要目标示例（2021—2030年）"
        plans.append(
            {
                "audience": audience,
                "title": title,
                "region": PLACE,
                "period": [2021, 2030],
                "domains": list(domains.values()),
            }
        )
    return json.dumps({"plans": plans}, ensure_ascii=False, indent=1) + "\n"


def _target(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "indicator": row["name"],
        "kind": "level",
        "comparator": row["cmp"],
        "value": row["value"],
        "unit": row["unit"],
        "base_year": row["base_year"],
        "deadline": row["deadline"],
    }


def _indicator_row(indicator: Indicator) -> dict[str, Any]:
    row = {name: getattr(indicator, name) for name in INDICATOR_COLUMNS}
    # National figures carry no counts to hide: every one has been published.
    if indicator.kind is not Kind.COUNT:
        row["sensitivity"] = "open"
    return {name: "|".join(value) if isinstance(value, tuple) else value for name, value in row.items()}


def main() -> None:
    """Write every file of examples/national."""
    if len(sys.argv) != 2:
        raise SystemExit("用法：python -m examples.make_national 事实数据文件夹")
    folder = HERE / "national"
    folder.mkdir(exist_ok=True)
    for name, text in build(Path(sys.argv[1])).items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
