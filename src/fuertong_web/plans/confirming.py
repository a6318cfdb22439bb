"""Confirming a reading (确认规划): the draft becomes rows with their codes for good, in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fuertong.errors import FuertongError
from fuertong.model.plan import Audience, Confidence
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions import judge_again
from fuertong_web.audit.actions import record
from fuertong_web.places.actions import create_unit
from fuertong_web.places.models import Unit
from fuertong_web.plans.indicator_choice import Linked, link_indicators
from fuertong_web.plans.models import Domain, Goal, GoalUnit, Plan, PlanDraft, SectionItem, Strategy, Target
from fuertong_web.plans.parents import parent_of, settle_after, settle_below
from fuertong_web.plans.reading_tree import Node, unit_texts
from fuertong_web.plans.unit_names import names_of

UNIT_CHOICES = "unit_choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbered:
    """A node with the number it keeps in codes."""

    no: int
    node: Node


@transaction.atomic
def confirm_draft(
    *,
    by: Actor,
    draft: PlanDraft,
    code_region: str | None = None,
    make_units: bool = False,
    seen_version: int | None = None,
) -> Plan:
    """Make the plan of a draft and judge it where values stand already; confirming twice gives the same plan.

    `code_region` is the region code in the plan's code (the place's by default); `make_units` makes units of the names
    that fit none; `seen_version` is the lock_version the person saw. FuertongError says what stands in the way.
    """
    if by.place is None or by.place.pk != draft.place_id or not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以确认规划。")
    draft = PlanDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.state == PlanDraft.State.CONFIRMED:
        return draft.plans.first() or draft.revisions.get().plan
    _refuse_unready(draft, seen_version)
    plan = _create_plan(by, draft, code_region or by.place.code)
    units = units_named(by, draft, make_units)
    goals = _create_domains(plan, draft.plan, units)
    linked = _create_targets(by, plan, goals, units, set(draft.checked))
    write_sections(plan, draft.plan)
    settle_below(plan)
    settle_after(plan)
    PlanDraft.objects.filter(pk=draft.pk).update(state=PlanDraft.State.CONFIRMED, lock_version=draft.lock_version + 1)
    after = {
        "code": plan.code,
        "goals": len(goals),
        "targets": linked.targets,
        "new_indicators": linked.made,
        "taken": linked.taken,
    }
    record(by=by, action="plans.confirm", target=plan, after=after)
    judge_again(by=by, place=by.place)
    return plan


def _refuse_unready(draft: PlanDraft, seen_version: int | None) -> None:
    if draft.state == PlanDraft.State.DROPPED:
        raise FuertongError("这份识别结果已放弃，请重新导入规划文件。")
    if seen_version is not None and seen_version != draft.lock_version:
        raise FuertongError("您打开这一页之后，识别结果又有改动。请回到核对页看过后再确认。")
    if not draft.plan.get("period"):
        raise FuertongError("没有读到规划的起止年份，请在核对页的“规划信息”中填写后再确认。")


def plan_code(region: str, audience: str, period: list[int]) -> str:
    """The code of a plan (D1), such as 371500-women-2021-2030."""
    return f"{region}-{audience}-{period[0]}-{period[1]}"


def _create_plan(by: Actor, draft: PlanDraft, region: str) -> Plan:
    first, last = draft.plan["period"]
    code = plan_code(region, draft.audience, [first, last])
    if Plan.objects.filter(code=code).exists():
        label = Audience(draft.audience).label
        raise FuertongError(
            f"{by.place}{first}—{last}年的{label}规划（{code}）已经确认过，不能再确认一次。这是它的修订文件时，请按修订办理；只改个别目标时，请在规划页面改动。"
        )
    issued = draft.plan.get("issued_on")
    plans = Plan.objects.filter(place_id=draft.place_id, audience=draft.audience)
    return Plan.objects.create(
        place_id=draft.place_id,
        code=code,
        audience=draft.audience,
        title=draft.title,
        first_year=first,
        last_year=last,
        base_year=first - 1,
        document_number=draft.plan.get("document_number") or "",
        issued_on=date.fromisoformat(issued) if issued else None,
        predecessor=plans.filter(last_year__lt=first).order_by("-last_year").first(),
        parent=parent_of(by.place, audience=draft.audience, first_year=first, last_year=last) if by.place else None,
        parent_titles=list(draft.plan.get("parent_plans", [])),
        draft=draft,
        confirmed_by=by.label,
    )


def units_named(by: Actor, draft: PlanDraft, make_units: bool = False) -> dict[str, Unit | None]:
    """The unit of each name in the text: as chosen by a person, else as matched, else made when asked for."""
    names = names_of(draft.place)
    chosen: dict[str, str] = draft.plan.get(UNIT_CHOICES, {})
    by_uid = {str(unit.uid): unit for unit in draft.place.units.all()}
    found: dict[str, Unit | None] = {}
    for text in unit_texts(draft.plan):
        found[text] = by_uid.get(chosen[text]) if text in chosen else names.resolve(text)
        if found[text] is None and make_units and text not in chosen:
            found[text] = create_unit(by=by, name=text)
    return found


def _numbered(nodes: list[Node]) -> Iterator[_Numbered]:
    """The nodes with the plan's own numbers, or counted anew where the plan numbers two alike."""
    printed = [node.get("no") or 0 for node in nodes]
    own = len(set(printed)) == len(printed) and 0 not in printed
    for position, node in enumerate(nodes, start=1):
        yield _Numbered(no=node["no"] if own else position, node=node)


