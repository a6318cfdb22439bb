"""Rules a plan lays down for its place (规划规定) as registered settings; the list is data (plan_rules.csv)."""

import csv
import re
from datetime import date
from importlib.resources import files
from typing import Any

from fuertong.errors import FuertongError
from fuertong_web.places.registry import Choice, Scope, SettingType, register

_DAY = re.compile(r"(?P<month>\d{1,2})(?:-|/|\.|月)(?P<day>\d{1,2})日?")
_UNSAID = "（未设定）"


class TextRule(SettingType):
    """A rule in words."""

    default = ""
    scope = Scope.PLAN

    @classmethod
    def show(cls, value: Any) -> str:
        """The value, or that none is set."""
        return super().show(value) or _UNSAID


class FlagRule(SettingType):
    """A rule that holds or not."""

    default = False
    scope = Scope.PLAN


class DayRule(TextRule):
    """A day of the year, stored as MM-DD; empty where the plan names none."""

    @classmethod
    def parse(cls, text: str) -> Any:
        """The day; FuertongError for what is none."""
        if not text.strip():
            return ""
        found = _DAY.fullmatch(text.strip())
        try:
            day = date(2024, int(found["month"]), int(found["day"])) if found else None
        except ValueError:
            day = None
        if day is None:
            raise FuertongError(f"“{cls.label}”应填月和日，如12-31，现填“{text}”。")
        return f"{day:%m-%d}"


class YearRule(TextRule):
    """A year, empty where the plan names none."""

    @classmethod
    def parse(cls, text: str) -> Any:
        """The year as a number; FuertongError for what is none."""
        shown = text.strip().removesuffix("年")
        if not shown:
            return ""
        if not re.fullmatch(r"20\d\d", shown):
            raise FuertongError(f"“{cls.label}”应填四位年份，如2025，现填“{text}”。")
        return int(shown)


class ChoiceRule(TextRule):
    """A rule of a few wordings; empty where the plan is silent."""


_KINDS: dict[str, type[SettingType]] = {"text": TextRule, "flag": FlagRule, "day": DayRule, "year": YearRule}


def _register_all() -> None:
    text = (files("fuertong_web.places") / "plan_rules.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")):
        base = _KINDS.get(row["kind"], ChoiceRule)
        fields: dict[str, Any] = {name: row[name] for name in ("key", "label", "help", "group", "requirement")}
        if base is ChoiceRule:
            words = row["kind"].split("/")
            fields["choices"] = (Choice("", _UNSAID), *(Choice(word, word) for word in words))
        register(type(base.__name__, (base,), fields))


_register_all()
