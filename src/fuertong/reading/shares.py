"""Values before their noun (值在名前): 95%的城市社区建立…, 三分之二以上的领导班子配备…."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.found import Found
from fuertong.reading.list_parts import parts_of
from fuertong.reading.quantities import QUANTITIES, quantities

_PREDICATE = re.compile(
    r"建立|建成|建有|建设|建|配建|设有|设立|设置|开展|达到|达标|通过|配备|配有|拥有|接受|具备|开设|实现|参加|享有|享受|纳入|成立|覆盖|创建|完成|获得|掌握|能够|养成|得到|受到|参与|使用|知晓|签订|落实|符合|提供|加入|普及|配置|推行|安装|有|至少"
)
_SHARE = re.compile(rf"(?P<value>{QUANTITIES})(?P<bound>(?:及|或)?以上|以下|左右)?的(?=[\u4e00-\u9fff])")
_CAUSED = re.compile(r"^(?:要|应|应当)?[使让]")
_SHARE_OF_PEOPLE = re.compile(
    rf"(?P<value>{QUANTITIES})(?P<bound>(?:及|或)?以上|以下|左右)?的?(?=(?:适龄|学龄|农村|城市|城镇)?(?:儿童|妇女|女性|家长|家庭|学生|孕产妇|青少年))"
)
_HOW = re.compile(r"(?:不同程度地?|基本上?|普遍|都能|都)$")

_COVERING = re.compile(
    rf"^(?P<thing>[^，]{{2,30}}?)覆盖(?:到)?(?:(?:所有|全部)[^，和\d]{{2,10}}和)?(?:全[省市县区州])?(?P<value>{QUANTITIES})(?P<bound>(?:及|或)?以上|左右)?的?(?P<noun>[\u4e00-\u9fff（）、“”]{{1,16}})$"
)


def read_shares(clause: Clause, context: Context) -> list[Found]:
    """A share of a kind of place or people that has or does something."""
    covering = _COVERING.match(clause.text)
    if covering and quantities(covering["value"])[0].unit == "%":
        return [_covering(covering, clause, context)]
    pattern = _SHARE_OF_PEOPLE if _CAUSED.match(clause.text) else _SHARE
    found = [match for match in pattern.finditer(clause.text) if quantities(match["value"])[0].unit in ("%", "‰")]
    if not found or not _PREDICATE.search(clause.text[found[-1].end() :]):
        return []
    before = clause.text[: found[0].start()]
    if before and phrases.is_countable(phrases.tidy(before)):
        return []
    rest = clause.text[found[-1].end() :]
    predicate = _PREDICATE.search(rest)
    if predicate is None:
        return []
    doing = rest[predicate.start() :]
    subject = _subject(before, clause, context)
    phrase = phrases.clean(before + "项目") if before else phrases.clean("项目")
    result: list[Found] = []
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else found[-1].end() + predicate.start()
        nouns = clause.text[match.end() : end].strip("、和及均都要应将")
        nouns = _HOW.sub("", nouns)
        value = quantities(match["value"])[0]
        result.extend(
            Found(
                indicator=f"{subject}{doing}的{noun}比例" if not subject else f"{subject}{noun}{doing}的比例",
                kind=TargetKind.LEVEL,
                start=clause.start + (0 if not subject else found[0].start() - len(before)),
                end=clause.end,
                clause=len(context.clauses),
                comparator={"以下": "<=", "左右": "~"}.get(match["bound"] or "", ">="),
                value=value.value,
                unit=value.unit,
                direction="up",
                deadline=phrase.deadline,
                strength=phrase.strength,
                implied=value.words,
                raw=subject + noun,
                doubts={"share"} if subject else set(),
            )
            for noun in (part.text for part in parts_of(nouns))
        )
    return result


def _covering(match: re.Match[str], clause: Clause, context: Context) -> Found:
    """无痛分娩服务覆盖80%以上的助产机构: the rate at which a thing covers a kind of place."""
    value, phrase = quantities(match["value"])[0], phrases.clean(match["thing"])
    return Found(
        indicator=f"{phrase.name}{match['noun']}覆盖率",
        kind=TargetKind.LEVEL,
        start=clause.start,
        end=clause.end,
        clause=len(context.clauses),
        comparator={"左右": "~"}.get(match["bound"] or "", ">="),
        value=value.value,
        unit=value.unit,
        direction="up",
        deadline=phrase.deadline,
        each=phrase.each,
        strength=phrase.strength,
        implied=value.words,
        raw=phrase.name,
        doubts={"share"},
    )


def _subject(before: str, clause: Clause, context: Context) -> str:
    """Who or where the share is taken of: named before it, or in a clause of its own right before."""
    own = phrases.tidy(re.sub(r"(?:应当|应|要)?(?:保证|确保|实现|促进|力争|达到|使|有)$", "", before))
    own = re.sub(r"(?:到)?20\d\d年(?:底|末)?(?:前)?|力争|确保|保证|实现|促进|全[省市县州区]", "", own)
    if own or not before or not context.clauses:
        return own
    last = context.clauses[-1]
    return last.text if last.sentence == clause.sentence and len(last.text) <= 24 else ""
