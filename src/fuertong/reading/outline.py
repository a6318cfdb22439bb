"""The outline of a plan document (提纲): title, domains, 主要目标 and 策略措施 items, sections.

The genre's grammar: a title; parts numbered 一、; domains numbered （一）; in each domain the block 主要目标 and the
block 策略措施 with items numbered 1. Any of these headings may be missing, glued or differently numbered; what is
missing is concluded from numbering that begins anew and from the block that comes next, and a finding says so.
"""

import re

from fuertong.model.findings import Severity
from fuertong.reading import headings
from fuertong.reading.characters import plain, squeeze
from fuertong.reading.marks import Mark, Style, parse_mark
from fuertong.reading.nodes import Block, DomainNode, ItemNode, Outline, PlanNode, SectionNode
from fuertong.reading.numbering import Numbering, Verdict, glued_next, has_ended
from fuertong.reading.paragraphs import part_paragraphs
from fuertong.reading.segments import Segment
from fuertong.reading.titles import title_at
from fuertong.reading.units import starts_with_role

_CLOSING = re.compile(
    r"^(?:抄送|主题词|附件|附表|附：|本规划(?:由|自)|（?此件|.{2,20}(?:办公室|秘书处)\s*\d{4}年\d{1,2}月\d{1,2}日\s*印发)"
)
_MAX_GLUED = 200
_OPENING = 60
_DASH = re.compile(r"^(?:[—–－\-―─]{1,3}|[●◆■▪•·*※◇○□])\s*(?=[\u4e00-\u9fff“《\d])")


def build_outline(segments: list[Segment]) -> Outline:
    """The outline of all plans in a document."""
    builder = _Builder(segments)
    builder.run()
    return builder.outline


