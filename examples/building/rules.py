"""A target line as a judging row (targets.csv) and as the target of plan.json."""

import difflib
import re
from collections.abc import Mapping
from typing import Any

from examples.building.goals import COMPARISON, GoalLine, TargetLine

from fuertong.model.indicator import Indicator

_LABELS = {"residence": "城乡", "sex": "性别"}
_PAIRS = {"residence": ("urban", "rural"), "sex": ("M", "F")}


def judging_row(line: TargetLine, indicators: Mapping[str, Indicator]) -> dict[str, Any] | None:
    """The columns of D9 for one target line; None for a milestone."""
    if line.indicator == "milestone":
        return None
    indicator = indicators[line.indicator]
    row: dict[str, Any] = {
        "indicator": line.indicator,
        "breakdown": line.breakdown,
        "kind": indicator.kind.value,
        "per": indicator.per if indicator.kind.value == "rate" else None,
        "decimals": indicator.decimals,
        "freq": indicator.freq,
        "base_year": int(line.keys.get("base", 2020)),
        "deadline": int(line.keys.get("deadline", 2030)),
        "polarity": line.keys.get("polarity") or (indicator.polarity.value if indicator.polarity else None),
        "name": line.keys.get("name", indicator.name),
        "unit": indicator.unit,
        "strength": line.keys.get("strength", "binding"),
    }
    return row | _rule(line)


def _rule(line: TargetLine) -> dict[str, Any]:
    word, *rest = line.rule
    if word in ("up", "down", "up*", "down*"):
        return {"type": "trend", "direction": word.rstrip("*"), "every_year": word.endswith("*")}
    if word == "term":
        return {"type": "term", "direction": rest[0]}
    if word == "slow":
        return {"type": "slow", "direction": "up"}
    if word == "range":
        return {"type": "level", "cmp": "range", "value": float(rest[0]), "value2": float(rest[1])}
    if word == "change":
        return {"type": "change", "direction": rest[0], "value": float(rest[1])}
    if word == "shrink":
        first, second = _PAIRS[rest[0]]
        return {
            "type": "compare",
            "breakdown": f"{rest[0]}={first}",
            "other": line.indicator,
            "other_breakdown": f"{rest[0]}={second}",
            "mode": "diff",
            "shrink": True,
            "polarity": None,
        }
    if word == "cmp":
        other, _, breakdown = rest[0].partition("@")
        return {"type": "compare", "other": other, "other_breakdown": breakdown, "mode": "diff", **_bound(rest[1])}
    if word == "each":
        return {"type": "level", "each": True, **_bound(rest[0])}
    if word.startswith("keep"):
        return {"type": "keep", "direction": "hold", **_bound(word.removeprefix("keep"))}
    return {"type": "level", **_bound(word)}


def _bound(word: str) -> dict[str, Any]:
    found = COMPARISON.fullmatch(word)
    return {"cmp": found[1], "value": float(found[2])} if found else {}


def plan_target(line: TargetLine, goal: GoalLine, row: Mapping[str, Any] | None) -> dict[str, Any]:
    """The target as a careful reader would write it down (schema of `fuertong read`)."""
    if row is None:
        quote = _clause(goal.text, line.keys["name"])
        return {
            "indicator": line.keys["name"],
            "kind": "milestone",
            "value": float(line.keys["value"]),
            "unit": line.keys["unit"],
            "quote": quote[0],
            "span": list(quote[1]),
            "implied": False,
        }
    quote = _clause(goal.text, row["name"])
    kind, extra = _reading(line, row)
    return {
        "indicator": row["name"],
        "group": None,
        "kind": kind,
        "comparator": row.get("cmp") if row.get("cmp") != "range" and row["type"] != "compare" else None,
        "value": row.get("value") if row["type"] != "compare" else None,
        "value2": row.get("value2"),
        "unit": None if row.get("value") is None or row["type"] == "compare" else _unit(row["unit"]),
        "base_year": int(line.keys["base"]) if "base" in line.keys else None,
        "deadline": int(line.keys["deadline"]) if "deadline" in line.keys else None,
        "direction": row.get("direction"),
        "implied": "implied" in line.rule,
        "strength": row["strength"],
        "quote": quote[0],
        "span": list(quote[1]),
    } | extra


def _unit(unit: str) -> str | None:
    """The unit as a reader would print it; an index such as 女=100 has none."""
    return None if "=" in unit else unit


def _reading(line: TargetLine, row: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    word = line.rule[0]
    if word == "slow":
        return "trend", {"slow": True, "direction": "down"}
    if word == "shrink":
        return "trend", {"gap": _LABELS[line.rule[1]], "direction": "down"}
    if word == "term":
        return "trend", {}
    if word == "cmp":
        return "level", {"comparator": ">=", "against": line.rule[1].partition("@")[0], "reference": "相比指标"}
    if word == "each":
        return "level", {"each": "乡镇", "scope": "以乡镇为单位"}
    if word == "change":
        return "change", {"comparator": ">=", "unit": "%"}
    if word.startswith("keep"):
        return ("level" if row.get("value") is not None else "keep"), {}
    return ("trend" if row["type"] == "trend" else "level"), {}


def _clause(text: str, name: str) -> tuple[str, tuple[int, int]]:
    """The clause of the goal that speaks most like the indicator's name, with its offsets."""
    clauses = [(found.group(), found.span()) for found in re.finditer(r"[^，。；]+", text)]
    return max(clauses, key=lambda clause: _likeness(clause[0], name))


def _likeness(clause: str, name: str) -> int:
    matcher = difflib.SequenceMatcher(a=clause, b=name, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
