"""Warning colours (预警级别): which rule gives which colour (decisions, Warning colours), from colours.toml."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fuertong.model.verdict import Signal
from fuertong_web.assessment.models import Assessment, Warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: the flag or class it looks for, the colour, and the sentence's end."""

    code: str
    colour: Warning.Colour
    cls: str
    flag: str
    p_below: float | None
    years_to_go: int | None
    second_year: bool
    words: str


@cache
def rules() -> list[Rule]:
    """The rules in the order of gravity; the first that fires gives a target's colour for that matter."""
    table = tomllib.loads(files(__package__).joinpath("colours.toml").read_text(encoding="utf-8"))
    return [
        Rule(
            code=row["code"],
            colour=Warning.Colour(row["colour"]),
            cls=row.get("cls", ""),
            flag=row.get("flag", ""),
            p_below=row.get("p_below"),
            years_to_go=row.get("years_to_go"),
            second_year=row.get("second_year", False),
            words=row["words"],
        )
        for row in table["rule"]
    ]


def fired(assessment: Assessment, *, deadline: int, red_last_year: bool) -> Iterator[Rule]:
    """The rules that an assessment sets off; of rules on the same class or flag only the gravest."""
    seen: set[str] = set()
    for rule in rules():
        matter = rule.cls or rule.flag
        if matter in seen or not _fires(rule, assessment, deadline, red_last_year):
            continue
        seen.add(matter)
        yield rule


def _fires(rule: Rule, assessment: Assessment, deadline: int, red_last_year: bool) -> bool:
    if rule.cls and assessment.cls != Signal(rule.cls).value:
        return False
    if rule.flag and rule.flag not in assessment.flags:
        return False
    if rule.years_to_go is not None and deadline - assessment.data_year > rule.years_to_go:
        return False
    if rule.p_below is None and not rule.second_year:
        return True
    low = rule.p_below is not None and assessment.p is not None and assessment.p < rule.p_below
    return low or (rule.second_year and red_last_year)
