"""Whoever acts (操作人): a person with the roles held today at one place, a one-time code, or the system itself."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fuertong_web.accounts.roles import Permission, Role, rights

if TYPE_CHECKING:
    from fuertong_web.accounts.models import User
    from fuertong_web.places.models import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One role held, and for which unit (primary key)."""

    role: Role
    unit_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The rights in force for one request; `code_form_id` limits a one-time code to one form, `code_part_id`
    to the rows of one section of it.

    `unit_ids` include units whose duties an own unit has taken over.
    """

    label: str
    uid: str = ""
    user: "User | None" = None
    place: "Place | None" = None
    held: tuple[Held, ...] = ()
    unit_ids: frozenset[int] = frozenset()
    code_form_id: int | None = None
    code_part_id: int | None = None
    phone: str = ""
    permissions: frozenset[Permission] = field(default=frozenset())

    @property
    def role_words(self) -> str:
        """The roles in words, for pages and the log."""
        if self.code_form_id is not None:
            return "一次性填报码"
        return "、".join(dict.fromkeys(str(Role(held.role).label) for held in self.held))

    @property
    def place_code(self) -> str:
        """The code of the place, "" where none is chosen."""
        return self.place.code if self.place else ""

    @property
    def is_known(self) -> bool:
        """Whether somebody signed in or entered a code."""
        return self.user is not None or self.code_form_id is not None

    def can(self, permission: Permission, *, unit_id: int | None = None) -> bool:
        """Whether the right is held; a right for the own unit needs `unit_id` to be one of the own units."""
        if permission not in self.permissions:
            return False
        return not permission.value.endswith(".own") or unit_id is None or unit_id in self.unit_ids

    def has_role(self, *roles: Role) -> bool:
        """Whether one of the roles is held."""
        return any(held.role in roles for held in self.held)

    @property
    def sees_counts(self) -> bool:
        """Whether numerators and small counts of sensitive indicators may be shown beyond the own unit (D7)."""
        return Permission.COUNTS_SEE in self.permissions


NOBODY = Actor(label="访客")
SYSTEM = Actor(label="系统")


def permissions_of(held: tuple[Held, ...]) -> frozenset[Permission]:
    """The union of the rights of the roles held."""
    table = rights()
    return frozenset(word for item in held for word in table[Role(item.role)].permissions)
