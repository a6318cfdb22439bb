"""Removing what nobody can use any more, in one transaction with one audit event."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, JSONField, Model, OuterRef, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from fuertong_web.accounts.actor import SYSTEM
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.codes import drop_old_attempts
from fuertong_web.places.models import StoredFile

ABANDONED = timedelta(days=7)  # a session that could still confirm an upload lasts eight hours
AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """How many rows of each kind went."""

    files: int
    attempts: int
    sessions: int


@transaction.atomic
def tidy() -> Tidied:
    """Remove abandoned uploads, old code attempts and expired sessions; an audit event when there were any."""
    gone = Tidied(
        files=_drop_abandoned_files(),
        attempts=drop_old_attempts(),
        sessions=Session.objects.filter(expire_date__lt=timezone.now()).delete()[0],
    )
    if any(asdict(gone).values()):
        record(by=SYSTEM, action="instance.tidy", label="系统清理", after=asdict(gone))
    return gone


def _drop_abandoned_files() -> int:
    """Uploads that were looked at and never confirmed: no row points to them, by key or by their uid in a list."""
    old = StoredFile.objects.filter(at__lt=timezone.now() - ABANDONED)
    for model, column in _keys_to_files():
        old = old.filter(~Exists(model._default_manager.filter(**{column: OuterRef("pk")})))
    loose = dict(old.order_by("at").values_list("pk", "uid")[:AT_ONCE])
    named = _named({str(uid) for uid in loose.values()}) if loose else set()
    gone = [pk for pk, uid in loose.items() if str(uid) not in named]
    return StoredFile.objects.filter(pk__in=gone).delete()[0]


def _keys_to_files() -> Iterator[tuple[type[Model], str]]:
    for relation in StoredFile._meta.related_objects:
        model: Any = relation.related_model
        yield model, str(relation.field.attname)


def _named(uids: set[str]) -> set[str]:
    """Those of the uids that stand in a JSON column anywhere: in drafts, in the log."""
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, JSONField):
                rows: Any = model._default_manager.order_by().annotate(as_text=Cast(field.name, TextField()))
                found |= {uid for uid in uids - found if rows.filter(as_text__contains=uid).exists()}
    return found
