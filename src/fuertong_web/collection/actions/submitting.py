"""报送 and sign-off (单位审核): the unit answers for its values; every move is dated and named."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.moving import Offline, lock, move
from fuertong_web.collection.actions.revisions import Filler, cut
from fuertong_web.collection.checking import refuse_unready
from fuertong_web.collection.enums import Cause, FormState
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.models import Form
from fuertong_web.places.selectors import setting

__all__ = [
    "Filler",
    "Head",
    "Offline",
    "refuse_form",
    "sign_form",
    "sign_offline",
    "submit_form",
    "take_back_form",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The people of a form's foot (表尾): 单位负责人、统计负责人、填表人、联系电话、报出日期."""

    unit_head: str = ""
    statistics_head: str = ""
    filler: str = ""
    phone: str = ""
    reported_on: date | None = None


@transaction.atomic
def submit_form(*, by: Actor, form: Form, head: Head | None = None, at: datetime | None = None) -> int:
    """报送: cut the revisions and hand the form to the unit's reviewer; returns how many revisions were cut.

    Unready when a value is unreadable or missing without a reason, a warning is not explained, or a returned value
    was neither changed nor answered.
    """
    at = at or timezone.now()
    form = lock(form)
    before = form.state
    move(by=by, form=form, name="send", at=at)
    cells = list(form.cells.select_related("indicator", "region").order_by("order"))
    refuse_unready(form, cells)
    write_head(form, head or Head(), by, at)
    filler = Filler(name=form.filler, phone=form.filler_phone)
    made = cut(by=by, form=form, cells=cells, cause=Cause.SUBMIT, filler=filler, at=at)
    record(
        by=by,
        action="collection.submit",
        target=form,
        before={"state": before},
        after={"state": FormState.TO_SIGN, "revisions": len(made)},
    )
    return len(made)


@transaction.atomic
def take_back_form(*, by: Actor, form: Form) -> None:
    """撤回: the unit takes the form back before its reviewer has signed."""
    form = lock(form)
    move(by=by, form=form, name="take_back")
    record(by=by, action="collection.take_back", target=form, after={"state": FormState.FILLING})


@transaction.atomic
def sign_form(*, by: Actor, form: Form, comment: str = "", at: datetime | None = None) -> None:
    """单位审核签发: the reviewer signs; the same person who filled may sign only where the setting allows it."""
    form = lock(form)
    same = is_same_person(by, form)
    if same and not setting(form.round.place, "collection.same_filler_reviewer"):
        raise NotNow("本地规定填报人和审核人不能为同一人，请由另一位审核人签发。")
    words = "填报、审核同一人，须补盖章件" if same else ""
    move(by=by, form=form, name="sign", at=at, comment="；".join(part for part in (words, comment.strip()) if part))
    record(by=by, action="collection.sign", target=form, after={"state": FormState.SUBMITTED, "same_person": same})


@transaction.atomic
def refuse_form(*, by: Actor, form: Form, comment: str, at: datetime | None = None) -> None:
    """单位审核退回填报人: with what is to be mended."""
    form = lock(form)
    move(by=by, form=form, name="refuse", at=at, comment=comment)
    record(
        by=by, action="collection.refuse", target=form, after={"state": FormState.FILLING, "comment": comment.strip()}
    )


@transaction.atomic
def sign_offline(*, by: Actor, form: Form, offline: Offline, comment: str = "", at: datetime | None = None) -> None:
    """线下办理: the unit signed on paper; the statistician writes down who, when and what is at hand.

    A form that was still being filled in is submitted with it, as far as it is filled.
    """
    at = at or timezone.now()
    form = lock(form)
    before = form.state
    refuse_empty_paper(offline)
    words = "；".join(part for part in (f"线下办理，{offline.words}", comment.strip()) if part)
    move(by=by, form=form, name="sign_offline", at=at, comment=words, offline=offline)
    made = []
    if before != FormState.TO_SIGN:
        cells = list(form.cells.select_related("indicator"))
        filler = Filler(name=form.filler, phone=form.filler_phone)
        made = cut(by=by, form=form, cells=cells, cause=Cause.PROXY, filler=filler, at=at, document=offline.scan)
    record(
        by=by,
        action="collection.sign_offline",
        target=form,
        before={"state": before},
        after={"state": FormState.SUBMITTED, "signer": offline.signer, "on": offline.on, "revisions": len(made)},
    )


def is_same_person(by: Actor, form: Form) -> bool:
    """Whether the actor is the person who submitted the form's values."""
    last = form.revisions.order_by("-at", "-pk").first()
    return last is not None and by.user is not None and last.entered_user_id == by.user.pk


def write_head(form: Form, head: Head, by: Actor, at: datetime) -> None:
    """Fill in the form's foot; who submits without naming a filler is the filler."""
    own = "" if by.code_form_id is not None else by.label
    form.unit_head = head.unit_head or form.unit_head
    form.statistics_head = head.statistics_head or form.statistics_head
    form.filler = head.filler or (form.filler if by.code_form_id is not None else "") or own
    form.filler_phone = head.phone or by.phone or form.filler_phone
    form.reported_on = head.reported_on or timezone.localdate(at)
    form.save(update_fields=["unit_head", "statistics_head", "filler", "filler_phone", "reported_on", "changed_at"])


def refuse_empty_paper(offline: Offline) -> None:
    """NotNow unless the paper names its signer and is here, as a scan or by word."""
    if not offline.signer.strip():
        raise NotNow("请写明在纸质表上签字的单位负责人。")
    if offline.scan is None and not offline.paper_received:
        raise NotNow("请上传盖章扫描件，或注明“收到纸质件”。")
