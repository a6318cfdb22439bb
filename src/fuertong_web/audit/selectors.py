"""Reading the audit log and checking its chain."""

from dataclasses import dataclass

from django.db.models import QuerySet

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import seal
from fuertong_web.audit.models import ChainHead, Event


def events_for(actor: Actor) -> QuerySet[Event]:
    """The events of the actor's place, newest first; nothing without the right to see the log."""
    if not actor.can(Permission.LOG_SEE):
        return Event.objects.none()
    return Event.objects.filter(place__in=["", actor.place_code]).order_by("-number")


@dataclass(frozen=True, slots=True)
class ChainState:
    """How many links were checked, and the number of the first broken one."""

    checked: int
    broken_at: int | None


def check_chain() -> ChainState:
    """Walk the whole chain; an event changed, removed or inserted afterwards shows as broken."""
    previous, number = "0" * 64, 0
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        number += 1
        if event.number != number or event.previous_hash != previous or seal(event) != event.hash:
            return ChainState(number - 1, event.number)
        previous = event.hash
    head = ChainHead.objects.filter(pk=1).first()
    if head and (head.number, head.hash) != (number, previous):
        return ChainState(number, number + 1)
    return ChainState(number, None)
