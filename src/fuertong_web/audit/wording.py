"""The words for acts, their fields and their values in the log, from actions.csv, fields.csv and values.csv."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from fuertong_web.accounts.roles import Role
from fuertong_web.audit.models import Event

SHOWN = 8


@cache
def _words(table: str) -> dict[str, str]:
    text = files(__package__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return dict(list(csv.reader(text.splitlines()))[1:])


def action_word(action: str) -> str:
    """The words of an act; the code itself where none are given yet."""
    return _words("actions").get(action, action)


def details(event: Event) -> str:
    """What the act changed, as one line; what is empty is left out, long lists are cut with their number."""
    before = [f"{name}原为{text}" for name, text in _pairs(event.before)]
    parts = before + [f"{name}：{text}" for name, text in _pairs(event.after)]
    rest = f"；等{len(parts)}项" if len(parts) > SHOWN else ""
    return "；".join(parts[:SHOWN]) + rest


def _pairs(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    known = _words("fields")
    return [(known.get(key, key), text) for key, value in fields.items() if (text := _text(key, value))]


def _text(key: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    if isinstance(value, dict):
        return "，".join(f"{name} {text}" for name, text in _pairs(value))
    if isinstance(value, list):
        cut = "等" if len(value) > SHOWN else ""
        return "、".join(_text(key, one) for one in value[:SHOWN]) + cut
    if key in ("role", "roles") and value in Role.values:
        return str(Role(value).label)
    return _words("values").get(str(value), str(value))
