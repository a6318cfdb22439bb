"""Units with successors, settings from the registry, the set-up of an empty instance."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong_web.accounts.models import User
from fuertong_web.accounts.roles import Role
from fuertong_web.audit.models import Event
from fuertong_web.places import actions
from fuertong_web.places.models import Place, Setting, Unit
from fuertong_web.places.registry import registered
from fuertong_web.places.selectors import setting, units_of


def test_a_pasted_list_makes_each_unit_once(world: World) -> None:
    office = world.actor("office")
    made = actions.create_units_from_text(by=office, text="县公安局\n\n县卫生健康局\n县民政局\t县民政\n县总工会\n")
    assert [unit.name for unit in made] == ["县公安局", "县卫生健康局", "县民政局", "县总工会"]
    assert made[1] == world.health
    assert made[2].short == "县民政"
    assert [unit.code for unit in made if unit != world.health] == ["999901-u001", "999901-u002", "999901-u003"]
    assert (made[0].kind, made[3].kind) == ("government", "mass")


def test_an_empty_list_says_what_to_do(world: World) -> None:
    with pytest.raises(FuertongError, match="每行写一个单位"):
        actions.create_units_from_text(by=world.actor("office"), text=" \n ")


def test_a_renamed_unit_is_still_found_by_its_old_name(world: World) -> None:
    from fuertong.model.organisation import UnitKind

    actions.change_unit(
        by=world.actor("office"), unit=world.health, name="县卫健局", short="", aliases=[], kind=UnitKind.GOVERNMENT
    )
    assert world.health.aliases == ["县卫生健康局"]


def test_a_dissolved_unit_needs_a_successor_and_keeps_its_row(world: World) -> None:
    office = world.actor("office")
    with pytest.raises(FuertongError, match="承接单位"):
        actions.dissolve_unit(by=office, unit=world.health, since=date(2024, 3, 1), successors=[])
    actions.dissolve_unit(by=office, unit=world.health, since=date(2024, 3, 1), successors=[world.education])
    assert world.health.valid_to == date(2024, 2, 29)
    assert world.health not in units_of(world.place)
    assert world.health.successions.get().new == world.education


def test_a_setting_is_looked_up_place_then_default_and_never_overwritten(world: World) -> None:
    office = world.actor("office")
    assert setting(world.place, "evaluation.leading_body") == "监测评估领导小组"
    actions.change_setting(by=office, key="evaluation.leading_body", text="监测评估协调组", reason="规划原文")
    actions.change_setting(by=office, key="evaluation.leading_body", text="监测评估领导小组")
    assert setting(world.place, "evaluation.leading_body") == "监测评估领导小组"
    assert Setting.objects.filter(key="evaluation.leading_body").count() == 2
    assert setting(world.other_place, "evaluation.leading_body") == "监测评估领导小组"


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [("verdict.answer_days", "十天", "整数"), ("plan.mechanism", "别的", "所列选项"), ("no.such", "1", "没有")],
)
def test_wrong_values_are_refused(world: World, key: str, text: str, words: str) -> None:
    with pytest.raises(FuertongError, match=words):
        actions.change_setting(by=world.actor("office"), key=key, text=text)
    assert not Setting.objects.exists()


def test_settings_are_changed_by_the_office_only(world: World) -> None:
    for role in ("liaison", "statistician", "leader", "sysadmin"):
        with pytest.raises(PermissionDenied):
            actions.change_setting(by=world.actor(role), key="verdict.answer_days", text="5")


def test_the_page_shows_every_setting_and_keeps_what_was_typed(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("office")
    page = client.get(reverse("settings")).content.decode()
    assert all(kind.label in page for kind in registered())
    data = {kind.key: str(setting(world.place, kind.key)) for kind in registered()}
    answer = client.post(reverse("settings"), data | {"verdict.answer_days": "十天"})
    assert answer.status_code == 200
    assert 'value="十天"' in answer.content.decode()


FOUNDING = {
    "name": "云外县", "code": "999777", "level": "county", "short_name": "", "upper_name": "", "upper_code": "",
    "plans": ["women", "children"], "years": "ten",
    "sysadmin_name": "示例甲", "sysadmin_username": "jia", "sysadmin_password": "一个足够长的密码-8",
    "secadmin_name": "示例乙", "secadmin_username": "yi", "secadmin_password": "一个足够长的密码-8",
    "auditor_name": "示例丙", "auditor_username": "bing", "auditor_password": "一个足够长的密码-8",
    "office_name": "示例丁", "office_username": "ding", "office_password": "一个足够长的密码-8",
    "stat_name": "示例丁", "stat_username": "ding", "stat_password": "",
}  # fmt: skip


@pytest.mark.usefixtures("empty_database")
def test_an_empty_instance_leads_to_the_set_up_and_is_founded_once() -> None:
    client = Client()
    assert client.get("/")["Location"] == reverse("setup")
    answer = client.post(reverse("setup"), FOUNDING)
    assert answer["Location"] == reverse("start")
    place = Place.objects.get()
    assert (place.region.name, place.short_name) == ("云外县", "我县")
    assert {grant.role for grant in User.objects.get(username="ding").grants.all()} == {Role.OFFICE, Role.STATISTICIAN}
    assert "录入单位" in client.get(reverse("start")).content.decode()
    assert Client().get(reverse("setup")).status_code == 404
    assert Event.objects.filter(action="accounts.found").count() == 4


@pytest.mark.usefixtures("empty_database")
def test_wrong_entries_keep_what_was_typed() -> None:
    page = Client().post(reverse("setup"), FOUNDING | {"code": "12", "office_password": "短"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "应为6位数字" in text
    assert 'value="云外县"' in text
    assert not Place.objects.exists()


@pytest.mark.usefixtures("empty_database")
def test_a_stranger_from_the_network_cannot_found_the_instance() -> None:
    assert Client(REMOTE_ADDR="192.0.2.7").post(reverse("setup"), FOUNDING).status_code == 403
    from fuertong_web.places.founding import setup_token

    invited = Client(REMOTE_ADDR="192.0.2.7")
    assert invited.get(f"{reverse('setup')}?token={setup_token()}").status_code == 200


def test_units_of_another_place_are_neither_changed_nor_made_heirs(world: World) -> None:
    from fuertong.model.organisation import UnitKind

    office = world.actor("office")
    foreign = Unit.objects.create(place=world.other_place, code="999902-u001", name="邻县民政局")
    with pytest.raises(PermissionDenied):
        actions.change_unit(by=office, unit=foreign, name="改名", short="", aliases=[], kind=UnitKind.GOVERNMENT)
    with pytest.raises(PermissionDenied):
        actions.dissolve_unit(by=office, unit=foreign, since=date(2026, 1, 1), successors=[world.health])
    with pytest.raises(PermissionDenied):
        actions.dissolve_unit(by=office, unit=world.education, since=date(2026, 1, 1), successors=[foreign])
    assert Unit.objects.get(pk=foreign.pk).name == "邻县民政局"
