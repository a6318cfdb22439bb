"""Django settings; everything a place changes is a row or an environment variable FUERTONG_*."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("FUERTONG_VAR", ROOT / "var"))
PRODUCTION = os.environ.get("FUERTONG_ENV") == "production"
URL = os.environ.get("FUERTONG_URL", "http://127.0.0.1:8000")
SECURE = URL.startswith("https://")


def _secret_key() -> str:
    """The key of this instance: from the environment, else made once and kept in var/secret-key."""
    if given := os.environ.get("FUERTONG_SECRET_KEY"):
        return given
    path = VAR / "secret-key"
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key(), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("FUERTONG_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
INSTALLED_APPS: list[str] = []
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(VAR / "fuertong.sqlite3")}}
