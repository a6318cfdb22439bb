"""Breakdowns that an indicator declares (分组), spelled out group by group and in words."""

from collections.abc import Iterable
from functools import cache

from fuertong.catalogue import load
from fuertong.model.breakdown import normal_breakdown


@cache
def _labels() -> dict[str, dict[str, str]]:
    return {row.code: dict(row.labels) for row in load().dimensions}


def expand(declared: Iterable[str]) -> list[str]:
    """The breakdowns to ask for, the total first: a dimension alone stands for all its groups, if they are known."""
    found = [""]
    for item in declared:
        if "=" in item:
            found.append(normal_breakdown(item))
        else:
            found += [f"{item}={code}" for code in _labels().get(item, ())]
    return list(dict.fromkeys(found))


@cache
def breakdown_label(breakdown: str) -> str:
    """The groups in words, such as 农村，女; codes without a word stay as they are, "" for the total."""
    pairs = [pair.partition("=") for pair in breakdown.split(";") if pair]
    return "，".join(_labels().get(dimension, {}).get(code, code) for dimension, _, code in pairs)
