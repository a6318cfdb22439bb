"""Breakdowns that make a whole (分组合计): the catalogue's additive dimensions, such as town and country."""

from functools import cache

from fuertong.catalogue import load


@cache
def partitions() -> dict[str, tuple[str, ...]]:
    """The dimensions whose codes together make the total, with these codes."""
    return {dimension.code: tuple(dimension.labels) for dimension in load().dimensions if dimension.additive}


@cache
def breakdown_label(breakdown: str) -> str:
    """The breakdown in words, such as 农村，女; codes without a word stay as they are, "" for the total."""
    labels = {
        f"{dimension.code}={code}": label for dimension in load().dimensions for code, label in dimension.labels.items()
    }
    return "，".join(labels.get(pair, pair.partition("=")[2]) for pair in breakdown.split(";") if pair)


def children_of(breakdown: str, dimension: str) -> tuple[str, ...]:
    """The breakdowns that split `breakdown` by one more dimension; none when it is split by that already."""
    pairs = [pair for pair in breakdown.split(";") if pair]
    if any(pair.partition("=")[0] == dimension for pair in pairs):
        return ()
    return tuple(";".join(sorted([*pairs, f"{dimension}={code}"])) for code in partitions()[dimension])
