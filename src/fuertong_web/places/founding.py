"""Who may set up a new instance: somebody at this machine, or the holder of the token `serve` prints."""

import hmac
import secrets
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

TOKEN_FILE = "setup-token"  # noqa: S105  a file name


def setup_token() -> str:
    """The token of this instance, made once and kept beside the data base."""
    path = settings.VAR / TOKEN_FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(18), encoding="utf-8")
    return str(path.read_text(encoding="utf-8"))


def may_set_up(request: HttpRequest) -> bool:
    """A request from this machine, or one that brought the token (kept in the session)."""
    given = request.GET.get("token") or request.session.get("setup_token", "")
    if given and hmac.compare_digest(given.encode(), setup_token().encode()):
        request.session["setup_token"] = given
        return True
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META
    try:
        return ip_address(address).is_loopback and not forwarded
    except ValueError:
        return False
