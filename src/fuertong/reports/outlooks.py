"""Outlooks in words (趋势预测): 可能性较大, 不确定, 较小, and never a probability (practice 7).

An outlook that the verdict contradicts is left out and noted: the person's word stands.
"""

from fuertong.model.verdict import Verdict
from fuertong.reports.blocks import Role, Run, Trace, Words, plain
from fuertong.reports.facts import TargetFacts
from fuertong.reports.facts_evaluation import Chance, OutlookFacts
from fuertong.reports.figures import with_unit
from fuertong.reports.pen import Pen
from fuertong.reports.tally import agreed_verdict

_AGREED = {
    Verdict.LIKELY: (Chance.LIKELY, Chance.UNSURE),
    Verdict.BORDERLINE: (Chance.LIKELY, Chance.UNSURE, Chance.UNLIKELY),
    Verdict.HARD: (Chance.UNSURE, Chance.UNLIKELY),
    Verdict.OPEN: tuple(Chance),
}


def outlook_of(target: TargetFacts, pen: Pen) -> OutlookFacts | None:
    """The outlook that may be printed beside the verdict."""
    outlook, verdict = target.outlook, agreed_verdict(target)
    if outlook is None or verdict not in _AGREED or target.sealed:
        return None
    if outlook.chance in _AGREED[verdict]:
        return outlook
    name = target.indicator.name
    pen.ledger.note(
        "report.outlook",
        name,
        f"“{name}”的趋势推算为“{outlook.chance.value}”，与认定“{verdict.value}”不一致，预测没有写。",
        "如需写入，请先核对认定。",
    )
    return None


def outlook_words(target: TargetFacts, outlook: OutlookFacts) -> Words:
    """妇女人均预期寿命约为83.74岁; the name alone where no value may be shown. No full stop: these are listed."""
    name = target.indicator.name
    if outlook.value is None:
        return plain(name)
    trace = Trace(uid=target.uid, role=Role.OUTLOOK, year=outlook.year)
    return (*plain(f"{name}约为"), Run(with_unit(outlook.value, target.indicator.unit), trace))
