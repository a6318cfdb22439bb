"""Wording (用语): how a place wants its sentences; the defaults are data in `wording.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from fuertong.errors import FuertongError

_TABLES = ("verdicts", "directions", "phrases", "groups", "titles")


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
    titles: dict[str, str]


@cache
def default_wording() -> Wording:
    """The wording the product comes with."""
    text = files("fuertong.reports").joinpath("wording.toml").read_text(encoding="utf-8")
    return _wording(tomllib.loads(text))


def merged(wording: Wording, changes: Mapping[str, Any]) -> Wording:
    """The wording with the tables of a place's own file (as in wording.toml) laid over it.

    FuertongError for a table or a word that is not known, so that a slip does not pass unseen.
    """
    data = dict(changes)
    change = dict(data.pop("change", {}))
    words = dict(change.pop("words", {}))
    made = replace(
        wording,
        rise=_over(wording.rise, {family: pair[0] for family, pair in words.items()}, "change.words"),
        fall=_over(wording.fall, {family: pair[1] for family, pair in words.items()}, "change.words"),
    )
    if "nearly_flat" in change:
        change["nearly_flat"] = Decimal(str(change["nearly_flat"]))
    for name in (*change, *data):
        if name not in ("previous", "differences", "nearly_flat", *_TABLES):
            raise FuertongError(f"本地用语中的“{name}”不存在，可用的有：change、{'、'.join(_TABLES)}。")
    fields: dict[str, Any] = {name: _over(getattr(wording, name), table, name) for name, table in data.items()}
    return replace(made, **change, **fields)


def _over(words: dict[str, str], own: Mapping[str, str], table: str) -> dict[str, str]:
    unknown = [key for key in own if key not in words and table != "groups"]
    if unknown:
        raise FuertongError(f"本地用语“{table}”中的“{unknown[0]}”不存在，可用的有：{'、'.join(words)}。")
    return {**words, **own}


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
        titles=data["titles"],
    )
