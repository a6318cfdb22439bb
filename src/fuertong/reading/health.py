"""The plan health check (规划体检): what a plan leaves open, contradicts or got wrong, each with place and remedy."""

from collections.abc import Callable, Iterator

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.plan import Domain, Goal, Plan, Target, TargetKind
from fuertong.reading.comparison import Placed, contradictions

_ONE_COUNTY = ("县级覆盖率", "县（市、区）覆盖率", "市县覆盖率")


def check(plan: Plan, *, other: Plan | None = None) -> list[Finding]:
    """All findings of the health check, in the order of the text; `other` is the twin plan of the same document.

    Errors are what no plan can mean (a deadline before its base year, a share above 100 % of itself); warnings ask
    for a look; what a plan usually leaves to the monitoring scheme (base values) is a single note.
    """
    findings = [finding for rule in _RULES for finding in rule(plan)]
    findings.extend(_contradictions(plan, other))
    return sorted(findings, key=lambda finding: finding.where.line or 0)


def _goals(plan: Plan) -> Iterator[tuple[Domain, Goal]]:
    return ((domain, goal) for domain in plan.domains for goal in domain.goals)


def _targets(plan: Plan) -> Iterator[tuple[Domain, Goal, Target]]:
    return ((domain, goal, target) for domain, goal in _goals(plan) for target in goal.targets)


def _name(domain: Domain, goal: Goal) -> str:
    return f"“{domain.title}”第{goal.no}条目标"


def _finding(severity: Severity, code: str, line: int, message: str, *, seen: str = "", remedy: str = "") -> Finding:
    return Finding(severity=severity, code=code, message=message, where=Place(line=line), seen=seen, remedy=remedy)


def _structure(plan: Plan) -> Iterator[Finding]:
    if not plan.domains:
        yield _finding(Severity.ERROR, "no-domains", 1, "规划中没有读到任何领域。", remedy="请确认文件是否为规划正文。")
    for domain in plan.domains:
        if not domain.goals:
            yield _finding(
                Severity.ERROR,
                "domain-without-goals",
                domain.line,
                f"领域“{domain.title}”没有主要目标。",
                remedy="请对照原文件补充。",
            )
        if not domain.strategies:
            yield _finding(
                Severity.WARNING,
                "domain-without-strategies",
                domain.line,
                f"领域“{domain.title}”没有策略措施。",
                remedy="请对照原文件补充。",
            )


def _period(plan: Plan) -> Iterator[Finding]:
    if plan.period is None:
        yield _finding(
            Severity.WARNING,
            "no-period",
            1,
            "规划没有写明起止年份，各目标缺少默认期限。",
            remedy="请补填规划期，如2021—2030年。",
        )
        return
    first, last = plan.period
    if first >= last or last - first > 15 or not 1990 <= first <= 2100:
        yield _finding(
            Severity.ERROR,
            "impossible-period",
            1,
            f"规划期“{first}—{last}年”不合常理，可能是笔误。",
            seen=f"{first}—{last}",
            remedy="请核对规划名称中的年份。",
        )


def _no_target(plan: Plan) -> Iterator[Finding]:
    for domain, goal in _goals(plan):
        if not goal.targets:
            yield _finding(
                Severity.INFO,
                "goal-without-target",
                goal.line,
                f"{_name(domain, goal)}没有可以监测的指标，只能作定性评估。",
                seen=goal.text[:40],
                remedy="请确定评估方式，或在监测方案中为它选定指标。",
            )


def _no_unit(plan: Plan) -> Iterator[Finding]:
    goals = list(_goals(plan))
    bare = [(domain, goal) for domain, goal in goals if not (goal.lead or goal.support or goal.collective)]
    if goals and len(bare) == len(goals):
        yield _finding(
            Severity.WARNING,
            "no-units",
            goals[0][1].line,
            "规划正文没有写责任单位，需要另有任务分工方案。",
            remedy="请导入任务分工表，或逐条指定责任单位。",
        )
        return
    for domain, goal in bare:
        yield _finding(
            Severity.WARNING,
            "goal-without-unit",
            goal.line,
            f"{_name(domain, goal)}没有责任单位。",
            remedy="请指定牵头单位和责任单位。",
        )
    for domain, goal in goals:
        if not goal.lead and (goal.support or goal.collective):
            yield _finding(
                Severity.INFO,
                "goal-without-lead",
                goal.line,
                f"{_name(domain, goal)}没有牵头单位，只有责任单位。",
                remedy="请确定由谁牵头。",
            )


