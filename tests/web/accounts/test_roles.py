"""Rights as declared: the matrix of decision D6, held roles, and what one person's several roles leave unmet."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong_web.accounts import actions
from fuertong_web.accounts.models import User
from fuertong_web.accounts.roles import Permission, Role, rights
from fuertong_web.accounts.selectors import actor_for
from fuertong_web.accounts.separation import unmet
from fuertong_web.audit.models import Event

WRITING_VALUES = {Permission.VALUES_WRITE_OWN, Permission.VALUES_PROXY, Permission.ACCEPT}


@pytest.mark.parametrize(
    "role", [Role.LEADER, Role.OFFICE, Role.GROUP, Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR, Role.EVALUATOR]
)
def test_leader_office_and_administrators_never_write_or_return_a_value(role: Role) -> None:
    assert not rights()[role].permissions & WRITING_VALUES


def test_signals_are_for_statistician_and_office_only() -> None:
    seeing = {role for role in Role if Permission.SIGNAL_SEE in rights()[role].permissions}
    assert seeing == {Role.STATISTICIAN, Role.OFFICE}


def test_every_role_has_a_sentence_for_administrators() -> None:
    assert all(rights()[role].sentence.endswith("。") for role in Role)


def test_an_own_right_holds_for_the_own_unit_only(world: World) -> None:
    liaison = world.actor("liaison")
    assert liaison.can(Permission.VALUES_WRITE_OWN, unit_id=world.health.pk)
    assert not liaison.can(Permission.VALUES_WRITE_OWN, unit_id=world.education.pk)


def test_duties_of_a_dissolved_unit_pass_to_the_successor(world: World) -> None:
    from datetime import date

    from fuertong_web.places.actions import create_unit, dissolve_unit

    office = world.actor("office")
    old = create_unit(by=office, name="县乡村振兴局")
    dissolve_unit(by=office, unit=old, since=date(2024, 1, 1), successors=[world.health], note="机构改革")
    assert world.actor("liaison").can(Permission.VALUES_WRITE_OWN, unit_id=old.pk)
    assert not world.actor("liaison_education").can(Permission.VALUES_WRITE_OWN, unit_id=old.pk)


def test_making_an_account_and_granting_a_role_are_two_offices(world: World) -> None:
    system, security = world.actor("sysadmin"), world.actor("secadmin")
    user = actions.create_user(by=system, username="new-one", name="新人", password="一个足够长的密码-8")
    with pytest.raises(PermissionDenied):
        actions.grant_role(by=system, user=user, role=Role.LEADER)
    actions.grant_role(by=security, user=user, role=Role.LEADER)
    assert actor_for(user).has_role(Role.LEADER)
    with pytest.raises(PermissionDenied):
        actions.create_user(by=security, username="another", name="另一人", password="一个足够长的密码-8")


@pytest.mark.parametrize("password", ["短密码1", "1234567890123", "password12"])
def test_weak_passwords_are_refused_in_chinese(world: World, password: str) -> None:
    with pytest.raises(FuertongError, match="密码"):
        actions.create_user(by=world.actor("sysadmin"), username="weak", name="弱", password=password)
    assert not User.objects.filter(username="weak").exists()


def test_a_liaison_needs_a_unit_and_a_leader_must_not_have_one(world: World) -> None:
    security, user = world.actor("secadmin"), world.users["leader"]
    with pytest.raises(FuertongError, match="必须指定单位"):
        actions.grant_role(by=security, user=user, role=Role.LIAISON)
    with pytest.raises(FuertongError, match="不能指定单位"):
        actions.grant_role(by=security, user=user, role=Role.OFFICE, unit=world.health)


def test_the_last_administrator_stays(world: World) -> None:
    with pytest.raises(FuertongError, match="最后一位"):
        actions.revoke_role(by=world.actor("secadmin"), grant=world.users["secadmin"].grants.get())


def test_a_role_taken_back_gives_no_right_today(world: World) -> None:
    actions.revoke_role(by=world.actor("secadmin"), grant=world.users["office"].grants.get())
    assert not actor_for(world.users["office"]).permissions
    assert Event.objects.filter(action="accounts.revoke").count() == 1


def test_what_one_person_holding_two_offices_leaves_unmet_is_said(world: World) -> None:
    assert unmet(world.place) == []
    actions.grant_role(by=world.actor("secadmin"), user=world.users["sysadmin"], role=Role.AUDITOR)
    assert unmet(world.place) == [
        "示例系统管理员同时是系统管理员和审计员：系统管理和日志审计由同一人办理，未做到分立。"
    ]


def test_a_role_given_by_mistake_is_gone_the_same_day(world: World) -> None:
    security, user = world.actor("secadmin"), world.users["leader"]
    grant = actions.grant_role(by=security, user=user, role=Role.STATISTICIAN)
    assert actor_for(user).has_role(Role.STATISTICIAN)
    actions.revoke_role(by=security, grant=grant)
    assert not actor_for(user).has_role(Role.STATISTICIAN)
    assert actor_for(user).has_role(Role.LEADER)


def test_a_closed_account_cannot_act_and_stays_on_record(world: World) -> None:
    system, user = world.actor("sysadmin"), world.users["leader"]
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = Client()
    page.force_login(world.users["sysadmin"], backend="django.contrib.auth.backends.ModelBackend")
    answer = page.post(reverse("person", args=[user.uid]), {"active": "0"}, follow=True)
    assert "已停用" in answer.content.decode()
    assert client.get(reverse("home"))["Location"].startswith(reverse("login"))
    assert user.grants.count() == 1
    actions.switch_account(by=system, user=User.objects.get(pk=user.pk), active=True)
    assert list(
        Event.objects.filter(action__in=["accounts.close", "accounts.open"]).values_list("action", flat=True)
    ) == ["accounts.close", "accounts.open"]


def test_nobody_closes_the_own_account(world: World) -> None:
    with pytest.raises(FuertongError, match="自己"):
        actions.switch_account(by=world.actor("sysadmin"), user=world.users["sysadmin"], active=False)


def test_an_account_that_serves_elsewhere_is_not_changed_from_here(world: World) -> None:
    """Who may reset a password may act as that person: not over the border of the place."""
    system, guest = world.actor("sysadmin"), world.users["stranger_place"]
    with pytest.raises(PermissionDenied):
        actions.reset_password(by=system, user=guest, password="一个足够长的密码-8")
    actions.grant_role(by=world.actor("secadmin"), user=guest, role=Role.EVALUATOR)
    with pytest.raises(PermissionDenied, match="其他地区"):
        actions.reset_password(by=system, user=guest, password="一个足够长的密码-8")
    with pytest.raises(PermissionDenied, match="其他地区"):
        actions.switch_account(by=system, user=guest, active=False)


def test_the_only_one_who_can_grant_roles_is_not_closed(world: World) -> None:
    system, security = world.actor("sysadmin"), world.users["secadmin"]
    with pytest.raises(FuertongError, match="唯一的安全管理员"):
        actions.switch_account(by=system, user=security, active=False)
    actions.grant_role(by=world.actor("secadmin"), user=world.users["auditor"], role=Role.SECADMIN)
    actions.switch_account(by=system, user=security, active=False)
    security.refresh_from_db()
    assert not security.is_active
