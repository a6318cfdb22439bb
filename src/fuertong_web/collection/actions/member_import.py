"""Taking a table of members over into a list (名录导入), all or nothing."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from fuertong.workbooks.members import MemberLine
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.entities import MemberRow, add_members, end_member, keeper, rename_member
from fuertong_web.collection.filling_models import EntityList
from fuertong_web.collection.member_import import Proposal, propose
from fuertong_web.places.models import StoredFile


@transaction.atomic
def import_members(
    *, by: Actor, found: EntityList, lines: Sequence[MemberLine], on: date, document: StoredFile
) -> Proposal:
    """Add, rename (from `on`) and end members as the table says; lines with a problem are left out and returned."""
    keeper(by, found)
    proposal = propose(found, lines)
    sound = [step for step in proposal.steps if not step.problem]
    add_members(by=by, found=found, rows=[_row(step.line) for step in sound if step.what == "新增"])
    for step in sound:
        if step.entity is None:
            continue
        if step.what == "更名":
            rename_member(by=by, entity=step.entity, name=step.line.name, on=on, note=document.name)
        elif step.what == "终止" and step.line.until is not None:
            end_member(by=by, entity=step.entity, on=step.line.until, note=document.name)
    record(
        by=by,
        action="collection.entity_import",
        target=found,
        after={"file": document.name, "file_uid": str(document.uid), "changes": proposal.changes},
    )
    return proposal


def _row(line: MemberLine) -> MemberRow:
    return MemberRow(name=line.name, code=line.code, since=line.since, until=line.until)