def _deadlines(plan: Plan) -> Iterator[Finding]:
    first, last = plan.period or (0, 9999)
    for domain, goal, target in _targets(plan):
        years = [year for year in (target.deadline, *(mark.year for mark in target.milestones)) if year]
        for year in years:
            if plan.period and not first <= year <= last + 1:
                yield _finding(
                    Severity.ERROR,
                    "impossible-deadline",
                    goal.line,
                    f"{_name(domain, goal)}中“{target.indicator}”的期限{year}年不在规划期{first}—{last}年之内。",
                    seen=target.quote,
                    remedy="请核对年份。",
                )
        if target.base_year and target.base_year > min([*years, last]):
            yield _finding(
                Severity.ERROR,
                "base-after-deadline",
                goal.line,
                f"{_name(domain, goal)}中“{target.indicator}”的基期{target.base_year}年晚于期限。",
                seen=target.quote,
                remedy="请核对基期年份。",
            )
        if plan.period is None and not years:
            yield _finding(
                Severity.WARNING,
                "no-deadline",
                goal.line,
                f"{_name(domain, goal)}中“{target.indicator}”没有期限。",
                remedy="请补填期限。",
            )


def _values(plan: Plan) -> Iterator[Finding]:
    for domain, goal, target in _targets(plan):
        value = target.value
        if value is None:
            continue
        gross = "毛" in target.indicator
        if target.kind is TargetKind.LEVEL and target.unit == "%" and value > 100 and not gross:
            yield _finding(
                Severity.ERROR,
                "over-100",
                goal.line,
                f"{_name(domain, goal)}中“{target.indicator}”的目标值{value:g}%超过100%。",
                seen=target.quote,
                remedy="请核对数值，或确认是否为毛比率。",
            )
        if target.kind is TargetKind.LEVEL and target.indicator.endswith("死亡率") and target.unit == "%":
            yield _finding(
                Severity.WARNING,
                "unit-slip",
                goal.line,
                f"{_name(domain, goal)}中“{target.indicator}”以%表示，通常为‰或/10万，可能是单位笔误。",
                seen=target.quote,
                remedy="请核对单位。",
            )
        if target.value2 is not None and target.unit != ":" and target.value2 < value:
            yield _finding(
                Severity.WARNING,
                "reversed-range",
                goal.line,
                f"{_name(domain, goal)}中的数值范围前大后小。",
                seen=target.quote,
                remedy="请核对数值。",
            )


def _copied(plan: Plan) -> Iterator[Finding]:
    """A coverage of counties in the plan of one county can only be 0 % or 100 %."""
    if not plan.region or not plan.region.endswith(("县", "区", "旗")):
        return
    for domain, goal, target in _targets(plan):
        whole = target.value in (0, 100, None)
        if not whole and target.unit == "%" and any(word in target.indicator for word in _ONE_COUNTY):
            yield _finding(
                Severity.WARNING,
                "copied-from-above",
                goal.line,
                f"{_name(domain, goal)}中“{target.indicator}”对一个县而言只可能是0%或100%，"
                f"目标值{target.value:g}%疑似照抄上级规划。",
                seen=target.quote,
                remedy="请改为“已建成”一类的表述，或说明口径。",
            )


def _change_without_base(plan: Plan) -> Iterator[Finding]:
    for domain, goal, target in _targets(plan):
        if target.kind is TargetKind.CHANGE and target.base_year is None and target.scope is None:
            yield _finding(
                Severity.WARNING,
                "change-without-base",
                goal.line,
                f"{_name(domain, goal)}中“{target.indicator}”写了变化幅度，没有写基期。",
                seen=target.quote,
                remedy="请确定与哪一年相比。",
            )


def _base_values(plan: Plan) -> Iterator[Finding]:
    targets = list(_targets(plan))
    missing = sum(1 for _, _, target in targets if target.base_value is None)
    if missing:
        yield _finding(
            Severity.INFO,
            "no-base-values",
            targets[0][1].line,
            f"{len(targets)}项指标值中有{missing}项没有基期数据，无法判断起点和进度。",
            remedy="请在数据采集开始前补录基期（如2020年）数据。",
        )


def _numbering(plan: Plan) -> Iterator[Finding]:
    for domain in plan.domains:
        for kind, items in (("主要目标", domain.goals), ("策略措施", domain.strategies)):
            numbers = [item.no for item in items]
            if numbers and numbers != list(range(1, len(numbers) + 1)):
                yield _finding(
                    Severity.WARNING,
                    "numbering-gap",
                    items[0].line,
                    f"领域“{domain.title}”的{kind}编号不连续：{'、'.join(map(str, numbers))}。",
                    remedy="请核对是否漏条。",
                )


def _contradictions(plan: Plan, other: Plan | None) -> Iterator[Finding]:
    placed = [Placed(plan=plan, domain=domain, goal=goal, target=target) for domain, goal, target in _targets(plan)]
    for strategy_domain in plan.domains:
        for strategy in strategy_domain.strategies:
            placed += [
                Placed(plan=plan, domain=strategy_domain, strategy=strategy, target=target)
                for target in strategy.targets
            ]
    if other is not None:
        placed += [
            Placed(plan=other, domain=domain, goal=goal, target=target) for domain, goal, target in _targets(other)
        ]
    return contradictions(placed, home=plan)


_RULES: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    _structure,
    _period,
    _numbering,
    _no_target,
    _no_unit,
    _deadlines,
    _values,
    _copied,
    _change_without_base,
    _base_values,
)
