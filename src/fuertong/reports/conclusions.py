"""Conclusions (结论性标题): section titles and the phrase for a domain, drawn from the verdicts alone."""

from fuertong.model.verdict import Verdict
from fuertong.reports.asking import keeps
from fuertong.reports.facts import TargetFacts
from fuertong.reports.missing import lacks_value
from fuertong.reports.pen import Pen
from fuertong.reports.tally import Tally, agreed_verdict

_BEHIND = (Verdict.HARD, Verdict.MISSED)


def domain_phrase(title: str, count: Tally) -> str:
    """One phrase for a domain in the overall result: 妇女与健康领域12项中10项达标."""
    if count.judged:
        met = f"{count.met}项达标" if count.met else "尚无达标项"
        return f"{title}领域{count.judged}项中{met}"
    if count.judged_directions:
        return f"{title}领域{count.judged_directions}项趋势类指标中{count.good_directions}项方向符合"
    return f"{title}领域暂无可认定的指标"


def standing(count: Tally) -> str:
    """How a domain stands, as a sentence: 可量化指标全部达标; 多数达标，2项有差距."""
    behind = sum(count.words[word] for word in _BEHIND)
    if not count.judged:
        return "可量化指标尚无可认定的数据" if count.quantified else "未设可量化指标"
    if count.met == count.judged:
        return "已认定的可量化指标全部达标"
    lead = "多数可量化指标已达标" if count.met * 2 >= count.judged else "部分可量化指标已达标"
    if count.met == 0:
        lead = "可量化指标尚无已达标的"
    named = (
        (behind, "存在差距"),
        (count.words[Verdict.MISSED_ONE_YEAR], "单年未达标"),
        (_on_the_way(count), "正在推进"),
    )
    rest = "，".join(f"{number}项{words}" for number, words in named if number)
    return f"{lead}，{rest}"


def _on_the_way(count: Tally) -> int:
    return count.words[Verdict.LIKELY] + count.words[Verdict.BORDERLINE]


def met_title(number: int) -> str:
    """The title over the targets that are met."""
    return f"{number}项指标已达到目标要求"


def likely_title(number: int, borderline: int) -> str:
    """The title over the targets on their way; the borderline ones are always named."""
    return f"{number}项指标预计可如期达标" + (f"，其中{borderline}项处于临界状态" if borderline else "")


def direction_title(number: int, good: int) -> str:
    """The title over the targets spoken of by direction."""
    if good == number:
        return f"{number}项趋势类指标变动方向{'均' if number > 1 else ''}符合目标要求"
    return f"{number}项趋势类指标中{good}项变动方向符合目标要求"


def target_title(target: TargetFacts, pen: Pen) -> str:
    """A title that is the conclusion on one target: 孕产妇系统管理率提前达到目标要求."""
    name, titles = target.indicator.name, pen.wording.titles
    if target.sealed:
        return f"{name}{titles['sealed']}"
    verdict = agreed_verdict(target)
    if lacks_value(target, pen.year) and verdict is Verdict.OPEN:
        return f"{name}{titles['missing']}"
    early = target.deadline is not None and pen.year < target.deadline and not keeps(target)
    if verdict is Verdict.MET and target.quantified and early:
        return f"{name}{titles['early']}"
    return f"{name}{titles[verdict.value]}"


ATTENTION_TITLE = "未达标和未填报指标有待关注"
