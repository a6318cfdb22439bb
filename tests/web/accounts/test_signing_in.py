"""Signing in: lock-out, first password, security headers."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.world import World

GOOD = "一个足够长的密码-8"


@pytest.fixture
def account(world: World) -> str:
    user = world.users["office"]
    user.set_password(GOOD)
    user.save()
    return user.username


def test_five_wrong_passwords_lock_the_account_for_a_while(account: str) -> None:
    client = Client()
    for _ in range(5):
        page = client.post(reverse("login"), {"username": account, "password": "不对"})
    assert page.status_code == 429
    assert "30分钟" in page.content.decode()
    again = client.post(reverse("login"), {"username": account, "password": GOOD})
    assert again.status_code == 429


def test_the_right_password_leads_home(account: str) -> None:
    page = Client().post(reverse("login"), {"username": account, "password": GOOD})
    assert (page.status_code, page["Location"]) == (302, reverse("home"))


def test_a_first_password_must_be_changed(world: World, account: str) -> None:
    world.users["office"].must_change_password = True
    world.users["office"].save()
    client = Client()
    page = client.post(reverse("login"), {"username": account, "password": GOOD})
    assert page["Location"] == reverse("password")
    for name in ("home", "verdicts", "values"):
        assert client.get(reverse(name))["Location"] == reverse("password")
    assert client.get(reverse("password")).status_code == 200
    answer = client.post(
        reverse("password"), {"old": GOOD, "new": "另一个足够长的密码-9", "again": "另一个足够长的密码-9"}
    )
    assert answer.status_code == 302
    world.users["office"].refresh_from_db()
    assert not world.users["office"].must_change_password
    assert client.get(reverse("home")).status_code == 200


def test_pages_carry_a_strict_policy(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("office").get(reverse("home"))
    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page["X-Frame-Options"] == "DENY"
    assert "<script>" not in page.content.decode()
    assert " style=" not in page.content.decode()


def test_no_names_are_listed_at_sign_in(world: World) -> None:
    page = Client().get(reverse("login")).content.decode()
    assert all(user.name not in page for user in world.users.values())
    assert "非涉密" in page
