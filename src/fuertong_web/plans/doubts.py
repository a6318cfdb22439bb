"""Why a target of a reading should be looked at (请看一眼的理由), in one sentence for the person who looks."""

import re

from fuertong.model.plan import Confidence, TargetKind
from fuertong_web.plans.reading_tree import Node

_SHARES = ("%", "‰", "/10万")
_SEVERAL = re.compile(r"分别|[、和及与].*[、和及与]|均达|都达|各达")
_ODD_SHORT, _ODD_LONG = 3, 40


def reason_of(node: Node) -> str:
    """The first thing to look at; the reader's own sentence when it gave one."""
    given = node.get("doubt_words")
    if given:
        return str(given)
    if node.get("confidence") == Confidence.DECIDE:
        return "这句话可以有两种读法，请按您的理解改定。"
    return next((words for words in (_value(node), _name(node), _form(node)) if words), _OTHER)


_OTHER = "这句话的写法少见，请对照原文看名称和要求对不对。"


def _value(node: Node) -> str:
    value, unit, kind = node.get("value"), node.get("unit"), node.get("kind")
    if node.get("implied"):
        return "原文没有写明数字，这个目标值是按文字推出来的。"
    if kind == TargetKind.CHANGE and node.get("base_year") is None:
        return "原文没有写明与哪一年相比。"
    if value is not None and unit in ("%", "‰") and not 0 < value <= 150:
        return "目标值不在百分比通常的范围内，请看数字和单位。"
    if kind == TargetKind.MILESTONE:
        return "没有可以计量的数字，按“建成事项”读出，请看是不是一项指标。"
    return ""


def _name(node: Node) -> str:
    name, quote = node.get("indicator") or "", "".join((node.get("quote") or "").split())
    if len(name) < _ODD_SHORT:
        return "指标名称太短，可能没有读全。"
    if len(name) > _ODD_LONG:
        return "指标名称很长，可能把别的话也读了进来。"
    if quote and _core(name) not in quote:
        return f"名称“{name}”不是原文连着写的，由前后文补出，请看对不对。"
    if _SEVERAL.search(quote):
        return "一句话里写了几个指标，请看拆分得对不对。"
    return ""


def _form(node: Node) -> str:
    if node.get("kind") in (TargetKind.TREND, TargetKind.KEEP):
        return "原文只写了方向，没有写数字，请看是不是一项指标。"
    if node.get("value") is not None and node.get("unit") not in _SHARES:
        return "计量单位少见，请看数字和单位对不对。"
    return ""


def _core(name: str) -> str:
    """The name without the 率 or 比例 that the reader adds to say what is counted."""
    return re.sub(r"（.*?）|占.*的比例$|(?:率|比例|数量|人数|差距)$", "", name)
