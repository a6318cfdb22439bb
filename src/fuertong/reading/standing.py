"""Institutions every place has (各地设置机构): 市、县两级均设1所标准化妇幼保健机构, 县域内至少有一所特殊教育学校."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.found import Found
from fuertong.reading.quantities import COUNTED, quantities

_HOW_MANY = r"(?P<values>[1一两二]\s*(?:所|个|家|处|支|间|座))"
_STANDING = re.compile(
    r"^(?P<owner>.{0,24}?)(?P<all>均|各|都|至少|要|应)*(?P<verb>设置|设有|设立|建立|建有|建成|建设|设|有|开设)"
    rf"(?:[^，\d一两二]{{2,20}}(?:和|、))?{_HOW_MANY}(?:的)?(?P<noun>[\u4e00-\u9fff（）“”、]{{2,40}})$"
)
_OWNER = re.compile(r"(?:[省市县区旗镇乡州村]|县域|街道|社区|级|两级|三级|范围|全[省市县区])(?:）)?内?$")
_LEADING = re.compile(r"^(?:在|要|应|力争|争取|确保|保证|推动)+")


def read_standing(clause: Clause, context: Context) -> list[Found]:
    """So many institutions for each place named; a person is asked to look."""
    match = _STANDING.match(clause.text)
    if match is None:
        return []
    phrase = phrases.clean(match["owner"])
    owner = _LEADING.sub("", phrase.name)
    value = quantities(match["values"])[0]
    noun = match["noun"].strip("、的")
    if not _OWNER.search(owner) or value.unit not in COUNTED or noun.startswith(("以上", "以下", "体化")):
        return []
    return [
        Found(
            indicator=f"{owner.removesuffix('内')}{noun}数量",
            kind=TargetKind.LEVEL,
            start=clause.start,
            end=clause.end,
            clause=len(context.clauses),
            comparator=">=",
            value=value.value,
            unit=value.unit,
            direction="up",
            deadline=phrase.deadline,
            each=phrase.each,
            strength=phrase.strength,
            implied=value.words,
            raw=noun,
            doubts={"count"},
        )
    ]
