"""Home by role and search that answers with the number."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.world import World

from fuertong_web.collection import actions
from fuertong_web.home.context import menu_for
from fuertong_web.home.search import initials

SignIn = Callable[[str], Client]


def home(sign_in: SignIn, role: str) -> str:
    return sign_in(role).get(reverse("home")).content.decode()


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("liaison", "继续填报"),
        ("statistician", "查看各单位"),
        ("office", "去认定"),
        ("leader", "可量化"),
        ("sysadmin", "数据和报告不对管理员显示"),
    ],
)
def test_each_role_finds_its_own_work(world: World, sign_in: SignIn, role: str, words: str) -> None:
    assert words in home(sign_in, role)


def test_the_liaison_of_another_unit_sees_nothing_of_this_one(world: World, sign_in: SignIn) -> None:
    assert "县卫生健康局" not in home(sign_in, "liaison_education")


def test_search_answers_with_number_unit_status_and_source(world: World, sign_in: SignIn) -> None:
    text = sign_in("statistician").get(reverse("search"), {"q": "系统管理率"}).content.decode()
    assert "2025年我县孕产妇系统管理率96.6%（县卫生健康局，正式数，" in text
    assert "2022年96.1%" in text


def test_pinyin_initials_find_an_indicator(world: World, sign_in: SignIn) -> None:
    assert initials("孕产妇系统管理率").startswith("ycfxtgl")
    assert "96.6%" in sign_in("statistician").get(reverse("search"), {"q": "ycfxt"}).content.decode()


def test_a_pasted_list_gives_a_filled_table(world: World, sign_in: SignIn) -> None:
    text = sign_in("office").get(reverse("search"), {"list": "孕产妇系统管理率\n没有的指标"}).content.decode()
    assert "孕产妇系统管理率\t2025\t96.6\t%\t正式数\t县卫生健康局\t" in text
    assert "没有这个名称的指标" in text


def test_search_does_not_tell_what_may_not_be_seen(world: World, sign_in: SignIn) -> None:
    assert "96.6" not in sign_in("leader").get(reverse("search"), {"q": "系统管理率"}).content.decode()
    office = sign_in("office").get(reverse("search"), {"q": "孕产妇死亡率"}).content.decode()
    assert "43.5" not in office
    assert "96.6" not in sign_in("stranger_place").get(reverse("search"), {"q": "系统管理率"}).content.decode()


def test_the_frame_says_years_place_and_internal(world: World, sign_in: SignIn) -> None:
    text = home(sign_in, "office")
    assert "数据年2025" in text
    assert "内部" in text
    assert "示例县" in text


@pytest.mark.parametrize("role", ["liaison", "statistician", "office", "group", "leader", "sysadmin"])
def test_no_group_of_the_menu_has_more_than_six_entries(world: World, role: str) -> None:
    groups = menu_for(world.actor(role), "/")
    assert groups
    assert max(len(group.items) for group in groups) <= 6


def test_pages_that_belong_together_stand_in_a_row(world: World, sign_in: SignIn) -> None:
    text = sign_in("statistician").get(reverse("day_one")).content.decode()
    row = text[text.index("相邻页面") :]
    assert all(word in row[:800] for word in ("监测数据", "缺项", "数据源", "上级套表"))
    assert "相邻页面" not in sign_in("leader").get(reverse("standing")).content.decode()


def test_the_group_is_told_of_a_scheme_to_approve(world: World, sign_in: SignIn) -> None:
    assert "待批准的监测方案" not in home(sign_in, "group")
    version = world.things["scheme"]
    version.lines.exclude(indicator__code="coverage").delete()
    actions.submit_scheme(by=world.actor("statistician"), version=version)
    assert reverse("scheme", args=[version.uid]) in home(sign_in, "group")
    assert "待批准的监测方案" not in home(sign_in, "leader")
