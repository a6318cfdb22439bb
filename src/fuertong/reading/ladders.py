"""One measure, a value for each group (分组定值): 小学生10小时、初中生9小时、高中生8小时睡眠时间."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.found import Found
from fuertong.reading.quantities import QUANTITY, quantities

_ONE = re.sub(r"\(\?P<\w+>", "(?:", QUANTITY)
_STEP = (
    rf"(?:{'|'.join(phrases.PEOPLE)}|小学|初中|高中|学龄前儿童|幼儿)(?:阶段)?(?:不少于|达到|至少|为)?{_ONE}(?:以上)?"
)
_LADDER = re.compile(
    rf"^(?P<before>.*?)(?P<steps>{_STEP}(?:(?:、|和|，){_STEP})+)(?:的)?(?P<noun>[\u4e00-\u9fff]{{2,10}})$"
)
_PAIR = re.compile(rf"(?P<group>[\u4e00-\u9fff]+?)(?:不少于|达到|至少|为)?(?P<value>{_ONE})(?:以上)?(?:、|和|，|$)")
_DAILY = re.compile(r"每[天日周]")


def read_ladders(clause: Clause, context: Context) -> list[Found]:
    """The targets of a clause that names the groups with their values before what is measured."""
    match = _LADDER.match(clause.text)
    if match is None or not phrases.is_countable(match["noun"]):
        return []
    phrase = phrases.clean(match["before"] + match["noun"])
    often = _DAILY.search(match["before"])
    result = []
    for pair in _PAIR.finditer(match["steps"]):
        group, value = pair["group"], quantities(pair["value"])[0]
        result.append(
            Found(
                indicator=group + (often[0] if often else "") + match["noun"],
                kind=TargetKind.LEVEL,
                start=clause.start,
                end=clause.end,
                clause=len(context.clauses),
                comparator=">=",
                value=value.value,
                unit=value.unit or None,
                direction="up",
                deadline=phrase.deadline,
                strength=phrase.strength,
                implied=value.words,
                raw=group + match["noun"],
                doubts={"list"},
            )
        )
    return result
