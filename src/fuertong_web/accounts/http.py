"""Requests that carry an actor, and the decorator that states who may open a page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission

P = ParamSpec("P")


class ActorRequest(HttpRequest):
    """A request after the middleware: `actor` is always there."""

    actor: Actor


View = Callable[Concatenate[ActorRequest, P], HttpResponse]


def needs(*permissions: Permission) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """The page is for whoever holds one of `permissions`; without arguments for anybody known.

    A stranger goes to the sign-in page; a known person without the right gets 403.
    """

    def decorate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            asked = cast(ActorRequest, request)
            if not asked.actor.is_known:
                return redirect_to_login(request.get_full_path())
            if permissions and not any(asked.actor.can(permission) for permission in permissions):
                raise PermissionDenied("您的身份不能打开这一页。")
            return view(asked, *args, **kwargs)

        guarded.needs = permissions  # type: ignore[attr-defined]
        return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], guarded)

    return decorate
