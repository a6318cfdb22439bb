"""How sure the reader is (把握程度): 请看一眼 and 需要你定 are for the places where it is really wrong now and then."""

import re

from fuertong.model.plan import Confidence, Target, TargetKind
from fuertong.reading import phrases
from fuertong.reading.quantities import COUNTED

_DECIDE = frozenset({"noun-after"})
_LOOK = frozenset(
    {"list", "duty", "soft", "count", "thing", "no-base", "implied", "subject", "share", "milestone", "tail"}
)


_LEFT_OVER = re.compile(r"20\d\d年|力争|争取|至少|不低于|不少于|不超过|其中|^[（与和及、，]|（$|(?<!理)由")
_WORSE = re.compile(
    r"(?:死亡|发病|患病|贫血|近视|肥胖|超重|龋患?|传播|辍学|文盲|犯罪|发生|缺陷|致残|生长迟缓|低体重|吸烟|失业|剖宫产)率$"
)
_BETTER = re.compile(r"(?:覆盖|普及|参保|筛查|接种|巩固|入学|入园|毛入学|知晓|合格|配备|管理|治疗)率$(?<!不合格率)")


def _is_unlikely(target: Target) -> bool:
    """A rate bounded on the wrong side, counted in things, or a number of things in per cent."""
    name = target.indicator
    if target.kind is TargetKind.LEVEL and target.comparator in (">=", ">") and _WORSE.search(name):
        return True
    if target.kind is TargetKind.LEVEL and target.comparator in ("<=", "<") and _BETTER.search(name):
        return True
    if name.endswith(("率", "比例", "占比", "比重")) and (not target.unit or target.unit in COUNTED):
        return True
    return target.unit == "%" and target.kind is TargetKind.LEVEL and name.endswith(("数量", "人数"))


def confidence_of(target: Target, doubts: set[str]) -> Confidence:
    """Sure unless a rule of thumb had to be used, or the name has an unusual form."""
    if doubts & _DECIDE:
        return Confidence.DECIDE
    if doubts & _LOOK or _is_odd(target):
        return Confidence.LOOK
    return Confidence.SURE


def _is_odd(target: Target) -> bool:
    name = target.indicator
    if not 3 <= len(name) <= 40:
        return True
    if target.value is None or target.kind is TargetKind.MILESTONE:
        return False
    if _LEFT_OVER.search(name) or _is_unlikely(target):
        return True
    percent = target.unit in ("%", "‰") and not 0 < target.value <= 150
    return percent or not (phrases.is_countable(name) or target.unit not in ("%", "‰", "/10万"))
