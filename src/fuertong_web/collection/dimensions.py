"""Dimensions of breakdowns (分组维度): residence, sex and the rest as data, with their groups in words."""

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from fuertong.model.breakdown import normal_breakdown


@cache
def _rows() -> list[dict[str, str]]:
    text = files(__package__).joinpath("dimensions.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    keys = [(row["dimension"], row["code"]) for row in rows]
    if len(set(keys)) != len(keys):
        raise ValueError("dimensions.csv names a group twice")
    return rows


@cache
def words() -> dict[str, str]:
    """`dimension=code` → the group in words."""
    return {f"{row['dimension']}={row['code']}": row["label"] for row in _rows()}


def expand(declared: Iterable[str]) -> list[str]:
    """The breakdowns an indicator declares, the total first: a dimension alone stands for all its groups."""
    found = [""]
    for item in declared:
        if "=" in item:
            found.append(normal_breakdown(item))
        else:
            found += [f"{row['dimension']}={row['code']}" for row in _rows() if row["dimension"] == item]
    return list(dict.fromkeys(found))
