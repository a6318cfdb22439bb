"""A plan (规划) as read from its document: domains, goals (主要目标), targets, strategies (策略措施), sections.

The JSON form of each class follows the schema of `fuertong read`: field order is the order printed.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from fuertong.model.findings import Finding


class Audience(StrEnum):
    """Whose plan it is."""

    WOMEN = "women"
    CHILDREN = "children"

    @property
    def label(self) -> str:
        """妇女 or 儿童."""
        return {"women": "妇女", "children": "儿童"}[self.value]


class TargetKind(StrEnum):
    """What a target asks for, as the text says it."""

    LEVEL = "level"
    CHANGE = "change"
    TREND = "trend"
    KEEP = "keep"
    MILESTONE = "milestone"


class Strength(StrEnum):
    """How strongly a target binds: 约束/一般, 力争, 倡导."""

    BINDING = "binding"
    STRIVE = "strive"
    ADVOCATE = "advocate"


class Confidence(StrEnum):
    """How sure the reader is: 确定, 请看一眼, 需要你定."""

    SURE = "sure"
    LOOK = "look"
    DECIDE = "decide"

    @property
    def label(self) -> str:
        """The word shown to users."""
        return {"sure": "确定", "look": "请看一眼", "decide": "需要你定"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A value asked for in a year before the deadline."""

    year: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One indicator bounded by one sentence. Numbers are as written: 95 for 95 %, 12 for 12/10万.

    `comparator` is one of >= <= = ~ > <, or None; `direction` up, down, hold or None; `slow` marks a growth that
    must slow; `each` names the unit every one of which must pass; `against` another indicator; `gap` the dimension
    of a gap; `span` the (start, end) offsets of `quote` in the goal's text; `attribute` 约束性 or 预期性 where an annex
    says so.
    """

    indicator: str
    group: str | None = None
    kind: TargetKind = TargetKind.LEVEL
    comparator: str | None = None
    value: float | None = None
    value2: float | None = None
    unit: str | None = None
    base_year: int | None = None
    deadline: int | None = None
    direction: str | None = None
    scope: str | None = None
    reference: str | None = None
    implied: bool = False
    quote: str = ""
    slow: bool = False
    each: str | None = None
    against: str | None = None
    gap: str | None = None
    strength: Strength = Strength.BINDING
    confidence: Confidence = Confidence.SURE
    base_value: float | None = None
    milestones: tuple[Milestone, ...] = ()
    span: tuple[int, int] | None = None
    attribute: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One numbered 主要目标 with its responsible units as named in the text."""

    no: int
    line: int
    text: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    collective: tuple[str, ...] = ()
    collective_open: bool = False
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """One numbered 策略措施; `numbers` are the clauses that carry a number."""

    no: int
    line: int
    title: str
    text: str
    numbers: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """One 领域, numbered in the plan's order."""

    no: int
    title: str
    line: int = 0
    goals: tuple[Goal, ...] = ()
    strategies: tuple[Strategy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a section such as 组织实施."""

    title: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the plan outside the domains."""

    title: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingProposal:
    """A rule of the place found in the text, offered as a setting with its quote."""

    key: str
    value: str
    quote: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An annex table as read (主要指标, 任务分工): header and rows of cell texts, merged cells repeated.

    `file` and `sheet` are named where the table stands in a file of its own.
    """

    title: str
    line: int
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    file: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One plan of one place; `period` is (first year, last year); `issued_on` an ISO date."""

    audience: Audience
    title: str
    region: str | None = None
    period: tuple[int, int] | None = None
    document_number: str | None = None
    issued_on: str | None = None
    parent_plans: tuple[str, ...] = ()
    domains: tuple[Domain, ...] = ()
    sections: tuple[Section, ...] = ()
    settings: tuple[SettingProposal, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from one document: plans, findings, and the text as lines (line n is `lines[n - 1]`)."""

    plans: tuple[Plan, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form that `fuertong read` prints."""
        return {
            "plans": [asdict(plan) for plan in self.plans],
            "findings": [finding.as_dict() for finding in self.findings],
        }
