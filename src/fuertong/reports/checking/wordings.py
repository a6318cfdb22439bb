"""Words about a target (认定用语、责任单位): what a sentence says of its standing and of who answers for it."""

import re
from collections.abc import Iterator

from fuertong.model.findings import Finding
from fuertong.model.verdict import Verdict
from fuertong.reports.checking.knowledge import Known
from fuertong.reports.checking.reading import Line
from fuertong.reports.checking.telling import told
from fuertong.reports.facts import Facts, TargetFacts
from fuertong.reports.tally import agreed_verdict, is_qualitative

_WORDS = re.compile(
    r"(?P<hard>达标困难|难以达标)|(?P<missed>未达标|未达到目标|没有达标|尚未达标)|(?P<likely>(?:预计|有望)[^，。；]{0,4}(?:达标|实现))"
    r"|(?P<met>提前达标|已达标|均达标|全部达标|如期达标|已达到目标|已实现目标|已经达标|达标(?=[。，；]|$))"
    r"|(?P<against>方向[^，。；]{0,30}不符|方向相反)|(?P<fits>方向[^，。；]{0,20}符合)"
)
_FITTING = {
    "hard": (Verdict.HARD, Verdict.MISSED),
    "missed": (Verdict.MISSED, Verdict.MISSED_ONE_YEAR, Verdict.HARD),
    "likely": (Verdict.LIKELY, Verdict.BORDERLINE),
    "met": (Verdict.MET,),
    "against": (Verdict.AGAINST, Verdict.BELOW_BASE, Verdict.FLAT),
    "fits": (Verdict.FITS, Verdict.KEPT),
}
_OF_DIRECTION = ("against", "fits")
_UNIT = r"[^\s，。；、（）：“”]{1,14}?(?:局|委|办|联|会|院|署|大队|支队|中心|工会)"
_OWNERS = re.compile(
    rf"(?:责任单位|牵头单位|主管部门)(?:为|是|：)\s*({_UNIT})(?=[，。；、（）]|$)|^（({_UNIT})）|由({_UNIT})(?:牵头|负责)"
)


def wording_findings(sentence: str, places: list[tuple[int, Known]], line: Line, facts: Facts) -> Iterator[Finding]:
    """Verdicts and owners that are not those of the indicator the words are about."""
    for place, (end, known) in enumerate(places):
        following = places[place + 1][0] - len(places[place + 1][1].name) if place + 1 < len(places) else len(sentence)
        rest = sentence[end:following]
        if known.targets:
            if len(places) == 1 or "，" in rest:
                yield from _verdicts(rest, known, line)
            yield from _owners(rest, known, line, facts)


def _verdicts(rest: str, known: Known, line: Line) -> Iterator[Finding]:
    """Only where every target of the name has one verdict, and the sentence says it of this indicator."""
    target = known.targets[0]
    verdicts = {agreed_verdict(one) for one in known.targets}
    if len(verdicts) != 1 or is_qualitative(target):
        return
    verdict = verdicts.pop()
    for found in _WORDS.finditer(rest):
        kind = str(found.lastgroup)
        if _conditional(rest, found) or verdict in _FITTING[kind]:
            continue
        if not target.quantified and kind not in _OF_DIRECTION:
            what = f"没有数值要求的指标只讲变动方向，认定为“{verdict.value}”"
        else:
            what = f"与认定“{verdict.value}”不一致"
        yield told("verdict", line, found[0], what, "请按认定改写", wanted=verdict.value, about=known.name)


def _conditional(rest: str, found: re.Match[str]) -> bool:
    """Of the future, of a question or of a count: 力争达标, 是否达标, 3项达标."""
    before = re.split("[，。；]", rest[: found.start()])[-1]
    return bool(re.search(r"力争|争取|确保|是否|能否|项$|个$|待|为了|推动|促进|尽早|尽快|距", before[-14:]))


def _owners(rest: str, known: Known, line: Line, facts: Facts) -> Iterator[Finding]:
    for found in _OWNERS.finditer(rest):
        unit = next(name for name in found.groups() if name)
        if not _answers(unit, known.targets, facts):
            right = "、".join(dict.fromkeys(name for t in known.targets for name in t.lead))
            if right:
                what = f"不是这项指标的责任单位，应为{right}"
                yield told("owner", line, unit, what, f"请改为{right}", wanted=right, about=known.name)


def _answers(unit: str, targets: tuple[TargetFacts, ...], facts: Facts) -> bool:
    uids = {target.uid for target in targets}
    goals = [goal for goal in facts.goals if any(target.uid in uids for target in goal.targets)]
    names = {name for t in targets for name in (*t.lead, *t.support, *(note.unit for note in t.notes))}
    names |= {name for goal in goals for name in (*goal.lead, *goal.support)}
    names |= {facts.bodies.issuer, facts.bodies.group, facts.bodies.committee, facts.bodies.statistics}
    return any(unit == name or name.endswith(unit) or unit.endswith(name) for name in names if name)
