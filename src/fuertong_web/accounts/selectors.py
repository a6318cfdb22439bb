"""Who a request is from, and who may be seen."""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from fuertong_web.accounts.actor import NOBODY, Actor, Held, permissions_of
from fuertong_web.accounts.models import RoleGrant, User
from fuertong_web.accounts.roles import Permission, Role
from fuertong_web.compiled import Compiled
from fuertong_web.places.models import Place, UnitSuccession

PLACE_KEY = "place"
CODE_KEY = "form_code"


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request: a signed-in person at the chosen place, the holder of a code, or nobody."""
    user = getattr(request, "user", None)
    if isinstance(user, User) and user.is_active:
        return actor_for(user, place_id=request.session.get(PLACE_KEY))
    code_id = request.session.get(CODE_KEY) if hasattr(request, "session") else None
    if code_id:
        from fuertong_web.collection.selectors import actor_of_code  # the code belongs to a form

        return actor_of_code(code_id, request.session)
    return NOBODY


def grants_on(day: date) -> QuerySet[RoleGrant]:
    """The grants in force on a day; one that was taken back gives no right any more, even on its first day."""
    rows = RoleGrant.objects.filter(valid_from__lte=day, revoked_at=None)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=day))


_GRANTS = Compiled[RoleGrant](
    2, lambda user, day: grants_on(day).filter(user=user).select_related("place__region").order_by("pk")
)
_INHERITED = Compiled[tuple[int, int]](
    2,
    lambda user, day: UnitSuccession.objects.filter(new__grants__user=user, since__lte=day).values_list(
        "new_id", "old_id"
    ),
)


def actor_for(user: User, *, place_id: int | None = None) -> Actor:
    """The person with the roles held today at `place_id`, or at the first place where any is held."""
    today = timezone.localdate()
    grants = _GRANTS(user.pk, today)
    places: dict[int, Place] = {grant.place_id: grant.place for grant in grants}
    place = places.get(place_id or 0) or next(iter(places.values()), None)
    here = [grant for grant in grants if place and grant.place_id == place.pk]
    held = tuple(Held(role=Role(grant.role), unit_id=grant.unit_id) for grant in here)
    own = {item.unit_id for item in held if item.unit_id}
    inherited = {old for new, old in _INHERITED(user.pk, today) if new in own} if own else set()
    return Actor(
        label=user.name,
        uid=str(user.uid),
        user=user,
        place=place,
        held=held,
        unit_ids=frozenset(own | inherited),
        phone=user.phone,
        permissions=permissions_of(held),
    )


def places_of(user: User) -> QuerySet[Place]:
    """The places where the person holds a role today."""
    return (
        Place.objects.filter(grants__in=grants_on(timezone.localdate()).filter(user=user))
        .select_related("region")
        .distinct()
        .order_by("region__code")
    )


def users_for(actor: Actor) -> QuerySet[User]:
    """The persons with a role at the actor's place, for administrators of accounts."""
    if not (actor.can(Permission.ACCOUNTS_CREATE) or actor.can(Permission.ACCOUNTS_GRANT)) or actor.place is None:
        return User.objects.none()
    return User.objects.filter(Q(grants__place=actor.place) | Q(grants=None)).distinct().order_by("username")


def is_in_reach(actor: Actor, user: User) -> bool:
    """Whether the administrators of the actor's place may change the account: its holder serves nowhere else."""
    elsewhere = grants_on(timezone.localdate()).filter(user=user).exclude(place=actor.place)
    return not elsewhere.exists() and users_for(actor).filter(pk=user.pk).exists()
