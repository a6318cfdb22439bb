"""Django settings; everything a place changes is a row or an environment variable FUERTONG_*.

FUERTONG_VAR folder of data base, key and files · FUERTONG_DATABASE postgresql://… · FUERTONG_URL address users type ·
FUERTONG_HOSTS further host names · FUERTONG_ENV production · FUERTONG_SECRET_KEY · FUERTONG_DEMO_PASSWORD ·
FUERTONG_WORKERS processes that answer on PostgreSQL.
"""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
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
        VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key(), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def _database() -> dict[str, Any]:
    """SQLite in WAL mode by default, PostgreSQL when FUERTONG_DATABASE names one."""
    address = os.environ.get("FUERTONG_DATABASE", "")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(VAR / "fuertong.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32768;",
            },
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 300,
        # the same few queries run for every autosave: the server plans them once a connection
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5},
    }


SECRET_KEY = _secret_key()
DEBUG = False
_hosts = [os.environ.get("FUERTONG_HOSTS", ""), urlsplit(URL).hostname or "", "127.0.0.1,localhost,[::1]"]
ALLOWED_HOSTS = [host for part in _hosts for host in part.split(",") if host]
CSRF_TRUSTED_ORIGINS = [URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "fuertong_web.ui",
    "fuertong_web.audit",
    "fuertong_web.accounts",
    "fuertong_web.places",
    "fuertong_web.indicators",
    "fuertong_web.plans",
    "fuertong_web.collection",
    "fuertong_web.assessment",
    "fuertong_web.reports",
    "fuertong_web.home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "fuertong_web.accounts.middleware.ActorMiddleware",
    "fuertong_web.places.middleware.SetupMiddleware",
    "axes.middleware.AxesMiddleware",
    "fuertong_web.tidy.middleware.TidyMiddleware",
]

ROOT_URLCONF = "fuertong_web.urls"
WSGI_APPLICATION = "fuertong_web.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "fuertong_web.home.context.frame",
            ],
        },
    },
]

DATABASES = {"default": _database()}
# SQLite has one writer, so one process answers; PostgreSQL gets one a core
WORKERS = 1
if "postgresql" in DATABASES["default"]["ENGINE"]:
    WORKERS = int(os.environ.get("FUERTONG_WORKERS") or min(os.cpu_count() or 1, 8))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_validation}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "fuertong_web.accounts.passwords.LengthRule", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
    {"NAME": f"{_validation}.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
_modules = ROOT / "node_modules"
STATICFILES_DIRS = [
    (prefix, str(_modules / package / "dist"))
    for prefix, package in [("bootstrap", "bootstrap"), ("echarts", "echarts"), ("htmx", "htmx.org")]
] + [("bootstrap-icons/font", str(_modules / "bootstrap-icons" / "font"))]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_ENGINE = "fuertong_web.accounts.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "fuertong_web.ui.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 52_428_800
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
FILE_UPLOAD_HANDLERS = [
    "fuertong_web.ui.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_LIMIT = 50 * 1024 * 1024
APART_SECONDS = 60  # of a child process that reads an uploaded file
APART_MEMORY_BYTES = 2 * 1024**3
APART_FORKED = sys.platform.startswith("linux")  # from a process that has loaded the readers; elsewhere started anew

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # what people may not see or mistype is no news to the operator
}
SILENCED_SYSTEM_CHECKS: list[str] = []
