"""Revising a confirmed plan (修订规划) by a new document: codes and series stay, nothing is lost.

What the new document changes is put into the rows that stand, whose codes and uids stay whatever number is printed;
what it drops is dropped from a day on and kept; what is new gets codes nobody had. The plan as it stood is kept whole
in the revision, each changed target stands in the log with its next version.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fuertong.errors import FuertongError
from fuertong.planning.revision import Change, Comparison, GoalChange, TargetChange, compare
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.actions import judge_again
from fuertong_web.audit.actions import record
from fuertong_web.plans.confirming import goal_units, strategy_row, target_row, units_named, write_sections
from fuertong_web.plans.core_form import core_plan
from fuertong_web.plans.core_tree import plan_of_tree
from fuertong_web.plans.indicator_choice import link_indicators
from fuertong_web.plans.models import Domain, Goal, GoalUnit, Plan, PlanDraft, PlanRevision, Strategy, Target
from fuertong_web.plans.reading_tree import Node
from fuertong_web.plans.revision_keys import Keys

_UNCHANGED_BY_NAME = {"indicator": "name"}


def standing_plan(draft: PlanDraft) -> Plan | None:
    """The confirmed plan a draft is another document of (same place, audience and years)."""
    period = draft.plan.get("period")
    rows = Plan.objects.filter(place_id=draft.place_id, audience=draft.audience)
    return (
        rows.filter(first_year=period[0], last_year=period[1]).select_related("place__region").first()
        if period
        else None
    )


def comparison_with(plan: Plan, draft: PlanDraft) -> Comparison:
    """What the draft changes in the plan as it stands today; head fields the document leaves open are no change."""
    return compare(core_plan(plan), plan_of_tree(draft.plan))


@transaction.atomic
def revise_plan(
    *,
    by: Actor,
    draft: PlanDraft,
    plan: Plan,
    reason: str,
    effective_on: date,
    document_number: str = "",
    leave: Collection[str] = (),
    seen_version: int | None = None,
) -> PlanRevision:
    """Put what a new document changes into the plan; `leave` are the keys (key_of) of changes not taken over.

    FuertongError when the reason is missing, the draft is closed or was changed after it was seen.
    """
    if by.place is None or by.place.pk != draft.place_id or plan.place_id != by.place.pk:
        raise PermissionDenied("只有妇儿工委办可以修订规划。")
    if not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以修订规划。")
    draft = PlanDraft.objects.select_for_update().get(pk=draft.pk)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    _refuse(draft, reason, seen_version)
    before = asdict(core_plan(plan))
    work = _Work(by, plan, draft, set(leave), effective_on)
    changes = work.run()
    revision = PlanRevision.objects.create(
        plan=plan,
        no=plan.revisions.count() + 1,
        draft=draft,
        effective_on=effective_on,
        document_number=document_number.strip(),
        reason=reason.strip(),
        before=before,
        changes=changes,
        by=by.label,
    )
    state = PlanDraft.State.CONFIRMED
    PlanDraft.objects.filter(pk=draft.pk).update(state=state, lock_version=draft.lock_version + 1)
    after = {"reason": reason.strip(), "effective_on": effective_on.isoformat(), "count": len(changes)}
    record(by=by, action="plans.revise", target=plan, before={"revision": revision.no - 1}, after=after)
    judge_again(by=by, place=by.place)
    return revision


def _refuse(draft: PlanDraft, reason: str, seen_version: int | None) -> None:
    if draft.state != PlanDraft.State.OPEN:
        raise FuertongError(f"这份识别结果{draft.get_state_display()}，不能再用来修订。")
    if seen_version is not None and seen_version != draft.lock_version:
        raise FuertongError("您打开这一页之后，识别结果又有改动。请看过新的对照后再确认。")
    if not reason.strip():
        raise FuertongError("请写明修订的原因或依据（如文号）。")


class _Work:
    """One revision in the making: the rows that stand by their positions, and what came of them."""

    def __init__(self, by: Actor, plan: Plan, draft: PlanDraft, leave: set[str], since: date) -> None:
        self.by, self.plan, self.draft, self.leave, self.since = by, plan, draft, leave, since
        self.tree: Node = draft.plan
        self.keys = Keys(plan, draft)
        self.found = comparison_with(plan, draft)
        self.units = units_named(by, draft)
        self.homes: dict[int, Domain] = {}
        self.goals: dict[tuple[int, int], Goal] = {}
        self.changes: list[dict[str, Any]] = []

    def run(self) -> list[dict[str, Any]]:
        """Head, domains, goals, targets, strategies and the other parts; what was changed, for the record."""
        self._head()
        self._domains()
        for change in self.found.goals:
            self._goal(change)
        self._targets()
        self._strategies()
        self.plan.section_items.all().delete()
        write_sections(self.plan, self.tree)
        return self.changes

    def _head(self) -> None:
        issued = self.tree.get("issued_on")
        self.plan.title = self.draft.title
        self.plan.document_number = self.tree.get("document_number") or self.plan.document_number
        self.plan.issued_on = date.fromisoformat(issued) if issued else self.plan.issued_on
        self.plan.draft = self.draft
        self.plan.save(update_fields=["title", "document_number", "issued_on", "draft"])

    def _domains(self) -> None:
        mates = {new: self.keys.domains[old] for old, new in self.found.domains}
        for place, node in enumerate(self.tree["domains"]):
            title, no = node["title"][:100], place + 1
            row = mates.get(place)
            if row is None:
                code = f"{self.plan.code}/{_free(self.plan.domains.values_list('code', flat=True), 'd')}"
                row = Domain.objects.create(plan=self.plan, no=no, code=code, title=title)
            elif (row.title, row.no) != (title, no):
                row.title, row.no = title, no
                row.save(update_fields=["title", "no"])
            self.homes[place] = row
        gone = [row for place, row in enumerate(self.keys.domains) if place not in dict(self.found.domains)]
        for no, row in enumerate(gone, start=len(self.tree["domains"]) + 1):
            row.no = no
            row.save(update_fields=["no"])

    def _goal(self, change: GoalChange) -> None:
        key = self.keys.goal(change)
        taken = key not in self.leave
        if change.old is not None:
            row = self.keys.goals[change.old.at]
            if change.new is None:
                if taken:
                    self._drop_goal(row)
                return
            self.goals[change.new.at] = row
            if taken:
                self._update_goal(row, change)
        elif change.new is not None and taken:
            self._new_goal(change.new.at)
        if taken and change.changes:
            self._note(key, "goal", change)

    def _drop_goal(self, row: Goal) -> None:
        row.dropped_on = self.since
        row.save(update_fields=["dropped_on"])
        self._noted(row.code, "goal", [Change.DROPPED.label], row.text, "")

    def _update_goal(self, row: Goal, change: GoalChange) -> None:
        new = change.new
        if new is None:
            return
        node = self._node(new.at)
        row.text, row.line = node["text"], node.get("line")
        row.domain, row.no = self.homes[new.at[0]], node.get("no") or new.at[1] + 1
        row.save(update_fields=["text", "line", "domain", "no"])
        if Change.UNITS in change.changes:
            row.units.all().delete()
            GoalUnit.objects.bulk_create(goal_units(row, node, self.units))

    def _new_goal(self, at: tuple[int, int]) -> None:
        node, domain = self._node(at), self.homes[at[0]]
        code = f"{domain.code}/{_free(Goal.every.filter(domain=domain).values_list('code', flat=True), 'g')}"
        row = Goal.objects.create(
            domain=domain, no=node.get("no") or at[1] + 1, code=code, text=node["text"], line=node.get("line")
        )
        GoalUnit.objects.bulk_create(goal_units(row, node, self.units))
        self.goals[at] = row

    def _node(self, at: tuple[int, ...]) -> Node:
        node: Node = self.tree["domains"][at[0]]["goals"][at[1]]
        return node["targets"][at[2]] if len(at) > 2 else node

    def _targets(self) -> None:
        fresh: list[tuple[Target, Any]] = []
        codes: dict[int, list[str]] = {}
        for change in self.found.targets:
            key = self.keys.target(change)
            if key in self.leave:
                continue
            if change.new is None and change.old is not None:
                self._drop_target(self.keys.targets[change.old.at])
                continue
            if change.new is None or change.new.at[:2] not in self.goals:
                continue
            goal, node = self.goals[change.new.at[:2]], self._node(change.new.at)
            seen = self.keys.path(change.new.at) in self.draft.checked
            if change.old is not None:
                self._update_target(self.keys.targets[change.old.at], change, goal, node)
            else:
                fresh.append(self._new_target(goal, change.new.at, node, seen, codes))
            if change.changes:
                self._note(key, "target", change)
        if fresh:
            link_indicators(by=self.by, plan=self.plan, rows=fresh)
            Target.objects.bulk_create([row for row, _ in fresh])

    def _drop_target(self, row: Target) -> None:
        if row.dropped_on is None:
            row.dropped_on = self.since
            row.save(update_fields=["dropped_on"])
            self._noted(row.code, "target", [Change.DROPPED.label], row.name, "")

    def _update_target(self, row: Target, change: TargetChange, goal: Goal, node: Node) -> None:
        wanted = target_row(self.plan, goal, change.new.at[2] + 1 if change.new else row.no, node, seen=True)
        before: dict[str, Any] = {}
        for field in change.fields:
            name = _UNCHANGED_BY_NAME.get(field.name, field.name)
            before[name] = _plain(getattr(row, name))
            setattr(row, name, getattr(wanted, name))
        row.goal, row.no, row.quote = goal, wanted.no, wanted.quote
        if before:
            row.version += 1
        row.save()
        if before:
            after = {name: _plain(getattr(row, name)) for name in before} | {"version": row.version}
            record(by=self.by, action="plans.amend_target", target=row, before=before, after=after)

    def _new_target(
        self, goal: Goal, at: tuple[int, int, int], node: Node, seen: bool, codes: dict[int, list[str]]
    ) -> tuple[Target, Any]:
        row = target_row(self.plan, goal, at[2] + 1, node, seen=seen)
        taken = codes.setdefault(goal.pk, list(Target.every.filter(goal=goal).values_list("code", flat=True)))
        taken += Target.every.filter(code__startswith=f"{goal.code}/").values_list("code", flat=True)
        row.code = f"{goal.code}/{_free(taken, 't')}"
        taken.append(row.code)
        goal_node = self._node(at[:2])
        leads = [*goal_node.get("lead", []), *goal_node.get("support", [])]
        return row, next((unit for text in leads if (unit := self.units.get(text))), None)

    def _strategies(self) -> None:
        for change in self.found.strategies:
            if change.new is None and change.old is not None:
                row = self.keys.strategies[change.old]
                row.dropped_on = self.since
                row.save(update_fields=["dropped_on"])
            elif change.new is not None:
                self._strategy(change.new, self.keys.strategies[change.old] if change.old else None)

    def _strategy(self, at: tuple[int, int], row: Strategy | None) -> None:
        domain = self.homes[at[0]]
        node = self.tree["domains"][at[0]]["strategies"][at[1]]
        wanted = strategy_row(domain, node.get("no") or at[1] + 1, node)
        if row is None:
            wanted.code = (
                f"{domain.code}/{_free(Strategy.every.filter(domain=domain).values_list('code', flat=True), 's')}"
            )
            wanted.save()
            return
        for name in ("domain", "no", "title", "text", "numbers", "line"):
            setattr(row, name, getattr(wanted, name))
        row.save()

    def _note(self, key: str, what: str, change: GoalChange | TargetChange) -> None:
        labels = sorted(item.label for item in change.changes)
        old, new = (_words(side) for side in (change.old, change.new))
        self._noted(key, what, labels, old, new)

    def _noted(self, key: str, what: str, labels: list[str], old: str, new: str) -> None:
        self.changes.append({"key": key, "what": what, "labels": labels, "old": old, "new": new})


def _free(codes: Iterable[str], letter: str) -> str:
    """A last part of a code nobody had: t4 after …/t3."""
    numbers = [int(last[1:]) for code in codes if (last := code.rpartition("/")[2])[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _words(side: Any) -> str:
    if side is None:
        return ""
    return str(side.target.indicator if hasattr(side, "target") else side.goal.text)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if isinstance(value, str | int | bool | list) or value is None else str(value)
