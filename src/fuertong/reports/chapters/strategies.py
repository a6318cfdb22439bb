"""Strategies with their indicators (策略措施落实情况): what the plan asks, who carries it, what units say they did."""

from collections.abc import Iterator

from fuertong.reports.blocks import Block, Paragraph, Run, plain
from fuertong.reports.desk import Desk
from fuertong.reports.facts import DomainFacts, TargetFacts
from fuertong.reports.facts_evaluation import StrategyFacts
from fuertong.reports.sentences import target_sentences

STRATEGY_TITLE = "策略措施落实情况"


def strategy_blocks(desk: Desk, domain: DomainFacts) -> Iterator[Block]:
    """A section with one paragraph a strategy; progress comes from units, else a marked gap stands (practice 13)."""
    if not domain.strategies:
        return
    yield desk.section(f"{len(domain.strategies)}项{STRATEGY_TITLE}")
    targets = {target.uid: target for target in (*domain.targets, *domain.commitments)}
    for strategy in domain.strategies:
        yield _strategy(desk, strategy, [targets[uid] for uid in strategy.targets if uid in targets])


def _strategy(desk: Desk, strategy: StrategyFacts, targets: list[TargetFacts]) -> Paragraph:
    runs: list[Run] = [*plain(f"{strategy.no}. {strategy.title}。")]
    if strategy.lead:
        runs += plain(f"由{'、'.join(strategy.lead)}负责。")
    for unit, text in strategy.progress:
        runs += plain(f"{unit}报告：{text.rstrip('。')}。")
    if not strategy.progress:
        who = strategy.lead[0] if strategy.lead else "责任单位"
        runs.append(Run(f"【落实情况待{who}补充】", gap=True))
    for target in targets:
        runs += target_sentences(target, desk.pen, opening=False, brief=True)
    return Paragraph(tuple(runs))
