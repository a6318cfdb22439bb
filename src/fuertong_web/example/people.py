"""The example accounts (decision D5): one a role, one password for all, kept in var/demo-password."""

import os
import secrets
from collections.abc import Sequence
from datetime import date

from django.conf import settings

from fuertong.place_folder import PlaceFolder
from fuertong_web.accounts.actions import create_user, grant_role
from fuertong_web.accounts.models import User
from fuertong_web.accounts.roles import Role
from fuertong_web.example.actors import acting
from fuertong_web.places.models import Place, Unit

PASSWORD_FILE = "demo-password"  # noqa: S105  a file name
SINCE = date(2021, 1, 1)
ACCOUNTS = [
    ("office", Role.OFFICE),
    ("stat", Role.STATISTICIAN),
    ("group", Role.GROUP),
    ("leader", Role.LEADER),
    ("liaison-health", Role.LIAISON),
    ("liaison-edu", Role.LIAISON),
    ("reviewer-health", Role.REVIEWER),
    ("city", Role.UPPER),
    ("evaluator", Role.EVALUATOR),
    ("sysadmin", Role.SYSADMIN),
    ("secadmin", Role.SECADMIN),
    ("auditor", Role.AUDITOR),
]
CITY_ACCOUNTS = [("city-office", Role.OFFICE), ("city-stat", Role.STATISTICIAN), ("city-leader", Role.LEADER)]
Accounts = Sequence[tuple[str, Role]]
NAMES = {"city": "示例·市办", "sysadmin": "示例·系统员", "secadmin": "示例·安全员", "auditor": "示例·审计员"}


def demo_password() -> str:
    """The one password: FUERTONG_DEMO_PASSWORD, else made at the first start and kept."""
    if given := os.environ.get("FUERTONG_DEMO_PASSWORD"):
        return given
    path = settings.VAR / PASSWORD_FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"yunxi-{secrets.token_hex(4)}", encoding="utf-8")
    return str(path.read_text(encoding="utf-8").strip())


def make_people(
    place: Place, folder: PlaceFolder, units: dict[str, Unit], accounts: Accounts = ACCOUNTS
) -> dict[str, User]:
    """Every example account with its role; names come from the folder where it has them."""
    admin = acting(place, "示例装入", Role.SYSADMIN, Role.SECADMIN)
    known = {person.account: person for person in folder.people if person.account}
    made = {}
    for account, role in accounts:
        person = known.get(account)
        name = person.name if person else NAMES[account]
        user = create_user(
            by=admin,
            username=account,
            name=name,
            phone=person.phone if person else "",
            password=demo_password(),
            must_change=False,
            example=True,
        )
        unit = units[person.unit] if person and role.value in Role.unit_roles() else None
        grant_role(by=admin, user=user, role=role, unit=unit, valid_from=SINCE)
        made[account] = user
    return made


def account_lines() -> list[str]:
    """One line an account: 账号 NAME 角色 密码."""
    return [f"账号 {name} {role.label} {demo_password()}" for name, role in ACCOUNTS]


def city_account_lines() -> list[str]:
    """The same for the example city (示例市), where it is loaded."""
    known = set(
        User.objects.filter(username__in=[name for name, _ in CITY_ACCOUNTS]).values_list("username", flat=True)
    )
    return [f"示例市账号 {name} {role.label} {demo_password()}" for name, role in CITY_ACCOUNTS if name in known]
