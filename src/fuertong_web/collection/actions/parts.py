"""Splitting a form among sections (分表): parts by rows, a one-time link each, handed back when done."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.cells import writable
from fuertong_web.collection.actions.codes import grouped, new_code
from fuertong_web.collection.filling_models import FormPart
from fuertong_web.collection.models import Cell, Form, FormCode
from fuertong_web.collection.selectors.doors import hash_of

NAME_LENGTH = 60


@transaction.atomic
def split_form(*, by: Actor, form: Form, names: Mapping[str, str]) -> int:
    """Give rows to sections: `names` by the cell's uid, "" takes a row out of its part; returns the rows moved.

    A section that has no row any more is dropped together with its link.
    """
    form = _whole(by, form)
    wanted = {uid: name.strip() for uid, name in names.items()}
    if any(len(name) > NAME_LENGTH for name in wanted.values()):
        raise FuertongError(f"股室名称最多{NAME_LENGTH}个字，请删减。")
    known = {part.name: part for part in form.parts.all()}
    for name in sorted(set(wanted.values()) - {""} - known.keys()):
        known[name] = FormPart.objects.create(form=form, name=name, made_by=by.label)
    moved = []
    for cell in form.cells.select_for_update(of=("self",)).filter(uid__in=list(wanted)):
        part = known.get(wanted[str(cell.uid)])
        if cell.part_id != (part.pk if part else None):
            cell.part = part
            moved.append(cell)
    Cell.objects.bulk_update(moved, ["part"], batch_size=200)
    for part in form.parts.filter(cells=None):
        part.codes.all().delete()
        part.delete()
    if moved:
        left = list(form.parts.values_list("name", flat=True))
        record(by=by, action="collection.split", target=form, after={"parts": left, "cells": len(moved)})
    return len(moved)


@transaction.atomic
def issue_part_code(*, by: Actor, part: FormPart) -> str:
    """A one-time link for the rows of a section; the one before ends. The code is never shown again."""
    form = _whole(by, part.form)
    plain = new_code()
    revoked = part.codes.filter(revoked_at=None).update(revoked_at=timezone.now())
    FormCode.objects.create(form=form, part=part, code_hash=hash_of(plain), made_by=by.label)
    record(by=by, action="collection.issue_part_code", target=form, after={"part": part.name, "revoked": revoked})
    return grouped(plain)


@transaction.atomic
def deliver_part(*, by: Actor, form: Form) -> FormPart:
    """交回分表: the section says its rows are done; the unit's liaison still sends the whole form."""
    form = writable(by, form)
    part = form.parts.filter(pk=by.code_part_id).first() if by.code_part_id is not None else None
    if part is None:
        raise PermissionDenied("只有凭分表链接填报的人员可以交回分表。")
    left = part.cells.filter(value=None, absence="", attested="").count()
    if left:
        raise FuertongError(f"还有{left}项既没有数值，也没有缺数原因，请补齐后再交回。")
    part.done_at = timezone.now()
    part.save(update_fields=["done_at"])
    record(by=by, action="collection.deliver_part", target=form, after={"part": part.name})
    return part


def _whole(by: Actor, form: Form) -> Form:
    """The form, locked, for whoever answers for all of it."""
    if by.code_part_id is not None:
        raise PermissionDenied("分表由本单位填报人或统计人员办理。")
    return writable(by, form)
