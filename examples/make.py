"""Write the generated files of the example county (示例数据) from examples/source: `python -m examples.make`.

Every run writes the same bytes. place.toml, units.csv, regions.csv, people.csv, settings.toml and verdicts.csv are
kept by hand in examples/yunxi and are only read here.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from examples.building import document, forms, values
from examples.building.goals import DomainLines, read_domains
from examples.building.rules import judging_row, plan_target
from examples.building.tables import read_table, table_text

from fuertong.catalogue.indicators import COLUMNS as INDICATOR_COLUMNS
from fuertong.catalogue.indicators import read_indicators
from fuertong.model.indicator import Indicator
from fuertong.place_folder.targets import COLUMNS as TARGET_COLUMNS
from fuertong.place_folder.targets import DESCRIBING
from fuertong.place_folder.units import read_units, unit_named

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "source"
PLACE = HERE / "yunxi"
OWN_SURVEYS = {"women_health_literacy", "women_exercise", "women_depression", "employed_female"}
"""What the county surveys itself every year, though a county usually does not."""
CATALOGUE = HERE.parent / "src" / "fuertong" / "catalogue" / "data" / "indicators.csv"
REGION, DATA_YEAR = "999601", 2025
AUDIENCES = {"women": "妇女", "children": "儿童"}
OBSERVATION_COLUMNS = [
    "region",
    "indicator",
    "breakdown",
    "year",
    "value",
    "numerator",
    "denominator",
    "break",
    "splice",
    "status",
    "source",
]
FORM_COLUMNS = ["unit", "state", "filler", "phone", "signer", "submitted_on", "accepted_on", "entered_offline"]
CELL_COLUMNS = [
    "unit",
    "indicator",
    "breakdown",
    "raw",
    "numerator",
    "denominator",
    "absence",
    "note",
    "returned_reason",
]
ROUND = """# 示例数据：2026年监测轮次（采集2025年数据）。
[round]
work_year = 2026
data_year = 2025
opened_on = 2026-03-02
closes_on = 2026-04-30
"""


def build() -> dict[str, bytes]:
    """The generated files by their path under examples/yunxi."""
    domains = {audience: read_domains(SOURCE / f"{audience}.txt") for audience in AUDIENCES}
    series = read_table(SOURCE / "series.csv")
    indicators = _indicators(domains, series)
    units = read_units(PLACE / "units.csv")
    targets = [row for audience in AUDIENCES for row in _targets(audience, domains[audience], indicators)]
    for row in targets:
        row["lead"] = unit_named(units, row["lead"]).code
    observed = list(
        values.observations(
            series,
            region=REGION,
            indicators=indicators,
            units={unit.code: unit.name for unit in units},
            denominators=values.denominator_table(read_table(SOURCE / "denominators.csv")),
        )
    )
    all_cells = forms.cells(observed, read_table(SOURCE / "pending.csv"), indicators, DATA_YEAR)
    sheet = forms.returned_sheet("999601-mzj", all_cells, observed, indicators, DATA_YEAR)
    paragraphs = [document.plan_paragraphs(SOURCE / f"frame_{name}.txt", domains[name]) for name in AUDIENCES]
    annexes = [_annex(name, targets, observed) for name in AUDIENCES]
    texts = {
        "plan.txt": document.as_text(paragraphs),
        "plan.json": _plan_json(domains, indicators, paragraphs),
        "indicators.csv": table_text(INDICATOR_COLUMNS, map(_indicator_row, indicators.values())),
        "targets.csv": table_text((*TARGET_COLUMNS, *DESCRIBING), targets),
        "observations.csv": table_text(OBSERVATION_COLUMNS, observed),
        "round.toml": ROUND,
        "forms.csv": table_text(forms.FORM_COLUMNS, forms.forms(all_cells, read_table(SOURCE / "forms.csv"))),
        "cells.csv": table_text(forms.CELL_COLUMNS, all_cells),
        "returned/999601-mzj-2026.csv": table_text(forms.RETURNED_COLUMNS, sheet),
    }
    return {name: text.encode() for name, text in texts.items()} | {"plan.docx": document.as_word(paragraphs, annexes)}


def _indicators(domains: Mapping[str, list[DomainLines]], series: list[dict[str, str]]) -> dict[str, Indicator]:
    """The catalogue's indicators that the plans or the series name, with the county's units as sources."""
    used = {row["indicator"] for row in series}
    used |= {
        line.indicator for rows in domains.values() for domain in rows for goal in domain.goals for line in goal.targets
    }
    departments = {row["department"]: row["unit"] for row in read_table(SOURCE / "departments.csv")}
    found: dict[str, Indicator] = {}
    for indicator in read_indicators(CATALOGUE):
        if indicator.code in used:
            unit = departments.get(indicator.code) or departments[indicator.source_unit]
            own = {"levels": ("province", "city", "county"), "freq": 1} if indicator.code in OWN_SURVEYS else {}
            found[indicator.code] = replace(indicator, source_unit=unit, **own)
    missing = used - set(found) - {"milestone"}
    if missing:
        raise SystemExit(f"not in the catalogue: {sorted(missing)}")
    return found


def _indicator_row(indicator: Indicator) -> dict[str, Any]:
    row = {name: getattr(indicator, name) for name in INDICATOR_COLUMNS}
    return {name: "|".join(value) if isinstance(value, tuple) else value for name, value in row.items()}


def _targets(audience: str, domains: list[DomainLines], indicators: Mapping[str, Indicator]) -> list[dict[str, Any]]:
    rows = []
    for d, domain in enumerate(domains, start=1):
        for g, goal in enumerate(domain.goals, start=1):
            for t, line in enumerate(goal.targets, start=1):
                row = judging_row(line, indicators)
                if row is not None:
                    code = f"{REGION}-{audience}-2021-2030/d{d}/g{g}/t{t}"
                    rows.append(row | {"id": code, "region": REGION, "lead": goal.lead[0]})
    return rows


def _annex(audience: str, targets: list[dict[str, Any]], observed: list[dict[str, Any]]) -> list[list[str]]:
    """The table 主要指标: targets with a number to reach, base value and lead unit."""
    base = {row["indicator"]: row["value"] for row in observed if row["year"] == 2020 and not row["breakdown"]}
    rows = [["序号", "指标", "单位", "2020年基期值", "2030年目标值", "属性"]]
    levels = [
        row
        for row in targets
        if f"-{audience}-" in row["id"] and row["type"] == "level" and row["deadline"] == 2030 and not row["breakdown"]
    ]
    signs = {">=": "≥", "<=": "≤", "~": "", "=": "", ">": ">", "<": "<", "range": ""}
    for number, row in enumerate(levels, start=1):
        value = f"{signs[row['cmp']]}{row['value']:g}" + ("左右" if row["cmp"] == "~" else "")
        if row["cmp"] == "range":
            value = f"{row['value']:g}—{row['value2']:g}"
        kind = "约束性" if row["kind"] == "rate" else "预期性"
        rows.append([str(number), row["name"], row["unit"], str(base.get(row["indicator"], "—")), value, kind])
    return rows


def _plan_json(
    domains: Mapping[str, list[DomainLines]],
    indicators: Mapping[str, Indicator],
    paragraphs: list[list[document.Paragraph]],
) -> str:
    lines = document.as_text(paragraphs).splitlines()
    plans = []
    for audience, label in AUDIENCES.items():
        plans.append(
            {
                "audience": audience,
                "title": f"云栖县{label}发展规划（2021—2030年）",
                "region": "云栖县",
                "period": [2021, 2030],
                "domains": [
                    _domain(number, domain, indicators, lines) for number, domain in enumerate(domains[audience], 1)
                ],
            }
        )
    return json.dumps({"plans": plans}, ensure_ascii=False, indent=1) + "\n"


def _domain(number: int, domain: DomainLines, indicators: Mapping[str, Indicator], lines: list[str]) -> dict[str, Any]:
    heading = f"（{document.numeral(number)}）{domain.title}"
    goals = []
    for no, goal in enumerate(domain.goals, start=1):
        targets = [plan_target(line, goal, judging_row(line, indicators)) for line in goal.targets]
        goals.append(
            {
                "no": no,
                "line": lines.index(f"（{no}）{document.goal_text(goal)}") + 1,
                "text": goal.text,
                "lead": goal.lead,
                "support": goal.support,
                "collective": goal.collective,
                "targets": targets,
            }
        )
    strategies = [
        {"no": no, "line": lines.index(f"{no}.{title}。{text}") + 1, "title": title, "text": text}
        for no, (title, text) in enumerate(domain.strategies, start=1)
    ]
    return {
        "no": number,
        "title": domain.title,
        "line": lines.index(heading) + 1,
        "goals": goals,
        "strategies": strategies,
    }


def main() -> None:
    """Write every generated file."""
    for name, content in build().items():
        path = PLACE / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
