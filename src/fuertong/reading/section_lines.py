"""Parts outside the domains (总体要求、组织实施等部分): their headings, their items, and where the document closes."""

import re

from fuertong.reading import headings
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.items import keep_intro
from fuertong.reading.marks import Mark, Style, parse_mark
from fuertong.reading.nodes import ItemNode, SectionNode
from fuertong.reading.numbering import Numbering, Verdict
from fuertong.reading.reached import Reached
from fuertong.reading.segments import Segment

_CLOSING = re.compile(
    r"^(?:抄送|主题词|附件|附表|附：|本规划(?:由|自)|（?此件|.{2,20}(?:办公室|秘书处)\s*\d{4}年\d{1,2}月\d{1,2}日\s*印发)"
)


def is_section_heading(at: Reached, segment: Segment, mark: Mark | None, role: str | None) -> bool:
    """Whether a segment heads a part of the plan that is no domain."""
    if _is_styled_part(at, segment, mark, role):
        return True
    if role in ("section", "front", "body"):
        return headings.is_short(segment.text) and (mark is not None or at.domain is None or role == "section")
    if mark is None or not headings.is_top(mark) or not headings.is_short(segment.text):
        return False
    if at.domain is None:
        return True
    return at.domain_style not in (None, Style.CN_DOT) and at.after_end and at.numbering.style is not mark.style


def _is_styled_part(at: Reached, segment: Segment, mark: Mark | None, role: str | None) -> bool:
    """Whether the file makes a line a heading of the domains' level or above it."""
    level = at.level(segment)
    if (
        not level
        or role in ("goals", "strategies", "other", "indicators", "tasks")
        or not headings.is_short(segment.text, _LONGEST_NAME)
    ):
        return False
    if at.domain is None or at.section is not None:
        return True
    item = mark is not None and mark.style.is_counting and at.block is not None
    return 0 < level <= at.domain_level and not item and at.after_end


_LONGEST_NAME = 30


def open_section(at: Reached, segment: Segment) -> None:
    """Begin a section, or an item of it where the heading is a smaller one."""
    if headings.role(segment.text) == "body":
        at.section, at.item, at.in_body = None, None, True
        return
    keep_intro(at)
    if at.plan is None:
        at.outline.notice.append((segment.line, segment.text))
        return
    mark = parse_mark(segment.text)
    level = at.level(segment)
    inner = level > at.section_level if level and at.section_level else mark is not None and not headings.is_top(mark)
    if at.section is not None and inner:
        at.item = ItemNode(
            no=len(at.section.items) + 1,
            line=segment.line,
            pieces=[(segment.line, headings.core(segment.text) + "\n")],
        )
        at.section.items.append(at.item)
        return
    at.section = SectionNode(title=headings.core(segment.text), line=segment.line)
    at.section_level = level
    at.plan.sections.append(at.section)
    at.block, at.item, at.numbering = None, None, Numbering()
    at.closed = False


def section_line(at: Reached, section: SectionNode, segment: Segment, mark: Mark | None) -> None:
    """Take a line into a section; after the plan's last words nothing is taken any more."""
    if _CLOSING.match(plain(squeeze(segment.text))):
        if not at.closed and squeeze(segment.text).startswith("本规划"):
            last = ItemNode(no=0, line=segment.line, pieces=[(segment.line, squeeze(segment.text))])
            section.items.append(last)
        at.closed = True
    if at.closed:
        return
    before = at.item.tail() if at.item else ""
    if mark is not None:
        verdict = at.numbering.judge(mark, before=before)
        number = at.numbering.take(mark, verdict)
        if verdict in (Verdict.NEXT, Verdict.SKIPPED, Verdict.REPEATED):
            rest = squeeze(segment.text[mark.end :])
            heading = "\n" if headings.is_short(rest, 30) else ""
            at.item = ItemNode(no=number, line=segment.line, pieces=[(segment.line, rest + heading)])
            section.items.append(at.item)
            return
    if at.item is None:
        at.item = ItemNode(no=0, line=segment.line)
        section.items.append(at.item)
    at.item.pieces.append((segment.line, squeeze(segment.text)))
