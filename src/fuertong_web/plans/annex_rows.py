"""An annex added to a draft (添加附表): its rows feed targets and units, each change logged and undoable."""

import mimetypes
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding
from fuertong.model.plan import Confidence, Goal, Plan, Table, Target
from fuertong.reading.annexes import apply_annexes
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.places.actions import store_file
from fuertong_web.plans.core_tree import plan_of_tree
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import Node, find, fingerprint, new_id
from fuertong_web.plans.reviewing import correct, snapshot
from fuertong_web.plans.sandbox import tables_apart

ANNEXES = "annexes"
_FILLED = ("base_value", "base_year", "milestones", "attribute", "comparator", "value", "value2", "unit", "deadline",
           "kind", "scope", "confidence")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an annex did to a draft: goals changed, targets new, rows that found no place or say otherwise."""

    goals: int
    targets: int
    findings: tuple[Finding, ...]


def add_annex(*, by: Actor, drafts: Sequence[PlanDraft], file_name: str, content: bytes) -> list[Added]:
    """Read an annex and lay its rows to the drafts; FuertongError when it holds nothing for any of them.

    Nothing a person has corrected is overwritten: an annex fills what is empty and tells what differs.
    """
    name = file_name.strip() or "附表"
    tables = tables_apart(content, name=name)
    return lay_tables(by=by, drafts=drafts, name=name, content=content, tables=tables)


@transaction.atomic
def lay_tables(
    *, by: Actor, drafts: Sequence[PlanDraft], name: str, content: bytes, tables: Sequence[Table]
) -> list[Added]:
    """The tables of an annex laid to the drafts in one transaction, the file kept with them."""
    drafts = [PlanDraft.objects.select_for_update().get(pk=draft.pk) for draft in drafts]
    plans = tuple(plan_of_tree(draft.plan) for draft in drafts)
    changed, findings = apply_annexes(plans, tables)
    if not any(plan.tables for plan in changed):
        raise FuertongError(
            f"附表《{name}》里没有读到这部规划的“主要指标”或“任务分工”，没有改动任何内容。"
            "表头请写明“指标”“目标值”或“目标任务”“牵头单位”等。"
        )
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = store_file(by=by, place=drafts[0].place, name=name, content=content, media_type=media_type)
    done = []
    for draft, before, after in zip(drafts, plans, changed, strict=True):
        goals = targets = 0
        for path, old, new in _pairs(draft.plan, before, after):
            if old != new:
                _change(by, draft, path, new, name)
                goals += 1
                targets += len(new.targets) - len(old.targets)
        own = tuple(findings) if len(drafts) == 1 else tuple(one for one in findings if _names(after.title, one, after))
        _keep(draft, name, str(file.uid), own, after.tables[len(before.tables) :])
        record(
            by=by,
            action="plans.annex_add",
            target=draft,
            label=f"{draft.title} {name}",
            after={"file": name, "goals": goals, "targets": targets, "findings": len(own)},
        )
        done.append(Added(goals=goals, targets=targets, findings=own))
    return done


def _names(title: str, finding: Finding, plan: Plan) -> bool:
    """Whether a finding speaks of a row of this plan's tables."""
    rows = {"　".join(dict.fromkeys(filter(None, row))) for table in plan.tables for row in table.rows}
    quotes = {target.quote for domain in plan.domains for goal in domain.goals for target in goal.targets}
    return (
        not finding.seen
        or bool(finding.expected and finding.expected in quotes)
        or any(finding.seen[:20] in row for row in rows)
        or title in finding.message
    )


def _pairs(tree: Node, before: Plan, after: Plan) -> Iterator[tuple[str, Goal, Goal]]:
    """(path in the tree, goal before, goal after) of every goal: positions are the same in all three."""
    for node, old_domain, domain in zip(tree["domains"], before.domains, after.domains, strict=True):
        for child, old, new in zip(node["goals"], old_domain.goals, domain.goals, strict=True):
            yield f"{node['id']}/{child['id']}", old, new


def _change(by: Actor, draft: PlanDraft, path: str, goal: Goal, name: str) -> None:
    fresh = PlanDraft.objects.get(pk=draft.pk)
    now = find(fresh.plan, path)
    if now is None:
        return
    seen = fingerprint(snapshot(fresh.plan, path))
    correct(by=by, draft=fresh, path=path, after=_node(now, goal), seen=seen, annex=name)


def _node(node: Node, goal: Goal) -> Node:
    """The goal of the tree with what the annex filled in; ids stay, new targets get one."""
    targets: list[Node] = []
    for number, target in enumerate(goal.targets):
        fields = _plain(target)
        if number < len(node["targets"]):
            targets.append(node["targets"][number] | {name: fields[name] for name in _FILLED})
        else:
            own = {"id": new_id([*node["targets"], *targets], "t")}
            targets.append(fields | own)
    return node | {"targets": targets, "lead": list(goal.lead), "support": list(goal.support)}


def _plain(target: Target) -> Node:
    """A target as the JSON of a reading writes it."""
    row: Node = asdict(target)
    row["milestones"] = [asdict(mark) for mark in target.milestones]
    row["confidence"] = Confidence(target.confidence).value
    row["kind"], row["strength"] = target.kind.value, target.strength.value
    return row


def _keep(draft: PlanDraft, name: str, uid: str, findings: Sequence[Finding], tables: Sequence[Table]) -> None:
    fresh = PlanDraft.objects.select_for_update().get(pk=draft.pk)
    fresh.plan["tables"] = [*(fresh.plan.get("tables") or []), *(asdict(table) for table in tables)]
    fresh.plan[ANNEXES] = [*fresh.plan.get(ANNEXES, []), {"name": name, "file": uid}]
    fresh.findings = [*fresh.findings, *(finding.as_dict() for finding in findings)]
    fresh.save(update_fields=["plan", "findings", "changed_at"])
