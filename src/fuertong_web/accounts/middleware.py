"""Puts the actor on the request: `request.actor`; a first password is changed before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.selectors import actor_of

OPEN_BEFORE = ("password", "logout")


class ActorMiddleware:
    """Works out once a request who acts, from the session's user, place and one-time code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        request.actor = actor  # type: ignore[attr-defined]
        if _must_change_password(actor) and request.path not in [reverse(name) for name in OPEN_BEFORE]:
            return redirect("password")
        return self.get_response(request)


def _must_change_password(actor: Actor) -> bool:
    """Whether the person still has the password that somebody else chose (首次登录须改密码)."""
    return actor.user is not None and actor.user.must_change_password