def _create_domains(plan: Plan, tree: Node, units: dict[str, Unit | None]) -> list[tuple[str, Goal, Node]]:
    goals: list[tuple[str, Goal, Node]] = []
    parts: list[GoalUnit] = []
    strategies: list[Strategy] = []
    for item in _numbered(tree["domains"]):
        code = f"{plan.code}/d{item.no}"
        domain = Domain.objects.create(plan=plan, no=item.no, code=code, title=item.node["title"][:100])
        for one in _numbered(item.node["goals"]):
            goal = Goal(
                domain=domain, no=one.no, code=f"{code}/g{one.no}", text=one.node["text"], line=one.node["line"]
            )
            goals.append((f"{item.node['id']}/{one.node['id']}", goal, one.node))
        strategies += [strategy_row(domain, one.no, one.node) for one in _numbered(item.node["strategies"])]
    Goal.objects.bulk_create([goal for _, goal, _ in goals])
    for _, goal, node in goals:
        parts += goal_units(goal, node, units)
    GoalUnit.objects.bulk_create(parts)
    Strategy.objects.bulk_create(strategies)
    return goals


def strategy_row(domain: Domain, no: int, node: Node) -> Strategy:
    """An unsaved strategy from its node."""
    return Strategy(
        domain=domain,
        no=no,
        code=f"{domain.code}/s{no}",
        title=node["title"][:300],
        text=node["text"],
        numbers=list(node.get("numbers", [])),
        line=node["line"],
    )


def goal_units(goal: Goal, node: Node, units: dict[str, Unit | None]) -> list[GoalUnit]:
    """The unsaved units of a goal in the order of the text."""
    rows = [
        (part, text)
        for part in (GoalUnit.Part.LEAD, GoalUnit.Part.SUPPORT, GoalUnit.Part.COLLECTIVE)
        for text in node.get(part.value, [])
    ]
    return [
        GoalUnit(goal=goal, unit=units.get(text), part=part, text=text[:200], order=order)
        for order, (part, text) in enumerate(rows, start=1)
    ]


def _create_targets(
    by: Actor,
    plan: Plan,
    goals: list[tuple[str, Goal, Node]],
    units: dict[str, Unit | None],
    checked: set[str],
) -> Linked:
    rows = []
    leading = []
    for path, goal, node in goals:
        leads = [*node.get("lead", []), *node.get("support", [])]
        lead = next((unit for text in leads if (unit := units.get(text))), None)
        for no, target in enumerate(node["targets"], start=1):
            seen = f"{path}/{target['id']}" in checked
            rows.append(target_row(plan, goal, no, target, seen=seen))
            leading.append(lead)
    linked = link_indicators(by=by, plan=plan, rows=list(zip(rows, leading, strict=True)))
    Target.objects.bulk_create(rows)
    return linked


def target_row(plan: Plan, goal: Goal, no: int, node: Node, *, seen: bool) -> Target:
    """An unsaved target from its node; without a year of its own it is due at the plan's end."""
    confidence = Confidence.SURE if seen else Confidence(node.get("confidence") or Confidence.SURE)
    texts = ("group", "comparator", "unit", "direction", "scope", "reference", "quote", "each", "against", "gap",
             "attribute")  # fmt: skip
    return Target(
        goal=goal,
        no=no,
        code=f"{goal.code}/t{no}",
        name=node["indicator"][:200],
        kind=node["kind"],
        value=_decimal(node.get("value")),
        value2=_decimal(node.get("value2")),
        base_year=node.get("base_year"),
        base_value=_decimal(node.get("base_value")),
        deadline=node.get("deadline") or plan.last_year,
        implied=bool(node.get("implied")),
        slow=bool(node.get("slow")),
        strength=node.get("strength") or "binding",
        every_year="逐年" in (node.get("quote") or ""),
        milestones=list(node.get("milestones") or []),
        confidence=confidence,
        **{field: _cut(field, node.get(field)) for field in texts},
    )


def _cut(field: str, text: Any) -> str:
    limits = {column.name: column.max_length for column in Target._meta.concrete_fields}
    return str(text or "")[: limits[field]]


def _decimal(value: float | int | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def write_sections(plan: Plan, tree: Node) -> None:
    """The parts outside the domains."""
    SectionItem.objects.bulk_create(
        SectionItem(
            plan=plan,
            section=section["title"][:100],
            no=no,
            title=item["title"][:300],
            text=item["text"],
            line=item["line"],
        )
        for section in tree.get("sections", [])
        for no, item in enumerate(section["items"], start=1)
    )
