"""A reading as rows (目标责任分解表): one row a target, goals without target included."""

from fuertong.model.plan import Domain, Goal, Plan, Target

HEADER = (
    "规划",
    "领域",
    "目标序号",
    "主要目标",
    "指标",
    "类型",
    "要求",
    "期限",
    "牵头单位",
    "责任单位",
    "把握",
    "原文",
    "行号",
)
_KINDS = {"level": "水平", "change": "变化", "trend": "趋势", "keep": "保持", "milestone": "里程碑"}
_COMPARATORS = {">=": "≥", "<=": "≤", "=": "=", "~": "约", ">": ">", "<": "<"}
_DIRECTIONS = {"up": "提高", "down": "下降", "hold": "保持"}


def rows(plan: Plan) -> list[tuple[str, ...]]:
    """The rows of a plan under `HEADER`."""
    result: list[tuple[str, ...]] = []
    for domain in plan.domains:
        for goal in domain.goals:
            result.extend(_row(plan, domain, goal, target) for target in goal.targets or (None,))
    return result


def requirement(target: Target) -> str:
    """What a target asks for, in a few signs: ≥95%, 较2020年下降20%, 逐步提高."""
    if target.value is not None:
        value = f"{target.value:g}"
        if target.unit == ":" and target.value2 is not None:
            value, unit = f"{value}:{target.value2:g}", ""
        else:
            unit = target.unit or ""
        if target.kind.value == "change":
            base = f"较{target.base_year}年" if target.base_year else (target.scope or "")
            return f"{base}{_DIRECTIONS.get(target.direction or '', '变化')}{value}{unit}"
        return f"{_COMPARATORS.get(target.comparator or '', '')}{value}{unit}"
    if target.reference:
        return ("与" if target.comparator == "~" else _COMPARATORS.get(target.comparator or "", "")) + target.reference
    word = _DIRECTIONS.get(target.direction or "", "")
    return f"增势减缓（{word}）" if target.slow else word


def _row(plan: Plan, domain: Domain, goal: Goal, target: Target | None) -> tuple[str, ...]:
    deadline = (target.deadline if target else None) or (plan.period[1] if plan.period else None)
    return (
        plan.title,
        domain.title,
        str(goal.no),
        goal.text,
        target.indicator if target else "",
        _KINDS[target.kind.value] if target else "定性",
        requirement(target) if target else "",
        str(deadline or ""),
        "、".join(goal.lead),
        "、".join((*goal.support, *goal.collective)),
        target.confidence.label if target else "",
        target.quote if target else "",
        str(goal.line),
    )
