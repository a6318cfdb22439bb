"""The same small county everywhere: a place, units, one person a role; each app adds its things in `world_APP.py`."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.test import Client

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.models import RoleGrant, User
from fuertong_web.accounts.roles import Role
from fuertong_web.accounts.selectors import actor_for
from fuertong_web.places.models import Place, Region, Unit

PASSWORD = "示例密码-2026"


@dataclass
class World:
    """The county of the tests; `things` holds what the apps add, by the name used in the permission matrix, `sessions`
    the key of a session each person has open."""

    place: Place
    region: Region
    other_place: Place
    health: Unit
    education: Unit
    users: dict[str, User]
    things: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        """The actor of a role (Role value); `liaison_education` is the liaison of another unit, `stranger_place` a
        statistician of another place."""
        return actor_for(self.users[role])


def open_sessions(world: World) -> None:
    """Sign everybody in, once."""
    for role, user in world.users.items():
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        world.sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value


def make_user(username: str, name: str, place: Place, role: Role, unit: Unit | None = None) -> User:
    """A person with one role since 2020."""
    user = User.objects.create(username=username, name=name)
    RoleGrant.objects.create(
        user=user, role=role, place=place, unit=unit, valid_from=date(2020, 1, 1), granted_by="测试"
    )
    return user


def build() -> World:
    """A city, its county with two units, one person a role, and a second county with its own statistician."""
    city = Region.objects.create(code="999900", name="示例市", level="city")
    region = Region.objects.create(code="999901", name="示例县", level="county", parent=city)
    place = Place.objects.create(region=region, short_name="我县", is_example=True)
    other = Region.objects.create(code="999902", name="邻县", level="county", parent=city)
    other_place = Place.objects.create(region=other, short_name="我县", is_example=True)
    health = Unit.objects.create(
        place=place, code="999901-health", name="县卫生健康局", short="县卫健局", aliases=["县卫健委"], order=1
    )
    education = Unit.objects.create(place=place, code="999901-edu", name="县教育局", order=2)
    users = {
        role.value: make_user(
            role.value, f"示例{role.label}", place, role, health if role.value in Role.unit_roles() else None
        )
        for role in Role
    }
    users["liaison_education"] = make_user("liaison-edu", "示例教育联络员", place, Role.LIAISON, education)
    users["stranger_place"] = make_user("other-stat", "邻县统计员", other_place, Role.STATISTICIAN)
    return World(place=place, region=region, other_place=other_place, health=health, education=education, users=users)
