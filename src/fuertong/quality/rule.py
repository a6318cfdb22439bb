"""Rules on data (审核规则): what a rule is, what it looks at, and the registry of all of them.

A hard rule (硬性) finds errors that stop a submission; a soft one (提示) asks for a look or a sentence of explanation,
as in national direct reporting: suspicious but true values are explained and then accepted.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypeVar

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Severity
from fuertong.model.indicator import Indicator
from fuertong.model.numbers import format_number
from fuertong.model.observation import Key, Observation
from fuertong.quality.partitions import breakdown_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One value to check: `past` its comparable history by year (since the last break), `last` the value before it.

    `peers` are the batch's values of the same indicator, breakdown and period in all regions, `neighbours` all its
    values of the same region with their own last ones; this value is among both.
    """

    value: Observation
    indicator: Indicator
    year: int
    past: tuple[tuple[int, Observation], ...] = ()
    peers: Sequence[Observation] = ()
    neighbours: Sequence["Neighbour"] = ()

    @property
    def last(self) -> Observation | None:
        """The observation one step of the indicator's frequency before."""
        return dict(self.past).get(self.year - self.indicator.freq)

    @property
    def latest(self) -> Observation | None:
        """The latest earlier observation, however old."""
        return self.past[-1][1] if self.past else None

    @property
    def subject(self) -> str:
        """The value as a sentence names it."""
        return name_of(self.indicator, self.value.key)

    def shown(self, value: Decimal | None) -> str:
        """A value with its unit."""
        return f"{format_number(value)}{self.indicator.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another value of the same batch and region: this year's with its numerator and denominator, the one before."""

    indicator: Indicator
    key: Key
    value: Decimal
    last: Decimal | None
    parts: tuple[Decimal | None, Decimal | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """All values of one indicator, region and period by breakdown ("" = total)."""

    indicator: Indicator
    values: dict[str, Observation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A value of a known indicator with its data year; one `beside` is compared with, never complained of."""

    value: Observation
    indicator: Indicator
    year: int
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Everything of one check: the values and those beside them (other units, lower regions).

    `parents` leads each lower region to the one above it; `demanded` each indicator to the breakdowns the scheme
    (监测方案) asks for.
    """

    entries: Sequence[Entry]
    parents: Mapping[str, str]
    demanded: Mapping[str, Sequence[str]]


class Rule(ABC):
    """One rule; subclasses are dataclasses whose fields are the options, with their defaults.

    `describes` is the sentence of the reference page; `covers` the codes of rules that say nothing more about a value
    this rule has spoken of.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity]
    describes: ClassVar[str]
    covers: ClassVar[frozenset[str]] = frozenset()

    def applies_to(self, indicator: Indicator) -> bool:
        """Whether the rule means anything for this indicator."""
        return True

    def finding(
        self, case: Case, message: str, remedy: str, *, severity: Severity | None = None, expected: str = ""
    ) -> Finding:
        """A finding about the case's value."""
        return Finding(
            severity=severity or self.severity,
            code=self.code,
            message=message,
            remedy=remedy,
            seen=format_number(case.value.value),
            expected=expected,
            key=case.value.key,
        )


class CellRule(Rule):
    """A rule on one value with its history."""

    @abstractmethod
    def check(self, case: Case) -> Iterator[Finding]:
        """Yield what is wrong with the value."""


class FamilyRule(Rule):
    """A rule on a value and its breakdowns."""

    @abstractmethod
    def check(self, family: Family) -> Iterator[Finding]:
        """Yield what does not add up."""


class BatchRule(Rule):
    """A rule that compares values of several indicators, units or regions."""

    @abstractmethod
    def check(self, batch: Batch) -> Iterator[Finding]:
        """Yield what does not fit together."""

    def about(self, entry: Entry, message: str, remedy: str, *, expected: str = "") -> Finding:
        """A finding about one of the values."""
        return Finding(
            severity=self.severity,
            code=self.code,
            message=message,
            remedy=remedy,
            seen=format_number(entry.value.value),
            expected=expected,
            key=entry.value.key,
        )


def name_of(indicator: Indicator, key: Key) -> str:
    """指标 or 指标（农村，女）."""
    label = breakdown_label(key.breakdown)
    return f"{indicator.name}（{label}）" if label else indicator.name


AnyRule = TypeVar("AnyRule", bound=type[Rule])


class Registry:
    """The rules by code: filled by decorator at import, frozen at first use."""

    def __init__(self) -> None:
        self._classes: dict[str, type[Rule]] = {}
        self._frozen = False

    def register(self, rule: AnyRule) -> AnyRule:
        """Add a rule; FuertongError for a code used twice or after the start."""
        if self._frozen:
            raise FuertongError(f"审核规则“{rule.code}”登记得太晚，规则表已启用。")
        if rule.code in self._classes:
            raise FuertongError(f"审核规则的代码“{rule.code}”重复。")
        self._classes[rule.code] = rule
        return rule

    def rules(self) -> tuple[Rule, ...]:
        """Every rule with its default options, in the order of registration; freezes the registry."""
        self._frozen = True
        return tuple(rule() for rule in self._classes.values())


REGISTRY = Registry()
register: Callable[[AnyRule], AnyRule] = REGISTRY.register
