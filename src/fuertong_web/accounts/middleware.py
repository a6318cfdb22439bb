"""Puts the actor on the request: `request.actor`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fuertong_web.accounts.selectors import actor_of


class ActorMiddleware:
    """Works out once a request who acts, from the session's user, place and one-time code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)
