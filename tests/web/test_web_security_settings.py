"""Settings that follow the address users type: cookies, HSTS, redirects; the instance's key; the refusal to serve."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.web.world import World

from fuertong.errors import FuertongError
from fuertong_web.commands.serve import serve

NAMES = [
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SECRET_KEY",
]
SHOW = f"import json; import fuertong_web.settings as s; print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"


def settings_with(var: Path, **extra: str) -> dict[str, object]:
    """The settings as a fresh process reads them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FUERTONG_")}
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        env=kept | {"FUERTONG_VAR": str(var)} | extra,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_an_https_address_locks_cookies_and_leads_http_to_https(tmp_path: Path) -> None:
    found = settings_with(tmp_path / "var", FUERTONG_URL="https://fuer.example.cn")
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert "fuer.example.cn" in str(found["ALLOWED_HOSTS"])
    assert "*" not in str(found["ALLOWED_HOSTS"])


def test_plain_http_on_this_machine_works_without_locks(tmp_path: Path) -> None:
    found = settings_with(tmp_path / "var")
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is found["SECURE_SSL_REDIRECT"] is False
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    var = tmp_path / "var"
    first, again = settings_with(var), settings_with(var)
    assert first["SECRET_KEY"] == again["SECRET_KEY"]
    assert (var / "secret-key").stat().st_mode & 0o077 == 0
    assert var.stat().st_mode & 0o077 == 0


def test_production_does_not_start_beside_an_example_account(world: World, settings: Settings) -> None:
    person = world.users["office"]
    person.is_example = True
    person.save()
    settings.PRODUCTION = True
    with pytest.raises(FuertongError, match="示例账号"):
        serve("127.0.0.1", 1)
