"""Linking a series over a redefinition (口径衔接): earlier values times new over old, of a year known both ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One year: its value; `break_before` when it is not comparable with the year before, `old` its value as counted
    before."""

    year: int
    value: Decimal | None
    break_before: bool = False
    old: Decimal | None = None


def link(points: Sequence[Link]) -> list[Decimal | None] | None:
    """The values brought to the newest definition, None when no break can be linked.

    A value beyond a break without a known old value is None: it is never joined silently. For looking at only, never
    for judging.
    """
    factor: Decimal | None = Decimal(1)
    linked: list[Decimal | None] = []
    crossed = False
    for point in reversed(points):
        known = point.value is not None and factor is not None
        linked.append(point.value * factor if known and point.value is not None and factor is not None else None)
        if point.break_before:
            if point.old and point.value is not None and factor is not None:
                factor *= point.value / point.old
                crossed = True
            else:
                factor = None
    return linked[::-1] if crossed else None
