"""Problems and proposals (存在的主要问题、对策建议): facts, and the units' own words; nothing is invented.

Where no unit gave a cause or a proposal a marked gap stands, which stops 定稿 until filled or deleted (practice 13).
"""

from collections.abc import Iterator

from fuertong.model.verdict import Verdict
from fuertong.reports.blocks import Block, Paragraph, Run, Words, plain
from fuertong.reports.desk import Desk, chapter
from fuertong.reports.facts import NoteKind, TargetFacts
from fuertong.reports.missing import lacks_value, listed_by_reason
from fuertong.reports.sentences import target_sentences
from fuertong.reports.tally import agreed_verdict
from fuertong.reports.templates import Chapter

_BEHIND = (Verdict.MISSED, Verdict.HARD, Verdict.MISSED_ONE_YEAR)
_STRAYED = (Verdict.AGAINST, Verdict.FLAT, Verdict.BELOW_BASE)


@chapter("problems")
def problems(desk: Desk, about: Chapter) -> Iterator[Block]:
    """Targets behind, targets moving the wrong way, values missing, verdicts still open: each a list of facts."""
    yield desk.heading(about.heading)
    behind, strayed, missing, open_ones = sorted_out(desk)
    if not (behind or strayed or missing or open_ones):
        yield Paragraph(plain("本年度监测的指标中，没有未达标、预计达标困难、方向不符和数据缺失的指标。"))
    if behind:
        yield desk.section(f"{len(behind)}项指标未达标或预计达标困难")
        yield from (_with_cause(desk, target) for target in behind)
    if strayed:
        yield desk.section(f"{len(strayed)}项趋势类指标未按目标要求的方向变动")
        yield from (_with_cause(desk, target) for target in strayed)
    if missing:
        yield desk.section(f"{len(missing)}项指标缺少{desk.facts.year}年数据")
        yield Paragraph(plain(f"按原因分列如下。{listed_by_reason(missing, desk.facts.year)}。"))
    if open_ones:
        yield desk.section(f"{len(open_ones)}项指标尚待认定")
        yield Paragraph(
            plain(f"{'、'.join(target.indicator.name for target in open_ones)}，待{desk.facts.bodies.group}认定。")
        )


@chapter("proposals")
def proposals(desk: Desk, about: Chapter) -> Iterator[Block]:
    """What the units propose, each unit named; a marked gap a unit that is behind and proposed nothing."""
    behind, strayed, missing, _ = sorted_out(desk)
    given: list[Words] = []
    waiting: dict[str, None] = {}
    for target in (*behind, *strayed, *missing):
        notes = [note for note in target.notes if note.kind is NoteKind.PROPOSAL]
        given += [plain(f"关于{target.indicator.name}，{note.unit}提出：{_sentence(note.text)}") for note in notes]
        if not notes and target not in missing:
            waiting[_unit(target)] = None
    if not given and not waiting:
        return
    yield desk.heading(about.heading)
    yield from (Paragraph(words) for words in given)
    yield from (Paragraph((Run(f"【对策建议待{unit}补充】", gap=True),)) for unit in waiting)


def sorted_out(desk: Desk) -> tuple[list[TargetFacts], ...]:
    """Each target in one list at most: behind, strayed, missing, open."""
    lists: tuple[list[TargetFacts], ...] = ([], [], [], [])
    for target in desk.facts.targets:
        if target.sealed:
            continue
        verdict = agreed_verdict(target)
        if verdict in _BEHIND:
            lists[0].append(target)
        elif verdict in _STRAYED:
            lists[1].append(target)
        elif lacks_value(target, desk.facts.year):
            lists[2].append(target)
        elif verdict is Verdict.OPEN:
            lists[3].append(target)
    return lists


def _with_cause(desk: Desk, target: TargetFacts) -> Paragraph:
    causes = [note for note in target.notes if note.kind is NoteKind.CAUSE]
    facts = target_sentences(target, desk.pen, brief=True)
    if not causes:
        return Paragraph((*facts, Run(f"【原因待{_unit(target)}补充】", gap=True)))
    return Paragraph((*facts, *(Run(f"{note.unit}说明：{_sentence(note.text)}") for note in causes)))


def _unit(target: TargetFacts) -> str:
    return target.lead[0] if target.lead else "责任单位"


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
