"""Briefings of one page (简报): for the government, and for one department about what it leads."""

from collections.abc import Iterator

from fuertong.model.verdict import Verdict
from fuertong.reports.blocks import Block, Paragraph, Run, plain
from fuertong.reports.chapters import overall_words
from fuertong.reports.chapters.problems import sorted_out
from fuertong.reports.conclusions import domain_phrase, standing, target_title
from fuertong.reports.desk import Desk, chapter, quoted
from fuertong.reports.facts import Facts, NoteKind, TargetFacts
from fuertong.reports.figures import percentage
from fuertong.reports.missing import lacks_value
from fuertong.reports.sentences import target_sentences
from fuertong.reports.tally import Tally, agreed_verdict, tally
from fuertong.reports.templates import Chapter

_ROOMY = 12


@chapter("brief_result")
def brief_result(desk: Desk, about: Chapter) -> Iterator[Block]:
    """How the plan stands: counts with their denominator, and a phrase a domain."""
    facts = desk.facts
    count = tally(facts.targets, nearly_met_counts=facts.nearly_met_counts)
    yield desk.heading(desk.filled(about.heading))
    size = f"{len(facts.domains)}个领域{{}}{sum(1 for _ in facts.goals)}项主要目标、{count.total}项指标"
    if desk.unit:
        yield Paragraph(plain(f"{desk.unit}牵头{quoted(facts.plan.title)}{size.format('的')}。{_short(facts, count)}"))
        return
    lead = f"{quoted(facts.plan.title)}设{size.format('、')}。{facts.year}年，{standing(count)}。"
    yield Paragraph(plain(f"{lead}{overall_words.rate(facts, count)}"))
    nearly = facts.nearly_met_counts
    phrases = [domain_phrase(one.title, tally(one.targets, nearly_met_counts=nearly)) for one in facts.domains]
    if about.flag("domains"):
        yield Paragraph(plain(f"分领域看，{'；'.join(phrases)}。"))


def _short(facts: Facts, count: Tally) -> str:
    """The rate in one clause, its denominator named."""
    if not count.judged:
        return "可量化指标中，目前没有既有数据又已认定的指标。"
    share = percentage(count.met, count.judged)
    return f"{facts.year}年，有数据并已认定的可量化指标{count.judged}项，已达标{count.met}项，达标率{share}。"


@chapter("brief_attention")
def brief_attention(desk: Desk, about: Chapter) -> Iterator[Block]:
    """需重点关注的指标（已认定）, told in full as far as the page allows, and named beyond that."""
    behind, strayed, missing, _ = sorted_out(desk)
    yield desk.heading(desk.filled(about.heading))
    told = desk.limit // 2 if desk.limit else len(behind)
    for target in behind[:told]:
        yield Paragraph(target_sentences(target, desk.pen, brief=True))
    if len(behind) > told:
        more = "另有" if told else "未达标或预计达标困难的"
        yield Paragraph(plain(f"{more}{len(behind) - told}项：{_names(desk, behind[told:])}。"))
    if strayed:
        yield Paragraph(plain(f"方向不符或未见变动的趋势类指标{len(strayed)}项：{_names(desk, strayed)}。"))
    if missing and not desk.unit:
        yield Paragraph(plain(f"缺少{desk.facts.year}年数据的指标{len(missing)}项：{_names(desk, missing)}。"))
    if not (behind or strayed or (missing and not desk.unit)):
        rest = "" if desk.unit else "和数据缺失"
        yield Paragraph(plain(f"没有未达标、预计达标困难、方向不符{rest}的指标。"))


@chapter("brief_requests")
def brief_requests(desk: Desk, about: Chapter) -> Iterator[Block]:
    """What units propose; where none did, one marked gap."""
    yield desk.heading(desk.filled(about.heading))
    notes = [note for target in desk.facts.targets for note in target.notes if note.kind is NoteKind.PROPOSAL]
    told = desk.limit or len(notes)
    for note in notes[:told]:
        yield Paragraph(plain(f"{note.unit}提出：{note.text.rstrip('。')}。"))
    if not notes:
        who = desk.filled(about.text("asks", "{office}"), office=desk.facts.bodies.named("office"))
        yield Paragraph((Run(f"【工作建议待{who}补充】", gap=True),))


@chapter("unit_targets")
def unit_targets(desk: Desk, about: Chapter) -> Iterator[Block]:
    """The unit's own targets by verdict; last year's word where it changed and the page has room."""
    if about.heading:
        yield desk.heading(desk.filled(about.heading))
    groups = (
        ("已达到目标要求的", (Verdict.MET,)),
        ("预计可达标的", (Verdict.LIKELY, Verdict.BORDERLINE)),
        ("方向符合或保持良好的", (Verdict.FITS, Verdict.KEPT)),
        ("到期待数的", (Verdict.DUE,)),
    )
    parts = []
    for words, verdicts in groups:
        chosen = [target for target in desk.facts.targets if agreed_verdict(target) in verdicts and not target.sealed]
        if chosen:
            names = "" if desk.limit == 1 else f"：{_names(desk, chosen)}"
            parts.append(f"{words}{len(chosen)}项{names}")
    if parts:
        yield Paragraph(plain(f"{'；'.join(parts)}。"))
    changed = [t for t in desk.facts.targets if _changed(t)]
    for target in changed if desk.limit in (0, _ROOMY) else ():
        before = target.previous_verdict.value if target.previous_verdict else ""
        yield Paragraph(plain(f"{target_title(target, desk.pen)}（上年认定为“{before}”）。"))


@chapter("unit_requests")
def unit_requests(desk: Desk, about: Chapter) -> Iterator[Block]:
    """What the office asks of the unit: values missing, causes not yet given; nothing when all is there."""
    behind, strayed, _, open_ones = sorted_out(desk)
    missing = [target for target in desk.facts.targets if lacks_value(target, desk.facts.year)]
    silent = [t for t in (*behind, *strayed) if not any(note.kind is NoteKind.CAUSE for note in t.notes)]
    asked = []
    if missing:
        asked.append(f"请补报{desk.facts.year}年数据或说明缺数原因：{_names(desk, missing)}")
    if silent:
        which = "上述" if len(silent) == len(behind) + len(strayed) else "其中"
        asked.append(f"请说明{which}{len(silent)}项指标的原因，提出改进措施")
    if open_ones:
        asked.append(f"下列指标待{desk.facts.bodies.group}认定，请准备有关依据：{_names(desk, open_ones)}")
    yield desk.heading(desk.filled(about.heading))
    yield from (Paragraph(plain(f"{place}. {words}。")) for place, words in enumerate(asked, start=1))
    if not asked:
        yield Paragraph(plain("本单位牵头指标的数据和说明均已齐备，没有需要补充的事项。"))


def _changed(target: TargetFacts) -> bool:
    before, now = target.previous_verdict, agreed_verdict(target)
    return before is not None and now not in (before, Verdict.OPEN) and not target.sealed


def _names(desk: Desk, targets: list[TargetFacts]) -> str:
    return desk.listed([target.indicator.name for target in targets])
