"""Making accounts, granting and taking back roles, changing passwords."""

from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.models import RoleGrant, User
from fuertong_web.accounts.roles import Permission, Role
from fuertong_web.accounts.selectors import grants_on, is_in_reach
from fuertong_web.audit.actions import record
from fuertong_web.places.models import Place, Unit


def check_password(password: str, user: User) -> None:
    """FuertongError with every rule the password breaks."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise FuertongError("".join(error.messages)) from None


def _new_user(*, username: str, name: str, phone: str, password: str, must_change: bool, example: bool) -> User:
    user = User(username=username, name=name.strip(), phone=phone.strip(), is_example=example)
    user.must_change_password = must_change
    check_password(password, user)
    user.set_password(password)
    try:
        user.full_clean()
    except ValidationError as error:
        raise FuertongError("".join(error.messages)) from None
    user.save()
    return user


@transaction.atomic
def create_user(
    *,
    by: Actor,
    username: str,
    name: str,
    password: str,
    phone: str = "",
    must_change: bool = True,
    example: bool = False,
) -> User:
    """A new account; who makes accounts cannot grant roles unless they hold that office too."""
    if not by.can(Permission.ACCOUNTS_CREATE):
        raise PermissionDenied("建立账号由系统管理员办理。")
    user = _new_user(
        username=username, name=name, phone=phone, password=password, must_change=must_change, example=example
    )
    record(by=by, action="accounts.create", target=user, after={"username": username, "name": name})
    return user


@transaction.atomic
def found_administrators(*, place: Place, people: list[tuple[str, str, str, list[Role]]]) -> list[User]:
    """The first accounts of a new instance: (username, name, password, roles) each; only while nobody is there."""
    if User.objects.exists():
        raise PermissionDenied("系统已有账号，请由管理员登录后办理。")
    setup = Actor(label="首次设置", place=place)
    made = []
    for username, name, password, roles in people:
        user = _new_user(username=username, name=name, phone="", password=password, must_change=False, example=False)
        for role in roles:
            _grant(by=setup, user=user, role=role, place=place, unit=None, valid_from=timezone.localdate())
        record(by=setup, action="accounts.found", target=user, after={"roles": [role.value for role in roles]})
        made.append(user)
    return made


def _grant(*, by: Actor, user: User, role: Role, place: Place, unit: Unit | None, valid_from: date) -> RoleGrant:
    grant = RoleGrant(user=user, role=role, place=place, unit=unit, valid_from=valid_from, granted_by=by.label)
    try:
        grant.full_clean()
    except ValidationError as error:
        raise FuertongError("".join(error.messages)) from None
    grant.save()
    return grant


@transaction.atomic
def grant_role(
    *, by: Actor, user: User, role: Role, unit: Unit | None = None, valid_from: date | None = None
) -> RoleGrant:
    """Give a role at the actor's place; the same role twice is refused."""
    if not by.can(Permission.ACCOUNTS_GRANT) or by.place is None:
        raise PermissionDenied("授予身份由安全管理员办理。")
    if unit is not None and unit.place_id != by.place.pk:
        raise PermissionDenied("只能授予本地区单位的身份。")
    start = valid_from or timezone.localdate()
    if user.grants.filter(role=role, place=by.place, unit=unit, valid_to=None).exists():
        raise FuertongError(f"{user.name}已经是{Role(role).label}，不必重复授予。")
    grant = _grant(by=by, user=user, role=role, place=by.place, unit=unit, valid_from=start)
    record(
        by=by,
        action="accounts.grant",
        target=user,
        after={"role": role.value, "unit": unit.code if unit else "", "from": start},
    )
    return grant


@transaction.atomic
def revoke_role(*, by: Actor, grant: RoleGrant) -> None:
    """Take a role back at once, also one given today; the row stays for the record."""
    if not by.can(Permission.ACCOUNTS_GRANT) or by.place is None or grant.place_id != by.place.pk:
        raise PermissionDenied("收回身份由安全管理员办理。")
    if grant.valid_to is not None:
        raise FuertongError("这个身份已经收回。")
    last = (
        Role(grant.role) in (Role.SECADMIN, Role.SYSADMIN)
        and not RoleGrant.objects.filter(place=grant.place, role=grant.role, valid_to=None)
        .exclude(pk=grant.pk)
        .exists()
    )
    if last:
        raise FuertongError(f"这是最后一位{Role(grant.role).label}，请先授予另一人再收回。")
    grant.valid_to = max(timezone.localdate() - timedelta(days=1), grant.valid_from)
    grant.revoked_at = timezone.now()
    grant.save()
    record(by=by, action="accounts.revoke", target=grant.user, before={"role": grant.role}, after={})


@transaction.atomic
def change_password(*, by: Actor, old: str, new: str) -> None:
    """A person's own new password; the old one must be known."""
    user = by.user
    if user is None:
        raise PermissionDenied("请先登录。")
    if not user.check_password(old):
        raise FuertongError("原密码不对，请再输入一次。")
    if old == new:
        raise FuertongError("新密码不能与原密码相同。")
    check_password(new, user)
    user.set_password(new)
    user.must_change_password = False
    user.save()
    record(by=by, action="accounts.password", target=user)


@transaction.atomic
def reset_password(*, by: Actor, user: User, password: str) -> None:
    """A new first password given by the system administrator; it must be changed at the next sign-in."""
    _may_change(by, user, "重设密码由系统管理员办理。")
    check_password(password, user)
    user.set_password(password)
    user.must_change_password = True
    user.save()
    record(by=by, action="accounts.reset_password", target=user)


@transaction.atomic
def switch_account(*, by: Actor, user: User, active: bool) -> None:
    """Close an account (停用) or open it again; roles and all that was done under it stay on record."""
    _may_change(by, user, "停用和启用账号由系统管理员办理。")
    if by.user is not None and by.user.pk == user.pk:
        raise FuertongError("不能停用自己的账号，请由另一位系统管理员办理。")
    if not active and by.place is not None and _only_one(user, by.place):
        raise FuertongError(f"{user.name}是唯一的安全管理员，请先授予另一人再停用。")
    if user.is_active == active:
        raise FuertongError(f"{user.name}的账号已经{'启用' if active else '停用'}。")
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(
        by=by,
        action="accounts.open" if active else "accounts.close",
        target=user,
        before={"active": not active},
        after={"active": active},
    )


def _only_one(user: User, place: Place) -> bool:
    """Whether the person is the only one who can grant roles at the place."""
    granting = grants_on(timezone.localdate()).filter(place=place, role=Role.SECADMIN, user__is_active=True)
    return granting.filter(user=user).exists() and not granting.exclude(user=user).exists()


def _may_change(by: Actor, user: User, refusal: str) -> None:
    if not by.can(Permission.ACCOUNTS_CREATE):
        raise PermissionDenied(refusal)
    if not is_in_reach(by, user):
        raise PermissionDenied(f"{user.name}还在其他地区任职，请由那里的系统管理员办理。")
