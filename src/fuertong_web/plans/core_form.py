"""A confirmed plan in the form of the core (`fuertong.model.plan`), for checks and exports that know no data base."""

from decimal import Decimal

from fuertong.model import plan as core
from fuertong_web.plans.models import Goal, Plan, Strategy, Target
from fuertong_web.plans.selectors import goals_of


def core_plan(plan: Plan) -> core.Plan:
    """The plan with domains, goals, targets, strategies and sections as they stand today."""
    goals: dict[int, list[core.Goal]] = {}
    for goal in goals_of(plan):
        goals.setdefault(goal.domain_id, []).append(_goal(goal))
    domains = tuple(
        core.Domain(
            no=domain.no,
            title=domain.title,
            goals=tuple(goals.get(domain.pk, [])),
            strategies=tuple(_strategy(strategy) for strategy in domain.strategies.all()),
        )
        for domain in plan.domains.prefetch_related("strategies").order_by("no")
    )
    return core.Plan(
        audience=core.Audience(plan.audience),
        title=plan.title,
        region=plan.place.region.name,
        period=(plan.first_year, plan.last_year),
        document_number=plan.document_number or None,
        issued_on=plan.issued_on.isoformat() if plan.issued_on else None,
        parent_plans=tuple(plan.parent_titles),
        domains=domains,
        sections=_sections(plan),
    )


def _goal(goal: Goal) -> core.Goal:
    names: dict[str, list[str]] = {"lead": [], "support": [], "collective": []}
    for part in goal.units.all():
        names[part.part].append(part.text)
    return core.Goal(
        no=goal.no,
        line=goal.line or 0,
        text=goal.text,
        lead=tuple(names["lead"]),
        support=tuple(names["support"]),
        collective=tuple(names["collective"]),
        targets=tuple(core_target(target) for target in goal.targets.all()),
    )


def core_target(target: Target) -> core.Target:
    """The target as a reading of the plan gives it."""
    return core.Target(
        indicator=target.name,
        group=target.group or None,
        kind=core.TargetKind(target.kind),
        comparator=target.comparator or None,
        value=_float(target.value),
        value2=_float(target.value2),
        unit=target.unit or None,
        base_year=target.base_year,
        base_value=_float(target.base_value),
        deadline=target.deadline,
        direction=target.direction or None,
        scope=target.scope or None,
        reference=target.reference or None,
        implied=target.implied,
        quote=target.quote,
        slow=target.slow,
        each=target.each or None,
        against=target.against or None,
        gap=target.gap or None,
        strength=core.Strength(target.strength),
        confidence=core.Confidence(target.confidence),
        milestones=tuple(core.Milestone(year=row["year"], value=row["value"]) for row in target.milestones),
    )


def _strategy(row: Strategy) -> core.Strategy:
    return core.Strategy(no=row.no, line=row.line or 0, title=row.title, text=row.text, numbers=tuple(row.numbers))


def _sections(plan: Plan) -> tuple[core.Section, ...]:
    items: dict[str, list[core.Item]] = {}
    for row in plan.section_items.order_by("pk"):
        items.setdefault(row.section, []).append(core.Item(title=row.title, text=row.text, line=row.line or 0))
    return tuple(core.Section(title=title, items=tuple(rows)) for title, rows in items.items())


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
