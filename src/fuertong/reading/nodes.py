"""What the outline (提纲) is made of while it is being built: plans, domains, items, sections."""

from dataclasses import dataclass, field
from enum import StrEnum

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.plan import Audience
from fuertong.reading.marks import Style


class Block(StrEnum):
    """The part of a domain a line stands in."""

    GOALS = "goals"
    STRATEGIES = "strategies"
    OTHER = "other"


@dataclass(slots=True, kw_only=True)
class ItemNode:
    """A numbered item growing line by line; `pieces` are (line, text)."""

    no: int
    line: int
    pieces: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The item's words so far, line breaks inside joined."""
        return "".join(piece for _, piece in self.pieces)


@dataclass(slots=True, kw_only=True)
class DomainNode:
    """A domain with its two blocks."""

    title: str
    line: int
    style: Style | None = None
    goals: list[ItemNode] = field(default_factory=list)
    strategies: list[ItemNode] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class SectionNode:
    """A part outside the domains: its items, and the paragraphs before the first of them."""

    title: str
    line: int
    items: list[ItemNode] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class PlanNode:
    """A plan with everything found under its title; `front` are the lines between title and first domain."""

    title: str
    line: int
    audience: Audience | None = None
    domains: list[DomainNode] = field(default_factory=list)
    sections: list[SectionNode] = field(default_factory=list)
    front: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Outline:
    """The plans of one document, the lines before the first title (the notice), and what was seen."""

    plans: list[PlanNode] = field(default_factory=list)
    notice: list[tuple[int, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def note(self, severity: Severity, code: str, line: int, message: str, *, seen: str = "", remedy: str = "") -> None:
        """Keep what was seen at a line."""
        self.findings.append(
            Finding(severity=severity, code=code, message=message, where=Place(line=line), seen=seen, remedy=remedy)
        )
