"""Rules on targets of one indicator beside each other (前后一致): contradictions, repetitions, part and whole."""

from collections.abc import Iterator

from fuertong.catalogue import normal_name
from fuertong.model.findings import Finding, Severity
from fuertong.model.plan import TargetKind
from fuertong.model.units import normal_unit
from fuertong.planning.alignment import side
from fuertong.planning.comparing import Strictness, compare
from fuertong.planning.rules.registry import Case, about, rule
from fuertong.planning.subjects import Placed, without_sex


def _numeric(item: Placed) -> bool:
    return item.target.kind in (TargetKind.LEVEL, TargetKind.KEEP) and item.target.value is not None


def _groups(case: Case) -> list[list[Placed]]:
    """Numeric targets of one indicator, the plan's own first."""
    groups: dict[str, list[Placed]] = {}
    for item in (*case.targets, *case.twin):
        if _numeric(item):
            groups.setdefault(item.key, []).append(item)
    return [items for items in groups.values() if len(items) > 1 and items[0].plan is case.plan]


def _pairs(case: Case) -> Iterator[tuple[Placed, Placed]]:
    """Each later target beside the first one of its indicator that is due in the same year."""
    for items in _groups(case):
        for index, item in enumerate(items[1:], start=1):
            same = [first for first in items[:index] if first.deadline == item.deadline]
            if same and (same[0].target.each or "") == (item.target.each or ""):
                yield same[0], item


def _place(case: Case, item: Placed) -> str:
    return item.where if item.plan is case.plan else f"{item.plan.audience.label}规划{item.where}"


@rule("contradicting-targets", "同一指标要求不一致")
def contradicting_targets(case: Case) -> Iterator[Finding]:
    """92 % here and 85 % there, within the plan or between the two plans."""
    for first, second in _pairs(case):
        result = compare(side(first, "前者"), side(second, "后者"), years=False)
        a, b = first.target, second.target
        differ = a.value != b.value or normal_unit(a.unit or "") != normal_unit(b.unit or "")
        if differ and result.strictness is not Strictness.EQUAL:
            yield about(
                first,
                "contradicting-targets",
                f"的要求不一致：此处为“{a.quote}”，{_place(case, second)}为“{b.quote}”。",
                "请确定以哪一处为准，并在监测方案中注明。",
            )


@rule("different-bounds", "同一指标写法不同", Severity.INFO)
def different_bounds(case: Case) -> Iterator[Finding]:
    """The same number once as 左右 and once as 以上."""
    for first, second in _pairs(case):
        if first.target.value == second.target.value:
            result = compare(side(first, "前者"), side(second, "后者"), years=False)
            if result.strictness is not Strictness.EQUAL:
                yield about(
                    first,
                    "different-bounds",
                    f"数值相同而写法不同：此处为“{first.target.quote}”，"
                    f"{_place(case, second)}为“{second.target.quote}”。",
                    "请确定以哪一处为准。",
                )


@rule("repeated-target", "同一指标重复出现", Severity.INFO)
def repeated_target(case: Case) -> Iterator[Finding]:
    """The same demand twice in one plan: collected once."""
    for first, second in _pairs(case):
        if second.plan is case.plan and first.target.value == second.target.value:
            result = compare(side(first, "前者"), side(second, "后者"), years=False)
            if result.strictness is Strictness.EQUAL:
                yield about(first, "repeated-target", f"在{_place(case, second)}重复出现，将作为同一指标采集一次。", "")


@rule("part-against-whole", "分性别要求与总体不一致")
def part_against_whole(case: Case) -> Iterator[Finding]:
    """95 % for girls where 96 % is asked for all: the girls would fall behind."""
    wholes: dict[str, Placed] = {}
    for item in (*case.goals, *case.twin):
        if _numeric(item) and not item.target.each:
            for name in {item.target.indicator, item.indicator.name if item.indicator else ""}:
                if name and not without_sex(name):
                    wholes.setdefault(normal_name(name), item)
    for item in case.goals:
        whole = wholes.get(without_sex(item.target.indicator))
        if whole is None or not _numeric(item) or whole.deadline != item.deadline:
            continue
        result = compare(side(item, "分性别"), side(whole, "总体"))
        if result.strictness is Strictness.LOOSER:
            yield about(
                item,
                "part-against-whole",
                f"要求“{item.target.quote}”，低于{_place(case, whole)}对全体的要求“{whole.target.quote}”，"
                "两性会出现差距。",
                "请核对两处数值，确定以哪一处为准。",
            )
