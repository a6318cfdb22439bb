"""Milestones (里程碑): a named thing that is to stand, 建成一所妇女儿童医院, 开通12355热线; judged by 认定 only.

A mechanism, a system or a rule that is to be made better is no milestone: nobody could say on which day it stands.
"""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.found import Found
from fuertong.reading.list_parts import parts_of
from fuertong.reading.quantities import COUNTED, QUANTITIES, Quantity, quantities
from fuertong.reading.wordlists import either

_SINGLE = 3  # more than so many of a kind are counted year by year, not pointed at
_VERB = either("words.csv", "milestone_verb")
_THING = either("words.csv", "milestone_thing")
_MILESTONE = re.compile(
    rf"^(?P<before>(?:(?!加强|推进|加快|鼓励|支持|依托|发挥|指导|引导|%).){{0,20}}?)(?P<verb>{_VERB})"
    rf"(?:并(?:投入|有效|稳定)?(?:使用|运行|运营)|投用|使用|启用)?"
    rf"(?:(?!12\d{{3}}|\d+小时)(?P<values>{QUANTITIES})(?:以上)?(?:的)?)?(?P<thing>[^的]*?(?:的[^的]{{0,12}})?{_THING}(?:（[^（）]*）|新院区|新馆|二期)?)"
    r"(?:(?:并|且)[^，]{2,12}|建设)?$"
)
_COUNTED_AFTER = re.compile(
    rf"^(?P<before>(?:(?!加强|推进|加快|鼓励|支持|%).){{0,20}}?)(?P<verb>{_VERB})(?P<thing>[^的，\d]{{2,20}}{_THING})(?P<values>[1-3一二两三][所个家处座支条间])$"
)
_THROUGH = re.compile(
    rf"^(?P<before>.{{0,16}}?)(?P<thing>[^的，]{{2,24}}{_THING})(?:正式)?(?P<verb>{either('words.csv', 'opening')})$"
)
_FIRM = re.compile(r"建成|开通|启用|挂牌|投用|成立|组建")
_PLAN = re.compile(
    rf"^(?P<before>.{{0,16}}?)(?P<verb>建设|打造)(?P<thing>(?:全[省市县区州盟旗]|省级|市级|县级|统一)[^，]*?{_THING})$"
)
_HINT = re.compile(rf"{_VERB}|{either('words.csv', 'opening')}|建设|打造")
_MANY = re.compile(r"每个|每一|各|全部|所有|覆盖|均|都|%|全面|应当?$|必须$|须$")


def is_single(value: Quantity) -> bool:
    """Whether so many things built are a milestone and no count."""
    return value.value <= _SINGLE and value.unit in COUNTED and not value.unit.startswith("万")


def read_milestones(clause: Clause, context: Context) -> list[Found]:
    """The named things a clause promises to build, open or set up; how many stays in the quote."""
    if not _HINT.search(clause.text):
        return []
    phrase = phrases.clean(clause.text)
    text = clause.text if phrase.deadline is None else phrase.name
    match = _COUNTED_AFTER.match(text) or _MILESTONE.match(text) or _PLAN.match(text) or _THROUGH.match(text)
    if match is None or _MANY.search(text[: match.start("thing")]) or re.search(r"体系$|率$", match["thing"]):
        return []
    given = match.groupdict().get("values")
    value = quantities(given)[0] if given else None
    if value is not None and not is_single(value):
        return []
    before = re.sub(r"^(?:到|在)?(?:20\d\d年.{0,3})?|推动|力争|确保|实现|[，、]$", "", match["before"])
    firm = bool(_FIRM.search(match["verb"])) and (phrase.deadline is not None or value is not None)
    return [
        Found(
            indicator=before + part.text.strip(),
            kind=TargetKind.MILESTONE,
            start=clause.start,
            end=clause.end,
            clause=len(context.clauses),
            deadline=phrase.deadline,
            strength=phrase.strength,
            raw=part.text,
            doubts=set() if firm else {"milestone"},
        )
        for part in parts_of(match["thing"])
    ]
