"""The place reached while the outline is read (读到何处): the plan, domain, block and item a line would belong to."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fuertong.model.plan import Audience
from fuertong.reading import headings
from fuertong.reading.marks import Mark, Style
from fuertong.reading.nodes import Block, DomainNode, ItemNode, Outline, PlanNode, SectionNode
from fuertong.reading.numbering import Numbering, has_ended
from fuertong.reading.segments import Segment

if TYPE_CHECKING:
    from fuertong.reading.parts_apart import PartsApart

_NEAR = 12


@dataclass(slots=True, kw_only=True)
class Reached:
    """Where the reader stands; `intro` are the lines between a domain's heading and its 主要目标, held back.

    `levels` are the heading levels the file itself gives its lines; `titled` says that the items of the block have
    headings of their own, `dashed` that each begins with a dash or a bullet; `goals_only` that the document is a table
    of goals and duties without 策略措施.
    """

    segments: list[Segment]
    outline: Outline = field(default_factory=Outline)
    plan: PlanNode | None = None
    domain: DomainNode | None = None
    section: SectionNode | None = None
    block: Block | None = None
    item: ItemNode | None = None
    numbering: Numbering = field(default_factory=Numbering)
    domain_style: Style | None = None
    closed: bool = False
    in_body: bool = False
    intro: list[tuple[Segment, Mark | None]] = field(default_factory=list)
    levels: tuple[int, ...] = ()
    domain_level: int = 0
    block_level: int = 0
    section_level: int = 0
    titled: bool = False
    dashed: bool = False
    goals_heading: str = ""
    counted_before: int = 0
    parts: "PartsApart | None" = None
    goals_only: bool = False

    def level(self, segment: Segment) -> int:
        """The heading level the file gives a line, 0 for text and for a piece out of a line's middle."""
        known = not segment.glued and 0 < segment.line <= len(self.levels)
        return self.levels[segment.line - 1] if known else 0

    def next_heading(self, position: int) -> Segment | None:
        """The next segment that the file makes a heading."""
        near = self.segments[position + 1 : position + 1 + _NEAR]
        return next((segment for segment in near if self.level(segment)), None)

    @property
    def after_end(self) -> bool:
        """Whether the item before may be whole."""
        return self.item is None or has_ended(self.item.tail())

    def following(self, position: int) -> Segment | None:
        """The segment after a position."""
        return self.segments[position + 1] if position + 1 < len(self.segments) else None

    def opens_goals(self, position: int) -> bool:
        """Whether 主要目标 stands right after a segment."""
        following = self.following(position)
        return following is not None and headings.role(following.text) == Block.GOALS

    def enter(self, block: Block | None) -> None:
        """Leave section and item for a block of the domain; its numbering begins."""
        self.section, self.block, self.item, self.numbering = None, block, None, Numbering()
        self.counted_before = 0
        self.block_level, self.titled, self.dashed = 0, False, False

    def go_on_with_goals(self) -> None:
        """A second list of goals in the same domain: its numbering begins, its goals count on."""
        self.counted_before = self.domain.goals[-1].no if self.domain else 0
        self.item, self.numbering = None, Numbering()

    def start(self, plan: PlanNode) -> None:
        """Begin a plan."""
        self.plan, self.domain, self.section, self.block, self.item = plan, None, None, None, None
        self.domain_style, self.closed, self.in_body, self.parts = None, False, False, None
        self.outline.plans.append(plan)

    def plan_for(self, segment: Segment) -> PlanNode:
        """The plan a segment belongs to; one without a title where none has begun."""
        if self.plan is None:
            plan = PlanNode(title="", line=segment.line)
            self.start(plan)
            return plan
        return self.plan

    def open_plan(self, title: str, line: int, audience: Audience | None) -> None:
        """Begin a plan at its title; what stood under an earlier title without domains was the notice."""
        if self.plan and not self.plan.domains:
            self.outline.notice.extend(self.plan.front)
            self.outline.plans.remove(self.plan)
        self.start(PlanNode(title=title, line=line, audience=audience))

    def anonymous(self, segment: Segment) -> None:
        """A domain whose heading is lost."""
        plan = self.plan_for(segment)
        self.domain, self.domain_level = DomainNode(title="", line=segment.line), 0
        plan.domains.append(self.domain)
