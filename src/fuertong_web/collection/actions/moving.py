"""Moving a form from one state to the next (报表流转): the one place that reads the transition table."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.enums import TRANSITIONS, FormState, RoundState
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.models import Form, FormEvent
from fuertong_web.places.models import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Offline:
    """An act done on paper (线下办理): who signed, when, and the scan or the word that the paper is here."""

    signer: str
    on: date
    scan: StoredFile | None = None
    paper_received: bool = False

    @property
    def words(self) -> str:
        """How it stands in the form's history."""
        return "已上传盖章扫描件" if self.scan else "收到纸质件"


def require(by: Actor, permission: Permission, form: Form) -> None:
    """PermissionDenied unless the actor holds the right for this form."""
    here = by.place is not None and by.place.pk == form.round.place_id
    own_code = by.code_form_id is None or (by.code_form_id == form.pk and by.code_part_id is None)
    if not (here and own_code and by.can(permission, unit_id=form.unit_id)):
        raise PermissionDenied("您的身份不能办理这一步。")


def lock(form: Form) -> Form:
    """The form as it is now, locked against other writers until the transaction ends."""
    return Form.objects.select_for_update(of=("self",)).select_related("unit", "round__place__region").get(pk=form.pk)


def move(
    *,
    by: Actor,
    form: Form,
    name: str,
    at: datetime | None = None,
    comment: str = "",
    offline: Offline | None = None,
) -> FormEvent:
    """Carry out the transition `name` on a locked form of the actor's place and write its event."""
    require(by, TRANSITIONS[name].permission, form)
    return carry_out(by=by.label, form=form, name=name, at=at, comment=comment, offline=offline)


def carry_out(
    *,
    by: str,
    form: Form,
    name: str,
    at: datetime | None = None,
    comment: str = "",
    offline: Offline | None = None,
) -> FormEvent:
    """The same for whoever has asked for the right already: `by` is the name that stands in the history."""
    step = TRANSITIONS[name]
    before = FormState(form.state)
    if before not in step.before:
        raise NotNow(f"这份报表现在是“{before.label}”，不能办理这一步。请刷新页面查看最新状态。")
    if form.round.state != RoundState.OPEN and name != "reopen":
        raise NotNow(f"“{form.round.title}”{RoundState(form.round.state).label}，不能再办理。请与统计人员联系。")
    if step.comment_required and not comment.strip():
        raise NotNow("请写明原因。")
    form.state = step.after
    form.save(update_fields=["state", "changed_at"])
    return FormEvent.objects.create(
        form=form,
        name=name,
        before=before,
        after=step.after,
        by=by,
        at=at or timezone.now(),
        comment=comment.strip()[:500],
        offline_on=offline.on if offline else None,
        offline_by=offline.signer if offline else "",
        offline_file=offline.scan if offline else None,
    )
