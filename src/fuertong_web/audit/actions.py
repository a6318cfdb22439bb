"""Writing an audit event: called by every action inside its transaction."""

import hashlib
import json
from datetime import UTC
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from fuertong_web.audit.models import ChainHead, Event


class By(Protocol):
    """Whoever acts: a person with roles, a holder of a one-time code, or the system itself."""

    @property
    def label(self) -> str: ...
    @property
    def uid(self) -> str: ...
    @property
    def role_words(self) -> str: ...
    @property
    def place_code(self) -> str: ...


def record(
    *,
    by: By,
    action: str,
    target: models.Model | None = None,
    label: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    place_code: str | None = None,
) -> Event:
    """Append one event to the chain; must run inside the action's own transaction.

    `action` reads `app.verb` (plans.confirm). `before` and `after` hold the changed fields only.
    """
    with transaction.atomic():
        ChainHead.objects.get_or_create(pk=1)
        head = ChainHead.objects.select_for_update().get(pk=1)
        event = Event(
            number=head.number + 1,
            at=timezone.now(),
            actor=by.label,
            actor_uid=by.uid,
            roles=by.role_words[:200],
            place=by.place_code if place_code is None else place_code,
            action=action,
            object_kind=target._meta.label if target is not None else "",
            object_uid=str(getattr(target, "uid", "") or "") if target is not None else "",
            object_label=(label or (str(target) if target is not None else ""))[:300],
            before=_plain(before or {}),
            after=_plain(after or {}),
            previous_hash=head.hash,
        )
        event.hash = seal(event)
        event.save(force_insert=True)
        ChainHead.objects.filter(pk=1).update(number=event.number, hash=event.hash)
    return event


def hold_chain() -> None:
    """Hold the log until the transaction ends: whoever else records waits, and what it did before is seen."""
    ChainHead.objects.get_or_create(pk=1)
    ChainHead.objects.select_for_update().get(pk=1)


def seal(event: Event) -> str:
    """SHA-256 over the event's content and the hash before it."""
    content = [
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor,
        event.actor_uid,
        event.roles,
        event.place,
        event.action,
        event.object_kind,
        event.object_uid,
        event.object_label,
        event.before,
        event.after,
        event.previous_hash,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The values as they will be read back from JSON, so that the seal stays true."""
    return dict(json.loads(json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False)))
