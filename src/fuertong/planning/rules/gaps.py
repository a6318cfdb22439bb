"""Rules on what is missing (缺项): goals without indicator, indicators without data source."""

from collections.abc import Iterator

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.plan import TargetKind
from fuertong.planning.rules.registry import Case, rule

_NAMED = 8


@rule("goals-without-target", "目标没有指标", Severity.INFO)
def goals_without_target(case: Case) -> Iterator[Finding]:
    """The goals of a domain that can only be judged by people, in one finding a domain."""
    for domain in case.plan.domains:
        bare = [goal for goal in domain.goals if not goal.targets]
        if not bare:
            continue
        numbers = "、".join(str(goal.no) for goal in bare)
        yield Finding(
            severity=Severity.INFO,
            code="goals-without-target",
            message=f"“{domain.title}”{len(domain.goals)}条目标中有{len(bare)}条没有可以监测的指标（第{numbers}条），"
            "只能作定性评估。",
            where=Place(line=bare[0].line),
            remedy="请确定评估方式（已建立、推进中、未启动），或在监测方案中选定指标。",
        )


@rule("no-base-values", "指标没有基期值", Severity.INFO)
def no_base_values(case: Case) -> Iterator[Finding]:
    """How many targets have neither a base value of their own nor a value known from before the plan."""
    bare = [item for item in case.goals if item.target.base_value is None and item.key not in case.present]
    if bare:
        yield Finding(
            severity=Severity.INFO,
            code="no-base-values",
            message=f"{len(case.goals)}项指标值中有{len(bare)}项没有基期数据，无法判断起点和进度。",
            where=Place(line=bare[0].line),
            remedy="请在数据采集开始前补录基期（规划开始前一年）的数据。",
        )


@rule("no-data-source", "指标没有数据来源", Severity.INFO)
def no_data_source(case: Case) -> Iterator[Finding]:
    """Indicators that neither the catalogue nor a lead unit gives a source for, in one finding; gaps aside."""
    bare = [
        item
        for item in case.goals
        if not item.leads
        and not (item.indicator and item.indicator.source_unit)
        and item.target.kind is not TargetKind.MILESTONE
        and not item.target.gap
    ]
    names = list(dict.fromkeys(item.target.indicator for item in bare))
    if not names:
        return
    listed = "、".join(f"“{name}”" for name in names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
    yield Finding(
        severity=Severity.INFO,
        code="no-data-source",
        message=f"有{len(names)}项指标没有数据来源：{listed}不在指标目录中，所在目标也没有牵头单位。",
        where=Place(line=bare[0].line),
        remedy="请在监测方案中逐项确定由哪个单位提供数据。",
    )
