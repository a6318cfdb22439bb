"""The words for acts in the log, from actions.csv."""

import csv
from functools import cache
from importlib.resources import files


@cache
def _words() -> dict[str, str]:
    text = files(__package__).joinpath("actions.csv").read_text(encoding="utf-8")
    return {row["action"]: row["words"] for row in csv.DictReader(text.splitlines())}


def action_word(action: str) -> str:
    """The words of an act; the code itself where none are given yet."""
    return _words().get(action, action)
