"""Domain headings (领域标题): whether a line is one, and the domain it opens."""

from fuertong.reading import headings
from fuertong.reading.characters import squeeze
from fuertong.reading.items import keep_intro
from fuertong.reading.marks import Mark, parse_mark
from fuertong.reading.nodes import Block, DomainNode, PlanNode
from fuertong.reading.reached import Reached
from fuertong.reading.segments import Segment


def is_domain_heading(at: Reached, position: int, mark: Mark | None, role: str | None) -> bool:
    """Whether a segment names a domain: by its words, its number, and what stands before and after it."""
    segment = at.segments[position]
    if role is None and _heads_goals(at, position):
        return True
    stopped = mark is not None and headings.is_stopped_domain(segment.text)
    if role is not None or not (stopped or headings.is_short(segment.text)):
        return False
    opens = at.opens_goals(position)
    if headings.is_domain_title(segment.text):
        if mark is None:
            return opens
        return opens or _fits_domains(at, mark, position)
    if mark is None or (mark.style.is_arabic and at.block is not None and at.domain_style != mark.style):
        unmarked = opens and mark is None and at.after_end and len(squeeze(segment.text)) <= 12
        return unmarked and at.domain is not None and at.block is not Block.INTRO
    return opens and (at.after_end or mark.style is at.domain_style)


def _heads_goals(at: Reached, position: int) -> bool:
    """Whether the file makes a line a heading, and the next heading, a smaller one, is 主要目标."""
    segment = at.segments[position]
    level, below = at.level(segment), at.next_heading(position)
    if not level or below is None or at.level(below) <= level or len(squeeze(segment.text)) > _LONGEST_NAME:
        return False
    return headings.role(below.text) == Block.GOALS or headings.likely_block(below.text, styled=True) == Block.GOALS


_LONGEST_NAME = 30


def _fits_domains(at: Reached, mark: Mark, position: int) -> bool:
    """A domain's name with a number but without 主要目标 after it: no list of names."""
    segment, following = at.segments[position], at.following(position)
    first = parse_mark(following.text) if following else None
    if following is None or (headings.is_domain_title(following.text) and (first is None or first.style is mark.style)):
        return False
    if first is not None and first.number == 1 and first.style is not mark.style:
        return headings.core(segment.text) in headings.STANDARD_DOMAINS or at.after_end
    if at.domain_style is not None and mark.style is not at.domain_style and not headings.is_top(mark):
        return False
    return at.after_end


def _drop_empty_section(at: Reached, plan: PlanNode) -> None:
    """The heading of the part that holds the domains, whatever it is called, is no section of its own."""
    if at.section is not None and not at.section.items and plan.sections and plan.sections[-1] is at.section:
        plan.sections.pop()


def open_domain(at: Reached, segment: Segment, mark: Mark | None) -> None:
    """Begin a domain; another plan where the heading speaks of the other audience."""
    keep_intro(at)
    title = headings.core(segment.text)
    plan = at.plan_for(segment)
    audience = headings.audience_of(title)
    named = audience is not None and title.startswith(("妇女", "儿童"))
    if named and plan.domains and plan.audience and audience is not plan.audience:
        plan = PlanNode(title="", line=segment.line, audience=audience)
        at.start(plan)
    if audience and not plan.domains and plan.audience is None:
        plan.audience = audience
    at.domain = DomainNode(title=title, line=segment.line, style=mark.style if mark else None)
    if mark:
        at.domain_style = mark.style
    _drop_empty_section(at, plan)
    at.domain_level = at.level(segment)
    plan.domains.append(at.domain)
    at.enter(Block.INTRO)
    at.closed = False
