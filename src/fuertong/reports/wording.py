"""Wording (用语): how a place wants its sentences; the defaults are data in `wording.toml`."""

import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words and limits of the sentence engine.

    `previous` is 上年, or "year" to name the year (比2021年). `differences`: published (from printed numbers) or
    unrounded (from numerator and denominator where both are known, rounded once). `nearly_flat` is the relative
    change in percent below which a relative change is called 基本持平. `rise` and `fall` are words by family of unit.
    """

    previous: str
    differences: str
    nearly_flat: Decimal
    rise: dict[str, str]
    fall: dict[str, str]
    verdicts: dict[str, str]
    directions: dict[str, str]
    phrases: dict[str, str]
    groups: dict[str, str]


@cache
def default_wording() -> Wording:
    """The wording the product comes with."""
    text = files("fuertong.reports").joinpath("wording.toml").read_text(encoding="utf-8")
    return _wording(tomllib.loads(text))


def changed(wording: Wording, **fields: Any) -> Wording:
    """A place's own wording: the fields given replace the defaults."""
    return replace(wording, **fields)


def _wording(data: dict[str, Any]) -> Wording:
    change = data["change"]
    return Wording(
        previous=change["previous"],
        differences=change["differences"],
        nearly_flat=Decimal(change["nearly_flat"]),
        rise={family: words[0] for family, words in change["words"].items()},
        fall={family: words[1] for family, words in change["words"].items()},
        verdicts=data["verdicts"],
        directions=data["directions"],
        phrases=data["phrases"],
        groups=data["groups"],
    )
