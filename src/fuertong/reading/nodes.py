"""What the outline (提纲) is made of while it is being built: plans, domains, items, sections."""

from dataclasses import dataclass, field
from enum import StrEnum

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.plan import Audience
from fuertong.reading.marks import Style

MAX_PIECES = 400
MAX_ITEM = 20_000


class Block(StrEnum):
    """The part of a domain a line stands in."""

    INTRO = "intro"
    GOALS = "goals"
    STRATEGIES = "strategies"
    OTHER = "other"


@dataclass(slots=True, kw_only=True)
class ItemNode:
    """A numbered item growing line by line; `pieces` are (line, text), `counted` when it carries no number."""

    no: int
    line: int
    pieces: list[tuple[int, str]] = field(default_factory=list)
    counted: bool = False

    @property
    def text(self) -> str:
        """The item's words so far, line breaks inside joined."""
        return "".join(piece for _, piece in self.pieces)

    def tail(self, size: int = 400) -> str:
        """The last words so far, without joining a long item again for every line of it."""
        result = ""
        for _, piece in reversed(self.pieces):
            result = piece + result
            if len(result) >= size:
                break
        return result[-size:]

    @property
    def is_long(self) -> bool:
        """Whether the item is longer than any item of a plan: what follows is not searched for items any more."""
        return len(self.pieces) > MAX_PIECES or sum(len(piece) for _, piece in self.pieces) > MAX_ITEM


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
