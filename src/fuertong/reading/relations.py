"""Targets without a number of their own (相对目标、全覆盖): against another indicator, or everyone."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.coordination import expand
from fuertong.reading.found import Found
from fuertong.reading.quantities import QUANTITIES, quantities
from fuertong.reading.wordlists import rows

_AGAINST = re.compile(
    r"^(?P<subject>.+?)(?:一般|原则上|应|应当|均|都|要|将|力争|争取|持续|保持|稳定|逐步|始终|继续|总体){0,3}(?P<verb>不低于|不少于|不得低于|高于|不高于|低于|超过|达到或超过|达到或高于|达到|优于)(?P<reference>[^\d]{2,40})$"
)
_REFERENCE = re.compile(
    r"(?:比例|率|平均水平|平均值|平均数|人数|比重|占比|水平|平均|增长幅度|增速|增幅|标准|收入|支出|上一?届|上年|上一年"
    r"|男性|男童|男生|男职工|男子|男孩|同龄男性|城镇居民|城市居民|常住人口|户籍人口)(?:以上)?$"
)
_FITTING = re.compile(
    r"^(?P<subject>.+?)与(?P<reference>.+?)(?:基本|大体)?(?:相适应|相当|持平|相匹配|相协调|相符|一致)$"
)
_BY = re.compile(
    rf"^(?P<subject>.+?)(?P<verb>不低于|不少于|高于|不高于|低于|超过|超出|领先|优于|达到|相当于|多于|少于)"
    rf"(?P<reference>[^\d，]{{2,24}}?(?:的)?(?P<value>{QUANTITIES}))(?:以上|以下|左右)?$"
)
_OTHER = re.compile(
    r"(?:平均|平均水平|平均值|水平|率|比例|人数|增速|增幅|标准|收入|城市|城镇|男性|男童|男生|男子|居民|全[国省市县区州]|同期|同级|人口|上年|上一年|全社会)(?:的)?$"
)
_APART = re.compile(r"超出|领先|相当于|多于")
_COMPARES = re.compile(r"低于|少于|高于|超过|达到|优于|相适应|相当|持平|相匹配|相协调|相符|一致")
_UNIVERSAL = re.compile(r"覆盖|全部|百分之百|100%|应.尽|全面普及|设立|签订|配备|建立|设置|成立")
_COMPARATORS = {"高于": ">", "超过": ">", "低于": "<", "不高于": "<="}
_COVER = re.compile(
    r"^(?P<subject>.*?)(?:实现|达到|做到|推进|推动)?(?:的)?(?P<basic>基本)?(?:实现)?全(?:面)?覆盖(?P<tail>.*)$"
)
_DONE = re.compile(r"(?:实现|做到|达到)(?=[^，]{0,8}$)")
_ALL = re.compile(
    r"^(?P<subject>[^，]{2,30}?)(?:全部|百分之百|100%)(?P<predicate>(?:接受|纳入|建立|建成|建有|达到|达标|实现|设立|配备|落实|享受|参加|参保|完成|入学|入园|获得|得到|进入|进|持证|上岗|建档|通过|签订|开展|取得|接种|安装|执行|具备|配有).{0,24})$"
)
_EVERY = re.compile(
    r"^(?P<subject>.{0,30}?)(?:实现|做到|确保)?(?P<word>应(?P<verb>[\u4e00-\u9fff])尽(?P=verb))(?P<tail>.{0,6})$"
)
_SPREAD = re.compile(r"^(?:全面普及(?P<object>.+)|(?P<subject>.+?)(?:实现)?全面普及)$")
_DUTY = re.compile(
    r"^(?P<subject>(?:各|每个|所有|建立|幼儿园|学校|企业|乡镇|街道|村|社区|县|中小学|医院|机关).{0,24}?)(?:应当|应|须|必须|均|都|要)(?:依法)?(?P<verb>设立|签订|配备|建立|设置|成立)(?P<object>[\u4e00-\u9fff“”]{2,24})$"
)
_POST = re.compile(
    r"^(?P<subject>(?:乡镇|村|社区|街道|居|学校|中小学|幼儿园)[\u4e00-\u9fff（）、]{0,14}?)(?P<verb>配备)(?P<object>(?:专人专岗的|专兼职|专职|兼职)?[\u4e00-\u9fff]{2,12})$"
)
_CONDITION = re.compile(r"^在[^，]{2,12}(?:前提|条件|基础|原则)(?:之)?下")
_AT_WORK = re.compile(r"^在(.{4,30}?)工作中(?:保障|维护|确保|落实).*$")
_AIM = re.compile(r"的?(?:目标任务|目标|任务|要求|规定|政策)$")
_HALF_DUTY = re.compile(r"普遍|广泛|基本|有条件|、$")
_WHOLE = re.compile(r"(?:全面推进|有效开展|广泛开展|深入开展|推进|开展|建设|发展)$")


def read_relations(clause: Clause, context: Context) -> list[Found]:
    """A bound given by another indicator, or a fit to a need."""
    if not _COMPARES.search(clause.text):
        return []
    phrase = phrases.clean(clause.text)
    text = phrase.name
    fitting = _FITTING.match(text)
    if fitting:
        return _dated(_fit(fitting, clause, context), phrase)
    match = _AGAINST.match(text)
    if not match or not _REFERENCE.search(match["reference"]) or not phrases.is_countable(match["subject"]):
        return []
    if match["verb"] in ("达到", "优于") and "平均" not in match["reference"]:
        return []
    comparator = _COMPARATORS.get(match["verb"], ">=")
    found = [
        _found(name, clause, context, comparator, reference=match["reference"], raw=match["subject"])
        for name in expand(match["subject"]).names
    ]
    return _dated(found, phrase)


def read_distances(clause: Clause, context: Context) -> list[Found]:
    """高于全省平均水平2个百分点, 不低于城市的70%: so far from, or such a part of, another indicator."""
    if not _COMPARES.search(clause.text) and not _APART.search(clause.text):
        return []
    phrase = phrases.clean(clause.text)
    return _dated(_read_by(phrase.name, clause, context), phrase)


def _read_by(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _BY.match(text)
    if match is None:
        return []
    value, subject = quantities(match["value"])[0], match["subject"]
    other = match["reference"][: -len(match["value"])]
    part = other.endswith("的") and value.unit in ("%", "倍")
    if not (part or value.unit in ("个百分点", "个千分点", "岁", "倍")) or not _OTHER.search(other):
        return []
    if not phrases.is_countable(subject):
        return []
    comparator = _COMPARATORS.get(match["verb"], ">=")
    full, _ = context.complete(subject, clause)
    names = expand(full).names
    found = [_found(name, clause, context, comparator, reference=match["reference"], raw=full) for name in names]
    for item in found:
        item.doubts.add("distance")
    return found


def _fit(match: re.Match[str], clause: Clause, context: Context) -> list[Found]:
    subject = match["subject"]
    measure = re.match(rf"^.*{phrases.MEASURE}", subject)
    if not measure or len(subject) - len(measure[0]) > 8:
        return []
    names = expand(measure[0]).names
    found = [_found(name, clause, context, "~", reference=match["reference"], raw=subject) for name in names]
    for item in found:
        item.doubts.update({"list"} if len(names) > 1 or "、" in subject else ())
    return found


def read_universal(clause: Clause, context: Context) -> list[Found]:
    """Everyone or everything: 100 % though no number is written."""
    if not _UNIVERSAL.search(clause.text):
        return []
    phrase = phrases.clean(clause.text)
    text = phrase.name
    for reader in (_covered, _all, _every, _spread, _duty):
        name, doubt = reader(text, clause, context)
        if name:
            found = _found(name, clause, context, "=", raw=name)
            found.value, found.unit, found.implied, found.direction = 100.0, "%", True, "up"
            found.doubts = {doubt} if doubt else set()
            return _dated([found], phrase)
    return []


def _covered(text: str, clause: Clause, context: Context) -> tuple[str, str]:
    match = _COVER.match(text)
    if not match or match["basic"] or "基本" in clause.text:
        return "", ""
    if match["tail"] and not match["tail"].startswith(("并", "和", "，", "、")):
        return "", ""
    subject = re.sub(r"(?<=[\u4e00-\u9fff]{4})建设$", "", phrases.tidy(_DONE.sub("", match["subject"])))
    if subject.endswith(("率", "比例")):
        return subject, "implied"
    if subject and phrases.group_of(subject) == subject and (thing := context.thing_before(clause)):
        return f"{thing}{subject}覆盖率", "implied"
    if not subject:
        last = context.found[-1] if context.found else None
        if last is not None and last.unit == "%" and last.clause == len(context.clauses) - 1:
            return last.indicator, "implied"
        subject = _WHOLE.sub("", context.thing_before(clause))
        return (subject + "覆盖率", "implied") if subject else ("", "")
    return subject + "覆盖率", ""


def _all(text: str, clause: Clause, context: Context) -> tuple[str, str]:
    match = _ALL.match(text)
    return (f"{match['subject']}{match['predicate']}的比例", "implied") if match else ("", "")


def _every(text: str, clause: Clause, context: Context) -> tuple[str, str]:
    match = _EVERY.match(text)
    if not match:
        return "", ""
    own = _CONDITION.sub("", match["subject"])
    subject = phrases.tidy(own) or _AIM.sub("", context.thing_before(clause))
    at_work = _AT_WORK.match(subject)
    return (f"{at_work[1] if at_work else subject}{match['word']}率", "implied") if subject else ("", "")


def _spread(text: str, clause: Clause, context: Context) -> tuple[str, str]:
    match = _SPREAD.match(text)
    thing = (match["object"] or match["subject"]) if match else ""
    return (thing + "普及率", "implied") if thing and phrases.facility(thing) else ("", "")


def _duty(text: str, clause: Clause, context: Context) -> tuple[str, str]:
    match = _DUTY.match(text) or _POST.match(text)
    if not match or any(char.isdigit() for char in text) or _HALF_DUTY.search(match["subject"]):
        return "", ""
    return f"{match['subject']}{match['object']}{match['verb']}率", "duty"


def _dated(found: list[Found], phrase: phrases.Phrase) -> list[Found]:
    for item in found:
        item.deadline, item.each, item.strength = phrase.deadline, phrase.each, phrase.strength
    return found


def _found(
    name: str, clause: Clause, context: Context, comparator: str, *, raw: str, reference: str | None = None
) -> Found:
    name = next((name + "率" for row in rows("events.csv", key="word") if name == row["word"]), name)
    return Found(
        indicator=name,
        kind=TargetKind.LEVEL,
        start=clause.start,
        end=clause.end,
        clause=len(context.clauses),
        comparator=comparator,
        reference=reference,
        raw=raw,
    )
