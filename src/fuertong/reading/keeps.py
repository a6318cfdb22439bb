"""Proportions to be kept (保持类目标): 保持合理比例, 稳定在合理区间, 只升不降; no number is written."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.coordination import expand
from fuertong.reading.found import Found
from fuertong.reading.wordlists import either

_ADV = phrases.ADVERB
_KEPT = re.compile(
    rf"^(?P<subject>.+?)(?:{_ADV}){{0,5}}?(?:保持|维持|趋于|趋向)(?P<how>合理|适当|均衡|一定|稳定|平衡|相对稳定|基本稳定|基本平衡|基本均衡|总体稳定|总体均衡|相对均衡)(?:的)?(?P<measure>比例|水平|数量)?"
    rf"(?P<then>(?:并|且|、|，)?(?:{_ADV}){{0,5}}(?:提高|提升|上升|增加|增长))?$"
)
_BAND = re.compile(
    rf"^(?P<subject>.+?)(?:{_ADV}){{0,4}}(?P<verb>保持|维持|稳定|巩固|控制|稳控|处于)在?(?:一个)?"
    rf"(?:相对|较为|比较)?(?:{either('trends.csv', 'band')})(?:以内|之内|内)?$"
)
_EVEN = re.compile(r"^(?P<subject>.+?)(?:基本|大体|总体|相对|大致|更加)(?:均衡|平衡|相当)$")
_NEVER_LESS = re.compile(r"^(?P<subject>.+?)(?:不降低|不下降|只升不降|只增不减|不降|不减少)$")
_KEEP = re.compile(
    rf"^(?:{_ADV}){{0,5}}(?:保持|维持)(?P<object>.+?)(?:合理|适当|均衡|稳定)的?(?P<measure>(?:女性|男女|性别)?比例)?(?:稳定|均衡)?$"
)
_SOME = re.compile(
    r"^(?P<subject>.+?)(?:要|应|应当|须)?有(?:适当|一定|合理)(?:数量|比例)(?:的)?(?P<noun>[\u4e00-\u9fff]{0,8})$"
)


def read_keeps(text: str, clause: Clause, context: Context) -> list[Found]:
    """The keeps of a clause, the first form that fits."""
    for reader in (_kept, _in_band, _even, _never_less, _keep, _some):
        found = reader(text, clause, context)
        if found:
            return found
    return []


def _kept(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _KEPT.match(text)
    if not match:
        return []
    subject = match["subject"]
    if not phrases.is_countable(subject):
        subject += match["measure"] or ""
    balance = subject.endswith("结构")
    if not (phrases.is_countable(subject) or (balance and "平衡" in match["how"])):
        return []
    if balance:
        return [_found(subject, clause, context, None, raw=subject, kind=TargetKind.TREND, doubt="soft")]
    if match["then"]:
        names = expand(subject).names
        return [_found(name, clause, context, "up", raw=subject, kind=TargetKind.TREND) for name in names]
    return _all(subject, clause, context)


def _in_band(text: str, clause: Clause, context: Context) -> list[Found]:
    """稳定在合理区间, 保持在较低水平."""
    match = _BAND.match(text)
    if not match or not phrases.is_countable(match["subject"]):
        return []
    return _all(match["subject"], clause, context, doubt="soft" if match["verb"] == "控制" else None)


def _even(text: str, clause: Clause, context: Context) -> list[Found]:
    """男女比例基本均衡: borderline, for nothing says that it must stay so."""
    match = _EVEN.match(text)
    if not match or not match["subject"].endswith(("比例", "性别比")) or "与" in match["subject"]:
        return []
    return [_found(match["subject"], clause, context, "hold", raw=text, doubt="soft")]


def _never_less(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _NEVER_LESS.match(text)
    return _all(match["subject"], clause, context) if match and phrases.is_countable(match["subject"]) else []


def _keep(text: str, clause: Clause, context: Context) -> list[Found]:
    match = _KEEP.match(clause.text)
    subject = match["object"].rstrip("的") + (match["measure"] or "") if match else ""
    return _all(subject, clause, context) if phrases.is_countable(subject) else []


def _some(text: str, clause: Clause, context: Context) -> list[Found]:
    """要有一定数量: a borderline keep."""
    match = _SOME.match(text)
    if not match or not re.search(r"女|儿童|妇", text):
        return []
    name = match["subject"] + match["noun"] + "人数"
    return [_found(name, clause, context, "hold", raw=name, doubt="soft")]


def _all(subject: str, clause: Clause, context: Context, *, doubt: str | None = None) -> list[Found]:
    return [_found(name, clause, context, "hold", raw=subject, doubt=doubt) for name in expand(subject).names]


def _found(
    name: str,
    clause: Clause,
    context: Context,
    direction: str | None,
    *,
    raw: str,
    kind: TargetKind = TargetKind.KEEP,
    doubt: str | None = None,
) -> Found:
    return Found(
        indicator=name,
        kind=kind,
        start=clause.start,
        end=clause.end,
        clause=len(context.clauses),
        direction=direction,
        raw=raw,
        doubts={doubt} if doubt else set(),
    )
