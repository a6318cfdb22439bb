"""Correcting a reading (核对识别结果): each correction is logged, may be undone, and never overwrites another person's.

A correction names what it saw (`seen`, the fingerprint of the node): when somebody changed that node meanwhile, the
second person is told with both versions and nothing is written.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from fuertong.errors import FuertongError
from fuertong.model.organisation import UnitKind
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.places.actions import change_unit
from fuertong_web.plans.confirming import UNIT_CHOICES
from fuertong_web.plans.models import Correction, PlanDraft
from fuertong_web.plans.reading_tree import Node, find, fingerprint, targets
from fuertong_web.plans.unit_names import names_of

HEAD_FIELDS = ("title", "audience", "region", "period", "document_number", "issued_on")
UNDO, REDO = "undo_of", "redo_of"
ALL_GOALS = "/*"


class ReadingChanged(FuertongError):
    """Somebody else changed this item after the page was opened; `current` is how it stands now."""

    def __init__(self, current: Node | None) -> None:
        super().__init__("您打开这一条之后，别人已经改过它。您的改动还没有保存，请对照后决定。")
        self.current = current


def snapshot(plan: Node, path: str) -> Node | None:
    """What a correction at `path` may change; None when it is gone.

    The head for "", a domain's title for d1, all goals of a domain for d1/*, one goal for d1/g1.
    """
    if path.endswith(ALL_GOALS):
        domain = find(plan, path.removesuffix(ALL_GOALS))
        return None if domain is None else {"goals": deepcopy(domain["goals"])}
    node = find(plan, path)
    if node is None:
        return None
    if path == "":
        return {field: node.get(field) for field in HEAD_FIELDS}
    return {"title": node["title"]} if "/" not in path else deepcopy(node)


@transaction.atomic
def correct(*, by: Actor, draft: PlanDraft, path: str, after: Node | None, seen: str, **extra: Any) -> PlanDraft:
    """Put `after` at `path` (a goal's None deletes it); ReadingChanged when what stands there is not what was seen."""
    draft = _open(by, draft)
    before = snapshot(draft.plan, path)
    if fingerprint(before) != seen:
        raise ReadingChanged(before)
    if before == after:
        return draft
    position = _put(draft.plan, path, after)
    Correction.objects.create(
        draft=draft,
        path=path,
        before={"node": before, "position": position},
        after={"node": after, **extra},
        by=by.label,
    )
    _keep(draft)
    record(
        by=by,
        action="plans.correct",
        target=draft,
        label=f"{draft.title} {path}",
        before={"was": before},
        after={"is": after},
    )
    return draft


def change_draft_goal(
    *, by: Actor, draft: PlanDraft, path: str, goal: Node | None, seen: str, looked_at: Iterable[str] = ()
) -> PlanDraft:
    """Replace a goal with its targets and units; targets in `looked_at` count as looked at from now on."""
    with transaction.atomic():
        draft = correct(by=by, draft=draft, path=path, after=goal, seen=seen)
        return mark_checked(by=by, draft=draft, paths=looked_at)


def change_draft_head(*, by: Actor, draft: PlanDraft, head: Node, seen: str) -> PlanDraft:
    """Title, audience, region, years, number and date of the plan."""
    return correct(by=by, draft=draft, path="", after={field: head.get(field) for field in HEAD_FIELDS}, seen=seen)


def change_domain_goals(
    *, by: Actor, draft: PlanDraft, domain: str, goals: list[Node], seen: str, moved: Mapping[str, str]
) -> PlanDraft:
    """Replace all goals of a domain (split, joined, text moved); looked-at targets stay so at their new paths."""
    with transaction.atomic():
        draft = correct(by=by, draft=draft, path=domain + ALL_GOALS, after={"goals": goals}, seen=seen)
        checked = set(draft.checked)
        return mark_checked(by=by, draft=draft, paths=[new for old, new in moved.items() if old in checked])


@transaction.atomic
def undo_correction(*, by: Actor, draft: PlanDraft) -> str | None:
    """Take back the last correction not yet taken back; its path, or None when there is none."""
    draft = _open(by, draft)
    done, _ = standing_corrections(draft)
    if not done:
        return None
    row = done[-1]
    back = _at(row.before["node"], row.before.get("position"))
    correct(by=by, draft=draft, path=row.path, after=back, seen=fingerprint(row.after["node"]), **{UNDO: row.pk})
    return row.path


@transaction.atomic
def redo_correction(*, by: Actor, draft: PlanDraft) -> str | None:
    """Make again what was last taken back; its path, or None when something else was changed since."""
    draft = _open(by, draft)
    _, undone = standing_corrections(draft)
    if not undone:
        return None
    row = undone[-1]
    seen = fingerprint(row.before["node"])
    correct(by=by, draft=draft, path=row.path, after=deepcopy(row.after["node"]), seen=seen, **{REDO: row.pk})
    return row.path


def standing_corrections(draft: PlanDraft) -> tuple[list[Correction], list[Correction]]:
    """The corrections that stand and those taken back and not yet made again, each with the last at the end."""
    done: list[Correction] = []
    undone: list[Correction] = []
    for row in draft.corrections.order_by("pk"):
        if UNDO in row.after and done:
            undone.append(done.pop())
        elif REDO in row.after and undone:
            done.append(undone.pop())
        else:
            done.append(row)
            undone.clear()
    return done, undone


def as_read(draft: PlanDraft) -> Node:
    """The plan as the reader gave it: every correction taken back, the last first."""
    plan: Node = deepcopy(draft.plan)
    for row in draft.corrections.order_by("-pk"):
        _put(plan, row.path, _at(deepcopy(row.before["node"]), row.before.get("position")))
    return plan


@transaction.atomic
def mark_checked(*, by: Actor, draft: PlanDraft, paths: Iterable[str]) -> PlanDraft:
    """A person has looked at these targets."""
    draft = _open(by, draft)
    standing = {path for path, _, _ in targets(draft.plan)}
    fresh = [path for path in dict.fromkeys(paths) if path in standing and path not in draft.checked]
    if fresh:
        draft.checked = [*draft.checked, *fresh]
        draft.save(update_fields=["checked", "changed_at"])
    return draft


def remember_place(*, by: Actor, draft: PlanDraft, path: str) -> None:
    """Where the person stopped, so that coming back lands there; no event, it changes nothing."""
    if by.can(Permission.PLAN_WRITE) and draft.cursor != path:
        PlanDraft.objects.filter(pk=draft.pk).update(cursor=path[:60])


@transaction.atomic
def choose_draft_units(*, by: Actor, draft: PlanDraft, choices: dict[str, str]) -> PlanDraft:
    """Which unit (uid) a name in the text means; "" leaves the name without a unit."""
    draft = _open(by, draft)
    before = draft.plan.get(UNIT_CHOICES, {})
    draft.plan[UNIT_CHOICES] = before | choices
    _keep(draft)
    record(by=by, action="plans.draft_units", target=draft, before=before, after=choices)
    _remember_unit_names(by, draft, choices)
    return draft


def _remember_unit_names(by: Actor, draft: PlanDraft, choices: dict[str, str]) -> None:
    """A way of writing that a person matched to a unit becomes one of its other names, for the next plan."""
    if not by.can(Permission.UNITS_WRITE):
        return
    units = {str(unit.uid): unit for unit in draft.place.units.all()}
    taken = {name for unit in units.values() for name in (unit.name, unit.short, *unit.aliases)}
    names = names_of(draft.place)
    for text, uid in choices.items():
        unit = units.get(uid)
        if unit is not None and text not in taken and names.resolve(text) != unit:
            change_unit(
                by=by,
                unit=unit,
                name=unit.name,
                short=unit.short,
                aliases=[*unit.aliases, text],
                kind=UnitKind(unit.kind),
            )


@transaction.atomic
def drop_draft(*, by: Actor, draft: PlanDraft) -> None:
    """Set a reading aside; the file and the corrections stay on record."""
    draft = _open(by, draft)
    PlanDraft.objects.filter(pk=draft.pk).update(state=PlanDraft.State.DROPPED, lock_version=F("lock_version") + 1)
    record(by=by, action="plans.draft_drop", target=draft)


def _open(by: Actor, draft: PlanDraft) -> PlanDraft:
    """The draft as it stands now, locked; refused for others than the office and for a draft that is closed."""
    if by.place is None or by.place.pk != draft.place_id or not by.can(Permission.PLAN_WRITE):
        raise PermissionDenied("只有妇儿工委办可以核对规划。")
    fresh = PlanDraft.objects.select_for_update().get(pk=draft.pk)
    if fresh.state != PlanDraft.State.OPEN:
        raise FuertongError(f"这份识别结果{fresh.get_state_display()}，不能再改。")
    return fresh


def _keep(draft: PlanDraft) -> None:
    draft.lock_version += 1
    draft.title = draft.plan["title"][:300]
    draft.audience = draft.plan["audience"]
    draft.save(update_fields=["plan", "lock_version", "title", "audience", "changed_at"])


def _at(node: Node | None, position: int | None) -> Node | None:
    """A node with the place it is to come back to, where it was deleted."""
    return node if node is None or position is None else node | {"_position": position}


def _put(plan: Node, path: str, after: Node | None) -> int | None:
    """Write the node; the position of a goal among its siblings before the change."""
    if path.endswith(ALL_GOALS):
        domain = find(plan, path.removesuffix(ALL_GOALS))
        if domain is None or after is None:
            raise FuertongError("这一条所在的领域已不在识别结果中，请刷新页面。")
        domain["goals"] = deepcopy(after["goals"])
        return None
    if "/" not in path:
        node = find(plan, path)
        if node is not None and after is not None:
            node.update(after)
        return None
    domain_id, _, goal_id = path.partition("/")
    domain = find(plan, domain_id)
    if domain is None:
        raise FuertongError("这一条所在的领域已不在识别结果中，请刷新页面。")
    siblings: list[Node] = domain["goals"]
    position = next((place for place, goal in enumerate(siblings) if goal["id"] == goal_id), None)
    wanted = after.pop("_position", None) if after is not None else None
    if after is None:
        if position is not None:
            del siblings[position]
    elif position is not None:
        siblings[position] = after
    else:
        siblings.insert(len(siblings) if wanted is None else wanted, after)
    return position
