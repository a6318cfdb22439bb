"""Sentences of the overall result (总体情况用语): counts, each with its denominator in words."""

from fuertong.model.plan import Strength
from fuertong.model.verdict import Verdict
from fuertong.reports.conclusions import domain_phrase
from fuertong.reports.desk import Desk
from fuertong.reports.facts import Facts
from fuertong.reports.figures import percentage
from fuertong.reports.tally import JUDGED, Tally, goal_verdict, tally

_STRENGTHS = {Strength.STRIVE: "力争性", Strength.ADVOCATE: "倡导性"}


def scope(desk: Desk, count: Tally) -> str:
    """How many domains, goals and targets, by what they ask for."""
    facts = desk.facts
    goals = sum(1 for _ in facts.goals)
    parts = [f"有数值要求的可量化指标{count.quantified}项"]
    if count.directional:
        parts.append(f"逐步提高、保持等没有数值要求的趋势类指标{count.directional}项")
    if count.qualitative:
        parts.append(f"定性指标{count.qualitative}项")
    sealed = f"另有{count.sealed}项指标按规定暂不公布，未计入以上各数。" if count.sealed else ""
    size = f"{len(facts.domains)}个领域共设{goals}项主要目标、{count.total}项监测指标"
    return f"{desk.short_plan}{size}，其中{'，'.join(parts)}。{sealed}"


def rate(facts: Facts, count: Tally) -> str:
    """The rate with its denominator in words; what is left out of it is counted beside it."""
    outside = listed_verdicts(count, (Verdict.DUE, Verdict.UNKNOWN, Verdict.OPEN))
    left_out = f"另有{outside}，未计入达标率的分母。" if outside else ""
    if not count.judged:
        return f"可量化指标中，目前没有既有数据又已认定的指标，不计算达标率。{left_out}"
    nearly = ""
    if count.nearly_met:
        nearly = f"（含基本达标{count.nearly_met}项）" if facts.nearly_met_counts else ""
    words = tuple(word for word in JUDGED if word is not Verdict.MET)
    rest = listed_verdicts(count, words)
    tail = f"；{rest}" if rest else ""
    share = percentage(count.met, count.judged)
    return (
        f"{count.quantified}项可量化指标中，有数据并已认定的{count.judged}项，其中已达标{count.met}项{nearly}，"
        f"达标率为{share}（以有数据并已认定的{count.judged}项可量化指标为分母）{tail}。{left_out}"
    )


def strengths(facts: Facts) -> str:
    """力争 and 倡导 stand apart, though they are in the counts above."""
    parts = []
    for strength, word in _STRENGTHS.items():
        count = tally(target for target in facts.targets if target.strength is strength)
        if count.judged:
            parts.append(f"{word}指标{count.judged}项，已达标{count.met}项")
    return f"以上有数据并已认定的可量化指标中，{'；'.join(parts)}。" if parts else ""


def listed_verdicts(count: Tally, words: tuple[Verdict, ...]) -> str:
    """已达标12项、预计可达标3项: the words that occur, with their counts."""
    return "、".join(f"{word.value}{count.words[word]}项" for word in words if count.words[word])


def directions(count: Tally) -> str:
    """Targets without number, by direction word."""
    if not count.directional:
        return ""
    order = [word for word in Verdict if count.directions[word]]
    listed = "、".join(f"{word.value}{count.directions[word]}项" for word in order)
    return f"{count.directional}项趋势类指标只看变动方向，不计入达标率，其中{listed}。"


def qualities(count: Tally) -> str:
    """Qualitative targets, by how far the work is."""
    if not count.qualitative:
        return ""
    listed = "、".join(f"{w.value.removeprefix('定性：')}{count.qualities[w]}项" for w in Verdict if count.qualities[w])
    return f"{count.qualitative}项定性指标中，{listed}。"


def goals(facts: Facts) -> str:
    """The goals by the verdicts of their targets."""
    verdicts = [goal_verdict(goal) for goal in facts.goals]
    if not verdicts:
        return ""
    names = (
        (Verdict.MET, "各项可认定指标全部达到要求的"),
        (Verdict.PARTLY, "部分达到要求的"),
        (Verdict.MISSED, "尚未达到要求的"),
    )
    parts = [f"{name}{verdicts.count(word)}项" for word, name in names if verdicts.count(word)]
    qualitative = sum(1 for word in verdicts if word.is_qualitative)
    if qualitative:
        parts.append(f"属定性目标、按工作进展认定的{qualitative}项")
    rest = len(verdicts) - qualitative - sum(verdicts.count(word) for word, _ in names)
    if rest:
        parts.append(f"暂无可认定指标的{rest}项")
    return f"按主要目标统计，{len(verdicts)}项主要目标中，{'，'.join(parts)}。"


def last_year(facts: Facts, count: Tally) -> str:
    """Last year's rate with its own denominator, and on today's targets where the denominator changed."""
    last = facts.last_year
    if last is None or not last.judged:
        return ""
    text = f"{last.year}年公布的达标率为{percentage(last.met, last.judged)}（{last.judged}项中{last.met}项）"
    before = [t.previous_verdict for t in facts.targets if t.quantified and not t.sealed]
    judged = [word for word in before if word in JUDGED]
    if last.judged != count.judged and judged:
        met = judged.count(Verdict.MET)
        share = percentage(met, len(judged))
        text += f"；今年分母有变化，按本年度指标范围计算，{last.year}年为{share}（{len(judged)}项中{met}项）"
    return f"{text}。"


def by_domain(facts: Facts) -> str:
    """One phrase a domain."""
    phrases = [
        domain_phrase(d.title, tally(d.targets, nearly_met_counts=facts.nearly_met_counts)) for d in facts.domains
    ]
    return f"分领域看，{'；'.join(phrases)}。" if phrases else ""
