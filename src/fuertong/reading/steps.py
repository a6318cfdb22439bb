"""Values with their years (分年度值): 提高到2025年的28%、2030年的35%, 2025年达到60%（2030年达到75%）."""

import re
from dataclasses import replace

from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.found import Found
from fuertong.reading.levels import VERB, read_levels
from fuertong.reading.quantities import QUANTITY

_VALUE = re.sub(r"\(\?P<\w+>", "(?:", QUANTITY)
_TIME = r"(?:到|至|在)?20\d\d年(?:底|末)?(?:时)?"
_BOUND = r"(?:及以上|以上|及以下|以下|以内|左右)?"
_DATED = rf"{_TIME}(?:的|为|达到|达|提高到|提升到|下降到|降到|降至|{VERB})?(?:约)?{_VALUE}{_BOUND}"
_BRACKETED = rf"{_VALUE}{_BOUND}（{_TIME}）"
_JOIN = r"(?:、|和|以及|及|，)?"
_AFTER = re.compile(
    rf"^(?P<subject>[^，]*?)(?P<verb>{VERB})(?P<steps>{_DATED}(?:{_JOIN}{_DATED})*|{_BRACKETED}(?:{_JOIN}{_BRACKETED})+(?P<bound>以上|以下|以内)?)$"
)
_BEFORE = re.compile(rf"^(?P<subject>[^，]*?[\u4e00-\u9fff）])(?P<steps>{_DATED}(?:{_JOIN}{_DATED})+)$")
_ONE = re.compile(
    rf"{_TIME}(?:的)?(?P<verb>{VERB})?(?:为|约)?(?P<value>{_VALUE})(?P<bound>{_BOUND})"
    rf"|(?P<value2>{_VALUE})(?P<bound2>{_BOUND})（{_TIME}）"
)
_YEAR = re.compile(r"20\d\d(?=年)")


def read_steps(clause: Clause, context: Context) -> list[Found]:
    """One target for each year; they become one with milestones when the item is put together."""
    if len(_YEAR.findall(clause.text)) < 1:
        return []
    match = _AFTER.match(clause.text) or _BEFORE.match(clause.text)
    if match is None:
        return []
    result: list[Found] = []
    last = match.groupdict().get("bound") or ""
    verb = match.groupdict().get("verb") or "达到"
    for step in _ONE.finditer(match["steps"]):
        value = (step["value"] or step["value2"]) + (step["bound"] or step["bound2"] or last)
        words = match["subject"] + (step["verb"] or verb) + value
        year = _YEAR.search(step[0])
        for found in read_levels(replace(clause, text=words), context):
            found.deadline = int(year[0]) if year else None
            found.end = clause.end
            result.append(found)
    return result
