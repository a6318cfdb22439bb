"""Occasions of unit reports (单位报告的时机): 年度落实情况, 中期自评, 终期自评, and what each asks."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from fuertong.model.verdict import Verdict
from fuertong.reports.facts import GoalFacts, TargetFacts
from fuertong.reports.tally import agreed_verdict

_BEHIND = (
    Verdict.HARD,
    Verdict.MISSED,
    Verdict.MISSED_ONE_YEAR,
    Verdict.AGAINST,
    Verdict.FLAT,
    Verdict.BELOW_BASE,
)


class Occasion(StrEnum):
    """When units report of themselves."""

    ANNUAL = "annual"
    MIDTERM = "midterm"
    FINAL = "final"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return about(self).name


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place where a unit writes: its label, the words that stand there until then, and for which goals."""

    key: str
    label: str
    hint: str
    when: str
    required: bool

    def asked_of(self, goal: GoalFacts) -> bool:
        """Whether the slot stands under this goal."""
        return {"behind": bool(behind(goal)), "qualitative": not goal.targets}.get(self.when, True)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """An occasion: name, title of its reports, what they are for, and its slots in order."""

    name: str
    title: str
    purpose: str
    slots: tuple[Slot, ...]


@cache
def about(occasion: Occasion) -> About:
    """What an occasion asks, from `occasions.toml`."""
    text = files(__package__ or "").joinpath("occasions.toml").read_text(encoding="utf-8")
    row = tomllib.loads(text)[occasion.value]
    slots = tuple(Slot(**slot) for slot in row.pop("slot"))
    return About(slots=slots, **row)


def behind(goal: GoalFacts) -> list[TargetFacts]:
    """The targets of a goal that are behind or move the wrong way, by the verdict of people."""
    return [target for target in goal.targets if not target.sealed and agreed_verdict(target) in _BEHIND]
