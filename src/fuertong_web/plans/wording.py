"""How a target is put in words (目标的说法): ≥ 95 %（2030年）, 逐步提高, 比2020年下降10%."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fuertong.catalogue import load
from fuertong.model.numbers import format_number, round_half_up
from fuertong.model.plan import TargetKind
from fuertong_web.plans.models import Target
from fuertong_web.plans.reading_tree import Node

COMPARATORS = {
    ">=": "达到或不低于（≥）",
    "<=": "控制在或不超过（≤）",
    "=": "保持在、总体为（=）",
    "~": "左右（≈）",
    ">": "超过、高于（＞）",
    "<": "低于（＜）",
}
SIGNS = {">=": "≥", "<=": "≤", "=": "=", "~": "≈", ">": "＞", "<": "＜"}
DIRECTIONS = {"up": "提高、增加", "down": "降低、减少", "hold": "保持"}
_ARROWS = {"up": "逐步提高", "down": "逐步降低", "hold": "保持"}
_FIELDS = ("kind", "comparator", "value", "value2", "unit", "base_year", "deadline", "direction", "slow", "each",
           "against", "gap", "reference", "strength")  # fmt: skip


def bound_of(target: Target | Node) -> str:
    """What is asked of the indicator, without its name."""
    field = _view(target)
    words = _kind_words(field)
    if field["against"] or field["reference"]:
        words += f"（对照：{_named(field['against'] or field['reference'])}）"
    if field["each"]:
        words += f"，每个{field['each']}都要达到"
    if field["strength"] in ("strive", "advocate"):
        words = {"strive": "力争", "advocate": "倡导"}[field["strength"]] + words
    return words


def _named(text: str) -> str:
    """The name of an indicator of the catalogue where its code was given, else the words themselves."""
    row = load().by_code.get(text)
    return row.name if row else text


def _kind_words(field: Mapping[str, Any]) -> str:
    if field["slow"]:
        return "上升趋势减缓" if field["direction"] != "up" else "下降趋势减缓"
    if field["gap"]:
        return f"{field['gap']}差距缩小"
    number = _number(field)
    if field["kind"] == TargetKind.CHANGE:
        word = {"up": "提高", "down": "下降"}.get(field["direction"], "变化")
        return f"{f'比{base}年' if (base := field['base_year']) else ''}{word}{number}"
    if field["kind"] == TargetKind.MILESTONE:
        return f"建成或完成{number}"
    if number and field["kind"] == TargetKind.KEEP:
        return f"保持{SIGNS.get(field['comparator'], '')} {number}"
    if number:
        return f"{SIGNS.get(field['comparator'], '')} {number}".strip()
    if field["kind"] == TargetKind.KEEP:
        return "保持稳定"
    if field["kind"] == TargetKind.TREND:
        return _ARROWS.get(field["direction"], "趋向合理")
    return SIGNS.get(field["comparator"], "与要求相适应")


def _number(field: Mapping[str, Any]) -> str:
    if field["value"] is None:
        return ""
    parts = [_plain(field["value"])]
    if field["value2"] is not None:
        parts.append(_plain(field["value2"]))
    unit = field["unit"] or ""
    return "—".join(parts) + (unit if unit in ("%", "‰") or unit.startswith("/") else f" {unit}".rstrip())


def _plain(value: Any) -> str:
    return format_number(round_half_up(Decimal(str(value)), 6).normalize())


def _view(target: Target | Node) -> Mapping[str, Any]:
    if isinstance(target, Target):
        return {name: getattr(target, name) for name in _FIELDS}
    return {name: target.get(name) for name in _FIELDS}


def sentence_of(target: Node) -> str:
    """One line of a target in a draft, as shown when two versions are compared."""
    year = f"（{target['deadline']}年）" if target.get("deadline") else ""
    return f"{target['indicator']} {bound_of(target)}{year}"


def goal_lines(goal: Node | None) -> list[str]:
    """A goal in a few lines, for the comparison of two versions; a deleted goal says so."""
    if goal is None:
        return ["（这一条已删除）"]
    if "targets" not in goal:
        return [f"{value}" for value in goal.values() if value]
    units = [f"牵头：{'、'.join(goal['lead'])}"] if goal.get("lead") else []
    units += [f"责任：{'、'.join(goal['support'])}"] if goal.get("support") else []
    return [goal["text"], *units, *(sentence_of(target) for target in goal["targets"])]
