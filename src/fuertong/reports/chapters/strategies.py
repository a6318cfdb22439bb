"""Strategies with their indicators (策略措施落实情况): what the plan asks, who carries it, what units say they did."""

from collections.abc import Iterator
from dataclasses import replace

from fuertong.reports.blocks import Block, Paragraph, Run, plain
from fuertong.reports.desk import Desk
from fuertong.reports.facts import DomainFacts, NoteKind, TargetFacts
from fuertong.reports.facts_evaluation import StrategyFacts
from fuertong.reports.people_texts import strategy_part
from fuertong.reports.sentences import target_sentences

STRATEGY_TITLE = "策略措施落实情况"


def strategy_blocks(desk: Desk, domain: DomainFacts) -> Iterator[Block]:
    """A section with one paragraph a strategy; progress comes from units, else a marked gap stands (practice 13)."""
    if not domain.strategies:
        return
    yield desk.section(f"{len(domain.strategies)}项{STRATEGY_TITLE}")
    targets = {target.uid: target for target in (*domain.targets, *domain.commitments)}
    for strategy in domain.strategies:
        reported = [one for one in desk.facts.texts if one.part == strategy_part(domain.no, strategy.no)]
        told = replace(strategy, progress=(*strategy.progress, *((one.unit, one.text) for one in reported)))
        yield _strategy(desk, told, [targets[uid] for uid in strategy.targets if uid in targets])


def _strategy(desk: Desk, strategy: StrategyFacts, targets: list[TargetFacts]) -> Paragraph:
    runs: list[Run] = [*plain(f"{strategy.no}. {strategy.title}。")]
    if strategy.lead:
        runs += plain(f"由{'、'.join(strategy.lead)}负责。")
    for unit, text in strategy.progress:
        words = "".join(line.strip() for line in text.splitlines()).rstrip("。")
        runs += plain(f"{unit}报告：{words}。" if unit else f"{words}。")
    if not strategy.progress:
        who = strategy.lead[0] if strategy.lead else "责任单位"
        runs.append(Run(f"【落实情况待{who}补充】", gap=True))
    for target in targets:
        runs += target_sentences(target, desk.pen, opening=False, brief=True)
    return Paragraph(tuple(runs))


def goal_words(domain: DomainFacts) -> Iterator[Block]:
    """What units reported on their goals (主要目标落实情况), each named; what a strategy tells is not told twice."""
    told = {line for strategy in domain.strategies for line in strategy.progress}
    for goal in domain.goals:
        notes = [note for note in goal.notes if note.kind is NoteKind.WORK and (note.unit, note.text) not in told]
        if notes:
            words = "".join(f"{note.unit}报告：{note.text.rstrip('。')}。" for note in notes)
            yield Paragraph(plain(f"关于“{goal.text.rstrip('。；;')}”，{words}"))
