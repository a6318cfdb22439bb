"""Evidence (佐证材料): files as received, or a link with its page; withdrawn ones stay in the history."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.enums import RoundState
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.filling_models import Evidence
from fuertong_web.collection.models import Cell, Form
from fuertong_web.places.models import StoredFile


@transaction.atomic
def attach_evidence(
    *,
    by: Actor,
    form: Form,
    cell: Cell | None = None,
    title: str = "",
    file: StoredFile | None = None,
    link: str = "",
    page: str = "",
) -> Evidence:
    """Add a file or a link to a value, or to the form as a whole."""
    _require(by, form)
    if by.code_part_id is not None and (cell is None or cell.part_id != by.code_part_id):
        raise PermissionDenied("这一项不在您的分表中。")
    link = link.strip()
    if file is None and not link:
        raise FuertongError("请选择要上传的文件，或填写网址。")
    if link and not link.startswith(("http://", "https://")):
        raise FuertongError("网址请以http://或https://开头。")
    made = Evidence.objects.create(
        form=form,
        cell=cell,
        title=(title.strip() or (file.name if file else link))[:200],
        file=file,
        link=link[:500],
        page=page.strip()[:30],
        by=by.label,
    )
    record(by=by, action="collection.attach", target=form, label=str(cell or form), after={"title": made.title})
    return made


@transaction.atomic
def withdraw_evidence(*, by: Actor, evidence: Evidence) -> None:
    """Take evidence back; it stays in the history."""
    _require(by, evidence.form)
    if by.code_part_id is not None and (evidence.cell is None or evidence.cell.part_id != by.code_part_id):
        raise PermissionDenied("这一项不在您的分表中。")
    if evidence.withdrawn_at is not None:
        return
    evidence.withdrawn_at = timezone.now()
    evidence.save(update_fields=["withdrawn_at"])
    record(by=by, action="collection.withdraw_evidence", target=evidence.form, after={"title": evidence.title})


def _require(by: Actor, form: Form) -> None:
    here = by.place is not None and by.place.pk == form.round.place_id
    own = by.can(Permission.VALUES_WRITE_OWN, unit_id=form.unit_id)
    own = own and (by.code_form_id is None or by.code_form_id == form.pk)
    if not (here and (own or by.can(Permission.VALUES_PROXY))):
        raise PermissionDenied("佐证材料由填报单位提供，统计人员可以代为上传。")
    if form.round.state != RoundState.OPEN:
        raise NotNow(f"“{form.round.title}”已关闭，不能再改动佐证材料。")
