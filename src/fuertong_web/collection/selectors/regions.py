"""Places of a value (地区): the own one, those below it today and before, and the one above."""

from uuid import UUID

from django.db.models import Q

from fuertong_web.accounts.actor import Actor
from fuertong_web.places.models import Region


def region_of(actor: Actor, uid: str) -> Region | None:
    """The actor's own region, one below it or the one above, by uid; None for any other."""
    if actor.place is None or not uid:
        return None
    try:
        UUID(uid)
    except ValueError:
        return None
    own = actor.place.region
    return Region.objects.filter(Q(pk=own.pk) | Q(parent=own) | Q(pk=own.parent_id), uid=uid).first()


def upper_of(actor: Actor) -> Region | None:
    """The region above the actor's place, None where it is not registered."""
    return actor.place.region.parent if actor.place is not None else None
