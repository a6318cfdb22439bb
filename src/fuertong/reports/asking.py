"""What a target asks for (目标要求), in running text, in the annex table and as a number to compare with."""

import re
from decimal import Decimal

from fuertong.model.plan import TargetKind
from fuertong.reports.changes import family
from fuertong.reports.facts import TargetFacts
from fuertong.reports.figures import short, tidy
from fuertong.reports.wording import Wording

_LONGEST = 16
_MOVEMENT = re.compile(
    r"提高|提升|上升|增加|增长|延长|扩大|下降|降低|减少|缩小|消除|减缓|改善|保持|稳定|均衡|不低于|不高于"
)
_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "", "~": ""}


def target_unit(target: TargetFacts) -> str:
    """The unit the target's number is printed with."""
    return target.unit or target.indicator.unit


def required(target: TargetFacts) -> Decimal | None:
    """The number the latest value is compared with; None for targets without number."""
    number = target.value if target.required is None else target.required
    return None if number is None else tidy(number)


def compare_unit(target: TargetFacts) -> str:
    """The unit of `required`: a change asked for in 个百分点 is compared in the indicator's own unit."""
    return target.indicator.unit if target.kind is TargetKind.CHANGE else target_unit(target)


def in_text(target: TargetFacts, wording: Wording) -> str:
    """达到95%以上, 控制在12/10万以下, 45%左右, 逐步提高; the plan's own words where numbers cannot say it."""
    value, unit = target.value, target_unit(target)
    if target.numeric and target.asked:
        return own_words(target) or target.asked
    if target.kind is TargetKind.CHANGE and value is not None:
        base = f"较{target.base_year}年" if target.base_year else ""
        return f"{base}{_moved(target)}{short(value)}{unit}"
    if value is None or target.kind in (TargetKind.TREND, TargetKind.MILESTONE):
        return direction_asked(target, wording)
    if target.value2 is not None:
        return f"保持在{short(value)}—{_with_unit(target.value2, unit)}"
    figure = _with_unit(value, unit)
    whole = unit == "%" and value in (0, 100)
    if keeps(target):
        side = {">=": "以上", "<=": "以下", "~": "左右"}.get(target.comparator or "", "")
        return f"保持在{figure}{'' if whole else side}"
    return {
        ">=": f"达到{figure}" if whole or _bare(target, figure) else f"达到{figure}以上",
        ">": f"高于{figure}",
        "<=": f"控制在{figure}" if whole else f"控制在{figure}以下",
        "<": f"低于{figure}",
        "~": f"{figure}左右",
    }.get(target.comparator or "", f"保持在{figure}")


def _moved(target: TargetFacts) -> str:
    up, down = ("增加", "减少") if family(target.indicator) == "count" else ("提高", "下降")
    return {"up": up, "down": down}.get(target.direction or "", "变动")


def _bare(target: TargetFacts, figure: str) -> bool:
    """Whether the plan's sentence says 达到 without 以上 (达到1.12名)."""
    return figure in target.text and not re.search(rf"{re.escape(figure)}[^，。；]*以上", target.text)


def asked_figure(target: TargetFacts) -> str:
    """The number asked for with its unit: 95%, 12/10万; empty where the plan names none."""
    return "" if target.value is None or target.numeric else _with_unit(target.value, target_unit(target))


def _with_unit(value: Decimal, unit: str) -> str:
    return f"{short(value)}（{unit}）" if "=" in unit else f"{short(value)}{unit}"


def direction_asked(target: TargetFacts, wording: Wording) -> str:
    """The words of a target without number: the plan's own, else those for its direction."""
    return own_words(target) or wording.phrases.get(target.direction or "") or target.text or "目标要求"


def own_words(target: TargetFacts) -> str:
    """The plan's own wording without the indicator's name (产后访视率逐年提高 → 逐年提高); "" when it does not fit.

    A quote may hold several demands: for a target without number the first clause that moves or keeps something and
    names no number is its own.
    """
    asked, name = target.asked, target.indicator.name
    clauses = re.split("[，。；]", asked.partition(name)[2] if name in asked else asked)
    if (target.numeric or not target.quantified) and target.kind is not TargetKind.MILESTONE:
        clauses = [clause for clause in clauses if _MOVEMENT.search(clause) and not re.search(r"\d", clause)]
    first = next((clause.strip() for clause in clauses if clause.strip()), "")
    return "" if len(first) > _LONGEST and target.direction else first


def keeps(target: TargetFacts) -> bool:
    """Whether a number is to be kept rather than reached (保持在95%以上)."""
    figure = asked_figure(target)
    return target.kind is TargetKind.KEEP or bool(figure and f"保持在{figure}" in target.text)


def in_table(target: TargetFacts, wording: Wording) -> str:
    """The annex's short form: ≥95, ≤12, 50左右, 逐步提高, 下降20%."""
    value = target.value
    if target.numeric and target.asked:
        return own_words(target) or target.asked
    if target.kind is TargetKind.MILESTONE:
        return own_words(target) or "定性目标"
    if target.kind is TargetKind.CHANGE and value is not None:
        return f"{_moved(target)}{short(value)}{target_unit(target)}"
    if value is None or target.kind in (TargetKind.TREND, TargetKind.MILESTONE):
        return direction_asked(target, wording)
    if target.value2 is not None:
        return f"{short(value)}—{short(target.value2)}"
    if target.comparator == ">=" and value == 100 and target_unit(target) == "%":
        return "100"
    if target.comparator == "<=" and value == 0:
        return "0"
    sign = _SIGNS.get(target.comparator or "", "")
    return f"{sign}{short(value)}{'左右' if target.comparator == '~' else ''}"
