"""How sure the reader is (把握程度): 请看一眼 and 需要你定 are for the places where it is really wrong now and then."""

import re
from collections.abc import Sequence
from dataclasses import replace

from fuertong.model.plan import Confidence, Target, TargetKind
from fuertong.reading import phrases
from fuertong.reading.quantities import COUNTED
from fuertong.reading.wordlists import rows

_DECIDE = frozenset({"noun-after"})
_LOOK = frozenset(
    {
        "list",
        "duty",
        "soft",
        "count",
        "thing",
        "no-base",
        "implied",
        "subject",
        "share",
        "milestone",
        "tail",
        "distance",
        "struck-out",
    }
)


_LEFT_OVER = re.compile(
    r"20\d\d|力争|争取|至少|不低于|不少于|不超过|其中|^[（与和及、，于的以在]|（$|(?<!理)由|分之|[、和及](?:女|男)?$|的的|控制|提高到|达到$"
)
_WORSE = re.compile(
    r"(?:死亡|发病|患病|贫血|近视|肥胖|超重|龋患?|传播|辍学|文盲|犯罪|发生|缺陷|致残|生长迟缓|低体重|吸烟|失业|剖宫产|不良|迟缓|感染|流产|妊娠|发案|检出|早产|断保|流失|离婚|病死|不合格)率$"
)
_BETTER = re.compile(r"(?:覆盖|普及|参保|筛查|接种|巩固|入学|入园|毛入学|知晓|合格|配备|管理|治疗)率$(?<!不合格率)")
_LESS_IS_MEANT = re.compile(r"差距|差异|时间|时长|人数|案件|支出|之比|性别比|浓度|占比|比重|数$")
_RATE = re.compile(r"[\u4e00-\u9fff]{2}率$(?<!比率)")
_KNOWN_RATES = frozenset(row["word"] for row in rows("rates.csv", key="word"))
_ALONE = re.compile(
    r"(?:早诊)?(?:早诊|早治|治疗|筛查|检查|覆盖|参保|参与|合格|达标|优良|普及|知晓|管理|配备|设置|建成|救助)率$"
)
_NO_UNIT = re.compile(r"(?:比|比例|比值|指数|系数|浓度|中位数|倍数)$")
_FEW_EACH = re.compile(r"每[千百]名?|每(?:千|百|万)")
_MANY = 60  # nurses, beds and places for a thousand people are fewer
_YEARS_OF_LIFE, _YEARS_OF_SCHOOL, _GAIN = (60, 95), (5, 18), 8


def _is_unlikely(target: Target) -> bool:
    """A rate bounded on the wrong side, counted in things, or a number of things in per cent."""
    name = target.indicator
    level = target.kind is TargetKind.LEVEL
    if level and target.comparator in (">=", ">") and _WORSE.search(name):
        return True
    if level and target.comparator in ("<=", "<") and _BETTER.search(name):
        return True
    if level and target.comparator == "<" and not (_WORSE.search(name) or _LESS_IS_MEANT.search(name)):
        return True  # 低于 where 不低于 may be meant
    if name.endswith(("率", "比例", "占比", "比重")) and (not target.unit or target.unit in COUNTED):
        return not (target.unit in (None, ":") and _NO_UNIT.search(name) and target.value2)
    if level and not target.unit and not _NO_UNIT.search(name):
        return True
    if (rate := _RATE.search(name)) and rate[0][:2] not in _KNOWN_RATES:
        return True
    return (target.unit == "%" and level and name.endswith(("数量", "人数"))) or _is_out_of_range(target)


def _is_out_of_range(target: Target) -> bool:
    """A life of 8 years, 112 doctors for a thousand children: a point or a digit may be lost."""
    value, name = target.value or 0.0, target.indicator
    if target.kind is TargetKind.CHANGE:
        return target.unit in ("岁", "年") and value > _GAIN
    if "寿命" in name and not _YEARS_OF_LIFE[0] <= value <= _YEARS_OF_LIFE[1]:
        return True
    if "教育年限" in name and not _YEARS_OF_SCHOOL[0] <= value <= _YEARS_OF_SCHOOL[1]:
        return True
    return bool(_FEW_EACH.match(name)) and target.unit in COUNTED and value > _MANY


def confidence_of(target: Target, doubts: set[str]) -> Confidence:
    """Sure unless a rule of thumb had to be used, or the name has an unusual form."""
    if doubts & _DECIDE:
        return Confidence.DECIDE
    if doubts & _LOOK or _is_odd(target):
        return Confidence.LOOK
    return Confidence.SURE


def _is_odd(target: Target) -> bool:
    name = target.indicator
    if not 3 <= len(name) <= 40 or _ALONE.match(name):
        return True
    if target.value is None or target.kind is TargetKind.MILESTONE:
        return False
    if _LEFT_OVER.search(name) or _is_unlikely(target):
        return True
    percent = target.unit in ("%", "‰") and not 0 < target.value <= 150
    return percent or not (phrases.is_countable(name) or target.unit not in ("%", "‰", "/10万"))


def compared(targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets of one item with the doubts that only show beside each other: one indicator bounded twice."""
    values: dict[tuple[str, str | None], set[float]] = {}
    for one in targets:
        if one.kind is TargetKind.LEVEL and one.value is not None:
            values.setdefault((one.indicator, one.unit), set()).add(one.value)
    return tuple(
        replace(one, confidence=Confidence.LOOK)
        if one.confidence is Confidence.SURE and len(values.get((one.indicator, one.unit), ())) > 1
        else one
        for one in targets
    )
