"""A target while it is being read (读取中的指标值), with the reasons to doubt it."""

from dataclasses import dataclass, field

from fuertong.model.plan import Milestone, Strength, TargetKind


@dataclass(slots=True, kw_only=True)
class Found:
    """What one clause gave; `start` and `end` are the places of the quote in the item's text."""

    indicator: str
    kind: TargetKind
    start: int
    end: int
    clause: int = 0
    comparator: str | None = None
    value: float | None = None
    value2: float | None = None
    unit: str | None = None
    base_year: int | None = None
    base_value: float | None = None
    deadline: int | None = None
    direction: str | None = None
    scope: str | None = None
    each: str | None = None
    reference: str | None = None
    gap: str | None = None
    slow: bool = False
    implied: bool = False
    strength: Strength = Strength.BINDING
    milestones: tuple[Milestone, ...] = ()
    raw: str = ""
    doubts: set[str] = field(default_factory=set)
