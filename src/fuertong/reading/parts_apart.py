"""Goals of all domains first, strategies of all domains after them (目标与措施分列): 三、主要目标 … 四、主要措施 ….

Both parts name the domains, in their own words and without 主要目标 below them; the strategies go to the domain of the
same name, else to the one in the same place.
"""

from dataclasses import dataclass

from fuertong.reading import headings
from fuertong.reading.domains import open_domain
from fuertong.reading.marks import Mark, Style, parse_mark
from fuertong.reading.nodes import Block, DomainNode
from fuertong.reading.reached import Reached
from fuertong.reading.segments import Segment


@dataclass(slots=True, kw_only=True)
class PartsApart:
    """The part being read, how its domains are numbered, and how many of them it has named."""

    block: Block
    style: Style
    count: int = 0


def opens_part(at: Reached, position: int, mark: Mark | None, role: str | None) -> bool:
    """Take the heading of such a part; whether it was one."""
    if at.parts is not None and role in ("section", "front"):
        at.parts = None
    if not headings.is_top(mark) or role not in (Block.GOALS, Block.STRATEGIES, "tasks"):
        return False
    style = _style_of_domains(at, position)
    first = role == Block.GOALS and (at.plan is None or not at.plan.domains)
    second = role != Block.GOALS and at.parts is not None and at.parts.block is Block.GOALS
    if style is None or not (first or second):
        return False
    at.parts = PartsApart(block=Block.GOALS if first else Block.STRATEGIES, style=style)
    at.section, at.item, at.in_body = None, None, True
    return True


def _style_of_domains(at: Reached, position: int) -> Style | None:
    """How the domains below are numbered: a short heading numbered 1, then an item numbered 1 in another way."""
    first, second = at.following(position), at.following(position + 1)
    if first is None or second is None or not headings.is_short(first.text) or headings.role(first.text):
        return None
    domain, item = parse_mark(first.text), parse_mark(second.text)
    if domain is None or item is None or domain.number != 1 or item.number != 1 or domain.style is item.style:
        return None
    return None if headings.is_top(domain) or headings.role(second.text) else domain.style


def opens_domain(at: Reached, segment: Segment, mark: Mark | None) -> bool:
    """Take a domain's heading in such a part; whether it was one."""
    parts = at.parts
    if parts is None or mark is None or mark.style is not parts.style or mark.number != parts.count + 1:
        return False
    if not headings.is_short(segment.text) or not (at.block is None or at.after_end or parts.count == 0):
        return False
    parts.count += 1
    if parts.block is Block.GOALS or at.plan is None:
        open_domain(at, segment, mark)
        at.parts = parts
    else:
        at.domain = _named_alike(at.plan.domains, headings.core(segment.text), parts.count)
    at.enter(parts.block)
    return True


def _named_alike(domains: list[DomainNode], name: str, number: int) -> DomainNode:
    same = next((domain for domain in domains if domain.title == name), None)
    return same or domains[min(number, len(domains)) - 1]
