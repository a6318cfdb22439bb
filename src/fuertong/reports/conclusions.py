"""Conclusions (结论性标题): section titles and the phrase for a domain, drawn from the verdicts alone."""

from fuertong.model.verdict import Verdict
from fuertong.reports.tally import Tally

_BEHIND = (Verdict.HARD, Verdict.MISSED)


def domain_phrase(title: str, count: Tally) -> str:
    """One phrase for a domain in the overall result: 妇女与健康领域12项中10项达标."""
    if count.judged:
        return f"{title}领域{count.judged}项中{count.met}项达标"
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
        lead = "可量化指标尚未达标"
    if behind:
        return f"{lead}，{behind}项存在差距"
    one_year = count.words[Verdict.MISSED_ONE_YEAR]
    if one_year:
        return f"{lead}，{one_year}项单年未达标"
    return f"{lead}，其余指标预计可如期达标"


def met_title(number: int) -> str:
    """The title over the targets that are met."""
    return f"{number}项指标已达到目标要求"


def likely_title(number: int, borderline: int) -> str:
    """The title over the targets on their way; the borderline ones are always named."""
    return f"{number}项指标预计可如期达标" + (f"，其中{borderline}项处于临界状态" if borderline else "")


def direction_title(number: int, good: int) -> str:
    """The title over the targets spoken of by direction."""
    if good == number:
        return f"{number}项趋势类指标变动方向均符合目标要求"
    return f"{number}项趋势类指标中{good}项变动方向符合目标要求"


ATTENTION_TITLE = "未达标和未填报指标有待关注"
