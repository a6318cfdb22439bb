"""Breakdowns that make a whole (分组合计): women and men, town and country, read from partitions.csv."""

import csv
from functools import cache
from importlib.resources import files

from fuertong.errors import FuertongError


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = (files("fuertong.quality") / "partitions.csv").read_text(encoding="utf-8")
    rows = tuple(csv.DictReader(text.splitlines()))
    pairs = [(row["dimension"], row["code"]) for row in rows]
    if len(set(pairs)) != len(pairs):
        raise FuertongError("分组表partitions.csv中有重复的分组代码。")
    return rows


@cache
def partitions() -> dict[str, tuple[str, ...]]:
    """The dimensions whose codes together make the total."""
    found: dict[str, list[str]] = {}
    for row in _rows():
        if row["complete"] == "yes":
            found.setdefault(row["dimension"], []).append(row["code"])
    return {dimension: tuple(codes) for dimension, codes in found.items()}


@cache
def breakdown_label(breakdown: str) -> str:
    """The breakdown in words, such as 农村，女; codes without a word stay as they are, "" for the total."""
    labels = {f"{row['dimension']}={row['code']}": row["label"] for row in _rows()}
    return "，".join(labels.get(pair, pair.partition("=")[2]) for pair in breakdown.split(";") if pair)


def children_of(breakdown: str, dimension: str) -> tuple[str, ...]:
    """The breakdowns that split `breakdown` by one more dimension; none when it is split by that already."""
    pairs = [pair for pair in breakdown.split(";") if pair]
    if any(pair.partition("=")[0] == dimension for pair in pairs):
        return ()
    return tuple(";".join(sorted([*pairs, f"{dimension}={code}"])) for code in partitions()[dimension])
