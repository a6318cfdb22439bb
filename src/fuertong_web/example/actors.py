"""Who acts while the example is loaded: the example's people, each with the rights of the role only."""

from fuertong_web.accounts.actor import Actor, Held, permissions_of
from fuertong_web.accounts.roles import Role
from fuertong_web.places.models import Place, Unit


def acting(place: Place, label: str, *roles: Role, unit: Unit | None = None) -> Actor:
    """An actor with these roles, for one unit where the role needs one."""
    held = tuple(
        Held(role=role, unit_id=unit.pk if unit and role.value in Role.unit_roles() else None) for role in roles
    )
    return Actor(
        label=label,
        place=place,
        held=held,
        unit_ids=frozenset({unit.pk} if unit else ()),
        permissions=permissions_of(held),
    )
