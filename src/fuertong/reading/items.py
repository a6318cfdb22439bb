"""Items of 主要目标 and 策略措施 (条目): a line opens the next item, goes on with the one before, or begins anew."""

import re

from fuertong.model.findings import Severity
from fuertong.reading.characters import squeeze
from fuertong.reading.marks import Mark, parse_mark
from fuertong.reading.nodes import Block, ItemNode
from fuertong.reading.numbering import Numbering, Verdict, glued_next, glued_restart
from fuertong.reading.reached import Reached
from fuertong.reading.segments import Segment
from fuertong.reading.units import starts_with_role

_MAX_GLUED = 200
_OPENING = 60
_DASH = re.compile(r"^(?:[—–－\-―─]{1,3}|[●◆■▪•·*※◇○□])\s*(?=[\u4e00-\u9fff“《\d])")


def item_line(at: Reached, segment: Segment, mark: Mark | None) -> None:
    """Take a line of a block into its items."""
    if mark is None and _has_own_heading(at, segment):
        at.titled = True
        _new_item(at, at.numbering.unnumbered(), segment.line, counted=True)
        _append(at, segment.line, _as_title(segment.text))
        return
    if mark is None and at.after_end:
        mark = at.numbering.unwritten(segment.text)
    if at.item is None and at.numbering.style is None and mark is not None:
        at.numbering = Numbering(style=None, last=0)
    if mark is None:
        _unmarked(at, segment)
        return
    _drop_opening_words(at, mark)
    verdict = at.numbering.judge(mark, before=at.item.tail() if at.item else "")
    if verdict is Verdict.INSIDE:
        at.numbering.take(mark, verdict)
        _append(at, segment.line, squeeze(segment.text))
        return
    if verdict is Verdict.RESTART:
        _restart(at, segment)
    elif verdict is not Verdict.NEXT:
        _note_number(at, segment, mark, verdict)
    number = at.numbering.take(mark, Verdict.NEXT if verdict is Verdict.RESTART else verdict)
    _new_item(at, number, segment.line)
    _append(at, segment.line, squeeze(segment.text[mark.end :]))


def _has_own_heading(at: Reached, segment: Segment) -> bool:
    """Whether the file makes a line a heading below 主要目标 or 策略措施: the heading of an item."""
    return 0 < at.block_level < at.level(segment)


def _as_title(text: str) -> str:
    """An item's heading, ended like a sentence."""
    bare = squeeze(text)
    return bare if bare.endswith(("。", "：", "；")) else bare + "。"


def keep_intro(at: Reached) -> None:
    """A domain without the heading 主要目标: what stood before its 策略措施 were its goals."""
    held, at.intro = at.intro, []
    if not held or at.domain is None or at.domain.goals or at.domain.strategies:
        return
    at.block, at.item, at.numbering = Block.GOALS, None, Numbering()
    for segment, mark in held:
        item_line(at, segment, mark)


def _drop_opening_words(at: Reached, mark: Mark) -> None:
    """A short line between 主要目标 and item 1 (到2030年：, a running head printed once) is no goal."""
    if at.domain is None or mark.number != 1 or at.numbering.style is not None:
        return
    items = at.domain.goals if at.block is Block.GOALS else at.domain.strategies
    if len(items) == 1 and items[0].counted and len(items[0].text) <= _OPENING:
        items.clear()
        at.item, at.numbering = None, Numbering()


def _unmarked(at: Reached, segment: Segment) -> None:
    text = squeeze(segment.text)
    loose = at.numbering.style is None
    dash = _DASH.match(text) if loose else None
    if dash:
        text = text[dash.end() :]
        at.dashed = at.dashed or at.item is None
    opens = at.item is None or dash or (at.after_end and not at.titled and not at.dashed)
    if loose and opens and not starts_with_role(text):
        if at.item is None:
            at.outline.note(
                Severity.INFO,
                "unnumbered-items",
                segment.line,
                "本部分各条没有编号，已按自然段依次编号，请核对。",
                seen=text[:30],
            )
        _new_item(at, at.numbering.unnumbered(), segment.line, counted=True)
    _append(at, segment.line, text)


def _new_item(at: Reached, number: int, line: int, *, counted: bool = False) -> None:
    if at.domain is None:
        raise AssertionError
    at.item = ItemNode(no=at.counted_before + number, line=line, counted=counted)
    (at.domain.goals if at.block is Block.GOALS else at.domain.strategies).append(at.item)


def _append(at: Reached, line: int, text: str) -> None:
    """Add a line to the item, opening the items that are glued inside it."""
    if at.item is None:
        _new_item(at, at.numbering.unnumbered(), line, counted=True)
    glued = 0
    while at.item is not None:
        glued += 1
        if at.item.is_long or glued > _MAX_GLUED:
            at.item.pieces.append((line, text))
            return
        done = at.item.text
        near = done[-1:] + text
        place = glued_next(near, at.numbering, before=done)
        again = glued_restart(near, at.numbering, place)
        if place is None and again is None:
            at.item.pieces.append((line, text))
            return
        place = (again if again is not None else place or 0) - len(done[-1:])
        head, text = text[:place], text[place:]
        if head:
            at.item.pieces.append((line, head))
        mark = parse_mark(text)
        if mark is None:
            at.item.pieces.append((line, text))
            return
        if again is not None:
            _restart(at, Segment(line, text))
        number = at.numbering.take(mark, Verdict.NEXT)
        at.outline.note(
            Severity.INFO, "glued-item", line, f"第{number}条与上一条连在同一行，已分开，请核对。", seen=text[:30]
        )
        _new_item(at, number, line)
        text = text[mark.end :]


def _restart(at: Reached, segment: Segment) -> None:
    """Numbering begins anew without a heading: the next block, or a domain whose heading was lost."""
    if at.block is Block.GOALS and not at.goals_only:
        at.block = Block.STRATEGIES
        message = "编号从1重新开始，此处应有“策略措施”标题，已按策略措施读取，请核对。"
        code = "missing-strategies-heading"
    else:
        at.anonymous(segment)
        at.block = Block.GOALS
        message = "编号从1重新开始，此处应有领域标题和“主要目标”标题，已按新领域的主要目标读取，请核对。"
        code = "missing-goals-heading"
    at.numbering, at.item = Numbering(), None
    at.outline.note(
        Severity.WARNING, code, segment.line, message, seen=segment.text[:30], remedy="请对照原文件补上标题。"
    )


def _note_number(at: Reached, segment: Segment, mark: Mark, verdict: Verdict) -> None:
    word = "跳号" if verdict is Verdict.SKIPPED else "重号"
    at.outline.note(
        Severity.WARNING,
        "numbering",
        segment.line,
        f"编号{word}：上一条为第{at.numbering.last}条，此处写作第{mark.number}条，请核对。",
        seen=segment.text[:30],
    )
