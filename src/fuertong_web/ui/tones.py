"""Tones (色调) of verdicts, form states and warnings: always beside a sign and a word, never colour alone."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from fuertong.errors import FuertongError


class Tone(NamedTuple):
    """How one word of a closed set is drawn."""

    word: str
    sign: str
    tone: str
    fill: str


@cache
def tones(kind: str) -> Mapping[str, Tone]:
    """The rows of tones.csv of one kind (verdict, state, warning) by code; refuses duplicates."""
    text = files("fuertong_web.ui").joinpath("tones.csv").read_text(encoding="utf-8")
    found: dict[str, Tone] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["kind"] != kind:
            continue
        if row["code"] in found:
            raise FuertongError(f"tones.csv：{kind} 的 {row['code']} 重复，请删去一行。")
        found[row["code"]] = Tone(row["word"], row["sign"], row["tone"], row["fill"])
    return found