class _Builder:
    """Walks the segments once; every decision looks at the segment, its neighbours and the place reached."""

    def __init__(self, segments: list[Segment]) -> None:
        self.segments = segments
        self.outline = Outline()
        self.plan: PlanNode | None = None
        self.domain: DomainNode | None = None
        self.section: SectionNode | None = None
        self.block: Block | None = None
        self.item: ItemNode | None = None
        self.numbering = Numbering()
        self.domain_style: Style | None = None
        self.closed = False
        self.in_body = False
        self.intro: list[tuple[Segment, Mark | None]] = []

    def run(self) -> None:
        """Read all segments."""
        position = 0
        while position < len(self.segments):
            position += self._read(position)
        self._keep_intro()
        for plan in self.outline.plans:
            for domain in plan.domains:
                if part_paragraphs(domain):
                    self.outline.note(
                        Severity.INFO,
                        "unnumbered-items",
                        domain.goals[0].line,
                        f"领域“{domain.title}”的主要目标连写成一段，已分成{len(domain.goals)}条，请核对。",
                    )

    # one segment

    def _read(self, position: int) -> int:
        segment = self.segments[position]
        used = self._title(position)
        if used:
            return used
        mark = parse_mark(segment.text)
        role = headings.role(segment.text) or self._likely_block(segment, mark)
        if role in (Block.GOALS, Block.STRATEGIES) and self._opens_block(segment, mark):
            self._open_block(Block(role), segment)
        elif self._is_domain_heading(position, mark, role):
            self._open_domain(segment, mark)
        elif self._is_section_heading(segment, mark, role):
            self._open_section(segment)
        elif role == "other" and self.domain and self.block:
            self._keep_intro()
            self.block, self.item = Block.OTHER, None
        else:
            self._content(segment, mark)
        return 1

    def _likely_block(self, segment: Segment, mark: Mark | None) -> str | None:
        """A heading the genre does not know, in a domain where a block of that kind may begin."""
        if self.domain is None or self.section is not None or (mark and mark.style is self.numbering.style):
            return None
        found = headings.likely_block(segment.text)
        fits = self.block is Block.INTRO if found == Block.GOALS else self.block in (Block.GOALS, Block.INTRO)
        return found if found and fits and self._after_end() else None

    def _following(self, position: int) -> Segment | None:
        return self.segments[position + 1] if position + 1 < len(self.segments) else None

    # titles

    def _title(self, position: int) -> int:
        """Open a plan at its title; the number of segments the title takes (0: this is no title)."""
        title, used = title_at(self.segments, position)
        if used:
            self._open_plan(title, self.segments[position].line)
        return used

    def _open_plan(self, title: str, line: int) -> None:
        audience = headings.audience_of(title)
        if self.plan and self.plan.domains and self.plan.audience is audience and not self.section:
            return
        if self.plan and not self.plan.domains:
            self.outline.notice.extend(self.plan.front)
            self.outline.plans.remove(self.plan)
        self._start(PlanNode(title=title, line=line, audience=audience))

    def _start(self, plan: PlanNode) -> None:
        self._keep_intro()
        self.plan, self.domain, self.section, self.block, self.item = plan, None, None, None, None
        self.domain_style, self.closed, self.in_body = None, False, False
        self.outline.plans.append(plan)

    # blocks

    def _opens_block(self, segment: Segment, mark: Mark | None) -> bool:
        name = headings.core(segment.text)
        if name in ("目标", "措施", "策略", "重点任务"):
            framed = mark is not None or squeeze(segment.text).endswith(("：", ":", "】"))
            return framed and self.domain is not None and (mark is not None or self._after_end())
        return not (name == "保障措施" and self.domain is None)

    def _open_block(self, block: Block, segment: Segment) -> None:
        plan = self._plan_for(segment)
        if block is Block.GOALS:
            self.intro = []
        else:
            self._keep_intro()
        if block is Block.GOALS and (self.domain is None or self.domain.goals or self.domain.strategies):
            self._anonymous(plan, segment)
        if block is Block.STRATEGIES and self.domain is None:
            self._anonymous(plan, segment)
        self.section, self.block, self.item, self.numbering = None, block, None, Numbering()

    def _plan_for(self, segment: Segment) -> PlanNode:
        if self.plan is None:
            self._start(PlanNode(title="", line=segment.line))
        if self.plan is None:
            raise AssertionError
        return self.plan

    def _anonymous(self, plan: PlanNode, segment: Segment) -> None:
        self.domain = DomainNode(title="", line=segment.line)
        plan.domains.append(self.domain)

    # domains

    def _is_domain_heading(self, position: int, mark: Mark | None, role: str | None) -> bool:
        segment = self.segments[position]
        if role is not None or not headings.is_short(segment.text):
            return False
        opens = self._opens_goals(position)
        if headings.is_domain_title(segment.text):
            if mark is None:
                return opens
            return opens or self._fits_domains(mark, position)
        if mark is None or (mark.style.is_arabic and self.block is not None and self.domain_style != mark.style):
            return (
                opens and mark is None and self._after_end() and len(squeeze(segment.text)) <= 12 and bool(self.domain)
            )
        return opens and self._after_end()

    def _after_end(self) -> bool:
        return self.item is None or has_ended(self.item.tail())

    def _opens_goals(self, position: int) -> bool:
        following = self._following(position)
        return following is not None and headings.role(following.text) == Block.GOALS

    def _fits_domains(self, mark: Mark, position: int) -> bool:
        """A domain's name with a number but without 主要目标 after it: no list of names."""
        segment, following = self.segments[position], self._following(position)
        first = parse_mark(following.text) if following else None
        if following is None or (
            headings.is_domain_title(following.text) and (first is None or first.style is mark.style)
        ):
            return False
        if first is not None and first.number == 1 and first.style is not mark.style:
            return headings.core(segment.text) in headings.STANDARD_DOMAINS or self._after_end()
        if self.domain_style is not None and mark.style is not self.domain_style and not headings.is_top(mark):
            return False
        return self._after_end()

    def _open_domain(self, segment: Segment, mark: Mark | None) -> None:
        self._keep_intro()
        title = headings.core(segment.text)
        plan = self._plan_for(segment)
        audience = headings.audience_of(title)
        if (
            audience
            and plan.domains
            and plan.audience
            and audience is not plan.audience
            and title.startswith(("妇女", "儿童"))
        ):
            self._start(PlanNode(title="", line=segment.line, audience=audience))
            plan = self._plan_for(segment)
        if audience and not plan.domains and plan.audience is None:
            plan.audience = audience
        self.domain = DomainNode(title=title, line=segment.line, style=mark.style if mark else None)
        if mark:
            self.domain_style = mark.style
        plan.domains.append(self.domain)
        self.section, self.block, self.item, self.numbering = None, Block.INTRO, None, Numbering()
        self.closed = False

    def _keep_intro(self) -> None:
        """A domain without the heading 主要目标: what stood before its 策略措施 were its goals."""
        held, self.intro = self.intro, []
        if not held or self.domain is None or self.domain.goals or self.domain.strategies:
            return
        self.block, self.item, self.numbering = Block.GOALS, None, Numbering()
        for segment, mark in held:
            self._item_line(segment, mark)

    # sections

    def _is_section_heading(self, segment: Segment, mark: Mark | None, role: str | None) -> bool:
        if role in ("section", "front", "body"):
            return headings.is_short(segment.text) and (mark is not None or self.domain is None or role == "section")
        if mark is None or not headings.is_top(mark) or not headings.is_short(segment.text):
            return False
        if self.domain is None:
            return True
        return (
            self.domain_style not in (None, Style.CN_DOT)
            and self._after_end()
            and self.numbering.style is not mark.style
        )

    def _open_section(self, segment: Segment) -> None:
        if headings.role(segment.text) == "body":
            self.section, self.item, self.in_body = None, None, True
            return
        self._keep_intro()
        if self.plan is None:
            self.outline.notice.append((segment.line, segment.text))
            return
        mark = parse_mark(segment.text)
        inner = self.section is not None and mark is not None and not headings.is_top(mark)
        if inner and self.section is not None:
            self.item = ItemNode(
                no=len(self.section.items) + 1,
                line=segment.line,
                pieces=[(segment.line, headings.core(segment.text) + "\n")],
            )
            self.section.items.append(self.item)
            return
        self.section = SectionNode(title=headings.core(segment.text), line=segment.line)
        self.plan.sections.append(self.section)
        self.block, self.item, self.numbering = None, None, Numbering()
        self.closed = False

    # contents

    def _content(self, segment: Segment, mark: Mark | None) -> None:
        if self.section is not None:
            self._section_line(segment, mark)
        elif self.domain is not None and self.block is Block.INTRO and not (mark and mark.number == 1):
            self.intro.append((segment, mark))
        elif self.domain is not None and self.block in (Block.INTRO, Block.GOALS, Block.STRATEGIES):
            if self.block is Block.INTRO:
                self.block, self.intro = Block.GOALS, []
            self._item_line(segment, mark)
        elif self._begins_goals(mark):
            self._anonymous(self._plan_for(segment), segment)
            self.block, self.numbering = Block.GOALS, Numbering()
            self._item_line(segment, mark)
        elif self.plan is not None and not self.plan.domains:
            self.plan.front.append((segment.line, segment.text))
        elif self.plan is None:
            self.outline.notice.append((segment.line, segment.text))

    def _begins_goals(self, mark: Mark | None) -> bool:
        """Whether item 1 comes straight after 发展领域、主要目标和策略措施: the first domain's headings are lost."""
        return self.in_body and self.domain is None and mark is not None and mark.style.is_arabic and mark.number == 1

    def _section_line(self, segment: Segment, mark: Mark | None) -> None:
        section = self.section
        if _CLOSING.match(plain(squeeze(segment.text))):
            if section is not None and not self.closed and squeeze(segment.text).startswith("本规划"):
                last = ItemNode(no=0, line=segment.line, pieces=[(segment.line, squeeze(segment.text))])
                section.items.append(last)
            self.closed = True
        if self.closed or section is None:
            return
        before = self.item.tail() if self.item else ""
        if mark is not None:
            verdict = self.numbering.judge(mark, before=before)
            number = self.numbering.take(mark, verdict)
            if verdict in (Verdict.NEXT, Verdict.SKIPPED, Verdict.REPEATED):
                rest = squeeze(segment.text[mark.end :])
                heading = "\n" if headings.is_short(rest, 30) else ""
                self.item = ItemNode(no=number, line=segment.line, pieces=[(segment.line, rest + heading)])
                section.items.append(self.item)
                return
        if self.item is None:
            self.item = ItemNode(no=0, line=segment.line)
            section.items.append(self.item)
        self.item.pieces.append((segment.line, squeeze(segment.text)))

    def _item_line(self, segment: Segment, mark: Mark | None) -> None:
        if mark is None and self._after_end():
            mark = self.numbering.unwritten(segment.text)
        if self.item is None and self.numbering.style is None and mark is not None:
            self.numbering = Numbering(style=None, last=0)
        if mark is None:
            self._unmarked(segment)
            return
        self._drop_opening_words(mark)
        verdict = self.numbering.judge(mark, before=self.item.tail() if self.item else "")
        if verdict is Verdict.INSIDE:
            self.numbering.take(mark, verdict)
            self._append(segment.line, squeeze(segment.text))
            return
        if verdict is Verdict.RESTART:
            self._restart(segment)
        elif verdict is not Verdict.NEXT:
            self._note_number(segment, mark, verdict)
        number = self.numbering.take(mark, Verdict.NEXT if verdict is Verdict.RESTART else verdict)
        self._new_item(number, segment.line)
        self._append(segment.line, squeeze(segment.text[mark.end :]))

    def _drop_opening_words(self, mark: Mark) -> None:
        """A short line between 主要目标 and item 1 (到2030年：, a running head printed once) is no goal."""
        if self.domain is None or mark.number != 1 or self.numbering.style is not None:
            return
        items = self.domain.goals if self.block is Block.GOALS else self.domain.strategies
        if len(items) == 1 and items[0].counted and len(items[0].text) <= _OPENING:
            items.clear()
            self.item, self.numbering = None, Numbering()

    def _unmarked(self, segment: Segment) -> None:
        text = squeeze(segment.text)
        loose = self.numbering.style is None
        dash = _DASH.match(text) if loose else None
        if dash:
            text = text[dash.end() :]
        if loose and not starts_with_role(text) and (self.item is None or dash or self._after_end()):
            if self.item is None:
                self.outline.note(
                    Severity.INFO,
                    "unnumbered-items",
                    segment.line,
                    "本部分各条没有编号，已按自然段依次编号，请核对。",
                    seen=text[:30],
                )
            self._new_item(self.numbering.unnumbered(), segment.line, counted=True)
        self._append(segment.line, text)

    def _new_item(self, number: int, line: int, *, counted: bool = False) -> None:
        if self.domain is None:
            raise AssertionError
        self.item = ItemNode(no=number, line=line, counted=counted)
        (self.domain.goals if self.block is Block.GOALS else self.domain.strategies).append(self.item)

    def _append(self, line: int, text: str) -> None:
        """Add a line to the item, opening the items that are glued inside it."""
        if self.item is None:
            self._new_item(self.numbering.unnumbered(), line, counted=True)
        glued = 0
        while self.item is not None:
            glued += 1
            if self.item.is_long or glued > _MAX_GLUED:
                self.item.pieces.append((line, text))
                return
            done = self.item.text
            place = glued_next(done[-1:] + text, self.numbering, before=done)
            if place is None:
                self.item.pieces.append((line, text))
                return
            place -= len(done[-1:])
            head, text = text[:place], text[place:]
            if head:
                self.item.pieces.append((line, head))
            mark = parse_mark(text)
            if mark is None:
                self.item.pieces.append((line, text))
                return
            number = self.numbering.take(mark, Verdict.NEXT)
            self.outline.note(
                Severity.INFO, "glued-item", line, f"第{number}条与上一条连在同一行，已分开，请核对。", seen=text[:30]
            )
            self._new_item(number, line)
            text = text[mark.end :]

    def _restart(self, segment: Segment) -> None:
        """Numbering begins anew without a heading: the next block, or a domain whose heading was lost."""
        if self.block is Block.GOALS:
            self.block = Block.STRATEGIES
            message = "编号从1重新开始，此处应有“策略措施”标题，已按策略措施读取，请核对。"
            code = "missing-strategies-heading"
        else:
            self._anonymous(self._plan_for(segment), segment)
            self.block = Block.GOALS
            message = "编号从1重新开始，此处应有领域标题和“主要目标”标题，已按新领域的主要目标读取，请核对。"
            code = "missing-goals-heading"
        self.numbering, self.item = Numbering(), None
        self.outline.note(
            Severity.WARNING, code, segment.line, message, seen=segment.text[:30], remedy="请对照原文件补上标题。"
        )

    def _note_number(self, segment: Segment, mark: Mark, verdict: Verdict) -> None:
        word = "跳号" if verdict is Verdict.SKIPPED else "重号"
        self.outline.note(
            Severity.WARNING,
            "numbering",
            segment.line,
            f"编号{word}：上一条为第{self.numbering.last}条，此处写作第{mark.number}条，请核对。",
            seen=segment.text[:30],
        )
