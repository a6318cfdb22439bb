"""The outline of a plan document (提纲): title, domains, 主要目标 and 策略措施 items, sections.

The genre's grammar: a title; parts numbered 一、; domains numbered （一）; in each domain the block 主要目标 and the
block 策略措施 with items numbered 1. Any of these headings may be missing, glued or differently numbered; what is
missing is concluded from numbering that begins anew and from the block that comes next, and a finding says so.
"""

import re

from fuertong.model.findings import Severity
from fuertong.reading import headings
from fuertong.reading.block_roles import goes_on_with_goals, role_in_place
from fuertong.reading.characters import squeeze
from fuertong.reading.domains import is_domain_heading, open_domain
from fuertong.reading.items import item_line, keep_intro
from fuertong.reading.marks import Mark, parse_mark
from fuertong.reading.nodes import Block, Outline
from fuertong.reading.numbering import Numbering
from fuertong.reading.paragraphs import part_paragraphs
from fuertong.reading.parts_apart import opens_domain, opens_part
from fuertong.reading.reached import Reached
from fuertong.reading.section_lines import is_section_heading, open_section, section_line
from fuertong.reading.segments import Segment
from fuertong.reading.titles import title_at


def build_outline(segments: list[Segment], levels: tuple[int, ...] = ()) -> Outline:
    """The outline of all plans in a document; `levels` are the heading levels the file gives its lines, if it does."""
    at = Reached(segments=segments, levels=levels, goals_only=_is_table_of_duties(segments))
    position = 0
    while position < len(segments):
        position += _read(at, position)
    keep_intro(at)
    for plan in at.outline.plans:
        for domain in plan.domains:
            if part_paragraphs(domain):
                at.outline.note(
                    Severity.INFO,
                    "unnumbered-items",
                    domain.goals[0].line,
                    f"领域“{domain.title}”的主要目标连写成一段，已分成{len(domain.goals)}条，请核对。",
                )
    return at.outline


_DUTIES = re.compile(r"(?:目标|任务|责任|职责)(?:责任|任务|职责)?(?:分解|分工)")
_FIRST_LINES = 12


def _is_table_of_duties(segments: list[Segment]) -> bool:
    """Whether a document names itself 目标责任分解 and has no 策略措施 anywhere."""
    if not any(len(one.text) <= _LONGEST_TITLE and _DUTIES.search(one.text) for one in segments[:_FIRST_LINES]):
        return False
    return not any(headings.role(one.text) == Block.STRATEGIES for one in segments)


_LONGEST_TITLE = 60


def _read(at: Reached, position: int) -> int:
    """Decide by a segment, its neighbours and the place reached what it is; the number of segments it takes."""
    segment = at.segments[position]
    used = _title(at, position)
    if used:
        return used
    mark = parse_mark(segment.text)
    if opens_part(at, position, mark, headings.role(segment.text)) or opens_domain(at, segment, mark):
        return 1
    role = role_in_place(at, position, headings.role(segment.text))
    role = _likely_block(at, segment, mark) or role if role in (None, "other") else role
    if role in (Block.GOALS, Block.STRATEGIES) and _opens_block(at, segment, mark):
        _open_block(at, Block(role), segment)
    elif is_domain_heading(at, position, mark, role):
        open_domain(at, segment, mark)
    elif is_section_heading(at, segment, mark, role):
        open_section(at, segment)
    elif role == "other" and at.domain and at.block:
        keep_intro(at)
        at.block, at.item = Block.OTHER, None
    else:
        _content(at, segment, mark)
    return 1


def _title(at: Reached, position: int) -> int:
    """Open a plan at its title; the number of segments the title takes (0: this is no title)."""
    title, used = title_at(at.segments, position)
    if not used:
        return 0
    audience = headings.audience_of(title)
    if not (at.plan and at.plan.domains and at.plan.audience is audience and not at.section):
        keep_intro(at)
        at.open_plan(title, at.segments[position].line, audience)
    return used


def _likely_block(at: Reached, segment: Segment, mark: Mark | None) -> str | None:
    """A heading the genre does not know, in a domain where a block of that kind may begin."""
    if at.domain is None or at.section is not None:
        return None
    if 0 < at.domain_level < at.level(segment) and not 0 < at.block_level < at.level(segment):
        return headings.likely_block(segment.text, styled=True)
    if mark and mark.style is at.numbering.style:
        return None
    found = headings.likely_block(segment.text)
    fits = at.block is Block.INTRO if found == Block.GOALS else at.block in (Block.GOALS, Block.INTRO)
    return found if found and fits and at.after_end else None


def _opens_block(at: Reached, segment: Segment, mark: Mark | None) -> bool:
    name = headings.core(segment.text)
    if 0 < at.domain_level < at.level(segment):
        return True
    if name in ("目标", "措施", "策略", "重点任务"):
        framed = mark is not None or squeeze(segment.text).endswith(("：", ":", "】"))
        return framed and at.domain is not None and (mark is not None or at.after_end)
    return not (name == "保障措施" and at.domain is None)


def _open_block(at: Reached, block: Block, segment: Segment) -> None:
    at.plan_for(segment)
    if goes_on_with_goals(at, segment.text):
        at.go_on_with_goals()
        at.outline.note(
            Severity.INFO,
            "goals-in-two-lists",
            segment.line,
            "本领域的目标分两部分编号，已接续编号为一列，请核对。",
            seen=segment.text[:30],
        )
        return
    if block is Block.GOALS:
        at.intro = []
        if at.domain is None or at.domain.goals or at.domain.strategies:
            at.anonymous(segment)
    else:
        keep_intro(at)
        if at.domain is None:
            at.anonymous(segment)
    at.enter(block)
    at.block_level = at.level(segment)
    at.goals_heading = headings.core(segment.text)


def _content(at: Reached, segment: Segment, mark: Mark | None) -> None:
    if at.section is not None:
        section_line(at, at.section, segment, mark)
    elif at.domain is not None and at.block is Block.INTRO and not (mark and mark.number == 1):
        at.intro.append((segment, mark))
    elif at.domain is not None and at.block in (Block.INTRO, Block.GOALS, Block.STRATEGIES):
        if at.block is Block.INTRO:
            at.block, at.intro = Block.GOALS, []
        item_line(at, segment, mark)
    elif _begins_goals(at, mark):
        at.anonymous(segment)
        at.block, at.numbering = Block.GOALS, Numbering()
        item_line(at, segment, mark)
    elif at.plan is not None and not at.plan.domains:
        at.plan.front.append((segment.line, segment.text))
    elif at.plan is None:
        at.outline.notice.append((segment.line, segment.text))


def _begins_goals(at: Reached, mark: Mark | None) -> bool:
    """Whether item 1 comes straight after 发展领域、主要目标和策略措施: the first domain's headings are lost."""
    return at.in_body and at.domain is None and mark is not None and mark.style.is_arabic and mark.number == 1
