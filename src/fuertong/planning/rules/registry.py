"""What a rule of the plan check sees (Case), and the register of all rules."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from fuertong.catalogue import load
from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.organisation import Level
from fuertong.model.plan import Plan
from fuertong.planning.subjects import Placed

_CITY = re.compile(r"(?:自治州|地区|盟|市)$")
_COUNTY = re.compile(r"(?:县|旗|区|林区|特区)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The newest value known of an indicator (its total)."""

    year: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A plan under check: its targets (those of strategies too), the goals' targets of its twin, present values."""

    plan: Plan
    targets: tuple[Placed, ...]
    twin: tuple[Placed, ...] = ()
    level: Level | None = None
    present: Mapping[str, Present] = field(default_factory=dict)

    @property
    def goals(self) -> tuple[Placed, ...]:
        """The targets of goals alone."""
        return tuple(item for item in self.targets if item.goal is not None)


Check = Callable[[Case], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: the code its findings bear, what it looks for, and the check itself."""

    code: str
    title: str
    severity: Severity
    check: Check


RULES: dict[str, Rule] = {}


def rule(code: str, title: str, severity: Severity = Severity.WARNING) -> Callable[[Check], Check]:
    """Register a rule; a code is given once."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"two rules with the code {code}")
        RULES[code] = Rule(code=code, title=title, severity=severity, check=check)
        return check

    return register


def about(item: Placed, code: str, message: str, remedy: str) -> Finding:
    """A finding on one target, as grave as its rule."""
    return Finding(
        severity=RULES[code].severity,
        code=code,
        message=f"{item.where}“{item.target.indicator}”{message}",
        where=Place(line=item.line),
        seen=item.target.quote,
        remedy=remedy,
    )


def level_of(region: str | None) -> Level | None:
    """The level a place's name speaks of; None for a county-level city, which the name cannot tell from a city."""
    if not region:
        return None
    for row in load().regions:
        if region == row.name:
            return row.level
    if _CITY.search(region):
        return Level.CITY
    return Level.COUNTY if _COUNTY.search(region) else None
