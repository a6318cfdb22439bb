"""The door of one-time codes (一次性填报码): whom a code lets in, and which addresses must wait."""

import hashlib
import hmac
from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from fuertong_web.accounts.actor import NOBODY, Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.enums import RoundState
from fuertong_web.collection.models import CodeAttempt, FormCode

FILLER_KEY = "filler"
PHONE_KEY = "filler_phone"
TRIES_AN_HOUR = 10
_ALIKE = str.maketrans({"0": "O", "1": "I", "8": "B"})


def hash_of(code: str) -> str:
    """SHA-256 of a code as typed: blanks, hyphens and case do not matter, 0, 1 and 8 stand for O, I and B."""
    plain = "".join(char for char in code.upper() if char.isalnum()).translate(_ALIKE)
    return hashlib.sha256(plain.encode()).hexdigest()


def find_code(code: str) -> FormCode | None:
    """The standing code of an open round that was typed, compared in constant time; None when there is none."""
    wanted = hash_of(code)
    standing = FormCode.objects.filter(revoked_at=None, form__round__state=RoundState.OPEN)
    found = standing.filter(code_hash=wanted).select_related("form__unit", "form__round").first()
    kept = found.code_hash if found else "0" * 64
    return found if hmac.compare_digest(kept, wanted) else None


def is_shut(address: str) -> bool:
    """Whether the address tried too many wrong codes within the last hour."""
    since = timezone.now() - timedelta(hours=1)
    return CodeAttempt.objects.filter(address=address, at__gt=since).count() >= TRIES_AN_HOUR


def actor_of_code(code_id: int, session: SessionBase) -> Actor:
    """The holder of a one-time code, as long as the code stands and its round is open."""
    code = (
        FormCode.objects.filter(pk=code_id, revoked_at=None, form__round__state=RoundState.OPEN)
        .select_related("form__unit", "form__round__place__region")
        .first()
    )
    if code is None:
        return NOBODY
    filler = str(session.get(FILLER_KEY, "")) or "填表人（未署名）"
    return Actor(
        label=f"{code.form.unit.name} {filler}",
        uid=str(code.uid),
        place=code.form.round.place,
        unit_ids=frozenset({code.form.unit_id}),
        code_form_id=code.form_id,
        code_part_id=code.part_id,
        phone=str(session.get(PHONE_KEY, "")),
        permissions=frozenset({Permission.VALUES_WRITE_OWN}),
    )
