"""One-time codes (一次性填报码): issued on the notice, shown once, kept as a hash, good for one form until closing."""

import base64
import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong_web.accounts.actor import NOBODY, Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.enums import RoundState
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.models import CodeAttempt, Form, FormCode
from fuertong_web.collection.selectors.doors import find_code, hash_of, is_shut

KEPT = timedelta(days=1)  # a wrong code shuts the door for an hour; older attempts say nothing any more


@transaction.atomic
def issue_code(*, by: Actor, form: Form) -> str:
    """A new code for the form, grouped 4-4-4-4; codes given out before end at once. The code is never shown again."""
    if not by.can(Permission.ROUND_MANAGE) or by.place is None or by.place.pk != form.round.place_id:
        raise PermissionDenied("只有统计人员可以发放填报码。")
    if form.round.state != RoundState.OPEN:
        raise NotNow(f"这一轮监测现在是“{RoundState(form.round.state).label}”，不能发放填报码。")
    plain = new_code()
    revoked = FormCode.objects.filter(form=form, part=None, revoked_at=None).update(revoked_at=timezone.now())
    FormCode.objects.create(form=form, code_hash=hash_of(plain), made_by=by.label)
    record(by=by, action="collection.issue_code", target=form, after={"revoked": revoked})
    return grouped(plain)


def new_code() -> str:
    """Sixteen characters of base32."""
    return base64.b32encode(secrets.token_bytes(10)).decode()


def grouped(plain: str) -> str:
    """A code as it is read out: 4-4-4-4."""
    return "-".join(plain[start : start + 4] for start in range(0, 16, 4))


@transaction.atomic
def redeem_code(*, code: str, address: str) -> FormCode | None:
    """The code that was entered, or None; a wrong one counts against the address, which then has to wait an hour."""
    if is_shut(address):
        raise NotNow("这台电脑输错次数过多，请一小时后再试，或请统计人员重新发放填报码。")
    found = find_code(code)
    if found is None:
        CodeAttempt.objects.create(address=address)
        return None
    if found.used_at is None:
        found.used_at = timezone.now()
        found.save(update_fields=["used_at"])
    record(by=NOBODY, action="collection.enter_code", target=found.form, place_code=found.form.round.place.code)
    return found


def drop_old_attempts() -> int:
    """Forget wrong codes that shut no door any more; how many there were."""
    return CodeAttempt.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


@transaction.atomic
def name_filler(*, by: Actor, form: Form, filler: str, phone: str) -> None:
    """Write down who fills the form with a one-time code, kept on every value (practice 2)."""
    if by.code_form_id != form.pk:
        raise PermissionDenied("只有凭填报码填报的人员需要登记姓名和电话。")
    if by.code_part_id is not None:
        form.parts.filter(pk=by.code_part_id).update(filler=filler, filler_phone=phone)
    else:
        form.filler, form.filler_phone = filler, phone
        form.save(update_fields=["filler", "filler_phone", "changed_at"])
    record(by=by, action="collection.name_filler", target=form, after={"filler": filler})
